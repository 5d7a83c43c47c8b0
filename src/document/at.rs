//! A node of a document with its place, and findings on its value.

use super::rules::{UNKNOWN_CHOICE, WRONG_TYPE};
use super::source::YamlSource;
use crate::diagnostic::{Diagnostic, Suggestions};
use crate::source::Span;
use crate::yaml::{Node, Part, Scalar, ScalarKind, Step};

/// A node with the path that leads to it, so that its place can be found.
#[derive(Debug, Clone)]
pub(crate) struct At<'d> {
    /// The document's text.
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

    /// The scalar; `None` for a list, a map or null.
    #[must_use]
    pub(crate) fn scalar(&self) -> Option<&'d Scalar> {
        match self.node {
            Node::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(scalar),
            Node::Scalar(_) | Node::Seq(_) | Node::Map(_) => None,
        }
    }

    /// The items of a list; `None` for anything else.
    #[must_use]
    pub(crate) fn items(&self) -> Option<Vec<Self>> {
        let Node::Seq(nodes) = self.node else { return None };
        Some(nodes.iter().enumerate().map(|(index, node)| self.down(Step::Item(index), node)).collect())
    }

    /// The entries of a map, including duplicate keys; `None` for anything else.
    #[must_use]
    pub(crate) fn entries(&self) -> Option<Vec<(&'d str, Self)>> {
        let Node::Map(entries) = self.node else { return None };
        let at =
            |(index, (key, node)): (usize, &'d (String, Node))| (key.as_str(), self.down(Step::Entry(index), node));
        Some(entries.iter().enumerate().map(at).collect())
    }

    /// The value of the first entry with this key; it may be null.
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

    /// The node in words for messages: "a list", "a map", "`x`".
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

    /// The finding that a different type was expected: "`draft` has to be true or false, not a list".
    #[must_use]
    pub(crate) fn wrong_type(&self, name: &str, expected: &str) -> Diagnostic {
        let message = format!("`{name}` has to be {expected}, not {}", self.describe());
        WRONG_TYPE.at(self.span(), message).about(name)
    }

    /// The same if a text was expected. An unquoted `: ` turns a text into a map, which the help then says.
    #[must_use]
    pub(crate) fn wrong_words(&self, name: &str, expected: &str) -> Diagnostic {
        let diagnostic = self.wrong_type(name, expected);
        match self.node {
            Node::Map(_) => diagnostic.help("a value that contains `: ` needs quotation marks around it"),
            Node::Scalar(_) | Node::Seq(_) => diagnostic,
        }
    }
}

/// The first line of a text, cut so that it fits a message.
#[must_use]
pub(crate) fn excerpt(text: &str) -> String {
    const LONG: usize = 60;
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > LONG { line.chars().take(LONG).chain(['…']).collect() } else { line.to_owned() }
}

/// Reads true or false in the words that people write.
#[must_use]
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The finding that a word is not one of the allowed words.
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
