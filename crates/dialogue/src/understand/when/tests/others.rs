use super::check;

#[test]
fn spanish_is_read() {
    check(
        "es",
        &[
            ("mañana a las tres y media", "2026-03-04 15:30"),
            ("pasado mañana por la mañana", "2026-03-05T08:00..2026-03-05T12:00"),
            ("el viernes que viene a las 4 de la tarde", "2026-03-13 16:00"),
            ("este jueves a mediodía", "2026-03-05 12:00"),
            ("el 5 de abril", "2026-04-05"),
            ("el veintiuno de mayo", "2026-05-21"),
            ("las ocho menos cuarto", "19:45"),
            ("a las nueve y diez de la noche", "21:10"),
            ("entre las dos y las cuatro de la tarde", "14:00..16:00"),
            ("de lunes a viernes", "2026-03-09..2026-03-13"),
            ("dentro de dos semanas", "2026-03-17"),
            ("hace tres días", "2026-02-28"),
            ("la próxima semana", "2026-03-09..2026-03-15"),
            ("antes de las 5", "..17:00"),
            ("a fin de mes", "2026-03-16..2026-03-31"),
            ("el primer lunes de mayo", "2026-05-04"),
            ("nochebuena", "2026-12-24"),
            ("lunes de pascua", "2026-04-06"),
            ("durante dos horas", "120 min"),
            ("el 31 de febrero", "no such day"),
            ("somos 4 personas", ""),
        ],
    );
}

#[test]
fn french_is_read() {
    check(
        "fr",
        &[
            ("demain à 15h30", "2026-03-04 15:30"),
            ("après-demain matin", "2026-03-05T04:00..2026-03-05T12:00"),
            ("vendredi prochain à quatorze heures", "2026-03-13 14:00"),
            ("jeudi à midi et demi", "2026-03-05 12:30"),
            ("le 5 avril", "2026-04-05"),
            ("le premier mai", "2026-05-01"),
            ("neuf heures moins le quart", "08:45"),
            ("huit heures du soir", "20:00"),
            ("de 9h à 11h jeudi", "2026-03-05T09:00..2026-03-05T11:00"),
            ("du 13 au 15 juillet", "2026-07-13..2026-07-15"),
            ("dans quinze jours", "2026-03-18"),
            ("il y a trois jours", "2026-02-28"),
            ("la semaine prochaine", "2026-03-09..2026-03-15"),
            ("avant 17h", "..17:00"),
            ("en fin d'après-midi", "17:00..19:00"),
            ("le lundi de Pâques", "2026-04-06"),
            ("mardi en huit", "2026-03-10"),
            ("pour deux heures", "120 min"),
            ("le 31 février", "no such day"),
            ("nous sommes 4 personnes", ""),
        ],
    );
}
