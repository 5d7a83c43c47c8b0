//! Which raw HTML a sanitized page keeps, in one table. The reader uses it for findings, the writer to drop tags, and
//! ammonia as the last guard.

use super::math::elements::{self, NAMESPACE};
use super::srcset::candidates;

/// The elements that a page keeps, each with the attributes that it may have besides [`ATTRIBUTES`].
pub(crate) const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang", "name", "rel", "download"]),
    ("abbr", &[]),
    ("audio", &["src", "controls", "preload", "muted", "loop"]),
    ("b", &[]),
    ("bdi", &[]),
    ("bdo", &[]),
    ("blockquote", &["cite"]),
    ("br", &[]),
    ("caption", &[]),
    ("cite", &[]),
    ("code", &[]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("dd", &[]),
    ("del", &["cite", "datetime"]),
    ("details", &["open", "name"]),
    ("dfn", &[]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("hr", &[]),
    ("i", &[]),
    ("img", &["src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"]),
    ("input", &["type", "checked", "disabled"]),
    ("ins", &["cite", "datetime"]),
    ("kbd", &[]),
    ("li", &["value"]),
    ("mark", &[]),
    ("ol", &["start", "reversed", "type"]),
    ("p", &[]),
    ("picture", &[]),
    ("pre", &[]),
    ("q", &["cite"]),
    ("rp", &[]),
    ("rt", &[]),
    ("ruby", &[]),
    ("s", &[]),
    ("samp", &[]),
    ("section", &[]),
    ("small", &[]),
    ("source", &["src", "srcset", "sizes", "type", "media"]),
    ("span", &[]),
    ("strike", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("tfoot", &[]),
    ("th", &["colspan", "rowspan", "headers", "scope", "abbr"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("tr", &[]),
    ("track", &["src", "kind", "srclang", "label", "default"]),
    ("tt", &[]),
    ("u", &[]),
    ("ul", &[]),
    ("var", &[]),
    ("video", &["src", "poster", "controls", "width", "height", "preload", "muted", "loop", "playsinline"]),
    ("wbr", &[]),
];

/// The attributes that every kept element may have.
pub(crate) const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "title",
    "lang",
    "dir",
    "translate",
    "role",
    "tabindex",
    "aria-label",
    "aria-labelledby",
    "aria-describedby",
    "aria-hidden",
];

/// Elements that have no end tag.
pub(crate) const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// The schemes that a link may have. An address without a scheme is always kept.
pub(crate) const LINK_SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "sms"];

/// The schemes that the address of an image, a sound or a film may have.
pub(crate) const MEDIA_SCHEMES: &[&str] = &["http", "https"];

/// The start of classes that authors may use. All other classes belong to the theme.
const OWN_CLASS: &str = "own-";

/// The start of ids that belong to the theme. The id of a heading never begins with it, because it has no capitals.
pub(crate) const THEME_ID: &str = "HR-";

/// Whether the site resolves the address in this attribute. `cite` leads nowhere in browsers.
pub(crate) fn is_resolved(element: &str, attribute: &str) -> bool {
    matches!(
        (element, attribute),
        ("a", "href")
            | ("img" | "source" | "video" | "audio" | "track", "src")
            | ("img" | "source", "srcset")
            | ("video", "poster")
    )
}

/// The classes that authors may use, among the given ones.
pub(crate) fn own_classes<'c>(classes: impl Iterator<Item = &'c str>) -> String {
    let own: Vec<&str> = classes.filter(|class| class.starts_with(OWN_CLASS)).collect();
    own.join(" ")
}

/// What is wrong with the first class that authors may not use; `None` if all are fine.
pub(crate) fn foreign_class<'c>(mut classes: impl Iterator<Item = &'c str>) -> Option<String> {
    let foreign = classes.find(|class| !class.starts_with(OWN_CLASS))?;
    let name: String = foreign.chars().take(40).collect();
    Some(format!("`{name}` is not a class of your own; those begin with `{OWN_CLASS}`"))
}

