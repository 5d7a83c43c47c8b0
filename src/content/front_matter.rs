//! Splits a file into front matter and body.
//!
//! Front matter is what is between the first line, `---`, and the next line `---`. Lines that were meant as front
//! matter but are not get a finding, because the page would show them as text.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Reported, rule};
use crate::source::{Span, VPath};

rule! {
    /// Front matter that does not start on the first line with `---`, or does not end with a line `---`.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    ///
    /// This handbook is kept by the office.
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// ---
    ///
    /// This handbook is kept by the office.
    /// ```
    pub FRONT_MATTER = "front-matter", Error
}
rule! {
    /// The file contains the marks of an unfinished merge in Git, with both versions of the text. Choose one version,
    /// and delete the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// ---
    ///
    /// <<<<<<< HEAD
    /// Ask the office.
    /// =======
    /// Ask your coach.
    /// >>>>>>> branch
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// ---
    ///
    /// Ask your coach.
    /// ```
    pub MERGE_CONFLICT = "merge-conflict", Error
}

/// The parts of a file, as ranges of its bytes. The byte-order mark and the lines `---` are in neither part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// The YAML between the lines `---`; `None` if the file has no front matter.
    pub front: Option<Range<usize>>,
    /// The Markdown. Empty if the front matter is not closed, because its start is then unknown.
    pub body: Range<usize>,
}

/// Splits a file, and finds faults of the lines `---` and marks of unfinished merges.
#[must_use]
pub fn split(file: &VPath, text: &str) -> Reported<Split> {
    let mut diagnostics = conflicts(file, text);
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let whole = Split { front: None, body: start..text.len() };
    let lines = lines(text, start);
    let Some(first) = lines.first() else { return Reported { value: whole, diagnostics } };

    if text[first.clone()].trim_end() != "---" {
        diagnostics.extend(mistaken_start(file, text, &lines));
        return Reported { value: whole, diagnostics };
    }
    let inside = line_end(text, first.end);
    let fence = lines.iter().skip(1).find(|line| matches!(text[(*line).clone()].trim_end(), "---" | "..."));
    let Some(fence) = fence else {
        let message = "the front matter has no end";
        let help = "write a line of three hyphens (---) after its last key";
        diagnostics.push(FRONT_MATTER.at(Span::new(file, first.clone()), message).label("it starts here").help(help));
        return Reported { value: Split { front: Some(inside..inside), body: text.len()..text.len() }, diagnostics };
    };
    if text[fence.clone()].trim_end() == "..." {
        let message = "the front matter ends with three dots (...)";
        diagnostics.push(
            FRONT_MATTER.at(Span::new(file, fence.clone()), message).help("end it with a line of three hyphens (---)"),
        );
    }
    let value = Split { front: Some(inside..fence.start), body: line_end(text, fence.end)..text.len() };
    Reported { value, diagnostics }
}

/// The lines of a text without their ends; LF, CR LF and a lone CR all end a line.
fn lines(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = from;
    while start < text.len() {
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |at| start + at);
        lines.push(start..end);
        start = line_end(text, end);
    }
    lines
}

/// The start of the line after the one that ends at `end`.
fn line_end(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    end + if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) }
}

