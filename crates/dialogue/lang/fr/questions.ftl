### Réponses tirées des informations de l'entreprise.

## Horaires

hours-today = Aujourd'hui, nous sommes ouverts { $spans }.
hours-on = Le { $day }, nous sommes ouverts { $spans }.
hours-closed-weekday = Nous sommes fermés le { $day }.
hours-closed-today = Nous sommes fermés ce jour-là : { $day }.
hours-week = Nous sommes ouverts { $days }.
hours-day = le { $day } { $spans }
hours-days = du { $first } au { $last } { $spans }
hours-by-appointment = Nous n'ouvrons que sur rendez-vous.
open-now = Oui, nous sommes ouverts en ce moment.
open-until = Oui, nous sommes ouverts jusqu'à { $time } aujourd'hui.
opens-later = Nous sommes fermés pour l'instant, et nous ouvrons à { $time } aujourd'hui.
closed-now = Nous sommes fermés en ce moment.

## Tarifs et prestations

price-free = { $service } : c'est gratuit.
price-known = { $service }, c'est { $price }, et cela dure environ { $minutes } minutes.
price-unknown = Je n'ai pas de tarif pour { $service }, mais je peux noter un message et quelqu'un vous rappellera pour vous le donner.
price-item = { $service }, c'est { $price }
prices-none = Je n'ai pas les tarifs sous la main, mais je peux noter un message.
services = Nous proposons { $services }.
services-none = Je peux noter un message sur ce qu'il vous faut.

## Autres

address-known = Nous sommes au { $address }.
address-unknown = Je n'ai pas l'adresse sous la main, mais je peux noter un message.
robot = Je suis { $agent }, un assistant automatique, pas une personne.
spam = Merci, mais cela ne nous intéresse pas. Retirez-nous de votre liste, s'il vous plaît. Au revoir.
