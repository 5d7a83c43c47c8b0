//! The manifest: the list of files that a build has written, kept as `.homeroom-manifest.json` in the output folder.
//!
//! It answers two questions of the next build: which files it may change at all, and which files are already right and
//! need no change. Its text is, on one line:
//!
//! ```text
//! {"version":1,"files":{
//!   "index.html":{"print":"32 hexadecimal digits","size":12,"mtime":1700000000000000000,"mode":420},
//!   "a.css":null}}
//! ```
//!
//! Sizes are in bytes, times in nanoseconds since 1970, and `mode` is the number of a file's Unix permissions. `null`
//! marks a file that a build was about to write: the file is Homeroom's own, and has to be written again.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::error::DiskError;
use crate::artifact::{LONGEST_NAME, OWN_NAMES};
use crate::fingerprint::Fingerprint;
use crate::source::VPath;

/// The name of the manifest.
const NAME: &str = ".homeroom-manifest.json";

/// The version of the manifest that this program writes and reads.
const VERSION: u32 = 1;

/// The longest path that any system accepts, in bytes. The paths of a site are shorter.
const LONGEST_PATH: usize = 4096;

/// The largest manifest that is read, in bytes. It has room for more than a million files.
const LARGEST: u64 = 512 * 1024 * 1024;

/// The files that builds have written, by their paths in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    version: u32,
    /// `None` marks a file that a build was about to write.
    pub(super) files: BTreeMap<String, Option<Stamp>>,
}

/// What a file was like right after it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stamp {
    /// The fingerprint of the content.
    #[serde(rename = "print", with = "hexadecimal")]
    pub(super) fingerprint: Fingerprint,
    /// The size in bytes.
    pub(super) size: u64,
    /// The time of the last change, in nanoseconds since 1970. `None` if the file system does not know it.
    pub(super) mtime: Option<i64>,
    /// The permissions as Unix counts them. `None` on other systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) mode: Option<u32>,
}

impl Stamp {
    /// The stamp of a file with this fingerprint and metadata.
    pub(super) fn new(fingerprint: Fingerprint, metadata: &fs::Metadata) -> Self {
        Self { fingerprint, size: metadata.len(), mtime: nanoseconds(metadata), mode: mode(metadata) }
    }

    /// Whether the file on disk is still as it was written, by its size, time and permissions.
    pub(super) fn holds(&self, metadata: &fs::Metadata) -> bool {
        metadata.is_file()
            && self.size == metadata.len()
            && self.mtime.is_some()
            && self.mtime == nanoseconds(metadata)
            && (self.mode.is_none() || self.mode == mode(metadata))
    }
}

impl Manifest {
    /// The manifest of these files.
    pub(super) fn new(files: BTreeMap<String, Option<Stamp>>) -> Self {
        Self { version: VERSION, files }
    }

    /// The size of all files that were written, in bytes.
    pub(super) fn bytes(&self) -> u64 {
        self.files.values().flatten().map(|stamp| stamp.size).fold(0, u64::saturating_add)
    }

    /// Whether the folder `out` has a manifest.
    pub(super) fn is_in(out: &Path) -> Result<bool, DiskError> {
        let path = out.join(NAME);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => Ok(true),
            Ok(_) => Err(unusable(&path, "it is not a file", out)),
            // In the second case `out` is a file itself.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(false),
            Err(error) => Err(DiskError::os("read", &path, &error)),
        }
    }

    /// Whether the manifest in the folder `out` has the `wanted` permissions; true if those are not known.
    pub(super) fn has_mode(out: &Path, wanted: Option<u32>) -> bool {
        let has = |metadata: fs::Metadata| mode(&metadata) == wanted;
        wanted.is_none() || fs::symlink_metadata(out.join(NAME)).is_ok_and(has)
    }

    /// Reads the manifest of the folder `out`. `None` if the folder has no manifest.
    pub(super) fn read(out: &Path) -> Result<Option<Self>, DiskError> {
        if !Self::is_in(out)? {
            return Ok(None);
        }
        let path = out.join(NAME);
        let refused = |error: io::Error| DiskError::os("read", &path, &error);
        let file = fs::File::open(&path).map_err(refused)?;
        if file.metadata().map_err(refused)?.len() > LARGEST {
            return Err(unusable(&path, "it is larger than any that a build writes", out));
        }
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes).map_err(refused)?;
        Self::parse(&bytes).map(Some).map_err(|why| unusable(&path, &why, out))
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let manifest: Self = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        if manifest.version != VERSION {
            return Err(format!("its version is {} and this program knows {VERSION}", manifest.version));
        }
        match manifest.files.keys().find(|file| !is_sound(file)) {
            Some(file) => Err(format!("`{file}` is not a path that a build writes")),
            None => Ok(manifest),
        }
    }

    /// Removes the unfinished manifest of a build that ended while it was writing it.
    pub(super) fn discard_unfinished(out: &Path) -> Result<(), DiskError> {
        remove_if_there(&temporary(out, NAME)).map(drop)
    }

    /// Writes the manifest into the folder `out`. Readers see the old manifest or the whole new one, never a part.
    pub(super) fn write(&self, out: &Path) -> Result<(), DiskError> {
        let path = out.join(NAME);
        let fresh = temporary(out, NAME);
        let refused = |error: io::Error| DiskError::os("write", &path, &error);
        let bytes = serde_json::to_vec(self).map_err(|error| refused(error.into()))?;
        Self::discard_unfinished(out)?;
        let created = fs::File::options().write(true).create_new(true).open(&fresh);
        let written = created.and_then(|mut file| file.write_all(&bytes)).and_then(|()| fs::rename(&fresh, &path));
        if written.is_err() {
            // The first error is the one to report, so an error of this removal is ignored.
            let _ = fs::remove_file(&fresh);
        }
        written.map_err(refused)
    }
}

