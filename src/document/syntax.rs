//! Findings on texts that are not YAML, with a help that most likely mends them.

use std::ops::Range;

use super::at::excerpt;
use super::rules::YAML_SYNTAX;
use super::source::YamlSource;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::SyntaxFault;

/// The finding for a fault of the YAML parser. The line at which the parser stops shows what most likely is wrong.
pub(super) fn diagnostic(source: &YamlSource, fault: &SyntaxFault) -> Diagnostic {
    let yaml = &source.text[source.range.clone()];
    // If something is missing at the end, the place is the last line that is not empty.
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

    // The parser often stops at the line after the mistake.
    // An indented first key ends the document at the next key, and the parser gives no place for that.
    let is_cut = fault.message.contains("more than one document") && second_document.is_none();
    let until = if is_cut { yaml.len() } else { line_start + line.len() };
    let slip =
        [unclosed_line, glued_line, stray_line, indented_line].iter().find_map(|look| look(&yaml[..until], fault));
    if let Some(Slip { range, words, help }) = slip {
        let span = Span::new(&source.file, source.range.start + range.start..source.range.start + range.end);
        return YAML_SYNTAX.at(span, words).help(help);
    }

    let (at, help) = if let (true, Some(at)) = (fault.message.contains("control characters"), control) {
        (at, "delete the character, which most editors do not show".to_owned())
    } else if let (true, Some(at)) = (fault.message.contains("more than one document"), second_document) {
        (at, "delete the line `---`, which starts a second document".to_owned())
    } else if let (true, Some(at)) = (fault.message.contains("end of stream"), unclosed_quote(yaml)) {
        (at, "close the quotation mark that the value starts with".to_owned())
    } else if let Some(tab) = tab {
        (line_start + tab, "indent with spaces; YAML does not allow tabs".to_owned())
    } else if line.contains('\u{201c}') || line.contains('\u{201d}') {
        let at = line.find(['\u{201c}', '\u{201d}']).unwrap_or(0);
        (line_start + at, "replace the curly quotation marks by straight ones: \"…\"".to_owned())
    } else if fault.message.contains("mapping values") && colon.is_some() {
        let key = line.split(':').next().unwrap_or("").trim();
        let help = format!("a value that contains `: ` needs quotation marks around it: {key}: \"{}\"", excerpt(value));
        (line_start + colon.unwrap_or(0), help)
    } else if fault.message.contains("expected ',' or") {
        (offset, "close the bracket that is open above, or write a comma between two values in it".to_owned())
    } else if opened == Some('\'') && value.matches('\'').count() > 2 {
        (offset, "put the value in double quotation marks (\"…\"), because it contains an apostrophe".to_owned())
    } else if matches!(opened, Some('[' | '{')) && fault.message.contains("expected key") {
        (value_at, format!("put quotation marks around a value that starts with `{}`", opened.unwrap_or(' ')))
    } else if opened.is_some_and(|quote| matches!(quote, '"' | '\'') && is_closed(value, quote)) {
        let other = if value.contains('\'') { '"' } else { '\'' };
        let help = if value.contains(other) {
            "put quotation marks around the whole value, or delete them".to_owned()
        } else {
            format!("put quotation marks around the whole value: {other}{}{other}", excerpt(value))
        };
        (value_at, help)
    } else if matches!(opened, Some('"' | '\'')) {
        (offset, "close the quotation mark that the value starts with".to_owned())
    } else if matches!(opened, Some('@' | '`' | '%' | '&' | '*' | '!' | '|' | '>')) {
        (value_at, format!("put quotation marks around a value that starts with `{}`", opened.unwrap_or(' ')))
    } else if fault.message.contains("repetition limit") || fault.message.contains("nested deeper") {
        (offset, "write the values out instead of nesting or repeating them".to_owned())
    } else {
        (
            offset,
            "check this line and the one above it for a missing colon, quotation mark, bracket or indentation"
                .to_owned(),
        )
    };
    let (at, help) = if fault.message.ends_with(crate::yaml::TOO_MUCH) {
        (
            offset,
            "write the text out where you need it; each alias (`*name`) repeats everything at its anchor (`&name`)"
                .to_owned(),
        )
    } else {
        (at, help)
    };
    let start = source.range.start + at;
    let end =
        start + yaml[at..].chars().next().filter(|letter| !matches!(letter, '\n' | '\r')).map_or(0, char::len_utf8);
    // In these cases the words of the parser are for programmers, or name a place in other units.
    let words = match fault.message.as_str() {
        words if words.ends_with(crate::yaml::TOO_MUCH) => {
            let message = "the aliases of this text make the document too long";
            return YAML_SYNTAX.at(Span::new(&source.file, start..end), message).help(help);
        }
        words if words.contains("more than one document") => "a second document starts here",
        words if words.contains("control characters") => "control characters are not allowed",
        words => words,
    };
    YAML_SYNTAX.at(Span::new(&source.file, start..end), format!("this is not YAML: {words}")).help(help)
}

