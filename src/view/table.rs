//! The table: entries as rows, with a page for each order.

use serde::Serialize;

use super::answer::{self, CardAnswer};
use super::link::Link;
use super::scope::Scope;
use super::shown::{Shown, fact};
use crate::artifact::UrlPath;
use crate::library::EntryIndex;
use crate::plan::addresses;
use crate::plan::order::{self, Orders};
use crate::schema::view_spec::Table;
use crate::schema::{Kind, Order};

/// What `table.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TableModel {
    /// The table's caption, for readers who do not see the table.
    pub caption: String,
    /// The heading of the first column, which holds the entry's title.
    pub first: String,
    /// The columns after the first.
    pub columns: Vec<Column>,
    /// The rows: all of them in the first order, the first 100 in each further order.
    pub rows: Vec<Row>,
    /// The sentence that says how many rows the page shows, when it does not have all.
    pub more: Option<String>,
    /// Whether rows have verdicts, so that a grade can be chosen.
    pub has_verdicts: bool,
    /// The number of the order by title, for scripts that sort.
    pub order: Option<usize>,
    /// Whether the rows are in the order of the first column: `ascending` or `descending`.
    pub sorted: Option<&'static str>,
    /// The orders; empty when there is only one.
    pub orders: Vec<OrderModel>,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Column {
    /// The field's name.
    pub name: String,
    /// Its heading.
    pub label: String,
    /// `ascending` or `descending` when the rows are in the order of this column.
    pub sorted: Option<&'static str>,
    /// Whether it holds figures, which are aligned to the end of their cells.
    pub numeric: bool,
    /// The number of the order by this column, for scripts that sort.
    pub order: Option<usize>,
}

/// A row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// The name of the row in the address of a comparison: `nearpod`.
    pub key: String,
    /// Its place in each ascending order, as numbers with spaces between them and `-` for none; for scripts.
    pub places: String,
    /// Whether it may be used; missing for kinds without verdicts.
    pub verdict: Option<CardAnswer>,
    /// Its cells, one for each column; missing where the entry has no value.
    pub cells: Vec<Option<Shown>>,
}

/// One of the table's orders, as a link.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OrderModel {
    /// Its name.
    pub label: String,
    /// The address of its page.
    pub href: String,
    /// Whether this page is in this order.
    pub current: bool,
}

/// How many rows a page in a further order has: a reader who sorts by cost looks only at the cheapest.
const SORTED: usize = 100;

/// The model of the table in one order. `entries` are sorted by that order.
#[must_use]
pub(crate) fn model(
    scope: &Scope<'_>,
    kind: &Kind,
    spec: &Table,
    view: &UrlPath,
    orders: &Orders,
    order: &Order,
    entries: &[EntryIndex],
) -> TableModel {
    let label = |name: &str| kind.fields.get(name).map_or_else(|| name.to_owned(), |field| field.label.clone());
    let sorted =
        |name: &str| (order.field == name).then_some(if order.descending { "descending" } else { "ascending" });
    let columns = spec.columns.iter().filter(|name| *name != "title");
    let fields: Vec<_> = columns.clone().filter_map(|name| kind.fields.get(name)).collect();
    let is_cut = spec.sort.first() != Some(order) && entries.len() > SORTED;
    let shown = if is_cut { &entries[..SORTED] } else { entries };
    // A script reverses an order by itself, so each field needs only its ascending one. A page with a part of the rows
    // cannot be sorted by a script.
    let mut ascending: Vec<Order> = Vec::new();
    for order in spec.sort.iter().filter(|_| !is_cut) {
        if ascending.iter().all(|other| other.field != order.field) {
            ascending.push(Order { descending: false, ..order.clone() });
        }
    }
    let order_of = |name: &str| ascending.iter().position(|order| order.field == name).filter(|_| ascending.len() > 1);
    let places: Vec<_> = ascending.iter().map(|order| orders.places(entries, order)).collect();
    let numeric = |name: &str| kind.fields.get(name).is_some_and(|field| field.ty.is_number());
    let row = |index: &EntryIndex| {
        let entry = &scope.scene.library.entries[*index];
        let cells = fields.iter().map(|field| fact(scope, *index, field).map(|fact| fact.value)).collect();
        let places: Vec<String> = places
            .iter()
            .map(|places| {
                places.get(index).copied().flatten().map_or_else(|| "-".to_owned(), |place| place.to_string())
            })
            .collect();
        Row {
            link: Link::to_entry(scope, *index),
            key: entry.slug.clone(),
            places: places.join(" "),
            verdict: answer::card(scope, *index),
            cells,
        }
    };
    let order_model = |other: &Order| {
        let label = order::label(kind, other, scope.words);
        OrderModel { label, href: scope.href(&addresses::order(view, spec, other)), current: other == order }
    };
    TableModel {
        caption: scope.words.count("compare_caption", entries.len()).replace("{title}", &spec.head.title),
        first: label("title"),
        sorted: sorted("title"),
        order: order_of("title"),
        columns: columns
            .map(|name| Column {
                name: name.clone(),
                label: label(name),
                sorted: sorted(name),
                numeric: numeric(name),
                order: order_of(name),
            })
            .collect(),
        rows: shown.iter().map(row).collect(),
        more: is_cut.then(|| {
            let (shown, total) = (shown.len().to_string(), entries.len().to_string());
            scope.words.fill("first_rows", &[("shown", &shown), ("total", &total)])
        }),
        has_verdicts: entries.iter().any(|index| scope.scene.verdicts.life(*index).is_some()),
        orders: if spec.sort.len() > 1 { spec.sort.iter().map(order_model).collect() } else { Vec::new() },
    }
}
