//! The matrix: a square for each pair of two choices, and a page for each square.

use std::collections::BTreeSet;

use serde::Serialize;

use super::link::Link;
use super::scope::Scope;
use crate::artifact::UrlPath;
use crate::library::EntryIndex;
use crate::plan::addresses;
use crate::plan::squares::{Square, scale, squares};
use crate::schema::view_spec::Matrix;
use crate::schema::{Choice, Kind};

/// What `matrix.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MatrixModel {
    /// The table's caption, for readers who do not see the table.
    pub caption: String,
    /// The label of the field that the rows show.
    pub rows_label: String,
    /// The label of the field that the columns show.
    pub columns_label: String,
    /// The headings of the columns.
    pub columns: Vec<Heading>,
    /// The rows, from the top.
    pub rows: Vec<Row>,
    /// The codes of the squares that have no entry yet, so that coaches see what is missing.
    pub empty: Vec<String>,
    /// Entries that lack one of the two choices.
    pub unplaced: Vec<Link>,
}

/// The heading of a row or a column.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Heading {
    /// The choice's label.
    pub label: String,
    /// The choice's description.
    pub describe: Option<String>,
}

/// A row.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Row {
    pub heading: Heading,
    /// Its squares.
    pub cells: Vec<Cell>,
}

/// A square.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cell {
    /// Its short code: the short forms of row and column.
    pub code: String,
    /// Its column, for small screens: "Transforms".
    pub column: String,
    /// How many entries it has.
    pub count: usize,
    /// The address of its page, which exists even when the square is empty.
    pub href: String,
    /// The text of the link to its page: "CT: all 4 entries".
    pub all: String,
    /// The first entries, at most three.
    pub entries: Vec<Link>,
    /// Its tint, 0 to 4, by its distance from the lower left square. It is only decoration.
    pub tint: usize,
}

/// How many entries a square lists.
const NAMED: usize = 3;

#[must_use]
pub(crate) fn model(
    scope: &Scope<'_>,
    kind: &Kind,
    spec: &Matrix,
    view: &UrlPath,
    entries: &[EntryIndex],
) -> MatrixModel {
    let squares = squares(kind, spec, entries, &scope.scene.library);
    let label = |name: &str| kind.fields.get(name).map_or_else(|| name.to_owned(), |field| field.label.clone());
    let heading = |choice: &Choice| Heading { label: choice.label.clone(), describe: choice.describe.clone() };
    let columns: &[Choice] = scale(kind, &spec.columns).map_or(&[], |scale| &scale.choices);
    let width = columns.len().max(1);
    let height = squares.len() / width;
    let cell = |(position, square): (usize, &Square<'_>)| Cell {
        code: square.code.clone(),
        column: square.column.label.clone(),
        count: square.entries.len(),
        all: scope.words.count("matrix_all", square.entries.len()).replace("{code}", &square.code),
        href: scope.href(&addresses::square(view, &square.code)),
        entries: square.entries.iter().take(NAMED).map(|index| Link::to_entry(scope, *index)).collect(),
        tint: tint((height - 1 - position / width) + position % width, height + width - 2),
    };
    let cells: Vec<Cell> = squares.iter().enumerate().map(cell).collect();
    let rows = squares.chunks(width).zip(cells.chunks(width));
    let in_a_square: BTreeSet<EntryIndex> = squares.iter().flat_map(|square| square.entries.iter().copied()).collect();
    MatrixModel {
        caption: spec.head.title.clone(),
        rows_label: label(&spec.rows),
        columns_label: label(&spec.columns),
        columns: columns.iter().map(heading).collect(),
        rows: rows.map(|(squares, cells)| Row { heading: heading(squares[0].row), cells: cells.to_vec() }).collect(),
        empty: squares.iter().filter(|square| square.entries.is_empty()).map(|square| square.code.clone()).collect(),
        unplaced: entries
            .iter()
            .filter(|index| !in_a_square.contains(index))
            .map(|index| Link::to_entry(scope, *index))
            .collect(),
    }
}

/// The tint, 0 to 4, of step `step` on a way from 0 to `last`.
#[must_use]
pub(crate) fn tint(step: usize, last: usize) -> usize {
    (step * 4 + last / 2).checked_div(last).unwrap_or(0)
}
