### Reservar, cambiar y cancelar citas.

## Para qué

too-many-people = Para { $count } personas, alguien del equipo tiene que organizarlo con usted.
cannot-book = Eso no puedo reservarlo yo, pero lo transmito.
cannot-change = Eso no puedo cambiarlo yo, pero lo transmito.
ask-party = ¿Para cuántas personas?
ask-party-again = ¿Para cuántas personas hago la reserva?
    .b = ¿Cuántas personas serán?
ask-service = ¿Qué desea reservar: { $services }?
    .b = ¿Para qué le doy cita: { $services }?
    .c = ¿Qué prefiere: { $services }?
    .professional = ¿Qué desea reservar: { $services }?
    .professional-b = ¿Qué servicio le reservo: { $services }?
ask-service-more = ¿Qué desea reservar: { $services }, u otra cosa?
    .b = ¿Para qué le doy cita: { $services }, u otra cosa?
    .c = ¿Qué prefiere: { $services }, u otra cosa?
    .professional = ¿Qué desea reservar: { $services }, u otra cosa?
    .professional-b = ¿Qué servicio le reservo: { $services }, u otra cosa?
ask-is-service = ¿Ha dicho { $service }?
    .b = ¿Se refiere a { $service }?
staff-does-not = { $staff } no hace { $service }, pero puede hacerlo otra persona.

## Cuándo

ask-day = ¿Y qué día?
    .b = ¿Qué día sería?
    .c = ¿Qué día, por favor?
ask-when = ¿Qué día y a qué hora le viene bien?
    .b = ¿Cuándo le gustaría venir?
    .c = ¿Qué día y qué hora prefiere?
ask-when-for = Para { $what }, ¿qué día y a qué hora le viene bien?
    .b = Para { $what }, ¿cuándo le gustaría venir?
    .c = Para { $what }, ¿qué día y qué hora prefiere?
ask-when-again = ¿Qué día y a qué hora le viene bien?
    .b = ¿Cuándo le gustaría venir?
your-appointment = su cita
too-far = Solo puedo reservar con { $days } días de antelación como máximo. ¿Qué día anterior le vendría bien?
no-such-day = Me temo que ese día no existe. ¿Qué día desea?
no-such-time = Me temo que esa hora no existe ese día. ¿Qué otra hora le vendría bien?
already-past = Eso ya ha pasado. ¿Qué día y qué hora desea?

## Ofertas

closed-on = Cerramos: { $day }.
offer-nearest = Me temo que eso no está libre. Lo más cercano que tengo es { $offers }.
    .b = Lo siento, no hay nada libre a esa hora. Lo más próximo es { $offers }.
    .professional = Me temo que no está disponible. Lo más cercano que tengo es { $offers }.
    .professional-b = Lo siento, no hay disponibilidad a esa hora. Lo más próximo es { $offers }.
offer-closed = Lo más cercano que tengo es { $offers }.
offer-near-time = Esa hora exacta no está libre, pero tengo { $offers }.
offer-soonest = Lo antes posible sería { $offers }.
offer-plain = Tengo { $offers }.
offer-fewer = Entonces tengo { $offers }.
offer-taken = Lo siento, alguien acaba de reservar esa hora. Todavía tengo { $offers }.
offer-expired = Lo siento, hemos tardado un poco. Tengo { $offers }.
ask-one = ¿Le viene bien?
    .b = ¿Le conviene?
ask-which = ¿Cuál le viene mejor?
    .b = ¿Cuál prefiere?
    .c = ¿Con cuál se queda?
which-one = Bien. ¿Cuál: { $offers }?
another-time = No hay problema. ¿Qué otro día u hora le vendría bien?
    .b = Está bien. ¿Qué día u hora sería mejor?
nothing-free-then = Me temo que no tengo nada libre entonces. ¿Qué otro día le vendría bien?
nothing-free = Me temo que no tengo nada libre. ¿Tomo un mensaje para que alguien le llame?
    .text = Me temo que no tengo nada libre. ¿Tomo un mensaje para que alguien le responda?
offer-waitlist = No tengo nada que encaje. ¿Anoto lo que desea, para que el equipo le llame si queda un hueco?
offer-waitlist-again = ¿Lo anoto para el equipo?
gone = Lo siento, esa hora ya no está libre. ¿Qué otro día le vendría bien?

## Datos y lectura

slot = { $service } { $moment }
slot-with = { $service } con { $staff } { $moment }
is-free = { $moment } está libre.
read-back = Entonces es { $slot }{ $party }{ $attendee }, a nombre de { $name }{ $cost }{ $phone }.
    .casual = Vale, es { $slot }{ $party }{ $attendee }, a nombre de { $name }{ $cost }{ $phone }.
read-back-party = { $count ->
        [one] {" "}para 1 persona
       *[other] {" "}para { $count } personas
    }
read-back-attendee = , para { $attendee }
read-back-cost = , { $price }
read-back-free = , sin coste
read-back-phone = , y le llamamos al { $phone }
ask-right = ¿Es correcto?
    .b = ¿Lo reservo?
    .c = ¿Está bien así?
confirm-again = ¿Sigo adelante con { $slot }?
    .b = Entonces, ¿reservo { $slot }?
was-that-yes = Perdone, ¿ha dicho que sí?
    .b = No lo he oído bien. ¿Sí o no?
read-back-move = Puedo cambiar su cita: en vez de { $old }, { $slot }. ¿Lo hago?
read-back-move-new = Puedo cambiar su cita a { $slot }. ¿Lo hago?
change-booking = No hay problema. ¿Qué cambio: el día, la hora, el servicio o el nombre?
change-move = No hay problema. ¿Qué cambio: el día o la hora?
change-again = ¿Qué desea cambiar?
    .b = ¿Qué tendría que ser distinto?
change-when = Claro. ¿Qué le vendría mejor?
    .b = Por supuesto. ¿Cuándo, entonces?
change-name = Claro. ¿A qué nombre lo pongo?
wont-book = No hay problema, no lo reservo.
wont-book-then = De acuerdo, no lo reservo.
booked = Listo: { $what }.
    .b = Ya está reservado: { $what }.
    .c = Reserva hecha: { $what }.
    .professional = Su cita queda reservada: { $what }.
    .professional-b = Le confirmo la reserva: { $what }.
texted = Le he enviado los datos por mensaje.
    .text = Recibirá una confirmación.

## Las citas de quien llama

no-own = No encuentro ninguna cita próxima con su número. ¿Tomo un mensaje para el equipo?
no-own-number = Sin su número no puedo buscar una cita. ¿Tomo un mensaje para el equipo?
own-have = Tiene { $list }.
own-which = ¿A cuál se refiere?
own-which-again = ¿A cuál de sus citas se refiere?
    .b = ¿Cuál de ellas es? Puede decir el día.
own-too-late-cancel = Faltan menos de { $hours } horas, así que no puedo cancelarla yo.
own-too-late-move = Faltan menos de { $hours } horas, así que no puedo cambiarla yo.
too-late = Empieza en menos de { $hours } horas, así que no puedo cambiarla yo.
too-many = Ya hay varias citas con su número.
not-yours = Ya no encuentro esa cita.
offer-message-team = ¿Tomo un mensaje para el equipo?
ask-cancel = ¿La cancelo?
ask-cancel-again = ¿Cancelo esa cita?
    .b = ¿Quiere que la cancele?
ask-move = ¿Cuándo le gustaría venir en su lugar?
left-as-is = De acuerdo, la dejo como está.
moved = Hecho. Su cita es ahora { $what }.
cancelled = De acuerdo, queda cancelado: { $what }.
