//! Reads from Exif, the notes that a camera writes, how a picture has to be turned.

/// The Exif tag for the orientation.
const ORIENTATION: u16 = 0x0112;

/// The orientation of a picture, from 1 to 8 as Exif counts. `None` if the notes do not say it.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let is_big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if is_big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if is_big { first << 16 | second } else { second << 16 | first })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(directory)?);
    let mut entries = (0..count).map(|number| directory + 2 + number * 12);
    let entry = entries.find(|entry| short(*entry) == Some(ORIENTATION))?;
    let value = short(entry.checked_add(8)?)?;
    u8::try_from(value).ok().filter(|turn| (1..=8).contains(turn))
}

/// Exif that holds only the orientation.
pub(super) fn note(turn: u8) -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0];
    [&b"MM\0*\0\0\0\x08\0\x01"[..], &entry, &[0; 4]].concat()
}
