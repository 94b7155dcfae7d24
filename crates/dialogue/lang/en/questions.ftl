### Answers from the business's own facts.

## Hours

hours-today = Today we're open from { $spans }.
hours-on = On { $day } we're open from { $spans }.
hours-closed-weekday = We're closed on { $day }s.
hours-closed-today = We're closed that day, for { $day }.
hours-week = We're open { $days }.
hours-day = { $day } { $spans }
hours-days = { $first } to { $last } { $spans }
hours-by-appointment = We're open by appointment only.
open-now = Yes, we're open right now.
open-until = Yes, we're open until { $time } today.
opens-later = We're closed at the moment, and open at { $time } today.
closed-now = We're closed right now.

## Prices and services

price-free = { $service } is free of charge.
price-known = { $service } is { $price }, and takes about { $minutes } minutes.
price-unknown = I don't have a price for { $service }, but I can take a message and somebody will call you with one.
price-item = { $service } is { $price }
prices-none = I don't have prices at hand, but I can take a message.
services = We offer { $services }.
services-none = I can take a message about what you need.

## Others

address-known = We're at { $address }.
address-unknown = I don't have the address at hand, but I can take a message.
robot = I'm { $agent }, an automated assistant, not a person.
spam = Thank you, but we're not interested. Please take us off your list. Goodbye.
