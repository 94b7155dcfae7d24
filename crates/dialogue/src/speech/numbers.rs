//! Amounts, telephone numbers, spelled words, e-mail and street addresses.

use kernel::{Money, PhoneNumber};

use super::dialect::{Dialect, Tongue};

/// The names of a currency: one, several, and the word before the minor units.
fn currency(code: &str, tongue: Tongue) -> Option<(&'static str, &'static str)> {
    Some(match (tongue, code) {
        (Tongue::English | Tongue::French, "USD" | "CAD" | "AUD" | "NZD") => ("dollar", "dollars"),
        (Tongue::English, "GBP") => ("pound", "pounds"),
        (_, "EUR") => ("euro", "euros"),
        (Tongue::Spanish, "USD" | "CAD" | "AUD" | "NZD") => ("dólar", "dólares"),
        (Tongue::Spanish, "GBP") => ("libra", "libras"),
        (Tongue::Spanish, "MXN" | "ARS" | "COP" | "CLP") => ("peso", "pesos"),
        (Tongue::French, "GBP") => ("livre", "livres"),
        (Tongue::French, "CHF") => ("franc", "francs"),
        _ => return None,
    })
}

fn parts(money: Money) -> (u64, u64) {
    let minor = money.minor.unsigned_abs();
    if money.currency.decimals() == 0 { (minor, 0) } else { (minor / 100, minor % 100) }
}

/// `120 dollars`, `35 libras con 50`, `35 euros 50`.
pub(super) fn price(money: Money, tongue: Tongue) -> String {
    let (units, rest) = parts(money);
    let code = money.currency.code();
    let name = match currency(code, tongue) {
        // In French nothing and one are singular.
        Some((one, _)) if units == 1 || units == 0 && tongue == Tongue::French => one,
        Some((_, many)) => many,
        None => code,
    };
    let less = match (money.minor < 0, tongue) {
        (false, _) => "",
        (true, Tongue::English) => "minus ",
        (true, Tongue::Spanish) => "menos ",
        (true, Tongue::French) => "moins ",
    };
    match (rest, tongue) {
        (0, _) => format!("{less}{units} {name}"),
        (rest, Tongue::Spanish) => format!("{less}{units} {name} con {rest:02}"),
        (rest, _) => format!("{less}{units} {name} {rest:02}"),
    }
}

/// `$120`, `£35.50`, `35,50 €`.
pub(super) fn price_text(money: Money, dialect: Dialect) -> String {
    let (units, rest) = parts(money);
    let comma = !matches!(
        dialect,
        Dialect::AmericanEnglish | Dialect::BritishEnglish | Dialect::AmericanSpanish
    );
    let amount = match (rest, comma) {
        (0, _) => units.to_string(),
        (rest, true) => format!("{units},{rest:02}"),
        (rest, false) => format!("{units}.{rest:02}"),
    };
    let less = if money.minor < 0 { "-" } else { "" };
    let symbol = match money.currency.code() {
        "USD" | "CAD" | "AUD" | "NZD" | "MXN" => "$",
        "GBP" => "£",
        "EUR" => "€",
        code => return format!("{less}{amount} {code}"),
    };
    if comma { format!("{less}{amount} {symbol}") } else { format!("{less}{symbol}{amount}") }
}

/// `0 1 7 7`.
pub(super) fn one_by_one(digits: &str) -> String {
    let mut spaced = String::with_capacity(digits.len() * 2);
    for digit in digits.chars() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}

/// `8 1 6, 5 5 5, 0 1 7 7`; in French in pairs, `06, 12, 34, 56, 78`; written `816-555-0177`.
pub(super) fn phone(number: &PhoneNumber, tongue: Tongue, written: bool) -> String {
    let digits = number.as_str().trim_start_matches('+');
    let (national, groups): (String, &[usize]) = match digits {
        _ if digits.len() == 11 && digits.starts_with('1') => {
            (digits.chars().skip(1).collect(), &[3, 3, 4])
        }
        _ if digits.len() == 12 && digits.starts_with("44") => {
            (format!("0{}", digits.chars().skip(2).collect::<String>()), &[5, 3, 3])
        }
        _ if digits.len() == 11 && digits.starts_with("33") => {
            (format!("0{}", digits.chars().skip(2).collect::<String>()), &[2, 2, 2, 2, 2])
        }
        _ if digits.len() == 11 && digits.starts_with("34") => {
            (digits.chars().skip(2).collect(), &[3, 3, 3])
        }
        _ => (digits.to_owned(), &[3, 3, 3, 3, 3]),
    };
    let mut rest = national.chars();
    let groups: Vec<String> = groups
        .iter()
        .map(|length| rest.by_ref().take(*length).collect::<String>())
        .filter(|group| !group.is_empty())
        .collect();
    if written {
        return groups.join("-");
    }
    let pairs = tongue == Tongue::French && groups.iter().all(|group| group.len() == 2);
    let spoken: Vec<String> =
        groups.iter().map(|group| if pairs { group.clone() } else { one_by_one(group) }).collect();
    spoken.join(", ")
}

