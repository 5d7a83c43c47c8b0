//! A node of a document with its place, and what messages say of it.

use super::rules::{UNKNOWN_CHOICE, WRONG_TYPE};
use super::source::YamlSource;
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::source::Span;
use crate::yaml::{Node, Part, Scalar, ScalarKind, Step};

/// A node with the way that leads to it, so that its place can be told.
#[derive(Debug, Clone)]
pub(crate) struct At<'d> {
    /// Where the document stands.
    pub source: &'d YamlSource,
    /// The node.
    pub node: &'d Node,
    /// The steps from the root.
    pub path: Vec<Step>,
}

impl<'d> At<'d> {
    /// The place of the value.
    #[must_use]
    pub(crate) fn span(&self) -> Span {
        self.source.span(&self.path, Part::Value)
    }

    /// The place of the key that leads to the value.
    #[must_use]
    pub(crate) fn key_span(&self) -> Span {
        self.source.span(&self.path, Part::Key)
    }

    /// Whether nothing was written: `~`, `null` or no value at all.
    #[must_use]
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.node, Node::Scalar(Scalar { kind: ScalarKind::Null, .. }))
    }

    /// The scalar, when it is one and not null.
    #[must_use]
    pub(crate) fn scalar(&self) -> Option<&'d Scalar> {
        match self.node {
            Node::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(scalar),
            Node::Scalar(_) | Node::Seq(_) | Node::Map(_) => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        let Node::Seq(nodes) = self.node else { return None };
        Some(nodes.iter().enumerate().map(|(index, node)| self.down(Step::Item(index), node)).collect())
    }

    /// The entries of a map, duplicates included, each with a way of its own.
    #[must_use]
    pub(crate) fn entries(&self) -> Option<Vec<(&'d str, Self)>> {
        let Node::Map(entries) = self.node else { return None };
        let at =
            |(index, (key, node)): (usize, &'d (String, Node))| (key.as_str(), self.down(Step::Entry(index), node));
        Some(entries.iter().enumerate().map(at).collect())
    }

    /// The value of the first entry with this key, null or not.
    #[must_use]
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let Node::Map(entries) = self.node else { return None };
        let index = entries.iter().position(|(name, _)| name == key)?;
        Some(self.down(Step::Entry(index), &entries[index].1))
    }

    fn down(&self, step: Step, node: &'d Node) -> Self {
        let mut path = self.path.clone();
        path.push(step);
        Self { source: self.source, node, path }
    }

    /// "a list", "a map", "the text `x`", for messages.
    #[must_use]
    pub(crate) fn describe(&self) -> String {
        match self.node {
            Node::Seq(_) => "a list".to_owned(),
            Node::Map(_) => "a map".to_owned(),
            Node::Scalar(scalar) => match scalar.kind {
                ScalarKind::Null => "nothing".to_owned(),
                _ if scalar.text.is_empty() => "an empty text".to_owned(),
                ScalarKind::Boolean | ScalarKind::Number | ScalarKind::Text => format!("`{}`", excerpt(&scalar.text)),
            },
        }
    }

    /// The finding that another type was expected: "`draft` expects true or false, not a list".
    #[must_use]
    pub(crate) fn wrong_type(&self, name: &str, expected: &str) -> Diagnostic {
        let message = format!("`{name}` expects {expected}, not {}", self.describe());
        WRONG_TYPE.at(self.span(), message).about(name)
    }

    /// The same where words were expected: an unquoted `: ` in them makes a map.
    #[must_use]
    pub(crate) fn wrong_words(&self, name: &str, expected: &str) -> Diagnostic {
        let diagnostic = self.wrong_type(name, expected);
        match self.node {
            Node::Map(_) => diagnostic.help("a value that holds `: ` needs quotes around it"),
            Node::Scalar(_) | Node::Seq(_) => diagnostic,
        }
    }
}

/// A text short enough for a headline.
#[must_use]
pub(crate) fn excerpt(text: &str) -> String {
    const LONG: usize = 60;
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > LONG { line.chars().take(LONG).chain(['…']).collect() } else { line.to_owned() }
}

/// True or false as people write them.
#[must_use]
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The finding that a word is not one of those allowed.
#[must_use]
pub(crate) fn unknown_choice(at: &At<'_>, name: &str, written: &str, allowed: &Suggestions) -> Diagnostic {
    let span = at.span();
    let message = format!("`{}` is not a choice of `{name}`", excerpt(written));
    let diagnostic = UNKNOWN_CHOICE.at(span.clone(), message).about(name);
    match allowed.meant(written) {
        Some(near) => {
            let help = format!("did you mean `{near}`? Allowed: {}", allowed.listed());
            diagnostic.help(help).fix(span, near)
        }
        None => diagnostic.help(format!("write {}", allowed.listed())),
    }
}
