//! Text that a file holds but its page does not show, with its places. Several checks share this.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::markdown::Lost;
use crate::scene::Scene;
use crate::source::Span;

/// A Markdown text of a page: its body, or the text of a field.
pub(super) struct Text<'s> {
    pub(super) markdown: &'s str,
    place: &'s dyn Fn(&Range<usize>) -> Span,
}

impl Text<'_> {
    /// The place of a range of the text. For the text of a field it is the place of the field.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        (self.place)(range)
    }
}

/// Calls `tell` for each lost piece of text on all pages, and collects the findings.
pub(super) fn each(scene: &Scene, tell: impl Fn(&Text<'_>, &Lost) -> Option<Diagnostic>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for entry in &scene.library.entries {
        let place = |range: &Range<usize>| entry.body_span(range);
        let body = Text { markdown: entry.markdown(), place: &place };
        found.extend(entry.body.lost.iter().filter_map(|lost| tell(&body, lost)));
        for (path, markdown, inner) in &entry.inner_bodies {
            let place = |_: &Range<usize>| entry.field_span(path);
            let text = Text { markdown, place: &place };
            found.extend(inner.lost.iter().filter_map(|lost| tell(&text, lost)));
        }
    }
    found
}
