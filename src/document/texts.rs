//! Findings on texts that are valid YAML but differ from what their author meant.

use super::at::excerpt;
use super::rules::{CONTROL_CHARACTER, CUT_VALUE};
use super::source::YamlSource;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::{self, Node, Part, Step};

/// The finding that an escape in double quotes stands for a control character, which no page, feed or file may contain.
pub(super) fn control_character(source: &YamlSource, root: &Node) -> Option<Diagnostic> {
    // Only an escape can do that, because the parser refuses control characters in the text itself.
    if !source.text[source.range.clone()].contains(['\\', '\u{85}']) {
        return None;
    }
    let found = yaml::find_text(root, &|letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
    let (path, part, letter) = found?;
    let message = format!("this text contains the invisible control character U+{:04X}", u32::from(letter));
    let help = "delete it; if you mean a backslash, put the text in single quotation marks";
    Some(CONTROL_CHARACTER.at(source.span(&path, part), message).help(help))
}

/// The finding that a text without quotes ends at a number sign that is probably part of the text.
#[must_use]
pub(crate) fn cut_value(source: &YamlSource, path: &[Step]) -> Option<Diagnostic> {
    let span = source.span(path, Part::Value);
    let is_plain = !source.text[span.range()].starts_with(['"', '\'', '|', '>']);
    let behind = &source.text[span.end..source.range.end];
    // This quick test is enough for most texts, because nothing follows them.
    if !behind.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let behind = behind.lines().next().unwrap_or("");
    let comment = behind.trim_start();
    let looks_cut = comment.strip_prefix('#').is_some_and(|text| text.starts_with(char::is_alphanumeric));
    (is_plain && looks_cut && comment.len() < behind.len()).then(|| {
        let start = span.end + behind.len() - comment.len();
        let message =
            format!("everything from `{}` on is read as a comment, so the page does not show it", excerpt(comment));
        let help = "put the text in quotation marks; if you mean a comment, write a space after the number sign";
        CUT_VALUE.at(Span::new(&source.file, start..start + comment.trim_end().len()), message).help(help)
    })
}
