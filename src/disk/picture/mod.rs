//! Pictures: their size, the parts of them that are published, and smaller versions of them. Only this room uses the
//! crate `image`.
//!
//! The content of a file says which format it has, not its name. A walk over the parts of the file finds the size and
//! the parts to publish, and decodes nothing. Only [`smaller`] decodes a picture, after the walk has found that its
//! size is within the limits.

mod exif;
mod gif;
mod jpeg;
mod parts;
mod png;
mod smaller;
mod walk;
mod webp;

use std::io::{self, Read};

use super::copy::copy_with_fingerprint;
use crate::fingerprint::Fingerprint;
use crate::source::{Picture, VPath};
use parts::broken;
pub use smaller::{Desk, derive};
use walk::{LIMIT, too_many_bytes, walk_of};

/// How many bytes at the start of a file are read to recognize its format, and to find the size of a drawing.
const HEAD: u64 = 16 * 1024;

/// Endings of the pictures that are published.
const RASTER: [&str; 8] = ["png", "apng", "jpg", "jpeg", "jpe", "jfif", "webp", "gif"];

/// Formats that some browsers do not show and from which notes are not removed: the name of each, and its endings.
const FOREIGN: [(&str, &[&str]); 6] = [
    ("HEIC", &["heic", "heif", "hif", "heics", "heifs", "avci"]),
    ("AVIF", &["avif", "avifs"]),
    ("TIFF", &["tif", "tiff"]),
    ("BMP", &["bmp", "dib"]),
    ("JPEG XL or JPEG 2000", &["jxl", "jp2", "j2k", "jpf", "jpx"]),
    (
        "camera's raw",
        &[
            "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "iiq", "kdc", "mef", "mos", "mrw", "nef", "nrw",
            "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f",
        ],
    ),
];

/// Reads a file to its end. Gives its fingerprint and, if it is a picture, which one.
pub(super) fn read(path: &VPath, file: &mut impl Read) -> io::Result<(Fingerprint, Option<Picture>)> {
    let mut whole = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut whole)?;
    let walk = walk_of(&whole);
    if let Some(walk) = walk {
        file.by_ref().take(LIMIT + 1 - (whole.len() as u64).min(LIMIT)).read_to_end(&mut whole)?;
        if whole.len() as u64 <= LIMIT {
            let picture = walk(&whole).map_or_else(|fault| fault, |parts| parts.picture());
            return Ok((Fingerprint::of(&whole), Some(picture)));
        }
    }
    let picture = if walk.is_some() { Some(too_many_bytes()) } else { without_walk(path, &whole) };
    let (fingerprint, _) = copy_with_fingerprint(&mut whole.as_slice().chain(file), &mut io::sink())?;
    Ok((fingerprint, picture))
}

/// Which picture a file is whose first bytes are not those of PNG, JPEG, WebP or GIF. `None` if it is no picture.
fn without_walk(path: &VPath, head: &[u8]) -> Option<Picture> {
    let end = path.extension();
    let by_name = FOREIGN.iter().find(|(_, ends)| ends.contains(&end.as_str())).map(|(name, _)| *name);
    if let Some(name) = foreign(head).or(by_name) {
        return Some(Picture::Foreign(name));
    }
    if end == "svg" {
        return Some(Picture::drawing(&String::from_utf8_lossy(head)));
    }
    RASTER.contains(&end.as_str()).then(|| broken("it is not a PNG, JPEG, WebP or GIF file"))
}

/// The name of the format in [`FOREIGN`] that the first bytes of a file belong to.
fn foreign(head: &[u8]) -> Option<&'static str> {
    if [&b"II*\0"[..], b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|start| head.starts_with(start)) {
        return Some("TIFF");
    }
    if head.starts_with(b"\0\0\0\x0cJXL ") || head.starts_with(b"\0\0\0\x0cjP  ") {
        return Some("JPEG XL or JPEG 2000");
    }
    if head.get(4..8) != Some(b"ftyp") {
        return None;
    }
    match head.get(8..12)? {
        b"avif" | b"avis" => Some("AVIF"),
        b"crx " => Some("camera's raw"),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"mif2" | b"msf1" => Some("HEIC"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
