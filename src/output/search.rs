//! The shards of the search index.

use std::sync::{Arc, OnceLock};

use super::deferred::Deferred;
use super::kinds::{First, Memos, Output, Written};
use crate::artifact::Artifact;
use crate::catalog::EntryIndex;
use crate::memo::Memo;
use crate::plan::Claimant;
use crate::plan::claimant::Folder;
use crate::plan::claims::Maker;
use crate::scene::Scene;
use crate::search::{self, Analysis, Index, SHARDS};

pub(super) struct Search;

impl Claimant for Search {
    fn maker(&self) -> Maker {
        Maker::Output("search")
    }

    fn folder(&self) -> Option<Folder> {
        // How many shards there are is found out after the plan, so it claims none of them but all.
        Some(Folder { url: SHARDS, owner: "the search index", whole: true })
    }
}

impl Output for Search {
    fn write(&self, scene: &Scene, memos: &Memos) -> Written {
        search::keep(scene, &memos.search);
        let (scene, memo) = (scene.clone(), Arc::clone(&memos.search));
        let published = scene.catalog.published();
        let index = Arc::new(SearchIndex { scene, published, memo, made: OnceLock::new() });
        let shards = search::shards(&index.scene).into_iter().map(|(url, shard)| {
            let index = Arc::clone(&index);
            (url, Deferred::sure(move || Artifact::Bytes(index.get().encode(shard).into())))
        });
        Written { files: shards.collect(), first: Some(index) }
    }
}

/// The search index of a site that is laid out, made when it is first asked for.
struct SearchIndex {
    scene: Scene,
    published: Vec<EntryIndex>,
    memo: Arc<Memo<Arc<Analysis>>>,
    made: OnceLock<Index>,
}

impl SearchIndex {
    /// The index. Threads that ask at once make it once: the making runs on one thread and waits for no other, so that
    /// they may wait for it.
    fn get(&self) -> &Index {
        self.made.get_or_init(|| Index::new(&self.scene, &self.memo))
    }
}

impl First for SearchIndex {
    fn is_made(&self) -> bool {
        self.made.get().is_some()
    }

    fn parts(&self) -> usize {
        self.published.len()
    }

    fn make_part(&self, number: usize) {
        let _ = search::analyze(&self.scene, self.published[number], &self.memo);
    }

    fn make(&self) {
        let _ = self.get();
    }
}
