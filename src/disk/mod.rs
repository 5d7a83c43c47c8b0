//! The disk edge: a site's folder becomes a [`Snapshot`](crate::source::Snapshot), an
//! [`Output`](crate::artifact::Output) becomes a folder of files. Nothing else in the library reads or writes files.
//!
//! 1. [`read()`] lists the folders of a site, follows links to what the site reads anyway, and reads files in parallel.
//! 2. [`Reader`] keeps a site in memory, and after a change reads again only what changed.
//! 3. [`write()`] fills a folder beside the output folder in the first build. A later build changes only files that
//!    differ. The manifest lists what Homeroom wrote, so that files of other people are never changed, and a lock keeps
//!    a second build out.

mod admit;
mod copy;
mod error;
mod format;
mod leftover;
mod link;
mod lock;
mod manifest;
mod names;
mod open;
mod picture;
mod place;
mod read;
mod refresh;
mod staging;
mod stray;
mod survey;
mod ways;
mod write;

pub use error::DiskError;
pub(crate) use open::open;
pub use picture::{Desk, derive};
pub use read::read;
pub use refresh::{Reader, Touched};
pub use write::{Care, Put, Writing, Written, write, write_with};
