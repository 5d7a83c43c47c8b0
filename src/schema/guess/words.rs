//! Guesses yes and no, choices, languages, addresses, and texts with a pattern.

use super::fold::folded;
use crate::diagnostic::did_you_mean;
use crate::schema::choice::{Choice, Tone};
use crate::schema::constraint::Pattern;
use crate::schema::scale::Scale;
use crate::schema::web_address::is_email;

const YES: [&str; 12] = ["y", "yes", "yep", "true", "t", "on", "1", "x", "ok", "sure", "\u{2713}", "\u{2714}"];
const NO: [&str; 9] = ["n", "no", "nope", "false", "f", "off", "0", "never", "\u{2717}"];

/// The languages of schools by their tags, with the names that people write for them.
const LANGUAGES: [(&str, &[&str]); 47] = [
    ("en", &["english", "ingles"]),
    ("es", &["spanish", "espanol", "castellano", "esp", "sp"]),
    ("fr", &["french", "francais"]),
    ("pt", &["portuguese", "portugues"]),
    ("ht", &["haitian", "haitian-creole", "creole", "kreyol"]),
    ("zh", &["chinese", "mandarin", "cantonese"]),
    ("vi", &["vietnamese", "tieng-viet"]),
    ("ar", &["arabic"]),
    ("ru", &["russian"]),
    ("uk", &["ukrainian"]),
    ("ko", &["korean"]),
    ("ja", &["japanese", "jp"]),
    ("tl", &["tagalog", "filipino"]),
    ("hmn", &["hmong"]),
    ("so", &["somali"]),
    ("am", &["amharic"]),
    ("ti", &["tigrinya"]),
    ("sw", &["swahili", "kiswahili"]),
    ("de", &["german", "deutsch", "ger"]),
    ("it", &["italian", "italiano"]),
    ("pl", &["polish", "polski"]),
    ("ro", &["romanian"]),
    ("el", &["greek"]),
    ("tr", &["turkish"]),
    ("he", &["hebrew"]),
    ("hi", &["hindi"]),
    ("ur", &["urdu"]),
    ("pa", &["punjabi", "panjabi"]),
    ("bn", &["bengali", "bangla"]),
    ("gu", &["gujarati"]),
    ("ta", &["tamil"]),
    ("te", &["telugu"]),
    ("ne", &["nepali"]),
    ("fa", &["farsi", "persian"]),
    ("prs", &["dari"]),
    ("ps", &["pashto"]),
    ("ku", &["kurdish"]),
    ("hy", &["armenian"]),
    ("my", &["burmese"]),
    ("km", &["khmer", "cambodian"]),
    ("lo", &["lao", "laotian"]),
    ("th", &["thai"]),
    ("sm", &["samoan"]),
    ("mh", &["marshallese"]),
    ("nv", &["navajo"]),
    ("sq", &["albanian"]),
    ("sr", &["serbian"]),
];

/// `true` or `false`, for a text that says yes or no in different words.
#[must_use]
pub(crate) fn boolean(text: &str) -> Option<&'static str> {
    let word = text.trim().trim_end_matches(['.', '!', ',']).to_lowercase();
    // `Yes, for now` says yes.
    let word = word
        .split_once([' ', ',', ';'])
        .map(|(first, _)| first.to_owned())
        .filter(|first| first.len() > 1)
        .unwrap_or(word);
    let near = |word: &str| did_you_mean(word, ["true", "false"]);
    match word.as_str() {
        word if YES.contains(&word) => Some("true"),
        word if NO.contains(&word) => Some("false"),
        word => match near(word) {
            Some("true") => Some("true"),
            Some("false") => Some("false"),
            _ => None,
        },
    }
}

/// The choices that a word may mean: one if it is clear, otherwise up to four; empty if there is no good guess.
#[must_use]
pub(crate) fn choices<'s>(scale: &'s Scale, written: &str) -> Vec<&'s Choice> {
    let word = folded(written);
    if let Some(choice) = named(scale, written) {
        return vec![choice];
    }
    let lower = written.trim().to_lowercase();
    let tone = if YES.contains(&lower.as_str()) {
        Some(Tone::Ok)
    } else if NO.contains(&lower.as_str()) {
        Some(Tone::No)
    } else {
        None
    };
    if let Some(tone) = tone {
        let of_tone = |choice: &&Choice| choice.tone == Some(tone);
        let found: Vec<&Choice> = scale.choices.iter().filter(of_tone).collect();
        return if found.len() == 1 { found } else { Vec::new() };
    }
    if word.is_empty() {
        return Vec::new();
    }
    let names = scale.names();
    let of = |name: &str| scale.choices.get(names.position(name)?);
    let near = scale.index().near(written).and_then(|key| scale.get(key));
    let near = near.or_else(|| names.index().near(&word).and_then(of));
    if let Some(choice) = near {
        return vec![choice];
    }
    // `district` and `district-paid`; `approved by the board` and `approved`.
    let has_all = |long: &str, short: &str| short.split('-').all(|part| long.split('-').any(|word| word == part));
    let mut found: Vec<&Choice> = Vec::new();
    for (name, choice) in names.sharing(&word) {
        let Some(choice) = scale.choices.get(choice) else { continue };
        let is_new = found.iter().all(|other| other.key != choice.key);
        if is_new && (has_all(name, &word) || name.len() > 3 && has_all(&word, name)) {
            found.push(choice);
        }
    }
    if found.is_empty() {
        found.extend(names.index().alike(&word).and_then(of));
    }
    if found.len() > 4 { Vec::new() } else { found }
}

