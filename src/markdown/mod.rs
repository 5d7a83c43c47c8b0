//! Markdown: texts with the places of their links, and their HTML.
//!
//! 1. `read` finds headings, links, raw tags and plain text, each with its place.
//! 2. `html` writes the HTML, from the same walk, with the addresses that its caller gives.
//! 3. `policy` says in one table which raw HTML stays; `gate` applies it, and `nest` to where it stands.

mod alert;
mod body;
mod elements;
mod events;
mod footnotes;
mod gate;
mod html;
mod nest;
mod outline;
mod places;
mod policy;
mod raw_html;
mod read;
mod sanitize;
pub mod slug;
mod srcset;
mod unread;
mod writer;

pub use events::{MarkdownStyle, RawHtml};
pub use html::{Href, Layout, Rendering, Words, render};
pub use outline::Heading;
pub use policy::THEME_ID;
pub use read::{Body, Link, RawTag, Section, parse};
pub use unread::{Form, Unread};
