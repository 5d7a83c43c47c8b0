//! The smaller pictures made from those that pages show. Their bytes are made when they are written.

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::{Artifact, Recipe};
use crate::plan::Claimant;
use crate::plan::claims::Maker;
use crate::scene::Scene;
use crate::source::File;

pub(super) struct Pictures;

impl Claimant for Pictures {
    fn maker(&self) -> Maker {
        Maker::Picture
    }
}

impl Output for Pictures {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let mut made = Vec::new();
        for (file, shared) in &scene.pictures.shown {
            let Some(File::Blob { origin, fingerprint, picture: _ }) = scene.snapshot.files.get(file) else { continue };
            made.extend(shared.smaller.iter().map(|(url, width)| {
                let recipe = Recipe::Smaller { width: *width };
                let smaller = Artifact::Derived { origin: origin.clone(), fingerprint: *fingerprint, recipe };
                (url.clone(), Deferred::ready(smaller))
            }));
        }
        made.into()
    }
}
