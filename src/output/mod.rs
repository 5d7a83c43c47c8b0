//! Outputs besides pages: one file each; adding one is a file and a line in [`OUTPUTS`].

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
pub use deferred::{Deferred, Made};
pub use search::SearchIndex;

/// Lists the addresses of an output. What takes time is left until somebody asks for it.
type Write = fn(&Scene) -> Vec<(UrlPath, Deferred)>;

/// All outputs besides pages.
const OUTPUTS: &[Write] =
    &[data::write, feed::write, files::write, hosting::write, pictures::write, robots::write, sitemap::write];

/// Lists all outputs besides pages.
#[must_use]
pub fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    OUTPUTS.iter().flat_map(|write| write(scene)).collect()
}

/// Lists the shards of the search index.
#[must_use]
pub fn search(scene: &Scene, index: &Arc<SearchIndex>) -> Vec<(UrlPath, Deferred)> {
    search::write(scene, index)
}

/// A text for XML: five characters escaped, and what XML 1.0 cannot hold left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(letter),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}
