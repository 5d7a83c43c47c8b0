//! The theme's files: style sheets, scripts, fonts, pictures.

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::plan::claims::{Maker, Place};
use crate::plan::{Claimant, Wish, claimant::Folder};
use crate::scene::Scene;
use crate::site::Site;
use crate::source::Snapshot;
use crate::theme::Asset;

pub(super) struct Assets;

impl Claimant for Assets {
    fn maker(&self) -> Maker {
        Maker::Output("the theme")
    }

    fn folder(&self) -> Option<Folder> {
        // Browsers keep everything in this folder for ever, as `hosting` tells them, so nothing else may lie there.
        Some(Folder { url: "assets/", owner: "the theme", whole: false })
    }

    fn of_site(&self, site: &Site, snapshot: &Snapshot) -> Vec<Wish> {
        let wish = |asset: &Asset| {
            let own = asset.files.iter().find(|file| snapshot.files.contains_key(*file));
            let place = own.map_or(Place::Nowhere, |file| Place::File(file.clone()));
            Wish { place, ..Wish::new(asset.url.clone(), format!("the theme's `{}`", asset.path)) }
        };
        site.theme.assets.iter().map(wish).collect()
    }
}

impl Output for Assets {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let assets = scene.site.theme.assets.iter();
        assets.map(|asset| (asset.url.clone(), Deferred::ready(asset.artifact.clone()))).collect::<Vec<_>>().into()
    }
}
