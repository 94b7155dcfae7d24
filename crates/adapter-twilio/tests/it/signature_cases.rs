//! Requests made by hand: what is believed, what is refused, and why.

use frontdesk_adapter_twilio::{Form, Keyring, SignatureError, SignedRequest};
use ring::hmac;

use crate::signing::{TOKEN, body, sign, sign_with};

const URL: &str = "https://desk.example.test/twilio/voice/turn?n=3";
const FIELDS: &[(&str, &str)] =
    &[("CallSid", "CA1"), ("From", "+15005550006"), ("SpeechResult", "Friday at ten")];

type Verdict = Result<(), SignatureError>;

fn check(url: &str, fields: &[(&str, &str)], signature: &str) -> Verdict {
    check_body(url, &body(fields), signature)
}

fn check_body(url: &str, body: &str, signature: &str) -> Verdict {
    let form = Form::parse(body.as_bytes()).unwrap();
    let request = SignedRequest::new(url).signature(signature.as_bytes()).form(&form);
    Keyring::new([TOKEN.into()]).verify_form(&request)
}

#[test]
fn fields_of_every_shape_are_believed() {
    let long = "x".repeat(4_000);
    let shapes: &[&[(&str, &str)]] = &[
        &[],
        FIELDS,
        &[("Digits", ""), ("FinishedOnKey", ""), ("msg", "Gather End")],
        &[("A", "1"), ("A", "1"), ("A", "0"), ("B", "")],
        &[("a", "1"), ("A", "2"), ("_", "3"), ("Z", "4"), ("1", "5")],
        &[("SpeechResult", "café ☕ 🦀 日本語 ﬀ")],
        &[("SpeechResult", " leading and trailing ")],
        &[("SpeechResult", "a+b %20 & c=d ; e # f ? g")],
        &[("SpeechResult", "line\r\nbreak\ttab\0nul")],
        &[("", "a name that is empty")],
        &[("SpeechResult", &long)],
        &[("From", "anonymous"), ("Caller", "client:desk"), ("To", "sip:desk@example.test")],
        &[("FromCity", "no value"), ("FromCity", ""), ("FromZip", "")],
        &[("\u{e000}", "after the surrogates"), ("🦀", "by code point, not by UTF-16")],
    ];
    for fields in shapes {
        assert_eq!(check(URL, fields, &sign(TOKEN, URL, fields)), Ok(()), "{fields:?}");
        let mut shuffled = fields.to_vec();
        shuffled.reverse();
        assert_eq!(check(URL, &shuffled, &sign(TOKEN, URL, fields)), Ok(()), "{fields:?}");
    }
}

#[test]
fn one_body_has_many_spellings() {
    let signature = sign(TOKEN, URL, &[("B", "a b"), ("C", "+1")]);
    for spelling in ["B=a+b&C=%2B1", "B=a%20b&C=%2b1", "C=%2B1&B=a+b", "&B=a+b&&C=%2B1&"] {
        assert_eq!(check_body(URL, spelling, &signature), Ok(()), "{spelling}");
    }
    for other in ["B=a+b&C=+1", "B=a%2Bb&C=%2B1", "B=a+b", "B=a+b&C=%2B1&D=", "B=a+b+&C=%2B1"] {
        assert_eq!(check_body(URL, other, &signature), Err(SignatureError::Mismatch), "{other}");
    }
}

#[test]
fn addresses_of_every_shape_are_believed() {
    let addresses = [
        "https://desk.example.test",
        "https://desk.example.test/",
        "https://desk.example.test/twilio/voice/",
        "https://desk.example.test/twilio/voice?",
        "https://desk.example.test/twilio/voice?n=3&n=4",
        "https://desk.example.test/twilio/voice?name=O'Brien&x=a%20b+c",
        "https://desk.example.test/twilio/voice?x=%7e&y=~&z=é",
        "https://desk.example.test:8443/twilio/voice",
        "https://user:pass@desk.example.test/twilio/voice",
        "http://desk.example.test/twilio/voice",
        "http://127.0.0.1:4000/twilio/voice?n=1",
        "https://[2001:db8::1]/twilio/voice",
        "https://DESK.example.test/Twilio/Voice",
        "https://desk.example.test/a//b/../c",
    ];
    for url in addresses {
        assert_eq!(check(url, FIELDS, &sign(TOKEN, url, FIELDS)), Ok(()), "{url}");
    }
}

