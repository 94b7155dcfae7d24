//! Flip any bit of a signed request and it is refused, unless it still says the same.

use frontdesk_adapter_twilio::{Form, Keyring, SignatureError, SignedRequest};
use proptest::prelude::*;

use crate::signing::{TOKEN, body, sign};

/// What a request says, however it is spelled.
type Meaning = (String, Vec<(String, String)>, Vec<(String, String)>);

fn meaning(url: &str, body: &[u8]) -> Option<Meaning> {
    let parsed = url::Url::parse(url).ok()?;
    let query = parsed.query_pairs().into_owned().collect();
    let form = Form::parse(body).ok()?;
    let mut fields: Vec<(String, String)> = form
        .fields()
        .iter()
        .map(|(name, value)| (name.clone().into_owned(), value.clone().into_owned()))
        .collect();
    fields.sort();
    fields.dedup();
    // The port is left out on purpose: Twilio itself does not agree on it.
    let place = format!("{}://{}{}", parsed.scheme(), parsed.host_str()?, parsed.path());
    Some((place, query, fields))
}

fn verify(url: &str, body: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    let Ok(form) = Form::parse(body) else { return Err(SignatureError::Mismatch) };
    let request = SignedRequest::new(url).signature(signature).form(&form);
    Keyring::new([TOKEN.into()]).verify_form(&request)
}

fn flip(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut flipped = bytes.to_vec();
    let bit = bit % (flipped.len() * 8);
    flipped[bit / 8] ^= 1 << (bit % 8);
    flipped
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_flipped_bit_is_refused(
        path in "(/[a-z0-9~_'.-]{1,8}){1,3}",
        port in prop::sample::select(vec!["", ":443", ":8443"]),
        query in prop::option::of("[a-z]{1,3}=[a-z0-9+%'~]{0,6}(&[a-z]{1,3}=[a-z0-9]{0,6}){0,2}"),
        fields in prop::collection::vec(("[A-Za-z]{1,8}", "\\PC{0,12}"), 1..12),
        bit in any::<usize>(),
    ) {
        let mut url = format!("https://desk.example.test{port}{path}");
        if let Some(query) = query {
            url = format!("{url}?{query}");
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let body = body(&fields);
        let signature = sign(TOKEN, &url, &fields);
        prop_assert_eq!(verify(&url, body.as_bytes(), signature.as_bytes()), Ok(()));

        let forged = flip(signature.as_bytes(), bit);
        prop_assert!(verify(&url, body.as_bytes(), &forged).is_err());

        let said = meaning(&url, body.as_bytes());
        let other = flip(body.as_bytes(), bit);
        if verify(&url, &other, signature.as_bytes()).is_ok() {
            prop_assert_eq!(meaning(&url, &other), said.clone());
        }
        if let Ok(other) = String::from_utf8(flip(url.as_bytes(), bit))
            && verify(&other, body.as_bytes(), signature.as_bytes()).is_ok()
            // A flip to a number sign cuts the rest off, and with it what was signed.
            && !other.contains('#')
        {
            prop_assert_eq!(meaning(&other, body.as_bytes()), said);
        }
    }

    #[test]
    fn any_request_is_judged_without_a_panic(
        url in "\\PC{0,60}",
        body in prop::collection::vec(any::<u8>(), 0..60),
        signature in prop::collection::vec(any::<u8>(), 0..60),
        settings in prop::collection::vec(any::<u8>(), 0..30),
    ) {
        let form = Form::parse(&body).unwrap_or_default();
        let request =
            SignedRequest::new(&url).signature(&signature).settings(&settings).form(&form);
        let keyring = Keyring::new([TOKEN.into()]);
        prop_assert!(keyring.verify_form(&request).is_err());
        prop_assert!(keyring.verify_json(&request, &body).is_err());
        prop_assert!(keyring.verify_websocket(&request).is_err());
    }
}
