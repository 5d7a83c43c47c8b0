//! Walks the blocks of a GIF.

use std::borrow::Cow;

use super::parts::{Fault, Parts, breaks_off, broken, take};

const IMAGE: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const END: u8 = 0x3b;

/// The label of the extension that says how a frame is shown: for how long, and which color is transparent.
const CONTROL: u8 = 0xf9;
/// The label of a note of a program. Two such notes, `LOOPS`, say how often an animation repeats.
const APPLICATION: u8 = 0xff;
/// The label of a text that no browser shows.
const PLAIN_TEXT: u8 = 0x01;
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// Walks a GIF from its start to its end.
pub(super) fn walk(whole: &[u8]) -> Result<Parts<'_>, Fault> {
    let mut parts = Parts::new();
    parts.moves = true;
    let head = take(whole, 0, 13)?;
    parts.sized(short(head, 6)?, short(head, 8)?)?;
    let mut at = 13 + table(head[10]);
    parts.kept.push(Cow::Borrowed(take(whole, 0, at)?));
    let mut control: Option<Vec<u8>> = None;
    loop {
        let start = at;
        match take(whole, at, 1)?[0] {
            END => break,
            // Some programs put zeros between blocks.
            0 => at += 1,
            IMAGE => {
                let head = take(whole, at, 10)?;
                parts.frame(short(head, 5)?, short(head, 7)?)?;
                // After the head come the colors, one byte that says how the pixels are packed, and the pixels.
                at = end_of_blocks(whole, at + 10 + table(head[9]) + 1)?;
                parts.kept.extend(control.take().map(Cow::Owned));
                parts.kept.push(Cow::Borrowed(&whole[start..at]));
            }
            EXTENSION => {
                let label = take(whole, at, 2)?[1];
                at = end_of_blocks(whole, at + 2)?;
                match label {
                    CONTROL => control = shown(&whole[start..at]),
                    PLAIN_TEXT => control = None,
                    APPLICATION => parts.kept.extend(loops(&whole[start..at]).map(Cow::Owned)),
                    _ => {}
                }
            }
            _ => return Err(broken("its parts are damaged")),
        }
    }
    if parts.frames == 0 {
        return Err(breaks_off());
    }
    parts.kept.push(Cow::Owned(vec![END]));
    Ok(parts)
}

/// The size of a table of colors in bytes, from the flags before it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << (usize::from(flags & 7) + 1) }
}

/// Where the blocks end that begin at `at`. Each block starts with its length, and an empty one is the last.
fn end_of_blocks(whole: &[u8], mut at: usize) -> Result<usize, Fault> {
    loop {
        let length = usize::from(take(whole, at, 1)?[0]);
        at += 1 + length;
        if length == 0 {
            return Ok(at);
        }
    }
}

/// The extension that says how a frame is shown, without anything else that it holds.
fn shown(extension: &[u8]) -> Option<Vec<u8>> {
    let &[4, flags, low, high, color, ..] = extension.get(2..)? else { return None };
    Some(vec![EXTENSION, CONTROL, 4, flags, low, high, color, 0])
}

/// The note that says how often the animation repeats, without anything else that it holds. `None` for other notes.
fn loops(extension: &[u8]) -> Option<Vec<u8>> {
    let name = extension.get(3..14).filter(|name| extension.get(2) == Some(&11) && LOOPS.contains(name))?;
    let &[3, 1, low, high, ..] = extension.get(14..)? else { return None };
    Some([&[EXTENSION, APPLICATION, 11][..], name, &[3, 1, low, high, 0]].concat())
}

fn short(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let &[low, high] = take(bytes, at, 2)? else { return Err(breaks_off()) };
    Ok(u32::from(u16::from_le_bytes([low, high])))
}
