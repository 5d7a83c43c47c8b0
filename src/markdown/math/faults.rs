//! What is wrong with a formula, where, and what to do.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_latex::{Parser, Storage};

use super::written::Fault;

/// The longest formula, in bytes. Formulas of a school have some dozens.
const LENGTH: usize = 4096;

/// The most commands without a brace between them. The parser reads each as the argument of the one before it, and each
/// takes space on the stack.
const RUN: usize = 200;

/// Commands that a formula may not contain: their names, what is wrong, and what to do.
const REFUSED: &[(&[&str], &str, &str)] = &[
    (
        &["def", "edef", "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "global"],
        "defines a command, which a formula cannot do",
        "write out what it stands for",
    ),
    (
        &["color", "textcolor", "colorbox", "fcolorbox"],
        "sets a color, which only the theme can do",
        "leave it out, or use bold letters: `\\mathbf{x}`",
    ),
    (&["char"], "names a character by its number", "write the character itself"),
    (
        &["sideset"],
        "cannot be shown",
        "write the signs before it as a subscript or superscript of `{}`, such as `{}_a\\sum`",
    ),
];

fn fault(range: Range<usize>, what: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { range, what: what.into(), help: help.into() }
}

pub(super) fn too_deep(source: &str) -> Fault {
    fault(0..source.len(), "the formula is nested too deep", "split it into several formulas")
}

pub(super) fn prices(source: &str) -> Fault {
    fault(
        0..source.len(),
        "the dollar signs of two prices are read as one formula",
        "write `\\$` for the dollar sign of a price",
    )
}

/// Checks a formula before it is parsed. These faults have a place, which faults of the parser lack.
pub(super) fn before(source: &str) -> Result<(), Fault> {
    if source.is_empty() {
        return Err(fault(0..0, "the formula is empty", "write a formula between the dollar signs, or remove them"));
    }
    if source.len() > LENGTH {
        let what = format!("the formula is longer than {LENGTH} bytes");
        return Err(fault(0..source.len(), what, "split it into several formulas"));
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
        let what = "`%` hides the text after it in a formula";
        return Err(fault(at..at + 1, what, "write `\\%` for a percent sign"));
    }
    let dollar = source.match_indices('$').find(|(at, _)| !commands.iter().any(|command| command.contains(at)));
    if let Some((at, _)) = dollar {
        let what = "`$` stands inside a formula";
        let help = "close `\\text{…}` before the formula goes on: `\\text{if }x`; for a dollar sign write `\\$`";
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

/// Checks that everything that is opened is also closed, and the other way round.
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
        // Commands inside of an environment's name are read with the name.
        while next.next_if(|command| command.start < at).is_some() {}
        open.extend(opened.map(|end| (range.clone(), end)));
        if let Some(closed) = closed {
            match open.pop() {
                Some((_, end)) if end == closed => {}
                Some((begin, end)) => {
                    let what = format!("`{}` is closed by `{closed}`", &source[begin]);
                    return Err(fault(range, what, format!("write `{end}` before `{closed}`")));
                }
                None => {
                    let what = format!("`{closed}` closes nothing");
                    return Err(fault(range, what, "remove it, or add before it what it closes"));
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

/// The name of an environment, and the bytes of the name with its braces.
fn environment(source: &str, at: usize) -> (Range<usize>, &str) {
    let rest = &source[at..];
    let inside = rest.trim_start().strip_prefix('{').and_then(|inside| inside.split_once('}'));
    match inside {
        Some((name, behind)) => (at..source.len() - behind.len(), name.trim()),
        None => (at..at, ""),
    }
}

/// The parser's messages by their first words, each with what is wrong and what to do in our words. The parser's error
/// type is private and names no place, so only its text can be compared.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "trying to add a subscript twice",
        "a sign has two subscripts",
        "put the sign and its first subscript into braces: `{x_1}_2`",
    ),
    (
        "trying to add a superscript twice",
        "a sign has two superscripts",
        "put the sign and its first superscript into braces: `{x^1}^2`",
    ),
    (
        "alignment not allowed",
        "`&` stands outside of a table, or after its last column",
        "put the lines between `\\begin{aligned}` and `\\end{aligned}`, or write `\\&` for an ampersand",
    ),
    (
        "new line command not allowed",
        "`\\\\` stands outside of a table",
        "put the lines between `\\begin{aligned}` and `\\end{aligned}`",
    ),
    (
        "subscript and/or superscript found",
        "a subscript or superscript stands where a sign is expected",
        "put the sign into braces, together with its subscript or superscript: `\\sqrt{x^2}`",
    ),
    ("unexpected hash sign", "`#` has a meaning of its own in formulas", "write `\\#`"),
    ("unexpected math `$`", "`$` has a meaning of its own in formulas", "write `\\$`"),
    (
        "expected a delimiter",
        "a bracket is missing after `\\left`, `\\right` or `\\big`",
        "write one, or `.` for no bracket",
    ),
    (
        "expected a token",
        "a command, a subscript or a superscript is incomplete",
        "complete it, as in `\\frac{1}{2}` or `x^2`",
    ),
    ("expected an argument", "a command is incomplete", "complete it, as in `\\frac{1}{2}`"),
    ("control sequence found as argument", "a command stands where a text is expected", "put the text into braces"),
    ("empty control sequence", "the formula ends with a backslash", "remove it"),
    ("array must have", "an array has no columns", "add one letter for each column: `\\begin{array}{ll}`"),
    ("expected a dimension", "a length is missing", "write one, such as `1em`"),
];

/// The fault that the parser's message `said` means, in our words, with a place if one can be found.
pub(super) fn explain(source: &str, said: &str) -> Fault {
    let said = said.strip_prefix("parsing error: ").unwrap_or(said).lines().next().unwrap_or_default();
    // The message names no place, so each command and environment is parsed by itself, once, to find an unknown one.
    let mut tried = BTreeSet::new();
    for range in commands(source) {
        let name = &source[range.clone()];
        if name == "\\begin" {
            let (place, environment) = environment(source, range.end);
            let alone = format!("\\begin{{{environment}}}{{}}\\end{{{environment}}}");
            if tried.insert(environment) && first_fault(&alone).contains("mathematical environment") {
                let what = format!("formulas have no environment `{environment}`");
                let help = "use `aligned`, `cases`, `matrix` or `pmatrix`, `array` or `gather`";
                return fault(range.start..place.end, what, help);
            }
        } else if tried.insert(name) && first_fault(name).starts_with("unknown primitive") {
            let help = "check its spelling; if it is a word, write it as `\\text{…}`; Homeroom does not know every command of LaTeX";
            return fault(range, format!("formulas have no command `{name}`"), help);
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

/// The parser's first message about a formula; empty if the formula can be read.
fn first_fault(source: &str) -> String {
    let storage = Storage::new();
    let error = Parser::new(source, &storage).find_map(Result::err);
    let said = error.map(|error| error.to_string()).unwrap_or_default();
    said.strip_prefix("parsing error: ").unwrap_or_default().to_owned()
}