#[test]
fn ports_are_tolerated_both_ways() {
    let cases = [
        // What was signed, what we see.
        ("https://a.test:443/x", "https://a.test/x", Ok(())),
        ("https://a.test/x", "https://a.test:443/x", Ok(())),
        ("https://a.test/x", "https://a.test:8443/x", Ok(())),
        ("http://a.test:80/x", "http://a.test/x", Ok(())),
        ("https://u:p@a.test:443/x", "https://u:p@a.test/x", Ok(())),
        ("https://[::1]:443/x", "https://[::1]/x", Ok(())),
        ("https://a.test:8443/x", "https://a.test/x", Err(SignatureError::Mismatch)),
        ("https://a.test:443/x", "https://a.test:8443/x", Err(SignatureError::Mismatch)),
        ("https://a.test:80/x", "https://a.test/x", Err(SignatureError::Mismatch)),
        ("http://a.test:443/x", "http://a.test/x", Err(SignatureError::Mismatch)),
    ];
    for (signed, seen, expected) in cases {
        let verdict = check(seen, FIELDS, &sign(TOKEN, signed, FIELDS));
        assert_eq!(verdict, expected, "{signed} seen as {seen}");
    }
}

#[test]
fn an_escaped_form_of_the_query_is_believed_too() {
    let cases = [
        ("https://a.test/x?n=O%27Brien", "https://a.test/x?n=O'Brien", Ok(())),
        ("https://a.test/x?n=a%20b", "https://a.test/x?n=a+b", Ok(())),
        ("https://a.test:443/x?n=a%20b", "https://a.test/x?n=a+b", Ok(())),
        ("https://a.test/x?n=%C3%A9", "https://a.test/x?n=é", Ok(())),
        ("https://a.test/x?n=a+b", "https://a.test/x?n=a-b", Err(SignatureError::Mismatch)),
        ("https://a.test/x?m=1&n=2", "https://a.test/x?n=2&m=1", Err(SignatureError::Mismatch)),
        ("https://a.test/y", "https://a.test/x/../y", Err(SignatureError::Mismatch)),
        ("https://a.test/y", "https://a.test/x/%2e%2e/y", Err(SignatureError::Mismatch)),
        ("https://a.test/x/y", "https://a.test/x\\y", Err(SignatureError::Mismatch)),
    ];
    for (signed, seen, expected) in cases {
        let verdict = check(seen, FIELDS, &sign(TOKEN, signed, FIELDS));
        assert_eq!(verdict, expected, "{signed} seen as {seen}");
    }
}

#[test]
fn a_fragment_is_never_signed() {
    let url = format!("{URL}#rc=2&rp=all");
    assert_eq!(check(&url, FIELDS, &sign(TOKEN, URL, FIELDS)), Ok(()));
    assert_eq!(check(&url, FIELDS, &sign(TOKEN, &url, FIELDS)), Err(SignatureError::Mismatch));
}

#[test]
fn anything_that_was_changed_is_refused() {
    let signature = sign(TOKEN, URL, FIELDS);
    let changed = [
        ("https://desk.example.test/twilio/voice/turn?n=4", body(FIELDS)),
        ("https://desk.example.test/twilio/voice/turn", body(FIELDS)),
        ("https://desk.example.test/twilio/voice/turn/?n=3", body(FIELDS)),
        ("https://desk.example.test/twilio/voice/turn?n=3&x=", body(FIELDS)),
        ("http://desk.example.test/twilio/voice/turn?n=3", body(FIELDS)),
        ("https://evil.example.test/twilio/voice/turn?n=3", body(FIELDS)),
        (URL, body(&FIELDS[1..])),
        (URL, body(&[FIELDS, &[("X", "")]].concat())),
        (URL, body(&[FIELDS, &[("CallSid", "CA2")]].concat())),
        (URL, body(FIELDS).replace("ten", "two")),
        (URL, body(FIELDS).replace("SpeechResult", "speechResult")),
        (URL, String::new()),
    ];
    for (url, body) in changed {
        let verdict = check_body(url, &body, &signature);
        assert_eq!(verdict, Err(SignatureError::Mismatch), "{url} {body}");
    }
}

#[test]
fn a_signature_that_is_none_is_refused() {
    let good = sign(TOKEN, URL, FIELDS);
    assert_eq!(check(URL, FIELDS, ""), Err(SignatureError::Missing));
    let forged = [
        sign("another token", URL, FIELDS),
        good.to_lowercase(),
        good.trim_end_matches('=').to_owned(),
        format!(" {good}"),
        format!("{good}, {good}"),
        format!("{good}="),
        "=".repeat(28),
        "A".repeat(27) + "=",
        "A".repeat(100_000),
        "\u{e9}\0\r\n".to_owned(),
        sign_with(hmac::HMAC_SHA256, TOKEN, URL, FIELDS),
        sign_with(hmac::HMAC_SHA512, TOKEN, URL, FIELDS),
    ];
    for signature in forged {
        let verdict = check(URL, FIELDS, &signature);
        assert_eq!(verdict, Err(SignatureError::Mismatch), "{signature:.40}");
    }
}

