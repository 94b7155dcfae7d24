### Courriels à ceux qui se connectent. Des mots simples, des phrases courtes ; ce qu'il faut faire est sur un bouton.

## Dans chaque courriel

hello = Bonjour,
hello-name = Bonjour { $name },
regards = Votre réceptionniste, Frontdesk
good-minutes = Le lien fonctionne une seule fois, pendant { $count ->
    [one] une minute
   *[other] { $count } minutes
}.
good-hours = Le lien fonctionne une seule fois, pendant { $count ->
    [one] une heure
   *[other] { $count } heures
}.
good-days = Le lien fonctionne une seule fois, pendant { $count ->
    [one] un jour
   *[other] { $count } jours
}.
fact-when = Quand
fact-device = Appareil
fact-place = Lieu
fact-address = Adresse
fact-since = Depuis
fact-answer = Dernière réponse
choose-button = Choisir un nouveau mot de passe

## Montrer qu'une adresse est la sienne

verify-subject = Confirmez votre adresse e-mail
verify-body = Encore une étape : confirmez que cette adresse e-mail est bien la vôtre. Ensuite vous pourrez vous connecter et préparer votre réceptionniste.
verify-button = Confirmer mon adresse
verify-why = Vous recevez ce courriel parce que quelqu'un a saisi cette adresse chez Frontdesk. Si ce n'était pas vous, supprimez-le ; il ne se passera rien.

## Choisir un mot de passe

password-subject = Choisissez un nouveau mot de passe
password-body = Vous avez demandé un nouveau mot de passe. Appuyez sur le bouton pour le choisir.
password-why = Si vous n'avez rien demandé, supprimez ce courriel. Votre mot de passe reste le même et personne n'est entré.

## S'inscrire avec une adresse connue

known-subject = Vous avez déjà un compte
known-body = Quelqu'un, sans doute vous, a voulu ouvrir un compte avec cette adresse. Vous en avez déjà un, rien n'a donc changé. Il suffit de vous connecter.
known-button = Se connecter
known-forgot = Si vous ne connaissez plus votre mot de passe, vous pouvez en choisir un autre :
known-why = Si ce n'était pas vous, supprimez ce courriel. Personne n'est entré, et personne n'a appris que vous avez un compte.

## Une invitation

invite-subject = Vous êtes invité chez { $business }
invite-body = { $name } vous invite à travailler avec { $business } sur Frontdesk, la réceptionniste qui répond à leur téléphone. Vous auriez { $role }.
role-owner = le rôle de propriétaire : tout voir, tout changer et s'occuper de la facture
role-manager = le rôle de gérant : mener l'entreprise au quotidien, sans la facture
role-operator = le rôle d'opérateur : reprendre des appels et des conversations
role-staff = le rôle d'employé : voir le calendrier
invite-button = Accepter l'invitation
invite-why = Vous recevez ce courriel parce que { $name } a saisi votre adresse. Si vous ne connaissez pas cette personne, supprimez-le ; sans vous il ne se passera rien.

## Le mot de passe a changé

changed-subject = Votre mot de passe a changé
changed-body = Le mot de passe de votre compte a changé. Vos autres appareils ont été déconnectés.
was-you = Si c'était vous, il n'y a rien à faire.
changed-not-you = Si ce n'était pas vous, quelqu'un est peut-être dans votre compte. Choisissez tout de suite un nouveau mot de passe.

## Une connexion depuis un nouvel appareil

sign-in-subject = Nouvelle connexion à votre compte
sign-in-body = Quelqu'un s'est connecté à votre compte depuis un appareil que nous n'avions jamais vu.
sign-in-not-you = Si ce n'était pas vous, choisissez maintenant un nouveau mot de passe. Tous les appareils seront déconnectés.

## Le second facteur a été désactivé

factor-subject = La connexion avec un code est désactivée
factor-body = Pour vous connecter à votre compte, votre mot de passe suffit désormais. Aucun code n'est plus demandé.
factor-not-you = Si ce n'était pas vous, choisissez maintenant un nouveau mot de passe et réactivez le code.

## Un webhook qui échoue

endpoint-subject = { $business } : nous n'envoyons plus d'événements à votre serveur
endpoint-body = Depuis des jours, votre serveur n'accepte pas les événements que nous envoyons pour { $business }. Pour qu'ils ne s'accumulent pas, nous avons cessé de les envoyer. Votre téléphone est servi comme toujours.
endpoint-advice = Quand votre serveur sera prêt, réactivez l'adresse. Les événements manqués peuvent être renvoyés.
endpoint-button = Voir l'adresse
answer-status = erreur { $code }
answer-none = aucune
