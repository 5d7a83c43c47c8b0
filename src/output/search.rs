//! The shards of the search index.

use std::sync::Arc;

use rayon::prelude::*;

use crate::artifact::{Artifact, UrlPath};
use crate::check::Scene;
use crate::memo::Memo;
use crate::search::{Analysis, Index};

pub(super) fn write(scene: &Scene<'_>, memo: &Arc<Memo<Arc<Analysis>>>) -> Vec<(UrlPath, Artifact)> {
    let index = Arc::new(Index::new(scene, memo));
    let shards = index.shards();
    shards.into_par_iter().map(|(url, shard)| (url, Artifact::Bytes(index.encode(shard).into()))).collect()
}
