//! What a file is as a picture.

use crate::drawing;
use crate::fingerprint::mixed;

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
    /// A picture in a format that not all browsers show, and whose notes cannot be taken out: its name.
    Foreign(&'static str),
    /// More than is decoded, here and by a reader's browser; what is too much.
    TooLarge(String),
    /// Not what its name says; why.
    Broken(String),
}

/// What becomes of the notes in a published picture: where and when it was taken, with what, by whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Metadata {
    /// They are taken out.
    #[default]
    Strip,
    /// They are published.
    Keep,
}

mixed!(enum Picture { Raster { width, height, still }, Drawing(size), Foreign(name), TooLarge(what), Broken(why) });

impl Picture {
    /// What a text is as a drawing.
    #[must_use]
    pub(crate) fn drawing(text: &str) -> Self {
        drawing::size(text).map_or_else(|| Self::Broken("it is no SVG".to_owned()), Self::Drawing)
    }

    /// Width and height in pixels, where they are known.
    #[must_use]
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        match self {
            Self::Raster { width, height, .. } => Some((*width, *height)),
            Self::Drawing(size) => *size,
            Self::Foreign(_) | Self::TooLarge(_) | Self::Broken(_) => None,
        }
    }
}