/// `R, E, E, D`: a comma is a pause; what stands between two words is said.
pub(super) fn spelled(word: &str, tongue: Tongue) -> String {
    let mut letters: Vec<String> = Vec::new();
    for letter in word.chars() {
        let said = match (letter, tongue) {
            ('-', Tongue::English) => "hyphen".to_owned(),
            ('-', Tongue::Spanish) => "guion".to_owned(),
            ('-', Tongue::French) => "trait d'union".to_owned(),
            ('\'' | '\u{2019}', Tongue::Spanish) => "apóstrofo".to_owned(),
            ('\'' | '\u{2019}', _) => "apostrophe".to_owned(),
            (letter, _) if letter.is_alphanumeric() => letter.to_uppercase().collect(),
            _ => continue,
        };
        letters.push(said);
    }
    letters.join(", ")
}

/// `dana dot reyes at example dot com`.
pub(super) fn email(address: &str, tongue: Tongue) -> String {
    let (dot, at, hyphen, underscore, plus) = match tongue {
        Tongue::English => (" dot ", " at ", " hyphen ", " underscore ", " plus "),
        Tongue::Spanish => (" punto ", " arroba ", " guion ", " guion bajo ", " más "),
        Tongue::French => (" point ", " arobase ", " tiret ", " tiret bas ", " plus "),
    };
    let mut said = String::with_capacity(address.len() * 2);
    for letter in address.trim().chars() {
        match letter {
            '.' => said.push_str(dot),
            '@' => said.push_str(at),
            '-' => said.push_str(hyphen),
            '_' => said.push_str(underscore),
            '+' => said.push_str(plus),
            letter => said.push(letter),
        }
    }
    said
}

/// Abbreviations in full, and numbers of five digits and more one by one.
pub(super) fn address(address: &str, tongue: Tongue) -> String {
    const ENGLISH: &[(&str, &str)] = &[
        ("Ave", "Avenue"),
        ("Blvd", "Boulevard"),
        ("Rd", "Road"),
        ("Ln", "Lane"),
        ("Hwy", "Highway"),
        ("Pkwy", "Parkway"),
        ("Sq", "Square"),
        ("Apt", "Apartment"),
        ("Ste", "Suite"),
        ("Fl", "Floor"),
    ];
    const SPANISH: &[(&str, &str)] = &[
        ("C/", "calle"),
        ("Av", "avenida"),
        ("Avda", "avenida"),
        ("Pza", "plaza"),
        ("Ctra", "carretera"),
    ];
    const FRENCH: &[(&str, &str)] = &[
        ("Av", "avenue"),
        ("Bd", "boulevard"),
        ("Bld", "boulevard"),
        ("Pl", "place"),
        ("Rte", "route"),
    ];
    let table = match tongue {
        Tongue::English => ENGLISH,
        Tongue::Spanish => SPANISH,
        Tongue::French => FRENCH,
    };
    let words: Vec<String> = address
        .split_whitespace()
        .map(|word| {
            let comma = if word.ends_with(',') { "," } else { "" };
            let bare = word.trim_end_matches(',');
            let short = bare.trim_end_matches('.');
            if let Some((_, full)) = table.iter().find(|(known, _)| *known == short) {
                return format!("{full}{comma}");
            }
            // "St. Mary's Road" is a saint; "Mill St." a street.
            let ends = !comma.is_empty() || address.trim_end_matches(['.', ',']).ends_with(" St");
            if tongue == Tongue::English && short == "St" && ends {
                return format!("Street{comma}");
            }
            if bare.len() >= 5 && bare.bytes().all(|byte| byte.is_ascii_digit()) {
                return format!("{}{comma}", one_by_one(bare));
            }
            word.to_owned()
        })
        .collect();
    words.join(" ")
}
