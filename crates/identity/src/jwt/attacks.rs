//! What has been done to tokens of this form elsewhere, done to ours.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use jiff::Timestamp;
use kernel::{AccountId, IdSource, SeededIds, SessionId};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

mod forms;

const ROOT: &str = "the root secret of these tests, 1";
const OLD: &str = "the root secret before that one, 0";
const NOW: i64 = 1_793_000_000;

fn roots(texts: &[&str]) -> RootSecrets {
    RootSecrets::new(&texts.iter().map(|text| (*text).into()).collect::<Vec<_>>()).unwrap()
}

fn now() -> Timestamp {
    after(0)
}

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_second(NOW + seconds).unwrap()
}

fn somebody() -> (AccountId, SessionId) {
    let ids: &dyn IdSource = &SeededIds::new(9);
    (ids.next(), ids.next())
}

fn access() -> AccessTokens {
    AccessTokens::new(&roots(&[ROOT]))
}

fn platform() -> PlatformTokens {
    PlatformTokens::new(&roots(&[ROOT]))
}

fn genuine() -> String {
    let (account, session) = somebody();
    access().issue(account, session, now()).expose().to_owned()
}

fn parts(token: &str) -> [String; 3] {
    let parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

fn key_id(key_use: KeyUse) -> String {
    roots(&[ROOT]).mac_keys(key_use).newest().id().to_owned()
}

/// Signed with the real key, whatever it says: what would come through if the signature were all.
fn signed(key_use: KeyUse, header: &str, claims: &[u8]) -> String {
    let signed = [BASE64.encode(header), BASE64.encode(claims)].join(".");
    let signature = roots(&[ROOT]).mac_keys(key_use).newest().sign_text(&signed);
    [signed, signature].join(".")
}

fn with_header(header: &str) -> String {
    let [_, claims, _] = parts(&genuine());
    signed(KeyUse::AccessTokens, header, &BASE64.decode(claims).unwrap())
}

fn with_claims(claims: &[u8]) -> String {
    let kid = key_id(KeyUse::AccessTokens);
    let header = format!("{{\"alg\":\"HS256\",\"kid\":\"{kid}\",\"typ\":\"at+jwt\"}}");
    signed(KeyUse::AccessTokens, &header, claims)
}

fn claims() -> Value {
    let (account, session) = somebody();
    json!({
        "iss": "frontdesk", "aud": "frontdesk/api", "sub": account, "sid": session,
        "iat": NOW, "nbf": NOW, "exp": NOW + 600,
    })
}

fn claiming(name: &str, value: &Value) -> String {
    let mut claims = claims();
    claims[name] = value.clone();
    with_claims(claims.to_string().as_bytes())
}

fn refusal(token: &str) -> TokenFault {
    access().verify(token, now()).expect_err(token)
}

#[test]
fn a_token_says_who_and_in_which_session() {
    let (account, session) = somebody();
    let claims = AccessClaims { account, session, issued_at: now(), expires_at: after(600) };
    assert_eq!(access().verify(&genuine(), now()), Ok(claims.clone()));
    // The helpers of the attacks make good tokens, where nothing is wrong with them.
    assert_eq!(access().verify(&claiming("iss", &json!("frontdesk")), now()), Ok(claims.clone()));
    let kid = key_id(KeyUse::AccessTokens);
    let header = format!("{{\"alg\":\"HS256\",\"kid\":\"{kid}\",\"typ\":\"at+jwt\"}}");
    assert_eq!(access().verify(&with_header(&header), now()), Ok(claims));
    assert!(genuine().len() < 400);
    assert_eq!(format!("{:?} {:?}", access(), platform()), "[access tokens] [platform tokens]");
}

#[test]
fn no_other_algorithm_is_taken() {
    let kid = key_id(KeyUse::AccessTokens);
    let [_, claims, _] = parts(&genuine());
    let unsigned = ["none", "None", "NONE", "nOnE", "nonE", "", " none", "none\\u0000"];
    let others =
        ["HS384", "HS512", "RS256", "PS256", "ES256", "EdDSA", "hs256", "HS256 ", "A128KW"];
    for algorithm in unsigned.iter().chain(&others) {
        let header = format!("{{\"alg\":\"{algorithm}\",\"kid\":\"{kid}\",\"typ\":\"at+jwt\"}}");
        assert_eq!(refusal(&with_header(&header)), TokenFault::Header, "{algorithm}");
        for signature in ["", "AA", &"A".repeat(43)] {
            let token = [&BASE64.encode(&header), claims.as_str(), signature].join(".");
            assert_eq!(refusal(&token), TokenFault::Header, "{algorithm}");
        }
    }
    for algorithm in ["null", "[\"HS256\"]", "{}", "1", "true"] {
        let header = format!("{{\"alg\":{algorithm},\"kid\":\"{kid}\",\"typ\":\"at+jwt\"}}");
        assert_eq!(refusal(&with_header(&header)), TokenFault::Header, "{algorithm}");
    }
    let [header, claims, _] = parts(&genuine());
    for token in [format!("{header}.{claims}."), format!("{header}.{claims}.{}", "A".repeat(43))] {
        assert_eq!(refusal(&token), TokenFault::Signature);
    }
}

#[test]
fn no_key_is_taken_but_ours() {
    let hostile = [
        "",
        "../../../../dev/null",
        "/dev/null",
        "' OR '1'='1",
        "x' UNION SELECT 'key' --",
        "|sleep 9",
        "http://evil.example/key",
        "0",
        "\\u0000",
        "${jndi:ldap://evil.example}",
        "AAAAAAAA",
    ];
    for kid in hostile {
        let header = format!("{{\"alg\":\"HS256\",\"kid\":\"{kid}\",\"typ\":\"at+jwt\"}}");
        assert_eq!(refusal(&with_header(&header)), TokenFault::Header, "{kid}");
    }
    // A key of ours for something else, with its own name.
    let kid = key_id(KeyUse::Csrf);
    let header = format!("{{\"alg\":\"HS256\",\"kid\":\"{kid}\",\"typ\":\"at+jwt\"}}");
    let token = signed(KeyUse::Csrf, &header, claims().to_string().as_bytes());
    assert_eq!(refusal(&token), TokenFault::Header);
    // The right name, and a key that the name does not belong to.
    let [header, body, _] = parts(&genuine());
    let signature = roots(&[OLD]).mac_keys(KeyUse::AccessTokens).newest().sign_text("x");
    assert_eq!(refusal(&[header, body, signature].join(".")), TokenFault::Signature);
}

#[test]
fn no_key_is_taken_that_a_token_brings_along() {
    let kid = key_id(KeyUse::AccessTokens);
    let begin = format!("{{\"alg\":\"HS256\",\"kid\":\"{kid}\",\"typ\":\"at+jwt\"");
    let brought = [
        "\"jku\":\"https://evil.example/jwks.json\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
        "\"x5u\":\"https://evil.example/cert\"",
        "\"x5c\":[\"MIIB\"]",
        "\"x5t\":\"AA\"",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"cty\":\"JWT\"",
        "\"alg\":\"none\"",
        "\"kid\":\"x\"",
        "\"enc\":\"A128GCM\"",
    ];
    for more in brought {
        assert_eq!(
            refusal(&with_header(&format!("{begin},{more}}}"))),
            TokenFault::Header,
            "{more}"
        );
    }
    let spaced = [format!("{begin} }}"), format!("{begin}}}\n"), format!(" {begin}}}")];
    for header in spaced {
        assert_eq!(refusal(&with_header(&header)), TokenFault::Header, "{header:?}");
    }
}

#[test]
fn a_token_is_good_from_its_beginning_to_its_end() {
    let token = genuine();
    for second in [-30, 0, 599, 600, 629] {
        assert!(access().verify(&token, after(second)).is_ok(), "{second}");
    }
    for (second, fault) in
        [(-31, TokenFault::Early), (630, TokenFault::Expired), (1_000_000, TokenFault::Expired)]
    {
        assert_eq!(access().verify(&token, after(second)), Err(fault), "{second}");
    }
    assert_eq!(access().verify(&token, Timestamp::MIN), Err(TokenFault::Early));
    assert_eq!(access().verify(&token, Timestamp::MAX), Err(TokenFault::Expired));
    assert_eq!(refusal(&claiming("nbf", &json!(NOW + 31))), TokenFault::Early);
    assert_eq!(refusal(&claiming("exp", &json!(NOW + 601))), TokenFault::Lifetime);
    assert_eq!(refusal(&claiming("exp", &json!(i64::MAX))), TokenFault::Lifetime);
    assert_eq!(refusal(&claiming("exp", &json!(NOW))), TokenFault::Claims);
    assert_eq!(refusal(&claiming("exp", &json!(i64::MIN))), TokenFault::Claims);
    assert_eq!(refusal(&claiming("iat", &json!(i64::MIN))), TokenFault::Claims);
    // A token from the future, made by somebody who has the key, is none of today.
    let mut later = claims();
    later["iat"] = json!(NOW + 400);
    assert_eq!(refusal(&with_claims(later.to_string().as_bytes())), TokenFault::Early);
}

#[test]
fn claims_of_another_type_are_refused() {
    // Among them what made others take a token without an end (CVE-2026-25537): a claim of the
    // wrong type, treated as if it were not there.
    let wrong = [
        json!("1793000000"),
        json!(1_793_000_000.5),
        json!(1_793_000_000.0),
        json!(1e9),
        json!(null),
        json!(true),
        json!([NOW]),
        json!({ "$numberLong": "1793000000" }),
        json!(u64::MAX),
        json!(""),
    ];
    for name in ["exp", "nbf", "iat"] {
        for value in &wrong {
            assert_eq!(refusal(&claiming(name, value)), TokenFault::Claims, "{name} {value}");
        }
        for number in ["1e400", "99999999999999999999999", "-", "01793000000", "0x6ADF", "NaN"] {
            let genuine = claims();
            let said = format!("\"{name}\":{}", genuine[name]);
            let text = genuine.to_string().replace(&said, &format!("\"{name}\":{number}"));
            assert_ne!(text, genuine.to_string());
            assert_eq!(refusal(&with_claims(text.as_bytes())), TokenFault::Claims, "{text}");
        }
    }
    let (_, session) = somebody();
    for value in [json!(session), json!(1), json!(null), json!(["a"]), json!("user_"), json!("*")] {
        assert_eq!(refusal(&claiming("sub", &value)), TokenFault::Claims, "{value}");
    }
    for name in ["iss", "aud", "sub", "sid", "iat", "nbf", "exp"] {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        let token = with_claims(claims.to_string().as_bytes());
        assert_eq!(refusal(&token), TokenFault::Claims, "without {name}");
    }
}

#[test]
fn only_tokens_for_this_audience_are_taken() {
    for (name, values) in [
        ("iss", vec![json!("frontdesk "), json!("Frontdesk"), json!("evil"), json!(["frontdesk"])]),
        (
            "aud",
            vec![json!("frontdesk/admin"), json!("frontdesk"), json!(["frontdesk/api"]), json!("")],
        ),
        ("admin", vec![json!(true)]),
    ] {
        for value in values {
            assert_eq!(refusal(&claiming(name, &value)), TokenFault::Claims, "{name} {value}");
        }
    }
}

#[test]
fn json_that_can_be_read_in_two_ways_is_refused() {
    let text = claims().to_string();
    let (account, _) = somebody();
    let doubled = text.replace(
        &format!("\"sub\":\"{account}\""),
        &format!("\"sub\":\"{account}\",\"sub\":\"{account}\""),
    );
    let escaped = text.replacen('{', "{\"\\u0065xp\":9999999999,", 1);
    assert!(doubled != text && escaped != text);
    let deep = "[".repeat(700);
    let broken = [
        doubled.as_str(),
        &escaped,
        "",
        "null",
        "[]",
        "{}",
        "\"x\"",
        "{",
        &text[1..],
        &deep,
        &format!("{text}{text}"),
        &format!("{text}x"),
        &format!("\u{feff}{text}"),
    ];
    for text in broken {
        assert_eq!(refusal(&with_claims(text.as_bytes())), TokenFault::Claims, "{text:?}");
    }
    assert_eq!(refusal(&with_claims(b"{\"iss\":\"\xff\xfe\"}")), TokenFault::Claims);
}

proptest! {
    #[test]
    fn no_text_is_taken_for_a_token(text in "[A-Za-z0-9_.=-]{0,300}") {
        prop_assert!(access().verify(&text, now()).is_err());
        prop_assert!(platform().verify(&text, now()).is_err());
    }

    #[test]
    fn no_claims_stop_us(claims in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(access().verify(&with_claims(&claims), now()), Err(TokenFault::Claims));
    }
}
