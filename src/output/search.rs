//! The shards of the search index.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::deferred::Deferred;
use super::interface::{First, Listed, Memos, Output};
use crate::artifact::Artifact;
use crate::library::EntryIndex;
use crate::memo::Memo;
use crate::plan::Claimant;
use crate::plan::claimant::Folder;
use crate::plan::claims::Maker;
use crate::scene::Scene;
use crate::search::{self, Analysis, Gathering, Index, SHARDS};

pub(super) struct Search;

impl Claimant for Search {
    fn maker(&self) -> Maker {
        Maker::Output("search")
    }

    fn folder(&self) -> Option<Folder> {
        // The number of shards is known only after the plan, so the output claims the whole folder.
        Some(Folder { url: SHARDS, owner: "the search index", whole: true })
    }
}

impl Output for Search {
    fn list(&self, scene: &Scene, memos: &Memos) -> Listed {
        search::keep(scene, &memos.search);
        let (scene, memo, published) = (scene.clone(), Arc::clone(&memos.search), scene.library.published());
        let (analyzed, whole) = (Mutex::default(), Mutex::new(Whole::Nothing));
        let index = Arc::new(SearchIndex { scene, published, memo, analyzed, whole });
        let shards = search::shards(&index.scene).into_iter().map(|(url, shard)| {
            let index = Arc::clone(&index);
            (url, Deferred::sure(move || Artifact::Bytes(index.get().encode(shard).into())))
        });
        Listed { files: shards.collect(), first: Some(index) }
    }
}

/// The search index of a site. It is made when it is first asked for.
struct SearchIndex {
    scene: Scene,
    published: Vec<EntryIndex>,
    memo: Arc<Memo<Arc<Analysis>>>,
    /// The analyses that the index has not taken yet, by their place among the published entries. It stays empty when
    /// the memo keeps analyses.
    analyzed: Mutex<BTreeMap<usize, Arc<Analysis>>>,
    /// The index. Threads that ask for it at once wait for the one that makes it. They may: making it takes one thread
    /// and waits for no other.
    whole: Mutex<Whole>,
}

/// How much of the index is made.
enum Whole {
    Nothing,
    Gathering(Gathering),
    Made(Arc<Index>),
}

impl SearchIndex {
    fn get(&self) -> Arc<Index> {
        let mut whole = locked(&self.whole);
        let gathering = match std::mem::replace(&mut *whole, Whole::Nothing) {
            Whole::Made(index) => {
                *whole = Whole::Made(Arc::clone(&index));
                return index;
            }
            Whole::Gathering(gathering) => gathering,
            Whole::Nothing => Gathering::new(&self.scene),
        };
        let index = Arc::new(gathering.finish(&self.scene, &self.memo));
        *whole = Whole::Made(Arc::clone(&index));
        index
    }

    fn analyze(&self, number: usize) -> Arc<Analysis> {
        search::analyze(&self.scene, self.published[number], &self.memo)
    }
}

impl First for SearchIndex {
    fn is_made(&self) -> bool {
        matches!(*locked(&self.whole), Whole::Made(_))
    }

    fn parts(&self) -> usize {
        self.published.len()
    }

    fn make_part(&self, number: usize) {
        let analysis = self.analyze(number);
        if !self.memo.keeps() {
            locked(&self.analyzed).insert(number, analysis);
        }
    }

    fn take_parts(&self, end: usize) {
        let mut whole = locked(&self.whole);
        if matches!(*whole, Whole::Nothing) {
            *whole = Whole::Gathering(Gathering::new(&self.scene));
        }
        let Whole::Gathering(gathering) = &mut *whole else { return };
        for number in gathering.taken()..end {
            let analysis = locked(&self.analyzed).remove(&number);
            gathering.take(&analysis.unwrap_or_else(|| self.analyze(number)));
        }
    }

    fn make(&self) {
        let _ = self.get();
    }

    fn let_go(&self) {
        if !self.memo.keeps() {
            *locked(&self.whole) = Whole::Nothing;
        }
    }
}

/// Takes a lock, even after a panic in another thread: no value is ever changed only in part.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
