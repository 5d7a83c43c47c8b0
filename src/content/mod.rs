//! Content: a file and its kind make an entry.
//!
//! 1. `front_matter` splits the file.
//! 2. `entry` reads the front matter by the kind, parses the body, and settles title and address.
//! 3. `inner` reads the texts in its fields.
//! 4. `address` makes names of addresses out of names of files.
//! 5. `allow` reads which findings the file allows; `many` words what many files have in common.

pub mod address;
pub mod allow;
pub mod entry;
pub mod front_matter;
mod inner;
mod many;

pub use entry::{Entry, Role, Standing};
