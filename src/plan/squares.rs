//! The squares of a matrix: one for each pair of two choices, with the entries that have both.

use std::collections::BTreeMap;

use crate::library::{EntryIndex, Library};
use crate::schema::view_spec::Matrix;
use crate::schema::{Choice, Kind, Scale, Value};

/// One square of a matrix.
pub(crate) struct Square<'k> {
    /// The row's choice.
    pub row: &'k Choice,
    /// The column's choice.
    pub column: &'k Choice,
    /// Its code: `CT`.
    pub code: String,
    /// Its entries, by title.
    pub entries: Vec<EntryIndex>,
}

/// All squares of a matrix over entries that are sorted by title, row by row.
#[must_use]
pub(crate) fn squares<'k>(kind: &'k Kind, spec: &Matrix, entries: &[EntryIndex], library: &Library) -> Vec<Square<'k>> {
    let (Some(rows), Some(columns)) = (scale(kind, &spec.rows), scale(kind, &spec.columns)) else { return Vec::new() };
    let mut standing: BTreeMap<(&str, &str), Vec<EntryIndex>> = BTreeMap::new();
    for index in entries {
        let fields = &library.entries[*index].fields;
        let choice = |name: &str| fields.get(name).and_then(Value::as_choice);
        if let (Some(row), Some(column)) = (choice(&spec.rows), choice(&spec.columns)) {
            standing.entry((row, column)).or_default().push(*index);
        }
    }
    let mut squares = Vec::new();
    for row in &rows.choices {
        for column in &columns.choices {
            let entries = standing.remove(&(row.key.as_str(), column.key.as_str())).unwrap_or_default();
            squares.push(Square { row, column, code: code(row, column), entries });
        }
    }
    squares
}

/// The scale of a field that is a choice.
#[must_use]
pub(crate) fn scale<'k>(kind: &'k Kind, field: &str) -> Option<&'k Scale> {
    kind.fields.get(field)?.ty.scale()
}

/// The short forms of both choices side by side, or their keys when one has no short form.
fn code(row: &Choice, column: &Choice) -> String {
    match (&row.short, &column.short) {
        (Some(row), Some(column)) => format!("{row}{column}"),
        _ => format!("{}-{}", row.key, column.key),
    }
}
