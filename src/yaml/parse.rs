//! Parses a YAML text to a tree of texts, in two readings and within limits.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::node::{Node, Scalar, ScalarKind};

/// The most bytes of a document. A longer one is refused before parsing, because nobody writes so much front matter.
pub(crate) const MAX_BYTES: usize = 256 * 1024;
/// The deepest nesting of `[` and `{`. The parser's time grows with the square of the depth.
const MAX_FLOW_DEPTH: usize = 32;
/// The most brackets that are not closed in the whole document.
const MAX_UNCLOSED: usize = 1_000;
/// The most `%TAG` lines. The parser compares each with all before it.
const MAX_TAG_PREFIXES: usize = 16;
/// The bytes that aliases may add to a document.
const MAX_WRITTEN_OUT: usize = 64 * 1024;

/// A text that is not YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxFault {
    /// The place of the fault, in bytes of the text.
    pub offset: usize,
    /// The parser's message, without the place.
    pub message: String,
}

/// Reads a document. An empty one is an empty map.
///
/// # Errors
/// When the text is not YAML, or larger or deeper than a person writes.
pub(crate) fn parse(text: &str) -> Result<Node, SyntaxFault> {
    guard(text)?;
    if text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Node::Map(Vec::new()));
    }
    let fault = |error: serde_yaml::Error| fault(text, &error);
    let budget = Budget::of(text);
    let shape = ShapeSeed(&budget).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(fault)?;
    NodeSeed(&shape).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(fault)
}

/// Refuses what would make the parser slow.
pub(super) fn guard(text: &str) -> Result<(), SyntaxFault> {
    if text.len() > MAX_BYTES {
        let message = format!("it has {} KiB, but at most {} KiB are read", text.len() / 1024, MAX_BYTES / 1024);
        return Err(SyntaxFault { offset: 0, message });
    }
    if text.lines().filter(|line| line.starts_with("%TAG")).nth(MAX_TAG_PREFIXES).is_some() {
        return Err(SyntaxFault { offset: 0, message: "there are too many `%TAG` lines".to_owned() });
    }
    let (mut depth, mut unclosed) = (0usize, 0usize);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => (depth, unclosed) = (depth + 1, unclosed + 1),
            b']' | b'}' => (depth, unclosed) = (depth.saturating_sub(1), unclosed.saturating_sub(1)),
            // An unclosed bracket inside a block text must not count against the rest of the document.
            b'\n' if text[offset + 1..].starts_with(|next: char| next.is_alphanumeric()) => depth = 0,
            _ => {}
        }
        if depth > MAX_FLOW_DEPTH || unclosed > MAX_UNCLOSED {
            return Err(SyntaxFault {
                offset,
                message: format!("brackets nested deeper than {MAX_FLOW_DEPTH} levels"),
            });
        }
    }
    Ok(())
}

fn fault(text: &str, error: &serde_yaml::Error) -> SyntaxFault {
    let offset = error.location().map_or(0, |location| location.index()).min(text.len());
    let mut message = error.to_string();
    // The parser ends its messages with a place that counts from the wrong line.
    if let Some(at) = message.find(" at line ") {
        message.truncate(at);
    }
    let message = message.trim_start_matches('.').trim_start_matches(": ").to_owned();
    SyntaxFault { offset, message }
}

/// The bytes that a document with its aliases written out may still have. Each node counts as two bytes in addition to
/// its text. A document without aliases never reaches two for each of its own bytes.
pub(super) struct Budget(Cell<usize>);

impl Budget {
    pub(super) fn of(text: &str) -> Self {
        Self(Cell::new(2 * text.len() + MAX_WRITTEN_OUT))
    }

    pub(super) fn spend<E: de::Error>(&self, bytes: usize) -> Result<(), E> {
        match self.0.get().checked_sub(bytes + 2) {
            Some(left) => {
                self.0.set(left);
                Ok(())
            }
            None => Err(E::custom(TOO_MUCH)),
        }
    }
}

/// The message of the fault when aliases make a document too long.
pub(crate) const TOO_MUCH: &str = "aliases write this out until it is too much";

/// The shape of a document, which the first reading finds with `deserialize_any`.
enum Shape {
    Scalar(ScalarKind),
    Seq(Vec<Shape>),
    Map(Vec<Shape>),
}

#[derive(Clone, Copy)]
struct ShapeSeed<'b>(&'b Budget);

