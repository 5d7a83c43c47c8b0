//! Files as they are: pictures and documents beside pages, and `static/`.

use std::sync::Arc;

use super::Deferred;
use crate::artifact::{Artifact, UrlPath};
use crate::check::Scene;
use crate::source::File;

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let files = scene.plan.files.iter().filter_map(|(url, path)| {
        let artifact = match scene.snapshot.files.get(path)? {
            File::Text { text, .. } => Artifact::Bytes(Arc::from(text.as_bytes())),
            File::Blob { origin, print, picture: _ } => Artifact::Copy { origin: origin.clone(), print: *print },
            File::Unreadable(_) => return None,
        };
        Some((url.clone(), Deferred::ready(artifact)))
    });
    files.collect()
}
