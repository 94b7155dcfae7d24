### Correo para quienes inician sesión. Palabras sencillas, frases cortas; lo que hay que hacer está en un botón.

## En cada correo

hello = Hola:
hello-name = Hola, { $name }:
regards = Su recepcionista, Frontdesk
good-minutes = El enlace sirve una sola vez, durante { $count ->
    [one] un minuto
   *[other] { $count } minutos
}.
good-hours = El enlace sirve una sola vez, durante { $count ->
    [one] una hora
   *[other] { $count } horas
}.
good-days = El enlace sirve una sola vez, durante { $count ->
    [one] un día
   *[other] { $count } días
}.
fact-when = Cuándo
fact-device = Dispositivo
fact-place = Lugar
fact-address = Dirección
fact-since = Desde
fact-answer = Última respuesta
choose-button = Elegir una contraseña nueva

## Demostrar que una dirección es propia

verify-subject = Confirme su dirección de correo
verify-body = Falta un paso: confirme que esta es su dirección de correo. Después podrá iniciar sesión y preparar su recepcionista.
verify-button = Confirmar mi dirección
verify-why = Recibe este correo porque alguien escribió esta dirección en Frontdesk. Si no fue usted, puede borrarlo; no pasará nada.

## Elegir una contraseña

password-subject = Elija una contraseña nueva
password-body = Usted pidió una contraseña nueva. Pulse el botón para elegirla.
password-why = Si no la pidió, puede borrar este correo. Su contraseña sigue igual y nadie ha entrado.

## Registrarse con una dirección conocida

known-subject = Usted ya tiene una cuenta
known-body = Alguien, seguramente usted, intentó abrir una cuenta con esta dirección. Ya tiene una, así que no ha cambiado nada. Puede simplemente iniciar sesión.
known-button = Iniciar sesión
known-forgot = Si ya no recuerda su contraseña, puede elegir otra:
known-why = Si no fue usted, puede borrar este correo. Nadie ha entrado y a nadie se le dijo que usted tiene una cuenta.

## Una invitación

invite-subject = Invitación a { $business }
invite-body = { $name } le invita a trabajar con { $business } en Frontdesk, la recepcionista que atiende su teléfono. Usted tendría { $role }.
role-owner = el papel de propietario: puede ver y cambiar todo, y ocuparse de la factura
role-manager = el papel de encargado: puede llevar el negocio día a día, pero no la factura
role-operator = el papel de operador: puede tomar llamadas y conversaciones
role-staff = el papel de empleado: puede ver el calendario
invite-button = Aceptar la invitación
invite-why = Recibe este correo porque { $name } escribió su dirección. Si no conoce a esa persona, puede borrarlo; sin usted no pasará nada.

## La contraseña cambió

changed-subject = Su contraseña ha cambiado
changed-body = La contraseña de su cuenta ha cambiado. En los demás dispositivos se cerró la sesión.
was-you = Si fue usted, no tiene que hacer nada.
changed-not-you = Si no fue usted, puede que alguien esté en su cuenta. Elija una contraseña nueva cuanto antes.

## Un inicio de sesión desde un dispositivo nuevo

sign-in-subject = Nuevo inicio de sesión en su cuenta
sign-in-body = Alguien inició sesión en su cuenta desde un dispositivo que no habíamos visto antes.
sign-in-not-you = Si no fue usted, elija ahora una contraseña nueva. Así se cierra la sesión en todos los dispositivos.

## El segundo factor se desactivó

factor-subject = Ya no se pide un código para entrar
factor-body = Para entrar en su cuenta basta desde ahora con la contraseña. Ya no se pide ningún código.
factor-not-you = Si no lo hizo usted, elija ahora una contraseña nueva y vuelva a activar el código.

## Un webhook que falla

endpoint-subject = { $business }: dejamos de enviar avisos a su servidor
endpoint-body = Durante días su servidor no aceptó los avisos que enviamos para { $business }. Para que no se acumulen, hemos dejado de enviarlos. Su teléfono se atiende como siempre.
endpoint-advice = Cuando su servidor esté listo otra vez, active la dirección. Los avisos perdidos se pueden enviar de nuevo.
endpoint-button = Ver la dirección
answer-status = error { $code }
answer-none = ninguna
