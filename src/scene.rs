//! The site, resolved: everything that checks, pages, views, outputs and search read.

use std::sync::Arc;

use crate::fingerprint::Fingerprint;
use crate::library::{EntryIndex, Library};
use crate::plan::Plan;
use crate::plan::pictures::Pictures;
use crate::site::Site;
use crate::source::Snapshot;
use crate::verdict::{LifeFacts, Verdicts};

/// A site whose entries are read, whose links lead somewhere, and whose addresses are known.
#[derive(Clone)]
pub struct Scene {
    /// The inputs.
    pub snapshot: Arc<Snapshot>,
    /// Settings, kinds, theme.
    pub site: Arc<Site>,
    /// The fingerprint of templates, words and settings, which every page is made with.
    pub frame_fingerprint: Fingerprint,
    /// All entries, with their links resolved.
    pub library: Arc<Library>,
    /// The addresses.
    pub plan: Arc<Plan>,
    /// The pictures that pages show.
    pub pictures: Arc<Pictures>,
    /// The verdicts of all entries.
    pub verdicts: Arc<Verdicts>,
}

impl Scene {
    /// The published entries that have a life.
    pub(crate) fn lives(&self) -> impl Iterator<Item = (EntryIndex, &LifeFacts)> {
        self.verdicts.lives().filter(|(index, _)| self.library.is_published(*index))
    }
}
