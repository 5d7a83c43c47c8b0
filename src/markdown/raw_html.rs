//! Raw HTML inside Markdown: its tags with places, what of it a page keeps, and its text.
//!
//! This is a tokenizer, not the guard. What it drops is dropped so that an unclosed `<script>` or
//! `<select>` cannot swallow the rest of a page, and so that an author hears about it; safety is
//! ammonia's, which reads the whole result again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::events::RawHtml;
use super::policy;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text between tags.
    Text(Range<usize>),
    /// A start or an end tag.
    Tag(Tag),
    /// A comment, a declaration, a tag that never ends, or the inside of a script.
    Hidden(Range<usize>),
}

/// A tag with its attributes. Ranges are bytes of the HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// In lower case.
    pub(crate) name: String,
    pub(crate) closing: bool,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) range: Range<usize>,
}

/// An attribute of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// In lower case.
    pub(crate) name: String,
    /// With character references resolved.
    pub(crate) value: String,
    /// Name, `=` and value.
    pub(crate) range: Range<usize>,
    /// The value without its quotes.
    pub(crate) value_range: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_str())
    }

    /// The ids that a link can lead to here.
    pub(crate) fn anchors(&self) -> impl Iterator<Item = &str> {
        let named = self.attribute("name").filter(|_| self.name == "a");
        self.attribute("id").into_iter().chain(named).filter(|id| !id.is_empty())
    }

    /// The attributes with an address that the site resolves, as it does those of Markdown links.
    pub(crate) fn links(&self) -> impl Iterator<Item = &Attribute> {
        let resolved = |attribute: &&Attribute| {
            matches!(
                (self.name.as_str(), attribute.name.as_str()),
                ("a", "href") | ("img" | "source" | "video" | "audio" | "track", "src") | ("video", "poster")
            ) && !self.closing
                && policy::refusal(&self.name, &attribute.name, &attribute.value).is_none()
        };
        self.attributes.iter().filter(resolved)
    }
}

/// Elements whose inside is not HTML.
const OPAQUE: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// Takes raw HTML apart. Linear, and every byte is in one piece.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let Some(length) = rest.find('<') else {
            pieces.push(Piece::Text(at..html.len()));
            break;
        };
        let start = at + length;
        let front = html[start + 1..].trim_start_matches('/');
        let slashes = html.len() - start - 1 - front.len();
        let first = front.bytes().next();
        if length > 0 {
            pieces.push(Piece::Text(at..start));
        }
        if first.is_some_and(|first| first.is_ascii_alphabetic()) && slashes < 2 {
            let Some(tag) = tag(html, start, slashes == 1) else {
                pieces.push(Piece::Hidden(start..html.len()));
                break;
            };
            at = tag.range.end;
            let inside = (!tag.closing && OPAQUE.contains(&tag.name.as_str())).then(|| tag.name.clone());
            pieces.push(Piece::Tag(tag));
            if let Some(name) = inside {
                let end = end_of(html, at, &name);
                if end > at {
                    pieces.push(Piece::Hidden(at..end));
                }
                at = end;
            }
        } else if slashes == 1 || (slashes == 0 && matches!(first, Some(b'!' | b'?'))) {
            at = comment_end(html, start);
            pieces.push(Piece::Hidden(start..at));
        } else {
            at = start + 1;
            pieces.push(Piece::Text(start..at));
        }
    }
    pieces
}

/// Where `</name` begins at or after `from`; the end of the HTML when it does not.
fn end_of(html: &str, from: usize, name: &str) -> usize {
    let is_end = |at: &usize| {
        let tail = &html.as_bytes()[at + 2..];
        tail.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    html[from..].match_indices("</").map(|(at, _)| from + at).find(is_end).unwrap_or(html.len())
}

fn comment_end(html: &str, start: usize) -> usize {
    let end = if html[start..].starts_with("<!--") {
        // `<!-->` and `<!--->` are whole comments.
        html[start + 2..].find("-->").map(|at| start + 2 + at + 3)
    } else if html[start..].starts_with("<![CDATA[") {
        html[start..].find("]]>").map(|at| start + at + 3)
    } else {
        html[start..].find('>').map(|at| start + at + 1)
    };
    end.unwrap_or(html.len())
}

/// The tag that begins at `start`; `None` when it never ends.
fn tag(html: &str, start: usize, closing: bool) -> Option<Tag> {
    let bytes = html.as_bytes();
    let skip = |from: usize, stop: &dyn Fn(u8) -> bool| {
        bytes.get(from..).and_then(|rest| rest.iter().position(|byte| stop(*byte))).map(|at| from + at)
    };
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let name_start = start + 1 + usize::from(closing);
    let name_end = skip(name_start, &ends_name)?;
    let name = html.get(name_start..name_end)?.to_ascii_lowercase();
    let mut attributes: Vec<Attribute> = Vec::new();
    let mut at = name_end;
    loop {
        at = skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'/')?;
        if bytes.get(at) == Some(&b'>') {
            return Some(Tag { name, closing, attributes, range: start..at + 1 });
        }
        let attribute_start = at;
        // A `=` in front belongs to the name, as browsers have it.
        let attribute_end = skip(at + 1, &|byte| ends_name(byte) || byte == b'=')?;
        let equals = skip(attribute_end, &|byte| !byte.is_ascii_whitespace())?;
        let (value_range, end) = if bytes.get(equals) == Some(&b'=') {
            let value_start = skip(equals + 1, &|byte| !byte.is_ascii_whitespace())?;
            match bytes.get(value_start) {
                Some(quote @ (b'"' | b'\'')) => {
                    let value_end = skip(value_start + 1, &|byte| byte == *quote)?;
                    (value_start + 1..value_end, value_end + 1)
                }
                _ => {
                    let value_end = skip(value_start, &|byte| byte.is_ascii_whitespace() || byte == b'>')?;
                    (value_start..value_end, value_end)
                }
            }
        } else {
            (attribute_end..attribute_end, attribute_end)
        };
        at = end;
        let name = html.get(attribute_start..attribute_end)?.to_ascii_lowercase();
        let value = unescape(html.get(value_range.clone())?);
        // Of two with one name browsers take the first.
        if attributes.len() < 64 && attributes.iter().all(|attribute| attribute.name != name) {
            attributes.push(Attribute { name, value, range: attribute_start..end, value_range });
        }
    }
}

