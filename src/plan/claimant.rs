//! What outputs declare to the plan: the addresses at which they make something. So an output is added in its own room.

use super::claims::{Made, Maker, Place, Purpose};
use super::pages::Section;
use crate::artifact::UrlPath;
use crate::site::Site;
use crate::source::Snapshot;

/// Somebody who makes files besides pages.
pub(crate) trait Claimant: Sync {
    /// Who this is. Only this one makes what stands at its addresses.
    fn maker(&self) -> Maker;

    /// A folder that belongs to it alone, with the owner's name in the words of findings.
    fn folder(&self) -> Option<Folder> {
        None
    }

    /// The files that it makes once for the site.
    fn of_site(&self, _site: &Site, _snapshot: &Snapshot) -> Vec<Wish> {
        Vec::new()
    }

    /// The files that it makes for a section.
    fn of_section(&self, _section: &Section) -> Vec<Wish> {
        Vec::new()
    }
}

/// A folder of the output that belongs to one claimant.
pub(crate) struct Folder {
    /// Its address: `assets/`.
    pub url: &'static str,
    /// The owner in the words of findings.
    pub owner: &'static str,
    /// Whether all that is ever in it is the claimant's, also what it has not claimed one by one.
    pub whole: bool,
}

/// An address that a claimant wants.
pub(crate) struct Wish {
    /// The address.
    pub url: UrlPath,
    /// The owner in the words of findings.
    pub owner: String,
    /// Where the owner stands; a file for a section stands where its kind does.
    pub place: Place,
    /// Whether anything stands there.
    pub made: Made,
    /// What it is to readers; nothing for what only browsers and hosts read.
    pub purpose: Option<Purpose>,
}

impl Wish {
    /// The wish for an address where something stands today and that no page links.
    #[must_use]
    pub(crate) fn new(url: UrlPath, owner: String) -> Self {
        Self { url, owner, place: Place::Nowhere, made: Made::Today, purpose: None }
    }

    /// The same, with the place of its owner where it has none of its own.
    #[must_use]
    pub(crate) fn at(self, place: &Place) -> Self {
        if self.place == Place::Nowhere { Self { place: place.clone(), ..self } } else { self }
    }

    /// The same, for readers.
    #[must_use]
    pub(crate) fn for_readers(self, purpose: Purpose) -> Self {
        Self { purpose: Some(purpose), ..self }
    }
}
