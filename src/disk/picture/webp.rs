//! Walks the chunks of a WebP.

use std::borrow::Cow;

use super::exif;
use super::parts::{Fault, Parts, breaks_off, broken, take};

/// Flags of the picture: it has notes of a camera, it has notes of a program, it is an animation.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
const MOVES: u8 = 0x02;

/// How many bytes a frame has before its own chunks.
const FRAME_HEAD: usize = 16;

/// A chunk: its name, its content, and all of its bytes with the padding.
struct Chunk<'p> {
    name: &'p [u8],
    body: &'p [u8],
    all: Cow<'p, [u8]>,
}

/// Walks a WebP. Bytes behind the length that the file states are not part of it.
pub(super) fn walk(whole: &[u8]) -> Result<Parts<'_>, Fault> {
    let length = long(whole, 4)?;
    let inner = take(whole, 8, length)?.strip_prefix(b"WEBP").ok_or_else(|| broken("it is not a WebP file"))?;
    let mut parts = Parts::new();
    let mut flags = None;
    let mut has_pixels = false;
    for chunk in chunks(inner)? {
        match chunk.name {
            b"VP8X" => {
                let (first, width, height) =
                    (*chunk.body.first().unwrap_or(&0), three(chunk.body, 4)?, three(chunk.body, 7)?);
                parts.moves = first & MOVES != 0;
                parts.sized(width + 1, height + 1)?;
                flags = Some(parts.kept.len());
                let mut head = take(chunk.body, 0, 10)?.to_vec();
                head[0] = first & !(HAS_EXIF | HAS_XMP);
                parts.kept.push(Cow::Owned(chunk_of(b"VP8X", &head)));
            }
            b"VP8 " | b"VP8L" => {
                let (width, height) = pixels(&chunk)?;
                if parts.size == (0, 0) {
                    parts.sized(width, height)?;
                }
                parts.frame(width, height)?;
                has_pixels = true;
                parts.kept.push(chunk.all);
            }
            b"ANMF" => {
                parts.moves = true;
                has_pixels = true;
                let frame = frame(&chunk, &mut parts)?;
                parts.kept.push(Cow::Owned(frame));
            }
            b"EXIF" => {
                let tiff = chunk.body.strip_prefix(b"Exif\0\0").unwrap_or(chunk.body);
                if let Some(turn) = exif::orientation(tiff).filter(|_| parts.turn == 1) {
                    parts.turn = turn;
                }
            }
            b"ANIM" => parts.kept.push(Cow::Owned(chunk_of(b"ANIM", take(chunk.body, 0, 6)?))),
            b"ICCP" | b"ALPH" => parts.kept.push(chunk.all),
            _ => {}
        }
    }
    if !has_pixels {
        return Err(breaks_off());
    }
    if let Some(head) = flags.and_then(|flags| parts.kept.get_mut(flags)).filter(|_| parts.turn != 1) {
        head.to_mut()[8] |= HAS_EXIF;
        parts.kept.push(Cow::Owned(chunk_of(b"EXIF", &exif::note(parts.turn))));
    } else {
        // Without the chunk of flags programs do not look for notes, so the picture is shown as it is stored.
        parts.turn = 1;
    }
    let length: usize = parts.kept.iter().map(|part| part.len()).sum::<usize>() + 4;
    let length = u32::try_from(length).map_err(|_| breaks_off())?;
    parts.kept.insert(0, Cow::Owned([&b"RIFF"[..], &length.to_le_bytes(), b"WEBP"].concat()));
    Ok(parts)
}

/// A frame, reduced to its pixels and its transparency.
fn frame(chunk: &Chunk<'_>, parts: &mut Parts<'_>) -> Result<Vec<u8>, Fault> {
    let mut body = take(chunk.body, 0, FRAME_HEAD)?.to_vec();
    parts.frame(three(chunk.body, 6)? + 1, three(chunk.body, 9)? + 1)?;
    for inner in chunks(&chunk.body[FRAME_HEAD..])? {
        if matches!(inner.name, b"VP8 " | b"VP8L") {
            let (width, height) = pixels(&inner)?;
            parts.allows(width, height)?;
        }
        if matches!(inner.name, b"VP8 " | b"VP8L" | b"ALPH") {
            body.extend_from_slice(&inner.all);
        }
    }
    Ok(chunk_of(b"ANMF", &body))
}

fn chunks(mut bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Fault> {
    let mut chunks = Vec::new();
    while !bytes.is_empty() {
        let length = long(bytes, 4)?;
        let body = take(bytes, 8, length)?;
        // A chunk of odd length is followed by one byte of padding, which may be missing behind the last chunk.
        let padded = length + length % 2;
        let all = match bytes.get(..8 + padded) {
            Some(all) => Cow::Borrowed(all),
            None => Cow::Owned([bytes, &[0]].concat()),
        };
        chunks.push(Chunk { name: &bytes[..4], body, all });
        bytes = bytes.get(8 + padded..).unwrap_or_default();
    }
    Ok(chunks)
}

fn chunk_of(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or_default().to_le_bytes();
    [&name[..], &length, body, &[0][..body.len() % 2]].concat()
}

/// Width and height, read from the pixels themselves.
fn pixels(chunk: &Chunk<'_>) -> Result<(u32, u32), Fault> {
    let side = |low: u8, high: u8| u32::from(u16::from_le_bytes([low, high]));
    match (chunk.name, chunk.body) {
        (b"VP8 ", &[_, _, _, 0x9d, 0x01, 0x2a, w1, w2, h1, h2, ..]) => {
            Ok((side(w1, w2) & 0x3fff, side(h1, h2) & 0x3fff))
        }
        (b"VP8L", &[0x2f, a, b, c, d, ..]) => {
            let bits = u32::from_le_bytes([a, b, c, d]);
            Ok(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => Err(broken("its pixels do not state their size")),
    }
}

fn long(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    let &[a, b, c, d] = take(bytes, at, 4)? else { return Err(breaks_off()) };
    Ok(usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX))
}

fn three(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let &[a, b, c] = take(bytes, at, 3)? else { return Err(breaks_off()) };
    Ok(u32::from_le_bytes([a, b, c, 0]))
}