/// The finding on a file whose first line is not `---` but that seems to have front matter.
fn mistaken_start(file: &VPath, text: &str, lines: &[Range<usize>]) -> Option<Diagnostic> {
    let mut written = lines.iter().filter(|line| !text[(*line).clone()].trim().is_empty());
    let first = written.next()?;
    let second = written.next().map_or("", |line| &text[line.clone()]);
    let line = text[first.clone()].trim();
    let span = Span::new(file, first.clone());
    let is_key = |line: &str| {
        let name = line.split(':').next().unwrap_or("");
        line.contains(':') && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let dashes = line.chars().all(|letter| matches!(letter, '-' | '\u{2013}' | '\u{2014}'));
    if line == "+++" {
        let help = "write YAML between two lines of three hyphens: `title: …` instead of `title = \"…\"`";
        return Some(FRONT_MATTER.at(span, "this front matter is TOML, which Homeroom does not read").help(help));
    }
    if line.starts_with('{') && (line == "{" || line.contains("\":")) {
        let help = "write YAML between two lines of three hyphens";
        return Some(FRONT_MATTER.at(span, "this front matter is JSON, which Homeroom does not read").help(help));
    }
    if dashes && is_key(second) && line == "---" {
        let help = "delete the empty lines above the three hyphens and the spaces before them";
        return Some(FRONT_MATTER.at(span, "front matter has to start on the first line of the file").help(help));
    }
    // A line of three or more equal signs that are not hyphens, or with spaces between them.
    let signs: String = line.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_fence =
        signs.len() > 2 && ["-", "*", "_", "=", "~", "`"].iter().any(|sign| signs.replace(sign, "").is_empty());
    let is_code =
        matches!(line.trim_start_matches(['`', '~']), "yaml" | "yml" | "front-matter") && !line.starts_with('y');
    // The front matter ends at hyphens or at the same line again. Later lines of text may also have a colon.
    let ends = |end: &Range<usize>| {
        let end = text[end.clone()].trim();
        end == "---" || end == line || is_code && end.starts_with("```")
    };
    let inner: Vec<&Range<usize>> =
        lines.iter().skip_while(|line| *line != first).skip(1).take_while(|line| !ends(line)).collect();
    let are_keys =
        inner.iter().all(|line| is_key(&text[(*line).clone()])) && inner.iter().any(|line| is_own(text, line));
    if (is_fence || is_code) && !dashes && are_keys {
        let help = "write three hyphens (---) above and below these lines";
        return Some(FRONT_MATTER.at(span, "the first line is not `---`").help(help));
    }
    if line.starts_with('#') && is_closed_below(text, lines, first, is_key) {
        let help =
            "move the heading below the second line of hyphens, or delete it: the page shows `title:` as its heading";
        return Some(FRONT_MATTER.at(span, "front matter has to start on the first line of the file").help(help));
    }
    if dashes && is_key(second) {
        let help = "write exactly three plain hyphens; some programs turn them into a dash";
        return Some(FRONT_MATTER.at(span, "the first line is not `---`").help(help));
    }
    let closed = lines.iter().any(|line| text[line.clone()].trim_end() == "---");
    let all_keys = is_key(line)
        && closed
        && lines.iter().map(|line| &text[line.clone()]).take_while(|line| line.trim_end() != "---").all(is_key);
    all_keys.then(|| {
        FRONT_MATTER
            .at(span, "the front matter has no first line `---`")
            .help("write a line of three hyphens (---) above this line")
    })
}

/// Whether front matter between lines of hyphens follows directly below a line.
fn is_closed_below(text: &str, lines: &[Range<usize>], first: &Range<usize>, is_key: impl Fn(&str) -> bool) -> bool {
    let is_fence = |line: &&Range<usize>| text[(*line).clone()].trim_end() == "---";
    let mut below = lines.iter().filter(|line| line.start > first.start && !text[(*line).clone()].trim().is_empty());
    if !below.next().is_some_and(|line| is_fence(&line)) {
        return false;
    }
    let keys: Vec<&Range<usize>> = below.by_ref().take_while(|line| !is_fence(line)).collect();
    let is_closed = keys.last().is_some_and(|last| lines.iter().any(|line| line.start > last.start && is_fence(&line)));
    is_closed && keys.iter().all(|line| is_key(&text[(*line).clone()])) && keys.iter().any(|line| is_own(text, line))
}

/// Whether a line has a key that every page may have. Other lines with colons may be ordinary text.
fn is_own(text: &str, line: &Range<usize>) -> bool {
    ["title:", "summary:"].iter().any(|key| text[line.clone()].starts_with(key))
}

/// The finding on lines `Key: value` at the start of a page without front matter, as some programs export them. They
/// may be below the title, and at least two of them have to name fields.
pub(super) fn loose_keys(file: &VPath, text: &str, is_field: impl Fn(&str) -> bool) -> Option<Diagnostic> {
    let lines = lines(text, if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 });
    let is_written = |line: &&Range<usize>| !text[(*line).clone()].trim().is_empty();
    let is_title = |line: &&Range<usize>| !is_written(line) || text[(*line).clone()].starts_with("# ");
    let block: Vec<&Range<usize>> = lines.iter().skip_while(is_title).take_while(is_written).collect();
    let key = |line: &Range<usize>| {
        // The lines may be items of a list, and keys may be bold: `- **Status:** approved`.
        let line = text[line.clone()].trim_start_matches(['-', '*', ' ', '\u{2022}']);
        let (key, _) = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with([' ', '*']))?;
        Some(key.trim_end_matches('*').trim().to_lowercase().replace([' ', '-'], "_"))
    };
    let keys: Vec<String> = block.iter().map_while(|line| key(line)).collect();
    if keys.len() < block.len() || keys.iter().filter(|key| is_field(key)).count() < 2 {
        return None;
    }
    let span = Span::new(file, block.first()?.start..block.last()?.end);
    let help = "move these lines to the top of the file, between two lines of three hyphens (---), and write each as `key: value` in lower case";
    Some(
        FRONT_MATTER
            .at(span, "the page shows these lines as text, because they are not in its front matter")
            .help(help),
    )
}

