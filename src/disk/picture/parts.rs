//! What a walk over the file of a picture finds: its size, and the parts to publish. Nothing is decoded, so a file that
//! claims to be a huge picture costs nothing here.

use std::borrow::Cow;

use crate::source::Picture;

/// The most pixels that a picture may have. Cameras take fewer; decoded, so many take 400 MB, here and in a browser.
pub(super) const PIXELS: u64 = 100_000_000;

/// The most frames that an animation may have; a film has as many in a minute and a half.
pub(super) const FRAMES: usize = 2_000;

/// Why a file cannot be published as a picture.
pub(super) type Fault = Picture;

pub(super) fn broken(why: &str) -> Fault {
    Picture::Broken(why.to_owned())
}

pub(super) fn breaks_off() -> Fault {
    broken("the file ends before the picture is complete")
}

pub(super) fn too_large(what: String) -> Fault {
    Picture::TooLarge(what)
}

/// A picture, as a walk over its parts has found it.
pub(super) struct Parts<'p> {
    /// Width and height as they are stored; both 0 until they are known.
    pub(super) size: (u32, u32),
    /// How the picture has to be turned, from 1 to 8 as Exif counts.
    pub(super) turn: u8,
    pub(super) moves: bool,
    /// Whether its colors are those of printing (CMYK), not those of a screen.
    pub(super) is_for_print: bool,
    pub(super) frames: usize,
    /// The parts to publish, in their order.
    pub(super) kept: Vec<Cow<'p, [u8]>>,
}

impl Parts<'_> {
    pub(super) fn new() -> Self {
        Self { size: (0, 0), turn: 1, moves: false, is_for_print: false, frames: 0, kept: Vec::new() }
    }

    /// Sets the size of the whole picture. Errs if it is empty or too large.
    pub(super) fn sized(&mut self, width: u32, height: u32) -> Result<(), Fault> {
        if width == 0 || height == 0 {
            return Err(broken("it has no size"));
        }
        self.allows(width, height)?;
        self.size = (width, height);
        Ok(())
    }

    /// Counts a frame of this size. Errs if there are too many or the frame is too large.
    pub(super) fn frame(&mut self, width: u32, height: u32) -> Result<(), Fault> {
        self.frames += 1;
        if self.frames > FRAMES {
            return Err(too_large(format!("it has more than {FRAMES} frames")));
        }
        self.allows(width, height)
    }

    /// Errs if a size has too many pixels to be decoded.
    pub(super) fn allows(&self, width: u32, height: u32) -> Result<(), Fault> {
        if u64::from(width) * u64::from(height) > PIXELS {
            let millions = PIXELS / 1_000_000;
            return Err(too_large(format!("it has {width} by {height} pixels, more than {millions} million")));
        }
        Ok(())
    }

    /// The picture as readers see it, with width and height after turning.
    pub(super) fn picture(&self) -> Picture {
        let (width, height) = self.size;
        let (width, height) = if self.turn > 4 { (height, width) } else { (width, height) };
        Picture::Raster { width, height, still: !self.moves }
    }

    /// The file without its notes.
    pub(super) fn clean(&self) -> Vec<u8> {
        self.kept.concat()
    }
}

/// The `length` bytes at `at`. Errs if the file ends before that.
pub(super) fn take(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Fault> {
    at.checked_add(length).and_then(|end| bytes.get(at..end)).ok_or_else(breaks_off)
}