/// A mistake that a line shows more exactly than the place at which the parser stops.
struct Slip {
    range: Range<usize>,
    words: String,
    help: String,
}

/// The lines of a text, each with the byte at which it starts.
fn lines(yaml: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    yaml.split_inclusive(['\n', '\r']).map(move |line| {
        let start = next;
        next += line.len();
        (start, line.trim_end())
    })
}

/// The key that a line starts with, and what follows its colon.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, rest) = line.trim_start().trim_start_matches("- ").split_once(':')?;
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    (!key.is_empty() && key.chars().all(is_word)).then_some((key, rest))
}

/// The key and the value of `key:value`, which YAML reads as one word.
pub(super) fn glued_key(line: &str) -> Option<(&str, &str)> {
    let (key, value) = key_of(line)?;
    let is_glued = value.starts_with(|first: char| !matches!(first, ' ' | '\t' | '/'));
    (is_glued && !key.starts_with(|first: char| first.is_ascii_digit())).then_some((key, value))
}

/// A value whose quotation mark is not closed before the next key.
fn unclosed_line(yaml: &str, _: &SyntaxFault) -> Option<Slip> {
    let mut all = lines(yaml).filter(|(_, line)| !line.trim().is_empty()).peekable();
    while let Some((start, line)) = all.next() {
        let Some((_, value)) = key_of(line).filter(|(_, value)| value.starts_with([' ', '\t'])) else { continue };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|first| matches!(first, '"' | '\'')) else { continue };
        let is_next_key = all.peek().is_none_or(|(_, next)| key_of(next).is_some());
        if !is_closed(value, quote) && is_next_key {
            let at = start + line.len() - value.len();
            let words = "this quotation mark is not closed on its line".to_owned();
            let help = format!("close it at the end of the value: {}{quote}", excerpt(value));
            return Some(Slip { range: at..at + 1, words, help });
        }
    }
    None
}

/// Whether a value closes the quotation mark that it starts with.
fn is_closed(value: &str, quote: char) -> bool {
    let mut inside = value.chars().skip(1).peekable();
    while let Some(letter) = inside.next() {
        if letter == '\\' && quote == '"' || letter == quote && quote == '\'' && inside.peek() == Some(&quote) {
            inside.next();
        } else if letter == quote {
            return true;
        }
    }
    false
}

/// A key without a space after its colon, or with a character that only looks like a space.
fn glued_line(yaml: &str, fault: &SyntaxFault) -> Option<Slip> {
    if !["expected ':'", "mapping values"].iter().any(|words| fault.message.contains(words)) {
        return None;
    }
    let all: Vec<(usize, &str)> = lines(yaml).filter(|(_, line)| !line.trim().is_empty()).collect();
    let (start, line, key, value) = all[all.len().saturating_sub(2)..]
        .iter()
        .find_map(|(start, line)| glued_key(line).map(|(key, value)| (start, line, key, value)))?;
    let colon = start + line.len() - value.len() - 1;
    let first = value.chars().next().filter(|first| first.is_whitespace());
    let words = match first {
        Some(_) => format!("the character after the colon of `{key}` looks like a space but is a different character"),
        None => format!("there is no space after the colon of `{key}`"),
    };
    let help = format!("write `{key}: {}` with an ordinary space", excerpt(value.trim_start()));
    Some(Slip { range: colon..colon + 1 + first.map_or(0, char::len_utf8), words, help })
}

