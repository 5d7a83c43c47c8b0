//! YAML to a tree of texts, and places on demand.
//!
//! 1. `parse` reads a text twice: once for its shape (which scalars are null, numbers, strings), once
//!    for its texts, so that `1.10` and `NO` stay what was written. The reader of a field decides by
//!    the field's type.
//! 2. `locate` walks to one node and raises an error there; the parser's error carries the place.
//!    That costs a parse, and is paid only when a fault is told.
//!
//! `serde_yaml` is named here and nowhere else.

use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A longer document is refused before the parser sees it: 256 KiB of front matter is no front matter.
pub const MAX_BYTES: usize = 256 * 1024;
/// Deeper `[` and `{` are refused: the parser's time grows with their square.
const MAX_FLOW_DEPTH: usize = 32;

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

/// A single value as it was written, with what YAML's core schema takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes and with escapes resolved.
    pub text: String,
    /// What plain YAML takes it for.
    pub kind: ScalarKind,
}

/// What YAML's core schema takes a scalar for.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of the first entry with this key.
    Key(String),
    /// The value of the entry at this position of a map; tells duplicates apart.
    Entry(usize),
    /// The item at this position of a list.
    Item(usize),
}

/// What to locate at the end of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key of the last step.
    Key,
    /// The value.
    Value,
}

/// A text that is not YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Where, in bytes of the text.
    pub offset: usize,
    /// The parser's words, without its place.
    pub message: String,
}

/// Reads a document. An empty one is an empty map.
///
/// # Errors
/// When the text is not YAML, or larger or deeper than a person writes.
pub fn parse(text: &str) -> Result<Node, SyntaxFault> {
    guard(text)?;
    if text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(Node::Map(Vec::new()));
    }
    let fault = |error: serde_yaml::Error| fault(text, &error);
    let shape = ShapeSeed.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(fault)?;
    NodeSeed(&shape).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(fault)
}

/// Where a node or its key stands, in bytes of `text`. A list or map in block style is placed at its
/// first item, an alias at its anchor. `None` when the path leads nowhere.
#[must_use]
pub fn locate(text: &str, path: &[Step], part: Part) -> Option<Range<usize>> {
    let walk = Walk { path, part };
    let error = walk.deserialize(serde_yaml::Deserializer::from_str(text)).err()?;
    if !error.to_string().contains(FOUND) {
        return None;
    }
    let start = error.location()?.index().min(text.len());
    text.is_char_boundary(start).then(|| start..extent(text, start, part))
}

/// Refuses what would make the parser slow.
fn guard(text: &str) -> Result<(), SyntaxFault> {
    if text.len() > MAX_BYTES {
        let message =
            format!("{} KiB of YAML are more than the {} KiB that are read", text.len() / 1024, MAX_BYTES / 1024);
        return Err(SyntaxFault { offset: 0, message });
    }
    let mut depth = 0usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            // An unclosed bracket inside a block text must not count against the rest of the document.
            b'\n' if text[offset + 1..].starts_with(|next: char| next.is_alphanumeric()) => depth = 0,
            _ => {}
        }
        if depth > MAX_FLOW_DEPTH {
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
    // The parser ends its messages with a place of its own, which counts from the wrong line.
    if let Some(at) = message.find(" at line ") {
        message.truncate(at);
    }
    let message = message.trim_start_matches('.').trim_start_matches(": ").to_owned();
    SyntaxFault { offset, message }
}

/// The end of the token that starts at `start`.
fn extent(text: &str, start: usize, part: Part) -> usize {
    let rest = &text[start..];
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let first = rest.chars().next();
    if let Some(quote @ ('"' | '\'')) = first {
        let mut escaped = false;
        for (at, letter) in rest.char_indices().skip(1) {
            match letter {
                '\\' if quote == '"' => escaped = !escaped,
                letter if letter == quote && !escaped => return start + at + 1,
                _ => escaped = false,
            }
        }
        return start + line;
    }
    let line = &rest[..line];
    let end = match (part, first) {
        (Part::Key, _) => line.find(": ").or_else(|| line.rfind(':')).unwrap_or(line.len()),
        (Part::Value, Some('[' | '{')) => balanced(line).unwrap_or(line.len()),
        // In a flow list a plain value ends at the comma; a comma of block text ends the mark early
        // only when the line goes on like a flow list.
        (Part::Value, _) => {
            let comment = line.find(" #").unwrap_or(line.len());
            let flow = in_flow(text, start).then(|| line.find([',', ']', '}'])).flatten();
            comment.min(flow.unwrap_or(line.len()))
        }
    };
    start + line[..end].trim_end().len()
}

