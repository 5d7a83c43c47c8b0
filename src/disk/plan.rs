//! What a later build has to do to a folder that an earlier one filled, found out before anything is touched.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::manifest::{Manifest, Stamp, temporary};
use super::{Desk, DiskError, copy_with_print, open, picture};
use crate::artifact::{Artifact, Origin, folders};
use crate::fingerprint::Fingerprint;

/// The files that shall be there, by their paths in the folder.
pub(super) type Wanted<'o> = BTreeMap<String, &'o Artifact>;

/// The steps from the folder as it is to the folder as it shall be.
pub(super) struct Plan<'o> {
    /// Files that are as they shall be.
    pub(super) kept: BTreeMap<String, Stamp>,
    /// Files of the former build that stand where a new file or its folder belongs.
    pub(super) obstacles: Vec<String>,
    /// Files to write.
    pub(super) writes: Wanted<'o>,
    /// The other files of the former build that have no place any more.
    pub(super) obsolete: Vec<String>,
    /// The files to write that the former build has left as they shall be, and somebody else has not.
    pub(super) altered: Vec<String>,
}

impl<'o> Plan<'o> {
    /// Compares the folder `out` and the manifest in it with the files that shall be there.
    ///
    /// # Errors
    /// When a file that no manifest names is in the way, or a file that shall be copied has vanished.
    pub(super) fn new(out: &Path, wanted: &Wanted<'o>, former: &Manifest) -> Result<Self, DiskError> {
        // Names are compared without case: where the file system ignores case too, `logo.png` has to
        // wait until `Logo.png` is gone; elsewhere the order does no harm.
        let files: BTreeSet<String> = wanted.keys().map(|file| file.to_lowercase()).collect();
        let parents: BTreeSet<&str> = files.iter().flat_map(|file| folders(file)).collect();
        let is_obstacle = |file: &str| {
            let file = file.to_lowercase();
            let below_a_file = folders(&file).any(|folder| files.contains(folder));
            below_a_file || files.contains(&file) || parents.contains(file.as_str())
        };
        let gone = former.files.keys().filter(|file| !wanted.contains_key(*file)).cloned();
        let (obstacles, obsolete): (Vec<String>, _) = gone.partition(|file| is_obstacle(file));
        let cleared: BTreeSet<String> = obstacles.iter().map(|file| file.to_lowercase()).collect();

        let mut survey = Survey { out, former, ways: Ways::new(out), leftovers: None };
        let (mut kept, mut writes, mut altered) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (file, artifact) in wanted {
            match survey.stamp_of_equal(file, artifact)? {
                Some(stamp) if !cleared.contains(&file.to_lowercase()) => {
                    kept.insert(file.clone(), stamp);
                }
                _ => {
                    require_origin(artifact)?;
                    writes.insert(file.clone(), *artifact);
                    let was_equal =
                        |stamp: &Option<Stamp>| stamp.as_ref().is_some_and(|stamp| stamp.print == artifact.print());
                    if former.files.get(file).is_some_and(was_equal) {
                        altered.push(file.clone());
                    }
                }
            }
        }
        Ok(Self { kept, obstacles, writes, obsolete, altered })
    }

    /// Reads back every file that is to be kept. One that holds anything else than it shall is written after all.
    ///
    /// # Errors
    /// When a file that shall be copied has vanished.
    pub(super) fn verify(&mut self, out: &Path, wanted: &Wanted<'o>) -> Result<(), DiskError> {
        let kept: Vec<(&String, &'o Artifact)> =
            wanted.iter().filter(|(file, _)| self.kept.contains_key(*file)).map(|(file, of)| (file, *of)).collect();
        let desk = Desk::default();
        let holds = |file: &String, artifact| holds(&out.join(file), artifact, &desk);
        let same: Vec<bool> =
            kept.par_iter().map(|(file, artifact)| holds(file, artifact)).collect::<Result<_, _>>()?;
        for ((file, artifact), _) in kept.into_iter().zip(same).filter(|(_, same)| !same) {
            require_origin(artifact)?;
            self.kept.remove(file);
            self.writes.insert(file.clone(), artifact);
            self.altered.push(file.clone());
        }
        self.altered.sort();
        Ok(())
    }

    /// The manifest that is true at every moment of the work: it names all that was there and all that will be.
    pub(super) fn union(&self, former: &Manifest) -> Manifest {
        let mut files = former.files.clone();
        files.extend(self.kept.iter().map(|(file, stamp)| (file.clone(), Some(stamp.clone()))));
        files.extend(self.writes.keys().map(|file| (file.clone(), None)));
        Manifest::new(files)
    }
}

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

struct Survey<'o> {
    out: &'o Path,
    former: &'o Manifest,
    ways: Ways<'o>,
    /// What an interrupted build may have left; gathered when first asked for.
    leftovers: Option<BTreeSet<PathBuf>>,
}

impl Survey<'_> {
    /// The stamp of the file when it already is what it shall be; `None` when it is to be written.
    fn stamp_of_equal(&mut self, file: &str, artifact: &Artifact) -> Result<Option<Stamp>, DiskError> {
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
        if let Some(stamp) = self.former.files.get(file) {
            let stamp = stamp.clone().filter(|stamp| stamp.holds(&metadata) && stamp.print == artifact.print());
            return Ok(stamp);
        }
        let same = metadata.is_file() && print_of(&path)? == artifact.print();
        match same {
            true => Ok(Some(Stamp::new(artifact.print(), &metadata))),
            false if self.is_ours(file) => Ok(None),
            false => Err(foreign(&path)),
        }
    }

    /// Whether the former build wrote the file, under this name or, where the file system ignores case,
    /// under one that stands for the same file.
    fn is_ours(&self, file: &str) -> bool {
        let names = &self.former.files;
        let folded = file.to_lowercase();
        names.contains_key(file)
            || names
                .keys()
                .any(|name| name.to_lowercase() == folded && is_same_file(&self.out.join(name), &self.out.join(file)))
    }

    /// Errs when the folder, which has to make room for a file, holds what no manifest names.
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

/// Errs when a file that shall be copied is none, or none any more.
pub(super) fn require_origin(artifact: &Artifact) -> Result<(), DiskError> {
    match artifact {
        Artifact::Bytes(_) => Ok(()),
        Artifact::Copy { origin, .. } | Artifact::Derived { origin, .. } => {
            open::file(origin).map(drop).map_err(|error| vanished(origin, &error.to_string()))
        }
    }
}

/// The error about a file that was there when the site was read.
pub(super) fn vanished(origin: &Origin, why: &str) -> DiskError {
    let message = format!("cannot copy `{}`, which was there when the site was read: {why}", origin.path().display());
    DiskError::new(message).help("build again")
}

/// Whether a file holds what an artifact is, byte for byte. One that cannot be read does not.
fn holds(path: &Path, artifact: &Artifact, desk: &Desk) -> Result<bool, DiskError> {
    let print = match artifact {
        Artifact::Bytes(_) | Artifact::Copy { .. } => artifact.print(),
        // Its own print is that of what it is made from.
        Artifact::Derived { origin, print: _, recipe } => Fingerprint::of(&picture::derive(origin, *recipe, desk)?),
    };
    Ok(print_of(path).is_ok_and(|held| held == print))
}

fn print_of(path: &Path) -> Result<Fingerprint, DiskError> {
    let print = fs::File::open(path).and_then(|mut file| copy_with_print(&mut file, &mut io::sink()));
    print.map(|(print, _)| print).map_err(|error| DiskError::os("read", path, &error))
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
