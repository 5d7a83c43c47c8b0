//! Rules: each has a code, a severity, and the text that `homeroom explain` prints.

use super::severity::Severity;

/// One kind of fault that Homeroom looks for. It is declared with [`rule!`] beside the code that finds it, where its
/// doc comment is its documentation.
#[derive(Debug)]
pub struct Rule {
    /// The stable name: `unknown-key`.
    pub code: &'static str,
    /// The severity of its findings, unless the settings change it.
    pub severity: Severity,
    /// The documentation as Markdown, with a bad and a good example.
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
        // A full stop ends a sentence only if a capital letter or a backtick follows, so not in `x.md` and `e.g. a`.
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
