//! Escapes texts for HTML and XML: characters that would be markup become references.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

/// Adds a text that stands between tags. `&`, `<` and `>` become references.
pub(crate) fn text(html: &mut String, text: &str) {
    // Writing into a `String` cannot fail.
    let _ = escape_html_body_text(html, text);
}

/// Adds the value of an attribute, which the caller puts into double quotes.
pub(crate) fn value(html: &mut String, value: &str) {
    for (at, part) in value.split('"').enumerate() {
        if at > 0 {
            html.push_str("&quot;");
        }
        text(html, part);
    }
}

/// A text for XML, between tags or in an attribute. Quotes become references too, and characters that XML 1.0 forbids
/// are left out.
pub(crate) fn xml(text: &str) -> String {
    let is_kept = |letter: &char| {
        matches!(letter, '\t' | '\n' | '\r') || !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    let kept: String = text.chars().filter(is_kept).collect();
    let mut out = String::with_capacity(kept.len());
    let _ = escape_html(&mut out, &kept);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: fn(&mut String, &str), text: &str) -> String {
        let mut html = String::new();
        write(&mut html, text);
        html
    }

    #[test]
    fn what_would_be_markup_is_a_reference() {
        let letters = "a<b>&\"é\"'&amp;, and behind sixteen bytes more: <\">";
        assert_eq!(written(text, letters), "a&lt;b&gt;&amp;\"é\"'&amp;amp;, and behind sixteen bytes more: &lt;\"&gt;");
        assert_eq!(
            written(value, letters),
            "a&lt;b&gt;&amp;&quot;é&quot;'&amp;amp;, and behind sixteen bytes more: &lt;&quot;&gt;"
        );
        assert_eq!(
            xml(letters),
            "a&lt;b&gt;&amp;&quot;é&quot;&#39;&amp;amp;, and behind sixteen bytes more: &lt;&quot;&gt;"
        );
    }

    #[test]
    fn xml_holds_no_control_characters() {
        assert_eq!(xml("a\u{0}\u{b}\u{1b}\u{85}b\t\r\n\u{fffe}\u{ffff}c"), "ab\t\r\nc");
    }
}
