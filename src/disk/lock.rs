//! The lock on an output folder: only one build at a time writes there.
//!
//! The operating system holds the lock, on a file in that folder, and releases it when the process ends, even if it is
//! killed. The file is there only while a build writes. If a killed build has left its file, the file is not locked
//! any more and the next build replaces it.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::error::DiskError;
use super::manifest;
use super::ways::look;

/// The name of the lock file.
const NAME: &str = ".homeroom-lock";

/// How long a waiting build pauses before it tries again.
const PAUSE: Duration = Duration::from_millis(50);

/// A locked folder. Dropping the value unlocks it.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

/// The result of one attempt to take the lock.
enum Asked {
    Held(File),
    /// Another build holds the lock.
    Taken,
    /// The lock file was replaced or removed at this moment; the next attempt will tell.
    Again,
    /// The drive does not support locks; some network drives do not.
    Unknown,
}

impl Lock {
    /// Locks the folder `out`, and waits up to `patience` for another build to end. `None` where the drive does not
    /// support locks or the folder is read-only.
    ///
    /// # Errors
    /// When another build still writes there after `patience`; the error names its process. When the system refuses.
    pub(super) fn take(out: &Path, patience: Duration) -> Result<Option<Self>, DiskError> {
        let path = out.join(NAME);
        let start = Instant::now();
        loop {
            let asked = match ask(&path) {
                Err(error) if is_read_only(&error) => return Ok(None),
                asked => asked.map_err(|error| refused(&path, &error))?,
            };
            match asked {
                Asked::Held(file) => return Ok(Some(Self { file, path })),
                Asked::Unknown => return Ok(None),
                Asked::Again if start.elapsed() < patience => {}
                Asked::Taken if start.elapsed() < patience => thread::sleep(PAUSE),
                Asked::Again | Asked::Taken => return Err(taken(out, &path)),
            }
        }
    }

    /// The permissions that the system gives to a new file in the folder.
    pub(super) fn mode(&self) -> Option<u32> {
        self.file.metadata().ok().and_then(|metadata| manifest::mode(&metadata))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A build that waits has this file open, and notices by the file's number that it was removed. Outside of Unix
        // files have no such number, so the file stays.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn ask(path: &Path) -> io::Result<Asked> {
    match File::options().read(true).write(true).create_new(true).open(path) {
        Ok(mut file) => Ok(match file.try_lock() {
            Ok(()) if is_at(&file, path) => {
                // The number only serves the message of a build that waits, so a failure to write it does not matter.
                let _ = write!(file, "{}", std::process::id());
                Asked::Held(file)
            }
            Ok(()) => Asked::Again,
            Err(TryLockError::WouldBlock) => Asked::Taken,
            Err(TryLockError::Error(_)) => {
                let _ = fs::remove_file(path);
                Asked::Unknown
            }
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => ask_for_former(path),
        Err(error) => Err(error),
    }
}

/// Tries to lock a file that is there already.
fn ask_for_former(path: &Path) -> io::Result<Asked> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Asked::Again),
        metadata => metadata?,
    };
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    // Some drives lock only files that are open for writing. A file of another user can often only be read.
    let opened = File::options().read(true).write(true).open(path).or_else(|_| File::open(path));
    let file = match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Asked::Again),
        Err(error) if is_read_only(&error) => return Err(io::Error::other(error.to_string())),
        opened => opened?,
    };
    match file.try_lock() {
        Ok(()) if !is_at(&file, path) => Ok(Asked::Again),
        Ok(()) if cfg!(unix) => {
            // The file is removed, not reused: it could be a hard link to a file of somebody else.
            fs::remove_file(path)?;
            Ok(Asked::Again)
        }
        Ok(()) => Ok(Asked::Held(file)),
        Err(TryLockError::WouldBlock) => Ok(Asked::Taken),
        Err(TryLockError::Error(_)) => Ok(Asked::Unknown),
    }
}

