//! Facets: the values by which a section can be narrowed, each with a page of its own unless there are very many.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde::Serialize;

use super::order::title_key;
use super::scope::Scope;
use crate::artifact::UrlPath;
use crate::catalog::{Catalog, EntryIndex};
use crate::config::Config;
use crate::content::address::slug;
use crate::schema::value::walk;
use crate::schema::{Field, Kind, Tone, Type, Value};
use crate::theme::Dictionary;
use crate::yaml::Step;

/// One facet of a section as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct FacetModel {
    /// The field.
    pub name: String,
    /// What pages call it.
    pub label: String,
    /// Its values, in the order of their scale.
    pub values: Vec<FacetValueModel>,
}

/// One value of a facet as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct FacetValueModel {
    /// The value's key, as its address has it.
    pub key: String,
    /// What pages call it.
    pub label: String,
    /// What it is called away from its facet: "Free", but "Supplemental: Yes".
    pub chip: String,
    /// How it is meant to look; missing when it has no tone.
    pub tone: Option<Tone>,
    /// How many entries have it.
    pub count: usize,
    /// Its page. Values that a kind names have one also when no entry has them: an address that was passed on must not
    /// be lost on the day the last entry moves on. Of values that entries write, the [`LISTED`] most frequent have one;
    /// scripts narrow by the others.
    pub href: Option<String>,
    /// Whether the page shown is this one.
    pub current: bool,
}

/// One value of a facet with the entries that have it.
#[derive(Debug, Clone)]
pub struct FacetValue {
    /// The value's key, as its address has it.
    pub key: String,
    /// What pages call it.
    pub label: String,
    /// The entries, in the order given.
    pub entries: Vec<EntryIndex>,
    /// Whether it has a page.
    pub has_page: bool,
}

/// One facet with its values.
#[derive(Debug, Clone)]
pub struct Facet {
    /// The field.
    pub field: Field,
    /// Its values, in the order of their scale; those of a scale stay where no entry has them.
    pub values: Vec<FacetValue>,
}

impl Facet {
    /// Whether any entry has one of its values; a facet that nobody fills in narrows nothing.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.values.iter().any(|value| !value.entries.is_empty())
    }
}

/// The facets of a kind over some entries.
#[must_use]
pub fn facets(
    kind: &Kind,
    entries: &[EntryIndex],
    catalog: &Catalog,
    config: &Config,
    words: &Dictionary,
) -> Vec<Facet> {
    let fields = kind.fields.values().filter(|field| field.facet);
    fields.map(|field| Facet { field: field.clone(), values: values(field, entries, catalog, config, words) }).collect()
}

fn values(
    field: &Field,
    entries: &[EntryIndex],
    catalog: &Catalog,
    config: &Config,
    words: &Dictionary,
) -> Vec<FacetValue> {
    let mut values: Vec<FacetValue> = declared(field, config, words)
        .into_iter()
        .map(|(key, label)| FacetValue { key, label, entries: Vec::new(), has_page: true })
        .collect();
    let ordered = values.len();
    let mut places: HashMap<String, usize> =
        values.iter().enumerate().map(|(place, value)| (value.key.clone(), place)).collect();
    for index in entries {
        for (key, label) in keys(field, *index, catalog, config) {
            match places.get(&key) {
                Some(place) if values[*place].entries.last() != Some(index) => values[*place].entries.push(*index),
                Some(_) => {}
                None => {
                    places.insert(key.clone(), values.len());
                    values.push(FacetValue { key, label, entries: vec![*index], has_page: true });
                }
            }
        }
    }
    let written = &mut values[ordered..];
    written.sort_by_cached_key(|value| (title_key(&value.label), value.key.clone()));
    let mut by_frequency: Vec<usize> = (0..written.len()).collect();
    by_frequency.sort_by_key(|place| Reverse(written[*place].entries.len()));
    for place in by_frequency.into_iter().skip(LISTED) {
        written[place].has_page = false;
    }
    values
}

