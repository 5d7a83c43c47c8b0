//! The path: the steps of an entry in their order, with choices, and their total cost and time.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Serialize;

use super::scope::Scope;
use super::shown::{Fact, Shown, show};
use crate::format;
use crate::library::EntryIndex;
use crate::markdown::THEME_ID;
use crate::path_graph::{Step, graph};
use crate::schema::Field;
use crate::schema::value::{Duration, Figure, Range, TimeUnit, Value};
use crate::yaml::Step::{Item, Key};

/// The path of an entry, as its page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PathModel {
    /// The heading.
    pub title: String,
    /// Steps and choices in the order in which they are taken.
    pub items: Vec<PathItem>,
    /// The total cost from the cheapest way to the most expensive one, for each currency;
    /// missing when no cost is known.
    pub total_cost: Option<String>,
    /// A sentence with the number of steps without a known cost: "The cost of 2 steps is not known."
    pub unknown_cost: Option<String>,
    /// A sentence with the number of steps whose cost is in no total: it is by the year, or in one of several
    /// currencies.
    pub apart_cost: Option<String>,
    /// The total time, as "at least" when the time of some steps is not known; missing when no time is known.
    pub total_time: Option<String>,
    /// A sentence with the number of steps without a known time: "The time of 2 steps is not known."
    pub unknown_time: Option<String>,
    /// The credentials that have to be renewed, each with the time between renewals.
    pub renewals: Vec<Fact>,
}

/// One place on a path.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(crate) enum PathItem {
    /// A step that everybody takes.
    Step { step: StepModel },
    /// Alternatives, of which one is enough.
    Choice {
        /// The alternatives.
        steps: Vec<StepModel>,
        /// The middle of each alternative, in percent of the width with one decimal.
        at: Vec<String>,
    },
}

/// One step.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct StepModel {
    /// The id of its heading.
    pub id: String,
    pub title: String,
    /// Its fields, in the order of the kind, without those that have a place of their own.
    pub facts: Vec<Fact>,
    /// Its field `asks`, as HTML.
    pub html: Option<String>,
    /// The titles of the steps that must come before it; empty when that is just the step or choice above.
    pub after: Vec<String>,
    /// Whether its credential is no longer offered.
    pub retired: bool,
}

/// The fields of a step that have a place of their own on the page.
const OWN: [&str; 5] = ["key", "title", "after", "choose", "asks"];

/// The path of an entry, from its list `field`. `None` when the entry has no steps.
#[must_use]
pub(crate) fn model(scope: &Scope<'_>, index: EntryIndex, title: &str, field: &str) -> Option<PathModel> {
    let entry = &scope.scene.library.entries[index];
    let list = entry.fields.get(field)?.as_list()?;
    let fields = entry.kind.fields.get(field)?.ty.items()?.ty.group()?;
    let graph = graph(list, scope.scene.snapshot.today);
    if graph.steps.is_empty() {
        return None;
    }
    let mut items: Vec<PathItem> = Vec::new();
    let mut choices: BTreeSet<&str> = BTreeSet::new();
    for (place, step) in graph.steps.iter().enumerate() {
        match step.choose {
            Some(word) if choices.contains(word) => {}
            Some(word) => {
                choices.insert(word);
                let steps: Vec<StepModel> =
                    graph.alternatives(word).map(|step| step_model(scope, index, (field, fields), step, &[])).collect();
                let middle = |number: usize| format!("{:.1}", (number as f64 + 0.5) / steps.len() as f64 * 100.0);
                items.push(PathItem::Choice { at: (0..steps.len()).map(middle).collect(), steps });
            }
            None => {
                let before = place.checked_sub(1).map(|place| &graph.steps[place]);
                // "After A, B" adds nothing when A and B are the choice just above.
                let above = |key: &&str| {
                    before.is_some_and(|before| {
                        let choice = graph.find(key).and_then(|step| step.choose);
                        *key == before.key
                            || (before.choose.is_some() && (choice == before.choose || Some(*key) == before.choose))
                    })
                };
                let is_plain = before.is_some() && step.after.iter().all(above);
                let names: Vec<String> = if is_plain {
                    Vec::new()
                } else {
                    step.after.iter().filter_map(|key| Some(graph.find(key)?.title.to_owned())).collect()
                };
                items.push(PathItem::Step { step: step_model(scope, index, (field, fields), step, &names) });
            }
        }
    }
    let places = places(&graph.steps, scope.scene.snapshot.today);
    let cost = total_cost(&places);
    let timeless = places.iter().filter(|place| place.iter().all(|step| step.time().is_none())).count();
    let renewals = graph.steps.iter().filter_map(|step| {
        let every = step.fields.get("renewal")?.as_duration()?;
        let name = step.fields.get("credential").and_then(Value::as_text).unwrap_or(step.title);
        let value = Shown::Text { text: format::duration(every, scope.words) };
        Some(Fact { name: step.key.to_owned(), label: name.to_owned(), value })
    });
    Some(PathModel {
        title: title.to_owned(),
        total_cost: sums_text(&cost.sums, scope),
        unknown_cost: (cost.unknown > 0).then(|| scope.words.count("path_unknown_cost", cost.unknown)),
        apart_cost: (cost.apart > 0).then(|| scope.words.count("path_apart_cost", cost.apart)),
        total_time: total_time(&places).map(|time| {
            let time = format::duration(&time, scope.words);
            if timeless == 0 { time } else { scope.words.fill("path_at_least", &[("time", &time)]) }
        }),
        unknown_time: (timeless > 0).then(|| scope.words.count("path_unknown_time", timeless)),
        renewals: renewals.collect(),
        items,
    })
}

