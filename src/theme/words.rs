//! The theme's own words, by language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::builtin;
use super::shared::Shared;
use crate::diagnostic::{Diagnostic, Reported, did_you_mean, one_of, rule};
use crate::document::{Document, Keys, YamlSource, excerpt};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::source::{Snapshot, VPath};

rule! {
    /// A file of words contains a name in braces that the program does not replace, so that pages would show it with
    /// its braces. Do not translate the names in braces, such as `{date}`: `themes/default/words/en.yaml` has those of
    /// each key.
    ///
    /// Bad:
    /// ```yaml words/es.yaml
    /// reviewed: "Revisado {fecha}"
    /// ```
    /// ```markdown content/about.md
    /// # About
    /// ```
    /// Good:
    /// ```yaml words/es.yaml
    /// reviewed: "Revisado {date}"
    /// ```
    /// ```markdown content/about.md
    /// # About
    /// ```
    pub(crate) UNKNOWN_PLACE = "unknown-place", Warning
}

/// The words of one language. Each key of the built-in English words has a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    words: BTreeMap<String, String>,
    fingerprint: Fingerprint,
    /// The words as templates see them, shared by all pages of the language.
    value: Shared,
}

/// The words by language.
#[derive(Debug, Clone)]
pub struct Words {
    english: Arc<Dictionary>,
    languages: BTreeMap<String, Arc<Dictionary>>,
}

impl Dictionary {
    fn new(words: BTreeMap<String, String>) -> Self {
        let all = words.iter().flat_map(|(key, word)| [key.as_str(), word.as_str()]);
        let fingerprint = all.fold(Mixer::new(), Mixer::text).finish();
        let value = Shared::new(&words);
        Self { words, fingerprint, value }
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.value
    }

    /// The fingerprint of all words.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The word of a key. The built-in words have every key that the program asks for.
    #[must_use]
    pub fn get<'w>(&'w self, key: &'w str) -> &'w str {
        debug_assert!(self.words.contains_key(key), "themes/default/words/en.yaml has no `{key}`");
        self.words.get(key).map_or(key, String::as_str)
    }

    /// The words whose key begins with `start`, with their keys.
    pub(crate) fn starting_with<'w>(&'w self, start: &'w str) -> impl Iterator<Item = (&'w str, &'w str)> {
        let words = self.words.iter().map(|(key, word)| (key.as_str(), word.as_str()));
        words.filter(move |(key, _)| key.starts_with(start))
    }

    /// The word of a key with its `{places}` filled in.
    #[must_use]
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut text = String::with_capacity(rest.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
        while let Some((before, behind)) = rest.split_once('{') {
            text.push_str(before);
            let filled = behind.split_once('}').and_then(|(place, behind)| {
                let (_, value) = values.iter().find(|(name, _)| *name == place)?;
                Some((value, behind))
            });
            // A place without a value stays as it is.
            let (value, behind) = filled.map_or(("{", behind), |(value, behind)| (*value, behind));
            text.push_str(value);
            rest = behind;
        }
        text.push_str(rest);
        text
    }

    /// The word `key_one` for the number 1, else `key_many`, with `{n}` filled in.
    #[must_use]
    pub fn count(&self, key: &str, number: usize) -> String {
        let form = if number == 1 { "one" } else { "many" };
        self.fill(&format!("{key}_{form}"), &[("n", &number.to_string())])
    }
}

impl Words {
    /// The words of a language: its own, those of its first part (`es` for `es-MX`), or English.
    #[must_use]
    pub fn of(&self, language: &str) -> &Arc<Dictionary> {
        let language = language.to_ascii_lowercase();
        let first = language.split('-').next().unwrap_or("");
        self.languages.get(&language).or_else(|| self.languages.get(first)).unwrap_or(&self.english)
    }

    /// The fingerprint of all words.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let mix = |mixer: Mixer, (language, words): (&String, &Arc<Dictionary>)| {
            mixer.text(language).fingerprint(words.fingerprint)
        };
        self.languages.iter().fold(Mixer::new(), mix).finish()
    }
}

