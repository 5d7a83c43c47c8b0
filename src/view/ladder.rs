//! The ladder: the rungs of a scale with their entries, and series that show one lesson on several rungs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::link::Link;
use super::matrix::tint;
use super::scope::Scope;
use crate::library::EntryIndex;
use crate::markdown::THEME_ID;
use crate::schema::choice::label_of;
use crate::schema::view_spec::Ladder;
use crate::schema::{Kind, Value};

/// What `ladder.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LadderModel {
    /// The rungs in the order of their scale, from the lowest.
    pub rungs: Vec<Rung>,
    /// The series, by name.
    pub series: Vec<Series>,
    /// Entries without a rung.
    pub unplaced: Vec<Standing>,
}

/// A rung.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Rung {
    /// Its place, from 1.
    pub number: usize,
    /// The id of its section.
    pub id: String,
    /// Its tint, 0 to 4, from the lowest rung up.
    pub tint: usize,
    /// The choice's label.
    pub label: String,
    /// The choice's description.
    pub describe: Option<String>,
    /// The zone that starts with this rung, such as "Transformation".
    pub zone: Option<String>,
    /// Its entries, by title.
    pub entries: Vec<Standing>,
}

/// An entry on a rung.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Standing {
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// One sentence on it.
    pub summary: Option<String>,
}

/// One lesson on several rungs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Series {
    /// The name of the series.
    pub label: String,
    /// Its entries, each with its rung, from the lowest.
    pub steps: Vec<SeriesStep>,
}

/// A series on one rung.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SeriesStep {
    /// The rung's label.
    pub rung: String,
    /// The tint of the rung.
    pub tint: usize,
    pub entry: Standing,
}

/// The id of a rung on the page of its ladder.
#[must_use]
pub(crate) fn rung_id(key: &str) -> String {
    format!("{THEME_ID}rung-{key}")
}

/// The model of a ladder. `entries` are sorted by title.
#[must_use]
pub(crate) fn model(scope: &Scope<'_>, kind: &Kind, spec: &Ladder, entries: &[EntryIndex]) -> LadderModel {
    let library = &scope.scene.library;
    let standing = |index: &EntryIndex| Standing {
        link: Link::to_entry(scope, *index),
        summary: library.entries[*index].summary().map(str::to_owned),
    };
    let rung_of = |index: &EntryIndex| library.entries[*index].fields.get(&spec.by).and_then(Value::as_choice);
    let scale = kind.fields.get(&spec.by).and_then(|field| field.ty.scale());
    let choices = scale.map_or(&[][..], |scale| &scale.choices);
    let places: BTreeMap<&str, usize> = choices.iter().map(|choice| choice.key.as_str()).zip(0..).collect();
    let position = |index: &EntryIndex| places.get(rung_of(index)?).copied();
    let mut on_rungs: Vec<Vec<EntryIndex>> = vec![Vec::new(); choices.len()];
    for index in entries {
        if let Some(place) = position(index) {
            on_rungs[place].push(*index);
        }
    }
    let mut zone = None;
    let rungs = choices.iter().enumerate().map(|(position, choice)| {
        let starts = choice.group.as_ref().filter(|group| zone.as_ref() != Some(*group)).cloned();
        zone.clone_from(&choice.group);
        Rung {
            number: position + 1,
            id: rung_id(&choice.key),
            tint: tint(position, choices.len().saturating_sub(1)),
            label: choice.label.clone(),
            describe: choice.describe.clone(),
            zone: starts,
            entries: on_rungs[position].iter().map(standing).collect(),
        }
    });
    let rungs: Vec<Rung> = rungs.collect();

    let mut by_series: BTreeMap<&str, Vec<EntryIndex>> = BTreeMap::new();
    for index in entries {
        let name = spec.series.as_ref().and_then(|field| library.entries[*index].text(field));
        if let Some(name) = name {
            by_series.entry(name).or_default().push(*index);
        }
    }
    let series = by_series.into_iter().map(|(name, mut members)| {
        members.sort_by_key(position);
        let steps = members.iter().filter_map(|index| {
            let rung = &rungs[position(index)?];
            Some(SeriesStep { rung: rung.label.clone(), tint: rung.tint, entry: standing(index) })
        });
        Series { label: label_of(name), steps: steps.collect() }
    });
    LadderModel {
        // A single entry is no series.
        series: series.filter(|series| series.steps.len() > 1).collect(),
        unplaced: entries.iter().filter(|index| position(index).is_none()).map(standing).collect(),
        rungs,
    }
}
