//! Fuzzes a Markdown text. Its first byte chooses how raw HTML is treated, or that dollar signs mark formulas.

#![no_main]

use homeroom::markdown::{MarkdownStyle, RawHtml, parse};
use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (word, raw_html, math, body) = match input.as_bytes().first() {
        Some(b'e') => ("escape", RawHtml::Escape, false, &input[1..]),
        Some(b't') => ("trust", RawHtml::Trust, false, &input[1..]),
        Some(b'm') => ("sanitize", RawHtml::Sanitize, true, &input[1..]),
        _ => ("sanitize", RawHtml::Sanitize, false, input),
    };
    let read = parse(body, &MarkdownStyle { raw_html, math, ..MarkdownStyle::default() });
    let headings = read.outline.iter().map(|heading| &heading.range);
    let links = read.links.iter().flat_map(|link| [&link.range, &link.whole]);
    let tags = read.raw_tags.iter().map(|tag| &tag.range);
    let code = read.code.iter().map(|(_, range)| range);
    let math_ranges = read.bad_math.iter().map(|bad| &bad.range).chain(&read.unread_math);
    let unread =
        read.unread.iter().flat_map(|unread| [&unread.range].into_iter().chain(unread.fix.iter().map(|fix| &fix.0)));
    for range in headings.chain(links).chain(tags).chain(code).chain(math_ranges).chain(unread) {
        assert!(body.get(range.clone()).is_some(), "{range:?} is no place in the text");
    }
    let settings = format!("markdown: {{ raw_html: {word}, math: {math} }}\n");
    survives(&snapshot([
        ("homeroom.yaml", text(&settings)),
        ("content/a.md", text(body)),
        ("content/b.md", text("# B\n\n[a](a.md#x)\n")),
    ]));
});
