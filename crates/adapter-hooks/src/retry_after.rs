//! How long an endpoint wants to be left alone.

/// The seconds of a `Retry-After`. A date counts as nothing said: the schedule waits long enough.
/// More than fits counts as very long, which the schedule bounds.
pub(crate) fn seconds(value: &str) -> Option<u32> {
    let digits = value.trim();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_read_and_anything_else_is_not() {
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("99999999999999999999", Some(u32::MAX)),
            ("-1", None),
            ("1.5", None),
            ("", None),
            ("Sat, 21 Nov 2026 09:30:00 GMT", None),
        ] {
            assert_eq!(seconds(value), expected, "{value}");
        }
    }
}
