//! Views: entries in the shapes that pages show.
//!
//! One file a shape. Each takes a [`Scope`], a view's declaration and entries, and gives a plain
//! value that a template prints.

pub mod answer;
pub mod bodies;
pub mod catalogue;
pub mod facets;
pub mod index;
pub mod ladder;
pub mod link;
pub mod matrix;
pub mod news;
pub mod path;
pub mod ranges;
pub mod scope;
pub mod shown;
pub mod table;

use serde::Serialize;

pub use link::Link;
pub use scope::Scope;
pub use shown::{Fact, Shown};

/// What a view gives to its template.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum ViewModel {
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
