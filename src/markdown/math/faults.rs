//! What is wrong with a formula, where, and what to do.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_latex::{Parser, Storage};

use super::written::Fault;

/// A formula has no more bytes. Those of a school have some dozens.
const LENGTH: usize = 4096;

/// So many commands may follow each other without a brace between them: the parser takes each as the argument of the one
/// before it, and needs as many places on the stack.
const RUN: usize = 200;

/// Commands that a formula cannot have, and why.
const REFUSED: &[(&[&str], &str, &str)] = &[
    (
        &["def", "edef", "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "global"],
        "defines a command, which a formula cannot",
        "write out what it stands for",
    ),
    (
        &["color", "textcolor", "colorbox", "fcolorbox"],
        "sets a color, and colors are the theme's",
        "leave it out, or make it bold: `\\mathbf{x}`",
    ),
    (&["char"], "names a character by its number", "write the character itself"),
    (&["sideset"], "cannot be shown", "write the signs before and behind it as scripts of their own: `{}_a\\sum`"),
];

fn fault(range: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { range, what: what.into(), help: help.into() }
}

pub(super) fn too_deep(source: &str) -> Fault {
    fault(0..source.len(), "the formula is nested too deep", "write its parts as formulas of their own")
}

pub(super) fn prices(source: &str) -> Fault {
    fault(0..source.len(), "the dollars of two prices read as one formula", "write `\\$` for the dollar of a price")
}

/// What can be told before a formula is parsed, with its place.
pub(super) fn before(source: &str) -> Result<(), Fault> {
    if source.is_empty() {
        return Err(fault(0..0, "the formula is empty", "write it between the dollars, or take them out"));
    }
    if source.len() > LENGTH {
        let what = format!("the formula has more than {LENGTH} bytes");
        return Err(fault(0..source.len(), what, "write it as several formulas"));
    }
    let commands = commands(source);
    for range in &commands {
        let name = &source[range.start + 1..range.end];
        if let Some((_, what, help)) = REFUSED.iter().find(|(names, ..)| names.contains(&name)) {
            return Err(fault(range.clone(), format!("`\\{name}` {what}"), *help));
        }
    }
    let comment = source.match_indices('%').find(|(at, _)| !commands.iter().any(|command| command.contains(at)));
    if let Some((at, _)) = comment {
        let what = "`%` hides all that stands behind it in a formula";
        return Err(fault(at..at + 1, what, "write `\\%` for the sign"));
    }
    let dollar = source.match_indices('$').find(|(at, _)| !commands.iter().any(|command| command.contains(at)));
    if let Some((at, _)) = dollar {
        let what = "`$` stands inside a formula";
        let help = "end the words of a formula before a letter of it: `\\text{if }x`; for the sign write `\\$`";
        return Err(fault(at..at + 1, what, help));
    }
    if source.split(['{', '}']).any(|part| part.matches('\\').count() > RUN) {
        return Err(too_deep(source));
    }
    pairs(source, &commands)
}

/// The commands of a formula in their order: `\frac`, `\,`, `\\`.
fn commands(source: &str) -> Vec<Range<usize>> {
    let mut commands = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find('\\').map(|found| at + found) {
        let rest = &source[start + 1..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        commands.push(start..start + 1 + length);
        at = start + 1 + length;
    }
    commands
}

/// Whether everything that opens is closed, and the other way about.
fn pairs(source: &str, commands: &[Range<usize>]) -> Result<(), Fault> {
    let mut open: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    let mut next = commands.iter().peekable();
    while at < source.len() {
        let (range, opened, closed) = match next.next_if(|command| command.start == at) {
            Some(command) => {
                let environment = || environment(source, command.end);
                match &source[command.clone()] {
                    "\\left" => (command.clone(), Some("\\right".to_owned()), None),
                    "\\right" => (command.clone(), None, Some("\\right".to_owned())),
                    "\\begingroup" => (command.clone(), Some("\\endgroup".to_owned()), None),
                    "\\endgroup" => (command.clone(), None, Some("\\endgroup".to_owned())),
                    "\\begin" => {
                        let (range, name) = environment();
                        (command.start..range.end, Some(format!("\\end{{{name}}}")), None)
                    }
                    "\\end" => {
                        let (range, name) = environment();
                        (command.start..range.end, None, Some(format!("\\end{{{name}}}")))
                    }
                    _ => (command.clone(), None, None),
                }
            }
            None => {
                let letter = source[at..].chars().next().unwrap_or(' ');
                let range = at..at + letter.len_utf8();
                match letter {
                    '{' => (range, Some("}".to_owned()), None),
                    '}' => (range, None, Some("}".to_owned())),
                    _ => (range, None, None),
                }
            }
        };
        at = range.end.max(at + 1);
        // What stands inside a name of an environment is read with it.
        while next.next_if(|command| command.start < at).is_some() {}
        open.extend(opened.map(|end| (range.clone(), end)));
        if let Some(closed) = closed {
            match open.pop() {
                Some((_, end)) if end == closed => {}
                Some((begin, end)) => {
                    let what = format!("`{}` is closed by `{closed}`", &source[begin]);
                    return Err(fault(range, what, format!("write `{end}` before it")));
                }
                None => {
                    let what = format!("`{closed}` closes nothing");
                    return Err(fault(range, what, "take it out, or open before it what it closes"));
                }
            }
        }
    }
    match open.pop() {
        Some((begin, end)) => {
            let what = format!("`{}` is never closed", &source[begin.clone()]);
            Err(fault(begin, what, format!("write `{end}` where it ends")))
        }
        None => Ok(()),
    }
}

/// The name of an environment in its braces, and where it stands.
fn environment(source: &str, at: usize) -> (Range<usize>, &str) {
    let rest = &source[at..];
    let inside = rest.trim_start().strip_prefix('{').and_then(|inside| inside.split_once('}'));
    match inside {
        Some((name, behind)) => (at..source.len() - behind.len(), name.trim()),
        None => (at..at, ""),
    }
}

/// The parser's words for its faults by how they begin, and ours. It tells no places, and keeps its kinds to itself.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "trying to add a subscript twice",
        "two subscripts stand at one sign",
        "put the first into braces with its sign: `{x_1}_2`",
    ),
    (
        "trying to add a superscript twice",
        "two superscripts stand at one sign",
        "put the first into braces with its sign: `{x^1}^2`",
    ),
    (
        "alignment not allowed",
        "`&` stands outside of a table, or behind its last column",
        "put the lines between `\\begin{aligned}` and `\\end{aligned}`, or write `\\&` for the sign",
    ),
    (
        "new line command not allowed",
        "`\\\\` stands outside of a table",
        "put the lines between `\\begin{aligned}` and `\\end{aligned}`",
    ),
    (
        "subscript and/or superscript found",
        "a script stands where a sign is expected",
        "put the part with its scripts into braces: `\\sqrt{x^2}`",
    ),
    ("unexpected hash sign", "`#` has a meaning of its own in formulas", "write `\\#`"),
    ("unexpected math `$`", "`$` has a meaning of its own in formulas", "write `\\$`"),
    (
        "expected a delimiter",
        "a bracket is expected behind `\\left`, `\\right` or `\\big`",
        "write one, or `.` for none",
    ),
    ("expected a token", "a command or a script lacks what it applies to", "write all of it, such as `\\frac{1}{2}`"),
    ("expected an argument", "a command lacks what it applies to", "write all of it, such as `\\frac{1}{2}`"),
    ("control sequence found as argument", "a command stands where a text is expected", "put the text into braces"),
    ("empty control sequence", "a backslash ends the formula", "take it out"),
    ("array must have", "an array has no columns", "name them: `\\begin{array}{ll}`"),
    ("expected a dimension", "a length is expected", "write one, such as `1em`"),
];

