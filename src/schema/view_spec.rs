//! View declarations: the shapes in which a kind's entries are shown.

use crate::fingerprint::mixed;
use crate::named::named;

named! {
    /// The shapes by the names that kinds write, in the order of the documentation.
    pub enum Shape {
        /// Cards with facets.
        Catalogue = "catalogue",
        /// One row per entry.
        Table = "table",
        /// From A to Z.
        Index = "index",
        /// Two choices across each other, a page for each square.
        Matrix = "matrix",
        /// The rungs of a scale.
        Ladder = "ladder",
        /// Ranges drawn to scale.
        Ranges = "ranges",
        /// The steps of an entry, on the entry's own page.
        Path = "path",
    }
}

impl Shape {
    /// The keys that only a declaration of this shape has.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Catalogue => &["card", "sort"],
            Self::Table => &["columns", "sort"],
            Self::Index => &["show"],
            Self::Matrix => &["rows", "columns"],
            Self::Ladder => &["by", "series"],
            Self::Ranges => &["range", "group", "label"],
            Self::Path => &["steps"],
        }
    }
}

/// A view: a shape with its settings. Each view has an address below its kind's folder; the empty address is that of
/// the section page.
#[derive(Debug, Clone)]
pub enum ViewSpec {
    /// Cards with facets.
    Catalogue(Catalogue),
    /// One row per entry.
    Table(Table),
    /// From A to Z.
    Index(Index),
    /// Two choices across each other, a page for each square.
    Matrix(Matrix),
    /// The rungs of a scale, with one lesson on each.
    Ladder(Ladder),
    /// Ranges, drawn to the same scale for each unit.
    Ranges(Ranges),
}

/// What every view has.
#[derive(Debug, Clone)]
pub struct ViewHead {
    /// The heading of the page.
    pub title: String,
    /// The address below the kind's folder, without slashes at its ends.
    pub url: String,
    /// One sentence below the title; `None` for that of the kind.
    pub describe: Option<String>,
}

/// Cards with facets.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Title and address.
    pub head: ViewHead,
    /// Fields shown on a card.
    pub card: Vec<String>,
    /// The orders that readers can choose; the first is the one in which the page is built.
    pub sort: Vec<Order>,
}

/// One row per entry.
#[derive(Debug, Clone)]
pub struct Table {
    /// Title and address.
    pub head: ViewHead,
    /// Fields shown as columns; `title` is the row's heading.
    pub columns: Vec<String>,
    /// The orders, each a page of its own; the first is the one at the view's address.
    pub sort: Vec<Order>,
}

/// From A to Z.
#[derive(Debug, Clone)]
pub struct Index {
    /// Title and address.
    pub head: ViewHead,
    /// The field shown beside each title.
    pub show: Option<String>,
}

/// Two choices across each other.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Title and address.
    pub head: ViewHead,
    /// The choice field of the rows; its scale runs from the top row to the bottom one.
    pub rows: String,
    /// The choice field of the columns.
    pub columns: String,
}

/// The rungs of a scale.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// Title and address.
    pub head: ViewHead,
    /// The choice field of the rungs.
    pub by: String,
    /// The text field that entries of one series share.
    pub series: Option<String>,
}

/// Ranges drawn to scale.
#[derive(Debug, Clone)]
pub struct Ranges {
    /// Title and address.
    pub head: ViewHead,
    /// The range field.
    pub range: String,
    /// The choice field by which rows are grouped.
    pub group: Option<String>,
    /// A field shown beside each title.
    pub label: Option<String>,
}

/// The steps of an entry, shown on its own page.
#[derive(Debug, Clone)]
pub struct PathSpec {
    /// The heading of the part.
    pub title: String,
    /// The field that lists the steps, each a group with `key` and `title`.
    pub steps: String,
}

/// A field to sort by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The field.
    pub field: String,
    /// Whether the highest value comes first.
    pub descending: bool,
}

impl ViewSpec {
    /// Title and address.
    #[must_use]
    pub(crate) fn head(&self) -> &ViewHead {
        match self {
            Self::Catalogue(view) => &view.head,
            Self::Table(view) => &view.head,
            Self::Index(view) => &view.head,
            Self::Matrix(view) => &view.head,
            Self::Ladder(view) => &view.head,
            Self::Ranges(view) => &view.head,
        }
    }

    /// The catalogue that it is.
    #[must_use]
    pub(crate) fn as_catalogue(&self) -> Option<&Catalogue> {
        if let Self::Catalogue(spec) = self { Some(spec) } else { None }
    }

    /// The table that it is.
    #[must_use]
    pub(crate) fn as_table(&self) -> Option<&Table> {
        if let Self::Table(spec) = self { Some(spec) } else { None }
    }

    /// The matrix that it is.
    #[must_use]
    pub(crate) fn as_matrix(&self) -> Option<&Matrix> {
        if let Self::Matrix(spec) = self { Some(spec) } else { None }
    }

    /// The view of a kind that declares none.
    #[must_use]
    pub(super) fn default_catalogue(title: &str) -> Self {
        let sort = vec![Order { field: "title".to_owned(), descending: false }];
        let head = ViewHead { title: title.to_owned(), url: String::new(), describe: None };
        Self::Catalogue(Catalogue { head, card: Vec::new(), sort })
    }
}

mixed!(
    enum ViewSpec {
        Catalogue(view),
        Table(view),
        Index(view),
        Matrix(view),
        Ladder(view),
        Ranges(view),
    }
);
mixed!(struct ViewHead { title, url, describe });
mixed!(struct Catalogue { head, card, sort });
mixed!(struct Table { head, columns, sort });
mixed!(struct Index { head, show });
mixed!(struct Matrix { head, rows, columns });
mixed!(struct Ladder { head, by, series });
mixed!(struct Ranges { head, range, group, label });
mixed!(struct PathSpec { title, steps });
mixed!(struct Order { field, descending });
