//! The table: entries as rows, a page for each order.

use serde::Serialize;

use super::scope::Scope;
use super::shown::{Shown, fact};
use crate::artifact::UrlPath;
use crate::catalog::EntryIndex;
use crate::schema::view_spec::Table;
use crate::schema::{Kind, Order};

/// What `table.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub struct TableModel {
    /// What the table is called for those who do not see it.
    pub caption: String,
    /// The heading of the first column, which holds the entry's title.
    pub first: String,
    /// The columns after the first.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The orders, when there are several.
    pub orders: Vec<OrderModel>,
}

/// A column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    /// The field.
    pub name: String,
    /// Its heading.
    pub label: String,
    /// `ascending` or `descending` when the rows are in the order of this column.
    pub sorted: Option<&'static str>,
}

/// A row.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The entry's title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Its cells, one for each column; missing where the entry has no value.
    pub cells: Vec<Option<Shown>>,
}

/// An order that the table can be read in.
#[derive(Debug, Clone, Serialize)]
pub struct OrderModel {
    /// What it is called.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Whether the page shown is this one.
    pub current: bool,
}

/// The address of the view in an order; the first order has the view's own address.
#[must_use]
pub fn url(view: &UrlPath, spec: &Table, order: &Order) -> UrlPath {
    if spec.sort.first() == Some(order) {
        return view.clone();
    }
    let name = order.field.replace('_', "-");
    view.join(&if order.descending { format!("by-{name}-highest-first/") } else { format!("by-{name}/") })
}

/// Makes the model of the table in one order.
#[must_use]
pub fn model(
    scope: &Scope<'_>,
    kind: &Kind,
    spec: &Table,
    view: &UrlPath,
    order: &Order,
    entries: &[EntryIndex],
) -> TableModel {
    let label = |name: &str| kind.fields.get(name).map_or_else(|| name.to_owned(), |field| field.label.clone());
    let sorted =
        |name: &str| (order.field == name).then_some(if order.descending { "descending" } else { "ascending" });
    let columns = spec.columns.iter().filter(|name| *name != "title");
    let fields: Vec<_> = columns.clone().filter_map(|name| kind.fields.get(name)).collect();
    let row = |index: &EntryIndex| {
        let entry = &scope.catalog.entries[*index];
        let cells = fields.iter().map(|field| fact(scope, *index, field).map(|fact| fact.value)).collect();
        Row { title: entry.title.clone(), href: scope.href(&entry.url), cells }
    };
    let order_model = |other: &Order| {
        let key = if other.descending { "descending" } else { "ascending" };
        let label = scope.words.fill(key, &[("field", &label(&other.field))]);
        OrderModel { label, href: scope.href(&url(view, spec, other)), current: other == order }
    };
    TableModel {
        caption: scope.words.count("compare_caption", entries.len()).replace("{title}", &spec.head.title),
        first: label("title"),
        columns: columns.map(|name| Column { name: name.clone(), label: label(name), sorted: sorted(name) }).collect(),
        rows: entries.iter().map(row).collect(),
        orders: if spec.sort.len() > 1 { spec.sort.iter().map(order_model).collect() } else { Vec::new() },
    }
}