fn unusable(path: &Path, why: &str, out: &Path) -> DiskError {
    let help = format!(
        "Homeroom cannot tell which files in the folder are its own: delete the folder `{}` and build again",
        out.display()
    );
    DiskError::new(format!("cannot use `{}`: {why}", path.display())).help(help)
}

/// Whether a path stays inside its folder on every system and uses none of the names that Homeroom keeps for itself.
pub(super) fn is_sound(file: &str) -> bool {
    let names = || file.split('/');
    let components = Path::new(file).components();
    VPath::new(file).is_some()
        && file.len() <= LONGEST_PATH
        && !file.contains('\0')
        && names().all(|name| name.len() <= LONGEST_NAME && !name.starts_with(OWN_NAMES))
        // On Windows a backslash or the letter of a drive splits a path too.
        && components.clone().all(|component| matches!(component, Component::Normal(_)))
        && components.count() == names().count()
}

/// Where the new content of a file is written before it replaces the old file: in the same folder, under a name that is
/// computed from the file's name. So a later build finds what an interrupted build has left.
pub(super) fn temporary(out: &Path, file: &str) -> PathBuf {
    let name = format!("{OWN_NAMES}{}.tmp", Fingerprint::of(file.as_bytes()).short(16));
    out.join(file).with_file_name(name)
}

/// Removes a file, or a link itself. Gives whether it was there; it is no error if it was not.
pub(super) fn remove_if_there(path: &Path) -> Result<bool, DiskError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(DiskError::os("remove", path, &error)),
    }
}

fn nanoseconds(metadata: &fs::Metadata) -> Option<i64> {
    let time = metadata.modified().ok()?;
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(i64::wrapping_neg),
    }
}

/// The permissions of a file as Unix counts them; `None` on other systems.
#[cfg(unix)]
pub(super) fn mode(metadata: &fs::Metadata) -> Option<u32> {
    Some(std::os::unix::fs::MetadataExt::mode(metadata) & 0o7777)
}

#[cfg(not(unix))]
pub(super) fn mode(_: &fs::Metadata) -> Option<u32> {
    None
}

/// Fingerprints as hexadecimal digits, since JSON numbers cannot hold 128 bits.
mod hexadecimal {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::fingerprint::Fingerprint;

    pub(super) fn serialize<S: Serializer>(fingerprint: &Fingerprint, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(fingerprint)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fingerprint, D::Error> {
        let digits = String::deserialize(deserializer)?;
        let fingerprint =
            u128::from_str_radix(&digits, 16).map_err(|_| D::Error::custom("a fingerprint has 32 digits"))?;
        Ok(Fingerprint(fingerprint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(files: &str) -> Result<Manifest, String> {
        Manifest::parse(format!(r#"{{"version":1,"files":{{{files}}}}}"#).as_bytes())
    }

    #[test]
    fn reads_what_it_writes() {
        let stamp = Stamp { fingerprint: Fingerprint::of(b"a"), size: 1, mtime: Some(-5), mode: Some(0o644) };
        let other = Stamp { mtime: None, mode: None, ..stamp.clone() };
        let files = [("a/b.html", Some(stamp)), ("c", None), ("d", Some(other))];
        let manifest = Manifest::new(files.into_iter().map(|(file, stamp)| (file.to_owned(), stamp)).collect());
        let text = serde_json::to_vec(&manifest).expect("JSON");
        assert_eq!(Manifest::parse(&text), Ok(manifest));
    }

    #[test]
    fn refuses_paths_that_leave_the_folder() {
        assert!(parse(r#""a/b.html":null"#).is_ok());
        let long = format!(r#""{}":null"#, "a/".repeat(3000) + "b");
        for files in [r#""../a":null"#, r#""/etc/passwd":null"#, r#""a//b":null"#, r#""":null"#, r#""a/":null"#, &long]
        {
            assert!(parse(files).is_err_and(|why| why.contains("not a path")), "{files}");
        }
        assert!(parse(r#"".homeroom-manifest.json":null"#).is_err(), "the manifest is not one of its files");
        assert!(parse(r#""a\u0000":null"#).is_err());
        assert!(parse(r#""a":{"print":"zz","size":1,"mtime":1}"#).is_err());
        assert!(parse(r#""a":{"print":"0","size":-1,"mtime":1}"#).is_err());
    }

    #[test]
    fn refuses_a_huge_manifest_without_reading_it() {
        let out = tempfile::tempdir().expect("a folder");
        let file = fs::File::create(out.path().join(NAME)).expect("a file");
        file.set_len(1 << 40).expect("a file with a hole");
        let refused = Manifest::read(out.path()).expect_err("refused");
        assert!(refused.message.ends_with("it is larger than any that a build writes"), "{refused}");
    }

    #[test]
    fn refuses_another_version_and_text_that_is_no_manifest() {
        let refusal = |text: &str| Manifest::parse(text.as_bytes()).err();
        assert_eq!(
            refusal(r#"{"version":2,"files":{}}"#).as_deref(),
            Some("its version is 2 and this program knows 1")
        );
        for text in ["", "{", "[]", "null", r#"{"files":{}}"#, &"[".repeat(100_000)] {
            assert!(refusal(text).is_some(), "{text}");
        }
    }
}
