//! Names of files that make poor addresses.

use super::Scene;
use crate::content::address::{is_readme, slug};
use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::media::page_name;
use crate::schema::kind::PAGE;
use crate::source::{Span, VPath};

rule! {
    /// A file whose name is not its address: it has spaces, capitals, signs or decomposed letters, so
    /// that links to it have to be encoded, or differ between systems. A name that is nearly that of a page, such as
    /// `kahoot.md.txt`, `kahoot.mdx` or `kahoot.MD`, is an error: it is not published.
    ///
    /// Bad:
    /// ```markdown content/Pear Deck & more.md
    /// # Pear Deck and more
    /// ```
    /// Good:
    /// ```markdown content/pear-deck-and-more.md
    /// # Pear Deck and more
    /// ```
    pub(super) FILE_NAME = "file-name", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = misnamed(scene);
    for entry in &scene.catalog.entries {
        let Some(below) = entry.file.below("content") else { continue };
        let span = || Span::file(&entry.file);
        if page_name(entry.file.name()).is_some() {
            continue;
        }
        if is_readme(&entry.file) && !entry.opens && entry.file.stem() != "readme" {
            let beside = |name: &str| VPath::new(&format!("{}/{name}", entry.file.folder()));
            let is_there = |name: &str| beside(name).is_some_and(|file| scene.snapshot.files.contains_key(&file));
            let index = if is_there("index.md") { "index.md" } else { "index.markdown" };
            let message = format!("`{below}` is not the page of its folder, which has an `{index}`");
            let help = "keep one of the two, or give this one the name of what it is about";
            found.push(FILE_NAME.at(span(), message).help(help));
            continue;
        }
        let without_end = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        // The name of a folder's page is no part of its address.
        let without_end =
            if entry.opens { below.rsplit_once('/').map_or("", |(folder, _)| folder) } else { without_end };
        let odd = without_end.split('/').filter(|name| !name.is_empty()).find(|name| slug(name) != **name);
        if let Some(name) = odd {
            let better = slug(name);
            let message = format!("the name `{name}` is not what its address says: `{}`", entry.url);
            let help = if better.is_empty() {
                "rename it in lower-case letters, digits and hyphens".to_owned()
            } else {
                format!("rename it to `{better}`, and the links to it with it")
            };
            // A folder that is nearly that of a kind is told by its own finding.
            let mut kinds = scene.site.kinds.sections().filter(|_| entry.kind.id == PAGE);
            let follows = kinds.find_map(|kind| super::kind_folder::meant_folder(&entry.file, kind));
            found.push(Diagnostic { follows, ..FILE_NAME.at(span(), message).help(help) });
        }
    }
    found
}

/// Files that were meant as pages.
fn misnamed(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |file: &VPath| {
        let meant = page_name(file.name())?;
        let (stem, end) = meant.rsplit_once('.')?;
        let message = format!("`{}` is not the name of a page", file.name());
        let help = format!("rename it to `{}.{end}`; a page ends in `.md` and nothing else", slug(stem));
        Some(Diagnostic { severity: Severity::Error, ..FILE_NAME.at(Span::file(file), message).help(help) })
    };
    scene.snapshot.below("content").filter_map(|(file, _)| tell(file)).collect()
}