/// A line that is neither a key nor an item: the rest of the value above, or an item with the bullet of a word
/// processor.
fn stray_line(yaml: &str, fault: &SyntaxFault) -> Option<Slip> {
    // YAML reads an asterisk as the start of an alias.
    let is_starred = || {
        let last = lines(yaml).filter(|(_, line)| !line.trim().is_empty()).last();
        fault.message.contains("alphabetic") && last.is_some_and(|(_, line)| line.trim_start().starts_with("* "))
    };
    if !fault.message.contains("expected ':'") && !is_starred() {
        return None;
    }
    let is_stray = |line: &str| {
        let line = line.trim_start();
        let is_item = ["- ", "#", "[", "{"].iter().any(|start| line.starts_with(start)) || line == "-";
        !line.contains(": ") && !line.ends_with(':') && !is_item
    };
    let all: Vec<(usize, &str)> = lines(yaml).filter(|(_, line)| !line.trim().is_empty()).collect();
    // The parser stops at the line after the mistake, or at the second of several such lines.
    let last = all.iter().rposition(|(_, line)| is_stray(line)).filter(|at| at + 2 >= all.len())?;
    let first = all[..last].iter().rposition(|(_, line)| !is_stray(line)).map_or(0, |above| above + 1);
    let (start, line) = all[first];
    let start = start + line.len() - line.trim_start().len();
    let text = line.trim_start();
    let range = start..start + text.len();
    let glued = text.strip_prefix('-').filter(|item| !item.starts_with(['-', ' ']));
    let item =
        text.strip_prefix(['\u{2022}', '\u{b7}', '\u{25aa}', '\u{25cf}', '\u{25e6}', '\u{2013}', '*', '+']).or(glued);
    let unnamed = text.split_once(['=', '\u{ff1a}']).map(|(key, value)| (key.trim(), value.trim()));
    let is_word = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if let (None, Some((key, value))) = (item, unnamed.filter(|(key, _)| is_word(key))) {
        let words = format!("there is no colon and no space after `{key}`");
        return Some(Slip { range, words, help: format!("write `{key}: {}`", excerpt(value)) });
    }
    Some(match item {
        Some(item) => Slip {
            range,
            words: "this line is not an item of a list, because it does not begin with a hyphen and a space".to_owned(),
            help: format!("write `- {}`", excerpt(item.trim_start())),
        },
        None => Slip {
            range,
            words: "this line is neither a key with its value nor an item of a list".to_owned(),
            help: "if it continues the value above, indent it by two spaces or write it on that line".to_owned(),
        },
    })
}

/// A key that is indented below a value, or a first key that is indented more than the keys after it.
fn indented_line(yaml: &str, fault: &SyntaxFault) -> Option<Slip> {
    let is_told = ["mapping values", "did not find expected", "more than one document"]
        .iter()
        .any(|words| fault.message.contains(words));
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let all: Vec<(usize, &str)> = lines(yaml).filter(|(_, line)| !line.trim().is_empty()).collect();
    let [.., above, last] = all.as_slice() else { return None };
    let is_key = |line: &str| key_of(line).is_some_and(|(_, value)| value.is_empty() || value.starts_with(' '));
    let has_value = |line: &str| key_of(line).is_some_and(|(_, value)| !value.trim().is_empty());
    // The first key decides how far all of them are indented.
    let first_is_out =
        || indent(all[0].1) > indent(last.1) && all[..all.len() - 1].iter().all(|(_, line)| is_key(line));
    let (start, line) = if !is_told || !is_key(last.1) {
        return None;
    } else if indent(last.1) > indent(above.1) && has_value(above.1) {
        *last
    } else if indent(last.1) == 0 && first_is_out() {
        all[0]
    } else {
        return None;
    };
    let (key, _) = key_of(line)?;
    if indent(above.1) > 0 && start == last.0 {
        let words = format!("`{key}` is indented more than the keys around it");
        let help = format!("put {} spaces before `{key}`, as in the line above", indent(above.1));
        return Some(Slip { range: start..start + indent(line), words, help });
    }
    let words = format!("`{key}` is indented, but the keys around it are not");
    Some(Slip { range: start..start + indent(line), words, help: format!("delete the spaces before `{key}`") })
}

/// The place of the first quotation mark that a value starts with and that its line does not close.
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
