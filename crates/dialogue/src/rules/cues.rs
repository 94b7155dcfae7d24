//! Words that mean something only as the answer to what was asked, in every language that is spoken.

use std::sync::LazyLock;

use crate::understand::Words;
use crate::understand::pattern::Patterns;

/// What some words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Whatever it was, no more of it.
    NeverMind,
    /// Not to be booked.
    DontBook,
    /// All of it is wrong.
    Everything,
    /// Nothing needs to change.
    Nothing,
    /// The name is meant.
    Name,
    /// The service is meant.
    Service,
    /// The time of day is meant.
    Time,
    /// The day, or day and time, are meant.
    Day,
    /// None of what was offered.
    Declines,
    /// Any of what was offered.
    Any,
    /// Something later.
    Later,
    /// Something earlier.
    Earlier,
    /// The first one.
    First,
    /// The second one.
    Second,
    /// The third one.
    Third,
    /// The last one.
    Last,
    /// The latest one.
    Latest,
    /// The soonest one.
    Soonest,
    /// The number is not to be given.
    NoNumber,
    /// A farewell in so many words.
    Bye,
    /// What follows goes on with what was said.
    Adds,
    /// This very moment.
    Now,
    /// The next of one's appointments.
    Next,
    /// What was just talked about.
    Same,
    /// A moment, please.
    Moment,
    /// An insult to the one who answers. An oath about a burst pipe is none.
    Insult,
    /// Words of contentment.
    Good,
    /// Words of annoyance.
    Bad,
}

/// The words of each cue, language after language, as patterns.
const TABLE: &[(Cue, &str)] = &[
    (
        Cue::NeverMind,
        "never mind; nevermind; forget it; forget about it; olvídelo; déjelo estar; laissez tomber; oubliez; tant pis",
    ),
    (
        Cue::DontBook,
        "dont book; forget it; no lo reserve; olvídelo; ne réservez|le réservez pas; laissez tomber",
    ),
    (Cue::Everything, "everything; todo; tout"),
    (
        Cue::Nothing,
        "nothing; its fine; thats fine; leave it; nada; está bien así; rien; cest bon; cest très bien",
    ),
    (Cue::Name, "name; nombre; nom"),
    (Cue::Service, "service; treatment; haircut; servicio; tratamiento; prestation; soin"),
    (Cue::Time, "time; hora; heure; lheure"),
    (Cue::Day, "day; date; hour; when; día; fecha; cuándo; jour; date; quand"),
    (
        Cue::Declines,
        "none of those|them|these; neither; another|different|other day|time; something else; none work; other times|options; anything else; dont|doesnt work; ninguna|ninguno; otro día; otra hora; otra cosa; no me viene|vienen bien; aucune|aucun; un autre jour|moment; une autre heure|date; autre chose",
    ),
    (
        Cue::Any,
        "any; either; whichever; you choose; dont mind; doesnt matter; cualquiera; me da igual; la que sea; nimporte laquelle|lequel; peu importe; ça mest égal",
    ),
    (Cue::Later, "later; más tarde; mas tarde; plus tard"),
    (Cue::Earlier, "earlier; sooner; más temprano|pronto; algo|poco antes; plus tôt"),
    (Cue::First, "first; first one|option; option|number one; primera|primero; première|premier"),
    (
        Cue::Second,
        "second; second one|option; middle one; option|number two; segunda|segundo; deuxième; seconde",
    ),
    (Cue::Third, "third; third one|option; option|number three; tercera|tercero; troisième"),
    (Cue::Last, "last; last one; the last; última|último; dernière|dernier"),
    (
        Cue::Latest,
        "last one; the last; latest; later one; latest one; última|último; la más tarde; dernière|dernier; la plus tard",
    ),
    (Cue::Soonest, "earliest; earlier one; soonest; la más temprana; la plus tôt"),
    (
        Cue::NoNumber,
        "dont have one; no number|phone; private; rather not; skip; sin número; no tengo; prefiero no; pas de numéro|téléphone; je nen ai pas; je préfère pas|ne",
    ),
    (Cue::Bye, "bye; goodbye; adiós; adios; hasta luego|pronto; chao; au revoir; salut; à bientôt"),
    (Cue::Adds, "^and; ^also; ^y; ^además; ^también; ^et; ^aussi"),
    (
        Cue::Now,
        "now; right now; still open; currently; you open; ahora; abiertos; maintenant; en ce moment; ouverts",
    ),
    (
        Cue::Next,
        "next one; next appointment|visit|booking; próxima cita; la próxima; prochain rendez|rendezvous; le prochain",
    ),
    (Cue::Same, "it; that; this; esa; ese; cela; celui"),
    (
        Cue::Moment,
        "hold|hang on; one moment|second|sec; just a moment|second|sec|minute; wait a moment|second|sec|minute; give me a moment|second|sec|minute; let me check|look|get; un momento; un segundo; espere; espera; déjeme ver; un instant; un moment; une seconde|minute; attendez",
    ),
    (
        Cue::Insult,
        "fuck you|off; screw you; go to hell; you idiot|moron|stupid|asshole|bitch|bastard; you are stupid; youre stupid; youre an idiot; you are an idiot; you piece of; shut up; shut the fuck up; kiss my ass; hijo|hija de puta; vete a la mierda; que te jodan; eres idiota|imbécil|estúpido|estúpida; cállate; gilipollas; va te faire; ta gueule; ferme la; espèce de; connard|connasse; va chier",
    ),
    (
        Cue::Good,
        "thank you; thanks; great; perfect; lovely; wonderful; brilliant; awesome; excellent; fantastic; appreciate; helpful; amazing; gracias; perfecto; genial; estupendo; excelente; maravilloso; merci; parfait; super; génial; excellent; formidable",
    ),
    (
        Cue::Bad,
        "terrible; awful; angry; ridiculous; useless; worst; complaint|complain; unacceptable; stupid; annoyed|annoying; frustrated|frustrating; horrible; disappointed; rude; fed up; pésimo; fatal; ridículo; inútil; inaceptable; vergüenza; queja; harto|harta; nul; inacceptable; scandaleux; déçu|déçue; honte; plainte; marre",
    ),
];

