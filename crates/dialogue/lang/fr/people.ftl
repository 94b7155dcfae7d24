### Noms, numéros, messages, et personnes à qui l'on passe l'appel.

## Noms

ask-name = À quel nom dois-je le mettre ?
    .b = Puis-je avoir votre nom, s'il vous plaît ?
    .casual = À quel nom je le mets ?
    .casual-b = Et votre nom ?
ask-name-again = Et le nom, s'il vous plaît ?
    .b = Pourriez-vous me donner votre nom ?
ask-name-message = Et votre nom, s'il vous plaît ?
    .b = Et c'est de la part de qui ?
ask-name-spelled = J'ai { $name }, qui s'épelle { $letters }. C'est bien cela ?
ask-spelling = Pouvez-vous m'épeler le nom, lettre par lettre ?
    .b = Épelez le nom, s'il vous plaît.
ask-attendee = Et comment s'appelle la personne qui vient ?
    .b = Pour qui est le rendez-vous ? Son nom, s'il vous plaît.
attendee = { $relation ->
        [son] votre fils
        [daughter] votre fille
        [child] votre enfant
        [wife] votre femme
        [husband] votre mari
        [partner] votre partenaire
        [mother] votre mère
        [father] votre père
        [brother] votre frère
        [sister] votre sœur
        [friend] un proche
       *[other] une autre personne
    }
attendee-named = { $relation ->
        [son] votre fils { $name }
        [daughter] votre fille { $name }
        [wife] votre femme { $name }
        [husband] votre mari { $name }
        [mother] votre mère, { $name }
        [father] votre père, { $name }
        [brother] votre frère { $name }
        [sister] votre sœur { $name }
       *[other] { $name }
    }

## Numéros

ask-phone = Et à quel numéro peut-on vous joindre ?
ask-phone-again = À quel numéro peut-on vous joindre ?
    .b = Quel est le meilleur numéro pour vous joindre ?
ask-phone-message = Et à quel numéro peut-on vous rappeler ?
phone-digits = Il me faut le numéro complet, avec l'indicatif. Vous pouvez aussi le taper sur le clavier.
    .b = Pouvez-vous me donner tous les chiffres, avec l'indicatif ? Vous pouvez aussi les taper.
    .text = Il me faut le numéro complet, avec l'indicatif, s'il vous plaît.
    .text-b = Pouvez-vous m'envoyer tous les chiffres, avec l'indicatif ?
ask-phone-right = C'est le { $phone }. C'est bien cela ?
    .b = J'ai { $phone }. C'est correct ?
phone-keypad = Alors tapez le numéro sur le clavier, avec l'indicatif, et terminez par dièse.
    .text = Alors renvoyez-moi le numéro, avec l'indicatif.

## Messages

ask-message = Bien sûr. Que dois-je transmettre ?
    .b = D'accord. Quel est le message ?
    .professional = Certainement. Que dois-je transmettre ?
    .professional-b = Bien sûr. Quel est le message ?
ask-message-again = Que dois-je transmettre ?
    .b = Que dois-je leur dire ?
ask-call-back = Je vais demander qu'on vous rappelle. C'est à quel sujet ?
message-read-back = J'ai noté : « { $body } ». Dois-je le transmettre ?
message-long = J'ai tout noté. Dois-je le transmettre ?
message-confirm-again = Dois-je transmettre votre message ?
    .b = Puis-je le transmettre tel quel ?
message-other = Pas de problème. Que dois-je dire à la place ?
    .b = Bien sûr. Redites-moi le message, s'il vous plaît.
message-taken = Merci, c'est transmis.
    .b = C'est fait, votre message est en route.
offer-message = Dois-je noter un message ?
    .b = Voulez-vous laisser un message ?
stop-contact = Je veille à ce qu'on ne vous contacte plus.
pass-on-instead = Je ne peux pas le vérifier moi-même, mais je transmets.

## Notes pour l'entreprise

note-call-back = Merci de rappeler : { $body }
note-stop-contact = Demande à ne plus être contacté : { $body }
note-party = { $count ->
        [one] groupe de { $count }
       *[other] groupe de { $count }
    }
note-attendee-related = { $relation ->
        [son] pour le fils de la personne qui appelle
        [daughter] pour la fille de la personne qui appelle
        [child] pour l'enfant de la personne qui appelle
        [wife] pour la femme de la personne qui appelle
        [husband] pour le mari de la personne qui appelle
        [partner] pour le ou la partenaire de la personne qui appelle
        [mother] pour la mère de la personne qui appelle
        [father] pour le père de la personne qui appelle
        [brother] pour le frère de la personne qui appelle
        [sister] pour la sœur de la personne qui appelle
        [friend] pour un proche de la personne qui appelle
       *[other] pour une autre personne
    }
note-emergency = Une urgence
note-waitlist = Liste d'attente : { $what }. Rien n'était libre ; le système ne tient pas de liste d'attente, merci d'appeler si une place se libère.
note-waitlist-when = { $what }, { $when }
note-any-time = à tout moment
note-from = à partir de { $time }
note-until = avant { $time }

## Pour la personne qui prend le relais

brief-caller = { $name } est en ligne.
brief-unknown = La personne n'a pas donné son nom.
brief-asked = Elle a demandé à parler à quelqu'un.
brief-not-understood = L'assistant n'a pas pu suivre.
brief-emergency = C'est peut-être une urgence ; le responsable est prévenu.
brief-wants = Demande : { $what }.
brief-message = Message jusqu'ici : « { $body } ».
brief-done = Fait jusqu'ici : { $done }.
brief-mood = La personne semble mécontente.
brief-language = La personne parle { $language }.

## Une personne

connecting = Un instant, je vous passe quelqu'un.
    .b = Ne quittez pas, je vous mets en relation.
    .text = Un instant, je préviens quelqu'un.
nobody-now = Je ne peux vous passer personne en ce moment. Dois-je noter un message pour qu'on vous rappelle ?
    .b = Je n'arrive à joindre personne pour le moment. Voulez-vous laisser un message pour être rappelé ?
nobody-emergency = Désolé, personne n'a répondu, mais le responsable est prévenu.
nobody-reached = Désolé, je n'ai pu joindre personne. Dois-je noter un message pour qu'on vous rappelle ?
