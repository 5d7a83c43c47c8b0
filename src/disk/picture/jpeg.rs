//! Walks the segments of a JPEG.

use std::borrow::Cow;

use super::exif;
use super::parts::{Fault, Parts, breaks_off, broken, take, too_large};

/// The most passes in which a picture may be stored. Cameras and programs write fewer, and decoding each pass takes as
/// long as decoding a whole picture.
const PASSES: usize = 64;

/// How many bytes of Adobe's note on the storage of colors programs read.
const ADOBE: usize = 12;

/// The markers of the start, the end, and a scan (one pass of pixels).
const START: &[u8] = &[0xff, 0xd8];
const END: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;

/// Walks a JPEG from its start to its end. Cameras add more behind the end, even films; that is not kept.
pub(super) fn walk(whole: &[u8]) -> Result<Parts<'_>, Fault> {
    let mut parts = Parts::new();
    parts.kept.push(Cow::Borrowed(START));
    let (mut at, mut passes, mut note) = (START.len(), 0, None);
    loop {
        let marker = loop {
            match (*take(whole, at, 1)?.first().unwrap_or(&0), whole.get(at + 1)) {
                // Between two segments there may be any number of these bytes.
                (0xff, Some(0xff)) => at += 1,
                (0xff, Some(marker)) => break *marker,
                (0xff, None) => return Err(breaks_off()),
                _ => return Err(broken("its parts are damaged")),
            }
        };
        match marker {
            END => break,
            // Markers without a segment, which mean nothing here.
            0x01 | 0xd0..=0xd7 => {
                at += 2;
                continue;
            }
            0x00 | 0xd8 => return Err(broken("its parts are damaged")),
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([take(whole, at + 2, 2)?[0], whole[at + 3]]));
        let segment = take(whole, at, 2 + length)?;
        let body = segment.get(4..).ok_or_else(|| broken("its parts are damaged"))?;
        at += segment.len();
        match marker {
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let &[_, h1, h2, w1, w2, inks, ..] = body else { return Err(breaks_off()) };
                if parts.size != (0, 0) {
                    return Err(broken("it states its size twice"));
                }
                let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
                parts.sized(side(w1, w2), side(h1, h2))?;
                parts.is_for_print = inks == 4;
                parts.kept.push(Cow::Borrowed(segment));
            }
            START_OF_SCAN => {
                passes += 1;
                if passes > PASSES {
                    return Err(too_large(format!("it is stored in more than {PASSES} passes")));
                }
                let start = at - segment.len();
                at = end_of_scan(whole, at)?;
                parts.kept.push(Cow::Borrowed(&whole[start..at]));
            }
            0xc4 | 0xcc | 0xdb..=0xdd => parts.kept.push(Cow::Borrowed(segment)),
            0xe0 if body.starts_with(b"JFIF\0") => parts.kept.extend(without_thumbnail(body)),
            0xe1 if body.starts_with(b"Exif\0") && note.is_none() => {
                note = exif::orientation(body.get(6..).unwrap_or_default());
            }
            0xe2 if body.starts_with(b"ICC_PROFILE\0") => parts.kept.push(Cow::Borrowed(segment)),
            // This note says how colors are stored. Without it a browser shows different colors.
            0xee if body.starts_with(b"Adobe") && body.len() >= ADOBE => {
                parts.kept.push(Cow::Owned([&[0xff, 0xee, 0, 2 + ADOBE as u8][..], &body[..ADOBE]].concat()));
            }
            _ => {}
        }
    }
    if passes == 0 || parts.size == (0, 0) {
        return Err(breaks_off());
    }
    parts.kept.push(Cow::Owned(vec![0xff, END]));
    if let Some(turn) = note.filter(|turn| *turn != 1) {
        parts.turn = turn;
        let tiff = exif::note(turn);
        let length = u16::try_from(2 + 6 + tiff.len()).unwrap_or_default().to_be_bytes();
        let segment = [&[0xff, 0xe1], &length[..], b"Exif\0\0", &tiff].concat();
        // The note goes behind that of the format (JFIF), which has to come first if there is one.
        let first = parts.kept.get(1).is_some_and(|second| second.starts_with(&[0xff, 0xe0]));
        parts.kept.insert(if first { 2 } else { 1 }, Cow::Owned(segment));
    }
    Ok(parts)
}

/// The note of the format (JFIF) with the density of the pixels and without the small preview that it may hold.
fn without_thumbnail(body: &[u8]) -> Option<Cow<'static, [u8]>> {
    let density = body.get(5..12)?;
    Some(Cow::Owned([&[0xff, 0xe0, 0, 16][..], b"JFIF\0", density, &[0, 0]].concat()))
}

/// Where the pixels end that begin at `at`: at the next marker that does not belong to them.
fn end_of_scan(whole: &[u8], mut at: usize) -> Result<usize, Fault> {
    loop {
        let rest = whole.get(at..).unwrap_or_default();
        at += rest.iter().position(|byte| *byte == 0xff).ok_or_else(breaks_off)?;
        match whole.get(at + 1) {
            None => return Err(breaks_off()),
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            Some(_) => return Ok(at),
        }
    }
}
