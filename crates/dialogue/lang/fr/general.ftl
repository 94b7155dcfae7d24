### Les premiers mots, les derniers, et ce qui tient une conversation ensemble.

## Accueil

greeting-default = Merci d'appeler { $business }.
    .text = Bonjour, ici { $business }.
greeting-agent = Je suis { $agent }, l'assistant automatique.
    .text = Vous écrivez avec { $agent }, l'assistant automatique.
greeting-recording = Cet appel peut être enregistré.
    .text = Cette conversation est conservée.
greeting-back = Ravi de vous retrouver, { $name }.
greeting-known = Bonjour, { $name }.
greeting-again = Ravi de vous entendre à nouveau.
greeting-last-book = La dernière fois, vous avez appelé pour prendre rendez-vous.
greeting-last-move = La dernière fois, vous avez déplacé un rendez-vous.
greeting-last-cancel = La dernière fois, vous avez annulé un rendez-vous.
greeting-last-check = La dernière fois, vous avez vérifié un rendez-vous.
greeting-last-hours = La dernière fois, vous avez demandé nos horaires.
greeting-last-price = La dernière fois, vous avez demandé nos tarifs.
greeting-last-question = La dernière fois, vous aviez une question.
greeting-last-message = La dernière fois, vous nous avez laissé un message.
greeting-last-voicemail = La dernière fois, vous nous avez laissé un message vocal.
greeting-last-emergency = La dernière fois, c'était une urgence ; j'espère que c'est réglé.
greeting-language = Pour le français, tapez { $key }.
    .text = Pour le français, écrivez « français ».
greeting-open = Comment puis-je vous aider ?
    .professional = En quoi puis-je vous être utile ?
    .casual = Que puis-je faire pour vous ?
greeting-closed = Nous sommes fermés en ce moment, mais je peux prendre un rendez-vous, répondre à une question ou noter un message. Comment puis-je vous aider ?

## Adieux

farewell-booked = À bientôt, au revoir !
    .b = À très bientôt. Bonne journée !
    .professional = Au plaisir de vous accueillir. Au revoir.
    .casual = À bientôt !
    .casual-b = À très vite, bonne journée !
farewell = Merci de votre appel. Au revoir !
    .b = Merci d'avoir appelé. Bonne journée !
    .professional = Merci de votre appel. Au revoir.
    .casual = Merci pour l'appel. Salut !
    .casual-b = Merci d'avoir appelé. Bonne journée !
    .text = Merci de votre message. Au revoir !
wrap-up = En résumé : { $done }.
wrap-booked = { $what }, c'est réservé
wrap-moved = votre rendez-vous est désormais { $what }
wrap-cancelled = { $what }, c'est annulé
wrap-message = votre message est transmis

## Petits mots

sure = Bien sûr.
    .b = D'accord.
    .c = Avec plaisir.
    .professional = Certainement.
    .professional-b = Bien sûr.
    .casual = Pas de souci.
    .casual-b = Entendu.
    .casual-c = Ça marche.
no-problem = Pas de problème.
all-right = D'accord.
thats-fine = Très bien.
welcome = Je vous en prie.
once-more = Pardon, je répète : { $say }
repeat = Bien sûr : { $said }
take-your-time = Bien sûr, prenez votre temps.
    .b = Rien ne presse, je reste là.
    .professional = Bien sûr, prenez votre temps.
    .professional-b = Certainement, je patiente.
next-request = Passons à l'autre demande.
an-appointment = rendez-vous
cannot-share = Je ne peux pas vous donner cette information, mais je peux noter un message.

## Questions ouvertes

anything-else = Puis-je faire autre chose pour vous ?
    .b = Autre chose ?
    .c = Avez-vous besoin d'autre chose ?
    .professional = Puis-je faire autre chose pour vous ?
    .professional-b = Désirez-vous autre chose ?
greeted = Bonjour ! Que puis-je faire pour vous ?
    .b = Bonjour ! Comment puis-je vous aider ?
    .professional = Bonjour. En quoi puis-je vous être utile ?
    .professional-b = Bonjour. Que puis-je faire pour vous ?
idle = Que puis-je faire pour vous ?
    .b = Comment puis-je vous aider ?
    .c = De quoi avez-vous besoin ?
go-ahead = Que puis-je faire pour vous ?
    .b = Je vous écoute.

## Langues

language-now = Bien sûr, parlons français. Que puis-je faire pour vous ?
language-already = Je parle déjà français.
language-not-offered = Je suis désolé, sur cette ligne personne ne peut vous répondre en français. Voulez-vous laisser un message à l'équipe ?
language-only = Je suis désolé, je ne parle que { $languages }. Je peux tout de même noter un message.
language-spoken = Je parle { $languages }.
language-english = anglais
language-spanish = espagnol
language-french = français
