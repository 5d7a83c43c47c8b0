//! What the search needs besides words and documents: kinds, contacts, synonyms, the words of the
//! interface, and the columns by which results are narrowed and sorted.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};

use super::document::Document;
use super::encode::{column, push_number};
use super::merge::{GROUP, Merged};
use super::words::typed;
use crate::direction::{Direction, direction};
use crate::language::Language;
use crate::scene::Scene;
use crate::schema::kind::PAGE;
use crate::schema::walk::walk_declared;
use crate::schema::{Grade, Tone};

/// The version of the format. Scripts refuse a version that they do not know.
const FORMAT: usize = 1;

/// A kind with the words that results use for it.
pub(super) struct KindLabel {
    pub id: String,
    /// The word for one entry.
    one: String,
    /// The word for several entries.
    many: String,
}

/// The parts of the index that depend on the settings and the theme.
pub(super) struct Table {
    kinds: Vec<KindLabel>,
    subjects: Vec<(String, String)>,
    synonyms: Vec<Vec<String>>,
    contacts: Json,
    portable: bool,
    /// The words of the interface, by the number of the language.
    pub words: Vec<Json>,
}

/// The kinds that have a section, in the order of the site, then plain pages.
pub(super) fn kinds(scene: &Scene) -> Vec<KindLabel> {
    let words = scene.site.theme.words.of(&scene.site.config.language);
    let sections = scene.plan.sections.iter().map(|section| KindLabel {
        id: section.kind.id.clone(),
        one: section.kind.one.clone(),
        many: section.kind.many.clone(),
    });
    let pages = KindLabel {
        id: PAGE.to_owned(),
        one: words.get("search_page").to_owned(),
        many: words.get("search_pages").to_owned(),
    };
    sections.chain([pages]).collect()
}

/// The keys of the contacts that published pages name. Contacts that no page names are not published.
fn contacts_named(scene: &Scene) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for index in scene.library.published() {
        let entry = &scene.library.entries[index];
        for field in entry.kind.fields.values() {
            let Some(value) = entry.fields.get(&field.name) else { continue };
            walk_declared(field, value, &mut Vec::new(), &mut |field, value, _| {
                let is_contact = field.ty.scale().is_some_and(|scale| scale.name == "contacts");
                found.extend(value.as_choice().filter(|_| is_contact));
            });
        }
    }
    found
}

impl Table {
    /// Gathers what depends on the settings and the theme.
    pub(super) fn new(scene: &Scene, kinds: Vec<KindLabel>, languages: &[Language]) -> Self {
        let config = &scene.site.config;
        let subjects = config.scales.get("subjects").map_or(Vec::new(), |scale| {
            scale.choices.iter().map(|choice| (choice.key.clone(), choice.label.clone())).collect()
        });
        let named = contacts_named(scene);
        let contacts = config.contacts.iter().filter(|contact| named.contains(contact.key.as_str()));
        let contacts = contacts.map(|contact| json!([contact.label, contact.email, contact.phone]));
        let interface = |language: &Language| {
            let all = scene.site.theme.words.of(language);
            Json::Object(all.starting_with("search_").map(|(key, word)| (key.to_owned(), json!(word))).collect())
        };
        Self {
            kinds,
            subjects,
            synonyms: config.synonyms.clone(),
            contacts: contacts.collect(),
            portable: scene.snapshot.options.portable,
            words: languages.iter().map(interface).collect(),
        }
    }

    /// The table as JSON.
    pub(super) fn json(&self, documents: usize, merged: &Merged, languages: &[Language]) -> Json {
        let synonyms: Vec<Vec<Vec<String>>> =
            self.synonyms.iter().map(|group| group.iter().map(|phrase| typed(phrase)).collect()).collect();
        let kinds: Vec<Json> = self.kinds.iter().map(|kind| json!([kind.id, kind.one, kind.many])).collect();
        json!({
            "format": FORMAT,
            "documents": documents,
            "postings": merged.postings.len(),
            "dictionary": merged.dictionary.len(),
            "heavy": merged.heavy,
            "group": GROUP,
            "kinds": kinds,
            "languages": languages,
            "rtl": languages.iter().map(|language| direction(language) == Direction::Rtl).collect::<Vec<_>>(),
            "synonyms": synonyms,
            "contacts": self.contacts,
            "portable": self.portable,
        })
    }

    /// The columns of kinds, statuses, grades, subjects and languages, and the meaning of their numbers.
    pub(super) fn facets(&self, documents: &[Document]) -> Json {
        let mut statuses: Vec<(String, Option<Tone>)> = Vec::new();
        for status in documents.iter().filter_map(|document| document.status.as_ref()) {
            if !statuses.contains(status) {
                statuses.push(status.clone());
            }
        }
        // The statuses are sorted from good to bad, and by name when their tones are equal.
        let rank = |tone: &Option<Tone>| Tone::WORDS.iter().position(|(_, other)| Some(*other) == *tone);
        statuses.sort_by_key(|(label, tone)| (rank(tone).unwrap_or(Tone::WORDS.len()), label.clone()));
        let status = |document: &Document| {
            let place = |status| statuses.iter().position(|other| other == status).map_or(0, |place| place + 1);
            document.status.as_ref().map_or(0, place)
        };
        let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
        let mut numbers: BTreeMap<Vec<usize>, usize> = BTreeMap::from([(Vec::new(), 0)]);
        let mut subjects = Vec::with_capacity(documents.len());
        for document in documents {
            let place = |key: &String| self.subjects.iter().position(|(other, _)| other == key);
            let mut set: Vec<usize> = document.subjects.iter().filter_map(place).collect();
            set.sort_unstable();
            let number = *numbers.entry(set.clone()).or_insert_with(|| {
                sets.push(set);
                sets.len() - 1
            });
            subjects.push(number);
        }
        let grades = |document: &Document| {
            Grade::all().filter(|grade| document.grades.contains(*grade)).map(|grade| 1 << grade.0).sum::<usize>()
        };
        let labels: Vec<&String> = self.subjects.iter().map(|(_, label)| label).collect();
        json!({
            "kind": column(documents.iter().map(|document| document.kind)),
            "language": column(documents.iter().map(|document| document.language)),
            "status": column(documents.iter().map(status)),
            "statuses": statuses,
            "grades": column(documents.iter().map(grades)),
            "subjects": column(subjects.into_iter()),
            "sets": sets,
            "labels": labels,
        })
    }
}

/// The column of days, as numbers of days since the start of 1970; 0 when no day is known.
pub(super) fn days(documents: &[Document]) -> String {
    let mut out = String::new();
    let since = |day: Date| day.since(date(1970, 1, 1)).map_or(0, |span| usize::try_from(span.get_days()).unwrap_or(0));
    for document in documents {
        push_number(&mut out, document.day.map_or(0, since));
    }
    out
}
