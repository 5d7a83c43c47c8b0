//! Rules: what a finding's code stands for, with the text that `homeroom explain` prints.

use super::severity::Severity;

/// One thing that Homeroom looks for. Declared by [`rule!`] beside the code that raises it, so that
/// its documentation is the doc comment there.
#[derive(Debug)]
pub struct Rule {
    /// The stable name: `unknown-key`.
    pub code: &'static str,
    /// How grave a finding is unless the settings say otherwise.
    pub severity: Severity,
    /// What it means, with an example of the fault and of its remedy, as Markdown.
    pub docs: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl Rule {
    /// The first sentence of the documentation, in one line.
    #[must_use]
    pub fn first_sentence(&self) -> String {
        let explanation = self.explanation();
        let paragraph = explanation.split("\n\n").next().unwrap_or("").replace('\n', " ");
        // A full stop ends a sentence where a capital follows; in `x.md` and `e.g. a` none does.
        let ends = |at: usize| {
            let rest = &paragraph[at + 1..];
            rest.is_empty()
                || rest.starts_with(' ') && rest[1..].starts_with(|first: char| first.is_uppercase() || first == '`')
        };
        let end = paragraph.match_indices('.').map(|(at, _)| at).find(|at| ends(*at));
        end.map_or(paragraph.clone(), |at| paragraph[..=at].to_owned())
    }

    /// The documentation as Markdown lines, without the space that `///` leaves in front.
    #[must_use]
    pub fn explanation(&self) -> String {
        let lines: Vec<&str> =
            self.docs.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end()).collect();
        lines.join("\n").trim().to_owned()
    }
}

/// Declares a [`Rule`]: its doc comment becomes the text of `homeroom explain` and `docs/checks.md`.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $visibility:vis $name:ident = $code:literal, $severity:ident) => {
        $(#[doc = $doc])+
        $visibility static $name: $crate::diagnostic::rule::Rule = $crate::diagnostic::rule::Rule {
            code: $code,
            severity: $crate::diagnostic::severity::Severity::$severity,
            docs: concat!($($doc, "\n"),+),
        };
    };
}
pub(crate) use rule;