#[test]
fn a_header_that_is_missing_or_comes_twice_is_refused() {
    let form = Form::parse(b"").unwrap();
    let signature = sign(TOKEN, URL, &[]);
    let signature = signature.as_bytes();
    let keyring = Keyring::new([TOKEN.into()]);
    let request = SignedRequest::new(URL).form(&form);
    assert_eq!(keyring.verify_form(&request), Err(SignatureError::Missing));
    assert_eq!(keyring.verify_json(&request, b""), Err(SignatureError::Missing));
    assert_eq!(keyring.verify_websocket(&request), Err(SignatureError::Missing));
    let once = request.signature(signature);
    assert_eq!(keyring.verify_form(&once), Ok(()));
    let twice = once.signature(signature);
    assert_eq!(keyring.verify_form(&twice), Err(SignatureError::Mismatch));
    let first_wrong = request.signature(b"AAAA").signature(signature);
    assert_eq!(keyring.verify_form(&first_wrong), Err(SignatureError::Mismatch));
    let settings_twice = once.settings(b"").settings(b"");
    assert_eq!(keyring.verify_form(&settings_twice), Err(SignatureError::Mismatch));
}

#[test]
fn both_tokens_are_believed_during_a_rotation() {
    let rotating = Keyring::new(["primary".into(), "secondary".into()]);
    let form = Form::parse(b"").unwrap();
    for (token, expected) in
        [("primary", Ok(())), ("secondary", Ok(())), ("old", Err(SignatureError::Mismatch))]
    {
        let signature = sign(token, URL, &[]);
        let request = SignedRequest::new(URL).signature(signature.as_bytes()).form(&form);
        assert_eq!(rotating.verify_form(&request), expected, "{token}");
    }
}

#[test]
fn a_sub_accounts_token_speaks_for_that_account_only() {
    let keyring = Keyring::new([TOKEN.into()]).with_account("AC2", ["two".into()]);
    let verify = |token: &str, account: &str| {
        let fields = [("AccountSid", account)];
        let (body, signature) = (body(&fields), sign(token, URL, &fields));
        let form = Form::parse(body.as_bytes()).unwrap();
        let request = SignedRequest::new(URL).signature(signature.as_bytes()).form(&form);
        let by_post = keyring.verify_form(&request);
        let url = format!("{URL}&AccountSid={account}");
        let signature = sign(token, &url, &[]);
        let request = SignedRequest::new(&url).signature(signature.as_bytes());
        assert_eq!(keyring.verify_form(&request), by_post);
        by_post
    };
    assert_eq!(verify("two", "AC2"), Ok(()));
    assert_eq!(verify(TOKEN, "AC2"), Err(SignatureError::Mismatch));
    assert_eq!(verify("two", "AC1"), Err(SignatureError::Mismatch));
    assert_eq!(verify(TOKEN, "AC1"), Ok(()));
}

#[test]
fn the_account_of_a_post_is_the_one_in_its_body() {
    let keyring = Keyring::new([TOKEN.into()]).with_account("AC2", ["two".into()]);
    let url = format!("{URL}&AccountSid=AC2");
    let fields = [("AccountSid", "AC1")];
    let (body, signature) = (body(&fields), sign("two", &url, &fields));
    let form = Form::parse(body.as_bytes()).unwrap();
    let request = SignedRequest::new(&url).signature(signature.as_bytes()).form(&form);
    assert_eq!(keyring.verify_form(&request), Err(SignatureError::Mismatch));
}

#[test]
fn without_a_key_nothing_is_believed() {
    let signature = sign("", URL, &[]);
    let request = SignedRequest::new(URL).signature(signature.as_bytes());
    for keyring in [Keyring::default(), Keyring::new(["".into()])] {
        assert_eq!(keyring.verify_form(&request), Err(SignatureError::NoKey));
    }
}

