//! Links to headings that are not there.

use super::{Linked, Scene, links};
use crate::catalog::{Missing, Nearest, Target};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;

rule! {
    /// A link to a heading that the page does not have. A heading's name in a link is its text in
    /// lower case with hyphens for spaces, as on GitHub, or the `{#name}` behind it.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [how to start](#start).
    ///
    /// ## How to start
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [how to start](#how-to-start).
    ///
    /// ## How to start
    /// ```
    pub(super) BROKEN_ANCHOR = "broken-anchor", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut nearest = Nearest::new(&scene.catalog);
    let tell = |linked: Linked<'_>| {
        let Target::Missing(Missing::Anchor(index, anchor)) = linked.target else { return None };
        let written = linked.link.destination.split_once('#').map_or("", |(_, anchor)| anchor);
        let page = &scene.catalog.entries[*index];
        let place = if *index == linked.from { "this page".to_owned() } else { format!("`{}`", page.file) };
        let message = format!("{place} has no heading `#{}`", excerpt(written));
        let help = match nearest.heading(*index, anchor) {
            (Some(near), _) => format!("did you mean `#{near}`?"),
            (None, "") => "the page has no headings; link to the page itself".to_owned(),
            (None, listed) => format!("its headings are {listed}"),
        };
        let found = BROKEN_ANCHOR.at(linked.span(), message).about(format!("{}#{written}", page.file));
        Some(found.of_many(format!("`{}` has no heading `#{}`", page.file, excerpt(written))).help(help))
    };
    links(scene).filter_map(tell).collect()
}
