//! What reading finds out about pictures.

use crate::drawing;
use crate::fingerprint::mixed;

/// What reading found out about a file that is a picture, or has the name of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// A picture of pixels.
    Raster {
        /// Its width in pixels, as readers see it.
        width: u32,
        /// Its height in pixels.
        height: u32,
        /// Whether it is not animated. An animated picture is never made smaller.
        still: bool,
    },
    /// A drawing (SVG), with the width and height in pixels that it declares.
    Drawing(Option<(u32, u32)>),
    /// A picture in a format that not all browsers show, and from which notes cannot be removed; the name of the
    /// format.
    Foreign(&'static str),
    /// A picture that would need too much memory; says what is too large.
    TooLarge(String),
    /// A file that cannot be read as a picture, although its name says that it is one; says why.
    Broken(String),
}

/// What happens to the notes in a published picture: where and when it was taken, with which camera, by whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Metadata {
    /// They are removed.
    #[default]
    Strip,
    /// They are published.
    Keep,
}

mixed!(enum Picture { Raster { width, height, still }, Drawing(size), Foreign(name), TooLarge(what), Broken(why) });

impl Picture {
    /// Reads a text as a drawing.
    #[must_use]
    pub(crate) fn drawing(text: &str) -> Self {
        drawing::size(text).map_or_else(|| Self::Broken("it is no SVG".to_owned()), Self::Drawing)
    }

    /// Width and height in pixels, if they are known.
    #[must_use]
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        match self {
            Self::Raster { width, height, .. } => Some((*width, *height)),
            Self::Drawing(size) => *size,
            Self::Foreign(_) | Self::TooLarge(_) | Self::Broken(_) => None,
        }
    }
}