/// One finding for each conflict that Git marked.
fn conflicts(file: &VPath, text: &str) -> Vec<Diagnostic> {
    if !text.contains("<<<<<<< ") {
        return Vec::new();
    }
    let lines = lines(text, 0);
    let closed = lines.iter().any(|line| text[line.clone()].starts_with(">>>>>>>"));
    let opened = lines.iter().filter(|line| closed && text[(*line).clone()].starts_with("<<<<<<< "));
    let tell = |line: &Range<usize>| {
        let help = "keep one of the two versions, and delete the lines that start with <<<<<<<, ======= and >>>>>>>";
        MERGE_CONFLICT
            .at(Span::new(file, line.clone()), "this text has the marks of an unfinished merge in Git")
            .help(help)
    };
    opened.map(tell).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> (Option<&str>, &str, Vec<String>) {
        let file = VPath::new("content/a.md").unwrap();
        let Reported { value, diagnostics } = split(&file, text);
        let messages = diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
        (value.front.map(|range| &text[range]), &text[value.body], messages)
    }

    #[test]
    fn splits() {
        assert_eq!(told("---\ntitle: A\n---\nBody\n"), (Some("title: A\n"), "Body\n", vec![]));
        assert_eq!(told("---\r\ntitle: A\r\n---\r\nBody"), (Some("title: A\r\n"), "Body", vec![]));
        assert_eq!(told("---\rtitle: A\r---\rBody"), (Some("title: A\r"), "Body", vec![]));
        assert_eq!(told("\u{feff}---\na: 1\n---"), (Some("a: 1\n"), "", vec![]));
        assert_eq!(told("# Title\n\n---\n\nrule above\n").0, None);
        assert_eq!(told(""), (None, "", vec![]));
        assert_eq!(told("---\n---\n"), (Some(""), "", vec![]));
    }

    #[test]
    fn says_what_was_meant() {
        for (text, words) in [
            ("---\ntitle: A\n\nBody", "has no end"),
            ("---\ntitle: A\n...\nBody", "ends with three dots"),
            ("+++\ntitle = 1\n+++\n", "TOML"),
            ("{\n\"title\": 1\n}\n", "JSON"),
            ("\n---\ntitle: A\n---\n", "first line of the file"),
            ("\u{2014}-\ntitle: A\n---\n", "not `---`"),
            ("title: A\nsummary: B\n---\nBody", "has no first line `---`"),
            ("***\ntitle: A\n***\nBody", "not `---`"),
            ("- - -\ntitle: A\n- - -\nBody", "not `---`"),
            ("===\ntitle: A\n===\nBody", "not `---`"),
            ("```yaml\ntitle: A\n```\nBody", "not `---`"),
            ("```\ntitle: A\nsummary: B\n```\nBody", "not `---`"),
            ("# A\n---\ntitle: A\n---\nBody", "first line of the file"),
            ("# A\n\n---\ntitle: A\nsummary: B\n---\n", "first line of the file"),
            ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", "merge"),
        ] {
            let (_, _, messages) = told(text);
            assert!(messages.iter().any(|message| message.contains(words)), "{text:?}: {messages:?}");
        }
    }

    #[test]
    fn takes_no_text_for_front_matter() {
        for text in [
            "***\n\nTitle: a line with a colon\n\nMore.\n\n***\n",
            "# A\n\n---\n\nnote: this is text\n\n---\n\nMore\n",
            "```\nlet x = 1;\n```\n",
            "## Steps\n\nfirst: do it\n",
            "***\nOne line\n***\n",
        ] {
            assert_eq!(told(text).2, Vec::<String>::new(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn loses_no_byte(text in "(\u{feff}|---\n|---|\\.\\.\\.\n|a: b\n|\r|\r\n|é|x|\n){0,8}") {
            let file = VPath::new("content/a.md").unwrap();
            let value = split(&file, &text).value;
            prop_assert!(text.is_char_boundary(value.body.start) && value.body.end == text.len());
            if let Some(front) = value.front {
                prop_assert!(front.start <= front.end && front.end <= value.body.start);
                // Between the parts stand fences, line ends and the mark alone.
                let between = format!("{}{}", &text[..front.start], &text[front.end..value.body.start]);
                if value.body.start < text.len() {
                    prop_assert!(between.chars().all(|letter| "\u{feff}-.\r\n \t".contains(letter)), "{between:?}");
                }
            } else {
                prop_assert!(matches!(value.body.start, 0 | 3));
            }
        }
    }
}
