//! Files that lie in the site: pictures and documents beside pages, and `static/`.

use super::Deferred;
use crate::artifact::UrlPath;
use crate::check::Scene;

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let files = scene.plan.files.iter().filter_map(|(url, path)| {
        let artifact = scene.snapshot.files.get(path)?.published(scene.site.config.metadata)?;
        Some((url.clone(), Deferred::ready(artifact)))
    });
    files.collect()
}