/// The choice that a word names by its key, its label, its short form or another word for it, in any spelling.
#[must_use]
pub(crate) fn named<'s>(scale: &'s Scale, written: &str) -> Option<&'s Choice> {
    scale.choices.get(scale.names().position(&folded(written))?)
}

/// The tag of a language that is written by its name or with the wrong signs.
#[must_use]
pub(crate) fn language(text: &str) -> Option<String> {
    let word = folded(text);
    let by_name =
        |word: &str| LANGUAGES.iter().find(|(_, names)| names.contains(&word)).map(|(tag, _)| (*tag).to_owned());
    let known = by_name(&word).or_else(|| {
        let names = LANGUAGES.iter().flat_map(|(_, names)| names.iter().copied()).filter(|name| name.len() > 4);
        did_you_mean(&word, names).and_then(by_name)
    });
    // In `Spanish (Mexico)` and `English US` the name comes first.
    let first = || word.split_once('-').and_then(|(first, _)| by_name(first));
    known.or_else(first).or_else(|| {
        let tag = text.trim().replace('_', "-");
        let tag = tag.split(['.', ' ']).next().unwrap_or("");
        let is_tag = (2..=11).contains(&tag.len()) && tag.split('-').all(|part| (2..=4).contains(&part.len()));
        (is_tag && tag.contains('-') && tag != text).then(|| tag.to_owned())
    })
}

/// A text that matches a pattern after its capitals, spaces or signs are changed.
#[must_use]
pub(crate) fn patterned(text: &str, pattern: &Pattern) -> Option<String> {
    let upper = text.trim().to_uppercase();
    let tries = [
        text.trim().to_owned(),
        text.trim().to_lowercase(),
        upper,
        folded(text),
        folded(text).replace('-', "_"),
        folded(text).replace('-', ""),
    ];
    tries.into_iter().find(|candidate| !candidate.is_empty() && pattern.regex.is_match(candidate))
}

/// A whole web address, for an address without its beginning or in brackets.
#[must_use]
pub(crate) fn url(text: &str) -> Option<String> {
    // `[the site](https://…)` and `<https://…>`.
    let inner = text.rsplit_once("](").and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(text);
    let inner = inner.trim().trim_start_matches('<').trim_end_matches(['>', ',', ';']).trim();
    let (scheme, rest) = match inner.split_once(":/") {
        Some((scheme, rest)) if scheme.len() <= 6 => (scheme.to_lowercase(), rest.trim_start_matches('/').trim_start()),
        _ => (String::new(), inner.trim_start_matches('/')),
    };
    let scheme = if scheme == "http" { "http" } else { "https" };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let is_host = host.contains('.') && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.');
    (is_host && !rest.contains(char::is_whitespace)).then(|| format!("{scheme}://{rest}"))
}

/// An e-mail address, for one with further text around it or with words for its signs.
#[must_use]
pub(crate) fn email(text: &str) -> Option<String> {
    let text = text.trim().replace(" at ", "@").replace("(at)", "@").replace("[at]", "@").replace(" dot ", ".");
    let text = text.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(&text);
    let text = text.trim().trim_start_matches("mailto:").trim_end_matches(['.', ';', ',']);
    let glued: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mended = glued.replace(",", ".").replace("@.", "@");
    is_email(&mended).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn among_a_thousand_choices_a_word_is_compared_with_few() {
        let choice = |number: usize| Choice {
            key: format!("school-{number}"),
            label: if number == 700 { "Lincoln High".to_owned() } else { format!("School {number}") },
            short: None,
            tone: None,
            group: None,
            describe: None,
            also: Vec::new(),
            grades: crate::schema::grades::GradeSet::default(),
        };
        let scale = Scale::new("schools", (0..1_000).map(choice).collect());
        let found =
            |written: &str| choices(&scale, written).iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>();
        for written in ["Lincoln High", "lincoln-high", "Lincoln Hihg", "Lincoln", "School 700", "scool-700"] {
            assert_eq!(found(written), ["school-700"], "{written}");
        }
        assert_eq!(found("banana"), Vec::<&str>::new());
        assert!(scale.names().sharing("school").count() <= crate::schema::choice_names::LOOKED_AT);
    }

    #[test]
    fn languages_by_their_names() {
        for (written, tag) in [
            ("Spanish", "es"),
            ("Espa\u{f1}ol", "es"),
            ("Espanol", "es"),
            ("spansh", "es"),
            ("Haitian Creole", "ht"),
            ("Spanish (Mexico)", "es"),
            ("en_US", "en-US"),
        ] {
            assert_eq!(language(written).as_deref(), Some(tag), "{written}");
        }
        assert_eq!(language("klingon"), None);
    }

    #[test]
    fn addresses_that_lack_something() {
        assert_eq!(url("www.chess.example").as_deref(), Some("https://www.chess.example"));
        assert_eq!(url("<https://chess.example/a>").as_deref(), Some("https://chess.example/a"));
        assert_eq!(url("[Chess](https://chess.example/)").as_deref(), Some("https://chess.example/"));
        assert_eq!(url("htps:/chess.example").as_deref(), Some("https://chess.example"));
        assert_eq!(url("ask the office"), None);
        assert_eq!(email("mailto:office@d.example").as_deref(), Some("office@d.example"));
        assert_eq!(email("Office <office@d.example>").as_deref(), Some("office@d.example"));
        assert_eq!(email("office at d.example").as_deref(), Some("office@d.example"));
        assert_eq!(email("the office"), None);
    }
}
