//! Markdown that was read but hides what its author wrote, such as links without text and names in underscores.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::found::{Form, REACH, Unread};
use super::view::is_space;
use crate::markdown::nodes::{Events, Item, Node};
use crate::source::floor_boundary;

/// Names that programs write with two underscores on both sides, such as `__init__`.
const NAMES: &[&str] = &[
    "init", "main", "name", "file", "dict", "all", "new", "call", "repr", "str", "dirname", "filename", "proto",
    "pycache", "tests", "mocks",
];

pub(super) fn find(events: &Events<'_>, markdown: &str, found: &mut Vec<Unread>) {
    // The open link: whether readers see anything of it.
    let mut open: Option<bool> = None;
    let mut images = 0usize;
    for Item { node, range } in &events.items {
        match node {
            Node::Start(Tag::Link { link_type, dest_url, .. }) if images == 0 => {
                if *link_type == LinkType::Autolink {
                    found.extend(reversed(range, markdown));
                }
                // A link without an address gets its own finding elsewhere.
                open = Some(matches!(link_type, LinkType::Autolink | LinkType::Email) || dest_url.is_empty());
            }
            Node::End(TagEnd::Link) if images == 0 && open == Some(false) => {
                open = None;
                found.push(Unread::new(Form::LinkEmpty, range.clone()));
            }
            Node::End(TagEnd::Link) if images == 0 => open = None,
            Node::Start(Tag::Image { .. }) => {
                images += 1;
                open = open.map(|_| true);
            }
            Node::Text(text) if images > 0 => size(text, range, markdown, found),
            Node::End(TagEnd::Image) => images = images.saturating_sub(1),
            Node::Text(text) if !text.chars().all(is_space) => open = open.map(|_| true),
            Node::Code(_) | Node::Math(_) | Node::Footnote(_) => open = open.map(|_| true),
            Node::Raw(raw) if !raw.html.starts_with("<!--") => open = open.map(|_| true),
            Node::Start(Tag::Strong) => {
                let text = markdown.get(range.clone()).unwrap_or_default();
                let name = text.strip_prefix("__").and_then(|text| text.strip_suffix("__"));
                if name.is_some_and(|name| NAMES.contains(&name)) {
                    found.push(Unread::new(Form::MarkName, range.clone()).fix(range.clone(), format!("`{text}`")));
                }
            }
            _ => {}
        }
    }
}

/// `(https://a.example/x)[Form]`. The parser reads `[Form]` as part of the address, up to the next space.
fn reversed(range: &Range<usize>, markdown: &str) -> Option<Unread> {
    let line = markdown.get(range.start..)?.lines().next()?;
    let line = &line[..floor_boundary(line, REACH.min(line.len()))];
    let (address, rest) = line.split_once(")[").filter(|(address, _)| address.len() < range.len())?;
    let (text, _) = rest.split_once(']')?;
    let place = range.start.checked_sub(1)?..range.start + address.len() + text.len() + 3;
    let is_meant = markdown[..range.start].ends_with('(') && !address.contains([' ', '(']) && !text.trim().is_empty();
    is_meant.then(|| Unread::new(Form::LinkReversed, place.clone()).fix(place, format!("[{text}]({address})")))
}

/// `![Door|100](door.svg)`: a size for another tool in the alternative text of a picture.
fn size(text: &str, range: &Range<usize>, markdown: &str, found: &mut Vec<Unread>) {
    let is_size = |size: &str| {
        !size.is_empty() && size.len() < 10 && size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')
    };
    let Some((_, size)) = text.rsplit_once('|').filter(|(_, size)| is_size(size)) else { return };
    let place = range.end.saturating_sub(size.len() + 1)..range.end;
    if markdown.get(place.clone()).is_some_and(|written| written.starts_with('|')) {
        found.push(Unread::new(Form::ImageSize, place.clone()).fix(place, ""));
    }
}
