//! Outputs besides pages: one file each; adding one is a file and a line in [`OUTPUTS`].

mod data;
mod feed;
mod files;
mod robots;
mod search;
mod sitemap;

use std::sync::Arc;

use crate::artifact::{Artifact, UrlPath};
use crate::check::Scene;
use crate::memo::Memo;
use crate::search::Analysis;

type Write = fn(&Scene<'_>) -> Vec<(UrlPath, Artifact)>;

/// All outputs besides pages.
const OUTPUTS: &[Write] = &[data::write, feed::write, files::write, robots::write, sitemap::write];

/// Makes all outputs besides pages.
#[must_use]
pub fn write(scene: &Scene<'_>) -> Vec<(UrlPath, Artifact)> {
    OUTPUTS.iter().flat_map(|write| write(scene)).collect()
}

/// Makes the shards of the index, with the memo of analyses that earlier builds left.
#[must_use]
pub fn search(scene: &Scene<'_>, memo: &Arc<Memo<Arc<Analysis>>>) -> Vec<(UrlPath, Artifact)> {
    search::write(scene, memo)
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
