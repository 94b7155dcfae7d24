//! What things are called in Redis.

use fleet::Key;

/// Names that begin with the prefix of one deployment.
pub(crate) struct Names {
    prefix: String,
    pub(crate) channel: String,
    pub(crate) probe: String,
}

/// What of a thing is kept under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// When a bucket will be full.
    Bucket,
    /// A value of the cache.
    Value,
    /// How often that value was forgotten.
    Version,
    /// Calls that go on, by when they are forgotten.
    Live,
    /// Calls that have ended, by when they are forgotten.
    Ended,
    /// When calls that go on began.
    Since,
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Value => "value",
            Self::Version => "version",
            Self::Live => "live",
            Self::Ended => "ended",
            Self::Since => "since",
        }
    }
}

impl Names {
    pub(crate) fn new(prefix: &str) -> Self {
        Self {
            prefix: prefix.to_owned(),
            channel: format!("{prefix}:bulletin"),
            probe: format!("{prefix}:probe"),
        }
    }

    /// The name of `part` of the thing that `key` names.
    pub(crate) fn of(&self, part: Part, key: &Key) -> String {
        let mut name = String::with_capacity(self.prefix.len() + 80);
        name.push_str(&self.prefix);
        name.push(':');
        name.push_str(part.word());
        name.push(':');
        key.write_to(&mut name);
        name
    }

    /// The three names of an index of calls.
    pub(crate) fn index(&self, key: &Key) -> [String; 3] {
        [Part::Live, Part::Ended, Part::Since].map(|part| self.of(part, key))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use fleet::key::Sample;
    use kernel::{IdSource, SeededIds, TenantId};

    use super::*;

    #[test]
    fn every_part_of_every_key_has_a_name_of_its_own() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let tenants: [TenantId; 2] = [ids.next(), ids.next()];
        let names = Names::new("frontdesk");
        let parts =
            [Part::Bucket, Part::Value, Part::Version, Part::Live, Part::Ended, Part::Since];
        let mut owners: HashMap<String, (Part, Key)> = HashMap::new();
        for tenant in tenants {
            for builder in Key::BUILDERS {
                for word in ["", "a:b", "live:", "}:{", "a\nb\0"] {
                    let address = "192.0.2.1".parse().unwrap();
                    let sample = Sample { word: word.to_owned(), address, api_key: ids.next() };
                    let key = (builder.build)(tenant, &sample);
                    for part in parts {
                        let name = names.of(part, &key);
                        assert!(name.starts_with("frontdesk:") && !name.contains('\n'));
                        let owner = owners.entry(name).or_insert((part, key.clone()));
                        assert_eq!(*owner, (part, key.clone()));
                    }
                }
            }
        }
        assert!(!owners.contains_key(&names.channel) && !owners.contains_key(&names.probe));
    }
}
