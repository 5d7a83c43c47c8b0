//! Surveys an output folder that an earlier build filled, before anything in it is changed.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::copy::fingerprint_of;
use super::error::DiskError;
use super::manifest::{Manifest, Stamp, temporary};
use super::ways::{Way, Ways, look};
use crate::artifact::folders;
use crate::fingerprint::Fingerprint;

/// What an output folder holds: what the former build left, and what somebody has changed since.
pub(super) struct Survey {
    pub(super) former: Manifest,
    /// What stands at the places of wanted files. A place that is not listed is free, or will be free when the
    /// obstacles are removed.
    standing: HashMap<String, Standing>,
    /// Files of the former build that stand where a new file, or the folder of one, belongs.
    pub(super) obstacles: Vec<String>,
    /// Files of the former build that are not wanted any more and are not in the way.
    pub(super) obsolete: Vec<String>,
}

/// What stands at the place of a wanted file.
enum Standing {
    /// The file of the former build, as that build left it.
    Written(Stamp),
    /// A file that no manifest names.
    Foreign(fs::Metadata),
}

impl Survey {
    /// Looks at the places of the `wanted` files in the folder `out`, whose manifest is `former`.
    ///
    /// # Errors
    /// When a file that no manifest names is in the way of a folder, or a folder with such a file in the way of a file.
    pub(super) fn new(out: &Path, wanted: &BTreeSet<String>, former: Manifest) -> Result<Self, DiskError> {
        // Names are compared without case. Where the file system ignores case, `Logo.png` has to be removed before
        // `logo.png` is written; elsewhere this order does no harm.
        let files: BTreeSet<String> = wanted.iter().map(|file| file.to_lowercase()).collect();
        let parents: BTreeSet<&str> = files.iter().flat_map(|file| folders(file)).collect();
        let is_obstacle = |file: &str| {
            let file = file.to_lowercase();
            let below_a_file = folders(&file).any(|folder| files.contains(folder));
            below_a_file || files.contains(&file) || parents.contains(file.as_str())
        };
        let gone = former.files.keys().filter(|file| !wanted.contains(*file)).cloned();
        let (obstacles, obsolete): (Vec<String>, _) = gone.partition(|file| is_obstacle(file));
        let cleared: BTreeSet<String> = obstacles.iter().map(|file| file.to_lowercase()).collect();

        let mut look = Look { out, former: &former, ways: Ways::new(out), leftovers: None };
        let mut standing = HashMap::new();
        for file in wanted {
            if let Some(found) = look.at(file)?
                && !cleared.contains(&file.to_lowercase())
            {
                standing.insert(file.clone(), found);
            }
        }
        Ok(Self { former, standing, obstacles, obsolete })
    }

    /// The stamp of the file if it is there and has this fingerprint. `None` if the file has to be written.
    ///
    /// # Errors
    /// When a different file is in the way that the manifest does not name.
    pub(super) fn kept(&self, out: &Path, file: &str, fingerprint: Fingerprint) -> Result<Option<Stamp>, DiskError> {
        match self.standing.get(file) {
            None => Ok(None),
            Some(Standing::Written(stamp)) => Ok(Some(stamp).filter(|stamp| stamp.fingerprint == fingerprint).cloned()),
            Some(Standing::Foreign(metadata)) => {
                let path = out.join(file);
                let is_same = metadata.is_file() && fingerprint_of(&path)? == fingerprint;
                if is_same { Ok(Some(Stamp::new(fingerprint, metadata))) } else { Err(foreign(&path)) }
            }
        }
    }

    /// Whether the former build wrote the file with this fingerprint.
    pub(super) fn was(&self, file: &str, fingerprint: Fingerprint) -> bool {
        self.former.files.get(file).and_then(Option::as_ref).is_some_and(|stamp| stamp.fingerprint == fingerprint)
    }

    /// A manifest that is true during the whole change: it names all files that were there and all that will be.
    pub(super) fn union<'f>(&self, files: impl Iterator<Item = (&'f String, Option<&'f Stamp>)>) -> Manifest {
        let mut all = self.former.files.clone();
        all.extend(files.map(|(file, stamp)| (file.clone(), stamp.cloned())));
        Manifest::new(all)
    }
}

struct Look<'o> {
    out: &'o Path,
    former: &'o Manifest,
    ways: Ways<'o>,
    /// Unfinished files that an interrupted build may have left; listed when first asked for.
    leftovers: Option<BTreeSet<PathBuf>>,
}

impl Look<'_> {
    /// What stands at the place of a wanted file. `None` if the place is free, or is taken by a file of the former
    /// build that will be removed.
    fn at(&mut self, file: &str) -> Result<Option<Standing>, DiskError> {
        match self.ways.to(file)? {
            Way::Open => {}
            Way::Missing => return Ok(None),
            Way::Blocked(path) if self.is_ours(&path) => return Ok(None),
            Way::Blocked(path) => return Err(foreign(&self.out.join(path))),
        }
        let path = self.out.join(file);
        let Some(metadata) = look(&path)? else { return Ok(None) };
        if metadata.is_dir() {
            return self.require_ours_below(&path).map(|()| None);
        }
        Ok(match self.former.files.get(file) {
            Some(stamp) => stamp.clone().filter(|stamp| stamp.holds(&metadata)).map(Standing::Written),
            None if self.is_ours(file) => None,
            None => Some(Standing::Foreign(metadata)),
        })
    }

    /// Whether the former build wrote the file, under this name or, where the file system ignores case, under a name
    /// that means the same file.
    fn is_ours(&self, file: &str) -> bool {
        let names = &self.former.files;
        let folded = file.to_lowercase();
        names.contains_key(file)
            || names
                .keys()
                .any(|name| name.to_lowercase() == folded && is_same_file(&self.out.join(name), &self.out.join(file)))
    }

    /// Errs when a folder that has to make room for a file holds a file that the manifest does not name.
    fn require_ours_below(&mut self, folder: &Path) -> Result<(), DiskError> {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                DiskError::os("list", &path, &error.into())
            })?;
            let file = entry.path().strip_prefix(self.out).ok().and_then(Path::to_str);
            let file = file.map(|file| file.replace(std::path::MAIN_SEPARATOR, "/"));
            let is_ours = entry.file_type().is_dir()
                || file.is_some_and(|file| self.is_ours(&file))
                || self.leftovers().contains(entry.path());
            if !is_ours {
                return Err(foreign(entry.path()));
            }
        }
        Ok(())
    }

    fn leftovers(&mut self) -> &BTreeSet<PathBuf> {
        let (out, files) = (self.out, &self.former.files);
        let pending = || files.iter().filter(|(_, stamp)| stamp.is_none());
        self.leftovers.get_or_insert_with(|| pending().map(|(file, _)| temporary(out, file)).collect())
    }
}

fn foreign(path: &Path) -> DiskError {
    let message = format!("`{}` is in the way, and Homeroom did not write it", path.display());
    DiskError::new(message).help("move it away, or choose another folder for the output")
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |path| fs::symlink_metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()));
    number(one).is_some_and(|one| Some(one) == number(other))
}

#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
