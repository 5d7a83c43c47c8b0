//! Findings as text: for people, for one line each, for programs, for GitHub's annotations.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Map, Value, json};

use super::{Diagnostic, Severity};
use crate::source::{LineIndex, Span, VPath};

/// The texts of the files that findings point into.
pub type Sources = BTreeMap<VPath, Arc<str>>;

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
    let texts = Texts::new(diagnostic, sources);
    if let Some(span) = span {
        match texts.get(&span.file) {
            Some(text) if !span.range().is_empty() || span.start > 0 => {
                let excerpt = Excerpt::new(text, span, others);
                let primary = AnnotationKind::Primary.span(excerpt.range(text, span)).label(label.as_deref());
                let rest = others.iter().filter(|(other, _)| other.file == span.file && excerpt.holds(other)).map(
                    |(other, words)| AnnotationKind::Context.span(excerpt.range(text, other)).label(words.as_str()),
                );
                let snippet = Snippet::source(&text[excerpt.bytes.clone()]).line_start(excerpt.line);
                group = group.element(
                    snippet.path(plain(span.file.to_string())).fold(true).annotation(primary).annotations(rest),
                );
            }
            _ => group = group.element(Origin::path(plain(span.file.to_string()))),
        }
        for (other, words) in others.iter().filter(|(other, _)| other.file != span.file) {
            let Some(text) = texts.get(&other.file) else { continue };
            let excerpt = Excerpt::new(text, other, &[]);
            let there = AnnotationKind::Context.span(excerpt.range(text, other)).label(words.as_str());
            let snippet = Snippet::source(&text[excerpt.bytes.clone()]).line_start(excerpt.line);
            group = group.element(snippet.path(plain(other.file.to_string())).fold(true).annotation(there));
        }
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let report = renderer.render(&[group]);
    let lines: Vec<&str> = report.lines().map(str::trim_end).collect();
    format!("{}\n\n", lines.join("\n"))
}

/// The texts that one finding needs, with carriage returns replaced by characters of the same
/// length, since the renderer knows no line end but LF.
struct Texts(BTreeMap<VPath, String>);

impl Texts {
    fn new(diagnostic: &Diagnostic, sources: &Sources) -> Self {
        let spans = diagnostic.span.iter().chain(diagnostic.others.iter().map(|(span, _)| span));
        let read = |span: &Span| Some((span.file.clone(), unify_line_ends(sources.get(&span.file)?)));
        Self(spans.filter_map(read).collect())
    }

    fn get(&self, file: &VPath) -> Option<&str> {
        self.0.get(file).map(String::as_str)
    }
}

fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n").replace('\u{feff}', "\u{2060}")
}

/// The lines of a text that an excerpt needs: a megabyte is not handed to the renderer for one word.
struct Excerpt {
    bytes: Range<usize>,
    line: usize,
}

/// A longer line is cut to this many bytes around the place.
const LONG_LINE: usize = 400;

impl Excerpt {
    fn new(text: &str, span: &Span, others: &[(Span, String)]) -> Self {
        let mut start = span.start.min(text.len());
        let mut end = span.end.clamp(start, text.len());
        for (other, _) in others.iter().filter(|(other, _)| other.file == span.file) {
            // Far places would make the excerpt the whole file; the renderer folds what lies between.
            start = start.min(other.start.min(text.len()));
            end = end.max(other.end.min(text.len()));
        }
        start = crate::source::floor_boundary(text, start);
        end = crate::source::floor_boundary(text, end);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let line = text[..line_start].matches('\n').count() + 1;
        let cut_start = crate::source::floor_boundary(text, start.saturating_sub(LONG_LINE).max(line_start));
        let cut_end = crate::source::floor_boundary(text, line_end.min(end.saturating_add(LONG_LINE)));
        Self { bytes: cut_start..cut_end.max(cut_start), line }
    }

    fn holds(&self, span: &Span) -> bool {
        span.start >= self.bytes.start && span.end <= self.bytes.end
    }

    /// The span inside the excerpt. An empty or a many-line range is shown as one place on its first line.
    fn range(&self, text: &str, span: &Span) -> Range<usize> {
        let bound = |offset: usize| crate::source::floor_boundary(text, offset.clamp(self.bytes.start, self.bytes.end));
        let (start, mut end) = (bound(span.start), bound(span.end));
        if let Some(first_line) = text[start..end].find('\n') {
            end = start + first_line.max(1);
        }
        start - self.bytes.start..end - self.bytes.start
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
    Some((span, sources.get(&span.file).map(|text| LineIndex::new(text).place(span.start))))
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
    if let Some(text) = sources.get(&span.file) {
        let lines = LineIndex::new(text);
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        object.insert("line".into(), json!(start.line));
        object.insert("column".into(), json!(start.column));
        object.insert("end_line".into(), json!(end.line));
        object.insert("end_column".into(), json!(end.column));
    }
    object
}
