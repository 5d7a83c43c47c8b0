//! Chooses the walk that fits the format of a picture.

use super::parts::{Fault, Parts, too_large};
use super::{gif, jpeg, png, webp};
use crate::source::Picture;

/// The largest file of a picture, in bytes. It is held in memory as a whole, here and in a reader's browser.
pub(super) const LIMIT: u64 = 64 * 1024 * 1024;

/// A function that walks the pictures of one format.
pub(super) type Walk = fn(&[u8]) -> Result<Parts<'_>, Fault>;

pub(super) fn too_many_bytes() -> Picture {
    too_large(format!("it has more than {} MiB", LIMIT >> 20))
}

/// The walk that fits the first bytes of a file. `None` if it is not a picture in a known format.
pub(super) fn walk_of(head: &[u8]) -> Option<Walk> {
    if head.starts_with(png::START) {
        return Some(png::walk);
    }
    if head.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some(jpeg::walk);
    }
    if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        return Some(gif::walk);
    }
    (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP")).then_some(webp::walk as Walk)
}
