//! Looks at the folders between the output folder and a file in it. Links are not followed, since they may lead out of
//! the output folder.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use super::error::DiskError;
use crate::artifact::folders;

/// Whether a file can be reached through true folders.
#[derive(Clone)]
pub(super) enum Way {
    /// All folders on the way are there and are true folders.
    Open,
    /// A folder on the way is missing.
    Missing,
    /// At this path stands something that is not a true folder, such as a file or a symbolic link.
    Blocked(String),
}

/// The ways to files. Each folder is looked at only once.
pub(super) struct Ways<'o> {
    out: &'o Path,
    known: HashMap<String, Way>,
}

impl<'o> Ways<'o> {
    /// The ways inside the folder `out`; nothing is looked at yet.
    pub(super) fn new(out: &'o Path) -> Self {
        Self { out, known: HashMap::new() }
    }

    /// Looks at the way to `file`, a path inside the output folder.
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

/// The metadata of what lies at a path; of a link, its own. `None` if nothing lies there.
pub(super) fn look(path: &Path) -> Result<Option<fs::Metadata>, DiskError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DiskError::os("look at", path, &error)),
    }
}
