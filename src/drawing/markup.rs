//! Walks over a drawing's markup. It is strict: it refuses what it cannot follow, because a browser might read it in a
//! different way.

use std::ops::Range;

use super::copies::Copies;
use super::css;

/// Elements that run something or show something that is not a drawing, in lower case. Their namespace does not matter.
const ELEMENTS: &[&str] = &[
    "script",
    "handler",
    "listener",
    "foreignobject",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "audio",
    "video",
    "canvas",
    "link",
    "meta",
    "base",
    "html",
    "body",
    "form",
    "input",
    "button",
    "portal",
];

/// Words in the addresses of namespaces that browsers treat specially. Their elements are not parts of a drawing.
const NAMESPACES: &[&str] = &["xhtml", "mathml", "xbl", "xul", "xml-events", "xinclude", "xslt", "xsl/transform"];

/// The schemes that a link in a drawing may have.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

/// Encodings that write the characters of markup with the same bytes as UTF-8.
const ENCODINGS: &[&str] = &["utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1"];

/// The most faults that are reported of one drawing.
const MOST: usize = 20;

/// Something that a drawing must not contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong, in words for a person: "`onclick` runs a script".
    pub what: String,
}

/// Finds what a drawing must not contain, in the order of the text. The time is linear in its length.
#[must_use]
pub(crate) fn faults(text: &str) -> Vec<Fault> {
    let mut walk = Walk { text, at: 0, style: None, copies: Copies::default(), faults: Vec::new() };
    if text.starts_with('\u{feff}') {
        walk.at = '\u{feff}'.len_utf8();
    }
    while walk.at < text.len() && walk.faults.len() < MOST {
        if walk.step().is_none() {
            let range = walk.at..line_end(text, walk.at);
            walk.tell(range, "the drawing cannot be read from here on");
            break;
        }
    }
    walk.end_style(text.len());
    if walk.copies.are_too_many() {
        walk.tell(0..line_end(text, 0), "`use` repeats parts of the drawing more often than a browser can draw");
    }
    walk.faults
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

struct Walk<'t> {
    text: &'t str,
    at: usize,
    /// The open `style`: the place where it begins, and its text so far.
    style: Option<(usize, String)>,
    copies: Copies,
    faults: Vec<Fault>,
}

/// An attribute with its value as a browser reads it.
struct Attribute {
    /// The name in lower case, with its prefix.
    name: String,
    value: String,
    range: Range<usize>,
}

impl Attribute {
    fn local(&self) -> &str {
        local(&self.name)
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

impl<'t> Walk<'t> {
    fn tell(&mut self, range: Range<usize>, what: impl Into<String>) {
        self.faults.push(Fault { range, what: what.into() });
    }

    /// Reads the next piece of markup and the text before it. `None` if the markup is not as XML requires.
    fn step(&mut self) -> Option<()> {
        let rest: &'t str = &self.text[self.at..];
        let length = rest.find('<').unwrap_or(rest.len());
        if let Some((_, css)) = &mut self.style {
            css.push_str(&unescape(&rest[..length])?);
        }
        self.at += length;
        let rest = &rest[length..];
        if rest.is_empty() {
            return Some(());
        }
        if let Some(inside) = rest.strip_prefix("<!--") {
            self.at += "<!--".len() + inside.find("-->")? + 3;
        } else if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let end = inside.find("]]>")?;
            self.said(&inside[..end]);
            self.at += "<![CDATA[".len() + end + 3;
        } else if rest.starts_with("<!") {
            self.declaration(rest)?;
        } else if rest.starts_with("<?") {
            self.instruction(rest)?;
        } else if rest.starts_with("</") {
            let end = rest.find('>')?;
            if local(rest[2..end].trim()).eq_ignore_ascii_case("style") {
                self.end_style(self.at + end + 1);
            }
            self.copies.end();
            self.at += end + 1;
        } else {
            self.tag(rest)?;
        }
        Some(())
    }

    /// Adds to the text of the open style. Browsers join the texts around a comment, so they are joined here too.
    fn said(&mut self, text: &str) {
        if let Some((_, css)) = &mut self.style {
            css.push_str(text);
        }
    }

    fn end_style(&mut self, end: usize) {
        if let Some((start, css)) = self.style.take()
            && let Some(what) = css::refusal(&css)
        {
            self.tell(start..end, what);
        }
    }

    /// Reads a `DOCTYPE`. It may not declare entities, because a few of them can expand to a text without end.
    fn declaration(&mut self, rest: &str) -> Option<()> {
        if !rest.get(..9)?.eq_ignore_ascii_case("<!doctype") {
            return None;
        }
        let mut quote = None;
        for (at, letter) in rest.char_indices() {
            match (letter, quote) {
                (letter, Some(open)) if letter == open => quote = None,
                (_, Some(_)) => {}
                ('"' | '\'', None) => quote = Some(letter),
                ('>', None) => {
                    self.at += at + 1;
                    return Some(());
                }
                ('[', None) => {
                    let range = self.at..self.at + at + 1;
                    self.tell(range, "`DOCTYPE` declares entities, which can hide what the drawing does");
                    // The rest cannot be checked, because it depends on the entities.
                    self.at = self.text.len();
                    return Some(());
                }
                _ => {}
            }
        }
        None
    }

    /// Reads `<?xml …?>`, which may name only an encoding that does not hide markup. Any other instruction can load a
    /// style sheet or a program.
    fn instruction(&mut self, rest: &str) -> Option<()> {
        let end = rest[2..].find("?>")? + 4;
        let range = self.at..self.at + end;
        let inside = &rest[2..end - 2];
        let name = inside.split(|letter: char| letter.is_ascii_whitespace()).next().unwrap_or("");
        if name != "xml" {
            self.tell(range, format!("`<?{name}?>` can load a style sheet or a program"));
        } else if let Some((_, encoding)) = inside.split_once("encoding") {
            let encoding = encoding.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '=');
            let quote = encoding.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let encoding = encoding[1..].split(quote).next()?;
            if !ENCODINGS.iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
                self.tell(
                    range,
                    format!("the drawing says that its encoding is `{encoding}`, but it is read as UTF-8"),
                );
            }
        }
        self.at += end;
        Some(())
    }

    fn tag(&mut self, rest: &str) -> Option<()> {
        let start = self.at;
        let ends_name = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>' | '=' | '"' | '\'');
        let name_end = rest[1..].find(ends_name)? + 1;
        let name = rest[1..name_end].to_ascii_lowercase();
        if !name.starts_with(|first: char| first.is_alphabetic() || first == '_') || name.contains(['<', '&']) {
            return None;
        }
        let element = local(&name);
        if ELEMENTS.contains(&element) {
            self.tell(
                start..start + name_end,
                format!("`{element}` runs a program, or shows something that is not a drawing"),
            );
        }
        // A browser joins the texts around this element into one style, so checking each text by itself is not enough.
        if self.style.is_some() {
            self.tell(start..start + name_end, format!("`{element}` stands in a `style`, which may contain only text"));
        }
        let (mut id, mut used) = (None, None);
        let mut at = name_end;
        let closed = loop {
            let tail = rest[at..].trim_start_matches(|letter: char| letter.is_ascii_whitespace());
            let spaced = at + tail.len() < rest.len();
            at = rest.len() - tail.len();
            if tail.starts_with('>') {
                at += 1;
                break false;
            }
            if tail.starts_with("/>") {
                at += 2;
                break true;
            }
            if !spaced {
                return None;
            }
            let (attribute, length) = attribute(tail, start + at)?;
            if let Some(what) = refusal(element, &attribute) {
                self.tell(attribute.range.clone(), what);
            }
            at += length;
            match (element, attribute.local()) {
                (_, "id") => id = Some(attribute.value),
                ("use", "href") => used = attribute.value.trim().strip_prefix('#').map(str::to_owned),
                _ => {}
            }
        };
        self.at += at;
        self.copies.begin(id.as_deref());
        used.iter().for_each(|id| self.copies.uses(id));
        if closed {
            self.copies.end();
        }
        if element == "style" && !closed && self.style.is_none() {
            self.style = Some((start, String::new()));
        }
        Some(())
    }
}