fn step_model(
    scope: &Scope<'_>,
    index: EntryIndex,
    (field, fields): (&str, &IndexMap<String, Field>),
    step: &Step<'_>,
    after: &[String],
) -> StepModel {
    let value = |name: &str| {
        let mut path = vec![Key(field.to_owned()), Item(step.position), Key(name.to_owned())];
        show(scope, index, fields.get(name)?, step.fields.get(name)?, &mut path)
    };
    let facts = fields.values().filter(|field| !OWN.contains(&field.name.as_str()));
    let facts = facts.filter_map(|field| {
        Some(Fact { name: field.name.clone(), label: field.label.clone(), value: value(&field.name)? })
    });
    let html = match value("asks") {
        Some(Shown::Html { html }) => Some(html),
        _ => None,
    };
    StepModel {
        id: format!("{THEME_ID}step-{}", step.key),
        title: step.title.to_owned(),
        facts: facts.collect(),
        html,
        after: after.to_vec(),
        retired: step.retired(scope.scene.snapshot.today).is_some(),
    }
}

/// A single step, or the alternatives of a choice, of which one is taken.
type Place<'s, 'f> = Vec<&'s Step<'f>>;

/// The steps, grouped into places. Alternatives that are no longer offered are left out, unless all of a place are.
fn places<'s, 'f>(steps: &'s [Step<'f>], today: Date) -> Vec<Place<'s, 'f>> {
    let mut places: Vec<Place<'_, '_>> = Vec::new();
    let mut choices: BTreeMap<&str, usize> = BTreeMap::new();
    for step in steps {
        match step.choose.map(|word| *choices.entry(word).or_insert(places.len())) {
            Some(place) if place < places.len() => places[place].push(step),
            _ => places.push(vec![step]),
        }
    }
    for place in &mut places {
        if place.iter().any(|step| step.retired(today).is_none()) {
            place.retain(|step| step.retired(today).is_none());
        }
    }
    places
}

/// What the steps cost.
#[derive(Default)]
struct Cost {
    /// For each currency, the cost of the cheapest and of the most expensive way.
    sums: Vec<Range>,
    /// How many places have no known cost.
    unknown: usize,
    /// How many places have a cost that is in no sum.
    apart: usize,
}

fn total_cost(places: &[Place<'_, '_>]) -> Cost {
    let mut cost = Cost::default();
    for place in places {
        let known: Vec<&Range> = place.iter().filter_map(|step| step.cost()).collect();
        let is_whole = known.len() == place.len();
        let currency = known.first().and_then(|range| range.currency.clone());
        let one_currency = known.iter().all(|range| range.currency == currency);
        let low = known.iter().map(|range| range.least()).min_by(f64::total_cmp);
        let high = known.iter().map(|range| range.to.unwrap_or(range.least())).max_by(f64::total_cmp);
        match (low, high) {
            (Some(low), Some(high)) if is_whole && one_currency => {
                match cost.sums.iter_mut().find(|sum| sum.currency == currency) {
                    Some(sum) => {
                        sum.from = sum.from.map(|from| from + low);
                        sum.to = sum.to.map(|to| to + high);
                    }
                    None => cost.sums.push(Range { from: Some(low), middle: None, to: Some(high), currency }),
                }
            }
            _ if place.iter().all(|step| step.fields.contains_key("cost")) => cost.apart += 1,
            // A step without a credential and without a cost, such as years of teaching, lacks no price.
            _ if known.is_empty() && place.iter().all(|step| !step.fields.contains_key("credential")) => {}
            _ => cost.unknown += 1,
        }
    }
    cost
}

/// All sums as text: "$10–$20 and €100".
fn sums_text(sums: &[Range], scope: &Scope<'_>) -> Option<String> {
    let texts: Vec<String> = sums.iter().map(|sum| format::range(sum, &Figure::default(), scope.words)).collect();
    let (last, most) = texts.split_last()?;
    if most.is_empty() {
        return Some(last.clone());
    }
    let values = [("most", most.join(", ")), ("last", scope.words.get("and").to_owned()), ("end", last.clone())];
    Some(scope.words.fill("joined", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// The time of the shortest and of the longest way, in the largest unit in which the shortest is at least one.
fn total_time(places: &[Place<'_, '_>]) -> Option<Duration> {
    let (mut from, mut to) = (0.0, 0.0);
    for place in places {
        let known: Vec<&Duration> = place.iter().filter_map(|step| step.time()).collect();
        let minutes = |pick: fn(&Duration) -> f64| known.iter().map(move |time| pick(time) * time.unit.minutes());
        from += minutes(|time| time.from).min_by(f64::total_cmp).unwrap_or(0.0);
        to += minutes(|time| time.to).max_by(f64::total_cmp).unwrap_or(0.0);
    }
    let units = [TimeUnit::Year, TimeUnit::Month, TimeUnit::Week, TimeUnit::Day, TimeUnit::Hour, TimeUnit::Minute];
    let unit = units
        .into_iter()
        .find(|unit| from >= unit.minutes())
        .or_else(|| units.into_iter().find(|unit| to >= unit.minutes()))?;
    let rounded = |minutes: f64| (minutes / unit.minutes() * 2.0).round() / 2.0;
    Some(Duration { from: rounded(from), to: rounded(to), unit })
}
