//! An output as a folder of files.
//!
//! 1. [`Writing::begin`] refuses folders that a build must not fill, and sweeps what killed builds have left. A folder
//!    that holds a site is locked, and looked at: what stands in it as it was written, and what is in the way.
//! 2. [`Writing::put`] takes one artifact after the other, from all threads, and forgets it: it fills a file in a hidden
//!    folder, unless the file in place holds the same. Dropped now, a writing leaves nothing, so a site with errors
//!    costs the site in place nothing.
//! 3. [`Writing::finish`] changes what readers see. A first build fills a folder beside the target and renames it. Of
//!    two at once the first wins, and the other goes on as a later build. A later build says in the manifest what it is
//!    about to do, renames file by file into its place (assets before the pages that need them), removes what is
//!    obsolete, and says what now is there.
//!
//! Nothing here is synced to the disk. A crash of the machine can leave a file torn or a rename undone,
//! but then its size or time is not the manifest's, or the manifest still calls it unwritten, and the next
//! build writes it again; waiting for the disk at each file would make every build ten times slower.

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

/// How often a build looks again when other builds fill and empty the folder.
const ATTEMPTS: usize = 5;

/// How carefully a later build goes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Care {
    /// Whether every file is read back and compared. Without, a file of the size, time and permissions that it was
    /// written with is taken for the one that was written.
    pub verify: bool,
    /// How long to wait for another build that writes to the same folder.
    pub patience: Duration,
}

impl Default for Care {
    fn default() -> Self {
        Self { verify: false, patience: Duration::from_secs(60) }
    }
}

/// What a build did to the folder of its output.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Number of files of the site.
    pub files: usize,
    /// How many of them were written, because they were new or differed.
    pub changed: usize,
    /// How many files of the former build were removed.
    pub removed: usize,
    /// Size of the whole site, in bytes.
    pub bytes: u64,
    /// The files that somebody else had changed or removed since the last build; they are among the `changed`.
    pub altered: Vec<String>,
}

/// [`write_with`] the usual care.
///
/// # Errors
/// Those of [`write_with`].
pub fn write(out: &Path, site: &Path, output: &Output) -> Result<Written, DiskError> {
    write_with(Care::default(), out, site, output)
}

/// Makes the folder `out` hold exactly `output`, beside the files of other people that lie there and stay.
///
/// # Errors
/// Those of [`Writing`].
pub fn write_with(care: Care, out: &Path, site: &Path, output: &Output) -> Result<Written, DiskError> {
    let writing = Writing::begin(care, out, site, output.keys())?;
    let put = |(url, artifact): (&UrlPath, &Artifact)| Ok((url.clone(), writing.put(url, artifact)?));
    let put: BTreeMap<UrlPath, Put> = output.par_iter().map(put).collect::<Result<_, _>>()?;
    writing.finish(put)
}

/// A site on its way into its folder.
///
/// Until it is finished, readers of the folder see the site that was there, and nothing stays when it is dropped.
pub struct Writing {
    out: PathBuf,
    care: Care,
    /// All files that may be put.
    files: BTreeSet<String>,
    /// Where files wait. A site that nobody may write to can still be found unchanged.
    staging: Result<Staging, DiskError>,
    /// The site that stands there; `None` for a first build.
    standing: Option<Standing>,
    desk: Desk,
}

/// A site that stands in its folder, and the right to change it.
struct Standing {
    survey: Survey,
    /// `None` where the drive knows no locks, and where nothing can be written anyway.
    lock: Option<Lock>,
}

/// An artifact that is on the disk, waiting or in its place; its bytes are held no more.
pub struct Put {
    stamp: Stamp,
    /// The file that waits; `None` when the one in place is the same.
    filled: Option<PathBuf>,
    /// Whether somebody else has changed what a build before had written.
    is_altered: bool,
}