/// The attribute that `tail` begins with, and its length.
fn attribute(tail: &str, at: usize) -> Option<(Attribute, usize)> {
    let name_end = tail.find(|letter: char| letter.is_ascii_whitespace() || matches!(letter, '=' | '/' | '>' | '<'))?;
    let name = tail[..name_end].to_ascii_lowercase();
    let after = tail[name_end..].trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let value = after[1..].split_once(quote)?.0;
    if name.is_empty() || value.contains('<') {
        return None;
    }
    let length = tail.len() - after.len() + value.len() + 2;
    Some((Attribute { name, value: unescape(value)?, range: at..at + length }, length))
}

/// Why an attribute is refused; `None` if it is harmless.
fn refusal(element: &str, attribute: &Attribute) -> Option<String> {
    let Attribute { name, value, .. } = attribute;
    let compact: String = value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    let compact = compact.to_ascii_lowercase();
    if name == "xmlns" || name.starts_with("xmlns:") {
        let foreign = NAMESPACES.iter().any(|part| compact.contains(part));
        return foreign.then(|| format!("`{name}` brings in elements that do not belong in a drawing"));
    }
    let own = attribute.local();
    if own.starts_with("on") {
        return Some(format!("`{name}` runs a script"));
    }
    if name == "xml:base" || own == "ping" {
        return Some(format!("`{name}` leads to another site"));
    }
    if matches!(own, "href" | "src") {
        if compact.starts_with('#') || (element == "a" && is_link(&compact)) {
            return None;
        }
        return Some(format!("`{name}` loads or runs something from outside of the drawing"));
    }
    if own == "attributename" {
        let animated = local(&compact);
        let runs = matches!(animated, "href" | "src" | "base" | "style" | "class") || animated.starts_with("on");
        return runs.then(|| format!("an animation changes `{animated}`, which could then load or run something"));
    }
    if name.contains(':') {
        return None;
    }
    css::refusal(value)
}

/// Whether an address only leads to a page when a reader follows it, and runs nothing.
fn is_link(address: &str) -> bool {
    match address.split_once(':') {
        Some((scheme, _)) => SCHEMES.contains(&scheme) || scheme.contains(['/', '?', '#']),
        None => true,
    }
}

/// Resolves the character references of XML. `None` if the text has any other reference: the `DOCTYPE` decides what
/// `&colon;` stands for, and with the `DOCTYPE` of XHTML, browsers know all names of HTML.
fn unescape(text: &str) -> Option<String> {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        result.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';')?;
        result.push(reference(&rest[1..end])?);
        rest = &rest[end + 1..];
    }
    result.push_str(rest);
    Some(result)
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
