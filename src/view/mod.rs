//! Views: entries in the shapes that pages show.
//!
//! One file a shape. Each takes a [`Scope`], a view's declaration and entries, and gives a plain
//! value that a template prints.

pub(crate) mod answer;
pub(crate) mod bodies;
pub(crate) mod catalogue;
pub(crate) mod facets;
pub(crate) mod index;
pub(crate) mod ladder;
pub(crate) mod link;
pub(crate) mod matrix;
pub(crate) mod news;
pub(crate) mod path;
pub(crate) mod ranges;
pub(crate) mod scope;
pub(crate) mod shown;
pub(crate) mod table;

use serde::Serialize;

pub(crate) use link::Link;
pub(crate) use scope::Scope;
pub(crate) use shown::{Fact, Shown};

/// What a view gives to its template.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum ViewModel {
    /// Cards with facets.
    Catalogue(catalogue::CatalogueModel),
    /// One row per entry.
    Table(table::TableModel),
    /// From A to Z.
    Index(index::IndexModel),
    /// Two choices across each other.
    Matrix(matrix::MatrixModel),
    /// The rungs of a scale.
    Ladder(ladder::LadderModel),
    /// Ranges drawn to scale.
    Ranges(ranges::RangesModel),
    /// What is new, what ends soon, what has gone.
    Changes(news::ChangesModel),
}

impl ViewModel {
    /// The template that shows it.
    #[must_use]
    pub(crate) fn template(&self) -> &'static str {
        match self {
            Self::Catalogue(_) => "catalogue.html",
            Self::Table(_) => "table.html",
            Self::Index(_) => "index.html",
            Self::Matrix(_) => "matrix.html",
            Self::Ladder(_) => "ladder.html",
            Self::Ranges(_) => "ranges.html",
            Self::Changes(_) => "changes.html",
        }
    }
}
