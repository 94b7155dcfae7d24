use std::collections::HashMap;

use kernel::{IdSource, SeededIds};

use super::*;

/// Words with which somebody might reach into another key.
fn hostile(other: TenantId) -> Vec<String> {
    let mut words = vec![
        String::new(),
        ":".to_owned(),
        "}".to_owned(),
        format!("}}:{{{other}}}"),
        format!("}}:flags:{{{other}}}:"),
        other.to_string(),
        format!("{{{other}}}:x"),
        "a\nb".to_owned(),
        "a\r\nSET x y\r\n".to_owned(),
        "a\0b".to_owned(),
        "\0".to_owned(),
        "%00".to_owned(),
        "%".to_owned(),
        "*".to_owned(),
        "a?[b]".to_owned(),
        "~00000000000000000000000000000000".to_owned(),
        "é".to_owned(),
        "e\u{301}".to_owned(),
        "A".to_owned(),
        "a".to_owned(),
        " a".to_owned(),
    ];
    for length in [WORD_BYTES_MAX, WORD_BYTES_MAX + 1, 100_000] {
        words.push("x".repeat(length));
        words.push(":".repeat(length));
    }
    words
}

fn tenants() -> [TenantId; 2] {
    let ids: &dyn IdSource = &SeededIds::new(3);
    [ids.next(), ids.next()]
}

fn sample(word: &str) -> Sample {
    let ids: &dyn IdSource = &SeededIds::new(4);
    Sample { word: word.to_owned(), address: "192.0.2.1".parse().unwrap(), api_key: ids.next() }
}

#[test]
fn equal_inputs_of_two_businesses_never_give_equal_keys() {
    let [ours, theirs] = tenants();
    for builder in Key::BUILDERS {
        for word in hostile(theirs) {
            let sample = sample(&word);
            let (one, other) = ((builder.build)(ours, &sample), (builder.build)(theirs, &sample));
            if builder.area.is_platform() {
                assert_eq!((one.tenant(), &one), (None, &other), "{:?}", builder.area);
                continue;
            }
            assert_eq!((one.tenant(), other.tenant()), (Some(ours), Some(theirs)));
            assert_ne!(one, other);
            assert_ne!(one.to_string(), other.to_string());
            let start = format!("{}:{{{ours}}}", builder.area.word());
            assert!(one.to_string().starts_with(&start), "{one}");
            assert!(!one.to_string().contains(&format!("{{{theirs}}}")), "{one}");
        }
    }
}

#[test]
fn no_two_keys_share_a_text() {
    let [ours, theirs] = tenants();
    let mut owners: HashMap<String, Key> = HashMap::new();
    for tenant in [ours, theirs] {
        for builder in Key::BUILDERS {
            for word in hostile(theirs) {
                let key = (builder.build)(tenant, &sample(&word));
                let owner = owners.entry(key.to_string()).or_insert_with(|| key.clone());
                assert_eq!(*owner, key, "{key}");
            }
        }
    }
    assert!(owners.len() > 100);
}

#[test]
fn a_text_is_printable_and_short_whatever_goes_into_it() {
    let [ours, theirs] = tenants();
    for builder in Key::BUILDERS {
        for word in hostile(theirs) {
            let text = (builder.build)(ours, &sample(&word)).to_string();
            assert!(text.bytes().all(|byte| byte.is_ascii_graphic()), "{text}");
            assert!(!text.contains(['*', '?', '[', '\\']), "{text}");
            assert!(text.len() <= 64 + 3 * WORD_BYTES_MAX, "{text}");
            let braces = text.matches('{').count() + text.matches('}').count();
            assert_eq!(braces, 2, "{text}");
        }
    }
}

#[test]
fn every_area_has_a_word_of_its_own() {
    let mut words: Vec<&str> = Key::BUILDERS.iter().map(|builder| builder.area.word()).collect();
    words.sort_unstable();
    let count = words.len();
    words.dedup();
    assert_eq!(words.len(), count);
}

#[test]
fn the_text_forms_are_what_they_were() {
    let [ours, _] = tenants();
    let texts: Vec<String> = Key::BUILDERS
        .iter()
        .map(|builder| (builder.build)(ours, &sample("a:b")).to_string())
        .map(|text| text.replace(&ours.to_string(), "BUSINESS"))
        .collect();
    assert_eq!(
        texts,
        [
            "requests:{BUSINESS}",
            "api-key:{BUSINESS}:00000000000470008000000000000001",
            "action:{BUSINESS}:a%3ab",
            "flags:{BUSINESS}",
            "fact:{BUSINESS}:a%3ab",
            "live-calls:{BUSINESS}",
            "address:{192.0.2.1}",
            "address-sign-in:{192.0.2.1}",
            "sign-in:{~6783a31eabf68ccc0660f935c0826282}",
            "attempt:{a%3ab}",
            "registrations:{192.0.2.1}",
            "host:{a%3ab}",
            "platform-fact:{a%3ab}",
            "all-live-calls:{}",
        ]
    );
}

#[test]
fn an_address_of_ipv6_counts_with_its_network() {
    let key = |text: &str| Key::address(text.parse().unwrap());
    assert_eq!(key("2001:db8:0:1::1"), key("2001:db8:0:1:ffff::2"));
    assert_ne!(key("2001:db8:0:1::1"), key("2001:db8:0:2::1"));
    assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
    assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
}

#[test]
fn a_name_to_sign_in_with_is_one_whatever_its_case_and_is_not_shown() {
    let key = Key::sign_in(" Ann@Example.test\n".into());
    assert_eq!(key, Key::sign_in("ann@example.test".into()));
    assert_ne!(key, Key::sign_in("ann@example.tes".into()));
    let (text, debug) = (key.to_string(), format!("{key:?}"));
    assert!(!text.contains("ann") && !debug.contains("ann"), "{text} {debug}");
}

proptest::proptest! {
    #[test]
    fn different_words_make_different_texts(one in "\\PC{0,120}|[:{}%~a]{0,8}", other in "\\PC{0,120}|[:{}%~a]{0,8}") {
        let [ours, _] = tenants();
        let (first, second) = (Key::fact(ours, &one), Key::fact(ours, &other));
        proptest::prop_assert_eq!(one == other, first.to_string() == second.to_string());
        proptest::prop_assert_eq!(one == other, first == second);
    }
}
