//! A finding: what is wrong, where, and what to do about it.

use super::rule::Rule;
use super::severity::Severity;
use crate::source::Span;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The rule's severity, or the one that the settings give it.
    pub severity: Severity,
    /// A headline that stands alone: lower case, no full stop, names in backticks.
    pub message: String,
    /// The place; `None` when it is the site as a whole.
    pub span: Option<Span>,
    /// A few words at the place itself.
    pub label: Option<String>,
    /// Further places that belong to the finding, each with a few words.
    pub others: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// The text that would mend it.
    pub fix: Option<Fix>,
    /// The place of the finding that this one comes from; it is told with that one, where that one is told.
    pub follows: Option<Span>,
    /// What it is about.
    pub subject: Option<Subject>,
    /// The findings that come from this one, and are told with it.
    pub followers: Vec<Diagnostic>,
}

/// What a finding is about, in one name: an unknown key's key, a broken link's target. Findings of one rule about one
/// subject are alike: they are told together, and the settings name them by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The name, as it is written in the file.
    pub name: String,
    /// The headline for many of them, where that of one names the page that it stands on.
    pub of_many: Option<String>,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

impl Rule {
    /// A finding of this rule at a place.
    #[must_use]
    pub fn at(&'static self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { span: Some(span), ..self.nowhere(message) }
    }

    /// A finding of this rule about the site as a whole.
    #[must_use]
    pub(crate) fn nowhere(&'static self, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule: self,
            severity: self.severity,
            message: plain(message.into()),
            span: None,
            label: None,
            others: Vec::new(),
            help: None,
            fix: None,
            follows: None,
            subject: None,
            followers: Vec::new(),
        }
    }
}

impl Diagnostic {
    /// With a few words at the place.
    #[must_use]
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(plain(label.into()));
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub(crate) fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, plain(label.into())));
        self
    }

    /// With what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(plain(help.into()));
        self
    }

    /// With a text to put at `span`.
    #[must_use]
    pub(crate) fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// As what another finding brings about, which stands at `cause`.
    #[must_use]
    pub(crate) fn follows(mut self, cause: Span) -> Self {
        self.follows = Some(cause);
        self
    }

    /// As one about `name`, which all findings of its rule share that are alike.
    #[must_use]
    pub(crate) fn about(mut self, name: impl Into<String>) -> Self {
        self.subject = Some(Subject { name: plain(name.into()), of_many: None });
        self
    }

    /// With the headline for many of its subject.
    #[must_use]
    pub(crate) fn of_many(mut self, headline: impl Into<String>) -> Self {
        if let Some(subject) = &mut self.subject {
            subject.of_many = Some(plain(headline.into()));
        }
        self
    }

    /// What reports are sorted by: causes before what they may bring about, file, place, code, words.
    fn order(&self) -> (Stage, Option<&Span>, &'static str, &str) {
        (self.stage(), self.span.as_ref(), self.rule.code, &self.message)
    }

    fn stage(&self) -> Stage {
        let Some(Span { file, .. }) = &self.span else { return Stage::Site };
        match file.as_str().split('/').next().unwrap_or_default() {
            "content" => Stage::Content,
            "static" => Stage::Files,
            "kinds" => Stage::Kinds,
            _ if file.folder().is_empty() => Stage::Settings,
            _ => Stage::Theme,
        }
    }
}

/// What a finding is a part of, in the order in which one brings about the others: a kind that cannot be read finds
/// fault with all of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// The site as a whole.
    Site,
    /// `homeroom.yaml`, and what else lies beside it.
    Settings,
    /// `kinds/`.
    Kinds,
    /// Themes, templates and words.
    Theme,
    /// `content/`.
    Content,
    /// Files that are published as they are.
    Files,
}

/// A value that is always there, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Reported<T> {
    /// The value, as good as the input allows.
    pub value: T,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts findings into the order in which they are told, and drops equal ones.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}

/// Control characters out of file names and excerpts would reach a terminal as commands.
pub(super) fn plain(text: String) -> String {
    if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        text.chars().map(|letter| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter }).collect()
    } else {
        text
    }
}
