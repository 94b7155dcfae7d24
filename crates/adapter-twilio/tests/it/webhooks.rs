//! What Twilio sends becomes what telephony understands.

use frontdesk_adapter_twilio::webhook::{
    SPEECH_CHARS_MAX, WebhookError, dial_result, inbound_call, inbound_text, message_status,
    recording, status, turn, voicemail,
};
use kernel::{Caller, PhoneNumber};
use proptest::prelude::*;
use telephony::{CallStatus, DeliveryStatus, DialStatus, Handled};

use crate::fixtures::{fixture, form_with, form_without};

const OURS: &str = "+15005550006";
const THEIRS: &str = "+15005550110";

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).unwrap()
}

fn form(body: &str) -> frontdesk_adapter_twilio::Form<'_> {
    form_with(body, &[])
}

#[test]
fn a_call_comes_in() {
    let call = inbound_call(&form(fixture!("voice"))).unwrap();
    assert_eq!(call.provider_id.as_str(), "CA00000000000000000000000000000001");
    assert_eq!(call.from, Caller::Number(number(THEIRS)));
    assert_eq!(call.to, number(OURS));
    assert_eq!(call.forwarded_from, None);
    assert!(call.number_verified);
}

#[test]
fn a_forwarded_call_says_by_whom() {
    let call = inbound_call(&form(fixture!("voice-forwarded"))).unwrap();
    assert_eq!(call.forwarded_from, Some(number("+15005550199")));
    assert!(!call.number_verified);
    let odd = form_with(fixture!("voice"), &[("ForwardedFrom", "no value")]);
    assert_eq!(inbound_call(&odd).unwrap().forwarded_from, None);
}

#[test]
fn only_the_highest_attestation_counts() {
    for verdict in [
        "TN-Validation-Passed-B",
        "TN-Validation-Passed-C",
        "TN-Validation-Passed-A-Diverted",
        "TN-Validation-Passed-A-Passthrough",
        "TN-Validation-Failed-A",
        "No-TN-Validation",
        "NULL",
        "",
    ] {
        let form = form_with(fixture!("voice"), &[("StirVerstat", verdict)]);
        assert!(!inbound_call(&form).unwrap().number_verified, "{verdict}");
    }
}

#[test]
fn callers_without_a_number_are_welcome() {
    let from =
        |text: &str| inbound_call(&form_with(fixture!("voice"), &[("From", text)])).unwrap().from;
    assert_eq!(inbound_call(&form(fixture!("voice-anonymous"))).unwrap().from, Caller::Withheld);
    assert_eq!(from("anonymous"), Caller::Withheld);
    assert_eq!(from("client:desk"), Caller::Client("desk".to_owned()));
    assert_eq!(from("sip:a@b.example"), Caller::Sip("sip:a@b.example".to_owned()));
    assert_eq!(from(&format!("sip:{}", "a".repeat(300))), Caller::Withheld);
    // An empty `From` leaves the legacy `Caller`.
    assert_eq!(from(""), Caller::Number(number(THEIRS)));
    let neither = form_with(fixture!("voice"), &[("From", ""), ("Caller", "")]);
    assert_eq!(inbound_call(&neither).unwrap().from, Caller::Withheld);
}

#[test]
fn our_number_is_to_or_else_called() {
    let call = inbound_call(&form(fixture!("voice-no-value"))).unwrap();
    assert_eq!(call.to, number(OURS));
    let legacy = form_without(fixture!("voice"), "To");
    assert_eq!(inbound_call(&legacy).unwrap().to, number(OURS));
    let sip = form_with(fixture!("voice"), &[("To", "sip:desk@example.test")]);
    assert_eq!(inbound_call(&sip).unwrap().to, number(OURS));
    let neither = form_with(fixture!("voice"), &[("To", ""), ("Called", "")]);
    assert_eq!(inbound_call(&neither), Err(WebhookError::Missing { field: "To" }));
    let nonsense = form_with(fixture!("voice"), &[("To", "desk"), ("Called", "desk")]);
    let error = inbound_call(&nonsense).unwrap_err();
    assert_eq!(error.to_string(), "the field To is not valid: expected a number in E.164 form");
}

#[test]
fn a_call_without_an_id_is_refused_by_name() {
    let missing = Err(WebhookError::Missing { field: "CallSid" });
    assert_eq!(inbound_call(&form_without(fixture!("voice"), "CallSid")), missing);
    let long = "C".repeat(129);
    for bad in ["CA 1", "CA\u{e9}", long.as_str()] {
        let error = inbound_call(&form_with(fixture!("voice"), &[("CallSid", bad)])).unwrap_err();
        assert!(matches!(error, WebhookError::Invalid { field: "CallSid", .. }), "{bad}");
    }
}

