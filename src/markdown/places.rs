//! The place of a link's destination in its source.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::nodes::bounded;

/// The bytes of the destination of the link or image `whole`, whose text ends at `text_end`. For a reference link, the
/// destination stands in its `definition`. Returns the whole link if the destination cannot be found.
pub(crate) fn destination(
    markdown: &str,
    link_type: LinkType,
    whole: &Range<usize>,
    text_end: usize,
    definition: Option<&Range<usize>>,
    destination: &str,
) -> Range<usize> {
    let found = match (link_type, definition) {
        // An address without angle brackets is the whole link.
        (LinkType::Autolink | LinkType::Email, _) if !markdown[whole.clone()].starts_with('<') => Some(whole.clone()),
        (LinkType::Autolink | LinkType::Email, _) => {
            let inside = whole.start + 1..whole.end.saturating_sub(1);
            markdown.get(inside.clone()).map(|_| inside)
        }
        (LinkType::Inline, _) => markdown.get(text_end..whole.end).and_then(|tail| {
            let open = tail.find("](")? + 2;
            located(tail, open, destination).map(|range| text_end + range.start..text_end + range.end)
        }),
        (_, Some(definition)) => markdown.get(definition.clone()).and_then(|text| {
            located(text, label_end(text)?, destination)
                .map(|range| definition.start + range.start..definition.start + range.end)
        }),
        (_, None) => None,
    };
    bounded(markdown, found.unwrap_or_else(|| whole.clone()))
}

/// The index after the `]:` of a reference definition.
fn label_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b']' => return text[at..].starts_with("]:").then_some(at + 2),
            _ => {}
        }
    }
    None
}

/// The bytes of the destination in `text`, at or after `from`. White space and the marks of a block quote may come
/// first.
fn located(text: &str, from: usize, destination: &str) -> Option<Range<usize>> {
    let tail = text.get(from..)?;
    let start =
        from + tail.len() - tail.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '>').len();
    let raw = written(&text[start..]);
    let raw = start + raw.start..start + raw.end;
    let candidate = &text[raw.clone()];
    if candidate == destination || candidate.contains(['\\', '&']) {
        return Some(raw);
    }
    if destination.is_empty() {
        return None;
    }
    text[from..].find(destination).map(|at| from + at..from + at + destination.len())
}

/// The bytes of the destination at the start of `text`: inside of angle brackets, or up to white space or the closing
/// parenthesis.
fn written(text: &str) -> Range<usize> {
    let angled = text.starts_with('<');
    let start = usize::from(angled);
    let (mut escaped, mut open) = (false, 0usize);
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'>' if angled => return start..at,
            _ if angled => {}
            b'(' => open += 1,
            b')' if open == 0 => return start..at,
            b')' => open -= 1,
            byte if byte.is_ascii_whitespace() => return start..at,
            _ => {}
        }
    }
    start..text.len()
}
