//! The place of a finding, for people and programs.

use super::finding::{self, Diagnostic};
use super::sources::Sources;
use crate::source::{Place, Span};

/// The path of a file on one line, without control characters, which a terminal would read as commands.
pub(super) fn path(path: String) -> String {
    finding::plain(path).replace('\n', "\u{fffd}")
}

/// The span of a finding, with line and column if the text of the file is known.
pub(super) fn position<'d>(diagnostic: &'d Diagnostic, sources: &Sources) -> Option<(&'d Span, Option<Place>)> {
    let span = diagnostic.span.as_ref()?;
    Some((span, sources.get(&span.file).map(|lines| lines.place(span.start))))
}
