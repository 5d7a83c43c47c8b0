//! Findings as text: for people, for one line each, for programs, for GitHub's annotations.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Map, Value, json};

use super::{Diagnostic, Severity, Sources};
use crate::source::{LineIndex, Span, floor_boundary};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With an excerpt, the place and what to do; `color` for a terminal.
    Human {
        /// Whether to use terminal colors.
        color: bool,
    },
    /// `file:line:column: severity[code]: message`, one line each.
    Short,
    /// Workflow commands that GitHub shows as annotations at the line.
    Github,
}

/// Writes one finding, with a line end behind it.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, format: Format) -> String {
    match format {
        Format::Human { color } => human(diagnostic, sources, color),
        Format::Short => short(diagnostic, sources),
        Format::Github => github(diagnostic, sources),
    }
}

/// All findings as one JSON array of objects with `code`, `severity`, `message`, and, where they are
/// known, `file`, `line`, `column`, `end_line`, `end_column`, `label`, `help`, `others` and `fix`.
#[must_use]
pub fn render_json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let list: Vec<Value> = diagnostics.iter().map(|diagnostic| object(diagnostic, sources)).collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}

fn human(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let Diagnostic { rule, severity, message, span, label, others, help, fix: _, follows: _ } = diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info | Severity::Off => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(rule.code));
    let (beside, elsewhere): (Vec<_>, Vec<_>) =
        others.iter().partition(|(other, _)| span.as_ref().is_some_and(|span| is_beside(other, span)));
    if let Some(span) = span {
        match sources.get(&span.file) {
            Some(lines) if !span.range().is_empty() || span.start > 0 => {
                let excerpt = Excerpt::new(lines, span, &beside);
                let primary = AnnotationKind::Primary.span(excerpt.range(span)).label(label.as_deref());
                let rest = beside
                    .iter()
                    .filter(|(other, _)| excerpt.holds(other))
                    .map(|(other, words)| AnnotationKind::Context.span(excerpt.range(other)).label(words.as_str()));
                group = group.element(excerpt.snippet(span).annotation(primary).annotations(rest));
            }
            _ => group = group.element(Origin::path(plain(span.file.to_string()))),
        }
    }
    for (other, words) in elsewhere {
        let Some(lines) = sources.get(&other.file) else { continue };
        let excerpt = Excerpt::new(lines, other, &[]);
        let there = AnnotationKind::Context.span(excerpt.range(other)).label(words.as_str());
        group = group.element(excerpt.snippet(other).annotation(there));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let report = renderer.render(&[group]);
    let lines: Vec<&str> = report.lines().map(str::trim_end).collect();
    format!("{}\n\n", lines.join("\n"))
}

/// Whether a place is near enough to another one for both to stand in one excerpt.
fn is_beside(other: &Span, span: &Span) -> bool {
    const NEAR: usize = 4_000;
    other.file == span.file && other.start.abs_diff(span.start) < NEAR
}

/// Carriage returns replaced by characters of the same length, since the renderer knows no line end but LF.
fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n").replace('\u{feff}', "\u{2060}")
}

/// The lines of a text that an excerpt needs: a megabyte is not handed to the renderer for one word.
struct Excerpt {
    text: String,
    bytes: Range<usize>,
    line: usize,
}

/// A longer line is cut to this many bytes around the place.
const LONG_LINE: usize = 400;

impl Excerpt {
    /// The excerpt around a place and those beside it.
    fn new(lines: &LineIndex, span: &Span, beside: &[&(Span, String)]) -> Self {
        let text = lines.text();
        let mut start = span.start.min(text.len());
        let mut end = span.end.clamp(start, text.len());
        for (other, _) in beside {
            start = start.min(other.start);
            end = end.max(other.end.min(text.len()));
        }
        (start, end) = (floor_boundary(text, start), floor_boundary(text, end));
        let (line, first) = lines.line(start);
        let (_, last) = lines.line(end);
        let cut_start = floor_boundary(text, start.saturating_sub(LONG_LINE).max(first.start));
        let cut_end = floor_boundary(text, last.end.max(end).min(end.saturating_add(LONG_LINE)));
        let bytes = cut_start..cut_end.max(cut_start);
        Self { text: unify_line_ends(&text[bytes.clone()]), bytes, line }
    }

