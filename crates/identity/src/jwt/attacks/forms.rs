//! Tokens that were altered, cut, or made for something else.

use super::*;

#[test]
fn no_bit_of_a_token_can_be_changed() {
    let token = genuine();
    for place in 0..token.len() {
        for bit in 0..8 {
            let mut bytes = token.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            let changed = String::from_utf8_lossy(&bytes);
            assert!(access().verify(&changed, now()).is_err(), "{place} {bit}");
        }
    }
    // Nor can the unused bits of a last letter: one token has one text.
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let others = alphabet.chars().map(|last| format!("{}{last}", &token[..token.len() - 1]));
    assert_eq!(others.filter(|text| access().verify(text, now()).is_ok()).count(), 1);
}

#[test]
fn a_token_of_another_length_is_refused() {
    let token = genuine();
    for length in 0..token.len() {
        assert!(access().verify(&token[..length], now()).is_err(), "{length}");
        assert!(access().verify(&token[token.len() - length..], now()).is_err(), "{length}");
    }
    let [header, body, signature] = parts(&token);
    let odd = [
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.x"),
        format!("{token}="),
        format!("{token}=="),
        format!(" {token}"),
        format!("{token}\n"),
        format!("Bearer {token}"),
        format!("{header}..{body}.{signature}"),
        format!("{header}.{body}..{signature}"),
        format!("{header}=.{body}=.{signature}="),
        format!("{header}.{body}"),
        "..".to_owned(),
        token.replace('.', "%2e"),
        token.replace('.', ".."),
        format!("{token}\u{0}"),
        ".".repeat(2_000),
    ];
    for text in odd {
        assert!(access().verify(&text, now()).is_err(), "{text:?}");
    }
    for text in
        ["a".repeat(1 << 20), ".".repeat(1 << 20), format!("{token}{}", "A".repeat(1 << 20))]
    {
        assert_eq!(refusal(&text), TokenFault::TooLong);
    }
}

#[test]
fn a_token_of_one_kind_is_none_of_the_other() {
    let command = platform().issue("dana", true, now()).unwrap();
    assert_eq!(refusal(command.expose()), TokenFault::Header);
    assert_eq!(platform().verify(&genuine(), now()), Err(TokenFault::Header));
    // Not even with the claims of the other kind, under the right header and key.
    let [_, body, _] = parts(command.expose());
    let crossed = with_claims(&BASE64.decode(body).unwrap());
    assert_eq!(refusal(&crossed), TokenFault::Claims);
}

#[test]
fn a_new_root_secret_signs_nobody_out() {
    let (account, session) = somebody();
    let old = AccessTokens::new(&roots(&[OLD])).issue(account, session, now());
    let both = AccessTokens::new(&roots(&[ROOT, OLD]));
    assert!(both.verify(old.expose(), now()).is_ok());
    let new = both.issue(account, session, now());
    assert!(access().verify(new.expose(), now()).is_ok(), "the newest one signs");
    assert_eq!(access().verify(old.expose(), now()), Err(TokenFault::Header));
}

fn command(claims: &Value) -> String {
    let kid = key_id(KeyUse::PlatformTokens);
    let header = format!("{{\"alg\":\"HS256\",\"kid\":\"{kid}\",\"typ\":\"platform+jwt\"}}");
    signed(KeyUse::PlatformTokens, &header, claims.to_string().as_bytes())
}

#[test]
fn a_platform_token_is_good_for_a_minute() {
    let token = platform().issue("dana.reyes", true, now()).unwrap();
    let claims = platform().verify(token.expose(), now()).unwrap();
    assert_eq!((claims.name.as_str(), claims.writes), ("dana.reyes", true));
    let reads = platform().issue("dana", false, now()).unwrap();
    assert!(!platform().verify(reads.expose(), now()).unwrap().writes);
    for (second, fault) in [(-6, TokenFault::Early), (65, TokenFault::Expired)] {
        assert_eq!(platform().verify(token.expose(), after(second)), Err(fault), "{second}");
    }
    let good = json!({
        "iss": "frontdesk", "aud": "frontdesk/admin", "sub": "dana", "writes": true,
        "iat": NOW, "nbf": NOW, "exp": NOW + 60,
    });
    assert!(platform().verify(&command(&good), now()).is_ok());
    for (name, value, fault) in [
        ("exp", json!(NOW + 61), TokenFault::Lifetime),
        ("iat", json!(NOW + 6), TokenFault::Early),
        ("iat", json!(NOW - 1), TokenFault::Lifetime),
        ("aud", json!("frontdesk/api"), TokenFault::Claims),
        ("writes", json!("true"), TokenFault::Claims),
        ("writes", json!(1), TokenFault::Claims),
        ("sub", json!("Dana"), TokenFault::Claims),
        ("sub", json!("dana\nwrites"), TokenFault::Claims),
        ("sub", json!(""), TokenFault::Claims),
        ("role", json!("root"), TokenFault::Claims),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        assert_eq!(platform().verify(&command(&bad), now()), Err(fault), "{bad}");
    }
}

#[test]
fn a_platform_token_names_somebody() {
    for name in ["a", "dana.reyes-2_x", &"n".repeat(64)] {
        assert!(platform().issue(name, false, now()).is_ok(), "{name}");
    }
    for name in ["", "Dana", "dana reyes", "dänä", "a/b", "a:b", "a\"b", "a\u{0}", &"n".repeat(65)]
    {
        assert!(platform().issue(name, false, now()).is_err(), "{name}");
    }
}
