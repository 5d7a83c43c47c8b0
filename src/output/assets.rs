//! The theme's files, under the names that the theme has given them.

use super::Deferred;
use crate::artifact::UrlPath;
use crate::check::Scene;

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let assets = scene.site.theme.assets.iter();
    assets.map(|asset| (asset.url.clone(), Deferred::ready(asset.artifact.clone()))).collect()
}
