//! Decides whether a text is the address of a link, and why an address is not read as one.

use std::ops::Range;

use super::super::found::{Form, REACH, Unread};
use super::super::view::is_odd_space;

/// Endings of files that pages link to.
const FILES: &[&str] = &[
    "md", "markdown", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "docx", "doc", "xlsx", "xls",
    "pptx", "ppt", "odt", "ods", "odp", "csv", "txt", "zip", "mp3", "mp4",
];

/// Endings of pictures.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "svg", "webp"];

/// The ending of a path's name in lower case; `None` if it has no ending, or one of more than eight bytes.
fn ending(path: &str) -> Option<String> {
    let path = path.split(['#', '?']).next()?;
    let (name, end) = path.rsplit_once('.')?;
    (!name.is_empty() && end.len() <= 8).then(|| end.to_ascii_lowercase())
}

pub(super) fn is_picture(address: &str) -> bool {
    !address.contains(char::is_whitespace) && ending(address).is_some_and(|end| PICTURES.contains(&end.as_str()))
}

/// Whether a text is almost certainly an address. A text with white space is not.
pub(super) fn is_address(text: &str) -> bool {
    let is_clean = !text.is_empty()
        && text.len() < REACH / 2
        && !text.contains(|letter: char| letter.is_whitespace() || "<>\"".contains(letter));
    let begins = ["https://", "http://", "mailto:", "www.", "./", "../"]
        .iter()
        .any(|start| text.len() > start.len() && text.starts_with(start));
    let is_anchor =
        text.len() > 2 && text.starts_with('#') && text[1..].starts_with(|letter: char| letter.is_ascii_lowercase());
    let is_rooted = text.starts_with('/') && text.len() > 2 && text[1..].contains(['/', '.']);
    is_clean && (begins || is_anchor || is_rooted || ending(text).is_some_and(|end| FILES.contains(&end.as_str())))
}