/// What is wrong with an id or with the `name` of an `a`; `None` if it is fine.
pub(crate) fn foreign_id(id: &str) -> Option<String> {
    id.trim_start().starts_with(THEME_ID).then(|| format!("only the theme may use names that begin with `{THEME_ID}`"))
}

/// Why a value is dropped of an attribute that the element may have: its ids or classes belong to the theme.
pub(crate) fn claim(element: &str, attribute: &str, value: &str) -> Option<String> {
    match (element, attribute) {
        (_, "class") => foreign_class(value.split_ascii_whitespace()),
        (_, "id") | ("a", "name") => foreign_id(value),
        _ => None,
    }
}

/// The class of the theme that replaces the attribute `align`, if this is one. GitHub keeps `align`, and authors have
/// no other way to align a paragraph.
pub(crate) fn alignment(element: &str, attribute: &str, value: &str) -> Option<&'static str> {
    let is_aligned = matches!(
        element,
        "caption"
            | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "p"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    );
    match value.trim().to_ascii_lowercase().as_str() {
        _ if attribute != "align" || !is_aligned => None,
        "left" => Some("al-l"),
        "center" => Some("al-c"),
        "right" => Some("al-r"),
        _ => None,
    }
}

/// The attributes that an element of this name may have; `None` if a page does not keep the element.
pub(crate) fn attributes_of(element: &str) -> Option<&'static [&'static str]> {
    let of = |table: &[(&str, &'static [&'static str])]| {
        let at = table.binary_search_by_key(&element, |(name, _)| name).ok()?;
        table.get(at).map(|(_, attributes)| *attributes)
    };
    of(ELEMENTS).or_else(|| of(elements::ELEMENTS))
}

/// Why an attribute of a kept element is dropped; `None` if it is kept.
pub(crate) fn refusal(element: &str, attribute: &str, value: &str) -> Option<String> {
    if attribute.starts_with("on") {
        return Some("it runs a script".to_owned());
    }
    if attribute == "style" {
        return Some(format!("a style sheet sets the look of a page; use a class that begins with `{OWN_CLASS}`"));
    }
    let own = attributes_of(element).is_some_and(|own| own.contains(&attribute));
    if !own && !ATTRIBUTES.contains(&attribute) {
        return Some(format!("`{element}` keeps no such attribute"));
    }
    let schemes = match attribute {
        "href" | "cite" => LINK_SCHEMES,
        "src" | "poster" | "srcset" => MEDIA_SCHEMES,
        "xmlns" if value != NAMESPACE => return Some(format!("only `{NAMESPACE}` is kept")),
        "tabindex" if !matches!(value.trim(), "0" | "-1") => return Some("only `0` and `-1` are kept".to_owned()),
        "type" if element == "input" && !value.trim().eq_ignore_ascii_case("checkbox") => {
            return Some("only a `checkbox` is kept".to_owned());
        }
        _ => return None,
    };
    let addresses = match attribute {
        "srcset" => candidates(value).into_iter().map(|candidate| candidate.address).collect(),
        _ => vec![value],
    };
    let refused = addresses.into_iter().filter_map(scheme).find(|scheme| !schemes.contains(&scheme.as_str()))?;
    Some(format!("an address that begins with `{refused}:` is not kept"))
}