struct Cues {
    patterns: Patterns,
    /// The cue of each pattern.
    cues: Vec<Cue>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let all = || {
        TABLE.iter().flat_map(|(cue, patterns)| patterns.split("; ").map(|pattern| (*cue, pattern)))
    };
    Cues {
        patterns: Patterns::new(all().map(|(_, pattern)| pattern)),
        cues: all().map(|(cue, _)| cue).collect(),
    }
});

/// How often a cue stands in the words.
pub(super) fn count(words: &Words, cue: Cue) -> usize {
    let hits = CUES.patterns.hits(&words.words);
    hits.filter(|hit| CUES.cues.get(hit.pattern) == Some(&cue)).count()
}

/// Whether a cue stands in the words.
pub(super) fn has(words: &Words, cue: Cue) -> bool {
    let mut hits = CUES.patterns.hits(&words.words);
    hits.any(|hit| CUES.cues.get(hit.pattern) == Some(&cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_heard_in_every_language() {
        for (cue, texts) in [
            (Cue::NeverMind, ["oh never mind", "olvídelo por favor", "laissez tomber"]),
            (Cue::NoNumber, ["no number", "sin número", "pas de numéro"]),
            (Cue::Declines, ["another day", "otro día", "un autre jour"]),
            (Cue::Any, ["whichever", "me da igual", "peu importe"]),
            (Cue::Second, ["the second one", "la segunda", "la deuxième"]),
            (Cue::Later, ["a bit later", "más tarde", "plus tard"]),
            (Cue::Name, ["the name", "el nombre", "le nom"]),
            (Cue::Time, ["the time", "la hora", "l'heure"]),
            (Cue::Moment, ["hold on", "un segundo", "attendez"]),
            (Cue::Bye, ["bye now", "adiós", "au revoir"]),
            (Cue::Bad, ["this is awful", "qué vergüenza", "c'est scandaleux"]),
        ] {
            for text in texts {
                assert!(has(&Words::of(text), cue), "{text}: {cue:?}");
            }
        }
        assert!(!has(&Words::of("the namesake"), Cue::Name));
        assert_eq!(count(&Words::of("thank you, that's perfect"), Cue::Good), 2);
    }
}
