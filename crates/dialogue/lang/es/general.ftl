### Las primeras palabras, las últimas, y lo que une una conversación.

## Saludo

greeting-default = Gracias por llamar a { $business }.
    .text = Hola, le escribe { $business }.
greeting-agent = Soy { $agent }, el asistente automático.
    .text = Está escribiendo con { $agent }, el asistente automático.
greeting-recording = Esta llamada puede ser grabada.
    .text = Esta conversación se guarda.
greeting-back = Me alegra saludarle de nuevo, { $name }.
greeting-known = Hola, { $name }.
greeting-again = Me alegra saludarle de nuevo.
greeting-last-book = La última vez llamó para reservar una cita.
greeting-last-move = La última vez cambió una cita.
greeting-last-cancel = La última vez canceló una cita.
greeting-last-check = La última vez consultó una cita.
greeting-last-hours = La última vez preguntó por nuestro horario.
greeting-last-price = La última vez preguntó por nuestros precios.
greeting-last-question = La última vez nos hizo una pregunta.
greeting-last-message = La última vez nos dejó un mensaje.
greeting-last-voicemail = La última vez nos dejó un mensaje de voz.
greeting-last-emergency = La última vez fue una emergencia; espero que se haya resuelto.
greeting-language = Para español, marque { $key }.
    .text = Para español, escriba "español".
greeting-open = ¿En qué puedo ayudarle?
    .professional = ¿En qué puedo servirle?
    .casual = ¿Qué necesita?
greeting-closed = Ahora mismo estamos cerrados, pero puedo reservarle una cita, responder a una pregunta o tomar un mensaje. ¿En qué puedo ayudarle?

## Despedida

farewell-booked = ¡Hasta entonces! Adiós.
    .b = Le esperamos. ¡Que le vaya bien!
    .professional = Será un placer atenderle. Adiós.
    .casual = ¡Nos vemos!
    .casual-b = ¡Hasta entonces, cuídese!
farewell = Gracias por llamar. ¡Adiós!
    .b = Gracias por su llamada. ¡Que le vaya bien!
    .professional = Gracias por su llamada. Adiós.
    .casual = Gracias por llamar. ¡Chao!
    .casual-b = Gracias por la llamada. ¡Cuídese!
    .text = Gracias por escribirnos. ¡Adiós!
wrap-up = En resumen: { $done }.
wrap-booked = queda reservado { $what }
wrap-moved = su cita es ahora { $what }
wrap-cancelled = queda cancelado { $what }
wrap-message = su mensaje queda transmitido

## Palabras cortas

sure = Claro.
    .b = Por supuesto.
    .c = Con mucho gusto.
    .professional = Por supuesto.
    .professional-b = Desde luego.
    .casual = Claro que sí.
    .casual-b = Vale, sin problema.
    .casual-c = Eso está hecho.
no-problem = No hay problema.
all-right = De acuerdo.
thats-fine = Está bien.
welcome = De nada.
once-more = Perdone, se lo repito: { $say }
repeat = Claro: { $said }
take-your-time = Claro, tómese su tiempo.
    .b = Sin prisa, aquí sigo.
    .professional = Por supuesto, tómese su tiempo.
    .professional-b = Desde luego, espero.
next-request = Ahora vamos con lo otro.
an-appointment = cita
cannot-share = Eso no puedo decírselo, pero puedo tomar un mensaje.

## Preguntas abiertas

anything-else = ¿Puedo ayudarle en algo más?
    .b = ¿Algo más?
    .c = ¿Necesita algo más?
    .professional = ¿Puedo ayudarle en algo más?
    .professional-b = ¿Desea algo más?
greeted = ¡Hola! ¿En qué puedo ayudarle?
    .b = ¡Buenas! ¿Qué puedo hacer por usted?
    .professional = Buenas. ¿En qué puedo servirle?
    .professional-b = Hola. ¿Qué desea?
idle = ¿En qué puedo ayudarle?
    .b = ¿Qué puedo hacer por usted?
    .c = ¿Qué necesita?
go-ahead = ¿En qué puedo ayudarle?
    .b = Dígame, por favor.

## Idiomas

language-now = Claro, hablamos en español. ¿En qué puedo ayudarle?
language-already = Ya estoy hablando en español.
language-not-offered = Lo siento, en esta línea no podemos atenderle en español. ¿Quiere que tome un mensaje para el equipo?
language-only = Lo siento, solo hablo { $languages }. Pero puedo tomar un mensaje.
language-spoken = Hablo { $languages }.
language-english = inglés
language-spanish = español
language-french = francés
