//! The words of an entry, each with a level that says how much the word is what the entry is about.
//!
//! A level depends only on the entry itself: the usual length of a text is a constant, and how rare a word is among all
//! entries is taken into account in the browser. So one edit changes few postings.

use std::collections::HashMap;
use std::sync::Arc;

use super::words::words;
use crate::content::Entry;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::format;
use crate::schema::kind::PAGE;
use crate::schema::value::without;
use crate::schema::walk::walk_declared;
use crate::schema::{Field, Grade, Value};
use crate::theme::Dictionary;
use crate::yaml::Step;

/// What is indexed as one document: an entry, or a page that the site makes.
pub(super) struct Source {
    pub title: String,
    /// One sentence on it.
    pub summary: Option<String>,
    /// The entry with its text; `None` for a page without a file.
    pub entry: Option<Arc<Entry>>,
    /// Whether the build makes the page. Its entry is then the `index.md` of a section.
    pub made: bool,
    /// The paths of references to entries that are not published. Their words must not be found.
    pub hidden: Vec<Vec<Step>>,
}

/// The words of a document in their order, each with its level.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The words, each followed by a line end.
    text: Box<str>,
    levels: Box<[u8]>,
}

impl Analysis {
    /// Each word with its level.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, u8)> {
        self.text.split_terminator('\n').zip(self.levels.iter().copied())
    }
}

impl Source {
    /// The fingerprint of the content.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let Self { title, summary, entry, made, hidden } = self;
        match entry {
            Some(entry) if !made && hidden.is_empty() => entry.fingerprints.whole,
            entry => {
                let mixer = Mixer::new().text(title).with(summary).with(made).with(hidden);
                entry.iter().fold(mixer, |mixer, entry| mixer.fingerprint(entry.fingerprints.whole)).finish()
            }
        }
    }
}

/// The fingerprint of everything that an analysis is computed from: the document, and the words of its language.
pub(super) fn key(document: Fingerprint, words: &Dictionary) -> Fingerprint {
    Mixer::new().fingerprint(document).fingerprint(words.fingerprint()).finish()
}

/// How often a word occurs in each place.
#[derive(Default)]
struct Counts {
    title: u16,
    heading: u16,
    summary: u16,
    fact: u16,
    body: u16,
}

/// The places in which a word can occur.
#[derive(Clone, Copy)]
enum Place {
    Title,
    Heading,
    Summary,
    Fact,
    Body,
}

struct Counter {
    counts: HashMap<Box<str>, Counts>,
    title_length: u16,
    body_length: u32,
}

impl Counter {
    fn add(&mut self, text: &str, place: Place) {
        let Self { counts, title_length, body_length } = self;
        words(text, &mut |word| {
            let counts = match counts.get_mut(word) {
                Some(counts) => counts,
                None => counts.entry(word.into()).or_default(),
            };
            let count = match place {
                Place::Title => {
                    *title_length = title_length.saturating_add(1);
                    &mut counts.title
                }
                Place::Heading => &mut counts.heading,
                Place::Summary => &mut counts.summary,
                Place::Fact => &mut counts.fact,
                Place::Body => {
                    *body_length += 1;
                    &mut counts.body
                }
            };
            *count = count.saturating_add(1);
        });
    }
}

/// The usual length of a text, in words.
const USUAL: f64 = 300.0;

/// Analyzes a document.
pub(super) fn analyze(source: &Source, words: &Dictionary) -> Analysis {
    let mut counter = Counter { counts: HashMap::new(), title_length: 0, body_length: 0 };
    counter.add(&source.title, Place::Title);
    if let Some(summary) = &source.summary {
        counter.add(summary, Place::Summary);
    }
    if let Some(entry) = &source.entry {
        let title_heading = entry.title_heading.is_some();
        for (number, heading) in entry.body.outline.iter().enumerate() {
            if number > 0 || !title_heading {
                counter.add(&heading.text, Place::Heading);
            }
        }
        for section in &entry.body.sections {
            counter.add(&section.text, Place::Body);
        }
        for (.., body) in &entry.inner_bodies {
            body.sections.iter().for_each(|section| counter.add(&section.text, Place::Body));
        }
        if entry.kind.id != PAGE {
            counter.add(&entry.kind.one, Place::Fact);
        }
        // Its name in its address and in its former addresses.
        let aliases = entry.fields.get("aliases").and_then(Value::as_list).unwrap_or_default();
        let aliases = aliases.iter().filter_map(Value::as_text);
        for address in [entry.url.as_str()].into_iter().chain(aliases) {
            counter.add(address.trim_end_matches('/').rsplit('/').next().unwrap_or_default(), Place::Fact);
        }
        let own = entry.kind.fields.values().filter(|field| is_searched(field, &entry.kind.id));
        for field in own {
            let way = || vec![Step::Key(field.name.clone())];
            let value = entry.fields.get(&field.name);
            if let Some(value) = value.and_then(|value| without(value, &mut way(), &source.hidden)) {
                walk_declared(field, &value, &mut way(), &mut |field, value, _| {
                    add_value(&mut counter, field, value, words);
                });
            }
        }
    }
    levels(counter)
}

