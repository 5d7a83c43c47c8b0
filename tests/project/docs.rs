//! Compares the documents with the program: they list exactly what exists, and their examples build.

mod held;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use homeroom::diagnostic::Severity;
use homeroom::fingerprint::Fingerprint;
use homeroom::markdown::{MarkdownStyle, parse};
use homeroom::schema::base;
use homeroom::schema::field_names::{FieldKey, TypeName};
use homeroom::schema::kind::KIND_KEYS;
use homeroom::schema::view_spec::Shape;
use homeroom::{File, Memos, Options, Snapshot, VPath, build};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The documents for people, by their paths.
fn documents() -> Vec<String> {
    let names = fs::read_dir(root().join("docs")).expect("docs").map(|entry| entry.expect("a name").file_name());
    let docs = names.map(|name| format!("docs/{}", name.to_string_lossy())).filter(|path| path.ends_with(".md"));
    let top = ["README.md", "ARCHITECTURE.md", "DESIGN.md", "CHANGELOG.md"].map(str::to_owned);
    let mut all: Vec<String> = docs.chain(top).collect();
    all.sort();
    all
}

/// A document, split into the parts that the tests need.
#[derive(Default)]
struct Document {
    /// The headings, each with its level and text.
    headings: Vec<(usize, String)>,
    /// The lines that are neither headings nor code, each with the index of the heading above it.
    lines: Vec<(usize, String)>,
    /// The fenced blocks, each with the index of the heading above it.
    blocks: Vec<Block>,
}

struct Block {
    heading: usize,
    info: String,
    text: String,
}

fn document(path: &str) -> Document {
    let mut document = Document { headings: vec![(0, path.to_owned())], ..Document::default() };
    let mut open: Option<Block> = None;
    for line in text(path).lines() {
        let heading = document.headings.len() - 1;
        // A block inside of a list is indented.
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) => open = Some(Block { heading, info: info.to_owned(), text: String::new() }),
            (Some(_), Some("")) => document.blocks.extend(open.take()),
            (Some(block), _) => block.text.push_str(&format!("{line}\n")),
            (None, None) => match line.split_once(' ') {
                Some((signs, words)) if !signs.is_empty() && signs.bytes().all(|byte| byte == b'#') => {
                    document.headings.push((signs.len(), words.to_owned()));
                }
                _ => document.lines.push((heading, line.to_owned())),
            },
        }
    }
    assert!(open.is_none(), "{path}: a block is not closed");
    document
}

impl Document {
    /// The headings that are code, from the heading `above` to the next heading of the same level.
    fn keys_below(&self, above: &str) -> Vec<&str> {
        let start = self.number(above);
        let level = self.headings[start].0;
        let below = self.headings[start + 1..].iter().take_while(|(other, _)| *other > level);
        below.filter_map(|(_, words)| code(words)).collect()
    }

    /// The code in the first cells of the tables under a heading.
    fn rows(&self, heading: &str) -> Vec<&str> {
        let number = self.number(heading);
        let under = self.lines.iter().filter(|(other, _)| *other == number);
        under.filter_map(|(_, line)| code(line.strip_prefix('|')?.split('|').next()?.trim())).collect()
    }

    /// All lines under a heading.
    fn under(&self, heading: &str) -> String {
        let number = self.number(heading);
        self.lines.iter().filter(|(other, _)| *other == number).map(|(_, line)| format!("{line}\n")).collect()
    }

    fn number(&self, heading: &str) -> usize {
        let found = self.headings.iter().position(|(_, words)| words == heading);
        found.unwrap_or_else(|| panic!("{}: no heading `{heading}`", self.headings[0].1))
    }
}

/// The text between the backticks that a heading or a cell consists of.
fn code(words: &str) -> Option<&str> {
    words.strip_prefix('`')?.strip_suffix('`').filter(|inner| !inner.contains('`'))
}

fn set<'t>(names: impl IntoIterator<Item = &'t str>) -> BTreeSet<&'t str> {
    names.into_iter().collect()
}