/// The length of the bracketed text that `line` starts with.
fn balanced(line: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, letter) in line.char_indices() {
        match letter {
            '[' | '{' => depth += 1,
            ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether `at` stands inside brackets that its own line opens.
fn in_flow(text: &str, at: usize) -> bool {
    let line = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let before = &text[line..at];
    let opened = before.matches(['[', '{']).count();
    opened > before.matches([']', '}']).count()
}

/// The shape of a document: what `deserialize_any` tells before the texts are asked for.
enum Shape {
    Scalar(ScalarKind),
    Seq(Vec<Shape>),
    Map(Vec<Shape>),
}

struct ShapeSeed;

impl<'de> DeserializeSeed<'de> for ShapeSeed {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ShapeSeed {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number, a list or a map without tags")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Null))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Boolean))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Number))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Number))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Number))
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Scalar(ScalarKind::Text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element_seed(ShapeSeed)? {
            shapes.push(shape);
        }
        Ok(Shape::Seq(shapes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while entries.next_key_seed(TextSeed)?.is_some() {
            shapes.push(entries.next_value_seed(ShapeSeed)?);
        }
        Ok(Shape::Map(shapes))
    }
}

/// A scalar as it was written.
struct TextSeed;

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
        // The parser wants to see the end.
        items.next_element_seed(ShapeSeed)?;
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

/// What the error at a located node says.
const FOUND: &str = "\u{1}here";

#[derive(Clone, Copy)]
struct Walk<'p> {
    path: &'p [Step],
    part: Part,
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.path {
            [] => deserializer.deserialize_any(Stop),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node on the path")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let [Step::Item(wanted), path @ ..] = self.path else { return Ok(()) };
        for _ in 0..*wanted {
            items.next_element::<de::IgnoredAny>()?;
        }
        items.next_element_seed(Walk { path, part: self.part })?;
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let [step, path @ ..] = self.path else { return Ok(()) };
        let stop = path.is_empty() && self.part == Part::Key;
        for position in 0.. {
            let Some(found) = entries.next_key_seed(KeySeed { step, position, stop })? else { break };
            if found {
                return entries.next_value_seed(Walk { path, part: self.part });
            }
            entries.next_value::<de::IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Compares a key with a step, and raises the error when the key itself is what is sought.
struct KeySeed<'p> {
    step: &'p Step,
    position: usize,
    stop: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word as key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<bool, E> {
        let found = match self.step {
            Step::Key(wanted) => wanted == key,
            Step::Entry(wanted) => *wanted == self.position,
            Step::Item(_) => false,
        };
        if found && self.stop { Err(E::custom(FOUND)) } else { Ok(found) }
    }
}

/// Raises the error whatever it meets.
struct Stop;

impl<'de> Visitor<'de> for Stop {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FOUND)
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(FOUND))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom(FOUND))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        Err(de::Error::custom(FOUND))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Step {
        Step::Key(name.to_owned())
    }

    fn found<'t>(text: &'t str, path: &[Step], part: Part) -> &'t str {
        &text[locate(text, path, part).expect("the node is there")]
    }

    #[test]
    fn scalars_stay_what_was_written() {
        let Node::Map(entries) = parse("a: 1.10\nb: NO\nc: ~\nd: \"2\"\ne:\nf: true\n").unwrap() else { panic!() };
        let told: Vec<_> = entries
            .iter()
            .map(|(_, node)| match node {
                Node::Scalar(scalar) => (scalar.text.as_str(), scalar.kind),
                _ => panic!("scalars only"),
            })
            .collect();
        use ScalarKind::{Boolean, Null, Number, Text};
        assert_eq!(told, [("1.10", Number), ("NO", Text), ("~", Null), ("2", Text), ("", Null), ("true", Boolean)]);
    }

    #[test]
    fn duplicates_are_kept_and_told_apart() {
        let text = "a: 1\nb: 2\na: 3\n";
        let Node::Map(entries) = parse(text).unwrap() else { panic!() };
        assert_eq!(entries.len(), 3);
        assert_eq!(locate(text, &[Step::Entry(2)], Part::Key), Some(10..11));
        assert_eq!(found(text, &[Step::Entry(2)], Part::Value), "3");
    }

    #[test]
    fn places() {
        let text = "é: x\npilot: { from: 2026-01-02, until: soon }\nlist:\n  - one\n  - \"two, three\" # why\n";
        assert_eq!(found(text, &[key("pilot"), key("until")], Part::Value), "soon");
        assert_eq!(found(text, &[key("pilot"), key("until")], Part::Key), "until");
        assert_eq!(found(text, &[key("pilot")], Part::Value), "{ from: 2026-01-02, until: soon }");
        assert_eq!(found(text, &[key("list"), Step::Item(1)], Part::Value), "\"two, three\"");
        assert_eq!(found(text, &[key("list"), Step::Item(0)], Part::Value), "one");
        assert_eq!(locate(text, &[key("nowhere")], Part::Value), None);
    }

    #[test]
    fn hostile_documents_are_faults() {
        for text in [
            "[".repeat(100_000),
            "{".repeat(100_000),
            "- ".repeat(5_000),
            "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n".to_owned(),
            "a: b: c".to_owned(),
            "a:\n\t- b".to_owned(),
            "a: !!binary x\nb: !custom y".to_owned(),
            "---\na: 1\n---\nb: 2\n".to_owned(),
        ] {
            let fault = parse(&text);
            assert!(fault.is_err(), "{text:.40}");
        }
    }

    #[test]
    fn empty_documents_are_empty_maps() {
        for text in ["", "\n\n", "# only a comment\n"] {
            assert_eq!(parse(text), Ok(Node::Map(Vec::new())));
        }
    }
}
