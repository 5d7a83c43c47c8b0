//! Names of files that make poor addresses.

use super::Scene;
use crate::content::address::slug;
use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::source::{Span, VPath};

rule! {
    /// A file whose name is not its address: it has spaces, capitals, signs or decomposed letters, so
    /// that links to it have to be encoded, or differ between systems. The ending `.MD`, which makes no page, is an
    /// error.
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
    let mut found = capital_ends(scene);
    for entry in &scene.catalog.entries {
        let Some(below) = entry.file.below("content") else { continue };
        let span = || Span::file(&entry.file);
        if has_capital_end(&entry.file) {
            continue;
        }
        let without_end = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let odd = without_end.split('/').find(|name| slug(name) != **name);
        if let Some(name) = odd {
            let better = slug(name);
            let message = format!("the name `{name}` is not what its address says: `{}`", entry.url);
            let help = if better.is_empty() {
                "rename it in lower-case letters, digits and hyphens".to_owned()
            } else {
                format!("rename it to `{better}`, and the links to it with it")
            };
            found.push(FILE_NAME.at(span(), message).help(help));
        }
    }
    found
}

/// Files that were meant as pages.
fn capital_ends(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |file: &VPath| {
        let (stem, end) = file.name().rsplit_once('.').unwrap_or((file.name(), ""));
        let message = format!("`{}` is no page: its ending is `.{end}`", file.name());
        let help =
            format!("rename it to `{}.{}`; the ending has to be in small letters", slug(stem), end.to_lowercase());
        Diagnostic { severity: Severity::Error, ..FILE_NAME.at(Span::file(file), message).help(help) }
    };
    scene.snapshot.below("content").map(|(file, _)| file).filter(|file| has_capital_end(file)).map(tell).collect()
}

/// Whether the ending is that of a page, but for its capitals.
fn has_capital_end(file: &VPath) -> bool {
    let end = file.name().rsplit_once('.').map_or("", |(_, end)| end);
    let small = end.to_ascii_lowercase();
    end != small && matches!(small.as_str(), "md" | "markdown")
}
