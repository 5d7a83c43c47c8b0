//! Where a YAML text stands, and where its nodes are.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::source::{Span, VPath};
use crate::yaml::{Part, Places, Step};

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
