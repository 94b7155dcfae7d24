### Silence, mots qu'on ne comprend pas, danger, et ce qui n'a pas marché.

## Silence

still-there = Êtes-vous toujours là ?
    .b = Allô, êtes-vous toujours là ?
cannot-hear-message = Je ne vous entends pas. Voulez-vous laisser un message ? Dites oui, ou tapez 1.
    .text = Voulez-vous laisser un message ? Répondez oui ou non.
cannot-hear-keypad = Je ne vous entends toujours pas. Vous pouvez aussi utiliser le clavier : 1 pour oui, 2 pour non, 0 pour une personne.
    .text = Vous pouvez aussi répondre 1 pour oui, 2 pour non, ou 0 pour une personne.
silence-end = Je ne vous entends toujours pas, je vais donc raccrocher. Rappelez quand vous voulez. Au revoir.
    .text = Je m'arrête là. Écrivez-nous quand vous voulez. Au revoir.

## Pas compris

missed = Pardon, je n'ai pas compris.
    .b = Désolé, je n'ai pas bien saisi.
    .c = Pardon, pouvez-vous le dire autrement ?
menu = J'ai du mal à vous suivre. Pour prendre rendez-vous, tapez 1, pour laisser un message, tapez 2, pour parler à une personne, tapez 3. Ou dites-moi simplement ce qu'il vous faut.
    .text = J'ai du mal à vous suivre. Pour prendre rendez-vous, répondez 1, pour laisser un message 2, pour joindre une personne 3. Ou dites-moi simplement ce qu'il vous faut.
menu-again = Pour réserver, tapez 1, pour laisser un message, tapez 2, pour parler à une personne, tapez 3.
    .b = Tapez 1 pour réserver, 2 pour laisser un message, 3 pour une personne.
    .text = Pour réserver, répondez 1, pour laisser un message 2, pour une personne 3.
    .text-b = Répondez 1 pour réserver, 2 pour laisser un message, 3 pour une personne.
help-service = Dites simplement ce que vous voulez, par exemple { $service }, ou tapez 0 pour une personne.
    .text = Écrivez simplement ce que vous voulez, par exemple { $service }, ou répondez 0 pour une personne.
help-when = Vous pouvez dire un jour et une heure, par exemple mardi à dix heures, ou « le plus tôt possible ». Tapez 0 pour une personne.
    .text = Vous pouvez écrire un jour et une heure, par exemple mardi à dix heures, ou « le plus tôt possible ». Répondez 0 pour une personne.
help-offer = Vous pouvez taper 1 pour la première heure, 2 pour la deuxième et ainsi de suite, ou dire « un autre jour ».
    .text = Vous pouvez répondre 1 pour la première heure, 2 pour la deuxième et ainsi de suite, ou « un autre jour ».
help-party = Dites simplement un nombre, par exemple quatre, ou tapez-le sur le clavier.
    .text = Envoyez simplement un nombre, par exemple 4.
help-name = Dites simplement votre prénom et votre nom, ou tapez 0 pour une personne.
    .text = Écrivez simplement votre prénom et votre nom.
help-phone = Vous pouvez taper le numéro sur le clavier, indicatif d'abord, ou dire « pas de numéro ».
    .text = Vous pouvez écrire le numéro, indicatif d'abord, ou « pas de numéro ».
help-yes-no = Dites oui ou non, s'il vous plaît, ou tapez 1 pour oui et 2 pour non.
    .text = Répondez oui ou non, s'il vous plaît, ou 1 pour oui et 2 pour non.
help-own = Vous pouvez dire le jour du rendez-vous, ou taper 1 pour le premier, 2 pour le deuxième.
    .text = Vous pouvez écrire le jour du rendez-vous, ou répondre 1 pour le premier, 2 pour le deuxième.
help-message = Dites avec vos mots ce que je dois transmettre, ou « laissez tomber ».
    .text = Écrivez avec vos mots ce que je dois transmettre, ou « laissez tomber ».
cannot-follow = Désolé, je n'arrive pas à vous suivre. Dites ce qu'il vous faut après le signal, et quelqu'un vous rappellera.
    .text = Désolé, je n'arrive pas à vous suivre. Écrivez ce qu'il vous faut, et quelqu'un vous répondra.
too-long = Nous parlons depuis un moment. Laissez un message après le signal, s'il vous plaît, et quelqu'un vous rappellera.
    .text = Nous échangeons depuis un moment. Laissez un message, s'il vous plaît, et quelqu'un vous répondra.
stuck = Désolé, je n'y arrive pas pour le moment. Dois-je noter un message pour qu'on vous rappelle ?
failed = Désolé, je ne peux pas le faire pour le moment.
failed-voicemail = Désolé, je ne peux pas le faire pour le moment. Laissez un message après le signal, s'il vous plaît, et quelqu'un vous rappellera.
    .text = Désolé, je ne peux pas le faire pour le moment. Laissez un message, s'il vous plaît, et quelqu'un vous répondra.
abuse-warning = Je comprends votre colère et j'aimerais vous aider. Restons polis, sinon je devrai mettre fin à l'appel.
    .text = Je comprends votre colère et j'aimerais vous aider. Restons polis, sinon je devrai m'arrêter là.
abuse-end = Je suis désolé de n'avoir pas pu vous aider. Je mets fin à l'appel. Rappelez quand vous voulez. Au revoir.
    .text = Je suis désolé de n'avoir pas pu vous aider. Je m'arrête là. Écrivez-nous quand vous voulez. Au revoir.

## Danger

ask-emergency = J'en suis désolé. Est-ce une urgence qui ne peut pas attendre ?
    .b = Je suis désolé de l'apprendre. Est-ce une urgence qui demande quelqu'un tout de suite ?
ask-emergency-again = Est-ce une urgence qui ne peut pas attendre ?
    .b = Faut-il quelqu'un tout de suite ? Oui ou non ?
call-for-help = Cela semble dangereux. Mettez tout le monde à l'abri, raccrochez maintenant et appelez le { $number }. C'est le { $digits }.
    .b = N'attendez pas sur cette ligne. Mettez-vous à l'abri, raccrochez et appelez le { $number }. C'est le { $digits }.
    .text = Cela semble dangereux. Mettez tout le monde à l'abri et appelez maintenant le { $number }.
owner-told = J'ai prévenu le responsable, mais je ne peux pas envoyer de secours moi-même.
hang-up-and-call = Raccrochez maintenant et appelez le { $number }, s'il vous plaît.
    .text = Appelez maintenant le { $number }, s'il vous plaît.
owner-alerted-connecting = J'ai prévenu le responsable. Restez en ligne, s'il vous plaît, j'essaie de vous mettre en relation tout de suite.
owner-alerted = J'ai prévenu le responsable.
owner-will-call = On vous rappellera dès que possible.

## De quoi il s'agissait, pour l'entreprise

summary-booked = A réservé { $what }.
summary-moved = A déplacé le rendez-vous : { $what }.
summary-cancelled = A annulé { $what }.
summary-message = A laissé un message.
summary-emergency = A signalé une urgence ; le responsable a été prévenu.
summary-asked = A demandé : { $subjects }.
summary-silent = A raccroché sans un mot.
summary-goodbye = A dit au revoir sans demande.
summary-nothing = A raccroché avant que rien ne soit réglé.
subject-hours = les horaires
subject-location = l'adresse
subject-price = les tarifs
subject-services = les prestations
subject-appointment = son rendez-vous
subject-language = d'autres langues
subject-robot = qui répond
subject-other = l'entreprise
