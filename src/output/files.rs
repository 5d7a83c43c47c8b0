//! Files that are published as they are: pictures and documents of `content/`, and the files of `static/`.

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::plan::Claimant;
use crate::plan::claims::Maker;
use crate::scene::Scene;

pub(super) struct Files;

impl Claimant for Files {
    fn maker(&self) -> Maker {
        Maker::File
    }
}

impl Output for Files {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let files = scene.plan.files.iter().filter_map(|(url, path)| {
            let artifact = scene.snapshot.files.get(path)?.published(scene.site.config.metadata)?;
            Some((url.clone(), Deferred::ready(artifact)))
        });
        files.collect::<Vec<_>>().into()
    }
}
