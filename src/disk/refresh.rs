//! Keeps a site's folder in memory. After a change only the files that changed are read again.
//!
//! A plain file that was touched is read by its path. In all other cases (folders that appear, vanish or move, symbolic
//! links, many changes at once) the whole site is listed again and the stamps of all files are compared, so that no
//! change is missed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::civil::Date;
use rayon::prelude::*;

use super::error::DiskError;
use super::leftover::is_ignored;
use super::names::{LISTS, SETTINGS, TREES};
use super::read::{Found, Listing, read_file};
use super::stray;
use crate::artifact::Origin;
use crate::source::{File, Options, Snapshot, VPath};

/// What may have changed in a site's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// These paths, as the watcher of the system reports them.
    Paths(BTreeSet<PathBuf>),
    /// It is not known what changed.
    Anything,
}

/// A site's folder, and the snapshot of it that is kept up to date.
pub struct Reader {
    site: PathBuf,
    /// The site's true folder; some watchers report paths that start with it.
    root: Arc<Path>,
    out: Option<PathBuf>,
    has_links: bool,
    stamps: BTreeMap<VPath, Stamp>,
    /// The site as it was when it was last read.
    pub snapshot: Snapshot,
}

/// What tells that a file has changed without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    size: u64,
    /// The file's number, and the seconds and nanoseconds of its last change of any kind; zeros outside of Unix.
    identity: (u64, i64, i64),
    /// Whether the last change was long enough ago when the file was read. A file that is written twice within one tick
    /// of its file system's clock has the same stamp both times, so a stamp that is too young proves nothing.
    settled: bool,
}

/// One tick of the coarsest clock of any file system in use (FAT).
const GRAIN: Duration = Duration::from_secs(2);

impl Stamp {
    fn of(disk: &Path) -> Option<Self> {
        let metadata = fs::symlink_metadata(disk).ok()?;
        let modified = metadata.modified().ok()?;
        // A file with a time in the future never settles. It is then read each time, which is safe.
        let settled = SystemTime::now().duration_since(modified).is_ok_and(|age| age > GRAIN);
        Some(Self { modified, size: metadata.len(), identity: identity(&metadata), settled })
    }
}

