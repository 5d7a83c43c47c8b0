//! The shards of the search index.

use std::sync::{Arc, Mutex, PoisonError};

use super::deferred::Deferred;
use super::interface::{First, Memos, Output, Written};
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
        let (scene, is_kept) = (scene.clone(), memos.search.keeps());
        // All threads analyze before one of them merges: what they found has to wait somewhere.
        let memo = if is_kept { Arc::clone(&memos.search) } else { Arc::default() };
        let published = scene.catalog.published();
        let index = Arc::new(SearchIndex { scene, published, memo, is_kept, made: Mutex::default() });
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
    /// Whether the memo is that of the next build too.
    is_kept: bool,
    made: Mutex<Option<Arc<Index>>>,
}

impl SearchIndex {
    /// The index. Threads that ask at once make it once: the making runs on one thread and waits for no other, so that
    /// they may wait for it.
    fn get(&self) -> Arc<Index> {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.get_or_insert_with(|| Arc::new(Index::new(&self.scene, &self.memo))))
    }
}

impl First for SearchIndex {
    fn is_made(&self) -> bool {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    fn parts(&self) -> usize {
        self.published.len()
    }

    fn make_part(&self, number: usize) {
        let _ = search::analyze(&self.scene, self.published[number], &self.memo);
    }

    fn make(&self) {
        let _ = self.get();
        if !self.is_kept {
            self.memo.clear();
        }
    }

    fn let_go(&self) {
        if !self.is_kept {
            *self.made.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}