/// What the parser says of a formula, in our words and with a place where that can be told.
pub(super) fn explain(source: &str, said: &str) -> Fault {
    let said = said.strip_prefix("parsing error: ").unwrap_or(said).lines().next().unwrap_or_default();
    // The error may have been about a different name of the formula, so each name is tried by itself, once.
    let mut tried = BTreeSet::new();
    for range in commands(source) {
        let name = &source[range.clone()];
        if name == "\\begin" {
            let (place, environment) = environment(source, range.end);
            let alone = format!("\\begin{{{environment}}}{{}}\\end{{{environment}}}");
            if tried.insert(environment) && first_fault(&alone).contains("mathematical environment") {
                let what = format!("`{environment}` is no environment of formulas");
                let help =
                    "those that are read are `aligned`, `cases`, `matrix` with its brackets, `array` and `gather`";
                return fault(range.start..place.end, what, help);
            }
        } else if tried.insert(name) && first_fault(name).starts_with("unknown primitive") {
            let help =
                "look whether it is spelled right, and whether formulas have it here; words stand in `\\text{…}`";
            return fault(range, format!("`{name}` is no command of formulas"), help);
        }
    }
    match WORDS.iter().find(|(begin, ..)| said.starts_with(begin)) {
        Some((_, what, help)) => fault(0..source.len(), *what, *help),
        None => {
            let what = format!("the formula cannot be read: {said}");
            fault(0..source.len(), what, "compare it with the examples in writing.md")
        }
    }
}

/// What the parser says first of a formula.
fn first_fault(source: &str) -> String {
    let storage = Storage::new();
    let error = Parser::new(source, &storage).find_map(Result::err);
    let said = error.map(|error| error.to_string()).unwrap_or_default();
    said.strip_prefix("parsing error: ").unwrap_or_default().to_owned()
}