/// The scheme of an address in lower case; `None` for a relative address. Like browsers, this ignores tabs and line
/// ends anywhere in the address, and spaces and control characters in front of it.
pub(crate) fn scheme(address: &str) -> Option<String> {
    let ignored = |letter: char| matches!(letter, '\t' | '\n' | '\r');
    let front = address.trim_start_matches(|letter: char| letter <= ' ');
    let mut scheme = String::new();
    for letter in front.chars().filter(|letter| !ignored(*letter)) {
        match letter {
            ':' if !scheme.is_empty() => return Some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(letter.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(letter),
            _ => return None,
        }
    }
    None
}

/// Whether an address can run a script or contain a document. No setting allows such an address.
pub(crate) fn is_dangerous(address: &str) -> bool {
    scheme(address).is_some_and(|scheme| matches!(scheme.as_str(), "javascript" | "data" | "vbscript"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| name));
    }

    /// The attributes that load something, lead or send somewhere, or contain code.
    #[test]
    fn what_loads_or_leads_is_resolved_or_refused() {
        let leading = [
            "action",
            "archive",
            "attributionsrc",
            "background",
            "classid",
            "code",
            "codebase",
            "data",
            "dynsrc",
            "formaction",
            "href",
            "icon",
            "imagesrcset",
            "itemid",
            "itemtype",
            "longdesc",
            "lowsrc",
            "manifest",
            "object",
            "ping",
            "popovertarget",
            "poster",
            "profile",
            "src",
            "srcdoc",
            "srcset",
            "style",
            "usemap",
            "xlink:href",
            "xml:base",
            "xmlns",
            "form",
            "target",
            "http-equiv",
            "imagesizes",
            "is",
            "slot",
            "part",
            "hidden",
            "popover",
            "contenteditable",
            "autofocus",
            "accesskey",
            "autoplay",
            "data-days",
            "nonce",
            "onclick",
            "commandfor",
            "inert",
            "draggable",
        ];
        for (element, _) in ELEMENTS.iter().chain(elements::ELEMENTS) {
            for attribute in leading {
                // The `form` of a `mo` says on which side of something the operator stands.
                if (*element, attribute) == ("mo", "form") {
                    continue;
                }
                let is_refused = refusal(element, attribute, "x").is_some();
                assert!(is_refused || is_resolved(element, attribute), "{element} {attribute}");
            }
        }
        for element in [
            "area",
            "link",
            "base",
            "form",
            "button",
            "dialog",
            "object",
            "embed",
            "iframe",
            "svg",
            "map",
            "meta",
            "slot",
            "template",
            "annotation-xml",
            "maction",
            "mglyph",
            "malignmark",
            "foreignobject",
        ] {
            assert_eq!(attributes_of(element), None);
        }
    }

    #[test]
    fn tells_the_theme_s_names_from_an_author_s() {
        for (element, attribute, value, is_claimed) in [
            ("p", "class", "own-box own-wide", false),
            ("p", "class", "", false),
            ("p", "class", "own-box plate", true),
            ("p", "class", "OWN-box", true),
            ("p", "id", "main", false),
            ("p", "id", "hr-main", false),
            ("p", "id", "HR-main", true),
            ("a", "name", "HR-main", true),
        ] {
            assert_eq!(claim(element, attribute, value).is_some(), is_claimed, "{element} {attribute}={value}");
        }
    }

    #[test]
    fn refuses() {
        let cases = [
            ("a", "href", "guide.md", None),
            ("a", "href", "a:b/c", Some("an address that begins with `a:` is not kept")),
            ("a", "href", "./a:b", None),
            (
                "a",
                "href",
                " \u{1}java\tscript\n:alert(1)",
                Some("an address that begins with `javascript:` is not kept"),
            ),
            ("img", "src", "DATA:image/png,x", Some("an address that begins with `data:` is not kept")),
            ("img", "src", "mailto:a@b.c", Some("an address that begins with `mailto:` is not kept")),
            ("img", "srcset", "a.png 1x, data:x 2x", Some("an address that begins with `data:` is not kept")),
            ("p", "onclick", "x()", Some("it runs a script")),
            ("img", "srcset", "a.png,data:x 2x", None),
            (
                "p",
                "style",
                "color: red",
                Some("a style sheet sets the look of a page; use a class that begins with `own-`"),
            ),
            ("p", "align", "center", Some("`p` keeps no such attribute")),
            ("div", "tabindex", "5", Some("only `0` and `-1` are kept")),
            ("input", "type", "password", Some("only a `checkbox` is kept")),
        ];
        for (element, attribute, value, expected) in cases {
            assert_eq!(refusal(element, attribute, value).as_deref(), expected, "{element} {attribute}={value}");
        }
    }
}
