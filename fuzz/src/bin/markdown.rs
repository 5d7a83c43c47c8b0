//! A Markdown text. The first letter chooses what becomes of raw HTML in it.

#![no_main]

use homeroom::markdown::{MarkdownStyle, RawHtml, parse};
use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (word, raw_html, body) = match input.as_bytes().first() {
        Some(b'e') => ("escape", RawHtml::Escape, &input[1..]),
        Some(b't') => ("trust", RawHtml::Trust, &input[1..]),
        _ => ("sanitize", RawHtml::Sanitize, input),
    };
    let read = parse(body, &MarkdownStyle { raw_html, ..MarkdownStyle::default() });
    let headings = read.outline.iter().map(|heading| &heading.range);
    let links = read.links.iter().flat_map(|link| [&link.range, &link.whole]);
    let tags = read.raw_tags.iter().map(|tag| &tag.range);
    let code = read.code.iter().map(|(_, range)| range);
    let unread =
        read.unread.iter().flat_map(|unread| [&unread.range].into_iter().chain(unread.fix.iter().map(|fix| &fix.0)));
    for range in headings.chain(links).chain(tags).chain(code).chain(unread) {
        assert!(body.get(range.clone()).is_some(), "{range:?} is no place in the text");
    }
    let settings = format!("markdown: {{ raw_html: {word} }}\n");
    survives(&snapshot([
        ("homeroom.yaml", text(&settings)),
        ("content/a.md", text(body)),
        ("content/b.md", text("# B\n\n[a](a.md#x)\n")),
    ]));
});
