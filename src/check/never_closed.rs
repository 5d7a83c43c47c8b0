//! Blocks of code, comments and HTML tags that are never closed.

use super::lost::each;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::markdown::{Nearly, Why};
use crate::scene::Scene;

rule! {
    /// A block of code, a comment or an HTML element is opened and never closed. All text after it is code or hidden,
    /// up to the end of the page or of the list that it is in.
    ///
    /// A block of code ends at a line with the same sign, at least as many times as in the opening line, and with the
    /// same indentation. A comment ends at `-->`.
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
                let loss = match (opener.as_str(), closer.as_str()) {
                    ("<pre>" | "<textarea>", _) => "the text after it is not read as Markdown",
                    (name, ">") if !name.starts_with("<!") => {
                        "the page does not show the lines up to the next empty line"
                    }
                    _ => "the page does not show the text after it",
                };
                let message = format!("`{opener}` is never closed, so {loss}");
                let help = match nearly {
                    Some((end, Nearly::Next)) if end.is_empty() => {
                        format!("close it with `{closer}` before the next comment begins")
                    }
                    Some((end, _)) => format!("replace `{end}` by `{closer}` to close it"),
                    None if opener.ends_with('>') => {
                        format!("close it with `{closer}`, or write it between backticks if it is meant as text")
                    }
                    None => format!("close it with `{closer}`"),
                };
                return Some(NEVER_CLOSED.at(text.span(&lost.range), message).help(help));
            }
        };
        let count = opener.len();
        let before = &text.markdown[..lost.range.start];
        let is_quoted = before.ends_with(['>', ' ']) && before.trim_end_matches(' ').ends_with('>');
        let help = format!("close it with a line of {count} {signs}");
        let help = match nearly {
            Some((line, Nearly::TooFew)) => format!("{help}; the line of {} is too short to close it", line.len()),
            Some((line, Nearly::OtherSign)) => {
                let other = if line.starts_with('`') { "backticks" } else { "tildes" };
                format!("{help}; a line of {other} does not close it")
            }
            Some((_, Nearly::Words)) => format!("{help}, and put the text after them into a line of its own"),
            Some((_, Nearly::Behind)) => format!("{help}, and put the text before them into a line of its own"),
            Some((_, Nearly::Indented)) => {
                format!("{help} that is indented as far as this one; a line with four more spaces is read as code")
            }
            Some((_, Nearly::Outside)) if is_quoted => {
                format!("{help} that begins with `>`; the next line is outside of the quotation")
            }
            Some((_, Nearly::Outside)) => {
                format!("{help} that is indented as far as this one; the next line is outside of the list")
            }
            Some((line, Nearly::Code)) => {
                let line = excerpt(line);
                let signs = if is_quoted { "begin with `>`" } else { "be indented as far as this one" };
                format!("each line up to its end must {signs}; `{line}` does not, and ends the block")
            }
            Some((_, Nearly::Next)) | None => help,
        };
        let message = "this block of code is never closed, so all text after it is shown as code";
        Some(NEVER_CLOSED.at(text.span(&lost.range), message).help(help))
    })
}
