//! Which way a language is written: from left to right, or from right to left.
//!
//! The tables come from Unicode's CLDR 48. `scriptMetadata` lists the scripts that run from right to left.
//! `likelySubtags` says which languages usually use one of these scripts; only languages that people write today are
//! here. A script in the tag counts first (`az-Arab`, `ar-Latn`), then the region (`pa-PK`), then the language.

use serde::Serialize;

/// A direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    /// The value of HTML's attribute `dir`.
    #[must_use]
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// The language of a text whose page has a different language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Foreign {
    /// The tag of the language, for the attribute `lang`.
    pub lang: String,
    /// The direction of the language, for the attribute `dir`.
    pub dir: Direction,
}

impl Foreign {
    /// The language `lang` of a text on a page in the language `page`; `None` if both are the same.
    #[must_use]
    pub(crate) fn on(page: &str, lang: &str) -> Option<Self> {
        (!page.eq_ignore_ascii_case(lang)).then(|| Self { lang: lang.to_owned(), dir: direction(lang) })
    }
}

/// Scripts that run from right to left. `Aran` is the Urdu style of the Arabic script. `Syre`, `Syrj` and `Syrn` are
/// styles of `Syrc`.
const SCRIPTS: &[&str] = &[
    "adlm", "arab", "aran", "armi", "avst", "chrs", "cprt", "elym", "gara", "hatr", "hebr", "hung", "khar", "lydi",
    "mand", "mani", "mend", "merc", "mero", "narb", "nbat", "nkoo", "orkh", "ougr", "palm", "phli", "phlp", "phnx",
    "prti", "rohg", "samr", "sarb", "sidt", "sogd", "sogo", "syrc", "syre", "syrj", "syrn", "thaa", "todr", "yezi",
];

/// Languages that are written in one of these scripts, unless the tag says otherwise.
const LANGUAGES: &[&str] = &[
    "acm", "acq", "acw", "adf", "aeb", "aec", "afb", "aii", "ajp", "apc", "apd", "ar", "ara", "arc", "arq", "ars",
    "ary", "arz", "auz", "avl", "ayh", "ayl", "ayn", "ayp", "azb", "bal", "bcc", "bej", "bft", "bgn", "bgp", "bhm",
    "bqi", "brh", "bsk", "cja", "ckb", "cld", "dcc", "div", "dv", "fa", "fas", "fay", "gbz", "gha", "gju", "glk",
    "gwc", "haz", "he", "heb", "hbo", "hnd", "hno", "isk", "iw", "jat", "jbe", "ji", "jpr", "jrb", "kas", "khw", "ks",
    "kvx", "kxp", "lad", "lah", "lki", "lrc", "luz", "mey", "mid", "mvy", "mzn", "nqo", "odk", "oru", "ota", "pbt",
    "pbu", "per", "pes", "phr", "pnb", "prd", "prs", "ps", "pst", "pus", "rhg", "sam", "sd", "sdh", "sgy", "shd",
    "shu", "shv", "skr", "snd", "ssh", "sts", "swb", "syc", "syr", "tks", "tmr", "trg", "trw", "ug", "uig", "ur",
    "urd", "ush", "uzs", "wbk", "wne", "xhe", "ydd", "ydg", "yi", "yid", "yih", "yud", "zdj", "zum",
];

/// Languages that are written in the opposite direction in some regions.
const REGIONS: &[(&str, &[&str])] = &[
    ("az", &["iq", "ir"]),
    ("ha", &["cm", "sd"]),
    ("kk", &["af", "cn", "ir", "mn"]),
    ("ku", &["iq", "ir", "lb"]),
    ("ky", &["cn"]),
    ("ms", &["cc"]),
    ("pa", &["pk"]),
    ("sd", &["in"]),
    ("tg", &["pk"]),
    ("ug", &["kz", "mn"]),
    ("uz", &["af"]),
];

/// The direction of a language by its tag, such as `en-US`, `ar` or `az-Arab`.
#[must_use]
pub(crate) fn direction(tag: &str) -> Direction {
    let tag = tag.trim().to_ascii_lowercase();
    // A single letter begins an extension, which says nothing about the script.
    let mut parts = tag.split(['-', '_']).take_while(|part| part.len() > 1);
    let language = parts.next().unwrap_or_default();
    let parts: Vec<&str> = parts.collect();
    let is_letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    if let Some(script) = parts.iter().find(|part| part.len() == 4 && is_letters(part)) {
        return if SCRIPTS.contains(script) { Direction::Rtl } else { Direction::Ltr };
    }
    // In older tags such as `zh-yue`, the second part names the language.
    let language = parts.first().filter(|part| part.len() == 3 && is_letters(part)).copied().unwrap_or(language);
    let is_usually_rtl = LANGUAGES.contains(&language);
    let exceptions = REGIONS.iter().find(|(name, _)| *name == language).map_or(&[][..], |(_, regions)| regions);
    let is_exception = parts.iter().any(|part| exceptions.contains(part));
    if is_usually_rtl != is_exception { Direction::Rtl } else { Direction::Ltr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_from_language_and_script() {
        for tag in [
            "ar",
            "ar-EG",
            "AR",
            "fa",
            "fa-IR",
            "he",
            "iw",
            "ur",
            "ur-PK",
            "yi",
            "ji",
            "ps",
            "ckb",
            "ckb-IQ",
            "sd",
            "ug",
            "dv",
            "syr",
            "nqo",
            "ks",
            "az-Arab",
            "az-Arab-IR",
            "az-IR",
            "pa-PK",
            "pa-Arab",
            "ku-Arab",
            "ku-IQ",
            "uz-AF",
            "ms-Arab",
            "ff-Adlm",
            "rhg",
            "en-Hebr",
            "ar-arz",
            "ara",
            "heb",
            "per",
            "ur-Aran",
            "prs",
            "lad",
            "ar-u-nu-latn",
        ] {
            assert_eq!(direction(tag), Direction::Rtl, "{tag}");
        }
        for tag in [
            "en",
            "en-US",
            "es",
            "",
            "zh-Hant",
            "ar-Latn",
            "he-Latn",
            "ks-Deva",
            "sd-Deva",
            "sd-IN",
            "az",
            "az-AZ",
            "ku",
            "ku-TR",
            "pa",
            "pa-IN",
            "uz",
            "ms",
            "ff",
            "tr",
            "yi-Latn",
            "ug-KZ",
            "ug-Cyrl",
            "arx",
            "h",
            "fab",
            "en-x-arab",
            "lad-Latn",
            "dvx",
            "zh-yue",
        ] {
            assert_eq!(direction(tag), Direction::Ltr, "{tag}");
        }
    }

    #[test]
    fn a_text_is_foreign_if_its_page_has_a_different_language() {
        assert_eq!(Foreign::on("en-US", "EN-us"), None);
        let foreign = Foreign::on("en-US", "ar").map(|foreign| (foreign.lang, foreign.dir.word()));
        assert_eq!(foreign, Some(("ar".to_owned(), "rtl")));
    }
}
