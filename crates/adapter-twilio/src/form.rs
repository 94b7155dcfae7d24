//! `application/x-www-form-urlencoded` bodies and query strings, read strictly.

use std::borrow::Cow;

/// A form's fields in the order in which they were sent, decoded.
///
/// Borrows from the body wherever nothing was escaped. `Debug` shows the fields' names only: their
/// values are phone numbers and spoken words.
///
/// ```
/// use frontdesk_adapter_twilio::Form;
///
/// let form = Form::parse(b"CallSid=CA1&SpeechResult=half+past+two%21")?;
/// assert_eq!(form.get("SpeechResult"), Some("half past two!"));
/// # Ok::<(), frontdesk_adapter_twilio::FormError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form<'a> {
    fields: Vec<Field<'a>>,
}

/// A field's name and value.
pub type Field<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Why a body is not a form that is read any further.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// More bytes than [`Form::BYTES_MAX`].
    #[error("the form is larger than {} bytes", Form::BYTES_MAX)]
    TooLarge,
    /// More fields than [`Form::FIELDS_MAX`].
    #[error("the form has more than {} fields", Form::FIELDS_MAX)]
    TooManyFields,
    /// A name or a value that is not UTF-8 once decoded.
    #[error("the form's field {field} is not UTF-8")]
    Utf8 {
        /// The field's name, or its place (`#3`, from 1) if the name itself is not readable.
        field: String,
    },
}

impl<'a> Form<'a> {
    /// How large a form may be. The largest that Twilio sends, a gather with the longest speech
    /// result, is below 16 KiB.
    pub const BYTES_MAX: usize = 64 * 1024;

    /// How many fields a form may have. Twilio sends 20 to 60.
    pub const FIELDS_MAX: usize = 200;

    /// Reads a body, or a query string without its question mark.
    ///
    /// A percent sign that begins no escape stands for itself, as browsers and Twilio's own
    /// libraries have it.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, FormError> {
        if bytes.len() > Self::BYTES_MAX {
            return Err(FormError::TooLarge);
        }
        let mut fields = Vec::with_capacity(32);
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            if fields.len() == Self::FIELDS_MAX {
                return Err(FormError::TooManyFields);
            }
            let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let (name, value) = pair.split_at(equals);
            let name = decode(name)
                .ok_or_else(|| FormError::Utf8 { field: format!("#{}", fields.len() + 1) })?;
            let value = decode(value.strip_prefix(b"=").unwrap_or(value))
                .ok_or_else(|| FormError::Utf8 { field: name.clone().into_owned() })?;
            fields.push((name, value));
        }
        Ok(Self { fields })
    }

    /// The first value of the field `name`, which may be empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(found, _)| found == name).map(|(_, value)| &**value)
    }

    /// All fields, as sent.
    pub fn fields(&self) -> &[Field<'a>] {
        &self.fields
    }
}

impl<'a> FromIterator<Field<'a>> for Form<'a> {
    fn from_iter<I: IntoIterator<Item = Field<'a>>>(fields: I) -> Self {
        Self { fields: fields.into_iter().collect() }
    }
}

impl std::fmt::Debug for Form<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.fields.iter().map(|(name, _)| name)).finish()
    }
}

fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let Some(first) = bytes.iter().position(|byte| matches!(byte, b'%' | b'+')) else {
        return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
    };
    let (plain, mut rest) = bytes.split_at(first);
    let mut decoded = Vec::with_capacity(bytes.len());
    decoded.extend_from_slice(plain);
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'+', _) => decoded.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high << 4 | low);
                    rest = after;
                }
                _ => decoded.push(b'%'),
            },
            (other, _) => decoded.push(*other),
        }
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pairs<'a>(form: &'a Form<'_>) -> Vec<(&'a str, &'a str)> {
        form.fields().iter().map(|(name, value)| (&**name, &**value)).collect()
    }

    #[test]
    fn fields_keep_their_order_their_doubles_and_their_blanks() {
        let form = Form::parse(b"B=2&A=&B=1&&C&D=a%3Db=c").unwrap();
        assert_eq!(pairs(&form), [("B", "2"), ("A", ""), ("B", "1"), ("C", ""), ("D", "a=b=c")]);
        assert_eq!(form.get("B"), Some("2"));
        assert_eq!(form.get("A"), Some(""));
        assert_eq!(form.get("Z"), None);
        assert_eq!(Form::parse(b"").unwrap(), Form::default());
    }

    #[test]
    fn plus_is_a_blank_and_stray_percent_signs_stand_for_themselves() {
        let form = Form::parse(b"a+b=%2B+%20&p=100%&q=%zz%4&%C3%A9=%E2%9C%93").unwrap();
        assert_eq!(pairs(&form), [("a b", "+  "), ("p", "100%"), ("q", "%zz%4"), ("é", "✓")]);
    }

    #[test]
    fn broken_utf8_is_named_by_its_field() {
        let field = |body: &'static [u8]| match Form::parse(body) {
            Err(FormError::Utf8 { field }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(b"CallSid=CA1&SpeechResult=%FF%FE"), "SpeechResult");
        assert_eq!(field(b"CallSid=CA1&%C3=x"), "#2");
        assert_eq!(field(b"From=\xff"), "From");
    }

    #[test]
    fn size_and_number_are_limited() {
        let body = format!("a={}", "x".repeat(Form::BYTES_MAX));
        assert_eq!(Form::parse(body.as_bytes()), Err(FormError::TooLarge));
        assert_eq!(Form::parse("a=1&".repeat(201).as_bytes()), Err(FormError::TooManyFields));
        assert_eq!(Form::parse("a=1&".repeat(200).as_bytes()).unwrap().fields().len(), 200);
    }

    #[test]
    fn debugging_shows_names_only() {
        let form = Form::parse(b"From=%2B15005550006").unwrap();
        assert_eq!(format!("{form:?}"), r#"["From"]"#);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Form::parse(&body);
        }

        #[test]
        fn what_a_browser_encodes_is_read_back(
            fields in prop::collection::vec(("\\PC{0,12}", any::<String>()), 0..20),
        ) {
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.extend_pairs(&fields);
            let body = body.finish();
            let form = Form::parse(body.as_bytes()).unwrap();
            let expected: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            prop_assert_eq!(pairs(&form), expected);
        }
    }
}
