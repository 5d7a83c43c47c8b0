//! Words: yes and no, choices, languages, addresses, and texts with a pattern.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Suggestions, did_you_mean};
use crate::schema::field::Pattern;
use crate::schema::scale::{Choice, Scale, Tone};

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

/// A text in small letters without accents, with hyphens for spaces and underscores, and nothing at its ends.
#[must_use]
pub fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let plain = lower.chars().map(|letter| match letter {
        '\u{e0}'..='\u{e5}' => 'a',
        '\u{e7}' => 'c',
        '\u{e8}'..='\u{eb}' => 'e',
        '\u{ec}'..='\u{ef}' => 'i',
        '\u{f1}' => 'n',
        '\u{f2}'..='\u{f6}' => 'o',
        '\u{f9}'..='\u{fc}' => 'u',
        letter if letter.is_alphanumeric() => letter,
        _ => '-',
    });
    let plain: String = plain.collect();
    plain.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// `true` or `false`, for what says yes or no in another way.
#[must_use]
pub fn boolean(text: &str) -> Option<&'static str> {
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

/// The choices that a word most likely means: one, or several that it could be.
#[must_use]
pub fn choices<'s>(scale: &'s Scale, written: &str) -> Vec<&'s Choice> {
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
    let of = |name: &str| scale.choices.get(*names.by_name.get(name)?);
    let near = scale.index().near(written).and_then(|key| scale.get(key));
    let near = near.or_else(|| names.index.near(&word).and_then(of));
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
        found.extend(names.index.alike(&word).and_then(of));
    }
    if found.len() > 4 { Vec::new() } else { found }
}

/// The choice that a word names in another way than by its key: by its label, its short form or a word for it.
#[must_use]
pub fn named<'s>(scale: &'s Scale, written: &str) -> Option<&'s Choice> {
    scale.choices.get(*scale.names().by_name.get(&folded(written))?)
}

/// The names of choices, folded, so that a word is not compared with each of a thousand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    /// Each name with the number of its choice, in their order.
    all: Vec<(String, usize)>,
    /// The first choice of each name.
    by_name: BTreeMap<String, usize>,
    /// The names in which each word stands, by their numbers.
    by_word: BTreeMap<String, Vec<usize>>,
    /// All of them, to look up what was meant.
    index: Suggestions,
}

impl Names {
    /// So many names that share a word are looked at.
    const LOOKED_AT: usize = 64;

    /// The names of choices: keys, labels, short forms and words for them.
    #[must_use]
    pub fn new(choices: &[Choice]) -> Self {
        let of = |(number, choice)| names(choice).map(move |name| (folded(name), number));
        let all: Vec<(String, usize)> =
            choices.iter().enumerate().flat_map(of).filter(|(name, _)| !name.is_empty()).collect();
        let index = Suggestions::new(all.iter().map(|(name, _)| name.as_str()));
        let mut found = Self { index, ..Self::default() };
        for (at, (name, number)) in all.iter().enumerate() {
            found.by_name.entry(name.clone()).or_insert(*number);
            for word in name.split('-') {
                found.by_word.entry(word.to_owned()).or_default().push(at);
            }
        }
        Self { all, ..found }
    }

    /// The first names that share a word with a text, in their order.
    fn sharing(&self, text: &str) -> impl Iterator<Item = (&str, usize)> {
        let of_word = text.split('-').filter_map(|word| self.by_word.get(word));
        let numbers: BTreeSet<usize> = of_word.flat_map(|same| same.iter().take(Self::LOOKED_AT)).copied().collect();
        numbers.into_iter().filter_map(|at| self.all.get(at)).map(|(name, number)| (name.as_str(), *number))
    }
}

fn names(choice: &Choice) -> impl Iterator<Item = &str> {
    let own = [choice.key.as_str(), choice.label.as_str()].into_iter().chain(choice.short.as_deref());
    own.chain(choice.also.iter().map(String::as_str))
}

/// The tag of a language that is written by its name, or with other signs.
#[must_use]
pub fn language(text: &str) -> Option<String> {
    let word = folded(text);
    let by_name =
        |word: &str| LANGUAGES.iter().find(|(_, names)| names.contains(&word)).map(|(tag, _)| (*tag).to_owned());
    let known = by_name(&word).or_else(|| {
        let names = LANGUAGES.iter().flat_map(|(_, names)| names.iter().copied()).filter(|name| name.len() > 4);
        did_you_mean(&word, names).and_then(by_name)
    });
    // `Spanish (Mexico)`, `English US`: the name stands first.
    let first = || word.split_once('-').and_then(|(first, _)| by_name(first));
    known.or_else(first).or_else(|| {
        let tag = text.trim().replace('_', "-");
        let tag = tag.split(['.', ' ']).next().unwrap_or("");
        let is_tag = (2..=11).contains(&tag.len()) && tag.split('-').all(|part| (2..=4).contains(&part.len()));
        (is_tag && tag.contains('-') && tag != text).then(|| tag.to_owned())
    })
}

/// A text that matches a pattern once its capitals, spaces and signs are gone.
#[must_use]
pub fn patterned(text: &str, pattern: &Pattern) -> Option<String> {
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

/// A whole web address, for one that lacks its beginning or stands in brackets.
#[must_use]
pub fn url(text: &str) -> Option<String> {
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

/// A mailbox out of what stands around it.
#[must_use]
pub fn email(text: &str) -> Option<String> {
    let text = text.trim().replace(" at ", "@").replace("(at)", "@").replace("[at]", "@").replace(" dot ", ".");
    let text = text.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(&text);
    let text = text.trim().trim_start_matches("mailto:").trim_end_matches(['.', ';', ',']);
    let glued: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mended = glued.replace(",", ".").replace("@.", "@");
    crate::schema::read::is_email(&mended).then_some(mended)
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
        assert!(scale.names().sharing("school").count() <= Names::LOOKED_AT);
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