#[test]
fn shared_keys_are_chosen_by_their_id() {
    let keyring = Keyring::new([TOKEN.into()])
        .with_shared_key("k1", &"one".into())
        .with_shared_key("k2", &"two".into())
        .with_shared_key("empty", &"".into());
    let verify = |algorithm, secret: &str, settings: &str| {
        let signature = sign_with(algorithm, secret, URL, &[]);
        let request = SignedRequest::new(URL).signature(signature.as_bytes());
        keyring.verify_form(&request.settings(settings.as_bytes()))
    };
    let (sha1, sha256) = (hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, hmac::HMAC_SHA256);
    let mismatch = Err(SignatureError::Mismatch);
    let cases = [
        (sha256, "one", "key=k1,algorithm=HMAC_SHA256", Ok(())),
        (sha256, "two", "algorithm=hmac_sha256,key=k2", Ok(())),
        (sha1, "one", "key=k1,algorithm=HMAC_SHA1", Ok(())),
        (sha1, TOKEN, "key=k1", Ok(())),
        (sha1, TOKEN, "algorithm=HMAC_SHA1", Ok(())),
        (sha256, "one", "key=k2,algorithm=HMAC_SHA256", mismatch),
        (sha1, "one", "key=k1,algorithm=HMAC_SHA256", mismatch),
        (sha256, "one", "", mismatch),
        (sha1, "one", "key=k1", mismatch),
        (sha256, "one", "key=k3,algorithm=HMAC_SHA256", Err(SignatureError::NoKey)),
        (sha256, "", "key=empty,algorithm=HMAC_SHA256", Err(SignatureError::NoKey)),
        (sha256, TOKEN, "algorithm=HMAC_SHA256", Err(SignatureError::NoKey)),
        (sha1, TOKEN, "key=k1,algorithm=HMAC_MD5", Err(SignatureError::UnknownAlgorithm)),
    ];
    for (algorithm, secret, settings, expected) in cases {
        assert_eq!(verify(algorithm, secret, settings), expected, "{settings}");
    }
}

#[test]
fn json_without_exactly_its_digest_is_refused() {
    let keyring = Keyring::new([TOKEN.into()]);
    let digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let refused = Err(SignatureError::BodyDigest);
    let cases = [
        (format!("?bodySHA256={digest}"), "{}", Ok(())),
        (format!("?n=1&bodySHA256={digest}"), "{}", Ok(())),
        (format!("?bodySHA256={empty}"), "", Ok(())),
        (format!("?bodySHA256={digest}"), "{} ", refused),
        (format!("?bodySHA256={}", digest.to_uppercase()), "{}", refused),
        (format!("?bodySHA256={digest}&bodySHA256={digest}"), "{}", refused),
        ("?bodySHA256=".to_owned(), "{}", refused),
        ("?n=1".to_owned(), "{}", refused),
        (String::new(), "{}", refused),
    ];
    for (query, body, expected) in cases {
        let url = format!("https://desk.example.test/json{query}");
        let signature = sign(TOKEN, &url, &[]);
        let request = SignedRequest::new(&url).signature(signature.as_bytes());
        assert_eq!(keyring.verify_json(&request, body.as_bytes()), expected, "{query} {body}");
    }
    let url = format!("https://desk.example.test/json?bodySHA256={digest}");
    let request = SignedRequest::new(&url).signature(b"AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assert_eq!(keyring.verify_json(&request, b"{}"), Err(SignatureError::Mismatch));
}

#[test]
fn websockets_are_believed_in_the_forms_that_occur() {
    let keyring = Keyring::new([TOKEN.into()]);
    let seen = "https://desk.example.test/relay?t=abc&t=abc&u=";
    let fields = [("t", "abc"), ("u", "")];
    let believed = [
        sign(TOKEN, "wss://desk.example.test/relay", &fields),
        sign(TOKEN, "wss://desk.example.test/relay/", &fields),
        sign(TOKEN, "wss://desk.example.test:443/relay", &fields),
        sign(TOKEN, "wss://desk.example.test:80/relay", &fields),
        sign(TOKEN, "wss://desk.example.test/relay?t=abc&t=abc&u=", &[]),
        sign(TOKEN, "wss://desk.example.test:443/relay/?t=abc&t=abc&u=", &[]),
    ];
    for signature in believed {
        let request = SignedRequest::new(seen).signature(signature.as_bytes());
        assert_eq!(keyring.verify_websocket(&request), Ok(()));
    }
    let refused = [
        sign(TOKEN, "wss://desk.example.test/relay", &[]),
        sign(TOKEN, "wss://desk.example.test/other", &fields),
        sign(TOKEN, "wss://desk.example.test/relay", &[("t", "abd"), ("u", "")]),
        sign(TOKEN, "https://desk.example.test/relay", &fields),
        sign("another", "wss://desk.example.test/relay", &fields),
    ];
    for signature in refused {
        let request = SignedRequest::new(seen).signature(signature.as_bytes());
        assert_eq!(keyring.verify_websocket(&request), Err(SignatureError::Mismatch));
    }
}

#[test]
fn a_keyring_never_shows_its_keys() {
    let keyring = Keyring::new([TOKEN.into()]).with_shared_key("k1", &"hush".into());
    let shown = format!("{keyring:?}");
    assert!(!shown.contains(TOKEN) && !shown.contains("hush"), "{shown}");
}
