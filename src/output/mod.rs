//! Outputs besides pages: one file each; adding one is a file, a line in [`OUTPUTS`], and a claim in the plan on each
//! address that it makes something for.

mod assets;
mod data;
mod deferred;
mod feed;
mod files;
mod hosting;
mod pictures;
mod robots;
mod search;
mod sitemap;

use std::sync::Arc;

use crate::artifact::UrlPath;
use crate::check::Scene;
use crate::page::claims::Maker;
pub use deferred::{Deferred, Made};
pub use search::SearchIndex;

/// Lists the addresses of an output. What takes time is left until somebody asks for it.
type Write = fn(&Scene) -> Vec<(UrlPath, Deferred)>;

/// An address with who makes what stands there, and how.
pub type Making = (Maker, UrlPath, Deferred);

/// All outputs besides pages.
const OUTPUTS: &[(Maker, Write)] = &[
    (Maker::Theme, assets::write),
    (Maker::Data, data::write),
    (Maker::Feed, feed::write),
    (Maker::File, files::write),
    (Maker::Hosting, hosting::write),
    (Maker::Picture, pictures::write),
    (Maker::Robots, robots::write),
    (Maker::Sitemap, sitemap::write),
];

/// Lists all outputs besides pages.
#[must_use]
pub fn write(scene: &Scene) -> Vec<Making> {
    OUTPUTS.iter().flat_map(|(maker, write)| made_by(*maker, write(scene))).collect()
}

fn made_by(maker: Maker, made: Vec<(UrlPath, Deferred)>) -> impl Iterator<Item = Making> {
    made.into_iter().map(move |(url, deferred)| (maker, url, deferred))
}

/// Lists the shards of the search index.
#[must_use]
pub fn search(scene: &Scene, index: &Arc<SearchIndex>) -> Vec<Making> {
    made_by(Maker::Search, search::write(scene, index)).collect()
}
