//! Content: a file and its kind make an entry.
//!
//! 1. `front_matter` splits the file.
//! 2. `belonging` finds its kind and its address.
//! 3. `entry` reads the front matter by the kind, parses the body, and settles the title.
//! 4. `inner` reads the texts in its fields.
//! 5. `address` turns names of files into addresses.
//! 6. `allow` reads which findings the file allows; `many` writes the message for a fault that many files have.

pub(crate) mod address;
pub(crate) mod allow;
pub(crate) mod belonging;
pub(crate) mod entry;
pub mod front_matter;
mod inner;
mod many;

pub(crate) use belonging::Role;
pub(crate) use entry::{Entry, Standing};
