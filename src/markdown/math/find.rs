//! Which texts are formulas, and which texts were meant as formulas but are not read as such.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::faults;
use super::formula::{Math, read};
use crate::markdown::nodes::{Events, Item, Node, bounded, language};

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
    let formulas = Parser::new_ext(markdown, options).into_offset_iter();
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
