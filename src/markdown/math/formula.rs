//! A formula in a text, read and written.

use std::ops::Range;

use pulldown_latex::{Parser, Storage};

use super::faults;
use super::writer;
use super::written::{Fault, Written};
use crate::escape;

/// A formula of a text.
pub(crate) struct Math {
    /// Whether it stands on lines of its own.
    pub(crate) display: bool,
    /// Whether it is a block, and not a part of a paragraph.
    pub(crate) block: bool,
    /// What is shown of it, or why it is shown as it was written.
    pub(crate) written: Result<Written, Fault>,
    /// The formula without its dollars.
    pub(crate) source: String,
}

/// A formula that cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadMath {
    /// Its faulty part in the text; all of it when that cannot be told.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl Math {
    /// Reads the text between dollars, or that of a block of code in the language `math`.
    pub(crate) fn new(source: &str, display: bool, block: bool) -> Self {
        // GitHub takes `` $`x`$ `` as well.
        let inside = source.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).filter(|_| !display);
        let source = inside.unwrap_or(source).trim();
        // The parser cuts at white space as if all of it were one byte long.
        let source: String = source.chars().map(|letter| if is_wide_space(letter) { ' ' } else { letter }).collect();
        Self { display, block, written: read(&source, display), source }
    }

    /// Its HTML; a formula that cannot be read stands there as it was written.
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

    /// What is wrong with it, and where in the Markdown text that it stands in at `range`.
    pub(crate) fn bad(&self, markdown: &str, range: &Range<usize>) -> Option<BadMath> {
        let fault = self.written.as_ref().err()?;
        // A quote's marks may stand between the lines of a formula.
        let start = markdown.get(range.clone()).and_then(|whole| whole.find(&self.source)).map(|at| range.start + at);
        let place = match start {
            Some(start) if !fault.range.is_empty() => start + fault.range.start..start + fault.range.end,
            _ => range.clone(),
        };
        Some(BadMath { range: place, what: fault.what.clone(), help: fault.help.clone() })
    }

    /// What search and summaries hold of it.
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
