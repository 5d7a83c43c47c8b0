//! An output as a folder of files.
//!
//! 1. Refuse folders that a build must not fill, and sweep what killed builds have left beside the target.
//! 2. A first build fills a folder beside the target and renames it once it is whole. Of two at once the first wins,
//!    and the other goes on as a later build.
//! 3. A later build locks the folder, finds out what differs, says in the manifest what it is about to do, replaces
//!    file by file (assets before the pages that need them), removes what is obsolete, and says what now is there.
//!
//! Nothing here is synced to the disk. A crash of the machine can leave a file torn or a rename undone,
//! but then its size or time is not the manifest's, or the manifest still calls it unwritten, and the next
//! build writes it again; waiting for the disk at each file would make every build ten times slower.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::lock::Lock;
use super::manifest::{Manifest, Stamp, is_sound, remove_if_there, temporary};
use super::plan::{Plan, Wanted, Way, Ways, look, vanished};
use super::staging::{Staging, sweep};
use super::{Desk, DiskError, copy_with_print, open, picture};
use crate::artifact::{Artifact, Output, folders};

/// The folders of a site that hold what people wrote: no output belongs there.
const SOURCES: [&str; 8] = ["assets", "content", "kinds", "templates", "themes", "static", "words", "src"];

/// How often a first build begins anew because another one was faster.
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
        Self { verify: false, patience: Duration::from_secs(10) }
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
/// When `out` is a place that a build must not fill: the site's folder or one above it, one of its folders
/// of sources, a file, a folder with files in it that Homeroom did not write. When a file of other people
/// is in the way, or a file that shall be copied has vanished, or another build writes there: then nothing has been
/// touched. When the system refuses to read or write: then the next build mends what this one has left.
pub fn write_with(care: Care, out: &Path, site: &Path, output: &Output) -> Result<Written, DiskError> {
    let wanted = files_of(output)?;
    let out = admissible(out, site)?;
    let Some(parent) = out.parent() else { return Err(refusal(&out, "it is the root of the disk")) };
    sweep(parent);
    for _ in 0..ATTEMPTS {
        if !Manifest::is_in(&out)? {
            if let Some(written) = write_first(&out, parent, &wanted)? {
                return Ok(written);
            }
            continue;
        }
        let lock = Lock::take(&out, care.patience)?;
        // Only now nobody changes it any more.
        if let Some(former) = Manifest::read(&out)? {
            return write_later(&out, &wanted, &former, care, lock.as_ref());
        }
    }
    Err(refusal(&out, "other builds fill and empty it all the time"))
}

/// The files of an output, unless two addresses need the same file or one needs a folder where another has its file.
fn files_of(output: &Output) -> Result<Wanted<'_>, DiskError> {
    let mut wanted = Wanted::new();
    for (url, artifact) in output {
        let file = url.file();
        if !is_sound(&file) {
            return Err(DiskError::new(format!("cannot write `{url}`: no file can have the name `{file}`")));
        }
        if wanted.insert(file, artifact).is_some() {
            return Err(DiskError::new(format!("cannot write `{url}`: another address has the same file")));
        }
    }
    let clash = wanted.keys().find_map(|file| Some((file, folders(file).find(|name| wanted.contains_key(*name))?)));
    match clash {
        Some((file, name)) => {
            Err(DiskError::new(format!("cannot write `{file}`: `{name}` is a file and cannot be a folder too")))
        }
        None => Ok(wanted),
    }
}

fn refusal(out: &Path, why: &str) -> DiskError {
    let help = "choose a folder that is empty or does not exist yet";
    DiskError::new(format!("cannot write the site to `{}`: {why}", out.display())).help(help)
}

/// The true path of the folder for the output, when a build may fill it.
fn admissible(out: &Path, site: &Path) -> Result<PathBuf, DiskError> {
    let site = fs::canonicalize(site).map_err(|error| DiskError::os("find the site", site, &error))?;
    let out = resolve(out)?;
    if site.starts_with(&out) {
        return Err(refusal(&out, "the site itself lies there"));
    }
    for name in SOURCES {
        let written = site.join(name);
        let real = fs::canonicalize(&written).ok();
        if out.starts_with(&written) || real.is_some_and(|real| out.starts_with(real)) {
            return Err(refusal(&out, &format!("the site's own files lie in `{name}`")));
        }
    }
    Ok(out)
}

