//! Ranges: a table whose rows are drawn as a chart. Each unit has a chart of its own, so that pay by the year and pay
//! by the hour never share a scale.

use std::collections::BTreeMap;

use serde::Serialize;

use super::link::Link;
use super::scope::Scope;
use super::shown::{Shown, fact};
use crate::format;
use crate::library::EntryIndex;
use crate::markdown::THEME_ID;
use crate::plan::order::title_key;
use crate::schema::value::Range;
use crate::schema::view_spec::Ranges;
use crate::schema::{Kind, Value};

/// What `ranges.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RangesModel {
    /// The heading of the first column, which holds the entry's title.
    pub first: String,
    /// A chart for each unit.
    pub charts: Vec<Chart>,
    /// Entries without a range.
    pub unknown: Vec<Link>,
}

/// One chart with its own scale.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Chart {
    /// The id of its section.
    pub id: String,
    /// Its unit: "USD per year".
    pub unit: String,
    /// The marks of the scale.
    pub ticks: Vec<Tick>,
    /// The lowest value of the scale, as text.
    pub from: String,
    /// The highest value of the scale, as text.
    pub to: String,
    /// The distance between two marks, as text.
    pub step: String,
    /// The rows by group; one group without a label when the view has no groups.
    pub groups: Vec<Group>,
}

/// A mark of the scale.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Tick {
    /// Its value.
    pub text: String,
    /// Its distance from the start of the scale, in percent of the width, with two decimals.
    pub at: String,
    /// Whether its value is shown; with many marks, only every second value is.
    pub named: bool,
}

/// Rows that share a choice.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Group {
    /// The choice's label.
    pub label: Option<String>,
    /// The rows, the lowest range first.
    pub rows: Vec<Row>,
}

/// One range.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// The field shown beside the title.
    pub label: Option<Shown>,
    /// The lowest value.
    pub low: Option<String>,
    /// The middle value.
    pub middle: Option<String>,
    /// The highest value.
    pub high: Option<String>,
    /// The place of the lowest value in percent.
    pub low_at: Option<String>,
    /// The place of the middle value in percent.
    pub middle_at: Option<String>,
    /// The place of the highest value in percent.
    pub high_at: Option<String>,
    /// The source of the figures, with its year.
    pub source: Option<String>,
    /// The address of the source.
    pub source_url: Option<String>,
}

/// The unit of a chart: the time or thing that amounts are per ("year"), and the currency.
type Unit = (Option<String>, Option<String>);

/// An entry with its range.
type Member<'c> = (EntryIndex, &'c Range);

#[must_use]
pub(crate) fn model(scope: &Scope<'_>, kind: &Kind, spec: &Ranges, entries: &[EntryIndex]) -> RangesModel {
    let mut units: BTreeMap<Unit, Vec<Member<'_>>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for index in entries {
        let entry = &scope.scene.library.entries[*index];
        match entry.fields.get(&spec.range).and_then(Value::as_range) {
            Some((range, figure)) => {
                units.entry((figure.per.clone(), range.currency.clone())).or_default().push((*index, range));
            }
            None => unknown.push(Link::to_entry(scope, *index)),
        }
    }
    // The unit with the most rows comes first.
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by_key(|((per, currency), rows)| (std::cmp::Reverse(rows.len()), per.clone(), currency.clone()));
    let charts = units.into_iter().enumerate().map(|(number, ((per, currency), rows))| {
        chart(scope, kind, spec, number, per.as_deref(), currency.as_deref(), &rows)
    });
    RangesModel { first: kind.one.clone(), charts: charts.collect(), unknown }
}

