### Prendre, déplacer et annuler des rendez-vous.

## Pour quoi

too-many-people = Pour { $count } personnes, quelqu'un doit l'organiser avec vous.
cannot-book = Je ne peux pas le réserver moi-même, mais je transmets.
cannot-change = Je ne peux pas changer les rendez-vous moi-même, mais je transmets.
ask-party = Pour combien de personnes ?
ask-party-again = Pour combien de personnes dois-je réserver ?
    .b = Combien serez-vous ?
ask-service = Que voulez-vous réserver : { $services } ?
    .b = Pour quoi puis-je vous inscrire : { $services } ?
    .c = Que préférez-vous : { $services } ?
    .professional = Que souhaitez-vous réserver : { $services } ?
    .professional-b = Quelle prestation puis-je vous réserver : { $services } ?
ask-service-more = Que voulez-vous réserver : { $services }, ou autre chose ?
    .b = Pour quoi puis-je vous inscrire : { $services }, ou autre chose ?
    .c = Que préférez-vous : { $services }, ou autre chose ?
    .professional = Que souhaitez-vous réserver : { $services }, ou autre chose ?
    .professional-b = Quelle prestation puis-je vous réserver : { $services }, ou autre chose ?
ask-is-service = Vous avez dit { $service } ?
    .b = Parlez-vous de { $service } ?
staff-does-not = { $staff } ne fait pas { $service }, mais quelqu'un d'autre peut s'en occuper.

## Quand

ask-day = Et quel jour ?
    .b = Ce serait quel jour ?
    .c = Quel jour, s'il vous plaît ?
ask-when = Quel jour et à quelle heure vous conviendrait ?
    .b = Quand souhaitez-vous venir ?
    .c = Quel jour et quelle heure vous arrangent ?
ask-when-for = Pour { $what }, quel jour et à quelle heure vous conviendrait ?
    .b = Pour { $what }, quand souhaitez-vous venir ?
    .c = Pour { $what }, quel jour et quelle heure vous arrangent ?
ask-when-again = Quel jour et à quelle heure vous conviendrait ?
    .b = Quand souhaitez-vous venir ?
your-appointment = votre rendez-vous
too-far = Je ne peux réserver que { $days } jours à l'avance. Quel jour plus proche vous conviendrait ?
no-such-day = Ce jour n'existe pas, je le crains. Quel jour souhaitez-vous ?
no-such-time = Cette heure n'existe pas ce jour-là. Quelle autre heure vous conviendrait ?
already-past = C'est déjà passé. Quel jour et quelle heure souhaitez-vous ?

## Propositions

closed-on = Nous sommes fermés : { $day }.
offer-nearest = Malheureusement, ce n'est pas libre. Le plus proche que j'ai, c'est { $offers }.
    .b = Désolé, rien n'est libre à ce moment-là. Au plus près, j'ai { $offers }.
    .professional = Malheureusement, ce n'est pas disponible. Le plus proche est { $offers }.
    .professional-b = Je suis désolé, rien n'est disponible à ce moment-là. Au plus près, il y a { $offers }.
offer-closed = Le plus proche que j'ai, c'est { $offers }.
offer-near-time = Cette heure précise n'est pas libre, mais j'ai { $offers }.
offer-soonest = Au plus tôt, j'ai { $offers }.
offer-plain = J'ai { $offers }.
offer-fewer = Alors j'ai { $offers }.
offer-taken = Désolé, quelqu'un vient de prendre cette heure. J'ai encore { $offers }.
offer-expired = Désolé, cela a pris un peu trop de temps. J'ai { $offers }.
ask-one = Cela vous convient ?
    .b = Est-ce que cela vous va ?
ask-which = Laquelle vous convient le mieux ?
    .b = Laquelle préférez-vous ?
    .c = Laquelle vous arrange ?
which-one = Bien. Laquelle : { $offers } ?
another-time = Pas de problème. Quel autre jour ou quelle autre heure vous conviendrait ?
    .b = Très bien. Quel jour ou quelle heure serait mieux ?
