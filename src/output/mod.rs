//! Outputs: everything that is written. One file each; adding one is a file and a line in [`OUTPUTS`]. An output declares
//! its addresses to the plan, and nothing else stands there.

mod assets;
mod data;
mod deferred;
mod feed;
mod files;
mod hosting;
mod interface;
mod more_cards;
mod pages;
mod pictures;
mod robots;
mod search;
mod sitemap;

use std::sync::Arc;

use crate::artifact::UrlPath;
use crate::plan::Claimant;
use crate::plan::claims::Maker;
use crate::scene::Scene;
pub(crate) use deferred::Deferred;
pub(crate) use interface::First;
pub use interface::Memos;
use interface::Output;

/// All outputs.
const OUTPUTS: &[&dyn Output] = &[
    &pages::Pages,
    &robots::Robots,
    &sitemap::Sitemap,
    &feed::Feed,
    &hosting::Hosting,
    &assets::Assets,
    &data::Data,
    &more_cards::MoreCards,
    &search::Search,
    &files::Files,
    &pictures::Pictures,
];

/// What outputs are about to write.
pub struct Outputs {
    /// Every address with who makes what stands there, and how.
    pub files: Vec<(Maker, UrlPath, Deferred)>,
    /// What has to be made before the files of its maker.
    pub first: Vec<(Maker, Arc<dyn First>)>,
}

/// Those who declare addresses to the plan.
#[must_use]
pub fn claimants() -> Vec<&'static dyn Claimant> {
    OUTPUTS.iter().map(|output| *output as &dyn Claimant).collect()
}

/// Lists what all outputs write. What takes time is left until somebody asks for it.
#[must_use]
pub fn write(scene: &Scene, memos: &Memos) -> Outputs {
    let mut outputs = Outputs { files: Vec::new(), first: Vec::new() };
    for output in OUTPUTS {
        let written = output.write(scene, memos);
        let files = written.files.into_iter().map(|(url, deferred)| (output.maker(), url, deferred));
        outputs.files.extend(files);
        outputs.first.extend(written.first.map(|first| (output.maker(), first)));
    }
    outputs
}
