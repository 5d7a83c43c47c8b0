//! Pictures: how large they are, what of them is published, and smaller ones made of them. Nothing else names `image`.
//!
//! A file's content says what it is, whatever its name. A walk over its parts tells its size and what a published one
//! keeps, and decodes nothing; only [`smaller`] decodes, what the walk has found to be small enough.

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

/// By these bytes a file is told from others, and a drawing names its size in them.
const HEAD: u64 = 16 * 1024;

/// Endings of pictures that are published.
const RASTER: [&str; 8] = ["png", "apng", "jpg", "jpeg", "jpe", "jfif", "webp", "gif"];

/// Endings of pictures that browsers do not show everywhere, and whose notes stay in them, with what they are.
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

/// Reads a file to its end: its fingerprint, and what it is as a picture.
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

/// What a file is whose first bytes are not those of a picture that is published.
fn without_walk(path: &VPath, head: &[u8]) -> Option<Picture> {
    let end = path.extension();
    let by_name = FOREIGN.iter().find(|(_, ends)| ends.contains(&end.as_str())).map(|(name, _)| *name);
    if let Some(name) = foreign(head).or(by_name) {
        return Some(Picture::Foreign(name));
    }
    if end == "svg" {
        return Some(Picture::drawing(&String::from_utf8_lossy(head)));
    }
    RASTER.contains(&end.as_str()).then(|| broken("it is no PNG, JPEG, WebP or GIF"))
}

/// What the first bytes of a file say that it is, when that is a picture which is not published.
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
