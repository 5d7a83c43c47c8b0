//! The disk edge: a site's folder becomes a [`Snapshot`](crate::source::Snapshot), an
//! [`Output`](crate::artifact::Output) becomes a folder of files. Nothing else in the library reads or writes files.
//!
//! 1. [`read`] lists the folders of a site, follows links to what is read anyway, and reads in parallel.
//! 2. [`Reader`] keeps a site read, and reads again only what changed.
//! 3. [`write`] stages the first build beside its target, and later touches only what differs.
//!    Its manifest says what the folder holds, so that files of other people are never harmed, and a lock keeps a
//!    second build out.

mod format;
mod leftover;
mod link;
mod lock;
mod manifest;
mod open;
mod picture;
mod plan;
mod read;
mod refresh;
mod staging;
mod stray;
mod write;

use std::fmt;
use std::io::{self, Read, Write};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3Default;

use crate::artifact::Origin;
use crate::fingerprint::Fingerprint;
pub use picture::{Desk, derive};
pub use read::read;
pub use refresh::{Reader, Touched};
pub use write::{Care, Written, write, write_with};

/// Opens a file of the site that is published as it is, with its size in bytes.
///
/// # Errors
/// When it is gone, something else has taken its place, or the system refuses.
pub fn open(origin: &Origin) -> io::Result<(impl Read + use<>, u64)> {
    let file = open::file(origin)?;
    let size = file.metadata()?.len();
    Ok((file, size))
}

/// Why the disk could not be read or written. `Display` is one line, and a second with what to do where there is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskError {
    /// What failed: names the path, and the words of the operating system when it was the one that refused.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl DiskError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: plain(&message.into()), help: None }
    }

    /// `doing` is what was tried: "list" gives "cannot list `path`: the system's words".
    fn os(doing: &str, path: &Path, error: &io::Error) -> Self {
        let help = match error.kind() {
            io::ErrorKind::PermissionDenied => Some("check who may read and write there"),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Some("free some space and build again")
            }
            io::ErrorKind::ReadOnlyFilesystem => Some("choose a folder on a disk that can be written"),
            _ => None,
        };
        let bare = Self::new(format!("cannot {doing} `{}`: {error}", path.display()));
        Self { help: help.map(str::to_owned), ..bare }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(plain(&help.into())), ..self }
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\nhelp: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DiskError {}

/// Control characters out of file names would reach a terminal as commands.
fn plain(text: &str) -> String {
    text.replace(|letter: char| letter.is_control(), "\u{fffd}")
}

/// Copies one stream to its end into another, and gives the print of what passed and how many bytes it was. The
/// print equals [`Fingerprint::of`] the whole, without holding the whole.
fn copy_with_print(from: &mut impl Read, to: &mut impl Write) -> io::Result<(Fingerprint, u64)> {
    let mut digest = Xxh3Default::new();
    let mut buffer = vec![0; 128 * 1024];
    let mut size = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok((Fingerprint(digest.digest128()), size)),
            Ok(length) => {
                digest.update(&buffer[..length]);
                to.write_all(&buffer[..length])?;
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_has_the_print_of_its_bytes() {
        for length in [0, 1, 16, 240, 241, 1024, 128 * 1024, 128 * 1024 + 1, 400_000] {
            let bytes: Vec<u8> = (0..length).map(|at: usize| (at * 31 % 251) as u8).collect();
            let mut copy = Vec::new();
            let print = copy_with_print(&mut bytes.as_slice(), &mut copy).expect("memory");
            assert_eq!(print, (Fingerprint::of(&bytes), bytes.len() as u64), "{length} bytes");
            assert_eq!(copy, bytes);
        }
    }

    #[test]
    fn an_error_names_path_words_and_remedy() {
        let refused = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = DiskError::os("list", Path::new("a\u{1b}[2J/b"), &refused);
        assert_eq!(
            error.to_string(),
            "cannot list `a\u{fffd}[2J/b`: permission denied\nhelp: check who may read and write there"
        );
    }
}
