//! Numbers: found, bought, pointed, given back.

use frontdesk_adapter_twilio::rest::numbers::{NumberKind, NumberSearch, Webhooks};
use kernel::{GatewayErrorKind, PhoneNumber};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;
use wiremock::matchers::query_param;

use crate::stand_in::{asked, error, pairs, sent_form, sid, start};

fn number() -> PhoneNumber {
    PhoneNumber::parse("+15005550006").unwrap()
}

fn own() -> Value {
    json!({ "sid": "PN1", "phone_number": "+15005550006", "friendly_name": "(500) 555-0006",
        "voice_url": "https://a.test/twilio/voice", "voice_fallback_url": "", "sms_url": null,
        "capabilities": { "voice": true, "sms": true, "mms": false, "fax": false } })
}

fn webhooks() -> Webhooks {
    Webhooks {
        voice_url: "https://a.test/twilio/voice".to_owned(),
        voice_fallback_url: "https://b.test/fallback.xml".to_owned(),
        status_callback: "https://a.test/twilio/voice/status".to_owned(),
        sms_url: String::new(),
    }
}

#[tokio::test]
async fn numbers_on_offer_are_searched() {
    let (server, twilio) = start().await;
    let page = json!({ "available_phone_numbers": [{
        "phone_number": "+15005550006", "locality": "Springfield", "region": "IL",
        "capabilities": { "voice": true, "SMS": true, "MMS": false },
        "address_requirements": "none",
    }] });
    asked("GET", "AvailablePhoneNumbers/US/Local.json")
        .and(query_param("AreaCode", "217"))
        .and(query_param("Contains", "555****"))
        .and(query_param("SmsEnabled", "true"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    let mut search = NumberSearch {
        country: "US".to_owned(),
        kind: NumberKind::Local,
        area_code: Some(217),
        contains: Some("555****".to_owned()),
        texts: true,
    };
    let found = twilio.search_numbers(&search, 5).await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].capabilities.sms && !found[0].capabilities.mms);
    search.country = "../x".to_owned();
    let refused = twilio.search_numbers(&search, 5).await.unwrap_err();
    assert_eq!(refused.kind, GatewayErrorKind::Rejected);
}

#[tokio::test]
async fn a_number_is_bought_and_pointed_at_us_in_one_request() {
    let (server, twilio) = start().await;
    let answer = ResponseTemplate::new(201).set_body_json(own());
    asked("POST", "IncomingPhoneNumbers.json").respond_with(answer).mount(&server).await;
    let bought = twilio.buy_number(&number(), &webhooks()).await.unwrap();
    assert_eq!(bought.sid, sid("PN1"));
    let expected = [
        ("PhoneNumber", "+15005550006"),
        ("VoiceUrl", "https://a.test/twilio/voice"),
        ("VoiceMethod", "POST"),
        ("VoiceFallbackUrl", "https://b.test/fallback.xml"),
        ("VoiceFallbackMethod", "POST"),
        ("StatusCallback", "https://a.test/twilio/voice/status"),
        ("StatusCallbackMethod", "POST"),
        ("SmsUrl", ""),
        ("SmsMethod", "POST"),
    ];
    assert_eq!(sent_form(&server).await, pairs(&expected));
}

#[tokio::test]
async fn a_number_that_is_gone_is_refused_for_good() {
    let (server, twilio) = start().await;
    let gone = ResponseTemplate::new(400).set_body_json(error(21_422, "not available", 400));
    asked("POST", "IncomingPhoneNumbers.json").respond_with(gone).mount(&server).await;
    let refused = twilio.buy_number(&number(), &webhooks()).await.unwrap_err();
    assert_eq!(refused.kind, GatewayErrorKind::Rejected);
}

#[tokio::test]
async fn our_numbers_are_listed_pointed_and_given_back() {
    let (server, twilio) = start().await;
    let page = json!({ "incoming_phone_numbers": [own()], "next_page_uri": "" });
    asked("GET", "IncomingPhoneNumbers.json")
        .and(query_param("PhoneNumber", "+15005550006"))
        .respond_with(ResponseTemplate::new(200).set_body_json(page))
        .mount(&server)
        .await;
    let ok = ResponseTemplate::new(200).set_body_json(own());
    asked("POST", "IncomingPhoneNumbers/PN1.json").respond_with(ok).mount(&server).await;
    asked("DELETE", "IncomingPhoneNumbers/PN1.json")
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let ours = twilio.numbers(Some(&number()), 10).await.unwrap();
    assert_eq!(ours[0].phone_number, number());
    assert!(twilio.point_number(&sid("PN1"), &webhooks()).await.unwrap().is_some());
    assert!(twilio.release_number(&sid("PN1")).await.unwrap());
    assert!(!twilio.release_number(&sid("PN2")).await.unwrap());
}
