//! The site, resolved: everything that checks, pages, views, outputs and search read.

use std::sync::Arc;

use crate::catalog::{Catalog, EntryIndex};
use crate::fingerprint::Fingerprint;
use crate::plan::Plan;
use crate::plan::pictures::Pictures;
use crate::site::Site;
use crate::source::Snapshot;
use crate::verdict::LifeFacts;

/// A site whose entries are read, whose links lead somewhere, and whose addresses are known.
#[derive(Clone)]
pub struct Scene {
    /// The inputs.
    pub snapshot: Arc<Snapshot>,
    /// Settings, kinds, theme.
    pub site: Arc<Site>,
    /// The print of templates, words and settings: of what every page is made with.
    pub frame: Fingerprint,
    /// The entries.
    pub catalog: Arc<Catalog>,
    /// The addresses.
    pub plan: Arc<Plan>,
    /// The pictures that pages show.
    pub pictures: Arc<Pictures>,
    /// What counts for verdicts, by entry.
    pub lives: Arc<Vec<Option<LifeFacts>>>,
}

impl Scene {
    /// What counts for the verdict of an entry; `None` when its kind has no life.
    #[must_use]
    pub fn life(&self, index: EntryIndex) -> Option<&LifeFacts> {
        self.lives.get(index)?.as_ref()
    }

    /// The published entries that have a life.
    pub fn lives(&self) -> impl Iterator<Item = (EntryIndex, &LifeFacts)> {
        let alive = self.lives.iter().enumerate().filter_map(|(index, facts)| Some((index, facts.as_ref()?)));
        alive.filter(|(index, _)| self.catalog.is_published(*index))
    }
}