#[test]
fn a_turn_holds_what_was_said() {
    let heard = turn(&form(fixture!("turn-speech")), 3).unwrap();
    let words = "Hello, can I come in for a trim on Friday at half past four?";
    assert_eq!(heard.speech.as_deref(), Some(words));
    assert_eq!(heard.confidence, Some(0.91));
    assert_eq!((heard.turn_no, heard.digits), (3, None));
    assert_eq!(turn(&form(fixture!("turn-unsure")), 3).unwrap().confidence, Some(0.0));
}

#[test]
fn a_turn_holds_keys_or_nothing() {
    let keyed = turn(&form(fixture!("turn-digits")), 1).unwrap();
    assert_eq!((keyed.speech, keyed.digits.as_deref()), (None, Some("1")));
    let silent = turn(&form(fixture!("turn-empty")), 1).unwrap();
    assert_eq!((silent.speech, silent.digits, silent.confidence), (None, None, None));
    let mixed = form_with(fixture!("turn-digits"), &[("Digits", " 1a2*#hangup")]);
    assert_eq!(turn(&mixed, 1).unwrap().digits.as_deref(), Some("12*#"));
}

#[test]
fn speech_is_cut_and_cleaned_but_never_refused() {
    let heard = |text: &str| {
        turn(&form_with(fixture!("turn-speech"), &[("SpeechResult", text)]), 1).unwrap().speech
    };
    let long = "é".repeat(SPEECH_CHARS_MAX + 500);
    assert_eq!(heard(&long).map(|text| text.chars().count()), Some(SPEECH_CHARS_MAX));
    assert_eq!(heard(" a\0b\u{1b}c\u{fffe}\u{85} \n d ").as_deref(), Some("abc   d"));
    assert_eq!(heard("no value").as_deref(), Some("no value"));
    assert_eq!(heard(" \u{1} "), None);
}

#[test]
fn an_odd_confidence_is_no_confidence() {
    for odd in ["", "high", "NaN", "inf", "-0.1", "1.5", "0,9"] {
        let form = form_with(fixture!("turn-speech"), &[("Confidence", odd)]);
        assert_eq!(turn(&form, 1).unwrap().confidence, None, "{odd}");
    }
}

#[test]
fn a_turn_is_debugged_without_words_or_numbers() {
    let shown = format!("{:?}", turn(&form(fixture!("turn-speech")), 3).unwrap());
    assert!(!shown.contains("trim") && !shown.contains("0110"), "{shown}");
}

#[test]
fn a_status_is_read() {
    let update = status(&form(fixture!("status-completed"))).unwrap();
    assert_eq!((update.status, update.seconds), (CallStatus::Completed, Some(49)));
    let update = status(&form(fixture!("status-no-answer"))).unwrap();
    assert_eq!((update.status, update.seconds), (CallStatus::NoAnswer, Some(0)));
    for (word, expected) in [
        ("queued", CallStatus::Ringing),
        ("initiated", CallStatus::Ringing),
        ("ringing", CallStatus::Ringing),
        ("in-progress", CallStatus::InProgress),
        ("busy", CallStatus::Busy),
        ("failed", CallStatus::Failed),
        ("canceled", CallStatus::Canceled),
    ] {
        let form = form_with(fixture!("status-completed"), &[("CallStatus", word)]);
        let update = status(&form).unwrap();
        assert_eq!(update.status, expected);
        // A duration belongs to a final status.
        assert_eq!(update.seconds.is_some(), expected.is_final());
    }
}

#[test]
fn a_status_that_is_none_is_refused_by_name() {
    let changed = |name, value| status(&form_with(fixture!("status-completed"), &[(name, value)]));
    assert_eq!(changed("CallStatus", ""), Err(WebhookError::Missing { field: "CallStatus" }));
    for (name, value) in
        [("CallStatus", "COMPLETED"), ("CallDuration", "-1"), ("CallDuration", "1m")]
    {
        let error = changed(name, value).unwrap_err();
        assert!(matches!(error, WebhookError::Invalid { field, .. } if field == name), "{error}");
    }
    assert_eq!(changed("CallDuration", "").unwrap().seconds, None);
}

#[test]
fn a_transfers_result_is_read() {
    let result = dial_result(&form(fixture!("dial-no-answer")), 7).unwrap();
    assert_eq!((result.status, result.bridged), (DialStatus::NoAnswer, false));
    assert_eq!((result.turn_no, result.seconds), (7, None));
    let refused = [("DialCallStatus", "completed"), ("DialCallDuration", "4")];
    let refused = dial_result(&form_with(fixture!("dial-no-answer"), &refused), 7).unwrap();
    assert_eq!((refused.status, refused.bridged), (DialStatus::Completed, false));
    let talked = [("DialCallStatus", "completed"), ("DialBridged", "true")];
    assert!(dial_result(&form_with(fixture!("dial-no-answer"), &talked), 7).unwrap().bridged);
    let old = [("DialCallStatus", "answered"), ("DialBridged", "")];
    assert!(dial_result(&form_with(fixture!("dial-no-answer"), &old), 7).unwrap().bridged);
    let error = dial_result(&form(fixture!("voice")), 7).unwrap_err();
    assert_eq!(error, WebhookError::Missing { field: "DialCallStatus" });
}

