//! Text in angle brackets that is not HTML: words such as `<Enter>`, tags of other tools, remains of a word processor.
//! GitHub removes all of it silently. Here each form gets its own finding.

use super::policy;
use super::raw_html::Tag;

/// What an author meant by something that a page does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meant {
    /// HTML.
    #[default]
    Html,
    /// Words: a key, or what a reader is to fill in.
    Words,
    /// An element of another tool.
    Component,
    /// A command of another tool, which would write this text.
    Template,
    /// What a word processor writes for itself.
    Formatting,
    /// HTML where it cannot stand.
    Misplaced,
}

/// The elements of HTML and of drawings that no page keeps.
const OTHERS: &[&str] = &[
    "acronym",
    "address",
    "animate",
    "applet",
    "area",
    "article",
    "aside",
    "base",
    "basefont",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "center",
    "circle",
    "clippath",
    "datalist",
    "defs",
    "desc",
    "dialog",
    "dir",
    "ellipse",
    "embed",
    "fieldset",
    "filter",
    "font",
    "footer",
    "foreignobject",
    "form",
    "frame",
    "frameset",
    "g",
    "head",
    "header",
    "hgroup",
    "html",
    "iframe",
    "image",
    "label",
    "legend",
    "line",
    "lineargradient",
    "link",
    "main",
    "map",
    "marker",
    "marquee",
    "mask",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "output",
    "param",
    "path",
    "pattern",
    "plaintext",
    "polygon",
    "polyline",
    "progress",
    "radialgradient",
    "rect",
    "script",
    "search",
    "select",
    "slot",
    "stop",
    "style",
    "svg",
    "symbol",
    "template",
    "text",
    "textarea",
    "title",
    "tspan",
    "use",
    "xmp",
];

/// Elements that nobody writes as words: they run, load or hold something.
const RUNS: &[&str] = &["frameset", "iframe", "noscript", "plaintext", "script", "style", "svg", "xmp"];

/// Elements that a page keeps, and whose names are words that somebody may put into angle brackets.
const WORDS: &[&str] = &[
    "audio", "cite", "code", "data", "figure", "mark", "picture", "section", "source", "summary", "time", "track",
    "video",
];

/// The parts of drawings.
const DRAWN: &[&str] = &[
    "animate",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "foreignobject",
    "g",
    "image",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "symbol",
    "text",
    "tspan",
    "use",
];

/// The element that one is a part of and never stands without.
pub(crate) fn whole_of(name: &str) -> Option<&'static str> {
    match name {
        "area" => Some("map"),
        "frame" => Some("frameset"),
        "legend" => Some("fieldset"),
        "optgroup" | "option" => Some("select"),
        "param" => Some("object"),
        part if DRAWN.contains(&part) => Some("svg"),
        _ => None,
    }
}

/// What is meant by a tag whose element a page does not keep, as far as it can be told before its end was seen.
pub(crate) fn meant(tag: &Tag, before: &str, html: &str) -> Meant {
    if before.ends_with("{{") || before.ends_with("{{%") {
        return Meant::Template;
    }
    let name = tag.name.as_str();
    if is_formatting(name) {
        return Meant::Formatting;
    }
    let written = &html[tag.range.clone()];
    let has_values = tag.attributes.iter().any(|attribute| html[attribute.range.clone()].contains('='));
    let is_whole = written.trim_end_matches('>').ends_with('/');
    // Components are written as names: `<Image />`.
    let is_name = is_whole && written.trim_start_matches('<').starts_with(char::is_uppercase);
    match (is_html(name), has_values || is_whole) {
        (true, _) if tag.attributes.is_empty() && !is_whole && !RUNS.contains(&name) => Meant::Words,
        (true, _) if !is_name => Meant::Html,
        (_, true) => Meant::Component,
        (_, false) => Meant::Words,
    }
}

/// What is meant by a tag that looked like a word, and whose end follows.
pub(crate) fn meant_with_end(name: &str) -> Meant {
    if is_html(name) { Meant::Html } else { Meant::Component }
}

/// Whether HTML or drawings have elements of this name.
pub(crate) fn is_html(name: &str) -> bool {
    policy::attributes_of(name).is_some() || OTHERS.contains(&name)
}

/// Whether a tag that stays may be a word: it is as bare as one. Then no end follows.
pub(crate) fn may_be_a_word(tag: &Tag) -> bool {
    tag.attributes.is_empty() && WORDS.contains(&tag.name.as_str())
}

/// Whether the `lang` of a `<pre>` names what its code is written in, as on GitHub: nobody speaks it.
pub(crate) fn is_code(lang: &str) -> bool {
    const SHORT: &[&str] = &["cpp", "ini", "js", "jsx", "php", "py", "rb", "sql", "tsx", "xml"];
    let first = lang.trim().split('-').next().unwrap_or_default();
    first.len() == 1 || first.len() > 3 || SHORT.contains(&first.to_ascii_lowercase().as_str())
}

/// Whether a value holds a command of another tool, which would write an address or a word here.
pub(crate) fn is_template(value: &str) -> bool {
    ["{{", "{%", "<%"].iter().any(|mark| value.contains(mark))
}

/// Whether elements of this name come from a word processor.
fn is_formatting(name: &str) -> bool {
    let is_office = name.split_once(':').is_some_and(|(space, _)| matches!(space, "o" | "w" | "v" | "m" | "st1"));
    is_office || matches!(name, "font" | "center")
}

/// Attributes in which word processors say what a text looks like.
pub(crate) fn is_look(attribute: &str, value: &str) -> bool {
    const LOOKS: &[&str] = &[
        "align",
        "aria-level",
        "background",
        "bgcolor",
        "border",
        "bordercolor",
        "cellpadding",
        "cellspacing",
        "clear",
        "color",
        "face",
        "frame",
        "height",
        "hspace",
        "nowrap",
        "rules",
        "size",
        "style",
        "valign",
        "vspace",
        "width",
    ];
    LOOKS.contains(&attribute)
        || (attribute == "class" && is_office_class(value))
        || attribute.contains(':')
        || attribute.starts_with("data-")
}

fn is_office_class(value: &str) -> bool {
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    value.split_ascii_whitespace().any(|class| {
        // Google Docs counts its classes.
        class.starts_with("Mso") || class.starts_with("Apple-") || class.strip_prefix('c').is_some_and(is_number)
    })
}
