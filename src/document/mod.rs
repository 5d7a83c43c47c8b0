//! A YAML document with its places, and the strict reading of its maps.
//!
//! Settings, kinds and front matter are all read through [`Keys`], so that a typing error in any of
//! them is found with the same care.

mod keys;
mod rules;
mod syntax;
mod texts;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::diagnostic::{Diagnostic, Suggestions};
use crate::source::{Span, VPath};
use crate::yaml::{self, Node, Part, Places, Scalar, ScalarKind, Step};
pub use keys::{KeyAdvice, Keys, Near};
pub use rules::{
    CONTROL_CHARACTER, CUT_VALUE, DUPLICATE_KEY, MISSING_KEY, UNKNOWN_CHOICE, UNKNOWN_KEY, WRONG_TYPE, YAML_SYNTAX,
};
use texts::control_character;
pub use texts::cut_value;

/// Where a YAML text stands inside its file.
#[derive(Debug, Clone)]
pub struct YamlSource {
    /// The file.
    pub file: VPath,
    /// The whole file.
    pub text: Arc<str>,
    /// The bytes of the file that are the YAML.
    pub range: Range<usize>,
    /// The places of its nodes, found when the first is asked for: most files have nothing to tell.
    places: Arc<LazyLock<Places, FindPlaces>>,
}

type FindPlaces = Box<dyn FnOnce() -> Places + Send>;

impl YamlSource {
    /// The YAML that the bytes `range` of a file are.
    #[must_use]
    pub fn new(file: VPath, text: Arc<str>, range: Range<usize>) -> Self {
        // A mark of the byte order is no part of it.
        let mark = if text[range.clone()].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let range = range.start + mark..range.end;
        let (whole, yaml) = (Arc::clone(&text), range.clone());
        let find: FindPlaces = Box::new(move || Places::of(&whole[yaml]));
        Self { file, text, range, places: Arc::new(LazyLock::new(find)) }
    }

    /// The place of a node, or of its key. A path that leads nowhere (a missing key) gives the first
    /// line of the YAML.
    #[must_use]
    pub fn span(&self, path: &[Step], part: Part) -> Span {
        self.written(path, part).unwrap_or_else(|| self.first_line())
    }

    /// The place of a node, or of its key, where there is one.
    #[must_use]
    pub fn written(&self, path: &[Step], part: Part) -> Option<Span> {
        let found = self.places.find(&self.text[self.range.clone()], path, part)?;
        Some(Span::new(&self.file, self.range.start + found.start..self.range.start + found.end))
    }

    /// The first line of the YAML: the place of a key that is not written.
    #[must_use]
    pub fn first_line(&self) -> Span {
        let yaml = &self.text[self.range.clone()];
        let skipped = yaml.len() - yaml.trim_start().len();
        let line = yaml[skipped..].lines().next().unwrap_or("").trim_end().len();
        let start = self.range.start + skipped;
        if line == 0 { Span::new(&self.file, 0..self.range.start) } else { Span::new(&self.file, start..start + line) }
    }
}

/// A YAML text that was read.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it stands.
    pub source: YamlSource,
    /// What it says.
    pub root: Node,
}

impl Document {
    /// Reads a YAML text.
    ///
    /// # Errors
    /// When it is not YAML: the finding, with what most likely mends it.
    pub fn parse(source: YamlSource) -> Result<Self, Box<Diagnostic>> {
        match yaml::parse(&source.text[source.range.clone()]) {
            Ok(root) => match control_character(&source, &root) {
                None => Ok(Self { source, root }),
                Some(fault) => Err(Box::new(fault)),
            },
            Err(fault) => Err(Box::new(syntax::diagnostic(&source, &fault))),
        }
    }

    /// The document as a whole.
    #[must_use]
    pub fn root(&self) -> At<'_> {
        At { source: &self.source, node: &self.root, path: Vec::new() }
    }
}

/// A node with the way that leads to it, so that its place can be told.
#[derive(Debug, Clone)]
pub struct At<'d> {
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
    pub fn span(&self) -> Span {
        self.source.span(&self.path, Part::Value)
    }

    /// The place of the key that leads to the value.
    #[must_use]
    pub fn key_span(&self) -> Span {
        self.source.span(&self.path, Part::Key)
    }

    /// Whether nothing was written: `~`, `null` or no value at all.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.node, Node::Scalar(Scalar { kind: ScalarKind::Null, .. }))
    }

    /// The scalar, when it is one and not null.
    #[must_use]
    pub fn scalar(&self) -> Option<&'d Scalar> {
        match self.node {
            Node::Scalar(scalar) if scalar.kind != ScalarKind::Null => Some(scalar),
            Node::Scalar(_) | Node::Seq(_) | Node::Map(_) => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self) -> Option<Vec<Self>> {
        let Node::Seq(nodes) = self.node else { return None };
        Some(nodes.iter().enumerate().map(|(index, node)| self.down(Step::Item(index), node)).collect())
    }

    /// The entries of a map, duplicates included, each with a way of its own.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<(&'d str, Self)>> {
        let Node::Map(entries) = self.node else { return None };
        let at =
            |(index, (key, node)): (usize, &'d (String, Node))| (key.as_str(), self.down(Step::Entry(index), node));
        Some(entries.iter().enumerate().map(at).collect())
    }

    /// The value of the first entry with this key, null or not.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
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
    pub fn describe(&self) -> String {
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
    pub fn wrong_type(&self, name: &str, expected: &str) -> Diagnostic {
        let message = format!("`{name}` expects {expected}, not {}", self.describe());
        let diagnostic = WRONG_TYPE.at(self.span(), message).about(name);
        match self.node {
            Node::Map(_) if expected.contains("text") || expected.contains("one of") => {
                diagnostic.help("a value that holds `: ` needs quotes around it")
            }
            _ => diagnostic,
        }
    }
}

/// A text short enough for a headline.
#[must_use]
pub fn excerpt(text: &str) -> String {
    const LONG: usize = 60;
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > LONG { line.chars().take(LONG).chain(['…']).collect() } else { line.to_owned() }
}

/// True or false as people write them.
#[must_use]
pub fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// The finding that a word is not one of those allowed.
#[must_use]
pub fn unknown_choice(at: &At<'_>, name: &str, written: &str, allowed: &Suggestions) -> Diagnostic {
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
