use super::{Alarm, Ear, alarm};
use crate::briefing::{BusinessFacts, Vertical};
use crate::testing::plumber;
use crate::understand::Words;

const LIFE_SAFETY: &[&str] = &[
    "I smell gas in the kitchen",
    "there's a strong smell of gas",
    "we have a gas leak",
    "my house is on fire",
    "there is a fire in the basement",
    "the carbon monoxide alarm is going off",
    "my husband is unconscious",
    "she's not breathing",
    "he can't breathe",
    "I think he took an overdose",
    "I have chest pain",
    "he's having a heart attack",
    "my mother passed out",
    "the bleeding won't stop, he's bleeding heavily",
    "my son is choking",
    "somebody got electrocuted",
    "I'm going to kill myself",
    "it smells like gas down here",
    "my throat is closing up",
    "she is having a seizure",
    "the boiler is on fire",
    "smoke is pouring out of the wall",
    "oh no, I can smell gas",
    "oh no there's a fire the kitchen is burning",
    "should I call the fire department, my house is on fire",
    "I've never had chest pain like this",
    "I have smelled gas since last week",
    "the fire alarm is ringing and there is a fire",
];
const TRADE: &[&str] = &[
    "I have a burst pipe",
    "a pipe just burst in the wall",
    "water is everywhere",
    "the basement is flooding",
    "our kitchen flooded",
    "sewage is coming up the drain",
    "we have no heat and it's freezing",
    "the heating went out last night",
    "water is pouring through the ceiling",
    "there are sparks coming out of the outlet",
    "I'm locked out of my house",
    "my pipes are frozen",
    "the toilet is overflowing",
    "my tooth got knocked out",
    "the water main broke",
    "we have no water",
    "oh no it's an emergency, a pipe burst",
    "water is gushing from under the sink",
    "raw sewage in the tub",
    "there's a burning smell from the panel",
    "the ceiling is caving in",
    "I can't turn the water off",
];
const MAYBE: &[&str] = &[
    "it's kind of urgent",
    "I have a terrible toothache pain",
    "this is an emergency I guess",
    "my face is swollen",
    "the tap is leaking really badly",
    "there's no hot water",
];
const CALM: &[&str] = &[
    "this is not an emergency",
    "it's nothing urgent",
    "I need a water heater tune-up",
    "can you fire my gardener",
    "my shelf is bursting with hair products",
    "I want to book a haircut",
    "do you install gas fireplaces",
    "I'd like a quote for a gas line",
    "how much do you charge for a burst pipe",
    "do you handle flooding",
    "we had a burst pipe last year",
    "install a carbon monoxide detector",
    "replace the smoke alarm batteries",
    "the fire pit needs a new valve",
    "is there parking near the fire station",
    "my faucet drips a little",
    "the prices nearly gave me a heart attack",
    "no rush at all",
    "your barber is on fire today",
    "what if my pipes freeze",
    "I don't smell gas any more",
    "there is no fire",
    "the gas bill looks wrong",
    "I was flooded with emails",
    "what time do you open",
    "can I get the emergency number of the landlord",
    "we need our fire extinguisher checked",
    "the flooding stopped already and it was fixed",
    "book me for Thursday",
    "is the hot towel shave hot",
    "I'd like to cancel",
    "my name is Burns",
    "a pipe fitting for the garden",
    "the sink drains slowly",
    "non emergency plumbing please",
    "it is no emergency",
    "do you sell gas grills",
    "my last name is Fire",
    "we used to have no heat",
    "tell him the heating bill came",
];

#[test]
fn danger_is_told_from_everything_else() {
    let business = BusinessFacts { vertical: Vertical::General, ..plumber() };
    assert!(LIFE_SAFETY.len() + TRADE.len() >= 40 && CALM.len() >= 40);
    let expected = [
        (LIFE_SAFETY, Some(Alarm::LifeSafety)),
        (TRADE, Some(Alarm::Trade)),
        (MAYBE, Some(Alarm::Maybe)),
        (CALM, None),
    ];
    let mut wrong = Vec::new();
    for (sentences, level) in expected {
        for sentence in sentences {
            let found = alarm(&Words::of(sentence), &business);
            if found != level {
                wrong.push(format!("{sentence:?}: {found:?}, not {level:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// What an utterance says of danger is said by its clauses, in any language.
#[test]
fn what_stands_around_a_sign_reaches_no_further_than_its_clause() {
    use Alarm::{LifeSafety, Trade};
    for (sentence, vertical, expected) in [
        ("can you come the house is on fire", Vertical::Salon, Some(LifeSafety)),
        ("of course my house is on fire", Vertical::Salon, Some(LifeSafety)),
        (
            "our basement flooded last year but now it's flooding again",
            Vertical::Plumber,
            Some(Trade),
        ),
        (
            "the bleeding hasn't stopped, there's blood everywhere",
            Vertical::Clinic,
            Some(LifeSafety),
        ),
        ("my toilet is overflowing so I have to cancel", Vertical::Salon, None),
        ("a pipe burst at home", Vertical::Restaurant, None),
        ("how much is a burst pipe", Vertical::Plumber, None),
        ("there's a weird smell and we all feel dizzy", Vertical::Retail, Some(LifeSafety)),
        ("mi papá no contesta y huele a gas", Vertical::Salon, Some(LifeSafety)),
        ("elle ne respire plus", Vertical::Retail, Some(LifeSafety)),
        ("se reventó un tubo", Vertical::Plumber, None),
        ("", Vertical::General, None),
    ] {
        let ear = Ear { vertical, languages: &["en"], phrases: &[] };
        assert_eq!(ear.alarm(&Words::of(sentence)), expected, "{sentence}");
    }
    let ear = Ear { vertical: Vertical::Plumber, languages: &["es"], phrases: &[] };
    assert_eq!(ear.alarm(&Words::of("se reventó un tubo")), Some(Trade));
}

#[test]
fn the_business_has_words_of_its_own() {
    let phrases = [Words::of("walk-in freezer down")];
    let ear = Ear { vertical: Vertical::Restaurant, languages: &["en"], phrases: &phrases };
    let alarm = |text: &str| ear.alarm(&Words::of(text));
    assert_eq!(alarm("our walk in freezer is down"), Some(Alarm::Trade));
    assert_eq!(alarm("do you fix a walk in freezer down south"), None);
}
