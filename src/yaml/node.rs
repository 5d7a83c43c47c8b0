//! A document as a tree of texts, and paths in it.

use crate::fingerprint::mixed;

/// One value of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    Seq(Vec<Node>),
    /// Keys with their values, in the order in which they were written, duplicates included.
    Map(Vec<(String, Node)>),
}

/// A single value as it was written, with its type in YAML's core schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes and with escapes resolved.
    pub text: String,
    /// Its type in YAML's core schema.
    pub kind: ScalarKind,
}

/// The type of a scalar in YAML's core schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// `~`, `null` or nothing.
    Null,
    /// `true` or `false`.
    Boolean,
    /// An integer or a decimal number.
    Number,
    /// Anything else, and everything in quotes.
    Text,
}

/// One step down from a node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value of the first entry with this key.
    Key(String),
    /// The value of the entry at this position of a map; reaches duplicate keys too.
    Entry(usize),
    /// The item at this position of a list.
    Item(usize),
}

mixed!(
    enum Step {
        Key(name),
        Entry(position),
        Item(position),
    }
);

/// Which part of a node to locate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key of the last step.
    Key,
    /// The value.
    Value,
}

/// The first letter in the texts and keys of a node for which `wanted` is true, with the path to its text.
#[must_use]
pub(crate) fn find_text(node: &Node, wanted: &dyn Fn(char) -> bool) -> Option<(Vec<Step>, Part, char)> {
    let in_text =
        |text: &str, part: Part| text.chars().find(|letter| wanted(*letter)).map(|letter| (Vec::new(), part, letter));
    // The path is built from its end.
    let below = |node: &Node, step: Step| {
        find_text(node, wanted).map(|(mut path, part, letter)| {
            path.insert(0, step);
            (path, part, letter)
        })
    };
    match node {
        Node::Scalar(scalar) => in_text(&scalar.text, Part::Value),
        Node::Seq(items) => items.iter().enumerate().find_map(|(index, item)| below(item, Step::Item(index))),
        Node::Map(entries) => entries.iter().enumerate().find_map(|(index, (key, value))| {
            let key = in_text(key, Part::Key).map(|(_, part, letter)| (vec![Step::Entry(index)], part, letter));
            key.or_else(|| below(value, Step::Entry(index)))
        }),
    }
}
