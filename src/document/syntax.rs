//! Faults of YAML itself, in words that say what most likely mends them.

use super::{YAML_SYNTAX, YamlSource, excerpt};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::SyntaxFault;

/// What a YAML fault most likely is, judged by the line it stands in.
pub(super) fn diagnostic(source: &YamlSource, fault: &SyntaxFault) -> Diagnostic {
    let yaml = &source.text[source.range.clone()];
    // What is missing at the end is told at the last line that says something.
    let offset = crate::source::floor_boundary(yaml, fault.offset.min(yaml.trim_end().len()));
    let line_start = yaml[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = yaml[line_start..].lines().next().unwrap_or("");
    let tab = line.find('\t').filter(|at| line[..*at].trim().is_empty());
    let colon = line.match_indices(": ").nth(1).map(|(at, _)| at);
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim_start());
    let opened = value.chars().next();

    let value_at = line_start + line.len() - value.len();
    let control = yaml.find(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'));
    let second_document = yaml.match_indices("\n---").map(|(at, _)| at + 1).find(|at| !yaml[..*at].trim().is_empty());

    let (at, help) = if let (true, Some(at)) = (fault.message.contains("control characters"), control) {
        (at, "delete the character; it cannot be seen in most editors".to_owned())
    } else if let (true, Some(at)) = (fault.message.contains("more than one document"), second_document) {
        (at, "a line of `---` starts a second document; remove it".to_owned())
    } else if let (true, Some(at)) = (fault.message.contains("end of stream"), unclosed_quote(yaml)) {
        (at, "close the quotation mark that the value starts with".to_owned())
    } else if let Some(tab) = tab {
        (line_start + tab, "indent with spaces; YAML does not allow tabs".to_owned())
    } else if line.contains('\u{201c}') || line.contains('\u{201d}') {
        let at = line.find(['\u{201c}', '\u{201d}']).unwrap_or(0);
        (line_start + at, "these are curly quotation marks; use straight ones: \"…\"".to_owned())
    } else if fault.message.contains("mapping values") && colon.is_some() {
        let key = line.split(':').next().unwrap_or("").trim();
        let help = format!("a value that holds `: ` needs quotes around it: {key}: \"{}\"", excerpt(value));
        (line_start + colon.unwrap_or(0), help)
    } else if fault.message.contains("expected ',' or") {
        (offset, "a bracket above is not closed, or two values in it stand without a comma between them".to_owned())
    } else if opened == Some('\'') && value.matches('\'').count() > 2 {
        (offset, "put the value in double quotes (\"…\"), since it holds an apostrophe".to_owned())
    } else if matches!(opened, Some('[' | '{')) && fault.message.contains("expected key") {
        (value_at, format!("a value that starts with `{}` needs quotes around it", opened.unwrap_or(' ')))
    } else if matches!(opened, Some('"' | '\'')) {
        (offset, "close the quotation mark that the value starts with".to_owned())
    } else if matches!(opened, Some('@' | '`' | '%' | '&' | '*' | '!' | '|' | '>')) {
        (value_at, format!("a value that starts with `{}` needs quotes around it", opened.unwrap_or(' ')))
    } else if fault.message.contains("repetition limit") || fault.message.contains("nested deeper") {
        (offset, "write the values out instead of nesting or repeating them".to_owned())
    } else {
        (offset, "look at this line and the one above it: a missing colon, quote, bracket or indent".to_owned())
    };
    let start = source.range.start + at;
    let end =
        start + yaml[at..].chars().next().filter(|letter| !matches!(letter, '\n' | '\r')).map_or(0, char::len_utf8);
    // The parser's own words speak of its programming interface here, and name a place in other units.
    let words = match fault.message.as_str() {
        words if words.contains("more than one document") => "a second document starts here",
        words if words.contains("control characters") => "control characters are not allowed",
        words => words,
    };
    YAML_SYNTAX.at(Span::new(&source.file, start..end), format!("this is not YAML: {words}")).help(help)
}

/// The quotation mark that a value starts with and that its line does not close.
fn unclosed_quote(yaml: &str) -> Option<usize> {
    let mut line_start = 0;
    for line in yaml.split_inclusive(['\n', '\r']) {
        let value_at = line.find(": ").map_or(0, |at| at + 2);
        let value = line[value_at..].trim_start_matches([' ', '-']);
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        if quote.is_some_and(|quote| value.matches(quote).count() % 2 == 1) {
            return Some(line_start + line.len() - value.len());
        }
        line_start += line.len();
    }
    None
}
