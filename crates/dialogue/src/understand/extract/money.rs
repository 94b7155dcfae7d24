//! Sums of money: `forty five dollars`, `£20`, `twelve fifty`, `veinte euros`.

use std::ops::Range;

use kernel::Money;

use super::digits::{Tongues, amount_at};
use super::entity::bytes_of;
use crate::briefing::BusinessFacts;
use crate::understand::Words;
use crate::understand::normalise::{from, word};

/// All sums with the bytes that they take.
pub fn find_all(
    text: &str,
    words: &Words,
    business: &BusinessFacts,
    tongues: Tongues,
) -> Vec<(Range<usize>, Money)> {
    let list = words.list();
    let own =
        business.services.iter().find_map(|it| it.price).map(|it| it.currency.code().to_owned());
    let mut found = Vec::new();
    let mut at = 0;
    while at < list.len() {
        let Some((end, sum, sign)) = sum_at(text, words, at, own.as_deref(), tongues) else {
            at += 1;
            continue;
        };
        if let Some(bytes) = bytes_of(words, &(at..end))
            && let Ok(money) = sum.parse::<Money>()
        {
            found.push((bytes.start - sign..bytes.end, money));
        }
        at = end;
    }
    found
}

/// The end of a sum, the sum as `12.50 USD`, and how many bytes its sign takes before it.
fn sum_at(
    text: &str,
    words: &Words,
    at: usize,
    own: Option<&str>,
    tongues: Tongues,
) -> Option<(usize, String, usize)> {
    let list = words.list();
    let list = list.as_slice();
    let heard = word(list, at);
    let span = words.spans.get(at)?;
    let before = text.get(..span.start)?.chars().next_back();
    let signed = before.and_then(|sign| Some((sign_of(sign, own)?, sign.len_utf8())));
    let decimal = heard.split_once(':').filter(|(_, cents)| cents.len() == 2);
    let (whole, cents, length) = if let Some((whole, cents)) = decimal {
        (whole.parse::<u32>().ok()?, cents.parse::<u32>().ok(), 1)
    } else {
        let (whole, length) = amount_at(from(list, at), tongues)?;
        (whole, None, length)
    };
    let next = at + length;
    let after = text.get(words.spans.get(next - 1)?.end..)?.trim_start().chars().next();
    if let Some((currency, bytes)) = signed {
        return Some((next, written(whole, cents, currency), bytes));
    }
    let (currency, unit) = match after.and_then(|sign| sign_of(sign, own)) {
        Some(currency) if decimal.is_some() || length == 1 => (currency, 0),
        _ => (currency_of(word(list, next), own)?, 1),
    };
    let end = next + unit;
    if cents.is_some() {
        return Some((end, written(whole, cents, currency), 0));
    }
    // "forty five dollars and fifty cents", "twelve pounds fifty".
    let joint = usize::from(matches!(word(list, end), "and" | "con" | "et" | "y"));
    if let Some((part @ 1..=99, taken)) = amount_at(from(list, end + joint), tongues) {
        let named = is_cents(word(list, end + joint + taken));
        if unit == 1 && (named || joint == 0 && part >= 10 && end + taken == list.len()) {
            let end = end + joint + taken + usize::from(named);
            return Some((end, written(whole, Some(part), currency), 0));
        }
    }
    Some((end, written(whole, None, currency), 0))
}

fn written(whole: u32, cents: Option<u32>, currency: &str) -> String {
    format!("{whole}.{:02} {currency}", cents.unwrap_or(0))
}

fn sign_of(sign: char, own: Option<&str>) -> Option<&str> {
    Some(match sign {
        '$' => own.filter(|code| matches!(*code, "CAD" | "AUD" | "NZD" | "MXN")).unwrap_or("USD"),
        '£' => "GBP",
        '€' => "EUR",
        _ => return None,
    })
}

fn currency_of<'a>(word: &str, own: Option<&'a str>) -> Option<&'a str> {
    Some(match word {
        "dollar" | "dollars" | "bucks" | "dólares" => return sign_of('$', own),
        "pound" | "pounds" | "quid" | "libras" => "GBP",
        "euro" | "euros" => "EUR",
        "usd" => "USD",
        "pesos" => own.unwrap_or("MXN"),
        _ => return None,
    })
}

fn is_cents(word: &str) -> bool {
    matches!(word, "cent" | "cents" | "pence" | "p" | "céntimos" | "centimes" | "centavos")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::barber;

    #[test]
    fn sums_are_written_and_said() {
        let all = Tongues { spanish: true, french: false };
        for (text, expected) in [
            ("it's $20", Some(("$20", "20.00 USD"))),
            ("£12.50 please", Some(("£12.50", "12.50 GBP"))),
            ("forty five dollars", Some(("forty five dollars", "45.00 USD"))),
            ("twelve pounds fifty", Some(("twelve pounds fifty", "12.50 GBP"))),
            ("ten dollars and five cents", Some(("ten dollars and five cents", "10.05 USD"))),
            ("veinte euros", Some(("veinte euros", "20.00 EUR"))),
            ("30 €", Some(("30", "30.00 EUR"))),
            ("at three", None),
        ] {
            let found = find_all(text, &Words::of(text), &barber(), all).into_iter().next();
            let found = found.map(|(bytes, sum)| (text[bytes].to_owned(), sum.to_string()));
            let found = found.as_ref().map(|(text, sum)| (text.as_str(), sum.as_str()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
