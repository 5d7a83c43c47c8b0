//! A site without content.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{File, Unreadable};

rule! {
    /// The site has no folder `content/`, or the folder is empty. Most often the command was run in the wrong folder.
    /// Use `--site` to name the folder of the site.
    pub(super) MISSING_CONTENT = "missing-content", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    // A folder with a similar name has its own finding.
    let is_misnamed =
        |file: &File| matches!(file, File::Unreadable(Unreadable::Misnamed { meant }) if meant == "content/");
    if scene.snapshot.below("content").next().is_some() || scene.snapshot.files.values().any(is_misnamed) {
        return Vec::new();
    }
    let help =
        "write a first page, `content/index.md`; if the site is in a different folder, name that folder with `--site`";
    vec![MISSING_CONTENT.nowhere("the site has no folder `content/`, or the folder is empty").help(help)]
}
