use std::collections::{BTreeMap, BTreeSet};

use crm::OutboundMail;
use crm::mail::Link;
use dialogue::speech::Tongue;
use identity::{EmailAddress, Role};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use kernel::{IdSource, Language, SeededIds};

use super::words::{Message, file};
use super::*;

fn envelope(language: &str, name: Option<&str>) -> Envelope {
    let ids: &dyn IdSource = &SeededIds::new(1);
    let to = EmailAddress::parse("dana@prairie.example").unwrap();
    let language: Language = language.parse().unwrap();
    Envelope::new(ids.next(), &to, name, &language).unwrap()
}

fn page(path: &str) -> Link {
    Link::parse(&format!("https://frontdesk.example/{path}")).unwrap()
}

fn moment() -> Moment {
    Moment {
        at: "2026-03-03T15:04:05Z".parse().unwrap(),
        zone: TimeZone::get("America/Chicago").unwrap(),
    }
}

const HOURS: SignedDuration = SignedDuration::from_hours(1);

fn invited<'a>(business: &'a str, by: &'a str, page: &'a Link) -> Invited<'a> {
    Invited { business, role: Role::Manager, by, page, good_for: HOURS * 72 }
}

/// Every mail, each with names of this sort.
fn all(language: &str, business: &str, name: &str) -> Vec<OutboundMail> {
    let to = || envelope(language, Some(name));
    let (link, forgotten) = (page("x?t=abc"), page("forgotten"));
    let sign_in = SignIn { when: moment(), device: name, place: "203.0.113.7" };
    let endpoint = EndpointDisabled {
        business,
        host: "hooks.prairie.example",
        since: moment(),
        last_answer: LastAnswer::Status(503),
        page: &link,
    };
    vec![
        verify_address(to(), &link, HOURS * 24),
        choose_password(to(), &link, HOURS / 2),
        already_registered(to(), &page("sign-in"), &forgotten),
        invitation(to(), &invited(business, name, &link)),
        password_changed(to(), &moment(), &forgotten),
        new_sign_in(to(), &sign_in, &forgotten),
        second_factor_off(to(), &moment(), &forgotten),
        endpoint_disabled(to(), &endpoint),
    ]
}

fn shown(language: &str) -> String {
    let mails = all(language, "Prairie Cuts", "Dana Reyes");
    let each = |mail: &OutboundMail| format!("{}\n\n{}", mail.subject, mail.text);
    mails.iter().map(each).collect::<Vec<_>>().join("\n----\n\n")
}

#[test]
fn mails_in_english() {
    insta::assert_snapshot!(shown("en-US"));
}

#[test]
fn mails_in_spanish() {
    insta::assert_snapshot!(shown("es-MX"));
}

#[test]
fn mails_in_french() {
    insta::assert_snapshot!(shown("fr-FR"));
}

#[test]
fn a_mail_with_its_layout() {
    let link = page("x?t=abc");
    let mail = invitation(envelope("en-GB", None), &invited("Shear & Style", "Jo", &link));
    insta::assert_snapshot!(mail.html.unwrap().as_str());
}

#[test]
fn every_language_has_every_message_with_its_variables() {
    for tongue in Tongue::ALL {
        let text = file(tongue);
        let resource = fluent_bundle::FluentResource::try_new(text.to_owned());
        assert!(resource.is_ok(), "{tongue:?}: {:?}", resource.err().map(|(_, why)| why));
        let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut id = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =")
                && line.starts_with(|first: char| first.is_ascii_lowercase())
            {
                id = name;
                assert!(found.insert(id, BTreeSet::new()).is_none(), "{tongue:?}: {id} twice");
            }
            for piece in line.split('$').skip(1) {
                let end = piece.find(|it: char| !it.is_ascii_lowercase()).unwrap_or(piece.len());
                found.get_mut(id).unwrap().insert(&piece[..end]);
            }
        }
        for message in Message::all() {
            let wanted: BTreeSet<&str> = message.variables().iter().copied().collect();
            assert_eq!(found.remove(message.id()), Some(wanted), "{tongue:?} {}", message.id());
        }
        assert!(found.is_empty(), "{tongue:?} has what nothing says: {found:?}");
    }
}

#[test]
fn names_change_nothing_but_a_name() {
    let evil =
        "Blocked! https://evil.example/x\r\nBcc: y@evil.example <script>alert(1)</script> { $x }";
    for language in ["en-US", "es-ES", "fr-CA"] {
        let plain = all(language, "Prairie Cuts", "Dana Reyes");
        for (mail, plain) in all(language, evil, evil).iter().zip(plain) {
            let html = mail.html.as_ref().unwrap().as_str();
            assert_eq!(mail.fault(), None);
            assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
            let plain_html = plain.html.as_ref().unwrap().as_str();
            assert_eq!(html.matches('<').count(), plain_html.matches('<').count(), "{html}");
            for words in [html, &mail.text, mail.subject.as_str()] {
                assert!(!words.contains("evil.example") && !words.contains("https://evil"));
            }
            assert_eq!(mail.text.lines().count(), plain.text.lines().count());
        }
    }
}

#[test]
fn a_mail_that_lets_somebody_in_says_so() {
    for mail in all("en-US", "Prairie Cuts", "Dana Reyes") {
        assert_eq!(mail.sensitive, mail.text.contains("t=abc") && !mail.text.contains("hooks."));
    }
}

#[test]
fn a_language_that_we_do_not_write_is_answered_in_english() {
    let mail = verify_address(envelope("de-DE", None), &page("x"), HOURS);
    assert_eq!(mail.subject.as_str(), "Please confirm your e-mail address");
    assert!(mail.html.unwrap().as_str().contains("<html lang=\"en-US\">"));
    assert!(mail.text.starts_with("Hello,\n") && mail.text.contains("one hour."));
}

#[test]
fn how_long_a_link_works_is_said_in_whole_numbers() {
    for (minutes, words) in [
        (0, "one minute."),
        (30, "30 minutes."),
        (60, "one hour."),
        (90, "90 minutes."),
        (1_440, "24 hours."),
        (2_880, "2 days."),
        (10_080, "7 days."),
    ] {
        let good_for = SignedDuration::from_mins(minutes);
        let mail = verify_address(envelope("en-US", None), &page("x"), good_for);
        assert!(mail.text.contains(&format!("for {words}")), "{}", mail.text);
    }
}

#[test]
fn what_is_not_known_is_not_mentioned() {
    let sign_in = SignIn { when: moment(), device: "", place: "\u{200b}" };
    let mail = new_sign_in(envelope("en-US", Some(" ")), &sign_in, &page("x"));
    assert!(mail.text.starts_with("Hello,\n"), "{}", mail.text);
    assert!(!mail.text.contains("Device") && !mail.text.contains("Place"), "{}", mail.text);
    assert_eq!(mail.to_name, None);
}
