//! Findings as text: for people, one line each, and as GitHub's annotations.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::github::github;
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
        Format::Human { color } => human(diagnostic, sources, color, None),
        Format::Short => short(diagnostic, sources),
        Format::Github => github(diagnostic, sources),
    }
}

/// A finding for people; `note` says what there is to say of others like it.
pub(super) fn human(diagnostic: &Diagnostic, sources: &Sources, color: bool, note: Option<&str>) -> String {
    let Diagnostic { rule, severity, message, span, label, others, help, followers, .. } = diagnostic;
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
    if let Some(note) = note {
        group = group.element(Level::NOTE.message(note));
    }
    if followers.len() > ONE_FOLLOWER {
        let from_it = format!("{} other findings come from it, and go with it", followers.len());
        group = group.element(Level::NOTE.message(from_it));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut report = renderer.render(&[group]);
    if let Some((short, whole)) = span.as_ref().and_then(|span| cut_place(span, &beside, sources)) {
        report = report.replacen(&short, &whole, 1);
    }
    let lines: Vec<&str> = report.lines().map(str::trim_end).collect();
    format!("{}\n\n", lines.join("\n"))
}

/// The place of a finding as an excerpt has it that begins in the middle of a line, and as it is.
fn cut_place(span: &Span, beside: &[&(Span, String)], sources: &Sources) -> Option<(String, String)> {
    let lines = sources.get(&span.file)?;
    let start = Excerpt::new(lines, span, beside).bytes.start;
    let (_, line) = lines.line(span.start);
    let place = lines.place(span.start);
    let shown = lines.text().get(start..span.start).filter(|_| start > line.start)?.chars().count() + 1;
    let at = |column: usize| format!("{}:{}:{column}", plain(span.file.to_string()), place.line);
    Some((at(shown), at(place.column)))
}

/// That one finding more comes from another is not worth a line.
const ONE_FOLLOWER: usize = 1;

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
pub(super) fn plain(path: String) -> String {
    super::plain(path).replace('\n', "\u{fffd}")
}

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match position(diagnostic, sources) {
        Some((span, Some(place))) => format!("{}:{}:{}: ", plain(sources.name(&span.file)), place.line, place.column),
        Some((span, None)) => format!("{}: ", plain(sources.name(&span.file))),
        None => String::new(),
    };
    let (severity, code) = (diagnostic.severity.word(), diagnostic.rule.code);
    format!("{place}{severity}[{code}]: {}\n", diagnostic.message.replace('\n', " "))
}

/// The span of a finding with its place, when the text is at hand.
pub(super) fn position<'d>(
    diagnostic: &'d Diagnostic,
    sources: &Sources,
) -> Option<(&'d Span, Option<crate::source::Place>)> {
    let span = diagnostic.span.as_ref()?;
    Some((span, sources.get(&span.file).map(|lines| lines.place(span.start))))
}
