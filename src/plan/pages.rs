//! Which pages there are, and what stands at each address.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::claims::{Claims, Made, Purpose};
use super::facets::Facet;
use super::files::Withheld;
use super::order::Orders;
use crate::artifact::UrlPath;
use crate::library::EntryIndex;
use crate::schema::Kind;
use crate::source::VPath;

/// All pages and files of a site with their addresses, and its sections.
pub struct Plan {
    /// The sections, in the order of their kinds.
    pub sections: Vec<Section>,
    /// Every page by its address.
    pub pages: BTreeMap<UrlPath, Planned>,
    /// Every file that is published, by its address.
    pub files: BTreeMap<UrlPath, VPath>,
    /// The files that are not published.
    pub withheld: BTreeMap<VPath, Withheld>,
    /// The owner of each address of the output.
    pub claims: Claims,
    /// The files that outputs make once for the site and that pages link.
    pub linked: Vec<(Purpose, UrlPath)>,
}

impl Plan {
    /// The address that a link leads to, when something is published there today.
    #[must_use]
    pub(crate) fn published(&self, address: &str) -> Option<UrlPath> {
        self.claims.named(address).filter(|(_, claim)| claim.made == Made::Today).map(|(url, _)| url)
    }

    /// The address of an output's file for the whole site, by what readers use it for.
    #[must_use]
    pub(crate) fn linked_as(&self, purpose: Purpose) -> Option<&UrlPath> {
        self.linked.iter().find(|(other, _)| *other == purpose).map(|(_, url)| url)
    }
}

/// A kind with its entries.
pub struct Section {
    pub kind: Arc<Kind>,
    pub url: UrlPath,
    /// Its published entries, by title.
    pub entries: Vec<EntryIndex>,
    /// The orders that its views offer.
    pub orders: Orders,
    pub facets: Vec<Facet>,
    /// The entry of its `index.md`, whose text its first page shows.
    pub opening: Option<EntryIndex>,
    /// The files that outputs make for it and that pages link.
    pub linked: Vec<(Purpose, UrlPath)>,
}

impl Section {
    /// The addresses of outputs' files for this section, by what readers use them for.
    pub(crate) fn linked_as(&self, purpose: Purpose) -> impl Iterator<Item = &UrlPath> {
        self.linked.iter().filter(move |(other, _)| *other == purpose).map(|(_, url)| url)
    }
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Planned {
    /// The home page.
    Home,
    /// An entry or a plain page.
    Entry(EntryIndex),
    /// A view of a section.
    View {
        /// The section's number in [`Plan::sections`].
        section: usize,
        /// The view's number in its kind.
        view: usize,
        /// Which of the view's pages this is.
        variant: Variant,
    },
    /// The list of everything from A to Z.
    AToZ,
    /// The page with what is new, what ends soon and what has ended.
    Changes,
    /// The search page.
    Search,
    /// The page that servers show for addresses that do not exist.
    NotFound,
    /// An old address of an entry, which leads to its new one.
    Redirect(EntryIndex),
}

impl Planned {
    /// The entry or plain page that this is the page of.
    pub(crate) fn entry(&self) -> Option<EntryIndex> {
        match self {
            Self::Entry(index) => Some(*index),
            Self::Home
            | Self::View { .. }
            | Self::AToZ
            | Self::Changes
            | Self::Search
            | Self::NotFound
            | Self::Redirect(_) => None,
        }
    }

    /// The entry that an old address leads to.
    pub(crate) fn moved_entry(&self) -> Option<EntryIndex> {
        match self {
            Self::Redirect(index) => Some(*index),
            Self::Home
            | Self::Entry(_)
            | Self::View { .. }
            | Self::AToZ
            | Self::Changes
            | Self::Search
            | Self::NotFound => None,
        }
    }
}

/// One of the pages of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variant {
    /// All entries in the first order.
    Whole,
    /// The entries with one facet value.
    Facet {
        /// The facet's number in [`Section::facets`].
        facet: usize,
        /// The value's number in its facet.
        value: usize,
    },
    /// All entries in a different order, by its number.
    Order(usize),
    /// The entries in one square of a matrix, by its code.
    Square(String),
}
