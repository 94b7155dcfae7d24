### Respuestas con los datos del propio negocio.

## Horario

hours-today = Hoy abrimos { $spans }.
hours-on = El { $day } abrimos { $spans }.
hours-closed-weekday = Cerramos el { $day }.
hours-closed-today = Ese día cerramos, por { $day }.
hours-week = Abrimos { $days }.
hours-day = el { $day } { $spans }
hours-days = de { $first } a { $last } { $spans }
hours-by-appointment = Solo abrimos con cita previa.
open-now = Sí, ahora mismo estamos abiertos.
open-until = Sí, hoy abrimos hasta { $time }.
opens-later = Ahora estamos cerrados; hoy abrimos a { $time }.
closed-now = Ahora mismo estamos cerrados.

## Precios y servicios

price-free = { $service }: sin coste.
price-known = { $service } cuesta { $price } y dura unos { $minutes } minutos.
price-unknown = No tengo el precio de { $service }, pero puedo tomar un mensaje y alguien le llamará para decírselo.
price-item = { $service } cuesta { $price }
prices-none = No tengo los precios a mano, pero puedo tomar un mensaje.
services = Ofrecemos { $services }.
services-none = Puedo tomar un mensaje sobre lo que necesita.

## Otras

address-known = Estamos en { $address }.
address-unknown = No tengo la dirección a mano, pero puedo tomar un mensaje.
robot = Soy { $agent }, un asistente automático, no una persona.
spam = Gracias, pero no nos interesa. Por favor, quítenos de su lista. Adiós.
