//! Walks the chunks of a PNG.

use std::borrow::Cow;

use super::exif;
use super::parts::{Fault, Parts, breaks_off, broken, take, too_large};

pub(super) const START: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that a browser needs to show the picture, each with its largest size in bytes. A chunk that is longer, or
/// that is not in this list, is a note or unknown, and is not published.
const KEPT: &[(&[u8; 4], usize)] = &[
    (b"IHDR", 13),
    (b"PLTE", 768),
    (b"IDAT", usize::MAX),
    (b"tRNS", 256),
    (b"gAMA", 4),
    (b"cHRM", 32),
    (b"sRGB", 1),
    (b"sBIT", 4),
    (b"bKGD", 6),
    (b"pHYs", 9),
    (b"cICP", 4),
    (b"mDCV", 24),
    (b"mDCv", 24),
    (b"cLLI", 8),
    (b"cLLi", 8),
    (b"acTL", 8),
    (b"fcTL", 26),
    (b"fdAT", usize::MAX),
];

/// The most bytes to which a profile of colors may unpack.
const PROFILE: usize = 4 * 1024 * 1024;

/// Walks a PNG from its start to its end.
pub(super) fn walk(whole: &[u8]) -> Result<Parts<'_>, Fault> {
    let mut parts = Parts::new();
    parts.kept.push(Cow::Borrowed(START));
    let (mut at, mut has_pixels, mut has_profile) = (START.len(), false, false);
    loop {
        let head = take(whole, at, 8)?;
        let &[l1, l2, l3, l4, n1, n2, n3, n4] = head else { return Err(breaks_off()) };
        let name = [n1, n2, n3, n4];
        let length = usize::try_from(u32::from_be_bytes([l1, l2, l3, l4])).unwrap_or(usize::MAX);
        // Besides its content a chunk has 12 bytes: length and name before it, a checksum behind it.
        let chunk = take(whole, at, length.saturating_add(12))?;
        let body = &chunk[8..8 + length];
        at += chunk.len();
        let is_kept = KEPT.iter().any(|(kept, most)| **kept == name && length <= *most);
        if parts.size == (0, 0) && name != *b"IHDR" {
            return Err(broken("it does not start with its size"));
        }
        match &name {
            b"IHDR" => {
                if parts.size != (0, 0) {
                    return Err(broken("it states its size twice"));
                }
                let (width, height) = sides(body, 0)?;
                parts.sized(width, height)?;
            }
            b"IEND" => break,
            b"IDAT" => has_pixels = true,
            b"acTL" => parts.moves = true,
            b"fcTL" => {
                let (width, height) = sides(body, 4)?;
                parts.frame(width, height)?;
            }
            b"eXIf" => {
                if let Some(turn) = exif::orientation(body).filter(|turn| *turn != 1 && parts.turn == 1) {
                    parts.turn = turn;
                    parts.kept.push(Cow::Owned(chunk_of(b"eXIf", &exif::note(turn))));
                }
            }
            // A picture has one profile. Only the first is unpacked, as a thousand of them would take seconds.
            b"iCCP" if !has_profile => {
                has_profile = true;
                parts.kept.extend(profile(body)?.map(Cow::Owned));
            }
            // A name that starts with a capital letter marks a chunk without which the picture cannot be shown.
            _ if !is_kept && name[0].is_ascii_uppercase() => {
                return Err(broken("it needs data that only the program that made it can read"));
            }
            _ => {}
        }
        if is_kept {
            parts.kept.push(Cow::Borrowed(chunk));
        }
    }
    if !has_pixels {
        return Err(breaks_off());
    }
    parts.kept.push(Cow::Owned(chunk_of(b"IEND", &[])));
    Ok(parts)
}

fn sides(body: &[u8], at: usize) -> Result<(u32, u32), Fault> {
    let side = |at: usize| {
        let &[a, b, c, d] = take(body, at, 4)? else { return Err(breaks_off()) };
        Ok(u32::from_be_bytes([a, b, c, d]))
    };
    Ok((side(at)?, side(at + 4)?))
}

/// The profile of colors, packed again without its name and without any bytes behind it.
fn profile(body: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let Some(name) = body.iter().position(|byte| *byte == 0) else { return Ok(None) };
    let packed = body.get(name + 2..).unwrap_or_default();
    match fdeflate::decompress_to_vec_bounded(packed, PROFILE) {
        Ok(profile) => {
            let packed = fdeflate::compress_to_vec(&profile);
            Ok(Some(chunk_of(b"iCCP", &[&b"icc\0\0"[..], &packed].concat())))
        }
        Err(fdeflate::BoundedDecompressionError::OutputTooLarge { .. }) => {
            Err(too_large(format!("its color profile unpacks to more than {} MiB", PROFILE >> 20)))
        }
        // A damaged profile is left out, since browsers cannot use it either.
        Err(fdeflate::BoundedDecompressionError::DecompressionError { .. }) => Ok(None),
    }
}

/// A chunk with this name and content.
pub(super) fn chunk_of(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or_default().to_be_bytes();
    let named = [&name[..], body].concat();
    [&length[..], &named, &sum(&named).to_be_bytes()].concat()
}

/// The checksum at the end of a chunk (CRC-32).
fn sum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    };
    !bytes.iter().fold(!0, step)
}
