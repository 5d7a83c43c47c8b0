//! What a walk over a picture's file finds: its size, and the parts that a published one keeps. Nothing is decoded, so
//! a picture that says it is huge costs nothing here.

use std::borrow::Cow;

use crate::source::Picture;

/// More pixels than a camera takes: decoded they are 400 MB, here and in a reader's browser.
pub(super) const PIXELS: u64 = 100_000_000;

/// More frames than a film of a minute and a half has.
pub(super) const FRAMES: usize = 2_000;

/// Why a file cannot be published as a picture.
pub(super) type Fault = Picture;

pub(super) fn broken(why: &str) -> Fault {
    Picture::Broken(why.to_owned())
}

pub(super) fn breaks_off() -> Fault {
    broken("it breaks off before the end of the picture")
}

pub(super) fn too_large(what: String) -> Fault {
    Picture::TooLarge(what)
}

/// A picture, part by part.
pub(super) struct Parts<'p> {
    /// Width and height as they are stored; both 0 until they are known.
    pub(super) size: (u32, u32),
    /// How the picture is to be turned, as Exif counts.
    pub(super) turn: u8,
    pub(super) moves: bool,
    /// Whether it is stored in the inks of a press and not in light.
    pub(super) is_for_print: bool,
    pub(super) frames: usize,
    /// What a published picture is made of, in its order.
    pub(super) kept: Vec<Cow<'p, [u8]>>,
}

impl Parts<'_> {
    pub(super) fn new() -> Self {
        Self { size: (0, 0), turn: 1, moves: false, is_for_print: false, frames: 0, kept: Vec::new() }
    }

    /// Notes the size of the whole.
    pub(super) fn sized(&mut self, width: u32, height: u32) -> Result<(), Fault> {
        if width == 0 || height == 0 {
            return Err(broken("it has no size"));
        }
        self.allows(width, height)?;
        self.size = (width, height);
        Ok(())
    }

    /// Counts a frame of this size.
    pub(super) fn frame(&mut self, width: u32, height: u32) -> Result<(), Fault> {
        self.frames += 1;
        if self.frames > FRAMES {
            return Err(too_large(format!("it has more than {FRAMES} frames")));
        }
        self.allows(width, height)
    }

    /// Refuses a size that is not decoded.
    pub(super) fn allows(&self, width: u32, height: u32) -> Result<(), Fault> {
        if u64::from(width) * u64::from(height) > PIXELS {
            let millions = PIXELS / 1_000_000;
            return Err(too_large(format!("it has {width} by {height} pixels, more than {millions} million")));
        }
        Ok(())
    }

    /// What the whole is as a picture, as readers see it.
    pub(super) fn picture(&self) -> Picture {
        let (width, height) = self.size;
        let (width, height) = if self.turn > 4 { (height, width) } else { (width, height) };
        Picture::Raster { width, height, still: !self.moves }
    }

    /// The whole without its notes.
    pub(super) fn clean(&self) -> Vec<u8> {
        self.kept.concat()
    }
}

/// The `length` bytes at `at`.
pub(super) fn take(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Fault> {
    at.checked_add(length).and_then(|end| bytes.get(at..end)).ok_or_else(breaks_off)
}
