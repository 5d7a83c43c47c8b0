//! Faults of texts that YAML reads well, and otherwise than their author meant.

use super::at::excerpt;
use super::rules::{CONTROL_CHARACTER, CUT_VALUE};
use super::source::YamlSource;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::{self, Node, Part, Step};

/// The finding that a text in double quotes writes out a character that no page, feed or file may hold.
pub(super) fn control_character(source: &YamlSource, root: &Node) -> Option<Diagnostic> {
    // Nothing else brings one about: the parser refuses those that stand in the text as they are.
    if !source.text[source.range.clone()].contains(['\\', '\u{85}']) {
        return None;
    }
    let found = yaml::find_text(root, &|letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
    let (path, part, letter) = found?;
    let message = format!("this text holds the control character U+{:04X}", u32::from(letter));
    let help = "delete it; where a backslash is meant, put the text in single quotes";
    Some(CONTROL_CHARACTER.at(source.span(&path, part), message).help(help))
}

/// The finding that a plain text ends at a number sign that looks as if it belonged to it.
#[must_use]
pub(crate) fn cut_value(source: &YamlSource, path: &[Step]) -> Option<Diagnostic> {
    let span = source.span(path, Part::Value);
    let is_plain = !source.text[span.range()].starts_with(['"', '\'', '|', '>']);
    let behind = &source.text[span.end..source.range.end];
    // Most texts have nothing behind them, on lines that may be long.
    if !behind.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let behind = behind.lines().next().unwrap_or("");
    let comment = behind.trim_start();
    let looks_cut = comment.strip_prefix('#').is_some_and(|text| text.starts_with(char::is_alphanumeric));
    (is_plain && looks_cut && comment.len() < behind.len()).then(|| {
        let start = span.end + behind.len() - comment.len();
        let message = format!("everything from `{}` on is a comment, and left out", excerpt(comment));
        let help = "put the text in quotes; if it is a comment, write a space behind the number sign";
        CUT_VALUE.at(Span::new(&source.file, start..start + comment.trim_end().len()), message).help(help)
    })
}
