//! A formula of a text: its source, and what a page shows of it.

use std::ops::Range;

use pulldown_latex::{Parser, Storage};

use super::faults;
use super::writer;
use super::written::{Fault, Written};
use crate::escape;

/// A formula of a text.
pub(crate) struct Math {
    /// Whether it is shown on a line of its own, as between `$$`.
    pub(crate) display: bool,
    /// Whether it is a block, and not part of a paragraph.
    pub(crate) block: bool,
    /// What a page shows of it, or why the page shows its source instead.
    pub(crate) written: Result<Written, Fault>,
    /// The formula without its dollar signs.
    pub(crate) source: String,
}

/// A formula that cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadMath {
    /// The wrong part of the formula, in bytes of the text; the whole formula if the part is unknown.
    pub range: Range<usize>,
    /// What is wrong, in words for a person.
    pub what: String,
    /// What to do, in words for a person.
    pub help: String,
}

impl Math {
    /// Reads the text between dollar signs, or the text of a block of code in the language `math`.
    pub(crate) fn new(source: &str, display: bool, block: bool) -> Self {
        // GitHub also reads `` $`x`$ `` as a formula.
        let inside = source.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).filter(|_| !display);
        let source = inside.unwrap_or(source).trim();
        // The parser assumes that each white space is one byte long, so longer ones become spaces.
        let source: String = source.chars().map(|letter| if is_wide_space(letter) { ' ' } else { letter }).collect();
        Self { display, block, written: read(&source, display), source }
    }

    /// The HTML of the formula. A formula that cannot be read is shown as its source.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        match &self.written {
            Ok(written) => html.push_str(&written.mathml),
            Err(_) => {
                let dollars = if self.display { "$$" } else { "$" };
                html.push_str("<code>");
                escape::text(&mut html, &format!("{dollars}{}{dollars}", self.source));
                html.push_str("</code>");
            }
        }
        if self.block { format!("<p>{html}</p>\n") } else { html }
    }

    /// What is wrong with the formula; `None` if nothing is. `range` is its place in the Markdown text.
    pub(crate) fn bad(&self, markdown: &str, range: &Range<usize>) -> Option<BadMath> {
        let fault = self.written.as_ref().err()?;
        // In a quote, marks stand between the lines of a formula, so its source may not occur in the text.
        let start = markdown.get(range.clone()).and_then(|whole| whole.find(&self.source)).map(|at| range.start + at);
        let place = match start {
            Some(start) if !fault.range.is_empty() => start + fault.range.start..start + fault.range.end,
            _ => range.clone(),
        };
        Some(BadMath { range: place, what: fault.what.clone(), help: fault.help.clone() })
    }

    /// The text that search and summaries use for the formula.
    pub(crate) fn plain(&self) -> &str {
        self.written.as_ref().map_or(&self.source, |written| &written.plain)
    }
}

fn is_wide_space(letter: char) -> bool {
    letter.is_whitespace() && !letter.is_ascii()
}

pub(super) fn read(source: &str, display: bool) -> Result<Written, Fault> {
    faults::before(source)?;
    let storage = Storage::new();
    let events = Parser::new(source, &storage).collect::<Result<Vec<_>, _>>();
    match events {
        Ok(events) => writer::write(&events, source, display).ok_or_else(|| faults::too_deep(source)),
        Err(error) => Err(faults::explain(source, &error.to_string())),
    }
}
