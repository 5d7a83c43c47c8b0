//! The single steps of writing an output: fill a file, put it in its place, remove it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use walkdir::WalkDir;

use super::copy::{copy_with_fingerprint, fingerprint_of};
use super::error::DiskError;
use super::manifest::{Stamp, remove_if_there, temporary};
use super::open;
use super::picture::{self, Desk};
use super::ways::{Way, Ways, look};
use crate::artifact::{Artifact, folders};
use crate::fingerprint::Fingerprint;

/// Creates the file `path` with the content of an artifact. Errors name `shown`, the path where the file will be.
pub(super) fn fill(
    path: &Path,
    (artifact, fingerprint): (&Artifact, Fingerprint),
    shown: &Path,
    desk: &Desk,
) -> Result<Stamp, DiskError> {
    let refused = |error: io::Error| DiskError::os("write", shown, &error);
    let create = || fs::File::options().write(true).create_new(true).open(path).map_err(refused);
    // A copied file may have changed since it was read; the manifest has to hold the fingerprint of what is written.
    let (fingerprint, size) = match artifact {
        Artifact::Bytes(bytes) => {
            create()?.write_all(bytes).map_err(refused)?;
            (fingerprint, bytes.len() as u64)
        }
        Artifact::Derived { origin, fingerprint: _, recipe } => {
            let bytes = picture::derive(origin, *recipe, desk)?;
            create()?.write_all(&bytes).map_err(refused)?;
            // This is the fingerprint of the recipe and the original picture. With it, the next build can tell that
            // nothing has changed without making the picture again.
            (fingerprint, bytes.len() as u64)
        }
        Artifact::Copy { origin, fingerprint: _ } => {
            let mut from = open::file(origin).map_err(|error| DiskError::vanished(origin, &error.to_string()))?;
            copy_with_fingerprint(&mut from, &mut create()?)
                .map_err(|error| DiskError::os(&format!("copy `{}` to", origin.path().display()), shown, &error))?
        }
    };
    // The metadata are asked for after the file is closed: some systems set its time only then.
    let metadata = fs::symlink_metadata(path).map_err(refused)?;
    if metadata.len() != size {
        // A network drive without enough room can accept the bytes and report the failure nowhere else.
        let short = format!("only {} of {size} bytes were written", metadata.len());
        return Err(refused(io::Error::new(io::ErrorKind::StorageFull, short)));
    }
    Ok(Stamp::new(fingerprint, &metadata))
}

/// Whether a file holds exactly the bytes of an artifact. False if the file cannot be read.
pub(super) fn holds(
    path: &Path,
    (artifact, fingerprint): (&Artifact, Fingerprint),
    desk: &Desk,
) -> Result<bool, DiskError> {
    let fingerprint = match artifact {
        Artifact::Bytes(_) | Artifact::Copy { .. } => fingerprint,
        // The artifact's fingerprint is that of the original picture, so the picture is made again to compare.
        Artifact::Derived { origin, fingerprint: _, recipe } => {
            Fingerprint::of(&picture::derive(origin, *recipe, desk)?)
        }
    };
    Ok(fingerprint_of(path).is_ok_and(|held| held == fingerprint))
}

/// Moves a filled file to its place in `out` and replaces what is there. Nobody ever reads half a file.
pub(super) fn put_in_place(filled: &Path, stamp: Stamp, out: &Path, file: &str) -> Result<Stamp, DiskError> {
    let path = out.join(file);
    match fs::rename(filled, &path) {
        Ok(()) => Ok(stamp),
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => put_across(filled, &stamp, out, file),
        Err(error) => Err(DiskError::os("replace", &path, &error)),
    }
}