/// The path without `..` and without links, as far as it exists.
fn resolve(path: &Path) -> Result<PathBuf, DiskError> {
    let absolute = std::path::absolute(path).map_err(|error| DiskError::os("use", path, &error))?;
    let mut real = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                real.pop();
            }
            component => {
                real.push(component);
                // Follows links and, where case is ignored, gives names their true case.
                if look(&real).is_ok_and(|found| found.is_some()) {
                    real = fs::canonicalize(&real).map_err(|error| DiskError::os("follow", &real, &error))?;
                }
            }
        }
    }
    Ok(real)
}

/// Fills a folder that is empty or not there. `None` when another build has filled it meanwhile.
fn write_first(out: &Path, parent: &Path, wanted: &Wanted<'_>) -> Result<Option<Written>, DiskError> {
    let is_there = require_empty(out)?;
    fs::create_dir_all(parent).map_err(|error| DiskError::os("create the folder", parent, &error))?;
    let staging = Staging::new(parent, out)?;
    let site = staging.site();
    create_folders(&site, wanted.keys())?;
    let desk = Desk::default();
    let stamps: Vec<Stamp> = wanted
        .par_iter()
        .map(|(file, artifact)| fill(&site.join(file), artifact, &out.join(file), &desk))
        .collect::<Result<_, _>>()?;
    let files: BTreeMap<String, Option<Stamp>> = wanted.keys().cloned().zip(stamps.into_iter().map(Some)).collect();
    let manifest = Manifest::new(files);
    manifest.write(&site)?;
    let replaced = match is_there && cfg!(windows) {
        // Elsewhere a rename replaces an empty folder.
        true => fs::remove_dir(out).and_then(|()| fs::rename(&site, out)),
        false => fs::rename(&site, out),
    };
    if let Err(error) = replaced {
        if Manifest::is_in(out)? {
            return Ok(None);
        }
        let refused = DiskError::os("put the site at", out, &error);
        return Err(match error.kind() {
            io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
                refused.help("a mount point cannot be replaced: choose a folder in it")
            }
            _ => refused,
        });
    }
    let (files, bytes) = (wanted.len(), manifest.bytes());
    Ok(Some(Written { files, changed: files, bytes, ..Written::default() }))
}

/// Whether there is a folder. Errs when something else is there, or anything is in it.
fn require_empty(out: &Path) -> Result<bool, DiskError> {
    match look(out)? {
        None => return Ok(false),
        Some(metadata) if metadata.is_dir() => {}
        Some(_) => return Err(refusal(out, "it is not a folder")),
    }
    let mut entries = fs::read_dir(out).map_err(|error| DiskError::os("list", out, &error))?;
    match entries.next() {
        None => Ok(true),
        // It may be the site of a build that was faster.
        Some(_) if Manifest::is_in(out)? => Ok(true),
        Some(_) => Err(refusal(out, "it holds files that Homeroom did not write")),
    }
}

fn write_later(
    out: &Path,
    wanted: &Wanted<'_>,
    former: &Manifest,
    care: Care,
    lock: Option<&Lock>,
) -> Result<Written, DiskError> {
    let mut plan = Plan::new(out, wanted, former)?;
    if care.verify {
        plan.verify(out, wanted)?;
    }
    Manifest::discard_unfinished(out)?;
    let touches = !(plan.obstacles.is_empty() && plan.writes.is_empty() && plan.obsolete.is_empty());
    if touches {
        plan.union(former).write(out)?;
    }
    let Plan { kept, obstacles, writes, obsolete, altered } = plan;
    let cleared = remove_files(out, &obstacles, former)?;
    writes.keys().try_for_each(|file| make_room(&out.join(file)))?;
    create_folders(out, writes.keys())?;
    let mut files: BTreeMap<String, Option<Stamp>> =
        kept.into_iter().map(|(file, stamp)| (file, Some(stamp))).collect();
    let changed = writes.len();
    // A page must not be seen before the styles, scripts and pictures that it needs.
    let (pages, assets): (Vec<_>, Vec<_>) = writes.into_iter().partition(|(file, _)| file.ends_with(".html"));
    let desk = Desk::default();
    for batch in [assets, pages] {
        let stamps: Vec<Stamp> =
            batch.par_iter().map(|(file, artifact)| replace(out, file, artifact, &desk)).collect::<Result<_, _>>()?;
        files.extend(batch.into_iter().map(|(file, _)| file).zip(stamps.into_iter().map(Some)));
    }
    let removed = cleared + remove_files(out, &obsolete, former)?;
    remove_emptied_folders(out, obstacles.iter().chain(&obsolete));
    let manifest = Manifest::new(files);
    if touches || manifest != *former || !Manifest::has_mode(out, lock.and_then(Lock::mode)) {
        manifest.write(out)?;
    }
    Ok(Written { files: wanted.len(), changed, removed, bytes: manifest.bytes(), altered })
}

