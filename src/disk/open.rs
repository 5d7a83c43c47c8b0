//! Opens files of the site. No other code does.
//!
//! After a site is listed and before one of its files is opened, somebody can replace the file, or a folder on the way
//! to it, with a link. So the system never gets a path as a whole: each folder is opened inside the folder above it,
//! starting at the site's true folder, and no link is followed. The links that a site may have were resolved when the
//! site was listed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::artifact::Origin;

/// Opens a file of the site.
///
/// # Errors
/// When the file is gone, something else has taken its place, or the system refuses.
pub(super) fn file(origin: &Origin) -> io::Result<File> {
    let file = below(&origin.root, &origin.way)?;
    // Reading a pipe or a device could wait forever.
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a file any more")) }
}

/// Opens a file of the site that is published as it is. Gives also its size in bytes.
///
/// # Errors
/// When the file is gone, something else has taken its place, or the system refuses.
pub(crate) fn open(origin: &Origin) -> io::Result<(impl Read + use<>, u64)> {
    let file = file(origin)?;
    let size = file.metadata()?.len();
    Ok((file, size))
}

fn replaced() -> io::Error {
    io::Error::other("a link has taken its place")
}

#[cfg(unix)]
fn below(root: &Path, way: &Path) -> io::Result<File> {
    use std::path::Component;

    use rustix::fs::{CWD, Mode, OFlags, openat};
    use rustix::io::Errno;

    let last = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let folder = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let refused = |error: Errno| match error {
        Errno::LOOP | Errno::NOTDIR | Errno::MLINK => replaced(),
        error => error.into(),
    };
    let mut opened = openat(CWD, root, folder, Mode::empty()).map_err(refused)?;
    let mut names = way.components().peekable();
    while let Some(name) = names.next() {
        let Component::Normal(name) = name else { return Err(io::ErrorKind::InvalidInput.into()) };
        let flags = if names.peek().is_some() { folder } else { last };
        opened = openat(&opened, name, flags, Mode::empty()).map_err(refused)?;
    }
    Ok(opened.into())
}

/// This system cannot open a folder inside another, so the true path is compared before and after the file is opened.
#[cfg(not(unix))]
fn below(root: &Path, way: &Path) -> io::Result<File> {
    let path = root.join(way);
    let require_true = || {
        let real = std::fs::canonicalize(&path)?;
        // Names are compared without case, as the system does.
        let is_true = real.to_string_lossy().to_lowercase() == path.to_string_lossy().to_lowercase();
        if is_true { Ok(()) } else { Err(replaced()) }
    };
    require_true()?;
    let mut options = File::options();
    options.read(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // With this flag a link itself is opened, not its target; a link is then refused because it is not a file.
        const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
        options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    }
    let file = options.open(&path)?;
    require_true()?;
    Ok(file)
}
