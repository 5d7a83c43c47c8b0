//! Facets: the values by which a section can be narrowed, each with the entries that have it.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::order::title_key;
use crate::config::Config;
use crate::content::address::slug;
use crate::library::{EntryIndex, Library};
use crate::schema::type_groups::FacetValues;
use crate::schema::value::walk;
use crate::schema::{Choice, Field, Kind, Value};
use crate::theme::Dictionary;
use crate::yaml::Step;

/// One value of a facet with the entries that have it.
#[derive(Debug, Clone)]
pub struct FacetValue {
    /// The value's key, as it stands in the address of its page.
    pub key: String,
    /// The value as pages show it.
    pub label: String,
    /// The entries, in the order given.
    pub entries: Vec<EntryIndex>,
    /// Whether it has a page of its own. Of values that entries write freely, only the [`LISTED`] most frequent have
    /// one.
    pub has_page: bool,
}

/// The most values that a facet lists on a page: nobody reads a longer list. Of the values that entries write freely,
/// no more than these get a page.
pub(crate) const LISTED: usize = 60;

/// One facet with its values.
#[derive(Debug, Clone)]
pub struct Facet {
    pub field: Field,
    /// Its values: first those that the field's type names, in their order and even when no entry has them, then those
    /// that entries write, by label.
    pub values: Vec<FacetValue>,
}

impl Facet {
    /// Whether any entry has one of its values. A facet without entries narrows nothing and is not shown.
    #[must_use]
    pub(crate) fn is_used(&self) -> bool {
        self.values.iter().any(|value| !value.entries.is_empty())
    }
}

/// The facets of a kind over some entries.
#[must_use]
pub(crate) fn facets(
    kind: &Kind,
    entries: &[EntryIndex],
    library: &Library,
    config: &Config,
    words: &Dictionary,
) -> Vec<Facet> {
    let fields = kind.fields.values().filter(|field| field.facet);
    fields.map(|field| Facet { field: field.clone(), values: values(field, entries, library, config, words) }).collect()
}

fn values(
    field: &Field,
    entries: &[EntryIndex],
    library: &Library,
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
        for (key, label) in keys(field, *index, library, config) {
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

/// The values that a field's type names, as key and label, in their order.
fn declared(field: &Field, config: &Config, words: &Dictionary) -> Vec<(String, String)> {
    let named = |choice: &Choice| (choice.key.clone(), choice.label.clone());
    match field.ty.facet_values() {
        Some(FacetValues::Choices(scale)) => scale.choices.iter().map(named).collect(),
        Some(FacetValues::Bands) => bands(config).map(named).collect(),
        Some(FacetValues::YesNo) => ["yes", "no"].map(|word| (word.to_owned(), words.get(word).to_owned())).to_vec(),
        Some(FacetValues::Written) | None => Vec::new(),
    }
}

fn bands(config: &Config) -> impl Iterator<Item = &Choice> {
    config.scales.get("grade_bands").into_iter().flat_map(|scale| &scale.choices)
}

/// The facet values that an entry has, as key and label. An entry is in each grade band that its grades overlap.
#[must_use]
pub(crate) fn keys(field: &Field, index: EntryIndex, library: &Library, config: &Config) -> Vec<(String, String)> {
    let entry = &library.entries[index];
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
            let target = library.named(index, path).map(|target| &library.entries[target]);
            found.extend(target.map(|target| (target.slug.clone(), target.title.clone())));
        }
        Value::Markdown(_)
        | Value::Number(..)
        | Value::Percent(_)
        | Value::Money(..)
        | Value::Range(..)
        | Value::Date(_)
        | Value::Duration(_)
        | Value::Url(_)
        | Value::Email(_)
        | Value::Image { .. }
        | Value::List(_)
        | Value::Group(_) => {}
    });
    found.retain(|(key, _)| !key.is_empty());
    found
}
