//! Findings as text: for people, one line each, and as GitHub's annotations.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::finding::Diagnostic;
use super::github::github;
use super::place::{path, position};
use super::severity::Severity;
use super::sources::Sources;
use crate::source::{LineIndex, Span, floor_boundary};

/// The format of a report.
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

/// One finding as text, with a line end at its end.
#[must_use]
pub fn render(diagnostic: &Diagnostic, sources: &Sources, format: Format) -> String {
    match format {
        Format::Human { color } => human(diagnostic, sources, color, None),
        Format::Short => short(diagnostic, sources),
        Format::Github => github(diagnostic, sources),
    }
}

/// A finding for people; `note` is a note about further findings like it.
pub(super) fn human(diagnostic: &Diagnostic, sources: &Sources, color: bool, note: Option<&str>) -> String {
    let Diagnostic { rule, severity, message, span, help, followers, .. } = diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info | Severity::Off => Level::INFO,
    };
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(rule.code));
    match (span, shown(diagnostic, sources)) {
        (_, Some(shown)) => group = group.element(shown.element(Some(path(shown.span.file.to_string())))),
        (Some(span), None) => group = group.element(Origin::path(path(span.file.to_string()))),
        (None, None) => {}
    }
    for other in elsewhere(diagnostic, sources) {
        group = group.element(other);
    }
    if let Some(note) = note {
        group = group.element(Level::NOTE.message(note));
    }
    if followers.len() > ONE_FOLLOWER {
        let from_it = format!("{} other findings have this cause, and go away with it", followers.len());
        group = group.element(Level::NOTE.message(from_it));
    }
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut report = renderer.render(&[group]);
    if let Some((short, whole)) = shown(diagnostic, sources).and_then(|shown| shown.cut_place(sources)) {
        report = report.replacen(&short, &whole, 1);
    }
    let lines: Vec<&str> = report.lines().map(str::trim_end).collect();
    format!("{}\n\n", lines.join("\n"))
}

/// The lines that a finding is about, with marks at its places: what people see between the message and the help. Empty
/// if the text of the file is not known.
#[must_use]
pub(crate) fn excerpt(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let first = shown(diagnostic, sources).map(|shown| shown.element(None));
    let elements: Vec<_> = first.into_iter().chain(elsewhere(diagnostic, sources)).collect();
    if elements.is_empty() {
        return String::new();
    }
    let report = Renderer::plain().render(&[Group::with_level(Level::NOTE).elements(elements)]);
    report.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The place of a finding, the further places near it, and the excerpt that shows them.
struct Shown<'d> {
    span: &'d Span,
    label: Option<&'d str>,
    beside: Vec<&'d (Span, String)>,
    excerpt: Excerpt,
}

/// The place of a finding as it is shown; `None` if the text of the file is not known.
fn shown<'d>(diagnostic: &'d Diagnostic, sources: &Sources) -> Option<Shown<'d>> {
    let Diagnostic { span, label, others, .. } = diagnostic;
    let span = span.as_ref().filter(|span| !span.range().is_empty() || span.start > 0)?;
    let lines = sources.get(&span.file)?;
    let beside: Vec<_> = others.iter().filter(|(other, _)| is_beside(other, span)).collect();
    let excerpt = Excerpt::new(lines, span, &beside);
    Some(Shown { span, label: label.as_deref(), beside, excerpt })
}

/// Excerpts for the further places of a finding that are too far from its own place for one excerpt.
fn elsewhere<'d>(diagnostic: &'d Diagnostic, sources: &Sources) -> Vec<Snippet<'d, Annotation<'d>>> {
    let Diagnostic { span, others, .. } = diagnostic;
    let far = others.iter().filter(|(other, _)| span.as_ref().is_none_or(|span| !is_beside(other, span)));
    let snippet = |(other, words): &'d (Span, String)| {
        let excerpt = Excerpt::new(sources.get(&other.file)?, other, &[]);
        let there = AnnotationKind::Context.span(excerpt.range(other)).label(words.as_str());
        Some(excerpt.snippet().path(path(other.file.to_string())).annotation(there))
    };
    far.filter_map(snippet).collect()
}

