//! The error of this room: why the disk could not be read or written.

use std::fmt;
use std::io;
use std::path::Path;

use crate::artifact::Origin;

/// Why the disk could not be read or written. `Display` gives the message, and on a second line the help if there is
/// one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskError {
    /// What failed. It names the path and, when the operating system refused, quotes the system's words.
    pub message: String,
    /// What the person can do about it.
    pub help: Option<String>,
}

impl DiskError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: plain(&message.into()), help: None }
    }

    /// An error of the operating system. `doing` is what was tried: "list" gives "cannot list `path`: system's words".
    pub(super) fn os(doing: &str, path: &Path, error: &io::Error) -> Self {
        let help = match error.kind() {
            io::ErrorKind::PermissionDenied => Some("check the permissions of that file or folder"),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Some("free some space and build again")
            }
            io::ErrorKind::ReadOnlyFilesystem => Some("choose a folder on a disk that can be written"),
            _ => None,
        };
        let bare = Self::new(format!("cannot {doing} `{}`: {error}", path.display()));
        Self { help: help.map(str::to_owned), ..bare }
    }

    /// The error for a file that has vanished or changed since the site was read.
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

/// The text without control characters. A terminal would run those of a file's name as commands.
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
            "cannot list `a\u{fffd}[2J/b`: permission denied\nhelp: check the permissions of that file or folder"
        );
    }
}
