//! Copying a file and taking its print in one go.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3Default;

use super::error::DiskError;
use crate::fingerprint::Fingerprint;

/// Copies one stream to its end into another, and gives the print of what passed and how many bytes it was. The
/// print equals [`Fingerprint::of`] the whole, without holding the whole.
pub(super) fn copy_with_print(from: &mut impl Read, to: &mut impl Write) -> io::Result<(Fingerprint, u64)> {
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

/// The print of the file at a path.
pub(super) fn print_of(path: &Path) -> Result<Fingerprint, DiskError> {
    let print = fs::File::open(path).and_then(|mut file| copy_with_print(&mut file, &mut io::sink()));
    print.map(|(print, _)| print).map_err(|error| DiskError::os("read", path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_has_the_print_of_its_bytes() {
        for length in [0, 1, 16, 240, 241, 1024, 128 * 1024, 128 * 1024 + 1, 400_000] {
            let bytes: Vec<u8> = (0..length).map(|at: usize| (at * 31 % 251) as u8).collect();
            let mut copy = Vec::new();
            let print = copy_with_print(&mut bytes.as_slice(), &mut copy).expect("memory");
            assert_eq!(print, (Fingerprint::of(&bytes), bytes.len() as u64), "{length} bytes");
            assert_eq!(copy, bytes);
        }
    }
}