/// Whether a field is searched: it must be about the entry and not about its page. Title and summary are added
/// separately.
fn is_searched(field: &Field, kind: &str) -> bool {
    const ABOUT_THE_PAGE: [&str; 13] = [
        "title",
        "summary",
        "draft",
        "date",
        "updated",
        "reviewed",
        "review_by",
        "order",
        "lang",
        "aliases",
        "related",
        "changes",
        "source",
    ];
    kind != PAGE && !ABOUT_THE_PAGE.contains(&field.name.as_str())
}

/// Adds the words of a value, without the values inside it.
fn add_value(counter: &mut Counter, field: &Field, value: &Value, words: &Dictionary) {
    match value {
        Value::Choice(key) => {
            if let Some(choice) = field.ty.scale().and_then(|scale| scale.get(key)) {
                counter.add(&choice.label, Place::Fact);
                // Readers search for its key too: `math` for "Mathematics".
                counter.add(key, Place::Fact);
                if let Some(short) = &choice.short {
                    counter.add(short, Place::Fact);
                }
            }
        }
        Value::Grades(grades) => {
            counter.add(&format::grades(*grades, words), Place::Fact);
            Grade::all().filter(|grade| grades.contains(*grade)).for_each(|grade| {
                counter.add(&grade.to_string(), Place::Fact);
            });
        }
        Value::Text(text) => counter.add(text, Place::Fact),
        // A reference is a slug, and a slug consists of the words of a title.
        Value::Reference(slug) => counter.add(&slug.replace(['/', '-', '_'], " "), Place::Fact),
        Value::Boolean(true) => counter.add(&field.label, Place::Fact),
        Value::Image { src: _, alt: Some(alt) } => counter.add(alt, Place::Body),
        // Markdown is analyzed with the body. Nobody searches for the remaining types by a word.
        Value::Boolean(false)
        | Value::Image { src: _, alt: None }
        | Value::Markdown(_)
        | Value::Number(..)
        | Value::Percent(_)
        | Value::Money(..)
        | Value::Range(..)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::List(_)
        | Value::Group(_) => {}
    }
}

/// Turns counts into levels: a level is four times the logarithm of a score, from 0 to 31, so that it is one sign in a
/// shard.
fn levels(counter: Counter) -> Analysis {
    // The length is rounded to steps, so that one word more or less does not change the levels of all other words.
    let length = (f64::from(counter.body_length.max(1)).log2() * 2.0).round() / 2.0;
    let length_factor = 0.4 + 0.6 * length.exp2() / USUAL;
    let title = 12.0 / (0.55 + 0.15 * f64::from(counter.title_length));
    let mut terms: Vec<(Box<str>, Counts)> = counter.counts.into_iter().collect();
    terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut text = String::new();
    let level = |counts: &Counts| {
        let times = |count: u16| f64::from(count);
        let weight = title * times(counts.title.min(1))
            + 3.0 * times(counts.heading.min(3)).sqrt()
            + 3.5 * times(counts.summary.min(1))
            + 2.0 * times(counts.fact.min(2)).sqrt()
            + times(counts.body) / length_factor;
        (weight.log2() * 4.0 + 10.0).round().clamp(0.0, 31.0) as u8
    };
    let levels = terms.iter().map(|(_, counts)| level(counts)).collect();
    for (word, _) in &terms {
        text.push_str(word);
        text.push('\n');
    }
    Analysis { text: text.into(), levels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::builtin_words;

    #[test]
    fn a_title_counts_more_than_a_summary() {
        let source = Source {
            title: "Pear Deck".to_owned(),
            summary: Some("Slides that ask".to_owned()),
            entry: None,
            made: true,
            hidden: Vec::new(),
        };
        let analysis = analyze(&source, &builtin_words());
        let terms: Vec<(&str, u8)> = analysis.terms().collect();
        assert_eq!(terms.iter().map(|(word, _)| *word).collect::<Vec<_>>(), ["ask", "deck", "pear", "slides", "that"]);
        let level = |wanted: &str| terms.iter().find(|(word, _)| *word == wanted).map(|(_, level)| *level);
        assert!(level("deck") > level("slides"));
    }
}
