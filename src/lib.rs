//! Homeroom turns a school district's Markdown into a checked, searchable static site.
//!
//! All inputs are read once into a [`Snapshot`]. [`build`] turns it into a [`Built`], which holds the
//! site and the findings about its inputs. The command or the preview then writes, serves or prints them.
//!
//! ```
//! use std::collections::BTreeMap;
//! use homeroom::{File, Memos, Options, Snapshot, UrlPath, VPath, build, fingerprint::Fingerprint};
//!
//! let text = "# Nearpod\n\nLive lessons.";
//! let file = File::Text { text: text.into(), fingerprint: Fingerprint::of(text.as_bytes()) };
//! let files = BTreeMap::from([(VPath::new("content/nearpod.md").unwrap(), file)]);
//! let snapshot = Snapshot { files, today: jiff::civil::date(2026, 11, 22), options: Options::default() };
//! let built = build(&snapshot, &Memos::default());
//! assert!(built.diagnostics.is_empty());
//! assert!(built.output.contains_key(&UrlPath::new("nearpod/")));
//! ```

#![warn(missing_docs, unreachable_pub)]
#![forbid(unsafe_code)]

pub mod artifact;
pub mod check;
pub(crate) mod checklist;
pub mod config;
pub mod content;
pub mod diagnostic;
pub(crate) mod direction;
pub mod disk;
pub(crate) mod document;
pub(crate) mod drawing;
mod escape;
pub mod fingerprint;
pub(crate) mod format;
pub mod highlight;
pub mod href;
pub(crate) mod language;
pub(crate) mod library;
pub mod markdown;
pub(crate) mod media;
pub mod memo;
mod named;
pub mod output;
pub(crate) mod page;
pub(crate) mod path_graph;
pub mod pipeline;
pub(crate) mod plan;
pub(crate) mod scene;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod theme;
pub mod timer;
pub(crate) mod verdict;
pub(crate) mod view;
pub(crate) mod yaml;

pub use artifact::{Artifact, Output, UrlPath};
pub use pipeline::{Built, Memos, build};
pub use source::{File, Options, Snapshot, VPath};
