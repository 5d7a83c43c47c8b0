//! Copies a file and computes its fingerprint in one pass.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3Default;

use super::error::DiskError;
use crate::fingerprint::Fingerprint;

/// Copies all of one stream into another. Gives the fingerprint of the copied bytes and their number. The fingerprint
/// equals [`Fingerprint::of`] all bytes, but the bytes are never in memory all at once.
pub(super) fn copy_with_fingerprint(from: &mut impl Read, to: &mut impl Write) -> io::Result<(Fingerprint, u64)> {
    let mut digest = Xxh3Default::new();
    let mut buffer = vec![0; 128 * 1024];
    let mut size = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok((Fingerprint(digest.digest128()), size)),
            Ok(length) => {
                digest.update(&buffer[..length]);
                to.write_all(&buffer[..length])?;
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The fingerprint of the content of the file at a path.
pub(super) fn fingerprint_of(path: &Path) -> Result<Fingerprint, DiskError> {
    let fingerprint = fs::File::open(path).and_then(|mut file| copy_with_fingerprint(&mut file, &mut io::sink()));
    fingerprint.map(|(fingerprint, _)| fingerprint).map_err(|error| DiskError::os("read", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_has_the_fingerprint_of_its_bytes() {
        for length in [0, 1, 16, 240, 241, 1024, 128 * 1024, 128 * 1024 + 1, 400_000] {
            let bytes: Vec<u8> = (0..length).map(|at: usize| (at * 31 % 251) as u8).collect();
            let mut copy = Vec::new();
            let fingerprint = copy_with_fingerprint(&mut bytes.as_slice(), &mut copy).expect("memory");
            assert_eq!(fingerprint, (Fingerprint::of(&bytes), bytes.len() as u64), "{length} bytes");
            assert_eq!(copy, bytes);
        }
    }
}
