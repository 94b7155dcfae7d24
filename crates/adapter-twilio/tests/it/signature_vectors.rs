//! The signatures that Twilio's own Python library 9.13.0 computes.

use frontdesk_adapter_twilio::{Form, Keyring, SignatureError, SignedRequest};

use crate::signing::TOKEN;

const VOICE: &[u8] = b"Body=&CallSid=CA0123456789abcdef0123456789abcdef&CallStatus=ringing\
    &From=%2B15005550006&To=%2B15005550001";

fn keyring() -> Keyring {
    Keyring::new([TOKEN.into()]).with_shared_key("k1", &TOKEN.into())
}

fn form(url: &str, body: &[u8], signature: &str) -> Result<(), SignatureError> {
    let form = Form::parse(body).unwrap();
    keyring().verify_form(&SignedRequest::new(url).signature(signature.as_bytes()).form(&form))
}

#[test]
fn a_form_with_a_query_and_an_empty_field_is_believed() {
    let url = "https://app.example.test/v1/twilio/voice?tenant=acme&x=1";
    assert_eq!(form(url, VOICE, "cWaKCg00bEVwI2w7HSz6m0Bf3Pw="), Ok(()));
}

#[test]
fn a_port_may_be_signed_or_not_and_shown_or_not() {
    let with_port = "https://app.example.test:443/v1/twilio/voice?tenant=acme&x=1";
    let without = "https://app.example.test/v1/twilio/voice?tenant=acme&x=1";
    for url in [with_port, without] {
        for signature in ["fQnXfD0ZVCEDWi3IGRvk7Mh9MSo=", "cWaKCg00bEVwI2w7HSz6m0Bf3Pw="] {
            assert_eq!(form(url, VOICE, signature), Ok(()), "{url} {signature}");
        }
    }
}

#[test]
fn a_shared_key_signs_with_sha256() {
    let url = "https://app.example.test/v1/twilio/voice?tenant=acme&x=1";
    let form = Form::parse(VOICE).unwrap();
    let request = SignedRequest::new(url)
        .signature(b"wf3WLr3K0R0iirx1AcLoVM2nvQyrkV3bnZUJ25MDPcM=")
        .settings(b"key=k1,algorithm=HMAC_SHA256")
        .form(&form);
    assert_eq!(keyring().verify_form(&request), Ok(()));
}

#[test]
fn repeated_fields_are_a_sorted_set() {
    let body = b"MediaUrl=b&MediaUrl=a&MediaUrl=b&A=1&a=2&B=3";
    let signature = "MggDGfYA4P9R7G/7+YBXETjEZJA=";
    assert_eq!(form("https://app.example.test/cb", body, signature), Ok(()));
}

#[test]
fn letters_beyond_ascii_are_signed_as_utf8() {
    let body = "Body=h%C3%A9llo+w%C3%B6rld+%E2%9C%93&From=%2B1500".as_bytes();
    let signature = "bL8yI7jaXwIG452Bh6CBcPVL4uc=";
    assert_eq!(form("https://app.example.test/sms", body, signature), Ok(()));
}

#[test]
fn json_is_signed_by_its_digest() {
    let url = "https://app.example.test/json?bodySHA256=\
        015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    let request = SignedRequest::new(url).signature(b"V/w7BQPJqqvDs8H24GabjxH/8AA=");
    assert_eq!(keyring().verify_json(&request, br#"{"a":1}"#), Ok(()));
    let changed = keyring().verify_json(&request, br#"{"a":2}"#);
    assert_eq!(changed, Err(SignatureError::BodyDigest));
}

#[test]
fn a_get_is_signed_by_its_address_alone() {
    let url = "https://app.example.test/v1/twilio/voice?CallSid=CA1&From=%2B15005550006";
    let request = SignedRequest::new(url).signature(b"POc3HcJUuAEz8tIKubyqhKnHB2M=");
    assert_eq!(keyring().verify_form(&request), Ok(()));
}

#[test]
fn websockets_are_signed_without_their_query() {
    let verify = |url: &str, signature: &str| {
        keyring().verify_websocket(&SignedRequest::new(url).signature(signature.as_bytes()))
    };
    for scheme in ["wss", "https"] {
        let url = format!("{scheme}://app.example.test/v1/twilio/relay");
        assert_eq!(verify(&url, "Le4jNrDWm5UNpOKenwixpPQGKe8="), Ok(()));
        let url = format!("{url}?t=abc");
        assert_eq!(verify(&url, "eZ/NX67iCloiFbXB/n58EY4M4Qg="), Ok(()));
        assert_eq!(verify(&url, "Le4jNrDWm5UNpOKenwixpPQGKe8="), Err(SignatureError::Mismatch));
    }
}