/// Reads the words of the built-in theme, then those of the site's theme, then the site's own.
pub(super) fn load(snapshot: &Snapshot, theme: &str) -> Reported<Words> {
    let mut diagnostics = Vec::new();
    let mut layers: Vec<(String, VPath, Arc<str>)> = Vec::new();
    for (name, bytes) in builtin::below("words") {
        if let (Some(path), Ok(text)) =
            (VPath::new(&format!("themes/default/words/{name}")), std::str::from_utf8(bytes))
        {
            layers.push((language_of(name), path, Arc::from(text)));
        }
    }
    for folder in [format!("{theme}/words"), "words".to_owned()] {
        for (path, _) in snapshot.below(&folder) {
            if let Some(text) = snapshot.text(path) {
                layers.push((language_of(path.name()), path.clone(), Arc::clone(text)));
            }
        }
    }
    let english: BTreeMap<String, String> = BTreeMap::new();
    let mut languages = BTreeMap::from([("en".to_owned(), english)]);
    let mut places = BTreeMap::new();
    for (number, (language, file, text)) in layers.into_iter().enumerate() {
        if number == 1 {
            places = all_places(&languages["en"]);
        }
        let known: Vec<String> = languages["en"].keys().cloned().collect();
        let start = languages.get(&language).cloned().unwrap_or_else(|| languages["en"].clone());
        let words = read_layer(file, text, start, &Known { words: &known, places: &places }, &mut diagnostics);
        languages.insert(language, words);
    }
    let languages: BTreeMap<String, Arc<Dictionary>> =
        languages.into_iter().map(|(language, words)| (language, Arc::new(Dictionary::new(words)))).collect();
    let english = Arc::clone(&languages["en"]);
    Reported { value: Words { english, languages }, diagnostics }
}

fn language_of(name: &str) -> String {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase()
}

fn read_layer(
    file: VPath,
    text: Arc<str>,
    mut words: BTreeMap<String, String>,
    known: &Known<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let range = 0..text.len();
    let name = format!("`{file}`");
    let document = match Document::parse(YamlSource::new(file, text, range)) {
        Ok(document) => document,
        Err(fault) => {
            diagnostics.push(*fault);
            return words;
        }
    };
    let root = document.root();
    let own: Vec<&str> = root.entries().unwrap_or_default().into_iter().map(|(key, _)| key).collect();
    // The first layer, the built-in English one, defines the keys.
    let allowed: Vec<&str> =
        if known.words.is_empty() { own } else { known.words.iter().map(String::as_str).collect() };
    let Some(mut keys) = Keys::open(&root, &name, &allowed, diagnostics) else { return words };
    for key in &allowed {
        if let Some(word) = keys.text(key) {
            if !known.words.is_empty() {
                let fault = unknown_place(key, &word, known.places);
                keys.faults
                    .extend(fault.map(|fault| Diagnostic { span: keys.value(key).map(|at| at.span()), ..fault }));
            }
            words.insert((*key).to_owned(), word);
        }
    }
    words
}

/// The keys and places of the built-in English words, which all other layers must use.
struct Known<'k> {
    words: &'k [String],
    places: &'k BTreeMap<String, BTreeSet<String>>,
}

/// The `{places}` of a text.
fn places(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(place, _)| place)
}

/// The places of every key. The forms `_one` and `_many` of a key share their places.
fn all_places(words: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, word) in words {
        all.entry(both_forms(key).to_owned()).or_default().extend(places(word).map(str::to_owned));
    }
    all
}

fn both_forms(key: &str) -> &str {
    key.strip_suffix("_one").or_else(|| key.strip_suffix("_many")).unwrap_or(key)
}

/// The finding about a place in a word that is never filled in; `None` when there is none.
fn unknown_place(key: &str, word: &str, all: &BTreeMap<String, BTreeSet<String>>) -> Option<Diagnostic> {
    let known = all.get(both_forms(key))?;
    let place = places(word).find(|place| !known.contains(*place))?;
    let finding =
        UNKNOWN_PLACE.nowhere(format!("the text `{key}` contains `{{{}}}`, which nothing replaces", excerpt(place)));
    let known = || known.iter().map(String::as_str);
    Some(match did_you_mean(place, known()) {
        Some(near) => finding.help(format!("did you mean `{{{near}}}`?")),
        None if known().next().is_none() => {
            finding.help("this text has no names in braces; write the words themselves")
        }
        None => finding.help(format!("write the name in braces as it is in English: {}", one_of(known()))),
    })
}

/// The built-in English words, for tests.
#[cfg(test)]
#[must_use]
pub(crate) fn builtin_words() -> Arc<Dictionary> {
    let today = jiff::civil::date(2026, 11, 22);
    let snapshot = Snapshot { files: BTreeMap::new(), today, options: crate::source::Options::default() };
    Arc::clone(load(&snapshot, "themes/default").value.of("en"))
}
