//! Writes attributes, addresses and raw tags as HTML.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::policy;
use super::raw_html::{Address, Tag};
use super::rendering::Href;
use crate::escape;

/// The characters to encode in an address. `%` stays, because the address may already be encoded.
const ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'\\').add(b'^').add(b'{').add(b'|').add(b'}');

/// Adds ` name="value"`.
pub(super) fn attribute(html: &mut String, name: &str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape::value(html, value);
    html.push('"');
}

/// Adds ` name="address"`.
pub(super) fn address(html: &mut String, name: &str, address: &str) {
    let encoded = utf8_percent_encode(address.trim(), ADDRESS).to_string();
    attribute(html, name, &encoded);
}

/// An address and whether it leaves the site; `None` if the link is text or would run a script.
pub(super) fn safe(href: Option<&Href>) -> Option<(&str, bool)> {
    match href? {
        Href::To { href, .. } if policy::is_dangerous(href) => None,
        Href::To { href, external, picture: _ } => Some((href, *external)),
        Href::Text => None,
    }
}

/// Adds the attributes for size, sources and loading of an image. `has` says which attributes its author wrote; these
/// are left out.
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

/// Adds the end tag of a raw element. An `h1` becomes an `h2`, because the page's title is the only `h1`.
pub(super) fn end(html: &mut String, name: &str) {
    let name = if name == "h1" { "h2" } else { name };
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

/// Adds text of raw HTML. Its character references stay, and no part of it can be read as a tag.
pub(super) fn text_of_html(html: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            letter => html.push(letter),
        }
    }
}

/// Adds a start tag of raw HTML, with the addresses `links` replaced by `hrefs`. The tag is written from its parsed
/// parts. If all HTML is trusted, `trusted` is the author's HTML, and attributes are copied from it. `is_free` says
/// whether an id is not on the page yet. The attributes `added` are appended.
pub(super) fn raw_tag(
    html: &mut String,
    tag: &Tag,
    links: &[Address<'_>],
    hrefs: &[Option<&Href>],
    trusted: Option<&str>,
    mut is_free: impl FnMut(&str) -> bool,
    added: &[(&str, String)],
) {
    let is_of = |attribute: usize| move |(link, _): &(&Address<'_>, &Option<&Href>)| link.attribute == attribute;
    let all = || links.iter().zip(hrefs);
    let is_named = |link: &Address<'_>, name: &str| tag.attributes[link.attribute].name == name;
    let is_shown = all().any(|(link, href)| !is_named(link, "poster") && safe(*href).is_some());
    if !is_shown && !links.is_empty() && matches!(tag.name.as_str(), "img" | "source" | "track") {
        escape::text(html, tag.attribute("alt").unwrap_or_default());
        return;
    }
    html.push('<');
    html.push_str(if tag.name == "h1" && trusted.is_none() { "h2" } else { &tag.name });
    for (at, attribute) in tag.attributes.iter().enumerate() {
        let name = attribute.name.as_str();
        let mut own = all().filter(is_of(at)).peekable();
        if own.peek().is_none() {
            match trusted {
                Some(source) => {
                    html.push(' ');
                    html.push_str(&source[attribute.range.clone()]);
                }
                None if name == "id" && !is_free(&attribute.value) => {}
                None => self::attribute(html, name, &attribute.value),
            }
        } else if name == "srcset" {
            srcset(html, own);
        } else if let Some((href, external)) = own.next().and_then(|(_, href)| safe(*href)) {
            address(html, name, href);
            if external && tag.name == "a" && tag.attribute("class").is_none() {
                self::attribute(html, "class", "out");
            }
        }
    }
    let image = all().find(|(link, _)| tag.name == "img" && is_named(link, "src")).map(|(_, href)| *href);
    if let Some(image) = image {
        layout(html, image, &|name| tag.attribute(name).is_some());
    }
    added.iter().for_each(|(name, value)| attribute(html, name, value));
    html.push('>');
}

/// Adds a `srcset` of the links that lead somewhere. A comma in an address is encoded, because it could end the
/// address.
fn srcset<'a>(html: &mut String, links: impl Iterator<Item = (&'a Address<'a>, &'a Option<&'a Href>)>) {
    let there = links.filter_map(|(link, href)| {
        let (href, _) = safe(*href)?;
        let encoded = utf8_percent_encode(href.trim(), ADDRESS).to_string().replace(',', "%2C");
        Some(if link.descriptor.is_empty() { encoded } else { format!("{encoded} {}", link.descriptor) })
    });
    let there: Vec<String> = there.collect();
    if !there.is_empty() {
        attribute(html, "srcset", &there.join(", "));
    }
}

/// The HTML with LF as line end, and with a replacement character for each control character. Neither HTML nor the XML
/// of a feed may contain control characters.
pub(super) fn without_controls(html: String) -> String {
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if !html.contains(is_control) {
        return html;
    }
    let unified = html.replace("\r\n", "\n").replace('\r', "\n");
    unified.replace(is_control, "\u{fffd}")
}
