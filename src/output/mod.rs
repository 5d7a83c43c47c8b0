//! Outputs: everything that a build writes. Each output has a file here and a line in [`OUTPUTS`]. It declares its
//! addresses to the plan, and no other output writes there.

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

/// Everything that a build writes.
pub struct Outputs {
    /// Every address with its maker and its artifact.
    pub files: Vec<(Maker, UrlPath, Deferred)>,
    /// The data that an output shares among its files, with its maker. It is made before the files.
    pub first: Vec<(Maker, Arc<dyn First>)>,
}

/// All outputs, as the plan sees them.
#[must_use]
pub(crate) fn claimants() -> Vec<&'static dyn Claimant> {
    OUTPUTS.iter().map(|output| *output as &dyn Claimant).collect()
}

/// Lists the files of all outputs. What takes time is made only when it is asked for.
#[must_use]
pub fn list(scene: &Scene, memos: &Memos) -> Outputs {
    let mut outputs = Outputs { files: Vec::new(), first: Vec::new() };
    for output in OUTPUTS {
        let listed = output.list(scene, memos);
        let files = listed.files.into_iter().map(|(url, deferred)| (output.maker(), url, deferred));
        outputs.files.extend(files);
        outputs.first.extend(listed.first.map(|first| (output.maker(), first)));
    }
    outputs
}