/// The error for a lock that cannot be taken. Kind `Other` means that something else has the name of the lock file.
fn refused(path: &Path, error: &io::Error) -> DiskError {
    let refusal = DiskError::os("lock", path, error);
    if error.kind() == io::ErrorKind::Other { refusal.help("delete it and build again") } else { refusal }
}

fn is_read_only(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Whether the file that is open is still the one at the path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let there = fs::symlink_metadata(path).map(number);
    file.metadata().is_ok_and(|metadata| there.is_ok_and(|there| there == number(metadata)))
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

fn taken(out: &Path, path: &Path) -> DiskError {
    let mut who = String::from("another build");
    if let Some(process) = process(path) {
        who.push_str(&format!(", process {process},"));
    }
    let began = look(path).ok().flatten().and_then(|metadata| metadata.modified().ok());
    let since = began.and_then(|began| SystemTime::now().duration_since(began).ok());
    let does = match since {
        Some(since) => format!("has been writing there for {} s", since.as_secs()),
        None => "is writing there".to_owned(),
    };
    let message = format!("cannot write the site to `{}`: {who} {does}", out.display());
    DiskError::new(message).help("wait until it has finished and build again; the site in place stays as it was")
}

/// The number of the process that holds the lock, from the lock file. `None` on Windows, where a locked file cannot be
/// read.
fn process(path: &Path) -> Option<u32> {
    let mut text = String::new();
    File::open(path).ok()?.take(16).read_to_string(&mut text).ok()?;
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT_LONG: Duration = Duration::from_millis(120);

    #[test]
    fn a_second_build_is_refused_and_its_error_names_the_first() {
        let out = tempfile::tempdir().expect("a folder");
        let first = Lock::take(out.path(), NOT_LONG).expect("locked");
        assert!(first.is_some());
        let error = Lock::take(out.path(), NOT_LONG).err().expect("taken");
        assert!(error.message.contains(&format!("process {}", std::process::id())), "{error}");
        drop(first);
        assert!(Lock::take(out.path(), NOT_LONG).expect("locked").is_some());
        if cfg!(unix) {
            assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), 0, "nothing stays");
        }
    }

    #[test]
    fn a_build_that_waits_gets_the_lock() {
        let out = tempfile::tempdir().expect("a folder");
        let first = Lock::take(out.path(), NOT_LONG).expect("locked");
        thread::scope(|scope| {
            let waiting = scope.spawn(|| Lock::take(out.path(), Duration::from_secs(20)).map(|lock| lock.is_some()));
            thread::sleep(NOT_LONG);
            drop(first);
            assert_eq!(waiting.join().expect("no panic"), Ok(true));
        });
    }

    #[test]
    fn of_many_builds_only_one_at_a_time_holds_the_lock() {
        let out = tempfile::tempdir().expect("a folder");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        let lock = Lock::take(out.path(), Duration::from_secs(20)).expect("locked");
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        thread::yield_now();
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
    }

    #[test]
    fn the_lock_file_of_a_killed_build_is_replaced() {
        let out = tempfile::tempdir().expect("a folder");
        fs::write(out.path().join(NAME), "4711").expect("a file");
        assert!(Lock::take(out.path(), Duration::from_secs(1)).expect("locked").is_some());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_in_place_of_the_lock_file() {
        let out = tempfile::tempdir().expect("a folder");
        let victim = out.path().join("victim");
        fs::write(&victim, "mine").expect("a file");
        std::os::unix::fs::symlink(&victim, out.path().join(NAME)).expect("a link");
        let error = Lock::take(out.path(), NOT_LONG).err().expect("refused");
        assert!(error.message.contains("it is not a file"), "{error}");
        fs::remove_file(out.path().join(NAME)).expect("removed");
        fs::hard_link(&victim, out.path().join(NAME)).expect("a second name");
        drop(Lock::take(out.path(), NOT_LONG).expect("locked"));
        assert_eq!(fs::read_to_string(&victim).expect("a file"), "mine");
    }
}
