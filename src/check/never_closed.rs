//! Fences, comments and tags that are never closed.

use super::Scene;
use super::lost::each;
use crate::diagnostic::{Diagnostic, rule};
use crate::markdown::{Nearly, Why};

rule! {
    /// Code, a comment or HTML that is opened and never closed. All that follows is code, or hidden, up to the end of the
    /// page or of the list that holds it.
    ///
    /// A block of code ends at a line with at least as many of the same sign as opened it, indented as far as the
    /// opening line is. A comment ends at `-->`.
    ///
    /// Bad:
    /// ```markdown content/trips.md
    /// # Trips
    ///
    /// <!-- Ask the office about the buses ->
    ///
    /// Nobody goes without a form.
    /// ```
    /// Good:
    /// ```markdown content/trips.md
    /// # Trips
    ///
    /// <!-- Ask the office about the buses -->
    ///
    /// Nobody goes without a form.
    /// ```
    pub(super) NEVER_CLOSED = "never-closed", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    each(scene, |text, lost| {
        let Why::NeverClosed { opener, closer, nearly } = &lost.why else { return None };
        let signs = match opener.chars().next() {
            Some('`') => "backticks",
            Some('~') => "tildes",
            _ => {
                let is_shown = matches!(opener.as_str(), "<pre>" | "<textarea>");
                let loss = if is_shown { "is not read as Markdown" } else { "is not shown" };
                let message = format!("`{opener}` is never closed, so that what follows it {loss}");
                return Some(
                    NEVER_CLOSED.at(text.span(&lost.range), message).help(format!("close it with `{closer}`")),
                );
            }
        };
        let count = opener.len();
        let help = format!("close it with a line of {count} {signs}");
        let help = match nearly {
            Some((line, Nearly::TooFew)) => format!("{help}; the line of {} closes nothing", line.len()),
            Some((line, Nearly::OtherSign)) => {
                let other = if line.starts_with('`') { "backticks" } else { "tildes" };
                format!("{help}; a line of {other} does not close it")
            }
            Some((_, Nearly::Words)) => format!("{help} and nothing behind them; what stands there makes it no end"),
            Some((_, Nearly::Outside)) => {
                format!("{help} that is indented as far as this one; the line that follows stands outside of its list")
            }
            None => help,
        };
        let message = "the block of code is never closed";
        Some(NEVER_CLOSED.at(text.span(&lost.range), message).help(help))
    })
}
