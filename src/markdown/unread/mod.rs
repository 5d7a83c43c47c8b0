//! Text that looks like Markdown but was not read as Markdown.
//!
//! 1. `view` copies the Markdown and covers everything that was read as something other than text: code, HTML, links,
//!    addresses.
//! 2. Each family of forms (`found`) has a file, which searches the view once: `heads`, `alerts`, `lines`, `lists`,
//!    `tables`, `links`, `signs`.
//! 3. `inline`, `nested` and `in_html` search the nodes of the document, because the view does not show their forms.
//!
//! A form becomes a finding only if the text can hardly mean anything else: a false alarm costs more than a missed
//! fault.

mod alerts;
pub(super) mod found;
mod heads;
mod in_html;
mod inline;
mod lines;
mod links;
mod lists;
mod nested;
mod signs;
mod tables;
mod view;

use super::nodes::Events;
use super::style::{MarkdownStyle, RawHtml};
use found::Unread;
use view::View;

/// Finds the unread Markdown of a document, in the order of the text. The time is linear in the length of the text.
pub(super) fn find(events: &Events<'_>, markdown: &str, style: &MarkdownStyle) -> Vec<Unread> {
    let view = View::new(events, markdown);
    let mut found = Vec::new();
    for (at, block) in view.blocks.iter().enumerate() {
        let next = view.blocks.get(at + 1);
        let last = at.checked_sub(1).and_then(|at| view.blocks.get(at));
        heads::find(&view, block, &mut found);
        alerts::find(&view, block, &mut found);
        if block.has_lines() {
            lines::find(&view, block, &mut found);
            lists::find(&view, block, &mut found);
        }
        tables::find(&view, block, (last, next), &mut found);
        links::find(&view, block, &mut found);
        signs::find(&view, block, style.raw_html, &mut found);
    }
    inline::find(events, markdown, &mut found);
    nested::find(events, markdown, &mut found);
    if style.raw_html != RawHtml::Escape {
        in_html::find(events, markdown, &mut found);
    }
    found.sort_by_key(|unread| (unread.range.start, unread.range.end, unread.form));
    found.dedup_by(|next, first| next.range.start == first.range.start && next.form == first.form);
    found
}

#[cfg(test)]
mod tests;
