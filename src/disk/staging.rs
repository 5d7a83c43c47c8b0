//! The staging folder: the hidden folder that a build fills before the output changes. This file also removes staging
//! folders that killed builds have left.
//!
//! In a first build it lies beside the output folder, and its folder `site` holds the whole site. In a later build it
//! lies inside the output folder, and `site` holds only the files that differ, each named by the fingerprint of its
//! path. Beside `site` lies the file `lock`, which the build keeps locked. The system releases the lock when the
//! process ends. So a staging folder whose `lock` exists but is not locked belongs to a build that has ended.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::DiskError;
use crate::artifact::OWN_NAMES;
use crate::fingerprint::Fingerprint;

const SITE: &str = "site";
const LOCK: &str = "lock";

/// A staging folder. Dropping the value removes the folder with everything inside.
pub(super) struct Staging {
    folder: TempDir,
    /// `None` where the drive does not support locks. No other build then removes the folder either.
    _lock: Option<File>,
    /// This field is dropped last, when the folder itself is gone.
    _parents: Parents,
}

impl Staging {
    /// Creates a staging folder in `parent`.
    pub(super) fn new(parent: &Path) -> Result<Self, DiskError> {
        let parents = Parents::create(parent)?;
        // Only its owner can read it; `site` inside of it has the usual permissions of a new folder.
        let folder = tempfile::Builder::new().prefix(OWN_NAMES).tempdir_in(parent);
        let folder = folder.map_err(|error| DiskError::os("create a staging folder in", parent, &error))?;
        let lock = locked(folder.path());
        let site = folder.path().join(SITE);
        fs::create_dir(&site).map_err(|error| DiskError::os("create the folder", &site, &error))?;
        Ok(Self { folder, _lock: lock, _parents: parents })
    }

    /// The folder in which a first build puts the site together.
    pub(super) fn site(&self) -> PathBuf {
        self.folder.path().join(SITE)
    }

    /// Where a file of a later build waits. All of them lie in one folder, so that no folders have to be made for them.
    pub(super) fn waiting(&self, file: &str) -> PathBuf {
        self.site().join(Fingerprint::of(file.as_bytes()).to_string())
    }
}

/// The folders above the staging folder that were missing and were created, the outermost first. Dropping the value
/// removes those that are still empty.
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
        // The lock is removed last: if the build is killed meanwhile, what is left is still known as a staging folder.
        let _ = fs::remove_dir_all(self.site());
    }
}

/// Creates the lock file. It gets its final name only when it is locked, so no other build ever finds it unlocked.
fn locked(folder: &Path) -> Option<File> {
    let fresh = folder.join("fresh");
    let file = File::options().write(true).create_new(true).open(&fresh).ok()?;
    file.try_lock().ok()?;
    fs::rename(fresh, folder.join(LOCK)).ok()?;
    Some(file)
}

/// Removes the staging folders in `parent` that killed builds have left. A folder stays if it is not certain that it is
/// one, or if the system refuses to remove it; neither harms the site.
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
    // In a staging folder the lock file is empty and `site` is a true folder.
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
    fn removes_only_staging_folders_of_builds_that_have_ended() {
        let parent = tempfile::tempdir().expect("a folder");
        let put = |path: &str| {
            let path = parent.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, "").expect("a file");
        };
        // What a killed build leaves, and what a build leaves that was killed while it removed its staging folder.
        put(".homeroom-dead/lock");
        put(".homeroom-dead/site/a/index.html");
        put(".homeroom-empty/lock");
        // None of these is certain to be a staging folder.
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
    fn follows_no_link_when_it_removes_staging_folders() {
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