/// The values that a field's type names, in their order.
fn declared(field: &Field, config: &Config, words: &Dictionary) -> Vec<(String, String)> {
    match field.item_type() {
        Type::Choice(scale) => scale.choices.iter().map(|choice| (choice.key.clone(), choice.label.clone())).collect(),
        Type::Grades => bands(config).map(|band| (band.key.clone(), band.label.clone())).collect(),
        Type::Boolean => {
            vec![("yes".to_owned(), words.get("yes").to_owned()), ("no".to_owned(), words.get("no").to_owned())]
        }
        _ => Vec::new(),
    }
}

/// The tone of a facet value, where it is a choice that has one.
fn tone(field: &Field, key: &str) -> Option<Tone> {
    match field.item_type() {
        Type::Choice(scale) => scale.get(key)?.tone,
        _ => None,
    }
}

fn bands(config: &Config) -> impl Iterator<Item = &crate::schema::Choice> {
    config.scales.get("grade_bands").into_iter().flat_map(|scale| &scale.choices)
}

/// The facet values that an entry has, as key and label. An entry is in a grade band that it overlaps.
#[must_use]
pub fn keys(field: &Field, index: EntryIndex, catalog: &Catalog, config: &Config) -> Vec<(String, String)> {
    let entry = &catalog.entries[index];
    let Some(value) = entry.fields.get(&field.name) else { return Vec::new() };
    let mut found = Vec::new();
    walk(value, &mut vec![Step::Key(field.name.clone())], &mut |value, path| match value {
        Value::Choice(key) => found.push((key.clone(), key.clone())),
        Value::Boolean(flag) => found.push((if *flag { "yes" } else { "no" }.to_owned(), String::new())),
        Value::Grades(grades) => {
            found.extend(
                bands(config)
                    .filter(|band| band.grades.overlaps(*grades))
                    .map(|band| (band.key.clone(), String::new())),
            );
        }
        Value::Text(text) => found.push((slug(text), text.clone())),
        Value::Reference(_) => {
            let target = catalog.named(index, path).map(|target| &catalog.entries[target]);
            found.extend(target.map(|target| (target.slug.clone(), target.title.clone())));
        }
        _ => {}
    });
    found.retain(|(key, _)| !key.is_empty());
    found
}

/// The address of a facet value's page: `tools/status/approved/`.
#[must_use]
pub fn url(view: &UrlPath, field: &str, key: &str) -> UrlPath {
    view.join(&format!("{}/{}/", slug(&field.replace('_', "-")), slug(key)))
}

/// The most values that a facet lists on every page: a longer list is searched and not read. One with more lists them
/// on the view's own page; on the pages of values it lists only the chosen one, since all on each would grow by the
/// square. For the same reason, no more of the values that entries write have a page.
pub const LISTED: usize = 60;

/// Facets as a page shows them. `chosen` is the field and key whose page is shown.
#[must_use]
pub fn models(scope: &Scope<'_>, view: &UrlPath, facets: &[Facet], chosen: Option<(&str, &str)>) -> Vec<FacetModel> {
    let value_model = |facet: &Facet, value: &FacetValue| FacetValueModel {
        key: value.key.clone(),
        label: value.label.clone(),
        chip: match facet.field.item_type() {
            Type::Boolean => {
                scope.words.fill("facet_title", &[("section", &facet.field.label), ("value", &value.label)])
            }
            _ => value.label.clone(),
        },
        tone: tone(&facet.field, &value.key),
        count: value.entries.len(),
        href: value.has_page.then(|| scope.href(&url(view, &facet.field.name, &value.key))),
        current: chosen == Some((facet.field.name.as_str(), value.key.as_str())),
    };
    let model = |facet: &Facet| {
        let all = chosen.is_none() || facet.values.len() <= LISTED;
        let is_chosen = |value: &FacetValue| chosen == Some((facet.field.name.as_str(), value.key.as_str()));
        let values = facet.values.iter().filter(|value| all || is_chosen(value));
        let values: Vec<FacetValueModel> = values.map(|value| value_model(facet, value)).collect();
        let (name, label) = (facet.field.name.clone(), facet.field.label.clone());
        (!values.is_empty()).then_some(FacetModel { name, label, values })
    };
    facets.iter().filter(|facet| facet.is_used()).filter_map(model).collect()
}