#[test]
fn a_voice_message_keeps_its_recordings_id_only() {
    let left = voicemail(&form(fixture!("voicemail"))).unwrap();
    let sid = "REc0ffee00c0ffee00c0ffee00c0ffee00";
    assert_eq!(left.recording.as_ref().map(telephony::ProviderRef::as_str), Some(sid));
    assert_eq!(left.seconds, 14);
    let by_url = voicemail(&form_without(fixture!("voicemail"), "RecordingSid")).unwrap();
    assert_eq!(by_url.recording, left.recording);
    let silent = form_with(fixture!("voicemail"), &[("RecordingDuration", "0")]);
    assert_eq!(voicemail(&silent).unwrap().recording, None);
    let nothing = voicemail(&form(fixture!("turn-empty"))).unwrap();
    assert_eq!((nothing.recording, nothing.seconds), (None, 0));
}

#[test]
fn a_recording_is_ready_or_not() {
    let done = recording(&form(fixture!("recording-completed"))).unwrap();
    assert!(done.ready);
    assert_eq!(done.seconds, Some(25));
    let absent = form_with(fixture!("recording-completed"), &[("RecordingStatus", "absent")]);
    assert!(!recording(&absent).unwrap().ready);
    let without_to = form_without(fixture!("recording-completed"), "To");
    assert_eq!(recording(&without_to).unwrap().to, None);
    let error = recording(&form_without(fixture!("recording-completed"), "RecordingSid"));
    assert_eq!(error, Err(WebhookError::Missing { field: "RecordingSid" }));
}

#[test]
fn a_text_comes_in() {
    let text = inbound_text(&form(fixture!("sms"))).unwrap().unwrap();
    assert_eq!(text.to, number(OURS));
    assert!(!text.body.is_empty() && text.handled.is_none());
    assert_eq!(text.media, 0);
    let stop = form_with(fixture!("sms"), &[("OptOutType", "STOP"), ("Body", "basta\u{7}\nya ")]);
    let stop = inbound_text(&stop).unwrap().unwrap();
    assert_eq!((stop.handled, stop.body.as_str()), (Some(Handled::Stop), "basta ya"));
    let long = "x".repeat(5_000);
    let long = form_with(fixture!("sms"), &[("Body", &long), ("NumMedia", "2")]);
    let long = inbound_text(&long).unwrap().unwrap();
    assert_eq!((long.body.len(), long.media), (1_600, 2));
    for nobody in ["262966", "MyBank"] {
        let short = form_with(fixture!("sms"), &[("From", nobody)]);
        assert_eq!(inbound_text(&short).unwrap(), None, "{nobody} cannot be answered");
    }
    for field in ["MessageSid", "To", "From"] {
        let mut lacking = form_without(fixture!("sms"), field);
        if field == "MessageSid" {
            lacking = form_without(fixture!("sms"), "SmsSid");
            let fields = lacking.fields().iter().filter(|(name, _)| name != field).cloned();
            lacking = fields.collect();
        }
        assert_eq!(inbound_text(&lacking), Err(WebhookError::Missing { field }));
    }
}

#[test]
fn what_became_of_a_text_is_read() {
    let id = kernel::MessageId::from_uuid(kernel::IdSource::next_uuid(&kernel::SeededIds::new(7)));
    let report = message_status(&form(fixture!("sms-status-delivered")), Some(id)).unwrap();
    assert_eq!((report.status, report.error_code), (DeliveryStatus::Delivered, None));
    assert_eq!((report.message, report.from), (Some(id), Some(number(OURS))));
    let report = message_status(&form(fixture!("sms-status-undelivered")), None).unwrap();
    assert_eq!((report.status, report.error_code), (DeliveryStatus::Undelivered, Some(30_003)));
    assert!(!report.opted_out);
    let unwanted = form_with(fixture!("sms-status-undelivered"), &[("ErrorCode", "21610")]);
    assert!(message_status(&unwanted, None).unwrap().opted_out);
    let error = message_status(&form(fixture!("voice")), None).unwrap_err();
    assert_eq!(error, WebhookError::Missing { field: "MessageSid" });
}

proptest! {
    #[test]
    fn any_values_are_read_or_refused(values in prop::collection::vec("\\PC{0,20}", 12)) {
        let names = [
            "CallSid", "To", "From", "CallStatus", "CallDuration", "DialCallStatus", "Digits",
            "SpeechResult", "Confidence", "RecordingUrl", "RecordingStatus", "MessageStatus",
        ];
        let form = names
            .iter()
            .zip(&values)
            .map(|(name, value)| ((*name).into(), value.as_str().into()))
            .collect();
        let _ = (inbound_call(&form), status(&form), dial_result(&form, 1), turn(&form, 1));
        let _ = (voicemail(&form), recording(&form), message_status(&form, None), inbound_text(&form));
    }
}