/// Writes one file beside its place and renames it over what is there, so that nobody reads half of it.
fn replace(out: &Path, file: &str, artifact: &Artifact, desk: &Desk) -> Result<Stamp, DiskError> {
    let (path, fresh) = (out.join(file), temporary(out, file));
    remove_if_there(&fresh)?;
    let stamp = fill(&fresh, artifact, &path, desk).and_then(|stamp| {
        fs::rename(&fresh, &path).map_err(|error| DiskError::os("replace", &path, &error))?;
        Ok(stamp)
    });
    if stamp.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&fresh);
    }
    stamp
}

/// Creates the file `path` with the content of an artifact. Errors name `shown`, where the file will be.
fn fill(path: &Path, artifact: &Artifact, shown: &Path, desk: &Desk) -> Result<Stamp, DiskError> {
    let refused = |error: io::Error| DiskError::os("write", shown, &error);
    let create = || fs::File::options().write(true).create_new(true).open(path).map_err(refused);
    // A copied file may have changed since the snapshot: the manifest holds what was written.
    let (print, size) = match artifact {
        Artifact::Bytes(bytes) => {
            create()?.write_all(bytes).map_err(refused)?;
            (artifact.print(), bytes.len() as u64)
        }
        Artifact::Derived { origin, print: _, recipe } => {
            let bytes = picture::derive(origin, *recipe, desk)?;
            create()?.write_all(&bytes).map_err(refused)?;
            // What it was made from, not what it became: the next build then need not make it to compare it.
            (artifact.print(), bytes.len() as u64)
        }
        Artifact::Copy { origin, print: _ } => {
            let mut from = open::file(origin).map_err(|error| vanished(origin, &error.to_string()))?;
            copy_with_print(&mut from, &mut create()?)
                .map_err(|error| DiskError::os(&format!("copy `{}` to", origin.path().display()), shown, &error))?
        }
    };
    // Asked for by path once the file is closed: some systems set the time only then.
    let metadata = fs::symlink_metadata(path).map_err(refused)?;
    if metadata.len() != size {
        // A drive in a network can take what it has no room for, and tell of it to nobody who listens.
        let short = format!("only {} of {size} bytes have arrived", metadata.len());
        return Err(refused(io::Error::new(io::ErrorKind::StorageFull, short)));
    }
    Ok(Stamp::new(print, &metadata))
}

fn create_folders<'f>(out: &Path, files: impl Iterator<Item = &'f String>) -> Result<(), DiskError> {
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

/// Removes files of the former build, with what an interrupted one has left beside them. A file behind a
/// link is not the one that was written. Gives how many were there.
fn remove_files(out: &Path, files: &[String], former: &Manifest) -> Result<usize, DiskError> {
    let mut ways = Ways::new(out);
    let mut removed = 0;
    for file in files {
        if !matches!(ways.to(file)?, Way::Open) {
            continue;
        }
        if matches!(former.files.get(file), Some(None)) {
            remove_if_there(&temporary(out, file))?;
        }
        let path = out.join(file);
        if look(&path)?.is_some_and(|found| !found.is_dir()) && remove_if_there(&path)? {
            removed += 1;
        }
    }
    Ok(removed)
}

/// Removes the folder that stands where a file belongs. The plan has seen that it holds nothing but
/// files of the former build, and those are gone by now.
fn make_room(path: &Path) -> Result<(), DiskError> {
    if !look(path)?.is_some_and(|found| found.is_dir()) {
        return Ok(());
    }
    for entry in WalkDir::new(path).contents_first(true) {
        let removed = entry.map_err(io::Error::from).and_then(|entry| fs::remove_dir(entry.path()));
        removed.map_err(|error| DiskError::os("make room for the file", path, &error))?;
    }
    Ok(())
}

fn remove_emptied_folders<'f>(out: &Path, files: impl Iterator<Item = &'f String>) {
    let mut ways = Ways::new(out);
    let names: BTreeSet<&str> = files.flat_map(|file| folders(file)).collect();
    for name in names.into_iter().rev() {
        let path = out.join(name);
        if matches!(ways.to(name), Ok(Way::Open))
            && look(&path).is_ok_and(|found| found.is_some_and(|found| found.is_dir()))
        {
            // A folder that stays holds what is not ours, or is empty: neither harms the site.
            let _ = fs::remove_dir(path);
        }
    }
}
