//! What machines tell each other.

use fleet::{Audience, Event, Key};
use kernel::{CallId, TenantId};
use serde::{Deserialize, Serialize};

/// The longest message that is read, in bytes: an event with its data escaped.
pub(crate) const MESSAGE_BYTES_MAX: usize = 128 * 1024;

/// One message on the channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Message {
    /// Something happened. `from` has told its own subscribers.
    News { from: String, to: Audience, event: Event },
    /// `from` could not tell `to` what happened.
    Missed { from: String, to: Audience },
    /// The value of this key is no longer what it was.
    Forget { key: Key },
    /// A call is over.
    Ended { tenant: TenantId, call: CallId },
}

impl Message {
    /// The text that is sent.
    pub(crate) fn text(&self) -> String {
        // These types always serialize; a message that nobody can read does no harm.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a text says; `None` if it is none of ours, as during an upgrade.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        if text.len() > MESSAGE_BYTES_MAX {
            return None;
        }
        serde_json::from_slice(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use fleet::key::Sample;
    use kernel::{IdSource, SeededIds};

    use super::*;

    #[test]
    fn every_message_is_read_as_it_was_sent() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let (tenant, from) = (ids.next(), "a".to_owned());
        let data = "\0".repeat(fleet::bulletin::DATA_BYTES_MAX);
        let mut messages = vec![
            Message::News {
                from: from.clone(),
                to: Audience::Tenant(tenant),
                event: Event::new("call.\n", data),
            },
            Message::Missed { from, to: Audience::Platform },
            Message::Ended { tenant, call: ids.next() },
        ];
        let sample =
            Sample { word: "a\0b".to_owned(), address: [1, 2, 3, 4].into(), api_key: ids.next() };
        for builder in Key::BUILDERS {
            messages.push(Message::Forget { key: (builder.build)(tenant, &sample) });
        }
        for message in messages {
            assert_eq!(Message::read(message.text().as_bytes()), Some(message));
        }
    }

    #[test]
    fn what_is_none_of_ours_is_left_alone() {
        for text in ["", "{}", "\u{0}", "{\"later\":{}}", "[[[[[[", "{\"forget\":{\"key\":1}}"] {
            assert_eq!(Message::read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Message::read(&vec![b'['; MESSAGE_BYTES_MAX]), None);
        assert_eq!(Message::read(&vec![b' '; MESSAGE_BYTES_MAX + 1]), None);
    }
}
