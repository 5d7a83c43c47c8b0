//! The inputs of a build as one value: files by site path, the day, the wishes of the command line.

mod span;
mod vpath;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::artifact::Origin;
use crate::fingerprint::Fingerprint;
pub(crate) use span::floor_boundary;
pub use span::{LineIndex, Place, Span};
pub use vpath::VPath;

/// Everything that a build reads. Two equal snapshots build the same bytes.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Every file of the site that the build may read or publish.
    pub files: BTreeMap<VPath, File>,
    /// The day the site is built for: expiries, future pages and due reviews are judged by it.
    pub today: Date,
    /// What the command line asks for beyond the site's own settings.
    pub options: Options,
}

/// One file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// A text that the build reads: Markdown, YAML, templates, styles, scripts.
    Text {
        /// The whole file, byte for byte, a byte order mark included.
        text: Arc<str>,
        /// The print of its bytes.
        print: Fingerprint,
    },
    /// A file that is published as it is.
    Blob {
        /// Where it truly lies.
        origin: Origin,
        /// The print of its bytes.
        print: Fingerprint,
        /// What it is as a picture, when its name says that it is one.
        picture: Option<Picture>,
    },
    /// A file that is there and cannot be used.
    Unreadable(Unreadable),
}

/// What a file is as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// A picture of pixels.
    Raster {
        /// Its width in pixels, as readers see it.
        width: u32,
        /// Its height in pixels.
        height: u32,
        /// Whether it does not move: one that does is never made smaller.
        still: bool,
    },
    /// A drawing, with the width and height in pixels that it says it has.
    Drawing(Option<(u32, u32)>),
    /// Not what its name says; why.
    Broken(String),
}

impl Picture {
    /// Width and height in pixels, where they are known.
    #[must_use]
    pub fn size(&self) -> Option<(u32, u32)> {
        match self {
            Self::Raster { width, height, .. } => Some((*width, *height)),
            Self::Drawing(size) => *size,
            Self::Broken(_) => None,
        }
    }
}

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// UTF-16 by its byte order mark or its zero bytes.
    Utf16,
    /// Not UTF-8; the place is that of the first wrong byte.
    NotUtf8 {
        /// Line of the first wrong byte, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// The wrong byte.
        byte: u8,
    },
    /// Larger than a page can be.
    TooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit it exceeds.
        limit: u64,
    },
    /// A symbolic link whose target lies outside the site.
    LinkOutside {
        /// Where the link points.
        target: String,
    },
    /// A symbolic link to a place in the site that is not read: a hidden file, the output, any other folder.
    LinkUnread {
        /// The way to the target from the site's folder.
        target: String,
    },
    /// A symbolic link that would publish what is not published as it stands: the text of a page, a template.
    LinkUnpublished {
        /// The way to the target from the site's folder.
        target: String,
    },
    /// A symbolic link that leads back to a folder above itself.
    LinkLoop,
    /// A symbolic link whose target does not exist.
    LinkDangling,
    /// A name that is not valid Unicode.
    NameNotUnicode,
    /// Neither a file nor a folder: a socket, a pipe, a device.
    NotAFile,
    /// The operating system refused; its words.
    Refused(String),
}

/// What the command line asks for beyond the site's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Replaces the settings' `base_url`.
    pub base_url: Option<String>,
    /// Publishes drafts and pages with a future date too.
    pub drafts: bool,
    /// Links to files (`nearpod/index.html`) instead of folders, so that the output works from a disk.
    pub portable: bool,
}

impl Snapshot {
    /// The text of a file, when it is one.
    #[must_use]
    pub fn text(&self, path: &VPath) -> Option<&Arc<str>> {
        match self.files.get(path)? {
            File::Text { text, .. } => Some(text),
            File::Blob { .. } | File::Unreadable(_) => None,
        }
    }

    /// What a file is as a picture.
    #[must_use]
    pub fn picture(&self, path: &VPath) -> Option<&Picture> {
        match self.files.get(path)? {
            File::Blob { picture, .. } => picture.as_ref(),
            File::Text { .. } | File::Unreadable(_) => None,
        }
    }

    /// The files below a folder, in the order of their paths. `folder` has no slash at its end.
    pub fn below<'s>(&'s self, folder: &str) -> impl Iterator<Item = (&'s VPath, &'s File)> + use<'s> {
        let prefix = format!("{folder}/");
        let start = VPath::unchecked(&prefix);
        self.files.range(start..).take_while(move |(path, _)| path.as_str().starts_with(&prefix))
    }
}
