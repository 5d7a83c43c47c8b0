//! Formulas: LaTeX to MathML, and to plain text for search and summaries.
//!
//! 1. `faults` looks for what cannot be read or shall not be, and finds its place.
//! 2. pulldown-latex parses what is left; its own writer is not used, since it marks faults with inline styles.
//! 3. `writer` writes MathML Core and plain text from the parser's events, with `table` and `signs`.
//!
//! A formula is short, is not nested deep and defines no commands, so that none can hang or grow.

pub(crate) mod elements;
mod faults;
mod letters;
mod signs;
mod table;
mod writer;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser as Reader, Tag, TagEnd};
use pulldown_latex::{Parser, Storage};

use super::elements::language;
use super::events::{Events, Item, Node, bounded};

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

/// A formula as pages have it.
pub(crate) struct Written {
    pub(crate) mathml: String,
    /// What a reader would say of it, more or less: `x^2 + 1/2`.
    pub(crate) plain: String,
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

/// Why a formula cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The bytes of the formula that are wrong; all of it when they cannot be told.
    pub(crate) range: Range<usize>,
    pub(crate) what: String,
    pub(crate) help: String,
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
                super::writer::text(&mut html, &format!("{dollars}{}{dollars}", self.source));
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

/// What stands between two dollars. `$5-$10` is no formula: as on GitHub, no digit follows its last dollar. Markdown has
/// paired the dollars by then, so that marks between prices are not read, which is told.
pub(crate) fn inline<'m>(source: &str, markdown: &'m str, range: &Range<usize>) -> Node<'m> {
    if !markdown[range.end..].starts_with(|letter: char| letter.is_ascii_digit()) {
        return Node::Math(Box::new(Math::new(source, false, false)));
    }
    if !source.contains(['*', '_', '`', '[', '<', '\\', '&']) {
        return Node::Text(markdown[range.clone()].into());
    }
    let written = Err(faults::prices(source));
    Node::Math(Box::new(Math { display: false, block: false, written, source: source.to_owned() }))
}

/// The first formula of a text whose setting is off: a block in the language `math`, or between dollars, readable, and
/// with a command or a power, which no price has.
pub(crate) fn unread(markdown: &str) -> Option<Range<usize>> {
    let has_fence = markdown.contains("```math") || markdown.contains("~~~math");
    if !has_fence && (!markdown.contains('$') || !markdown.contains(['\\', '^'])) {
        return None;
    }
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES | Options::ENABLE_GFM;
    let formulas = Reader::new_ext(markdown, options).into_offset_iter();
    let sure = |source: &str| {
        let is_command =
            |(at, _): (usize, &str)| source[at + 1..].starts_with(|letter: char| letter.is_ascii_alphabetic());
        let is_power = |(at, _): (usize, &str)| {
            source[at + 1..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '{')
        };
        (source.match_indices('^').any(is_power) || source.match_indices('\\').any(is_command))
            && read(source.trim(), false).is_ok()
    };
    let mut formulas = formulas.filter_map(|(event, range)| match event {
        Event::InlineMath(source) | Event::DisplayMath(source) => sure(&source).then_some(range),
        Event::Start(Tag::CodeBlock(kind)) if language(&kind) == Some("math") => {
            let line = markdown.get(range.clone())?.lines().next()?;
            Some(range.start..range.start + line.len())
        }
        _ => None,
    });
    formulas.next().map(|range| bounded(markdown, range))
}

/// The first text where the setting is on that holds a dollar and a command, or is nothing but the dollars of a formula
/// with an empty line in it, and so was meant as a formula.
pub(crate) fn left(events: &Events<'_>) -> Option<Range<usize>> {
    let (mut dollar, mut in_code): (Option<Range<usize>>, bool) = (None, false);
    for (at, Item { node, range }) in events.items.iter().enumerate() {
        match node {
            Node::Start(Tag::Paragraph) if is_dollars(&events.items[at + 1..]) => {
                return Some(range.start..range.start + 2);
            }
            Node::Start(Tag::CodeBlock(_)) => in_code = true,
            Node::End(TagEnd::CodeBlock) => in_code = false,
            Node::Start(Tag::Paragraph | Tag::Item | Tag::TableCell | Tag::Heading { .. }) => dollar = None,
            Node::Text(text) if !in_code => {
                if let Some(at) = text.find('$').filter(|_| dollar.is_none()) {
                    dollar = Some((range.start + at).min(range.end)..range.end);
                }
                let is_command =
                    |(at, _): (usize, &str)| text[at + 1..].bytes().take_while(u8::is_ascii_alphabetic).count() > 1;
                if let Some(dollar) = &dollar
                    && text.match_indices('\\').any(is_command)
                {
                    return Some(dollar.start..range.end.max(dollar.end));
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a paragraph holds two dollars and nothing else.
fn is_dollars(items: &[Item<'_>]) -> bool {
    let texts = items.iter().map_while(|item| match &item.node {
        Node::Text(text) => Some(&**text),
        _ => None,
    });
    let (mut dollars, mut count) = (0, 0);
    for text in texts.take(3) {
        dollars += if text.bytes().all(|byte| byte == b'$') { text.len() } else { 3 };
        count += 1;
    }
    dollars == 2 && matches!(items.get(count).map(|item| &item.node), Some(Node::End(TagEnd::Paragraph)))
}

fn is_wide_space(letter: char) -> bool {
    letter.is_whitespace() && !letter.is_ascii()
}

fn read(source: &str, display: bool) -> Result<Written, Fault> {
    faults::before(source)?;
    let storage = Storage::new();
    let events = Parser::new(source, &storage).collect::<Result<Vec<_>, _>>();
    match events {
        Ok(events) => writer::write(&events, source, display).ok_or_else(|| faults::too_deep(source)),
        Err(error) => Err(faults::explain(source, &error.to_string())),
    }
}

#[cfg(test)]
mod tests;
