//! Writes an output to a folder of files.
//!
//! 1. [`Writing::begin`] refuses folders that a build must not fill, and removes what killed builds have left. If the
//!    folder already holds a site, it is locked and surveyed: which files are still as they were written, and what is
//!    in the way.
//! 2. [`Writing::put`] takes one artifact after the other, from any thread, and keeps only its stamp. It writes the
//!    artifact to a file in the staging folder, unless the file in place already holds the same bytes. A [`Writing`]
//!    that is dropped before it is finished leaves nothing behind, so a site with errors never changes the site in
//!    place.
//! 3. [`Writing::finish`] changes what readers see. A first build renames its staging folder to the output folder. If
//!    another build was faster, it goes on as a later build. A later build lists in the manifest what it is about to
//!    do, moves each file to its place (assets before the pages that need them), removes obsolete files, and lists in
//!    the manifest what is there now.
//!
//! Files are not synced to the disk. A crash of the machine can leave half a file or a rename undone. Then the size or
//! the time of the file is not the one in the manifest, or the manifest still marks it as unwritten, and the next build
//! writes it again. Waiting for the disk at each file would make every build ten times slower.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;

use super::admit::{admissible, refusal, require_empty};
use super::error::DiskError;
use super::lock::Lock;
use super::manifest::{Manifest, Stamp, is_sound};
use super::picture::Desk;
use super::place::{
    create_folders, fill, holds, make_room, put_in_place, remove_emptied_folders, remove_files, remove_halves,
};
use super::staging::{Staging, sweep};
use super::survey::Survey;
use crate::artifact::{Artifact, Output, UrlPath, folders};

/// How often a build tries again when other builds fill and empty the folder meanwhile.
const ATTEMPTS: usize = 5;

/// How careful a build is with a folder that already holds a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Care {
    /// Whether every file is read back and compared. If not, a file counts as unchanged when its size, time and
    /// permissions are those that it was written with.
    pub verify: bool,
    /// How long to wait for another build that writes to the same folder.
    pub patience: Duration,
}

impl Default for Care {
    fn default() -> Self {
        Self { verify: false, patience: Duration::from_secs(60) }
    }
}

/// What a build did to its output folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files the site has.
    pub files: usize,
    /// How many of them were written because they were new or had changed.
    pub changed: usize,
    /// How many files of the former build were removed.
    pub removed: usize,
    /// The size of the whole site in bytes.
    pub bytes: u64,
    /// The files that somebody has changed or removed since the last build. They count as `changed` too.
    pub altered: Vec<String>,
}

/// Calls [`write_with`] with the default [`Care`].
///
/// # Errors
/// The errors of [`write_with`].
pub fn write(out: &Path, site: &Path, output: &Output) -> Result<Written, DiskError> {
    write_with(Care::default(), out, site, output)
}

/// Makes the folder `out` hold exactly the files of `output`. Files of other people that lie there stay as they are.
///
/// # Errors
/// The errors of [`Writing`].
pub fn write_with(care: Care, out: &Path, site: &Path, output: &Output) -> Result<Written, DiskError> {
    let writing = Writing::begin(care, out, site, output.keys())?;
    let put = |(url, artifact): (&UrlPath, &Artifact)| Ok((url.clone(), writing.put(url, artifact)?));
    let put: BTreeMap<UrlPath, Put> = output.par_iter().map(put).collect::<Result<_, _>>()?;
    writing.finish(put)
}

/// A site that is being written to its output folder.
///
/// Until [`Writing::finish`] is called, readers of the folder see the site that was there before. Dropping the value
/// earlier leaves nothing behind.
pub struct Writing {
    out: PathBuf,
    care: Care,
    /// The paths of all files that may be put.
    files: BTreeSet<String>,
    /// Where files wait. An error counts only when a file has to be written: in a folder that is read-only, a build
    /// still succeeds if nothing has changed.
    staging: Result<Staging, DiskError>,
    /// The site that is already there; `None` in a first build.
    standing: Option<Standing>,
    desk: Desk,
}

/// The site that is already in the output folder, and the lock that gives the right to change it.
struct Standing {
    survey: Survey,
    /// `None` where the drive does not support locks or the folder is read-only.
    lock: Option<Lock>,
}

/// An artifact that is on the disk, either waiting or already in its place. Its bytes are no longer in memory.
pub struct Put {
    stamp: Stamp,
    /// The file that waits; `None` if the file in place holds the same bytes.
    filled: Option<PathBuf>,
    /// Whether somebody has changed the file since an earlier build wrote it.
    is_altered: bool,
}

