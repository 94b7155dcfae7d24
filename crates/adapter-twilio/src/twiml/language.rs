//! Which languages Twilio speaks and understands, and the nearest to one it does not.

use kernel::Language;

/// The tag for `<Say language>`.
pub(super) fn spoken(language: &Language) -> &'static str {
    nearest(&SPOKEN, language)
}

/// The tag for `<Gather language>`.
pub(super) fn heard(language: &Language) -> &'static str {
    nearest(&HEARD, language)
}

/// The tag itself, else the usual region of the language, else any region of it, else American
/// English: a wrong accent is better than a document that Twilio refuses.
fn nearest(known: &'static [&'static str], language: &Language) -> &'static str {
    if let Some(tag) = find(known, language.tag()) {
        return tag;
    }
    for (from, to) in ELSEWHERE {
        if from == language.tag()
            && let Some(tag) = find(known, to)
        {
            return tag;
        }
    }
    let primary = language.primary();
    let of_language =
        |tag: &&'static &str| tag.strip_prefix(primary).is_some_and(|rest| rest.starts_with('-'));
    let usual = USUAL.iter().filter(of_language).find_map(|tag| find(known, tag));
    usual.or_else(|| known.iter().find(of_language).copied()).unwrap_or("en-US")
}

fn find(known: &'static [&'static str], tag: &str) -> Option<&'static str> {
    known.binary_search(&tag).ok().and_then(|at| known.get(at)).copied()
}

/// Regions to prefer where a language has several.
const USUAL: [&str; 14] = [
    "ar-AE", "bn-IN", "cmn-CN", "de-DE", "en-US", "es-US", "fr-FR", "nl-NL", "pt-BR", "sw-KE",
    "ta-IN", "ur-PK", "zh-CN", "zh-TW",
];

/// Languages that Twilio lists under another tag, in the order in which to try.
const ELSEWHERE: [(&str, &str); 14] = [
    ("zh", "cmn-Hans-CN"),
    ("zh", "zh-CN"),
    ("zh-CN", "cmn-Hans-CN"),
    ("zh-HK", "yue-Hant-HK"),
    ("yue", "yue-Hant-HK"),
    ("yue", "yue-HK"),
    ("ar", "ar-AE"),
    ("ar", "arb"),
    ("pa", "pa-guru-IN"),
    ("pa-IN", "pa-guru-IN"),
    ("no", "nb-NO"),
    ("no-NO", "nb-NO"),
    ("tl", "fil-PH"),
    ("iw", "he-IL"),
];

/// What `<Say>` speaks, sorted. Source: npm `twilio` 6.2.0, `SayLanguage`.
#[rustfmt::skip]
const SPOKEN: [&str; 69] = [
    "af-ZA", "am-ET", "ar-AE", "ar-XA", "arb", "bg-BG", "bn-IN", "ca-ES", "cmn-CN", "cmn-TW",
    "cs-CZ", "cy-GB", "da-DK", "de-AT", "de-DE", "el-GR", "en-AU", "en-CA", "en-GB", "en-GB-WLS",
    "en-IE", "en-IN", "en-NZ", "en-US", "en-ZA", "es-ES", "es-MX", "es-US", "fi-FI", "fil-PH",
    "fr-BE", "fr-CA", "fr-FR", "gu-IN", "he-IL", "hi-IN", "hu-HU", "id-ID", "is-IS", "it-IT",
    "ja-JP", "kn-IN", "ko-KR", "lv-LV", "ml-IN", "mr-IN", "ms-MY", "nb-NO", "nl-BE", "nl-NL",
    "pa-IN", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "sk-SK", "sr-RS", "sv-SE", "ta-IN",
    "te-IN", "th-TH", "tr-TR", "uk-UA", "vi-VN", "yue-HK", "zh-CN", "zh-HK", "zh-TW",
];

/// What `<Gather>` understands, sorted. Source: npm `twilio` 6.2.0, `GatherLanguage`.
#[rustfmt::skip]
const HEARD: [&str; 130] = [
    "af-ZA", "am-ET", "ar-AE", "ar-BH", "ar-DZ", "ar-EG", "ar-IL", "ar-IQ", "ar-JO", "ar-KW",
    "ar-LB", "ar-MA", "ar-OM", "ar-PS", "ar-QA", "ar-SA", "ar-TN", "az-AZ", "bg-BG", "bn-BD",
    "bn-IN", "ca-ES", "cmn-Hans-CN", "cmn-Hant-TW", "cs-CZ", "da-DK", "de-DE", "el-GR", "en-AU",
    "en-CA", "en-GB", "en-GH", "en-IE", "en-IN", "en-KE", "en-NG", "en-NZ", "en-PH", "en-SG",
    "en-TZ", "en-US", "en-ZA", "es-AR", "es-BO", "es-CL", "es-CO", "es-CR", "es-DO", "es-EC",
    "es-ES", "es-GT", "es-HN", "es-MX", "es-NI", "es-PA", "es-PE", "es-PR", "es-PY", "es-SV",
    "es-US", "es-UY", "es-VE", "et-EE", "eu-ES", "fa-IR", "fi-FI", "fil-PH", "fr-CA", "fr-FR",
    "gl-ES", "gu-IN", "he-IL", "hi-IN", "hr-HR", "hu-HU", "hy-AM", "id-ID", "is-IS", "it-IT",
    "ja-JP", "jv-ID", "ka-GE", "km-KH", "kn-IN", "ko-KR", "lo-LA", "lt-LT", "lv-LV", "mk-MK",
    "ml-IN", "mn-MN", "mr-IN", "ms-MY", "my-MM", "nar-IQ", "nb-NO", "ne-NP", "nl-BE", "nl-NL",
    "pa-guru-IN", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "ru-RU", "si-LK", "sk-SK", "sl-SI", "sq-AL",
    "sr-RS", "su-ID", "sv-SE", "sw-KE", "sw-TZ", "ta-IN", "ta-LK", "ta-MY", "ta-SG", "te-IN",
    "th-TH", "tr-TR", "uk-UA", "ur-IN", "ur-PK", "uz-UZ", "vi-VN", "yue-Hant-HK", "zh", "zh-TW",
    "zu-ZA",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_tag_that_twilio_knows() {
        let cases = [
            ("en-US", "en-US", "en-US"),
            ("en", "en-US", "en-US"),
            ("en-GB", "en-GB", "en-GB"),
            ("en-JM", "en-US", "en-US"),
            ("es", "es-US", "es-US"),
            ("es-419", "es-US", "es-US"),
            ("es-AR", "es-US", "es-AR"),
            ("fr", "fr-FR", "fr-FR"),
            ("de-CH", "de-DE", "de-DE"),
            ("pt", "pt-BR", "pt-BR"),
            ("it", "it-IT", "it-IT"),
            ("zh", "zh-CN", "zh"),
            ("zh-CN", "zh-CN", "cmn-Hans-CN"),
            ("zh-HK", "zh-HK", "yue-Hant-HK"),
            ("ar", "ar-AE", "ar-AE"),
            ("no", "nb-NO", "nb-NO"),
            ("pa", "pa-IN", "pa-guru-IN"),
            ("tlh", "en-US", "en-US"),
        ];
        for (tag, say, gather) in cases {
            let language: Language = tag.parse().unwrap();
            assert_eq!(spoken(&language), say, "{tag}");
            assert_eq!(heard(&language), gather, "{tag}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(SPOKEN.is_sorted() && HEARD.is_sorted());
    }
}
