//! Links to headings that are not there.

use super::{Linked, Scene, links};
use crate::catalog::{Missing, Target};
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
    let tell = |(index, link, target, span): Linked<'_>| {
        let Target::Missing(Missing::Anchor(page, near)) = target else { return None };
        let (anchor, own) = (link.destination.split_once('#').map_or("", |(_, anchor)| anchor), *page == index);
        let page = &scene.catalog.entries[*page];
        let place = if own { "this page".to_owned() } else { format!("`{}`", page.file) };
        let message = format!("{place} has no heading `#{}`", excerpt(anchor));
        let ids: Vec<&str> = page.body.outline.iter().map(|heading| heading.id.as_str()).collect();
        let help = match near {
            Some(near) => format!("did you mean `#{near}`?"),
            None if ids.is_empty() => "the page has no headings; link to the page itself".to_owned(),
            None => format!("its headings are {}", crate::diagnostic::one_of(ids)),
        };
        Some(BROKEN_ANCHOR.at(span, message).help(help))
    };
    links(scene).filter_map(tell).collect()
}