impl Writing {
    /// Begins to write a site with these addresses to the folder `out`.
    ///
    /// # Errors
    /// When a build must not fill `out`: it is the site's folder or one above it, a folder with the site's own files, a
    /// file, or a folder with files that Homeroom did not write. When a file of other people is in the way, or another
    /// build is writing there.
    pub fn begin<'u>(
        care: Care,
        out: &Path,
        site: &Path,
        addresses: impl Iterator<Item = &'u UrlPath>,
    ) -> Result<Self, DiskError> {
        let files = files_of(addresses)?;
        let out = admissible(out, site)?;
        let Some(parent) = out.parent() else { return Err(refusal(&out, "it is the root of the disk")) };
        sweep(parent);
        let standing = Standing::take(&out, &files, care)?;
        let staging = match &standing {
            Some(_) => {
                sweep(&out);
                Staging::new(&out)
            }
            None => {
                require_empty(&out)?;
                let staging = Staging::new(parent).map_err(|error| {
                    let help =
                        format!("`{}` is first built beside its place: its parent has to be writable", out.display());
                    error.help(help)
                })?;
                create_folders(&staging.site(), files.iter())?;
                Ok(staging)
            }
        };
        Ok(Self { out, care, files, staging, standing, desk: Desk::default() })
    }

    /// Writes one artifact. Its file waits until [`Writing::finish`].
    ///
    /// # Errors
    /// When a file of other people is in its place, a file that is to be copied has vanished, or the system refuses.
    pub fn put(&self, url: &UrlPath, artifact: &Artifact) -> Result<Put, DiskError> {
        let (file, fingerprint) = (url.file(), artifact.fingerprint());
        let path = self.out.join(&file);
        let survey = self.standing.as_ref().map(|standing| &standing.survey);
        if let Some(survey) = survey
            && let Some(stamp) = survey.kept(&self.out, &file, fingerprint)?
            && (!self.care.verify || holds(&path, (artifact, fingerprint), &self.desk)?)
        {
            return Ok(Put { stamp, filled: None, is_altered: false });
        }
        let staging = self.staging.as_ref().map_err(Clone::clone)?;
        // In a first build the staging folder becomes the output folder, so files have their final paths in it.
        let filled = if survey.is_some() { staging.waiting(&file) } else { staging.site().join(&file) };
        let stamp = fill(&filled, (artifact, fingerprint), &path, &self.desk)?;
        let is_altered = survey.is_some_and(|survey| survey.was(&file, fingerprint));
        Ok(Put { stamp, filled: Some(filled), is_altered })
    }

    /// Makes the folder hold exactly the files that were `put`. Files of other people that lie there stay as they are.
    ///
    /// # Errors
    /// When the system refuses to write. The next build then repairs what this one has left unfinished.
    pub fn finish(self, put: BTreeMap<UrlPath, Put>) -> Result<Written, DiskError> {
        let Self { out, care, files, staging, standing, desk: _ } = self;
        let put: BTreeMap<String, Put> = put.into_iter().map(|(url, put)| (url.file(), put)).collect();
        match (standing, &staging) {
            (Some(standing), _) => write_later(&out, &files, put, standing),
            (None, Ok(staging)) => match write_first(&out, &staging.site(), &files, put)? {
                Ok(written) => Ok(written),
                // Another build has filled the folder meanwhile.
                Err(put) => match Standing::take(&out, &files, care)? {
                    Some(standing) => write_later(&out, &files, without_same(&out, put, &standing.survey)?, standing),
                    None => Err(emptied_again(&out)),
                },
            },
            (None, Err(error)) => Err(error.clone()),
        }
    }
}

impl Standing {
    /// Locks the site that is in `out`, and surveys the places of the files. `None` if no build has filled the folder
    /// yet.
    fn take(out: &Path, files: &BTreeSet<String>, care: Care) -> Result<Option<Self>, DiskError> {
        for _ in 0..ATTEMPTS {
            if !Manifest::is_in(out)? {
                return Ok(None);
            }
            let lock = Lock::take(out, care.patience)?;
            // The manifest is read after the lock is taken, since only then nobody else changes it.
            if let Some(former) = Manifest::read(out)? {
                return Ok(Some(Self { survey: Survey::new(out, files, former)?, lock }));
            }
        }
        Err(emptied_again(out))
    }
}

fn emptied_again(out: &Path) -> DiskError {
    refusal(out, "other builds keep filling and emptying it")
}

/// The paths of an output's files. Errs if two addresses need the same file, or if one address needs a folder where
/// another has its file.
fn files_of<'u>(addresses: impl Iterator<Item = &'u UrlPath>) -> Result<BTreeSet<String>, DiskError> {
    let mut files = BTreeSet::new();
    for url in addresses {
        let file = url.file();
        if !is_sound(&file) {
            return Err(DiskError::new(format!("cannot write `{url}`: no file can have the name `{file}`")));
        }
        if !files.insert(file) {
            return Err(DiskError::new(format!("cannot write `{url}`: another address has the same file")));
        }
    }
    let clash = files.iter().find_map(|file| Some((file, folders(file).find(|name| files.contains(*name))?)));
    match clash {
        Some((file, name)) => {
            Err(DiskError::new(format!("cannot write `{file}`: `{name}` is a file and cannot be a folder too")))
        }
        None => Ok(files),
    }
}

