//! Titles of alerts: what stands behind the word in brackets, on its line.
//!
//! GitHub reads an alert only when nothing stands there; other tools show it as the alert's title, and so does this one.

use pulldown_cmark::{BlockQuoteKind, CowStr, Tag, TagEnd};

use super::events::{Item, Node};

const KINDS: [(&str, BlockQuoteKind); 5] = [
    ("note", BlockQuoteKind::Note),
    ("tip", BlockQuoteKind::Tip),
    ("important", BlockQuoteKind::Important),
    ("warning", BlockQuoteKind::Warning),
    ("caution", BlockQuoteKind::Caution),
];

/// Turns quotations that begin with `[!WORD] A title` into alerts. No node is added or removed, so that what is kept by
/// a node's number stays true.
pub(super) fn take_titles(items: &mut [Item<'_>]) {
    for at in 0..items.len() {
        if let Some(kind) = kind(&items[at..]) {
            items[at].node = Node::Start(Tag::BlockQuote(Some(kind)));
            take(&mut items[at + 2..]);
        }
    }
}

/// The kind of the alert that begins here with a title.
fn kind(items: &[Item<'_>]) -> Option<BlockQuoteKind> {
    let [quote, paragraph, open, word, close, behind, ..] = items else { return None };
    let is_start =
        matches!((&quote.node, &paragraph.node), (Node::Start(Tag::BlockQuote(None)), Node::Start(Tag::Paragraph)));
    let is = |item: &Item<'_>, sign: &str| matches!(&item.node, Node::Text(text) if &**text == sign);
    let Node::Text(name) = &word.node else { return None };
    // An escaped bracket was meant as one.
    let is_whole = open.range.start == paragraph.range.start
        && open.range.end == word.range.start
        && word.range.end == close.range.start;
    let has_title = !matches!(behind.node, Node::SoftBreak | Node::HardBreak | Node::End(_));
    if !(is_start && is_whole && has_title && is(open, "[") && is(close, "]")) {
        return None;
    }
    let name = name.strip_prefix('!')?;
    KINDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

/// Marks the title, whose items begin with the bracket, and its end.
fn take(items: &mut [Item<'_>]) {
    items[0].node = Node::Title;
    for item in &mut items[1..3] {
        item.node = Node::Text(CowStr::Borrowed(""));
    }
    if let Node::Text(text) = &mut items[3].node {
        // Other tools fold an alert by a sign there.
        let title = text.strip_prefix(['-', '+', ':']).unwrap_or(text).trim_start().to_owned();
        items[3].range.start = items[3].range.end.saturating_sub(title.len()).max(items[3].range.start);
        *text = title.into();
    }
    let mut depth = 0usize;
    for item in &mut items[3..] {
        match &item.node {
            Node::Start(_) => depth += 1,
            Node::End(TagEnd::Paragraph) => return,
            Node::End(_) => depth = depth.saturating_sub(1),
            Node::SoftBreak | Node::HardBreak if depth == 0 => {
                item.node = Node::TitleEnd;
                return;
            }
            _ => {}
        }
    }
}
