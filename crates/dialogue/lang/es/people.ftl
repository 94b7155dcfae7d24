### Nombres, números, mensajes, y personas a quienes se pasa la llamada.

## Nombres

ask-name = ¿A qué nombre lo pongo?
    .b = ¿Me dice su nombre, por favor?
    .casual = ¿A qué nombre lo pongo?
    .casual-b = ¿Y su nombre?
ask-name-again = ¿Y el nombre, por favor?
    .b = ¿Podría decirme su nombre?
ask-name-message = ¿Y su nombre, por favor?
    .b = ¿Y quién llama, por favor?
ask-name-spelled = Tengo { $name }, que se deletrea { $letters }. ¿Es correcto?
ask-spelling = ¿Puede deletrearme el nombre, letra por letra?
    .b = Deletree el nombre, por favor.
ask-attendee = ¿Y cómo se llama la persona que viene?
    .b = ¿Para quién es la cita? Su nombre, por favor.
attendee = { $relation ->
        [son] su hijo
        [daughter] su hija
        [child] su hijo o hija
        [wife] su esposa
        [husband] su esposo
        [partner] su pareja
        [mother] su madre
        [father] su padre
        [brother] su hermano
        [sister] su hermana
        [friend] su amistad
       *[other] otra persona
    }
attendee-named = { $relation ->
        [son] su hijo { $name }
        [daughter] su hija { $name }
        [wife] su esposa { $name }
        [husband] su esposo { $name }
        [mother] su madre, { $name }
        [father] su padre, { $name }
        [brother] su hermano { $name }
        [sister] su hermana { $name }
       *[other] { $name }
    }

## Números

ask-phone = ¿Y a qué número podemos llamarle?
ask-phone-again = ¿A qué número podemos llamarle?
    .b = ¿Cuál es el mejor número para llamarle?
ask-phone-message = ¿Y a qué número le devolvemos la llamada?
phone-digits = Necesito el número completo con su prefijo. También puede marcarlo en el teclado.
    .b = ¿Puede darme todas las cifras, con el prefijo? También puede marcarlas.
    .text = Necesito el número completo con su prefijo, por favor.
    .text-b = ¿Puede enviarme todas las cifras, con el prefijo?
ask-phone-right = Es el { $phone }. ¿Es correcto?
    .b = Tengo { $phone }. ¿Está bien?
phone-keypad = Entonces marque el número en el teclado, con su prefijo, y termine con la almohadilla.
    .text = Entonces envíeme el número otra vez, con su prefijo.

## Mensajes

ask-message = Por supuesto. ¿Qué quiere que transmita?
    .b = Claro. ¿Cuál es el mensaje?
    .professional = Por supuesto. ¿Qué desea que transmita?
    .professional-b = Desde luego. ¿Cuál es el mensaje?
ask-message-again = ¿Qué quiere que transmita?
    .b = ¿Qué les digo?
ask-call-back = Pediré que le devuelvan la llamada. ¿De qué se trata?
message-read-back = Tengo: "{ $body }". ¿Lo transmito?
message-long = Lo tengo todo. ¿Lo transmito?
message-confirm-again = ¿Transmito su mensaje?
    .b = ¿Está bien que lo transmita?
message-other = No hay problema. ¿Qué digo en su lugar?
    .b = Claro. Dígame el mensaje otra vez, por favor.
message-taken = Gracias, ya lo he transmitido.
    .b = Hecho, su mensaje está en camino.
offer-message = ¿Tomo un mensaje?
    .b = ¿Quiere dejar un mensaje?
stop-contact = Me encargo de que no vuelvan a contactarle.
pass-on-instead = Eso no puedo comprobarlo yo, pero lo transmito.

## Notas para el negocio

note-call-back = Por favor, devolver la llamada: { $body }
note-stop-contact = Pide que no le contacten: { $body }
note-party = { $count ->
        [one] grupo de 1
       *[other] grupo de { $count }
    }
note-attendee-related = { $relation ->
        [son] para el hijo de quien llama
        [daughter] para la hija de quien llama
        [child] para el hijo o la hija de quien llama
        [wife] para la esposa de quien llama
        [husband] para el esposo de quien llama
        [partner] para la pareja de quien llama
        [mother] para la madre de quien llama
        [father] para el padre de quien llama
        [brother] para el hermano de quien llama
        [sister] para la hermana de quien llama
        [friend] para una amistad de quien llama
       *[other] para otra persona
    }
note-emergency = Una emergencia
note-waitlist = Lista de espera: { $what }. No había nada libre; el sistema no lleva lista de espera, así que llamen si queda un hueco.
note-waitlist-when = { $what }, { $when }
note-any-time = cualquier momento
note-from = desde { $time }
note-until = antes de { $time }

## Para quien atiende después

brief-caller = Llama { $name }.
brief-unknown = No ha dado su nombre.
brief-asked = Ha pedido hablar con una persona.
brief-not-understood = El asistente no pudo entender.
brief-emergency = Puede ser una emergencia; se ha avisado a la dirección.
brief-wants = Desea: { $what }.
brief-message = Mensaje hasta ahora: "{ $body }".
brief-done = Hecho hasta ahora: { $done }.
brief-mood = Parece que hay descontento.
brief-language = Habla { $language }.

## Una persona

connecting = Un momento, le paso.
    .b = Espere, por favor, le pongo en contacto.
    .text = Un momento, aviso a alguien.
nobody-now = Ahora mismo no hay nadie con quien pueda ponerle. ¿Tomo un mensaje para que alguien le llame?
    .b = En este momento no localizo a nadie. ¿Quiere dejar un mensaje para que le llamen?
nobody-emergency = Lo siento, nadie ha contestado, pero la persona responsable ya está avisada.
nobody-reached = Lo siento, no he podido localizar a nadie. ¿Tomo un mensaje para que alguien le llame?
