//! Text in angle brackets that is not HTML: words such as `<Enter>`, tags of other tools, remains of a word processor.
//! GitHub removes all of it silently. Here each form gets its own finding.

use super::policy;
use super::raw_html::Tag;

/// What an author meant by HTML or an attribute that a page does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meant {
    /// HTML.
    #[default]
    Html,
    /// Words, such as the name of a key, or a part that the reader has to fill in.
    Words,
    /// A component of another tool, such as `<Tabs>`.
    Component,
    /// A command of another tool, which would write text here.
    Template,
    /// Formatting that a word processor wrote.
    Formatting,
    /// HTML at a place where it cannot stand.
    Misplaced,
}

/// The elements of HTML and of drawings that no page keeps.
const DROPPED: &[&str] = &[
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

/// Dropped elements that nobody means as a word in angle brackets, even without attributes.
const RUNS: &[&str] = &["frameset", "iframe", "noscript", "plaintext", "script", "style", "svg", "xmp"];

/// Elements that a page keeps, but whose names are also words that an author may put into angle brackets.
const WORDS: &[&str] = &[
    "audio", "cite", "code", "data", "figure", "mark", "picture", "section", "source", "summary", "time", "track",
    "video",
];

/// The elements of which drawings are made.
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

/// The element that must be around an element of this name; `None` if it can stand by itself.
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

/// What an author meant by a start tag that a page does not keep. The answer may change once an end tag is seen.
/// `before` is the text in front of the tag.
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
    // The names of components begin with a capital: `<Image />`.
    let is_name = is_whole && written.trim_start_matches('<').starts_with(char::is_uppercase);
    match (is_html(name), has_values || is_whole) {
        (true, _) if tag.attributes.is_empty() && !is_whole && !RUNS.contains(&name) => Meant::Words,
        (true, _) if !is_name => Meant::Html,
        (_, true) => Meant::Component,
        (_, false) => Meant::Words,
    }
}

/// What an author meant by a tag that looked like a word, but that has an end tag.
pub(crate) fn meant_with_end(name: &str) -> Meant {
    if is_html(name) { Meant::Html } else { Meant::Component }
}

/// Whether HTML or SVG has an element of this name.
pub(crate) fn is_html(name: &str) -> bool {
    policy::attributes_of(name).is_some() || DROPPED.contains(&name)
}

/// Whether a tag that a page keeps may be meant as a word. It is one if no end tag follows.
pub(crate) fn may_be_a_word(tag: &Tag) -> bool {
    tag.attributes.is_empty() && WORDS.contains(&tag.name.as_str())
}

/// Whether the `lang` of a `<pre>` names a programming language, as on GitHub.
pub(crate) fn is_code(lang: &str) -> bool {
    const SHORT: &[&str] = &["cpp", "ini", "js", "jsx", "php", "py", "rb", "sql", "tsx", "xml"];
    let first = lang.trim().split('-').next().unwrap_or_default();
    first.len() == 1 || first.len() > 3 || SHORT.contains(&first.to_ascii_lowercase().as_str())
}

/// Whether the value of an attribute contains a command of another tool, which would write an address or a word here.
pub(crate) fn is_template(value: &str) -> bool {
    ["{{", "{%", "<%"].iter().any(|mark| value.contains(mark))
}

/// Whether a word processor writes elements of this name.
fn is_formatting(name: &str) -> bool {
    let is_office = name.split_once(':').is_some_and(|(space, _)| matches!(space, "o" | "w" | "v" | "m" | "st1"));
    is_office || matches!(name, "font" | "center")
}

/// Whether a word processor writes this attribute to say what a text looks like.
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
        // Google Docs numbers its classes: `c1`, `c2`.
        class.starts_with("Mso") || class.starts_with("Apple-") || class.strip_prefix('c').is_some_and(is_number)
    })
}
