//! Which walk fits a picture.

use super::parts::{Fault, Parts, too_large};
use super::{gif, jpeg, png, webp};
use crate::source::Picture;

/// A picture is held in memory as a whole, here and by a reader's browser.
pub(super) const LIMIT: u64 = 64 * 1024 * 1024;

/// How a kind of pictures is walked.
pub(super) type Walk = fn(&[u8]) -> Result<Parts<'_>, Fault>;

pub(super) fn too_many_bytes() -> Picture {
    too_large(format!("it has more than {} MiB", LIMIT >> 20))
}

/// The walk that fits the first bytes of a file; none for what is no picture.
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