fn chart(
    scope: &Scope<'_>,
    kind: &Kind,
    spec: &Ranges,
    number: usize,
    per: Option<&str>,
    currency: Option<&str>,
    rows: &[Member<'_>],
) -> Chart {
    let words = scope.words;
    let scale =
        Scale::over(rows.iter().flat_map(|(_, range)| [range.from, range.middle, range.to].into_iter().flatten()));
    let text = |value: f64| match currency {
        Some(currency) => format::amount(value, currency, words),
        None => format::number(value, words),
    };
    let amount = currency.unwrap_or_default();
    let unit = match per {
        Some(per) => words.fill("per", &[("amount", amount), ("unit", per)]).trim().to_owned(),
        None if amount.is_empty() => kind.fields.get(&spec.range).map_or_else(String::new, |field| field.label.clone()),
        None => amount.to_owned(),
    };
    let mut groups: Vec<(Option<String>, Vec<Member<'_>>)> = Vec::new();
    let mut by_choice: BTreeMap<Option<&str>, Vec<Member<'_>>> = BTreeMap::new();
    for member in rows {
        let fields = &scope.scene.library.entries[member.0].fields;
        let choice = spec.group.as_ref().and_then(|field| fields.get(field)?.as_choice());
        by_choice.entry(choice).or_default().push(*member);
    }
    for (label, key) in group_choices(kind, spec) {
        let mut members = by_choice.get(&key.as_deref()).cloned().unwrap_or_default();
        members.sort_by(|a, b| {
            let title = |index: EntryIndex| title_key(&scope.scene.library.entries[index].title);
            a.1.least().total_cmp(&b.1.least()).then_with(|| title(a.0).cmp(&title(b.0)))
        });
        if !members.is_empty() {
            groups.push((label, members));
        }
    }
    let row = |(index, range): &Member<'_>| {
        let field = kind.fields.get(&spec.range);
        let figure = field.and_then(|field| fact(scope, *index, field)).map(|fact| fact.value);
        let (source, source_url) = match figure {
            Some(Shown::Figure { source, url, .. }) => (source, url),
            _ => (None, None),
        };
        Row {
            link: Link::to_entry(scope, *index),
            label: spec
                .label
                .as_ref()
                .and_then(|name| fact(scope, *index, kind.fields.get(name)?))
                .map(|fact| fact.value),
            low: range.from.map(text),
            middle: range.middle.map(text),
            high: range.to.map(text),
            low_at: range.from.map(|value| scale.place(value)),
            middle_at: range.middle.map(|value| scale.place(value)),
            high_at: range.to.map(|value| scale.place(value)),
            source,
            source_url,
        }
    };
    Chart {
        id: format!("{THEME_ID}scale-{}", number + 1),
        unit,
        ticks: scale
            .ticks()
            .enumerate()
            .map(|(number, value)| {
                let named = number % 2 == 0 || scale.ticks().count() < 5;
                Tick { text: text(value), at: scale.place(value), named }
            })
            .collect(),
        from: text(scale.from),
        to: text(scale.to),
        step: text(scale.step),
        groups: groups
            .iter()
            .map(|(label, members)| Group { label: label.clone(), rows: members.iter().map(row).collect() })
            .collect(),
    }
}

/// The groups as label and key, in the order of their scale. The group of rows without a choice comes last.
fn group_choices(kind: &Kind, spec: &Ranges) -> Vec<(Option<String>, Option<String>)> {
    let scale = spec.group.as_ref().and_then(|name| kind.fields.get(name)?.ty.scale());
    let choices = scale.into_iter().flat_map(|scale| &scale.choices);
    let choices = choices.map(|choice| (Some(choice.label.clone()), Some(choice.key.clone())));
    choices.chain([(None, None)]).collect()
}

/// A scale between two round numbers.
struct Scale {
    from: f64,
    to: f64,
    step: f64,
}

impl Scale {
    /// A scale with four to nine steps that holds all values.
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if !low.is_finite() || !high.is_finite() {
            return Self { from: 0.0, to: 1.0, step: 1.0 };
        }
        // The scale of a single value reaches around it.
        let span = if high > low { high - low } else { low.abs().max(1.0) };
        // When values are closer than this, there are no floating-point numbers between them for marks.
        let span = span.max(low.abs().max(high.abs()) * 1e-9);
        let rough = span / 5.0;
        let magnitude = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * magnitude)
            .find(|step| *step >= rough)
            .unwrap_or(magnitude * 10.0);
        let mut from = (low / step).floor() * step;
        let mut to = (high / step).ceil() * step;
        if to <= from {
            (from, to) = ((from - step).max(0.0), to + step);
        }
        Self { from, to, step }
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        let count = ((self.to - self.from) / self.step).round() as usize;
        (0..=count.min(40)).map(|number| self.from + self.step * number as f64)
    }

    /// The place of a value in percent of the width.
    fn place(&self, value: f64) -> String {
        format!("{:.2}", (value - self.from) / (self.to - self.from) * 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_hold_their_values() {
        for (values, expected) in [
            (vec![45_000.0, 95_000.0], (40_000.0, 100_000.0, 10_000.0)),
            (vec![75.0, 200.0], (75.0, 200.0, 25.0)),
            (vec![66_490.0], (60_000.0, 80_000.0, 20_000.0)),
            (vec![0.0], (0.0, 0.2, 0.2)),
        ] {
            let scale = Scale::over(values.iter().copied());
            assert_eq!((scale.from, scale.to), (expected.0, expected.1), "{values:?}");
            assert_eq!(scale.step, expected.2, "{values:?}");
            assert!(values.iter().all(|value| (scale.from..=scale.to).contains(value)));
        }
    }

    #[test]
    fn no_scale_is_too_fine_or_too_large_for_numbers() {
        let most = 999_999_999_999_999.0;
        for values in [
            vec![most],
            vec![most - 0.25, most],
            vec![-most, most],
            vec![0.0, f64::MIN_POSITIVE],
            vec![1.0, 1.0 + f64::EPSILON],
        ] {
            let scale = Scale::over(values.iter().copied());
            assert!(scale.step > 0.0 && scale.from < scale.to, "{values:?}");
            for value in &values {
                let place: f64 = scale.place(*value).parse().expect("a number");
                assert!((0.0..=100.0).contains(&place), "{value} of {values:?} at {place}");
            }
        }
    }

    #[test]
    fn places_are_percent() {
        let scale = Scale { from: 40_000.0, to: 100_000.0, step: 10_000.0 };
        assert_eq!(scale.place(55_000.0), "25.00");
        assert_eq!(scale.ticks().count(), 7);
    }
}