#[cfg(unix)]
fn identity(metadata: &fs::Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// Whether a file still lies where it was read. Its folder may have moved, with a link left in its place.
fn lies_there(file: &File, there: &Origin) -> bool {
    match file {
        File::Blob { origin, .. } => origin == there,
        File::Text { .. } | File::Unreadable(_) => true,
    }
}

/// What one touched path means.
enum Meaning {
    /// The site reads nothing there.
    Nothing,
    /// A plain file that is to be read again, or that is gone.
    File(Found),
    /// Only listing the whole site tells what has changed.
    Unclear,
}

impl Reader {
    /// Reads the site in the folder `site`, as [`read`](super::read()) does, and keeps it.
    ///
    /// # Errors
    /// When `site` does not exist, is not a folder or cannot be listed.
    pub fn open(site: &Path, out: Option<&Path>, today: Date, options: Options) -> Result<Self, DiskError> {
        let listing = Listing::new(site, out)?;
        let root = Arc::clone(&listing.root);
        let snapshot = Snapshot { files: BTreeMap::new(), today, options };
        let stamps = BTreeMap::new();
        let (site, out) = (site.to_owned(), out.map(Path::to_owned));
        let mut reader = Self { site, root, out, has_links: false, stamps, snapshot };
        reader.take(listing);
        Ok(reader)
    }

    /// The folders to watch: first the site's own folder, of which only the names directly inside count, then the
    /// folders to watch with everything inside. Folders that do not exist yet are left out. Links are left out too,
    /// since they may only lead into one of the other folders.
    #[must_use]
    pub(crate) fn folders(&self) -> (PathBuf, Vec<PathBuf>) {
        let is_folder = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
        let below = TREES.iter().chain(&LISTS).map(|name| self.site.join(name)).filter(is_folder);
        (self.site.clone(), below.collect())
    }

    /// The site's true folder, for links that open an editor.
    #[must_use]
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Reads what was touched again. Gives the files whose content has changed, and whether folders may have changed,
    /// so that the watch has to be started again.
    ///
    /// # Errors
    /// When the site's folder is gone or cannot be listed; the snapshot stays as it was.
    pub fn refresh(&mut self, touched: &Touched) -> Result<(BTreeSet<VPath>, bool), DiskError> {
        let mut files = Vec::new();
        if let Touched::Paths(paths) = touched {
            for path in paths {
                match self.meaning(path) {
                    Meaning::Nothing => {}
                    Meaning::File(found) => files.push(found),
                    Meaning::Unclear => return self.rescan().map(|changed| (changed, true)),
                }
            }
            return Ok((files.into_iter().filter_map(|found| self.read_again(found)).collect(), false));
        }
        self.rescan().map(|changed| (changed, true))
    }

    /// Whether a touched file looks as if an editor is still writing it: the file was there and is gone, or it had text
    /// and is empty.
    #[must_use]
    pub(crate) fn is_unfinished(&self, touched: &Touched) -> bool {
        let Touched::Paths(paths) = touched else { return false };
        paths.iter().any(|path| match self.meaning(path) {
            Meaning::File(Found { path, origin }) => {
                let was_full = match self.snapshot.files.get(&path) {
                    Some(File::Text { text, .. }) => !text.is_empty(),
                    Some(File::Blob { .. }) => true,
                    Some(File::Unreadable(_)) | None => false,
                };
                was_full && fs::symlink_metadata(origin.path()).map_or(true, |metadata| metadata.len() == 0)
            }
            Meaning::Nothing | Meaning::Unclear => false,
        })
    }

    fn meaning(&self, touched: &Path) -> Meaning {
        let below = touched.strip_prefix(&self.site).or_else(|_| touched.strip_prefix(&self.root));
        let Ok(below) = below else { return Meaning::Unclear };
        let mut names = Vec::new();
        for component in below.components() {
            match component {
                Component::Normal(name) => match name.to_str() {
                    Some(name) => names.push(name),
                    None => return Meaning::Unclear,
                },
                _ => return Meaning::Unclear,
            }
        }
        let Some(first) = names.first() else { return Meaning::Unclear };
        let is_list = LISTS.contains(first);
        if !(is_list || TREES.contains(first) || names == [SETTINGS]) {
            // A file with nearly the name of settings or of a folder is found only when the names are listed.
            return if stray::may_be(&self.root, &names) { Meaning::Unclear } else { Meaning::Nothing };
        }
        let mut path = VPath::unchecked(first);
        for name in &names[1..] {
            path = VPath::unchecked(&format!("{path}/{name}"));
            if is_ignored(&path) {
                return Meaning::Nothing;
            }
        }
        if self.has_links {
            return Meaning::Unclear;
        }
        let found =
            |path| Meaning::File(Found { path, origin: Origin { root: Arc::clone(&self.root), way: below.into() } });
        match fs::symlink_metadata(self.root.join(below)) {
            Ok(metadata) if metadata.is_file() && (names.len() > 1 || names == [SETTINGS]) => {
                let is_foreign = is_list && (names.len() > 2 || !matches!(path.extension().as_str(), "yaml" | "yml"));
                match is_foreign {
                    true if stray::may_be(&self.root, &names) => Meaning::Unclear,
                    true => Meaning::Nothing,
                    false => found(path),
                }
            }
            Ok(_) => Meaning::Unclear,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if self.snapshot.files.contains_key(&path) {
                    found(path)
                } else if self.snapshot.below(path.as_str()).next().is_some()
                    || is_list && stray::may_be(&self.root, &names)
                {
                    Meaning::Unclear
                } else {
                    Meaning::Nothing
                }
            }
            Err(_) => Meaning::Unclear,
        }
    }

    /// Reads one file again. Gives its path if its content has changed.
    fn read_again(&mut self, found: Found) -> Option<VPath> {
        let stamp = Stamp::of(&found.origin.path());
        let file = read_file(&found);
        let path = found.path;
        match (stamp, &file) {
            (Some(stamp), Some(_)) => self.stamps.insert(path.clone(), stamp),
            _ => self.stamps.remove(&path),
        };
        if file.as_ref() == self.snapshot.files.get(&path) {
            return None;
        }
        match file {
            Some(file) => self.snapshot.files.insert(path.clone(), file),
            None => self.snapshot.files.remove(&path),
        };
        Some(path)
    }

    /// Lists the whole site, and reads the files whose stamp is not the one that was kept.
    fn rescan(&mut self) -> Result<BTreeSet<VPath>, DiskError> {
        let listing = Listing::new(&self.site, self.out.as_deref())?;
        Ok(self.take(listing))
    }

    fn take(&mut self, mut listing: Listing) -> BTreeSet<VPath> {
        listing.list();
        let Listing { root, found, unreadable, has_links, .. } = listing;
        (self.root, self.has_links) = (root, has_links);
        let (stamps, snapshot) = (&self.stamps, &self.snapshot);
        let read: Vec<Option<(VPath, Option<Stamp>, File)>> = found
            .into_par_iter()
            .map(|found| {
                let stamp = Stamp::of(&found.origin.path());
                let known = snapshot.files.get(&found.path);
                let rests = stamp.is_some_and(|stamp| stamp.settled && stamps.get(&found.path) == Some(&stamp));
                let file = match known {
                    Some(known) if rests && lies_there(known, &found.origin) => known.clone(),
                    _ => read_file(&found)?,
                };
                Some((found.path, stamp, file))
            })
            .collect();
        let mut files = BTreeMap::new();
        self.stamps.clear();
        for (path, stamp, file) in read.into_iter().flatten() {
            if let Some(stamp) = stamp {
                self.stamps.insert(path.clone(), stamp);
            }
            files.insert(path, file);
        }
        files.extend(unreadable.into_iter().map(|(path, why)| (path, File::Unreadable(why))));
        let before = std::mem::replace(&mut self.snapshot.files, files);
        let after = &self.snapshot.files;
        let changed =
            after.iter().filter(|(path, file)| before.get(*path) != Some(*file)).map(|(path, _)| path.clone());
        let gone = before.keys().filter(|path| !after.contains_key(*path)).cloned();
        changed.chain(gone).collect()
    }
}
