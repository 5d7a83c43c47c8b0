//! The shards of the search index.

use std::sync::{Arc, OnceLock};

use super::Deferred;
use crate::artifact::{Artifact, UrlPath};
use crate::catalog::EntryIndex;
use crate::check::Scene;
use crate::memo::Memo;
use crate::search::{self, Analysis, Index};
use crate::verdict::Verdicts;

/// The search index of a site that is laid out, made when it is first asked for.
pub struct SearchIndex {
    scene: Scene,
    verdicts: Arc<Verdicts>,
    memo: Arc<Memo<Arc<Analysis>>>,
    made: OnceLock<Index>,
}

impl SearchIndex {
    /// The index of a site, not yet made.
    #[must_use]
    pub fn new(scene: &Scene, verdicts: &Arc<Verdicts>, memo: &Arc<Memo<Arc<Analysis>>>) -> Self {
        search::keep(scene, memo);
        Self { scene: scene.clone(), verdicts: Arc::clone(verdicts), memo: Arc::clone(memo), made: OnceLock::new() }
    }

    /// The index. Threads that ask at once make it once: the making runs on one thread and waits for no other, so that
    /// they may wait for it.
    pub fn get(&self) -> &Index {
        self.made.get_or_init(|| Index::new(&self.scene, &self.verdicts, &self.memo))
    }

    /// Whether it is made.
    #[must_use]
    pub fn is_made(&self) -> bool {
        self.made.get().is_some()
    }

    /// Analyzes one published entry ahead, for who has several threads and holds no lock.
    pub fn analyze(&self, index: EntryIndex) {
        let _ = search::analyze(&self.scene, index, &self.memo);
    }
}

/// Every shard with its address.
pub(super) fn write(scene: &Scene, index: &Arc<SearchIndex>) -> Vec<(UrlPath, Deferred)> {
    let shards = search::shards(scene).into_iter().map(|(url, shard)| {
        let index = Arc::clone(index);
        (url, Deferred::sure(move || Artifact::Bytes(index.get().encode(shard).into())))
    });
    shards.collect()
}
