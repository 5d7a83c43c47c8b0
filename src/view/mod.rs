//! Views: entries in the shapes that pages show.
//!
//! Each shape has a file. It turns a [`Scope`], a view's declaration and entries into a plain
//! value for a template. The remaining files hold what several shapes and pages share.

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

/// The model of a view, as its template sees it.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum ViewModel {
    /// Cards with facets.
    Catalogue(catalogue::CatalogueModel),
    /// One row per entry.
    Table(table::TableModel),
    /// Entries from A to Z.
    Index(index::IndexModel),
    /// Squares, one for each pair of two choices.
    Matrix(matrix::MatrixModel),
    /// The rungs of a scale, with entries.
    Ladder(ladder::LadderModel),
    /// Ranges drawn to scale.
    Ranges(ranges::RangesModel),
    /// What is new, what ends soon and what has ended.
    Changes(news::ChangesModel),
}

impl ViewModel {
    /// The name of its template.
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
