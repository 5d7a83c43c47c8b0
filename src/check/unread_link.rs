//! Links that Markdown shows as text.

use super::Scene;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::source::Span;

rule! {
    /// A link or a picture whose address holds a space. Markdown ends an address there, so that readers see
    /// brackets and the name of a file instead.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](front door.svg)
    /// ```
    /// ```svg content/front door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](<front door.svg>)
    /// ```
    /// ```svg content/front door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    pub(super) UNREAD_LINK = "unread-link", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.catalog.entries {
        for range in &entry.body.spaced {
            let span = entry.body_span(range);
            found.push(tell(span.clone(), &entry.markdown()[range.clone()], Some(span)));
        }
        for (path, text, body) in &entry.inner_bodies {
            found.extend(body.spaced.iter().map(|range| tell(entry.field_span(path), &text[range.clone()], None)));
        }
    }
    found
}

fn tell(span: Span, address: &str, fix: Option<Span>) -> Diagnostic {
    let address = excerpt(address);
    let message = format!("`{address}` holds a space, so that this is no link but text");
    let help = format!("write it in angle brackets, `(<{address}>)`, or rename the file with hyphens for spaces");
    let told = UNREAD_LINK.at(span, message).help(help);
    match fix {
        Some(span) => told.fix(span, format!("<{address}>")),
        None => told,
    }
}