/// Resolves the character references that addresses and words are written with.
pub(crate) fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let letter = end.and_then(|end| character(rest.get(1..end)?));
        match (letter, end) {
            (Some(letter), Some(end)) => {
                result.push(letter);
                rest = &rest[end + 1..];
            }
            _ => {
                result.push('&');
                rest = &rest[1..];
            }
        }
    }
    result.push_str(rest);
    result
}

fn character(reference: &str) -> Option<char> {
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| *letter != '\0');
    }
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        _ => return None,
    })
}

/// The text that a reader sees of raw HTML, with a space for every tag.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(range) => text.push_str(&unescape(&html[range])),
            Piece::Tag(_) => text.push(' '),
            Piece::Hidden(_) => {}
        }
    }
    text
}

/// Elements may be open this deep; HTML parsers take quadratic time in it.
const DEPTH: usize = 100;

/// Decides which tags of a document's raw HTML stay, in the order of the document.
#[derive(Default)]
pub(crate) struct Keeper {
    open: BTreeMap<String, usize>,
    depth: usize,
}

impl Keeper {
    /// The pieces of the next raw HTML of the document that a page shows.
    pub(crate) fn keep(&mut self, html: &str, raw_html: RawHtml) -> Vec<Piece> {
        match raw_html {
            RawHtml::Escape => Vec::new(),
            RawHtml::Trust => pieces(html),
            RawHtml::Sanitize => {
                let kept = |piece: &Piece| match piece {
                    Piece::Text(_) => true,
                    Piece::Hidden(_) => false,
                    Piece::Tag(tag) => self.keeps(tag),
                };
                pieces(html).into_iter().filter(kept).collect()
            }
        }
    }

    fn keeps(&mut self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        if policy::attributes_of(name).is_none() {
            return false;
        }
        if policy::VOID.contains(&name) {
            return !tag.closing;
        }
        if policy::SELF_CLOSING.contains(&name) {
            return true;
        }
        let open = self.open.entry(tag.name.clone()).or_default();
        if tag.closing {
            let closes = *open > 0;
            *open = open.saturating_sub(1);
            self.depth -= usize::from(closes);
            closes
        } else {
            let opens = self.depth < DEPTH;
            *open += usize::from(opens);
            self.depth += usize::from(opens);
            opens
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let name = |piece: Piece| match piece {
            Piece::Text(range) => format!("{:?}", &html[range]),
            Piece::Hidden(range) => format!("hidden {:?}", &html[range]),
            Piece::Tag(tag) => {
                let attributes =
                    tag.attributes.iter().map(|attribute| format!(" {}={}", attribute.name, attribute.value));
                format!("<{}{}{}>", if tag.closing { "/" } else { "" }, tag.name, attributes.collect::<String>())
            }
        };
        pieces(html).into_iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn takes_apart() {
        let cases = [
            ("<B>x</B>", r#"<b> "x" </b>"#),
            ("<a HREF='x&amp;y' b c=d>", "<a href=x&y b= c=d>"),
            ("<br/>a < b", r#"<br> "a " "<" " b""#),
            ("<img\nalt=\"a>b\"\nsrc=x>", "<img alt=a>b src=x>"),
            ("<script>if (a<b) {}</SCRIPT>x", r#"<script> hidden "if (a<b) {}" </script> "x""#),
            ("<script>never", r#"<script> hidden "never""#),
            ("a<!-- <b> -->c<!-->d", r#""a" hidden "<!-- <b> -->" "c" hidden "<!-->" "d""#),
            ("<?php x ?>y", r#"hidden "<?php x ?>" "y""#),
            ("x<a href=\"never ends", r#""x" hidden "<a href=\"never ends""#),
            ("<a x=1 x=2>", "<a x=1>"),
            ("<//a>é<", r#""<" "//a>é" "<""#),
        ];
        for (html, expected) in cases {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn resolves_references() {
        assert_eq!(unescape("a&amp;b&#58;&#x41;&colon;&no;&&#0;&#xfffffff;é&"), "a&b:A:&no;&&#0;&#xfffffff;é&");
    }

    #[test]
    fn keeps_what_closes() {
        let html = "</div><div></p><form><b></b></b></form></div></div>";
        let kept: Vec<String> = Keeper::default()
            .keep(html, RawHtml::Sanitize)
            .into_iter()
            .map(|piece| match piece {
                Piece::Tag(tag) => html[tag.range].to_owned(),
                Piece::Text(range) | Piece::Hidden(range) => html[range].to_owned(),
            })
            .collect();
        assert_eq!(kept.concat(), "<div></p><b></b></div>");
    }
}
