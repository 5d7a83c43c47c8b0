//! Which texts are formulas, and which texts were meant as formulas but are not read as such.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::faults;
use super::formula::{Math, read};
use crate::markdown::nodes::{Events, Item, Node, bounded, language};

/// The node for the text between two dollar signs. If a digit follows, as in `$5-$10`, the text is not a formula;
/// GitHub has the same rule. But the parser has already paired the dollar signs, so it has not read the Markdown
/// between the prices. If there is any, the node becomes a formula with a fault, so that a finding says so.
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

/// The first formula of a text if the setting for formulas is off. A block in the language `math` is a formula. So is a
/// text between dollar signs that can be read and has a command or a power, because no price has these.
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

/// The first text that was meant as a formula but is not read as one, if the setting for formulas is on. It is a text
/// with a dollar sign and a command, or a paragraph of only `$$`, which begins a formula with an empty line in it.
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

/// Whether the paragraph with these nodes is `$$` and nothing else.
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
