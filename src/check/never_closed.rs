//! Fences, comments and tags that are never closed.

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
                    ("<pre>" | "<textarea>", _) => "what follows it is not read as Markdown",
                    (name, ">") if !name.starts_with("<!") => "the lines up to the next empty one are not shown",
                    _ => "what follows it is not shown",
                };
                let message = format!("`{opener}` is never closed, so that {loss}");
                let help = match nearly {
                    Some((end, Nearly::Next)) if end.is_empty() => {
                        format!("close it with `{closer}` before the next comment begins")
                    }
                    Some((end, _)) => format!("close it with `{closer}` where `{end}` stands"),
                    None if opener.ends_with('>') => {
                        format!("close it with `{closer}`, or write it in code, between backticks, if it is text")
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
            Some((line, Nearly::TooFew)) => format!("{help}; the line of {} closes nothing", line.len()),
            Some((line, Nearly::OtherSign)) => {
                let other = if line.starts_with('`') { "backticks" } else { "tildes" };
                format!("{help}; a line of {other} does not close it")
            }
            Some((_, Nearly::Words)) => format!("{help} and nothing behind them; what stands there makes it no end"),
            Some((_, Nearly::Behind)) => format!("{help} and nothing before them; what stands there makes it no end"),
            Some((_, Nearly::Indented)) => {
                format!("{help} that is indented as far as this one; with four spaces more it is code")
            }
            Some((_, Nearly::Outside)) if is_quoted => {
                format!("{help} that begins with `>`; the line that follows stands outside of the quotation")
            }
            Some((_, Nearly::Outside)) => {
                format!("{help} that is indented as far as this one; the line that follows stands outside of its list")
            }
            Some((line, Nearly::Code)) => {
                let line = excerpt(line);
                let signs = if is_quoted { "begin with `>`" } else { "be indented as far as this one" };
                format!("each line up to its end must {signs}; `{line}` stands outside, and ends the block")
            }
            Some((_, Nearly::Next)) | None => help,
        };
        let message = "the block of code is never closed";
        Some(NEVER_CLOSED.at(text.span(&lost.range), message).help(help))
    })
}
