//! The order of entries: by a field, with titles to settle what is equal.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::catalog::{Catalog, EntryIndex};
use crate::content::Entry;
use crate::schema::field_names::TypeName;
use crate::schema::{Grade, Kind, Order, Value};
use crate::theme::Dictionary;

/// Sorts entries. Those without the field come last, whichever way the order runs.
pub fn sort(entries: &mut [EntryIndex], order: &Order, catalog: &Catalog) {
    entries.sort_by(|a, b| compare(&catalog.entries[*a], &catalog.entries[*b], order));
}

/// The place of each entry in an order, from 0; `None` for those without the field, which come last
/// whichever way a reader turns the order.
#[must_use]
pub fn places(entries: &[EntryIndex], order: &Order, catalog: &Catalog) -> HashMap<EntryIndex, Option<usize>> {
    let mut sorted = entries.to_vec();
    sort(&mut sorted, order, catalog);
    let has_field = |index: EntryIndex| order.field == "title" || key(&catalog.entries[index], &order.field).is_some();
    sorted.into_iter().enumerate().map(|(place, index)| (index, has_field(index).then_some(place))).collect()
}

/// What an order is called: "A to Z", "Cost, highest first", "Reviewed, newest first".
#[must_use]
pub fn label(kind: &Kind, order: &Order, words: &Dictionary) -> String {
    let field = kind.fields.get(&order.field);
    let name = field.map_or(order.field.as_str(), |field| field.label.as_str());
    let is_date = field.is_some_and(|field| field.ty.name() == TypeName::Date);
    let key = match (order.field.as_str(), order.descending, is_date) {
        ("title", false, _) => "order_title",
        ("title", true, _) => "order_title_back",
        (_, true, true) => "newest_first",
        (_, true, false) => "descending",
        (_, false, _) => "ascending",
    };
    words.fill(key, &[("field", name)])
}

fn compare(a: &Entry, b: &Entry, order: &Order) -> Ordering {
    let by_field = if order.field == "title" {
        let by_title = by_title(a, b);
        if order.descending { by_title.reverse() } else { by_title }
    } else {
        match (key(a, &order.field), key(b, &order.field)) {
            (Some(a), Some(b)) => {
                let ordering = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
                if order.descending { ordering.reverse() } else { ordering }
            }
            (a, b) => a.is_none().cmp(&b.is_none()),
        }
    };
    by_field.then_with(|| by_title(a, b)).then_with(|| a.file.cmp(&b.file))
}

/// By `order` where entries have one, then by title without regard to capitals and accents.
pub fn by_title(a: &Entry, b: &Entry) -> Ordering {
    let rank = |entry: &Entry| entry.fields.get("order").and_then(Value::as_number).unwrap_or(f64::INFINITY);
    rank(a).total_cmp(&rank(b)).then_with(|| title_key(&a.title).cmp(&title_key(&b.title)))
}

/// What titles are compared by: letters without accents and capitals.
#[must_use]
pub fn title_key(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    title.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

/// What a field is compared by: a choice by its place in its scale, grades by the lowest, a day by
/// its date, a range by its lowest value.
fn key(entry: &Entry, name: &str) -> Option<Key> {
    let number = |number: f64| Some(Key::Number(number));
    match entry.fields.get(name)? {
        Value::Text(text) | Value::Markdown(text) | Value::Url(text) | Value::Email(text) | Value::Reference(text) => {
            Some(Key::Text(title_key(text)))
        }
        Value::Boolean(flag) => number(f64::from(u8::from(*flag))),
        Value::Number(value, _) | Value::Percent(value) => number(*value),
        Value::Money(money, _) => number(money.amount),
        Value::Range(range, _) => number(range.least()),
        Value::Date(day) => Some(Key::Text(day.to_string())),
        Value::Duration(duration) => number(duration.minutes()),
        Value::Choice(choice) => number(entry.kind.fields.get(name)?.ty.scale()?.position(choice)? as f64),
        Value::Grades(grades) => number(f64::from(grades.iter().next().unwrap_or(Grade(0)).0)),
        Value::Image { .. } | Value::List(_) | Value::Group(_) => None,
    }
}
