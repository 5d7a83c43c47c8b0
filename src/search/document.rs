//! The documents of the index: what a result shows and is narrowed by, its text by section for excerpts, and its
//! answers for each grade and for all grades, with the days on which they change.

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::analysis::Source;
use crate::content::Entry;
use crate::format;
use crate::library::EntryIndex;
use crate::schema::value::{Value, walk};
use crate::schema::{Field, GradeSet, Tone};
use crate::theme::Dictionary;
use crate::verdict::{Day, Timeline, Verdict, Verdicts};

/// One document of the index.
pub(super) struct Document {
    /// Its searched content.
    pub source: Source,
    /// Its address from the root of the site, ready for a link.
    pub href: String,
    /// The number of its kind.
    pub kind: usize,
    /// The number of its language.
    pub language: usize,
    /// The words of its language.
    pub words: Arc<Dictionary>,
    /// The entry; `None` for the page of a view.
    pub index: Option<EntryIndex>,
    /// The day on which it was last changed.
    pub day: Option<Date>,
    /// Its status: label and tone.
    pub status: Option<(String, Option<Tone>)>,
    pub grades: GradeSet,
    /// Its subjects, by key.
    pub subjects: Vec<String>,
}

/// The status of an entry, with the label and tone that its kind gives it.
pub(super) fn status(entry: &Entry) -> Option<(String, Option<Tone>)> {
    let life = entry.kind.life.as_ref()?;
    let scale = life.status.field(&entry.kind.fields)?.ty.scale()?;
    let key = life.status.value(&entry.fields)?.as_choice()?;
    scale.get(key).map(|choice| (choice.label.clone(), choice.tone))
}

/// The grades in the facets of an entry.
pub(super) fn grades(entry: &Entry) -> GradeSet {
    let mut found = Vec::new();
    for field in facets(entry) {
        let grades = entry.fields.get(&field.name).and_then(Value::as_grades);
        found.extend(grades.iter().flat_map(|grades| grades.iter()));
    }
    found.into_iter().collect()
}

/// The subjects of an entry: the choices of its facets that use the scale `subjects`.
pub(super) fn subjects(entry: &Entry) -> Vec<String> {
    let mut found = Vec::new();
    for field in facets(entry) {
        let takes = field.item_type().scale().is_some_and(|scale| scale.name == "subjects");
        let Some(value) = entry.fields.get(&field.name).filter(|_| takes) else { continue };
        walk(value, &mut Vec::new(), &mut |value, _| {
            if let Some(key) = value.as_choice()
                && !found.iter().any(|known| known == key)
            {
                found.push(key.to_owned());
            }
        });
    }
    found
}

fn facets(entry: &Entry) -> impl Iterator<Item = &Field> {
    entry.kind.fields.values().filter(|field| field.facet)
}

/// A document as it is in its shard: title, address, summary, grades in words, answers, sections.
pub(super) fn json(document: &Document, verdicts: &Verdicts) -> Json {
    let Document { source, href, words, index, grades, .. } = document;
    let summary = source.summary.as_deref().or_else(|| source.entry.as_ref()?.summary()).unwrap_or_default();
    let grades = if grades.is_empty() { String::new() } else { format::grades(*grades, words) };
    let answers = index.and_then(|index| verdicts.timeline(index, words)).map(|timeline| answers(&timeline, words));
    json!([source.title, href, summary, grades, answers, sections(source)])
}

/// The text by section: id, heading and text. Id and heading are empty for the text before the first heading.
fn sections(source: &Source) -> Vec<Json> {
    let Some(entry) = &source.entry else { return Vec::new() };
    let mut sections = Vec::new();
    for section in &entry.body.sections {
        let heading = section.heading.and_then(|heading| entry.body.outline.get(heading));
        let is_title = section.heading == Some(0) && entry.title_heading.is_some();
        let (id, heading) = match heading.filter(|_| !is_title) {
            Some(heading) => (heading.id.as_str(), heading.text.as_str()),
            None => ("", ""),
        };
        sections.push(json!([id, heading, section.text]));
    }
    for (.., body) in &entry.inner_bodies {
        sections.extend(body.sections.iter().map(|section| json!(["", "", section.text])));
    }
    sections
}

/// A list of the different answers, with tone, word and sentence; then, for each day on which they change, the numbers
/// of the answers for the grades from PK to 12 and of the best answer of all. The date of the first day is left empty.
fn answers(timeline: &Timeline, words: &Dictionary) -> Json {
    let say = |verdict: &'_ Verdict| json!([verdict.tone, verdict.key.word(words), verdict.sentence]);
    let (said, days) = timeline.table(Day::best, say);
    let step = |(place, (day, numbers)): (usize, (Date, Vec<usize>))| {
        let from = if place == 0 { String::new() } else { day.to_string() };
        json!([from, numbers])
    };
    let steps: Vec<Json> = days.into_iter().enumerate().map(step).collect();
    json!([said, steps])
}
