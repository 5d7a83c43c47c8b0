//! The smaller ones of the pictures that pages show. They are made when they are written.

use super::Deferred;
use crate::artifact::{Artifact, Recipe, UrlPath};
use crate::check::Scene;
use crate::source::File;

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let mut made = Vec::new();
    for (file, shared) in &scene.pictures.shown {
        let Some(File::Blob { origin, print, picture: _ }) = scene.snapshot.files.get(file) else { continue };
        made.extend(shared.smaller.iter().map(|(url, width)| {
            let recipe = Recipe::Smaller { width: *width };
            let smaller = Artifact::Derived { origin: origin.clone(), print: *print, recipe };
            (url.clone(), Deferred::ready(smaller))
        }));
    }
    made
}