impl Writing {
    /// Begins to write a site of these addresses to the folder `out`.
    ///
    /// # Errors
    /// When `out` is a place that a build must not fill: the site's folder or one above it, one of its folders
    /// of sources, a file, a folder with files in it that Homeroom did not write. When a file of other people
    /// is in the way, or another build writes there.
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
                        format!("`{}` is built beside its place first: its parent has to be writable", out.display());
                    error.help(help)
                })?;
                create_folders(&staging.site(), files.iter())?;
                Ok(staging)
            }
        };
        Ok(Self { out, care, files, staging, standing, desk: Desk::default() })
    }

    /// Takes one artifact. Its file waits until [`Writing::finish`].
    ///
    /// # Errors
    /// When a file of other people is in its place, a file that shall be copied has vanished, or the system refuses.
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
        // The folder of a first build is the site itself.
        let filled = if survey.is_some() { staging.waiting(&file) } else { staging.site().join(&file) };
        let stamp = fill(&filled, (artifact, fingerprint), &path, &self.desk)?;
        let is_altered = survey.is_some_and(|survey| survey.was(&file, fingerprint));
        Ok(Put { stamp, filled: Some(filled), is_altered })
    }

    /// Makes the folder hold exactly what was `put`, beside the files of other people that lie there and stay.
    ///
    /// # Errors
    /// When the system refuses to write: then the next build mends what this one has left.
    pub fn finish(self, put: BTreeMap<UrlPath, Put>) -> Result<Written, DiskError> {
        let Self { out, care, files, staging, standing, desk: _ } = self;
        let put: BTreeMap<String, Put> = put.into_iter().map(|(url, put)| (url.file(), put)).collect();
        match (standing, &staging) {
            (Some(standing), _) => write_later(&out, &files, put, standing),
            (None, Ok(staging)) => match write_first(&out, &staging.site(), &files, put)? {
                Ok(written) => Ok(written),
                // Another build has filled it meanwhile.
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
    /// Takes the right to change the site that stands in `out`, and looks at the places of the files. `None` when no
    /// build has filled the folder yet.
    fn take(out: &Path, files: &BTreeSet<String>, care: Care) -> Result<Option<Self>, DiskError> {
        for _ in 0..ATTEMPTS {
            if !Manifest::is_in(out)? {
                return Ok(None);
            }
            let lock = Lock::take(out, care.patience)?;
            // Only now nobody changes it any more.
            if let Some(former) = Manifest::read(out)? {
                return Ok(Some(Self { survey: Survey::new(out, files, former)?, lock }));
            }
        }
        Err(emptied_again(out))
    }
}

fn emptied_again(out: &Path) -> DiskError {
    refusal(out, "other builds fill and empty it all the time")
}

/// The files of an output, unless two addresses need the same file or one needs a folder where another has its file.
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

/// The files among `files` that nothing was put for: pages that could not be made, and need not be.
fn unmade(files: &BTreeSet<String>, put: &BTreeMap<String, Put>) -> Vec<String> {
    files.iter().filter(|file| !put.contains_key(*file)).cloned().collect()
}

/// Renames the folder `site`, which holds all files, to `out`, which is empty or not there. Gives the files back when
/// another build has filled `out` meanwhile.
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
        // Elsewhere a rename replaces an empty folder.
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

/// Files that wait beside a site that stands, but those that the site holds already.
fn without_same(out: &Path, put: BTreeMap<String, Put>, survey: &Survey) -> Result<BTreeMap<String, Put>, DiskError> {
    let one = |(file, put): (String, Put)| {
        let kept = survey.kept(out, &file, put.stamp.fingerprint)?;
        let put = kept.map_or(put, |stamp| Put { stamp, filled: None, is_altered: false });
        Ok((file, put))
    };
    put.into_iter().map(one).collect()
}

/// Changes the site that stands in `out` into the one that was put.
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
    // A page must not be seen before the styles, scripts and pictures that it needs.
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
