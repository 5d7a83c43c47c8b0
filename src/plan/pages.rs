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

/// All pages of a site, and the sections that they belong to.
pub struct Plan {
    /// The sections, in the order of their kinds.
    pub sections: Vec<Section>,
    /// Every page by its address.
    pub pages: BTreeMap<UrlPath, Planned>,
    /// Every file that is published, by its address.
    pub files: BTreeMap<UrlPath, VPath>,
    /// The files that are not published.
    pub withheld: BTreeMap<VPath, Withheld>,
    /// Who has which address of the output.
    pub claims: Claims,
    /// What outputs make for the whole site and pages link.
    pub linked: Vec<(Purpose, UrlPath)>,
}

impl Plan {
    /// The address that a link names, when something is published there today.
    #[must_use]
    pub(crate) fn published(&self, address: &str) -> Option<UrlPath> {
        self.claims.named(address).filter(|(_, claim)| claim.made == Made::Today).map(|(url, _)| url)
    }
}

impl Plan {
    /// The address that an output makes for the whole site and pages link as this.
    #[must_use]
    pub(crate) fn linked_as(&self, purpose: Purpose) -> Option<&UrlPath> {
        self.linked.iter().find(|(other, _)| *other == purpose).map(|(_, url)| url)
    }
}

/// A kind with its entries.
pub struct Section {
    /// The kind.
    pub kind: Arc<Kind>,
    /// Its address.
    pub url: UrlPath,
    /// Its published entries by title.
    pub entries: Vec<EntryIndex>,
    /// The orders that its views offer.
    pub orders: Orders,
    /// Its facets.
    pub facets: Vec<Facet>,
    /// Its `index.md`.
    pub opening: Option<EntryIndex>,
    /// What outputs make for it and pages link.
    pub linked: Vec<(Purpose, UrlPath)>,
}

impl Section {
    /// The addresses that outputs make for it and pages link as this.
    pub(crate) fn linked_as(&self, purpose: Purpose) -> impl Iterator<Item = &UrlPath> {
        self.linked.iter().filter(move |(other, _)| *other == purpose).map(|(_, url)| url)
    }
}

/// What stands at an address.
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
        /// Which of the view's pages.
        variant: Variant,
    },
    /// The list of everything.
    AToZ,
    /// What is new, what ends soon, what has gone.
    Changes,
    /// The search.
    Search,
    /// The page for addresses that are not there.
    NotFound,
    /// An old address of an entry.
    Redirect(EntryIndex),
}

/// The pages of one view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variant {
    /// All entries in the first order.
    Whole,
    /// Those of one facet value.
    Facet {
        /// The facet's number in [`Section::facets`].
        facet: usize,
        /// The value's number in its facet.
        value: usize,
    },
    /// All entries in another order, by its number.
    Order(usize),
    /// Those of one square of a matrix, by its code.
    Square(String),
}
