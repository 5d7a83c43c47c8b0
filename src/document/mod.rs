//! A YAML document with its places, and the strict reading of its maps.
//!
//! Settings, kinds and front matter are all read through [`Keys`], so that a typing error in any of
//! them is found with the same care.

mod rules;
mod syntax;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::diagnostic::{Diagnostic, Rule, Suggestions};
use crate::source::{Span, VPath};
use crate::yaml::{self, Node, Part, Places, Scalar, ScalarKind, Step};
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
        let yaml = &self.text[self.range.clone()];
        match self.places.find(yaml, path, part) {
            Some(found) => Span::new(&self.file, self.range.start + found.start..self.range.start + found.end),
            None => self.first_line(),
        }
    }

    fn first_line(&self) -> Span {
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

/// The strict reading of a map: unknown and duplicate keys are found when it is opened, wrong types
/// when a key is read.
pub struct Keys<'d, 'f> {
    name: String,
    at: At<'d>,
    values: BTreeMap<&'d str, At<'d>>,
    /// What unknown keys hold, by the keys that they are near to.
    meant: BTreeMap<String, At<'d>>,
    /// Where findings go.
    pub faults: &'f mut Vec<Diagnostic>,
}

impl<'d, 'f> Keys<'d, 'f> {
    /// Opens a map that may have the keys `allowed`. `None`, with a finding, when it is no map.
    /// `name` is what messages call it.
    pub fn open(at: &At<'d>, name: &str, allowed: &[&str], faults: &'f mut Vec<Diagnostic>) -> Option<Self> {
        let Some(entries) = at.entries() else {
            let message = format!("{name} expects keys with values, not {}", at.describe());
            let glued = at.scalar().and_then(|scalar| syntax::glued_key(&scalar.text));
            let help = match glued {
                Some((key, _)) => format!("put a space behind the colon: `{key}: …`"),
                None => "write it as `{ key: value }`, or each `key: value` on a line of its own".to_owned(),
            };
            faults.push(WRONG_TYPE.at(at.span(), message).help(help));
            return None;
        };
        let mut values: BTreeMap<&str, At<'_>> = BTreeMap::new();
        let mut meant = BTreeMap::new();
        let known: BTreeSet<&str> = allowed.iter().copied().collect();
        let mut index = None;
        for (key, value) in entries {
            if !known.contains(key) {
                let index = index.get_or_insert_with(|| Suggestions::new(allowed.iter().copied()));
                let fault = unknown_key(key, &value, name, index);
                if let Some(fix) = &fault.fix {
                    meant.entry(fix.replacement.clone()).or_insert(value);
                }
                faults.push(fault);
            } else if let Some(first) = values.get(key) {
                let message = format!("`{key}` is written twice");
                let diagnostic = DUPLICATE_KEY.at(value.key_span(), message).about(key);
                faults.push(diagnostic.other(first.key_span(), "first here").help("keep one of the two"));
            } else {
                values.insert(key, value);
            }
        }
        Some(Self { name: name.to_owned(), at: at.clone(), values, meant, faults })
    }

    /// The value of a key; `None` when it is missing or null.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<At<'d>> {
        self.values.get(key).filter(|at| !at.is_null()).cloned()
    }

    /// The value of an unknown key that this key is near to: most likely it was meant.
    #[must_use]
    pub fn meant(&self, key: &str) -> Option<At<'d>> {
        self.meant.get(key).filter(|_| !self.values.contains_key(key)).cloned()
    }

    /// The value of a key that has to be there.
    pub fn required(&mut self, key: &str) -> Option<At<'d>> {
        let value = self.value(key);
        if value.is_none() {
            let span = self.values.get(key).map_or_else(|| self.at.span(), At::key_span);
            let message = format!("{} has no `{key}`", self.name);
            let fault = MISSING_KEY.at(span, message).about(key).help(format!("add `{key}: …`"));
            let fault = match self.meant(key) {
                Some(slip) => fault.follows(slip.key_span()),
                None => fault,
            };
            self.faults.push(fault);
        }
        value
    }

    /// A text; numbers and booleans are the text that was written.
    pub fn text(&mut self, key: &str) -> Option<String> {
        let at = self.value(key)?;
        self.text_of(key, &at)
    }

    /// A text that has to be there.
    pub fn required_text(&mut self, key: &str) -> Option<String> {
        let at = self.required(key)?;
        self.text_of(key, &at)
    }

    fn text_of(&mut self, key: &str, at: &At<'d>) -> Option<String> {
        let text = at.scalar().map(|scalar| scalar.text.trim().to_owned());
        if text.is_none() {
            self.faults.push(at.wrong_type(key, "a text"));
        }
        text
    }

    /// True or false.
    pub fn flag(&mut self, key: &str) -> Option<bool> {
        let at = self.value(key)?;
        let flag = at.scalar().and_then(|scalar| boolean(&scalar.text));
        if flag.is_none() {
            self.faults.push(at.wrong_type(key, "true or false"));
        }
        flag
    }

    /// A number.
    pub fn number(&mut self, key: &str) -> Option<f64> {
        let at = self.value(key)?;
        let number =
            at.scalar().and_then(|scalar| scalar.text.trim().parse().ok()).filter(|number: &f64| number.abs() < 1e15);
        if number.is_none() {
            self.faults.push(at.wrong_type(key, "a number"));
        }
        number
    }

    /// The items of a list; empty when the key is missing.
    pub fn items(&mut self, key: &str) -> Vec<At<'d>> {
        let Some(at) = self.value(key) else { return Vec::new() };
        at.items().unwrap_or_else(|| {
            let diagnostic = at.wrong_type(key, "a list");
            self.faults.push(diagnostic.help("write it as `[one, two]`, or each item on a line of its own after `- `"));
            Vec::new()
        })
    }

    /// A list of texts; empty when the key is missing.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        let items = self.items(key);
        items.iter().filter_map(|at| self.text_of(key, at)).collect()
    }

    /// One of a closed set of words.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let at = self.value(key)?;
        let text = self.text_of(key, &at)?;
        let found = choices.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let words = Suggestions::new(choices.iter().map(|(word, _)| *word));
            self.faults.push(unknown_choice(&at, key, &text, &words));
        }
        found.map(|(_, value)| *value)
    }

    /// Adds a finding.
    pub fn fault(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) {
        self.faults.push(rule.at(span, message));
    }
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

fn unknown_key(key: &str, at: &At<'_>, name: &str, allowed: &Suggestions) -> Diagnostic {
    let span = at.key_span();
    let diagnostic = UNKNOWN_KEY.at(span.clone(), format!("{name} has no key `{}`", excerpt(key))).about(key);
    match allowed.meant(key) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(span, near),
        None if allowed.names().next().is_none() => diagnostic.help("it takes no keys at all"),
        None => diagnostic.help(format!("it may have {}", allowed.listed())),
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
