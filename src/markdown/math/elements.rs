//! Which MathML a sanitized page keeps: MathML Core and elements that are commonly used with it. None of them is a
//! link, loads a file or runs a script.

/// The attributes of an operator.
const OPERATOR: &[&str] = &[
    "accent",
    "displaystyle",
    "fence",
    "form",
    "largeop",
    "lspace",
    "maxsize",
    "minsize",
    "movablelimits",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
];

/// The attributes of all other elements.
const STYLE: &[&str] = &["displaystyle", "scriptlevel"];

/// The elements, each with the attributes that it may have besides those of every element. Some elements are left out:
/// `annotation-xml`, `mglyph` and `malignmark`, because they contain HTML or parsers disagree on them, and `maction`,
/// because it reacts to readers.
pub(crate) const ELEMENTS: &[(&str, &[&str])] = &[
    ("annotation", &["encoding"]),
    ("math", &["alttext", "display", "displaystyle", "scriptlevel", "xmlns"]),
    ("menclose", &["displaystyle", "notation", "scriptlevel"]),
    ("merror", STYLE),
    ("mfenced", &["close", "displaystyle", "open", "scriptlevel", "separators"]),
    ("mfrac", &["bevelled", "denomalign", "displaystyle", "linethickness", "numalign", "scriptlevel"]),
    ("mi", &["displaystyle", "mathvariant", "scriptlevel"]),
    ("mmultiscripts", STYLE),
    ("mn", &["displaystyle", "mathvariant", "scriptlevel"]),
    ("mo", OPERATOR),
    ("mover", &["accent", "displaystyle", "scriptlevel"]),
    ("mpadded", &["depth", "displaystyle", "height", "lspace", "scriptlevel", "voffset", "width"]),
    ("mphantom", STYLE),
    ("mprescripts", &[]),
    ("mroot", STYLE),
    ("mrow", STYLE),
    ("ms", &["displaystyle", "mathvariant", "scriptlevel"]),
    ("mspace", &["depth", "displaystyle", "height", "linebreak", "scriptlevel", "width"]),
    ("msqrt", STYLE),
    ("mstyle", &["displaystyle", "mathvariant", "scriptlevel"]),
    ("msub", STYLE),
    ("msubsup", STYLE),
    ("msup", STYLE),
    (
        "mtable",
        &[
            "columnalign",
            "columnlines",
            "columnspacing",
            "displaystyle",
            "frame",
            "rowlines",
            "rowspacing",
            "scriptlevel",
        ],
    ),
    ("mtd", &["columnalign", "columnspan", "displaystyle", "rowspan", "scriptlevel"]),
    ("mtext", &["displaystyle", "mathvariant", "scriptlevel"]),
    ("mtr", &["columnalign", "displaystyle", "scriptlevel"]),
    ("munder", &["accentunder", "displaystyle", "scriptlevel"]),
    ("munderover", &["accent", "accentunder", "displaystyle", "scriptlevel"]),
    ("none", &[]),
    ("semantics", STYLE),
];

/// The only value that `xmlns` may have.
pub(crate) const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

/// Whether an element can stand only inside of a `math`.
pub(crate) fn is_part(name: &str) -> bool {
    name != "math" && is_element(name)
}

/// Whether an element is MathML.
pub(crate) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search_by_key(&name, |(element, _)| element).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| name));
    }
}
