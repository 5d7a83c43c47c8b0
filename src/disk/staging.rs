//! The hidden folder that a build fills, and those that killed builds have left.
//!
//! That of a first build lies beside the target and holds the whole site as `site`. That of a later build lies in the
//! target, and its `site` holds the files that differ, by the fingerprints of their names. Beside `site` lies `lock`, which
//! the build keeps locked. A lock of the system ends with its process: a folder whose `lock` is there and not locked is
//! one that nobody fills any more.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::DiskError;
use crate::artifact::OWN_NAMES;
use crate::fingerprint::Fingerprint;

const SITE: &str = "site";
const LOCK: &str = "lock";

/// A folder that is being filled. Dropped, it is removed with all that is in it.
pub(super) struct Staging {
    folder: TempDir,
    /// `None` where the drive knows no locks; nobody then sweeps the folder either.
    _lock: Option<File>,
    /// Dropped last: the folder itself is gone by then.
    _parents: Parents,
}

impl Staging {
    /// Creates the folder in `parent`.
    pub(super) fn new(parent: &Path) -> Result<Self, DiskError> {
        let parents = Parents::create(parent)?;
        // It is readable by its owner alone; the site in it has the permissions that every new folder has.
        let folder = tempfile::Builder::new().prefix(OWN_NAMES).tempdir_in(parent);
        let folder = folder.map_err(|error| DiskError::os("create a staging folder in", parent, &error))?;
        let lock = locked(folder.path());
        let site = folder.path().join(SITE);
        fs::create_dir(&site).map_err(|error| DiskError::os("create the folder", &site, &error))?;
        Ok(Self { folder, _lock: lock, _parents: parents })
    }

    /// Where a first build puts the site together.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.path().join(SITE)
    }

    /// Where a file of a later build waits: without folders, which would have to be made for each page.
    pub(super) fn waiting(&self, file: &str) -> PathBuf {
        self.site().join(Fingerprint::of(file.as_bytes()).to_string())
    }
}

/// The folders above the staging folder that were missing, the outermost first. Dropped, those that are still empty are
/// removed.
struct Parents(Vec<PathBuf>);

impl Parents {
    fn create(parent: &Path) -> Result<Self, DiskError> {
        let missing: Vec<_> = parent.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(parent).map_err(|error| DiskError::os("create the folder", parent, &error))?;
        Ok(Self(missing.into_iter().rev().collect()))
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The lock goes last: a build that is killed just now leaves what can still be told as its own.
        let _ = fs::remove_dir_all(self.site());
    }
}

/// Under the name that others look for, the file is locked already.
fn locked(folder: &Path) -> Option<File> {
    let fresh = folder.join("fresh");
    let file = File::options().write(true).create_new(true).open(&fresh).ok()?;
    file.try_lock().ok()?;
    fs::rename(fresh, folder.join(LOCK)).ok()?;
    Some(file)
}

/// Removes the staging folders in `parent` that killed builds have left. What cannot be told as one stays, and so does
/// what the system refuses to remove: neither harms the site.
pub(super) fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_named_so = entry.file_name().to_str().is_some_and(|name| name.starts_with(OWN_NAMES));
        if is_named_so && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sweep_one(&entry.path());
        }
    }
}

fn sweep_one(folder: &Path) {
    let lock = folder.join(LOCK);
    let is_known = |entry: std::io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| [SITE, LOCK].iter().any(|name| entry.file_name() == *name))
    };
    // A build writes nothing into its lock, and makes a true folder for the site.
    let site = fs::symlink_metadata(folder.join(SITE));
    let is_ours = fs::symlink_metadata(&lock).is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0)
        && site.map_or_else(|error| error.kind() == ErrorKind::NotFound, |metadata| metadata.is_dir())
        && fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_known));
    if !is_ours {
        return;
    }
    let Ok(file) = File::options().write(true).open(&lock) else { return };
    if file.try_lock().is_ok() {
        let _ = fs::remove_dir_all(folder.join(SITE));
        let _ = fs::remove_dir_all(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn sweeps_what_is_ours_and_dead() {
        let parent = tempfile::tempdir().expect("a folder");
        let put = |path: &str| {
            let path = parent.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, "").expect("a file");
        };
        // As a killed build leaves it, and one that was killed while it removed its own.
        put(".homeroom-dead/lock");
        put(".homeroom-dead/site/a/index.html");
        put(".homeroom-empty/lock");
        // None of these can be told as a folder that a build left.
        put(".homeroom-notes/site/index.html");
        put(".homeroom-more/lock");
        put(".homeroom-more/mine.txt");
        put(".homeroom-file");
        put("homeroom/lock");
        fs::create_dir(parent.path().join(".homeroom-bare")).expect("a folder");
        put(".homeroom-words/lock");
        fs::write(parent.path().join(".homeroom-words/lock"), "4711").expect("a file");
        put(".homeroom-text/lock");
        put(".homeroom-text/site");
        let running = Staging::new(parent.path()).expect("a folder");
        let name = running.folder.path().file_name().expect("a name").to_string_lossy().into_owned();
        sweep(parent.path());
        let mut stay = vec![".homeroom-bare", ".homeroom-file", ".homeroom-more", ".homeroom-notes", "homeroom", &name];
        stay.extend([".homeroom-text", ".homeroom-words"]);
        stay.sort_unstable();
        assert_eq!(names(parent.path()), stay);
        assert_eq!(names(running.folder.path()), ["lock", "site"]);
        drop(running);
        assert!(!names(parent.path()).contains(&name));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_swept_by_nobody() {
        let (parent, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        fs::write(other.path().join("lock"), "").expect("a file");
        fs::create_dir(other.path().join("site")).expect("a folder");
        std::os::unix::fs::symlink(other.path(), parent.path().join(".homeroom-link")).expect("a link");
        let folder = parent.path().join(".homeroom-inner");
        fs::create_dir(&folder).expect("a folder");
        std::os::unix::fs::symlink(other.path().join("lock"), folder.join("lock")).expect("a link");
        sweep(parent.path());
        assert_eq!(names(other.path()), ["lock", "site"]);
        assert_eq!(names(parent.path()), [".homeroom-inner", ".homeroom-link"]);
    }
}