    fn snippet<'d, A: Clone>(&self, span: &Span) -> Snippet<'d, A> {
        Snippet::source(self.text.clone()).line_start(self.line).path(plain(span.file.to_string())).fold(true)
    }

    fn holds(&self, span: &Span) -> bool {
        span.start >= self.bytes.start && span.end <= self.bytes.end
    }

    /// The span inside the excerpt. An empty or a many-line range is shown as one place on its first line.
    fn range(&self, span: &Span) -> Range<usize> {
        let bound = |offset: usize| {
            floor_boundary(&self.text, offset.clamp(self.bytes.start, self.bytes.end) - self.bytes.start)
        };
        let (start, mut end) = (bound(span.start), bound(span.end));
        if let Some(first_line) = self.text[start..end].find('\n') {
            end = start + first_line.max(1);
        }
        start..end
    }
}

/// The path of a file on one line, without what a terminal would take for a command.
fn plain(path: String) -> String {
    super::plain(path).replace('\n', "\u{fffd}")
}

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match position(diagnostic, sources) {
        Some((span, Some(place))) => format!("{}:{}:{}: ", plain(span.file.to_string()), place.line, place.column),
        Some((span, None)) => format!("{}: ", plain(span.file.to_string())),
        None => String::new(),
    };
    let (severity, code) = (diagnostic.severity.word(), diagnostic.rule.code);
    format!("{place}{severity}[{code}]: {}\n", diagnostic.message.replace('\n', " "))
}

/// The span of a finding with its place, when the text is at hand.
fn position<'d>(diagnostic: &'d Diagnostic, sources: &Sources) -> Option<(&'d Span, Option<crate::source::Place>)> {
    let span = diagnostic.span.as_ref()?;
    Some((span, sources.get(&span.file).map(|lines| lines.place(span.start))))
}

/// Percent-escapes as GitHub's workflow commands want them.
fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Off => "notice",
    };
    let mut properties = Vec::new();
    if let Some((span, place)) = position(diagnostic, sources) {
        properties.push(format!("file={}", property(&plain(span.file.to_string()))));
        if let Some(place) = place {
            properties.push(format!("line={},col={}", place.line, place.column));
        }
    }
    properties.push(format!("title={}", property(diagnostic.rule.code)));
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    format!("::{command} {}::{}\n", properties.join(","), data(&format!("{}{help}", diagnostic.message)))
}

fn object(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let Diagnostic { rule, severity, message, span, label, others, help, fix, follows: _ } = diagnostic;
    let mut object = Map::new();
    object.insert("code".into(), json!(rule.code));
    object.insert("severity".into(), json!(severity.word()));
    object.insert("message".into(), json!(message));
    if let Some(span) = span {
        object.extend(place_object(span, sources));
    }
    if let Some(label) = label {
        object.insert("label".into(), json!(label));
    }
    if let Some(help) = help {
        object.insert("help".into(), json!(help));
    }
    if !others.is_empty() {
        let list = others.iter().map(|(span, words)| {
            let mut other = place_object(span, sources);
            other.insert("label".into(), json!(words));
            Value::Object(other)
        });
        object.insert("others".into(), list.collect());
    }
    if let Some(fix) = fix {
        let mut place = place_object(&fix.span, sources);
        place.insert("replacement".into(), json!(fix.replacement));
        object.insert("fix".into(), Value::Object(place));
    }
    Value::Object(object)
}

fn place_object(span: &Span, sources: &Sources) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("file".into(), json!(span.file.as_str()));
    if let Some(lines) = sources.get(&span.file) {
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        object.insert("line".into(), json!(start.line));
        object.insert("column".into(), json!(start.column));
        object.insert("end_line".into(), json!(end.line));
        object.insert("end_column".into(), json!(end.column));
    }
    object
}
