### Silencio, palabras que no se entienden, peligro, y lo que salió mal.

## Silencio

still-there = ¿Sigue ahí?
    .b = Hola, ¿sigue ahí?
cannot-hear-message = No le oigo. ¿Quiere dejar un mensaje? Diga sí, o pulse 1.
    .text = ¿Quiere dejar un mensaje? Responda sí o no.
cannot-hear-keypad = Sigo sin oírle. También puede usar el teclado: 1 es sí, 2 es no, 0 es una persona.
    .text = También puede responder 1 para sí, 2 para no, o 0 para una persona.
silence-end = Sigo sin oírle, así que voy a colgar. Vuelva a llamar cuando quiera. Adiós.
    .text = Lo dejo aquí. Escríbanos cuando quiera. Adiós.

## No entendido

missed = Perdone, no le he entendido.
    .b = Lo siento, no lo he oído bien.
    .c = Perdone, ¿puede decirlo de otra manera?
menu = Me cuesta seguirle. Para reservar una cita pulse 1, para dejar un mensaje pulse 2, para hablar con una persona pulse 3. O simplemente dígame qué necesita.
    .text = Me cuesta seguirle. Para reservar una cita responda 1, para dejar un mensaje 2, para hablar con una persona 3. O simplemente dígame qué necesita.
menu-again = Para reservar pulse 1, para dejar un mensaje pulse 2, para hablar con una persona pulse 3.
    .b = Pulse 1 para reservar, 2 para dejar un mensaje, 3 para una persona.
    .text = Para reservar responda 1, para dejar un mensaje 2, para una persona 3.
    .text-b = Responda 1 para reservar, 2 para dejar un mensaje, 3 para una persona.
help-service = Diga simplemente lo que desea, por ejemplo { $service }, o pulse 0 para hablar con una persona.
    .text = Escriba simplemente lo que desea, por ejemplo { $service }, o responda 0 para una persona.
help-when = Puede decir un día y una hora, por ejemplo el martes a las diez, o "lo antes posible". Pulse 0 para hablar con una persona.
    .text = Puede escribir un día y una hora, por ejemplo el martes a las diez, o "lo antes posible". Responda 0 para una persona.
help-offer = Puede pulsar 1 para la primera hora, 2 para la segunda, y así, o decir "otro día".
    .text = Puede responder 1 para la primera hora, 2 para la segunda, y así, u "otro día".
help-party = Diga solo un número, por ejemplo cuatro, o márquelo en el teclado.
    .text = Envíe solo un número, por ejemplo 4.
help-name = Diga solo su nombre y su apellido, o pulse 0 para hablar con una persona.
    .text = Escriba solo su nombre y su apellido.
help-phone = Puede marcar el número en el teclado, con el prefijo primero, o decir "sin número".
    .text = Puede escribir el número, con el prefijo primero, o "sin número".
help-yes-no = Diga sí o no, por favor, o pulse 1 para sí y 2 para no.
    .text = Responda sí o no, por favor, o 1 para sí y 2 para no.
help-own = Puede decir el día de la cita, o pulsar 1 para la primera y 2 para la segunda.
    .text = Puede escribir el día de la cita, o responder 1 para la primera y 2 para la segunda.
help-message = Diga con sus palabras lo que debo transmitir, o "olvídelo".
    .text = Escriba con sus palabras lo que debo transmitir, o "olvídelo".
cannot-follow = Lo siento, no consigo seguirle. Diga lo que necesita después de la señal, y alguien le llamará.
    .text = Lo siento, no consigo seguirle. Escriba lo que necesita, y alguien le responderá.
too-long = Llevamos un buen rato hablando. Deje un mensaje después de la señal, por favor, y alguien le llamará.
    .text = Llevamos un buen rato escribiendo. Deje un mensaje, por favor, y alguien le responderá.
stuck = Lo siento, ahora no puedo hacerlo. ¿Tomo un mensaje para que alguien le llame?
failed = Lo siento, ahora mismo no puedo hacerlo.
failed-voicemail = Lo siento, ahora mismo no puedo hacerlo. Deje un mensaje después de la señal, por favor, y alguien le llamará.
    .text = Lo siento, ahora mismo no puedo hacerlo. Deje un mensaje, por favor, y alguien le responderá.
abuse-warning = Entiendo su enfado y me gustaría ayudarle. Le pido respeto; si no, tendré que terminar la llamada.
    .text = Entiendo su enfado y me gustaría ayudarle. Le pido respeto; si no, tendré que dejarlo aquí.
abuse-end = Siento no haber podido ayudarle. Termino la llamada ahora. Vuelva a llamar cuando quiera. Adiós.
    .text = Siento no haber podido ayudarle. Lo dejo aquí. Escriba de nuevo cuando quiera. Adiós.

## Peligro

ask-emergency = Lo siento mucho. ¿Es una emergencia que no puede esperar?
    .b = Lo lamento. ¿Es una emergencia que necesita a alguien ahora mismo?
ask-emergency-again = ¿Es una emergencia que no puede esperar?
    .b = ¿Necesita a alguien ahora mismo? ¿Sí o no?
call-for-help = Esto parece peligroso. Pónganse todos a salvo, cuelgue ahora y llame al { $number }. Es el { $digits }.
    .b = Por favor, no espere en esta línea. Póngase a salvo, cuelgue y llame al { $number }. Es el { $digits }.
    .text = Esto parece peligroso. Pónganse todos a salvo y llame ahora al { $number }.
owner-told = He avisado a la persona responsable, pero yo no puedo enviar ayuda.
hang-up-and-call = Por favor, cuelgue ahora y llame al { $number }.
    .text = Por favor, llame ahora al { $number }.
owner-alerted-connecting = He avisado a la persona responsable. No cuelgue, por favor, intento pasarle ahora mismo.
owner-alerted = He avisado a la persona responsable.
owner-will-call = Le llamarán en cuanto puedan.

## De qué trató la llamada, para el negocio

summary-booked = Reservó { $what }.
summary-moved = Cambió la cita a { $what }.
summary-cancelled = Canceló { $what }.
summary-message = Dejó un mensaje.
summary-emergency = Informó de una emergencia; se avisó a la persona responsable.
summary-asked = Preguntó por { $subjects }.
summary-silent = Colgó sin decir nada.
summary-goodbye = Se despidió sin pedir nada.
summary-nothing = Colgó antes de resolver nada.
subject-hours = el horario
subject-location = la dirección
subject-price = los precios
subject-services = los servicios
subject-appointment = su cita
subject-language = otros idiomas
subject-robot = quién contesta
subject-other = el negocio