/// Does the same when the place is on another disk, mounted inside the output folder.
fn put_across(filled: &Path, stamp: &Stamp, out: &Path, file: &str) -> Result<Stamp, DiskError> {
    let (path, fresh) = (out.join(file), temporary(out, file));
    remove_if_there(&fresh)?;
    let copied = fs::copy(filled, &fresh).and_then(|_| fs::rename(&fresh, &path));
    let placed = copied.and_then(|()| fs::symlink_metadata(&path)).map_err(|error| {
        // The first error is the one to report, so an error of this removal is ignored.
        let _ = fs::remove_file(&fresh);
        DiskError::os("replace", &path, &error)
    });
    Ok(Stamp::new(stamp.fingerprint, &placed?))
}

/// Creates the folders that these files need below `out`.
pub(super) fn create_folders<'f>(out: &Path, files: impl Iterator<Item = &'f String>) -> Result<(), DiskError> {
    let names: BTreeSet<&str> = files.flat_map(|file| folders(file)).collect();
    for folder in names.into_iter().map(|name| out.join(name)) {
        match fs::create_dir(&folder) {
            Ok(()) => {}
            Err(_) if look(&folder)?.is_some_and(|found| found.is_dir()) => {}
            Err(error) => return Err(DiskError::os("create the folder", &folder, &error)),
        }
    }
    Ok(())
}

/// Removes files that an earlier build has written, and gives how many were there. A file that is now reached through a
/// link is left alone, since it is not the one that was written.
pub(super) fn remove_files(out: &Path, files: &[String]) -> Result<usize, DiskError> {
    let mut ways = Ways::new(out);
    let mut removed = 0;
    for file in files {
        let path = out.join(file);
        if matches!(ways.to(file)?, Way::Open)
            && look(&path)?.is_some_and(|found| !found.is_dir())
            && remove_if_there(&path)?
        {
            removed += 1;
        }
    }
    Ok(removed)
}

/// Removes the unfinished files that an interrupted build has left beside the final ones.
pub(super) fn remove_halves<'f>(out: &Path, files: impl Iterator<Item = &'f String>) -> Result<(), DiskError> {
    let mut ways = Ways::new(out);
    for file in files {
        if matches!(ways.to(file)?, Way::Open) {
            remove_if_there(&temporary(out, file))?;
        }
    }
    Ok(())
}

/// Removes a folder that stands where a file belongs. The survey has made sure that it held only files of the former
/// build, and those are removed by now.
pub(super) fn make_room(path: &Path) -> Result<(), DiskError> {
    if !look(path)?.is_some_and(|found| found.is_dir()) {
        return Ok(());
    }
    for entry in WalkDir::new(path).contents_first(true) {
        let removed = entry.map_err(io::Error::from).and_then(|entry| fs::remove_dir(entry.path()));
        removed.map_err(|error| DiskError::os("make room for the file", path, &error))?;
    }
    Ok(())
}

/// Removes the folders of files that are gone, unless something else is in them.
pub(super) fn remove_emptied_folders<'f>(out: &Path, files: impl Iterator<Item = &'f String>) {
    let mut ways = Ways::new(out);
    let names: BTreeSet<&str> = files.flat_map(|file| folders(file)).collect();
    for name in names.into_iter().rev() {
        let path = out.join(name);
        if matches!(ways.to(name), Ok(Way::Open))
            && look(&path).is_ok_and(|found| found.is_some_and(|found| found.is_dir()))
        {
            // Removing a folder that is not empty fails, which is right: it holds files of somebody else.
            let _ = fs::remove_dir(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_reaches_a_folder_on_another_disk() {
        let (filled, out) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let from = filled.path().join("0");
        let artifact = Artifact::text("new".to_owned());
        let stamp = fill(&from, (&artifact, artifact.fingerprint()), &from, &Desk::default()).expect("filled");
        fs::write(out.path().join("a"), "old").expect("a file");
        let stamp = put_across(&from, &stamp, out.path(), "a").expect("put there");
        assert!(stamp.holds(&fs::symlink_metadata(out.path().join("a")).expect("a file")));
        assert_eq!(fs::read_to_string(out.path().join("a")).expect("a text"), "new");
        assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 1, "nothing waits beside it");
    }
}
