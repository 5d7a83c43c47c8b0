//! A YAML text inside a file, and the places of its nodes.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::source::{Span, VPath};
use crate::yaml::{Part, Places, Step};

/// A YAML text inside its file: a whole file, or the front matter of a page.
#[derive(Debug, Clone)]
pub struct YamlSource {
    /// The file.
    pub file: VPath,
    /// The text of the whole file.
    pub text: Arc<str>,
    /// The range of the YAML, in bytes of the file.
    pub range: Range<usize>,
    /// The places of its nodes. They are found when the first place is needed, because most files have no findings.
    places: Arc<LazyLock<Places, FindPlaces>>,
}

type FindPlaces = Box<dyn FnOnce() -> Places + Send>;

impl YamlSource {
    /// The YAML in the bytes `range` of a file.
    #[must_use]
    pub fn new(file: VPath, text: Arc<str>, range: Range<usize>) -> Self {
        // A byte-order mark is not part of the YAML.
        let mark = if text[range.clone()].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let range = range.start + mark..range.end;
        let (whole, yaml) = (Arc::clone(&text), range.clone());
        let find: FindPlaces = Box::new(move || Places::of(&whole[yaml]));
        Self { file, text, range, places: Arc::new(LazyLock::new(find)) }
    }

    /// The place of a node, or of its key. For a path that does not exist, such as that of a missing key, it is the
    /// first line of the YAML.
    #[must_use]
    pub fn span(&self, path: &[Step], part: Part) -> Span {
        self.written(path, part).unwrap_or_else(|| self.first_line())
    }

    /// The place of a node, or of its key; `None` if the path does not exist.
    #[must_use]
    pub(crate) fn written(&self, path: &[Step], part: Part) -> Option<Span> {
        let found = self.places.find(&self.text[self.range.clone()], path, part)?;
        Some(Span::new(&self.file, self.range.start + found.start..self.range.start + found.end))
    }

    /// The first line of the YAML: the place for findings on missing keys.
    #[must_use]
    pub(crate) fn first_line(&self) -> Span {
        let yaml = &self.text[self.range.clone()];
        let skipped = yaml.len() - yaml.trim_start().len();
        let line = yaml[skipped..].lines().next().unwrap_or("").trim_end().len();
        let start = self.range.start + skipped;
        if line == 0 { Span::new(&self.file, 0..self.range.start) } else { Span::new(&self.file, start..start + line) }
    }
}
