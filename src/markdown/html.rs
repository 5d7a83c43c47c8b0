//! Writes the HTML of a page's body from Markdown.
//!
//! 1. It walks over the nodes that `parse` has read. The n-th link gets the n-th address, the n-th heading the n-th id.
//! 2. Footnotes are collected and put at the end.
//! 3. A body with raw HTML goes through the sanitizer as a whole.
//!
//! The HTML has no inline styles and no scripts; themes style it by its classes.

use std::collections::BTreeSet;

use super::events::events;
use super::given::unified;
use super::outline::outline;
use super::renderer::Renderer;
use super::rendering::Rendering;
use super::sanitize;
use super::style::{MarkdownStyle, RawHtml};
use super::writer;

/// The HTML of a Markdown text. The same input gives the same bytes. It never fails.
#[must_use]
pub fn render(markdown: &str, style: &MarkdownStyle, rendering: &Rendering<'_>) -> String {
    let markdown = &*unified(markdown);
    let events = events(markdown, style);
    let clashes: BTreeSet<String> = rendering.place.clashes.iter().cloned().collect();
    let outline = outline(&events, markdown, style, &clashes);
    let body = Renderer::new(style, rendering, &outline.headings, &events).run(&events);
    let html = writer::without_controls(body.html);
    if body.has_tags && style.raw_html == RawHtml::Sanitize { sanitize::sanitize(&html) } else { html }
}

#[cfg(test)]
pub(super) mod tests;
