//! The inputs of a build as one value: files by their paths in the site, the day, the options of the command line.

mod picture;
mod span;
mod vpath;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::artifact::{Artifact, Origin, Recipe};
use crate::fingerprint::{Fingerprint, Mix, Mixer, mixed};
pub(crate) use picture::Metadata;
pub use picture::Picture;
pub(crate) use span::{LineIndex, floor_boundary};
pub use span::{Place, Span};
pub use vpath::VPath;

/// Everything that a build reads. Two equal snapshots build the same bytes.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Every file of the site that the build may read or publish.
    pub files: BTreeMap<VPath, File>,
    /// The day for which the site is built. It decides what has expired, what is published later and which reviews are
    /// due.
    pub today: Date,
    /// What the command line asks for beyond the site's own settings.
    pub options: Options,
}

/// One file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// A text that the build reads: Markdown, YAML, templates, styles, scripts.
    Text {
        /// The whole file, byte for byte, including a byte-order mark.
        text: Arc<str>,
        /// The fingerprint of its bytes.
        fingerprint: Fingerprint,
    },
    /// A file that is published as it is.
    Blob {
        /// Where it truly lies.
        origin: Origin,
        /// The fingerprint of its bytes.
        fingerprint: Fingerprint,
        /// What reading found out about it as a picture, if its name or its content says that it is one.
        picture: Option<Picture>,
    },
    /// A file that exists but cannot be used.
    Unreadable(Unreadable),
}

impl File {
    /// The artifact that is published for the file; `None` if it cannot be published.
    #[must_use]
    pub(crate) fn published(&self, metadata: Metadata) -> Option<Artifact> {
        match self {
            Self::Text { text, .. } => Some(Artifact::Bytes(Arc::from(text.as_bytes()))),
            Self::Blob { origin, fingerprint, picture } => {
                let (origin, fingerprint) = (origin.clone(), *fingerprint);
                match (picture, metadata) {
                    (Some(Picture::Broken(_) | Picture::TooLarge(_)), _)
                    | (Some(Picture::Foreign(_)), Metadata::Strip) => None,
                    (Some(Picture::Raster { .. }), Metadata::Strip) => {
                        Some(Artifact::Derived { origin, fingerprint, recipe: Recipe::Clean })
                    }
                    (Some(Picture::Raster { .. } | Picture::Foreign(_)), Metadata::Keep)
                    | (Some(Picture::Drawing(_)) | None, _) => Some(Artifact::Copy { origin, fingerprint }),
                }
            }
            Self::Unreadable(_) => None,
        }
    }
}

/// The true format of a file whose name has the ending of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A document of Word.
    Word,
    /// A document, a workbook or slides of Word, Excel or PowerPoint before 2007.
    OldOffice,
    /// A document of LibreOffice.
    OpenDocument,
    /// A workbook.
    Spreadsheet,
    /// Slides.
    Slides,
    /// PDF.
    Pdf,
    /// Rich Text.
    Rtf,
    /// A web page, in HTML.
    WebPage,
    /// A picture.
    Picture,
    /// An archive of other files.
    Archive,
}

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// UTF-16 by its byte order mark or its zero bytes.
    Utf16,
    /// Not UTF-8, with the place of the first wrong byte.
    NotUtf8 {
        /// Line of the first wrong byte, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// The wrong byte.
        byte: u8,
    },
    /// Named like a text, but in a different format.
    OtherFormat(Format),
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
    /// A symbolic link to a place in the site that is not read: a hidden file, the output, or any folder that the site
    /// does not have.
    LinkUnread {
        /// The path of the target from the site's folder.
        target: String,
    },
    /// A symbolic link that would publish something that is not published as a file: the text of a page, a template.
    LinkUnpublished {
        /// The path of the target from the site's folder.
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
    /// A file or folder that is not read, although its name is similar to one that is.
    Misnamed {
        /// The right path from the site's folder; the path of a folder ends in a slash.
        meant: String,
    },
    /// The operating system refused to open it; its message.
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

impl Mix for File {
    fn mix(&self, mixer: Mixer) -> Mixer {
        // The variant is mixed too, because a text and a copied file with the same bytes are different.
        match self {
            Self::Text { text: _, fingerprint } => mixer.text("text").fingerprint(*fingerprint),
            Self::Blob { origin, fingerprint, picture } => {
                mixer.text("blob").fingerprint(*fingerprint).with(origin.path().as_path()).with(picture)
            }
            Self::Unreadable(why) => mixer.text("unreadable").with(why),
        }
    }
}

mixed!(
    enum Format {
        Word,
        OldOffice,
        OpenDocument,
        Spreadsheet,
        Slides,
        Pdf,
        Rtf,
        WebPage,
        Picture,
        Archive,
    }
);
mixed!(enum Unreadable {
    Utf16,
    NotUtf8 { line, column, byte },
    OtherFormat(format),
    TooLarge { bytes, limit },
    LinkOutside { target },
    LinkUnread { target },
    LinkUnpublished { target },
    LinkLoop,
    LinkDangling,
    NameNotUnicode,
    NotAFile,
    Misnamed { meant },
    Refused(words),
});
mixed!(struct Options { base_url, drafts, portable });

impl Snapshot {
    /// The text of a file; `None` if it is not a text.
    #[must_use]
    pub fn text(&self, path: &VPath) -> Option<&Arc<str>> {
        match self.files.get(path)? {
            File::Text { text, .. } => Some(text),
            File::Blob { .. } | File::Unreadable(_) => None,
        }
    }

    /// What is known about a file as a picture; `None` if it is not one.
    #[must_use]
    pub(crate) fn picture(&self, path: &VPath) -> Option<Picture> {
        match self.files.get(path)? {
            File::Blob { picture, .. } => picture.clone(),
            File::Text { text, .. } if path.extension() == "svg" => Some(Picture::drawing(text)),
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
