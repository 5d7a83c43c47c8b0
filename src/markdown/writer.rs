//! Writing HTML: escaped text, attributes and addresses.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::markdown::policy;
use crate::markdown::raw_html::Tag;

use super::html::Href;

/// What an address may not hold as it is. `%` may: the address is encoded already, or never was.
const ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'\\').add(b'^').add(b'{').add(b'|').add(b'}');

/// Adds text.
pub(super) fn text(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

/// Adds ` name="value"`.
pub(super) fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    for (at, part) in value.split('"').enumerate() {
        if at > 0 {
            html.push_str("&quot;");
        }
        self::text(html, part);
    }
    html.push('"');
}

/// Adds ` name="address"`.
pub(super) fn address(html: &mut String, name: &str, address: &str) {
    let encoded = utf8_percent_encode(address.trim(), ADDRESS).to_string();
    attribute(html, name, &encoded);
}

/// An address to lead to, unless it would run a script.
pub(super) fn safe(href: Option<&Href>) -> Option<(&str, Option<&'static str>, bool)> {
    match href? {
        Href::To { href, .. } if policy::is_dangerous(href) => None,
        Href::To { href, rel, external, picture: _ } => Some((href, *rel, *external)),
        Href::Text => None,
    }
}

/// Adds size, sources and loading of an image, but for the attributes that `has` says are there.
pub(super) fn layout(html: &mut String, href: Option<&Href>, has: &dyn Fn(&str) -> bool) {
    if let Some(Href::To { picture: Some(picture), .. }) = href
        && !["width", "height", "srcset", "sizes"].into_iter().any(has)
    {
        if let Some(srcset) = picture.srcset() {
            attribute(html, "srcset", &srcset);
            attribute(html, "sizes", &picture.sizes);
        }
        attribute(html, "width", &picture.width.to_string());
        attribute(html, "height", &picture.height.to_string());
    }
    for (name, value) in [("loading", "lazy"), ("decoding", "async")] {
        if !has(name) {
            attribute(html, name, value);
        }
    }
}

/// Adds a tag of raw HTML with its addresses replaced by `hrefs`, which are in the order of
/// [`Tag::links`].
pub(super) fn raw_tag(html: &mut String, source: &str, tag: &Tag, hrefs: &[Option<&Href>]) {
    let links: Vec<_> = tag.links().zip(hrefs).collect();
    let shown = links.iter().any(|(link, href)| link.name == "src" && safe(**href).is_some());
    if tag.name == "img" && !shown && !links.is_empty() {
        text(html, tag.attribute("alt").unwrap_or_default());
        return;
    }
    let mut at = tag.range.start;
    let image = links.iter().find(|(link, _)| tag.name == "img" && link.name == "src").map(|(_, href)| **href);
    for (link, href) in links {
        html.push_str(source[at..link.range.start].trim_end());
        if let Some((href, rel, external)) = safe(*href) {
            address(html, &link.name, href);
            if external && tag.name == "a" && tag.attribute("class").is_none() {
                attribute(html, "class", "out");
            }
            if let Some(rel) = rel.filter(|_| tag.name == "a" && tag.attribute("rel").is_none()) {
                attribute(html, "rel", rel);
            }
        }
        // An unquoted address may end at the next attribute's first letter.
        html.push(' ');
        at = link.range.end;
    }
    let rest = &source[at..tag.range.end];
    let Some(image) = image else { return html.push_str(rest) };
    let (attributes, end) = rest.split_at(rest.trim_end_matches(['/', '>', ' ', '\n', '\t']).len());
    html.push_str(attributes);
    layout(html, image, &|name| tag.attribute(name).is_some());
    html.push_str(end);
}

/// The HTML with line ends as LF, and without control characters, which neither HTML nor a feed's XML
/// may hold.
pub(super) fn without_controls(html: String) -> String {
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if !html.contains(is_control) {
        return html;
    }
    let unified = html.replace("\r\n", "\n").replace('\r', "\n");
    unified.replace(is_control, "\u{fffd}")
}
