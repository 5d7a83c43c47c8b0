//! Why the disk could not be read or written, in words for people.

use std::fmt;
use std::io;
use std::path::Path;

use crate::artifact::Origin;

/// Why the disk could not be read or written. `Display` is one line, and a second with what to do where there is an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskError {
    /// What failed: names the path, and the words of the operating system when it was the one that refused.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl DiskError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: plain(&message.into()), help: None }
    }

    /// `doing` is what was tried: "list" gives "cannot list `path`: the system's words".
    pub(super) fn os(doing: &str, path: &Path, error: &io::Error) -> Self {
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

    /// A file is gone that was there when the site was read, or is another one now.
    pub(super) fn vanished(origin: &Origin, why: &str) -> Self {
        let path = origin.path();
        let message = format!("cannot copy `{}`, which was there when the site was read: {why}", path.display());
        Self::new(message).help("build again")
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;

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