impl ShapeSeed<'_> {
    fn scalar<E: de::Error>(self, kind: ScalarKind, bytes: usize) -> Result<Shape, E> {
        self.0.spend(bytes)?;
        Ok(Shape::Scalar(kind))
    }
}

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, a list or a map without tags")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Shape, E> {
        self.scalar(ScalarKind::Null, 0)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Shape, E> {
        self.scalar(ScalarKind::Boolean, 5)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Shape, E> {
        self.scalar(ScalarKind::Number, 0)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Shape, E> {
        self.scalar(ScalarKind::Number, 0)
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Shape, E> {
        self.scalar(ScalarKind::Number, 0)
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Shape, E> {
        self.scalar(ScalarKind::Number, 0)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Shape, E> {
        self.scalar(ScalarKind::Number, 0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Shape, E> {
        self.scalar(ScalarKind::Text, text.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        self.0.spend(0)?;
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element_seed(self)? {
            shapes.push(shape);
        }
        Ok(Shape::Seq(shapes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        self.0.spend(0)?;
        let mut shapes = Vec::new();
        while entries.next_key_seed(KeySeed(self.0))?.is_some() {
            shapes.push(entries.next_value_seed(self)?);
        }
        Ok(Shape::Map(shapes))
    }
}

/// Reads a key, and only counts its bytes.
struct KeySeed<'b>(&'b Budget);

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word as key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<(), E> {
        self.0.spend(key.len())
    }
}

/// Reads a scalar as the text that was written.
pub(super) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for TextSeed {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word as key")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}

struct NodeSeed<'s>(&'s Shape);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.0 {
            Shape::Scalar(kind) => {
                let text = TextSeed.deserialize(deserializer)?;
                Ok(Node::Scalar(Scalar { text, kind: *kind }))
            }
            Shape::Seq(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the shape of the first reading")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let Shape::Seq(shapes) = self.0 else { return Err(de::Error::custom("shape changed")) };
        let mut nodes = Vec::with_capacity(shapes.len());
        for shape in shapes {
            nodes.extend(items.next_element_seed(NodeSeed(shape))?);
        }
        // The parser has to read the end of the list.
        items.next_element::<de::IgnoredAny>()?;
        Ok(Node::Seq(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let Shape::Map(shapes) = self.0 else { return Err(de::Error::custom("shape changed")) };
        let mut nodes = Vec::with_capacity(shapes.len());
        for shape in shapes {
            let Some(key) = entries.next_key_seed(TextSeed)? else { break };
            nodes.push((key, entries.next_value_seed(NodeSeed(shape))?));
        }
        entries.next_key_seed(TextSeed)?;
        Ok(Node::Map(nodes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a document holds in memory, about: its nodes and their texts.
    fn written_out(node: &Node) -> usize {
        match node {
            Node::Scalar(scalar) => 2 + scalar.text.len(),
            Node::Seq(items) => 2 + items.iter().map(written_out).sum::<usize>(),
            Node::Map(entries) => 2 + entries.iter().map(|(key, node)| key.len() + written_out(node)).sum::<usize>(),
        }
    }

    #[test]
    fn aliases_do_not_write_a_document_out_to_many_times_its_length() {
        let long = "x".repeat(100_000);
        let laughs = |levels: usize| {
            let level = |level: usize| format!("a{level}: &a{level} [{}]\n", format!("*a{}, ", level - 1).repeat(20));
            format!("a0: &a0 ha\n{}", (1..levels).map(level).collect::<String>())
        };
        for (text, anchor) in [
            (format!("a: &a {long}\nb: [{}]\n", "*a, ".repeat(30_000)), "&a x"),
            (format!("a: &a \"{long}\"\nb:\n{}", "- *a\n".repeat(20_000)), "&a \"x"),
            (format!("? &a {long}\n: 1\nb: [{}]\n", "{ *a : 1 }, ".repeat(10_000)), "&a x"),
            (format!("a: &a {{ b: {long} }}\nc: [{}]\n", "{ <<: *a }, ".repeat(10_000)), "{ <<"),
            (format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(20_000), "*a, ".repeat(20_000)), "x, "),
            (laughs(9), "ha"),
        ] {
            let fault = parse(&text).expect_err("too much");
            assert_eq!(fault.message.rsplit(": ").next(), Some(TOO_MUCH), "{anchor}");
            assert!(fault.offset < text.len(), "{anchor}");
        }
        for text in [format!("a: &a {}\nb: [{}]\n", "x".repeat(1_000), "*a, ".repeat(60)), laughs(3)] {
            let document = parse(&text).expect("a few aliases are fine");
            assert!(written_out(&document) <= 2 * text.len() + MAX_WRITTEN_OUT);
        }
    }

    #[test]
    fn what_would_make_the_parser_slow_is_refused_before_it_is_asked() {
        for text in [
            "[\na: ".repeat(40_000),
            "{\na: ".repeat(40_000),
            format!("a: {}", "[\nb, ".repeat(40_000)),
            format!("{}---\na: 1\n", "%TAG !a! tag:x,2026:\n".repeat(10_000)),
        ] {
            assert!(guard(&text).is_err(), "{text:.20}");
        }
        assert_eq!(guard(&"a: |\n  [ one\nb: { two }\n".repeat(900)), Ok(()), "brackets in texts are no nesting");
    }

    proptest::proptest! {
        #[test]
        fn without_aliases_no_document_is_too_long(text in "([a:,? -]|\\[|\\]|\\{|\\}|\\\\[LNP_]|\"|\n){0,60}") {
            if let Err(fault) = parse(&text) {
                proptest::prop_assert!(!fault.message.contains(TOO_MUCH), "{text:?}");
            }
            let budget = Budget(Cell::new(2 * text.len() + 8));
            if parse(&text).is_ok() && !text.trim().is_empty() {
                let shape = ShapeSeed(&budget).deserialize(serde_yaml::Deserializer::from_str(&text));
                proptest::prop_assert!(shape.is_ok(), "{text:?}");
            }
        }
    }
}
