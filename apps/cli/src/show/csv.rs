//! Tables for spreadsheets (RFC 4180).

/// One record, ended as the format demands.
pub fn record<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let fields: Vec<String> = fields.into_iter().map(field).collect();
    [&fields.join(","), "\r\n"].concat()
}

/// A field, in quotes where it needs them.
///
/// A text that a spreadsheet would take for a formula is led by an apostrophe: businesses choose their
/// own names, and whoever opens the file is not to run them. A plain number may be negative.
/// **Source**: OWASP, "CSV Injection", read 2026-11.
fn field(text: &str) -> String {
    let formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let text = if formula { ["'", text].concat() } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        return ["\"", &text.replace('"', "\"\""), "\""].concat();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_formulas_disarmed() {
        assert_eq!(record(["a", "b,c", "say \"hi\""]), "a,\"b,c\",\"say \"\"hi\"\"\"\r\n");
        assert_eq!(record(["=1+1", "-2.5", "+x", "@a"]), "'=1+1,-2.5,'+x,'@a\r\n");
    }
}