impl<'d> Shown<'d> {
    /// The lines with their marks, below a path if one is given.
    fn element(&self, path: Option<String>) -> Snippet<'d, Annotation<'d>> {
        let Self { span, label, beside, excerpt } = self;
        let primary = AnnotationKind::Primary.span(excerpt.range(span)).label(*label);
        let rest = beside
            .iter()
            .filter(|(other, _)| excerpt.holds(other))
            .map(|(other, words)| AnnotationKind::Context.span(excerpt.range(other)).label(words.as_str()));
        excerpt.snippet().path(path).annotation(primary).annotations(rest)
    }

    /// For an excerpt that begins in the middle of a line: the place as the renderer writes it, and the true place.
    fn cut_place(&self, sources: &Sources) -> Option<(String, String)> {
        let Self { span, excerpt, .. } = self;
        let lines = sources.get(&span.file)?;
        let start = excerpt.bytes.start;
        let (_, line) = lines.line(span.start);
        let place = lines.place(span.start);
        let shown = lines.text().get(start..span.start).filter(|_| start > line.start)?.chars().count() + 1;
        let at = |column: usize| format!("{}:{}:{column}", path(span.file.to_string()), place.line);
        Some((at(shown), at(place.column)))
    }
}

/// Up to this many followers get no note, because a note would not be worth its line.
const ONE_FOLLOWER: usize = 1;

/// Whether two places are near enough for one excerpt.
fn is_beside(other: &Span, span: &Span) -> bool {
    const NEAR: usize = 4_000;
    other.file == span.file && other.start.abs_diff(span.start) < NEAR
}

/// Replaces carriage returns by characters of the same length, because the renderer knows only LF as a line end.
fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n").replace('\u{feff}', "\u{2060}")
}

/// The lines of a text around a place. The renderer gets only these and not the whole file.
struct Excerpt {
    text: String,
    bytes: Range<usize>,
    line: usize,
}

/// How many bytes before and after the place are shown at most.
const LONG_LINE: usize = 400;

impl Excerpt {
    /// The excerpt around a place and the further places near it.
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

    fn snippet<'d>(&self) -> Snippet<'d, Annotation<'d>> {
        Snippet::source(self.text.clone()).line_start(self.line).fold(true)
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

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match position(diagnostic, sources) {
        Some((span, Some(place))) => format!("{}:{}:{}: ", path(sources.name(&span.file)), place.line, place.column),
        Some((span, None)) => format!("{}: ", path(sources.name(&span.file))),
        None => String::new(),
    };
    let (severity, code) = (diagnostic.severity.word(), diagnostic.rule.code);
    format!("{place}{severity}[{code}]: {}\n", diagnostic.message.replace('\n', " "))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::rule;
    use crate::source::VPath;

    rule! {
        /// A rule of this test.
        ODD = "odd", Warning
    }

    #[test]
    fn an_excerpt_is_what_stands_between_headline_and_help() {
        let path = |text: &str| VPath::new(text).expect("a path");
        let (here, there) = (path("content/a.md"), path("content/b.md"));
        let texts = [(here.clone(), Arc::from("one\ntwo words\nthree\n")), (there.clone(), Arc::from("four\n"))];
        let sources: Sources = texts.into_iter().collect();
        let finding = ODD.at(Span::new(&here, 8..13), "two words are odd").label("this one").help("take one out");
        let finding = finding.other(Span::new(&there, 0..4), "and this");
        let excerpt = excerpt(&finding, &sources);
        assert!(
            excerpt.contains("2 | two words") && excerpt.contains("this one") && excerpt.contains("1 | four"),
            "{excerpt}"
        );
        for left_out in ["are odd", "content/a.md", "take one out"] {
            assert!(!excerpt.contains(left_out), "{excerpt}");
        }
        let whole = render(&finding, &sources, Format::Human { color: false });
        assert!(excerpt.lines().all(|line| whole.contains(line)), "{whole}{excerpt}");
        assert_eq!(super::excerpt(&ODD.nowhere("the site is odd"), &sources), "");
    }
}