/// Whether a text is the path of a file with spaces in it.
fn is_spaced_file(text: &str) -> bool {
    let path = text.split('#').next().unwrap_or("").trim();
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    let is_ending = (2..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_ending && path.contains(is_gap)
}

pub(super) fn is_gap(letter: char) -> bool {
    letter == ' ' || letter == '\t' || is_odd_space(letter)
}

/// Whether a text is an address, alone or with a title after it in the form of Markdown.
pub(super) fn is_sound(written: &str) -> bool {
    let word = written.split_whitespace().next().unwrap_or_default();
    let title = written.trim_start()[word.len()..].trim().replace("\\\"", "");
    let is_in = |open: char, close: char| {
        title.len() > 1
            && title
                .strip_prefix(open)
                .and_then(|title| title.strip_suffix(close))
                .is_some_and(|inside| !inside.contains(close))
    };
    is_address(word) && (title.is_empty() || is_in('"', '"') || is_in('\'', '\'') || is_in('(', ')'))
}

/// Whether a text is an address and several words. Then the parenthesis at its end belongs to a sentence, not to a
/// link.
pub(super) fn is_sentence(text: &str) -> bool {
    text.split(' ').count() > 6 && text.split(' ').next().is_some_and(is_address) && !text.contains(['"', '<'])
}

/// Why an address with an optional title is not read as such; `None` if it is not clear. `start` is its place.
pub(super) fn fault(written: &str, start: usize) -> Option<Unread> {
    let make = |form, range: Range<usize>| Unread::new(form, start + range.start..start + range.end);
    // A command of another tool gets its own finding.
    if ["{{", "{%"].iter().any(|mark| written.contains(mark)) {
        return None;
    }
    let text = written.trim_end();
    let lead = text.len() - text.trim_start().len();
    // `=100x50`, and `100x50` behind a picture
    let is_behind_picture = |at: &usize| text[..*at].split_whitespace().next().is_some_and(is_picture);
    let cut = text.rfind(" =").or_else(|| text.rfind(' ').filter(is_behind_picture));
    if let Some((address, size)) = cut.map(|cut| text.split_at(cut))
        && let size = size.trim_start_matches([' ', '='])
        && size.starts_with(|letter: char| letter.is_ascii_digit() || letter == 'x')
        && size.contains(|letter: char| letter.is_ascii_digit())
        && size.bytes().all(|byte| byte.is_ascii_digit() || b"xX*%px".contains(&byte))
    {
        let place = address.trim_end().len()..text.len();
        let size = place.start + 1..place.end;
        return Some(make(Form::ImageSize, size).fix(start + place.start..start + place.end, ""));
    }
    let quote = text.find(|letter: char| "\"'“”‘’„«".contains(letter)).filter(|at| text[..*at].ends_with(is_gap));
    let (address, title) = text.split_at(quote.unwrap_or(text.len()));
    let address = address.trim_end();
    let place = lead..address.len();
    let path = &address[lead..];
    if let Some(open) = path.strip_prefix('<') {
        let is_open = !open.contains('>') && (is_address(open) || is_spaced_file(open));
        return is_open.then(|| make(Form::LinkEnd, place.clone()).fix(start + place.end..start + place.end, ">"));
    }
    if path.contains(['<', '>', '\n']) {
        return None;
    }
    let inner = title.trim_matches(|letter: char| "\"'“”‘’„«»".contains(letter) || is_gap(letter));
    let can_hold = !inner.contains('"');
    if !path.contains(is_gap) {
        let is_title = is_address(path) && !inner.is_empty();
        return is_title.then(|| {
            let place = quote.unwrap_or_default()..text.len();
            let unread = make(Form::LinkTitle, place.clone());
            if can_hold { unread.fix(start + place.start..start + place.end, format!("\"{inner}\"")) } else { unread }
        });
    }
    // `form.md#How to start`
    if let Some((file, anchor)) = path.split_once('#')
        && title.is_empty()
        && !file.is_empty()
        && !file.contains(is_gap)
        && !file.contains("://")
        && is_address(file)
    {
        let slug = anchor.trim().to_lowercase().replace(is_gap, "-");
        let mended = format!("{file}#{slug}");
        return Some(make(Form::LinkSpace, place.clone()).fix(start + place.start..start + place.end, mended));
    }
    // Several words after a complete address are a title. A single word is part of the address.
    let (word, words) = path.split_once(is_gap).unwrap_or((path, ""));
    let is_part = is_spaced_file(path)
        || words.contains('/')
        || !word.contains("://") && ending(word).is_none()
        || word.contains("://") && !words.trim().contains(is_gap);
    if is_address(word) && title.is_empty() && !is_part && !word.starts_with('#') {
        let place = address.len() - words.trim_start().len()..address.len();
        let mended = format!("\"{}\"", words.trim());
        return Some(make(Form::LinkTitle, place.clone()).fix(start + place.start..start + place.end, mended));
    }
    if let Some(anchor) = path.strip_prefix('#').filter(|anchor| anchor.len() > 1) {
        let slug = anchor.trim().to_lowercase().replace(is_gap, "-");
        return Some(
            make(Form::LinkSpace, place.clone()).fix(start + place.start..start + place.end, format!("#{slug}")),
        );
    }
    let is_path = is_spaced_file(path)
        || path.ends_with('/')
        || ["./", "../", "http://", "https://", "mailto:"].iter().any(|begin| path.starts_with(begin));
    // If an address stands after other words, the whole is a sentence.
    let is_sentence = words.contains("://");
    (is_path && !is_sentence).then(|| {
        let mended = match path.split_once("://") {
            Some((scheme, rest)) => format!("{scheme}://{}", rest.trim_start_matches(is_gap).replace(is_gap, "%20")),
            None => format!("<{path}>"),
        };
        make(Form::LinkSpace, place.clone()).fix(start + place.start..start + place.end, mended)
    })
}
