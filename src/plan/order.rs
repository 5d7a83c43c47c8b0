//! The order of entries: by a field, and by title where the field is equal.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::content::Entry;
use crate::library::{EntryIndex, Library};
use crate::schema::field_names::TypeName;
use crate::schema::{Grade, Kind, Order, Value, ViewSpec};
use crate::theme::Dictionary;

/// The orders that the views of a section offer. Each is computed once over all entries of the section, and every page
/// that shows some of these entries reads it.
#[derive(Debug, Default)]
pub struct Orders(Vec<Ranking>);

/// The entries of a section in one order.
#[derive(Debug)]
struct Ranking {
    order: Order,
    /// The place of each entry in the order, from 0.
    ranks: HashMap<EntryIndex, usize>,
    /// How many entries have the field. Entries without it come last, in both directions.
    placed: usize,
}

impl Orders {
    /// The orders of a kind. `by_title` holds its entries, sorted by title.
    #[must_use]
    pub fn new(kind: &Kind, by_title: &[EntryIndex], library: &Library) -> Self {
        let mut rankings: Vec<Ranking> = Vec::new();
        for order in kind.views.iter().flat_map(offered) {
            if rankings.iter().all(|other| other.order != order) {
                rankings.push(Ranking::new(order, by_title, library));
            }
        }
        Self(rankings)
    }

    /// Sorts entries of the section.
    pub fn sort(&self, entries: &mut [EntryIndex], order: &Order) {
        if let Some(ranking) = self.get(order) {
            entries.sort_by_key(|index| ranking.ranks.get(index));
        }
    }

    /// The place of each of these entries of the section when only they are sorted, from 0; `None` for an entry without
    /// the field.
    #[must_use]
    pub(crate) fn places(&self, entries: &[EntryIndex], order: &Order) -> HashMap<EntryIndex, Option<usize>> {
        let Some(ranking) = self.get(order) else { return HashMap::new() };
        let mut sorted = entries.to_vec();
        self.sort(&mut sorted, order);
        let has_field = |index| ranking.ranks.get(index).is_some_and(|rank| *rank < ranking.placed);
        sorted.iter().enumerate().map(|(place, index)| (*index, has_field(index).then_some(place))).collect()
    }

    fn get(&self, order: &Order) -> Option<&Ranking> {
        self.0.iter().find(|ranking| ranking.order == *order)
    }
}

/// The orders that a view offers. For a table, also the ascending one of each: its script reverses orders in the
/// browser.
fn offered(view: &ViewSpec) -> Vec<Order> {
    match view {
        ViewSpec::Catalogue(spec) => spec.sort.clone(),
        ViewSpec::Table(spec) => {
            let ascending = spec.sort.iter().map(|order| Order { descending: false, ..order.clone() });
            spec.sort.iter().cloned().chain(ascending).collect()
        }
        ViewSpec::Index(_) | ViewSpec::Matrix(_) | ViewSpec::Ladder(_) | ViewSpec::Ranges(_) => Vec::new(),
    }
}

impl Ranking {
    fn new(order: Order, by_title: &[EntryIndex], library: &Library) -> Self {
        let entry = |index: EntryIndex| &*library.entries[index];
        let mut sorted = by_title.to_vec();
        let placed = if order.field == "title" {
            if order.descending {
                sort_once(&mut sorted, true, |index| title_rank(entry(index)));
            }
            sorted.len()
        } else {
            let (mut with, without): (Vec<_>, Vec<_>) =
                sorted.into_iter().partition(|index| key(entry(*index), &order.field).is_some());
            sort_once(&mut with, order.descending, |index| key(entry(index), &order.field));
            sorted = [with.as_slice(), &without].concat();
            with.len()
        };
        let ranks = sorted.into_iter().enumerate().map(|(rank, index)| (index, rank)).collect();
        Self { order, ranks, placed }
    }
}

/// Sorts the entries of a section by title.
pub(crate) fn sort_by_title(entries: &mut [EntryIndex], library: &Library) {
    sort_once(entries, false, |index| (title_rank(&library.entries[index]), library.entries[index].file.clone()));
}

/// Sorts by a key that is made once for each entry. Entries with equal keys keep their order, in both directions.
fn sort_once<K: PartialOrd>(entries: &mut [EntryIndex], descending: bool, key: impl Fn(EntryIndex) -> K) {
    let mut keyed: Vec<(K, EntryIndex)> = entries.iter().map(|index| (key(*index), *index)).collect();
    keyed.sort_by(|(a, _), (b, _)| {
        let ordering = a.partial_cmp(b).unwrap_or(Ordering::Equal);
        if descending { ordering.reverse() } else { ordering }
    });
    for (place, (_, index)) in entries.iter_mut().zip(keyed) {
        *place = index;
    }
}

/// The name of an order for readers: "A to Z", "Cost, highest first", "Reviewed, newest first".
#[must_use]
pub(crate) fn label(kind: &Kind, order: &Order, words: &Dictionary) -> String {
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

/// Compares two entries by their field `order`, when they have one, then by title without case and accents.
pub(crate) fn by_title(a: &Entry, b: &Entry) -> Ordering {
    title_rank(a).partial_cmp(&title_rank(b)).unwrap_or(Ordering::Equal)
}

fn title_rank(entry: &Entry) -> (f64, String) {
    let order = entry.fields.get("order").and_then(Value::as_number).unwrap_or(f64::INFINITY);
    (order, title_key(&entry.title))
}

/// A title in the form in which titles are compared: without accents and in lower case.
#[must_use]
pub(crate) fn title_key(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    if title.is_ascii() {
        return title.to_ascii_lowercase();
    }
    title.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}

#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

/// The key by which a field is compared: for a choice its place in its scale, for grades the lowest one, for a
/// range its lowest value. `None` for an entry without the field, and for types without an order.
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
