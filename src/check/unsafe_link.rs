//! Links that would run code or open something else than a page.

use super::{Linked, Scene, links};
use crate::catalog::{Missing, Target};
use crate::diagnostic::{Diagnostic, rule};

rule! {
    /// A link with a scheme that a page must not carry: `javascript:`, `data:`, `file:`. Links may
    /// lead to `https:`, `http:`, `mailto:` and `tel:`.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [Print](javascript:print)
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [Write to us](mailto:office@district.example)
    /// ```
    pub(super) UNSAFE_LINK = "unsafe-link", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |linked: Linked<'_>| {
        let Target::Missing(Missing::Scheme(scheme)) = linked.target else { return None };
        let help = match scheme.as_str() {
            "file" => "the link works on one computer only; put the file into the content folder",
            letter if letter.len() == 1 => "this is a path on one computer; put the file into the content folder",
            _ => "link to a page, an https: address, a mailto: or a tel:",
        };
        let told = UNSAFE_LINK.at(linked.span(), format!("a page must not link to `{scheme}:`"));
        Some(told.about(scheme.as_str()).help(help))
    };
    links(scene).filter_map(tell).collect()
}
