//! The shards of the search index.

use std::sync::{Arc, LazyLock};

use super::Deferred;
use crate::artifact::{Artifact, UrlPath};
use crate::check::Scene;
use crate::memo::Memo;
use crate::search::{self, Analysis, Index};
use crate::verdict::LifeFacts;

/// An index that is made when the first of its shards is asked for.
type Lazy = LazyLock<Index, Box<dyn FnOnce() -> Index + Send>>;

pub(super) fn write(
    scene: &Scene,
    lives: &Arc<Vec<Option<LifeFacts>>>,
    memo: &Arc<Memo<Arc<Analysis>>>,
) -> Vec<(UrlPath, Deferred)> {
    search::keep(scene, memo);
    let (own, lives, memo) = (scene.clone(), Arc::clone(lives), Arc::clone(memo));
    let make: Box<dyn FnOnce() -> Index + Send> = Box::new(move || Index::new(&own, &lives, &memo));
    let index: Arc<Lazy> = Arc::new(LazyLock::new(make));
    let shards = search::shards(scene).into_iter().map(|(url, shard)| {
        let index = Arc::clone(&index);
        (url, Deferred::sure(move || Artifact::Bytes(index.encode(shard).into())))
    });
    shards.collect()
}