/// The `files` for which no artifact was put: pages that could not be made, and whose fault is no error.
fn unmade(files: &BTreeSet<String>, put: &BTreeMap<String, Put>) -> Vec<String> {
    files.iter().filter(|file| !put.contains_key(*file)).cloned().collect()
}

/// Renames the folder `site`, which holds all files, to `out`, which is empty or does not exist. Gives `put` back as
/// the inner `Err` if another build has filled `out` meanwhile.
fn write_first(
    out: &Path,
    site: &Path,
    files: &BTreeSet<String>,
    put: BTreeMap<String, Put>,
) -> Result<Result<Written, BTreeMap<String, Put>>, DiskError> {
    remove_emptied_folders(site, unmade(files, &put).iter());
    let is_there = require_empty(out)?;
    let manifest = Manifest::new(put.iter().map(|(file, put)| (file.clone(), Some(put.stamp.clone()))).collect());
    manifest.write(site)?;
    let replaced = match is_there && cfg!(windows) {
        // On other systems a rename replaces an empty folder.
        true => fs::remove_dir(out).and_then(|()| fs::rename(site, out)),
        false => fs::rename(site, out),
    };
    if let Err(error) = replaced {
        if Manifest::is_in(out)? {
            return Ok(Err(put));
        }
        let refused = DiskError::os("put the site at", out, &error);
        return Err(match error.kind() {
            io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
                refused.help("a mount point cannot be replaced: choose a folder in it")
            }
            _ => refused,
        });
    }
    let (files, bytes) = (put.len(), manifest.bytes());
    Ok(Ok(Written { files, changed: files, bytes, ..Written::default() }))
}

/// The artifacts that were put, after comparing them with a site that another build has written: a file that this site
/// already holds waits no longer.
fn without_same(out: &Path, put: BTreeMap<String, Put>, survey: &Survey) -> Result<BTreeMap<String, Put>, DiskError> {
    let one = |(file, put): (String, Put)| {
        let kept = survey.kept(out, &file, put.stamp.fingerprint)?;
        let put = kept.map_or(put, |stamp| Put { stamp, filled: None, is_altered: false });
        Ok((file, put))
    };
    put.into_iter().map(one).collect()
}

/// Changes the site in `out` into the one that was put.
fn write_later(
    out: &Path,
    files: &BTreeSet<String>,
    put: BTreeMap<String, Put>,
    standing: Standing,
) -> Result<Written, DiskError> {
    let Standing { survey, lock } = standing;
    let unmade = unmade(files, &put).into_iter().filter(|file| survey.former.files.contains_key(file));
    let obsolete: Vec<String> = survey.obsolete.iter().cloned().chain(unmade).collect();
    let waiting = || put.iter().filter(|(_, put)| put.filled.is_some()).map(|(file, _)| file);
    let changed = waiting().count();
    Manifest::discard_unfinished(out)?;
    let touches = changed > 0 || !survey.obstacles.is_empty() || !obsolete.is_empty();
    if touches {
        let will_be = put.iter().map(|(file, put)| (file, Some(&put.stamp).filter(|_| put.filled.is_none())));
        survey.union(will_be).write(out)?;
    }
    remove_halves(out, survey.former.files.iter().filter(|(_, stamp)| stamp.is_none()).map(|(file, _)| file))?;
    let cleared = remove_files(out, &survey.obstacles)?;
    waiting().try_for_each(|file| make_room(&out.join(file)))?;
    create_folders(out, waiting())?;
    let altered = put.iter().filter(|(_, put)| put.is_altered).map(|(file, _)| file.clone()).collect();
    // Assets come first: a reader must not see a page before the styles, scripts and pictures that it needs are there.
    let (pages, assets): (Vec<_>, Vec<_>) = put.into_iter().partition(|(file, _)| file.ends_with(".html"));
    let mut stamps = BTreeMap::new();
    for batch in [assets, pages] {
        let place = |(file, put): (String, Put)| {
            let Put { stamp, filled, is_altered: _ } = put;
            let stamp = match filled {
                Some(filled) => put_in_place(&filled, stamp, out, &file)?,
                None => stamp,
            };
            Ok((file, Some(stamp)))
        };
        let placed: Vec<_> = batch.into_par_iter().map(place).collect::<Result<_, DiskError>>()?;
        stamps.extend(placed);
    }
    let removed = cleared + remove_files(out, &obsolete)?;
    remove_emptied_folders(out, survey.obstacles.iter().chain(&obsolete));
    let manifest = Manifest::new(stamps);
    if touches || manifest != survey.former || !Manifest::has_mode(out, lock.as_ref().and_then(Lock::mode)) {
        manifest.write(out)?;
    }
    Ok(Written { files: manifest.files.len(), changed, removed, bytes: manifest.bytes(), altered })
}
