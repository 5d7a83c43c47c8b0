//! The texts that findings point into, each with an index of its lines that is made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::source::{LineIndex, VPath};

/// The texts of the files that findings point into.
#[derive(Debug, Clone, Default)]
pub struct Sources(BTreeMap<VPath, LineIndex>);

impl Sources {
    /// The text of a file with its lines.
    #[must_use]
    pub fn get(&self, file: &VPath) -> Option<&LineIndex> {
        self.0.get(file)
    }
}

impl FromIterator<(VPath, Arc<str>)> for Sources {
    fn from_iter<T: IntoIterator<Item = (VPath, Arc<str>)>>(files: T) -> Self {
        Self(files.into_iter().map(|(file, text)| (file, LineIndex::new(text))).collect())
    }
}
