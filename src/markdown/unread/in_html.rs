//! Markdown inside a block of HTML. Such a block goes on to the next empty line, and Markdown in it shows its signs.

use std::ops::Range;

use super::found::{Form, REACH, Unread};
use crate::markdown::nodes::{Events, Item, Node};
use crate::markdown::raw_html::{Piece, pieces};

/// Elements whose text is shown exactly as written, so that signs in it are on purpose.
const AS_WRITTEN: [&str; 9] = ["pre", "code", "kbd", "samp", "var", "tt", "svg", "math", "textarea"];

pub(super) fn find(events: &Events<'_>, markdown: &str, found: &mut Vec<Unread>) {
    for Item { node, .. } in &events.items {
        let Node::Raw(raw) = node else { continue };
        // Most blocks hold none of these signs.
        if !raw.block || !raw.html.contains(['*', '`', '[', '#', '-', '|', '.']) {
            continue;
        }
        let html: &str = &raw.html;
        let is_whole = |range: &Range<usize>| markdown.get(raw.place(markdown, range)) == html.get(range.clone());
        for (mark, tag) in marks(html) {
            let place = raw.place(markdown, &mark.range);
            let unread = Unread::new(Form::InHtml, place.clone());
            // If the text has lines of its own, an empty line before it is the fix; else the same in HTML is.
            let (Some(tag), Some(line)) = (tag, mark.line) else {
                found.push(match mark.html {
                    Some(html) if is_whole(&mark.range) => unread.fix(place, html),
                    _ => unread,
                });
                continue;
            };
            let below = html[tag.end..].find('\n').map_or(html.len(), |end| tag.end + end + 1);
            let indent = html[line.clone()].bytes().take_while(|byte| *byte == b' ').count();
            let at = raw.place(markdown, &(below..below + 1)).start;
            let unread = unread.instead(html.get(tag.clone()).filter(|tag| !tag.contains('\n')));
            let is_mended = is_whole(&(tag.start..line.end)) && indent < 4;
            found.push(if is_mended { unread.fix(at..at, "\n") } else { unread });
            // The empty line also corrects all signs after it.
            break;
        }
    }
}

/// Signs of Markdown in a block of HTML.
struct Mark {
    range: Range<usize>,
    /// The same in HTML, if the signs are part of a line.
    html: Option<String>,
    /// Its line, if no tag stands in the line.
    line: Option<Range<usize>>,
}

/// All signs in the text of a block, each with the tag before it.
fn marks(html: &str) -> Vec<(Mark, Option<Range<usize>>)> {
    let mut marks = Vec::new();
    let mut tag = None;
    // How many elements of `AS_WRITTEN` are open.
    let mut around = 0usize;
    for piece in pieces(html) {
        match &piece {
            Piece::Text(range) if around == 0 => {
                marks.extend(in_text(html, range).into_iter().map(|mark| (mark, tag.clone())));
            }
            Piece::Tag(own) => {
                if !own.closing && AS_WRITTEN.contains(&own.name.as_str()) {
                    around += 1;
                }
                tag = Some(own.range.clone());
            }
            _ => {}
        }
        if piece.ended().is_some_and(|name| AS_WRITTEN.contains(&name)) {
            around = around.saturating_sub(1);
        }
    }
    marks
}

/// The signs in a text between two tags.
fn in_text(html: &str, range: &Range<usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut start = range.start;
    // Text directly after a tag does not begin a line.
    let mut begins = html[..start].ends_with('\n') || start == 0;
    let mut before = "";
    for line in html.get(range.clone()).unwrap_or_default().split_inclusive('\n') {
        let own = line.trim();
        let is_alone = begins && (line.ends_with('\n') || start + line.len() == html.len());
        let alone = is_alone.then(|| start..start + line.len());
        let place = start + (line.len() - line.trim_start().len());
        let of_line = is_heading(own) || is_item(own) && is_item(before) || is_table(own) && is_row(before);
        if begins && of_line {
            marks.push(Mark { range: place..place + own.len(), html: None, line: alone });
        } else {
            let mut from = 0;
            while let Some((inner, written)) = in_line(&line[from..]) {
                let range = start + from + inner.start..start + from + inner.end;
                marks.push(Mark { range, html: Some(written), line: alone.clone() });
                from += inner.end;
            }
        }
        before = if begins { own } else { "" };
        begins = true;
        start += line.len();
    }
    marks
}

fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    (1..=6).contains(&(line.len() - text.len())) && text.starts_with(' ')
}

fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_numbered = number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "));
    ["- ", "* ", "+ "].iter().any(|sign| line.starts_with(sign)) || is_numbered
}

fn is_row(line: &str) -> bool {
    line.contains('|')
}

fn is_table(line: &str) -> bool {
    line.contains("---") && is_row(line) && line.bytes().all(|byte| b"|-: \t".contains(&byte))
}

/// The first bold words, code, link or picture in a line, and the same in HTML.
fn in_line(line: &str) -> Option<(Range<usize>, String)> {
    let line = line.get(..REACH).unwrap_or(line);
    let tight =
        |text: &str| !text.is_empty() && !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    let paired = |sign: &str, name: &str| {
        let start = line.find(sign)? + sign.len();
        let text = &line[start..start + line[start..].find(sign)?];
        let is_meant = tight(text) && !text.contains(['*', '`', '<']);
        is_meant.then(|| (start - sign.len()..start + text.len() + sign.len(), format!("<{name}>{text}</{name}>")))
    };
    let link = || {
        let middle = line.find("](")?;
        let start = line[..middle].rfind('[')?;
        let (text, rest) = (&line[start + 1..middle], &line[middle + 2..]);
        let address = &rest[..rest.find(')')?];
        let is_meant = !address.is_empty() && !address.contains([' ', '"', '<', '(']);
        let end = middle + 2 + address.len() + 1;
        let written = if line[..start].ends_with('!') {
            (start - 1..end, format!("<img src=\"{address}\" alt=\"{}\">", text.replace('"', "&quot;")))
        } else {
            (start..end, format!("<a href=\"{address}\">{text}</a>"))
        };
        is_meant.then_some(written)
    };
    let all = [paired("**", "strong"), paired("`", "code"), link()];
    all.into_iter().flatten().min_by_key(|(range, _)| range.start)
}
