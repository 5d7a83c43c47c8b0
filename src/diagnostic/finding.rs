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
    /// The message, which is understood without the rest: lower case, no full stop, names in backticks.
    pub message: String,
    /// The place; `None` for the site as a whole.
    pub span: Option<Span>,
    /// A few words that are shown at the place.
    pub label: Option<String>,
    /// Further places that belong to the finding, each with a few words.
    pub others: Vec<(Span, String)>,
    /// A sentence that says what to do.
    pub help: Option<String>,
    /// A change of the file that mends the finding.
    pub fix: Option<Fix>,
    /// The place of the finding that causes this one. If that finding is shown, this one is shown below it.
    pub follows: Option<Span>,
    /// The subject of the finding.
    pub subject: Option<Subject>,
    /// The findings that this one causes, and that are shown below it.
    pub followers: Vec<Diagnostic>,
}

/// The subject of a finding, as one name: an unknown key, the target of a broken link. Findings of one rule with the
/// same subject are shown together, and the settings can choose findings by their subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The name, as it is written in the file.
    pub name: String,
    /// The message for many findings, if the message of each names its own page.
    pub of_many: Option<String>,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The range that is replaced; empty for an insertion.
    pub span: Span,
    /// The new text.
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
    /// Adds a few words that are shown at the place.
    #[must_use]
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(plain(label.into()));
        self
    }

    /// Adds a further place, with a few words.
    #[must_use]
    pub(crate) fn other(mut self, span: Span, label: impl Into<String>) -> Self {
        self.others.push((span, plain(label.into())));
        self
    }

    /// Sets the sentence that says what to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(plain(help.into()));
        self
    }

    /// Sets the change that mends the finding: a new text at `span`.
    #[must_use]
    pub(crate) fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// Sets the cause: a different finding, whose place is `cause`.
    #[must_use]
    pub(crate) fn follows(mut self, cause: Span) -> Self {
        self.follows = Some(cause);
        self
    }

    /// Sets the subject. Findings of one rule with the same subject are alike.
    #[must_use]
    pub(crate) fn about(mut self, name: impl Into<String>) -> Self {
        self.subject = Some(Subject { name: plain(name.into()), of_many: None });
        self
    }

    /// Sets the message for many findings with the same subject.
    #[must_use]
    pub(crate) fn of_many(mut self, headline: impl Into<String>) -> Self {
        if let Some(subject) = &mut self.subject {
            subject.of_many = Some(plain(headline.into()));
        }
        self
    }

    /// The order of reports: by stage, so that causes come first, then by file, place, code and message.
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

/// The part of the site that a finding is in. An earlier part can cause findings in later ones: a kind that cannot be
/// read causes findings in all its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// The site as a whole.
    Site,
    /// `homeroom.yaml` and other files in the site's folder.
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

/// A value that is always there, and the findings on it.
#[derive(Debug, Clone, Default)]
pub struct Reported<T> {
    /// The value, as good as the input allows.
    pub value: T,
    /// The findings on the input.
    pub diagnostics: Vec<Diagnostic>,
}

/// Sorts findings into the order of reports, and drops duplicates.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}

/// Replaces control characters, because a terminal would read those in file names and excerpts as commands.
pub(super) fn plain(text: String) -> String {
    if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        text.chars().map(|letter| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter }).collect()
    } else {
        text
    }
}