nothing-free-then = Malheureusement, je n'ai rien de libre à ce moment-là. Quel autre jour vous conviendrait ?
nothing-free = Malheureusement, je n'ai rien de libre. Dois-je noter un message pour qu'on vous rappelle ?
    .text = Malheureusement, je n'ai rien de libre. Dois-je noter un message pour qu'on vous réponde ?
offer-waitlist = Je n'ai rien qui convienne. Dois-je noter ce que vous souhaitez, pour que l'équipe vous appelle si une place se libère ?
offer-waitlist-again = Dois-je le noter pour l'équipe ?
gone = Désolé, cette heure n'est plus libre. Quel autre jour vous conviendrait ?

## Détails et relecture

slot = { $service } { $moment }
slot-with = { $service } avec { $staff } { $moment }
is-free = { $moment }, c'est libre.
read-back = Donc, c'est { $slot }{ $party }{ $attendee }, sous le nom { $name }{ $cost }{ $phone }.
    .casual = OK, c'est { $slot }{ $party }{ $attendee }, sous le nom { $name }{ $cost }{ $phone }.
read-back-party = { $count ->
        [one] {" "}pour { $count } personne
       *[other] {" "}pour { $count } personnes
    }
read-back-attendee = , pour { $attendee }
read-back-cost = , { $price }
read-back-free = , gratuit
read-back-phone = , et on vous joint au { $phone }
ask-right = C'est bien cela ?
    .b = Je le réserve ?
    .c = C'est correct ?
confirm-again = Dois-je retenir { $slot } ?
    .b = Alors, je prends { $slot } ?
was-that-yes = Pardon, c'était un oui ?
    .b = Je n'ai pas bien entendu. Oui ou non ?
read-back-move = Je peux déplacer votre rendez-vous : au lieu de { $old }, { $slot }. Je le fais ?
read-back-move-new = Je peux déplacer votre rendez-vous : { $slot }. Je le fais ?
change-booking = Pas de problème. Que dois-je changer : le jour, l'heure, la prestation ou le nom ?
change-move = Pas de problème. Que dois-je changer : le jour ou l'heure ?
change-again = Que dois-je changer ?
    .b = Qu'est-ce qui devrait être différent ?
change-when = Bien sûr. Qu'est-ce qui vous conviendrait mieux ?
    .b = Entendu. Quand, alors ?
change-name = Bien sûr. À quel nom dois-je le mettre ?
wont-book = Pas de problème, je ne réserve pas.
wont-book-then = D'accord, je ne réserve pas.
booked = C'est fait : { $what }.
    .b = C'est réservé : { $what }.
    .c = Voilà qui est réservé : { $what }.
    .professional = Votre rendez-vous est réservé : { $what }.
    .professional-b = Je vous confirme la réservation : { $what }.
texted = Je vous ai envoyé les détails par message.
    .text = Vous recevrez une confirmation.

## Les rendez-vous de la personne qui appelle

no-own = Je ne trouve pas de rendez-vous à venir pour votre numéro. Dois-je noter un message pour l'équipe ?
no-own-number = Sans votre numéro, je ne peux pas chercher un rendez-vous. Dois-je noter un message pour l'équipe ?
own-have = Vous avez { $list }.
own-which = Duquel s'agit-il ?
own-which-again = De quel rendez-vous s'agit-il ?
    .b = Lequel est-ce ? Vous pouvez dire le jour.
own-too-late-cancel = C'est dans moins de { $hours } heures, je ne peux donc pas l'annuler moi-même.
own-too-late-move = C'est dans moins de { $hours } heures, je ne peux donc pas le déplacer moi-même.
too-late = Il commence dans moins de { $hours } heures, je ne peux donc pas le changer moi-même.
too-many = Il y a déjà plusieurs rendez-vous à votre numéro.
not-yours = Je ne trouve plus ce rendez-vous.
offer-message-team = Dois-je noter un message pour l'équipe ?
ask-cancel = Dois-je l'annuler ?
ask-cancel-again = Dois-je annuler ce rendez-vous ?
    .b = Voulez-vous que je l'annule ?
ask-move = Quand souhaitez-vous venir à la place ?
left-as-is = D'accord, je le laisse tel quel.
moved = C'est fait. Votre rendez-vous est désormais { $what }.
cancelled = D'accord, { $what }, c'est annulé.
