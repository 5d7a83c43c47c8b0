//! The titles of alerts: the text after the word in brackets, on its line.
//!
//! GitHub reads an alert only if no text stands there. Other tools show the text as the alert's title, and so does this
//! one. If the title shows nothing, as in `[!NOTE]-`, the word itself is the title.

use pulldown_cmark::{BlockQuoteKind, CowStr, Tag, TagEnd};

use super::nodes::{Item, Node};

const KINDS: [(&str, BlockQuoteKind); 5] = [
    ("note", BlockQuoteKind::Note),
    ("tip", BlockQuoteKind::Tip),
    ("important", BlockQuoteKind::Important),
    ("warning", BlockQuoteKind::Warning),
    ("caution", BlockQuoteKind::Caution),
];

/// Turns quotations that begin with `[!WORD] A title` into alerts. The number of nodes stays the same, because other
/// values refer to nodes by their index.
pub(super) fn take_titles(items: &mut [Item<'_>]) {
    for at in 0..items.len() {
        if let Some(kind) = kind(&items[at..]) {
            items[at].node = Node::Start(Tag::BlockQuote(Some(kind)));
            take(&mut items[at + 1..]);
        }
    }
}

/// The kind of the alert that the first of these nodes begins; `None` if they begin no alert.
fn kind(items: &[Item<'_>]) -> Option<BlockQuoteKind> {
    let [quote, paragraph, open, word, close, ..] = items else { return None };
    let is_start =
        matches!((&quote.node, &paragraph.node), (Node::Start(Tag::BlockQuote(None)), Node::Start(Tag::Paragraph)));
    let is = |item: &Item<'_>, sign: &str| matches!(&item.node, Node::Text(text) if &**text == sign);
    let Node::Text(name) = &word.node else { return None };
    // A gap between these nodes means that a bracket is escaped, so the author did not mean an alert.
    let is_whole = open.range.start == paragraph.range.start
        && open.range.end == word.range.start
        && word.range.end == close.range.start;
    if !(is_start && is_whole && is(open, "[") && is(close, "]")) {
        return None;
    }
    let name = name.strip_prefix('!')?;
    KINDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
}

/// Marks the start and the end of the title in the paragraph that the first of these nodes begins.
fn take(items: &mut [Item<'_>]) {
    for item in &mut items[1..4] {
        item.node = Node::Text(CowStr::Borrowed(""));
    }
    let mut depth = 0usize;
    let end = items[4..].iter().position(|item| match &item.node {
        Node::Start(_) => {
            depth += 1;
            false
        }
        Node::End(TagEnd::Paragraph) => true,
        Node::End(_) => {
            depth = depth.saturating_sub(1);
            false
        }
        Node::SoftBreak | Node::HardBreak => depth == 0,
        _ => false,
    });
    let Some(end) = end.map(|end| end + 4) else { return };
    if let Node::Text(text) = &mut items[4].node {
        // In other tools, a sign after the bracket makes an alert foldable.
        let title = text.strip_prefix(['-', '+', ':']).unwrap_or(text).trim_start().to_owned();
        items[4].range.start = items[4].range.end.saturating_sub(title.len()).max(items[4].range.start);
        *text = title.into();
    }
    let is_end = matches!(items[end].node, Node::End(_));
    if items[4..end].iter().any(is_seen) {
        items[1].node = Node::Title;
        if !is_end {
            items[end].node = Node::TitleEnd;
        }
        return;
    }
    let is_empty = items[4..end].iter().all(|item| matches!(item.node, Node::Text(_)));
    match (is_end, is_empty) {
        // The paragraph holds only the alert's word, so the paragraph goes.
        (true, true) => {
            items[0].node = Node::Text(CowStr::Borrowed(""));
            items[end].node = Node::Text(CowStr::Borrowed(""));
        }
        (true, false) => {}
        (false, _) => items[end].node = Node::SoftBreak,
    }
}

/// Whether readers see anything of a node.
fn is_seen(item: &Item<'_>) -> bool {
    match &item.node {
        Node::Text(text) => !text.chars().all(|letter| letter.is_whitespace() || letter == '\u{200b}'),
        Node::Raw(raw) => !raw.html.starts_with("<!--"),
        Node::Code(_) | Node::Math(_) | Node::Footnote(_) | Node::Start(Tag::Image { .. }) => true,
        _ => false,
    }
}
