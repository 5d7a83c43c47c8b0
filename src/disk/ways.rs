//! What lies between the folder of the output and a file in it. Links are not followed: they may lead out of it.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use super::error::DiskError;
use crate::artifact::folders;

/// What lies between the folder of the output and a file in it.
#[derive(Clone)]
pub(super) enum Way {
    /// True folders only.
    Open,
    /// A folder is not there.
    Missing,
    /// This is not a folder; a symbolic link counts as none, since it may lead out of the output.
    Blocked(String),
}

/// The ways to files, each folder looked at once.
pub(super) struct Ways<'o> {
    out: &'o Path,
    known: HashMap<String, Way>,
}

impl<'o> Ways<'o> {
    /// Ways in the folder `out`, none looked at.
    pub(super) fn new(out: &'o Path) -> Self {
        Self { out, known: HashMap::new() }
    }

    /// The way to `file`.
    pub(super) fn to(&mut self, file: &str) -> Result<Way, DiskError> {
        for folder in folders(file) {
            let way = match self.known.get(folder) {
                Some(way) => way.clone(),
                None => {
                    let way = match look(&self.out.join(folder))? {
                        None => Way::Missing,
                        Some(metadata) if metadata.is_dir() => Way::Open,
                        Some(_) => Way::Blocked(folder.to_owned()),
                    };
                    self.known.insert(folder.to_owned(), way.clone());
                    way
                }
            };
            if !matches!(way, Way::Open) {
                return Ok(way);
            }
        }
        Ok(Way::Open)
    }
}

/// What lies at a path, links not followed; `None` when nothing does.
pub(super) fn look(path: &Path) -> Result<Option<fs::Metadata>, DiskError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::os("look at", path, &error)),
    }
}
