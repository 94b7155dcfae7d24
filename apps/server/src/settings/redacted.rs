//! The effective configuration, as it may be shown.

use std::fmt;

use super::layers::Origin;

/// Keys whose values are never shown.
const SECRETS: [&str; 9] = [
    "email.sendgrid_api_key",
    "email.smtp_password",
    "offers.key",
    "security.platform_secret",
    "security.previous_secret",
    "security.secret",
    "twilio.api_key_secret",
    "twilio.auth_token",
    "twilio.secondary_auth_token",
];
/// Tables whose values are never shown.
const SECRET_TABLES: [&str; 2] = ["twilio.account_tokens.", "twilio.shared_keys."];
/// Keys whose values are addresses that may hold a password.
const ADDRESSES: [&str; 2] = ["database.url", "redis.url"];

/// What stands in place of a secret.
pub const HIDDEN: &str = "[hidden]";

/// One key, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The key.
    pub key: String,
    /// Its value; a secret only says that it is there.
    pub shown: String,
    /// Where it came from.
    pub origin: Origin,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pair = format!("{} = {}", self.key, self.shown);
        write!(f, "{pair:<60} # {}", self.origin)
    }
}

/// The value of `key` as it may be shown.
pub(super) fn shown(key: &str, value: &str, quoted: bool) -> String {
    let secret = SECRETS.contains(&key)
        || SECRET_TABLES.iter().any(|table| key.starts_with(table))
        || super::layers::is_reserved(key);
    let text = if secret && !value.is_empty() {
        return HIDDEN.to_owned();
    } else if ADDRESSES.contains(&key) {
        without_password(value)
    } else {
        value.to_owned()
    };
    if quoted { format!("{text:?}") } else { text }
}

/// An address without its password, and without a query that could hold one.
pub fn without_password(address: &str) -> String {
    let (address, query) = match address.split_once('?') {
        Some((address, query)) if query.to_ascii_lowercase().contains("password") => {
            (address, format!("?{HIDDEN}"))
        }
        Some((address, query)) => (address, format!("?{query}")),
        None => (address, String::new()),
    };
    let Some((scheme, rest)) = address.split_once("://") else {
        return format!("{address}{query}");
    };
    // The last at sign: a careless password may hold one.
    let Some((user, host)) = rest.rsplit_once('@') else {
        return format!("{address}{query}");
    };
    let user = match user.split_once(':') {
        Some((name, _)) => format!("{name}:{HIDDEN}"),
        None => user.to_owned(),
    };
    format!("{scheme}://{user}@{host}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_cut_out_of_addresses() {
        let cases = [
            ("sqlite:frontdesk.db", "sqlite:frontdesk.db"),
            ("postgres://app:hush@db/x", "postgres://app:[hidden]@db/x"),
            (
                "postgres://app:hu@sh@db/x?sslmode=require",
                "postgres://app:[hidden]@db/x?sslmode=require",
            ),
            ("postgres://db/x?user=a&password=hush", "postgres://db/x?[hidden]"),
            ("redis://:hush@cache:6379", "redis://:[hidden]@cache:6379"),
            ("postgres://app@db/x", "postgres://app@db/x"),
        ];
        for (address, expected) in cases {
            assert_eq!(without_password(address), expected);
        }
    }

    #[test]
    fn secrets_only_say_that_they_are_there() {
        assert_eq!(shown("twilio.auth_token", "hush", true), HIDDEN);
        assert_eq!(shown("twilio.auth_token", "", true), "\"\"");
        assert_eq!(shown("twilio.shared_keys.k1", "hush", true), HIDDEN);
        assert_eq!(shown("llm.api_key", "hush", true), HIDDEN);
        assert_eq!(shown("server.workers", "2", false), "2");
    }
}
