use frontdesk_adapter_twilio::Config;

/// Settings that point at a stand-in.
pub(crate) fn for_api(api_base: &str) -> Config {
    Config {
        account_sid: "AC00000000000000000000000000000001".to_owned(),
        auth_token: Some("synthetic-token".into()),
        api_base: api_base.to_owned(),
        connect_timeout_ms: 2_000,
        request_timeout_ms: 2_000,
        ..Config::default()
    }
}
