//! Raw HTML in Markdown: its tags with their places, which of them a page keeps, and its text.
//!
//! This is a tokenizer. A page gets only tags that are written anew from what the tokenizer read, and text without `<`;
//! ammonia then reads the whole result again.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::policy;
use super::srcset::candidates;

/// A piece of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text between tags.
    Text(Range<usize>),
    /// A start or an end tag.
    Tag(Tag),
    /// A comment, a declaration, a tag that never ends, or the inside of a script.
    Hidden(Range<usize>),
    /// The end of an element, whether its author wrote it or left the element open.
    End(String),
}

impl Piece {
    /// The name of the element that ends here.
    pub(crate) fn ended(&self) -> Option<&str> {
        match self {
            Self::End(name) => Some(name),
            Self::Tag(tag) if tag.closing => Some(&tag.name),
            Self::Text(_) | Self::Tag(_) | Self::Hidden(_) => None,
        }
    }
}

/// A tag with its attributes. Ranges are bytes of the HTML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    /// The name in lower case.
    pub(crate) name: String,
    pub(crate) closing: bool,
    /// The attributes, at most [`ATTRIBUTES`]. If two have the same name, only the first is here.
    pub(crate) attributes: Vec<Attribute>,
    /// Whether the tag has more attributes than that.
    pub(crate) is_bomb: bool,
    pub(crate) range: Range<usize>,
    /// What a page makes of the element.
    pub(crate) shape: Shape,
    /// For the heading of a table's column or row, the `scope` that its author left out: `col` or `row`.
    pub(crate) scope: Option<&'static str>,
}

/// How a page treats an element of raw HTML. Some are treated like the elements of Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Shape {
    #[default]
    Plain,
    /// A heading of the outline.
    Heading,
    /// A table with a frame to scroll in.
    Table,
    /// A block of code with its frame.
    Code,
}

/// The level of a heading by its element's name; `None` if it is not a heading.
pub(crate) fn level(name: &str) -> Option<u8> {
    let [b'h', digit @ b'1'..=b'6'] = name.as_bytes() else { return None };
    Some(digit - b'0')
}

/// The most attributes that a tag keeps. Parsers compare each attribute with all others.
pub(crate) const ATTRIBUTES: usize = 64;

/// An address in a tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Address<'t> {
    /// The index of its attribute in `Tag::attributes`.
    pub(crate) attribute: usize,
    pub(crate) address: &'t str,
    /// Its width or density in a `srcset`; empty elsewhere.
    pub(crate) descriptor: &'t str,
    pub(crate) range: Range<usize>,
}

/// An attribute of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// The name in lower case.
    pub(crate) name: String,
    /// The value, with character references resolved.
    pub(crate) value: String,
    /// The bytes of name, `=` and value.
    pub(crate) range: Range<usize>,
    /// The bytes of the value without its quotes.
    pub(crate) value_range: Range<usize>,
}

impl Tag {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_str())
    }

    /// The ids of the element that a link can lead to.
    pub(crate) fn anchors(&self) -> impl Iterator<Item = &str> {
        let named = self.attribute("name").filter(|_| self.name == "a");
        self.attribute("id").into_iter().chain(named).filter(|id| !id.is_empty())
    }

    /// The addresses that the site resolves like those of Markdown links, in their order.
    pub(crate) fn links(&self) -> Vec<Address<'_>> {
        let mut links = Vec::new();
        for (at, attribute) in self.attributes.iter().enumerate() {
            let Attribute { name, value, range: _, value_range } = attribute;
            let is_kept = || policy::refusal(&self.name, name, value).is_none();
            if self.closing || self.is_bomb || !policy::is_resolved(&self.name, name) || !is_kept() {
                continue;
            }
            if name != "srcset" {
                links.push(Address { attribute: at, address: value, descriptor: "", range: value_range.clone() });
                continue;
            }
            // If a character reference was resolved, places in the value differ from those in the text.
            let is_as_written = value.len() == value_range.len();
            links.extend(candidates(value).into_iter().map(|candidate| {
                let place = value_range.start + candidate.range.start..value_range.start + candidate.range.end;
                let range = if is_as_written { place } else { value_range.clone() };
                Address { attribute: at, address: candidate.address, descriptor: candidate.descriptor, range }
            }));
        }
        links
    }
}

