//! The interface by which outputs declare their addresses to the plan, so that a new output needs no change here.

use super::claims::{Made, Maker, Place, Purpose};
use super::pages::Section;
use crate::artifact::UrlPath;
use crate::site::Site;
use crate::source::Snapshot;

/// An output, as the plan sees it: it claims addresses for its files.
pub(crate) trait Claimant: Sync {
    /// The maker of the files at its addresses. No other maker writes there.
    fn maker(&self) -> Maker;

    /// A folder that belongs only to it, if it has one.
    fn folder(&self) -> Option<Folder> {
        None
    }

    /// The addresses of the files that it makes once for the site.
    fn of_site(&self, _site: &Site, _snapshot: &Snapshot) -> Vec<Wish> {
        Vec::new()
    }

    /// The addresses of the files that it makes for a section.
    fn of_section(&self, _section: &Section) -> Vec<Wish> {
        Vec::new()
    }
}

/// A folder of the output that belongs to one claimant.
pub(crate) struct Folder {
    /// The folder's address: `assets/`.
    pub url: &'static str,
    /// The owner as findings call it.
    pub owner: &'static str,
    /// Whether the claimant owns every address in the folder, even those that it has not claimed one by one.
    pub whole: bool,
}

/// An address that a claimant wants.
pub(crate) struct Wish {
    pub url: UrlPath,
    /// The owner as findings call it.
    pub owner: String,
    /// The place that findings point at. A file for a section gets the place of its kind.
    pub place: Place,
    /// Whether the file is made today.
    pub made: Made,
    /// What the file is to readers; `None` for a file that only browsers and hosts read.
    pub purpose: Option<Purpose>,
}

impl Wish {
    /// The wish for a file that is made today and that only browsers and hosts read.
    #[must_use]
    pub(crate) fn new(url: UrlPath, owner: String) -> Self {
        Self { url, owner, place: Place::Nowhere, made: Made::Today, purpose: None }
    }

    /// The same wish at `place`, unless it has a place already.
    #[must_use]
    pub(crate) fn at(self, place: &Place) -> Self {
        if self.place == Place::Nowhere { Self { place: place.clone(), ..self } } else { self }
    }

    /// The same wish, for a file that readers use.
    #[must_use]
    pub(crate) fn for_readers(self, purpose: Purpose) -> Self {
        Self { purpose: Some(purpose), ..self }
    }
}