/// Elements whose inside is not HTML.
const OPAQUE: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// Takes raw HTML apart. Every byte is in exactly one piece. The time is linear in the length of the HTML.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut endless = BTreeSet::new();
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
            let name = tag.name.clone();
            let is_opaque = !tag.closing && OPAQUE.contains(&name.as_str());
            pieces.push(Piece::Tag(tag));
            if is_opaque {
                // A word in angle brackets, such as `<title>`, has no end tag and hides nothing. If one end tag is
                // missing, there is none for later tags of this name either, so none is searched for again.
                let is_code = matches!(name.as_str(), "script" | "style");
                let end = if endless.contains(&name) { None } else { end_of(html, at, &name) };
                if end.is_none() {
                    endless.insert(name);
                }
                let end = end.or(is_code.then_some(html.len())).unwrap_or(at);
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

/// Where `</name` begins at or after `from`.
fn end_of(html: &str, from: usize, name: &str) -> Option<usize> {
    let is_end = |at: &usize| {
        let tail = &html.as_bytes()[at + 2..];
        tail.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    html[from..].match_indices("</").map(|(at, _)| from + at).find(is_end)
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

/// The tag that begins at `start`; `None` if it never ends.
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
    let mut count = 0;
    let mut at = name_end;
    loop {
        at = skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'/')?;
        if bytes.get(at) == Some(&b'>') {
            let is_bomb = count > ATTRIBUTES;
            let range = start..at + 1;
            return Some(Tag { name, closing, attributes, is_bomb, range, shape: Shape::Plain, scope: None });
        }
        let attribute_start = at;
        // As in browsers, a `=` at the start belongs to the name.
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
        count += 1;
        // Of two attributes with the same name, browsers take the first.
        if count <= ATTRIBUTES && attributes.iter().all(|attribute| attribute.name != name) {
            attributes.push(Attribute { name, value, range: attribute_start..end, value_range });
        }
    }
}

/// The longest character reference, with its `&` and `;`.
const LONGEST_NAME: usize = 33;

/// Resolves the character references of a text. An unknown reference stays as it is.
pub(crate) fn unescape(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST_NAME).position(|byte| byte == b';');
        let letters = end.and_then(|end| characters(rest.get(1..end)?));
        match (letters, end) {
            (Some(letters), Some(end)) => {
                result.push_str(&letters);
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

fn characters(reference: &str) -> Option<String> {
    if let Some(number) = reference.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| *letter != '\0').map(String::from);
    }
    let letter = match reference {
        "amp" | "AMP" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        other => return named(other),
    };
    Some(letter.into())
}

/// The characters of any other name. Markdown has the same names as HTML, so its parser resolves them.
fn named(name: &str) -> Option<String> {
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let reference = format!("&{name};");
    match Parser::new(&reference).nth(1) {
        Some(Event::Text(letters)) if !letters.starts_with('&') => Some(letters.into_string()),
        _ => None,
    }
}

/// The text that a reader sees of raw HTML, with a space for every tag.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Text(range) => text.push_str(&unescape(&html[range])),
            Piece::Tag(_) => text.push(' '),
            Piece::Hidden(_) | Piece::End(_) => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let name = |piece: Piece| match piece {
            Piece::Text(range) => format!("{:?}", &html[range]),
            Piece::Hidden(range) => format!("hidden {:?}", &html[range]),
            Piece::End(name) => name,
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
            ("<title>a <b>b", r#"<title> "a " <b> "b""#),
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
    fn a_tag_has_so_many_attributes() {
        let tag = |count: usize| match pieces(&format!("<b {}>", "x ".repeat(count))).swap_remove(0) {
            Piece::Tag(tag) => tag.is_bomb,
            other => panic!("{other:?}"),
        };
        assert!(!tag(ATTRIBUTES) && tag(ATTRIBUTES + 1));
    }
}
