//! Markdown: texts with the places of their links, and their HTML.
//!
//! 1. `read` finds headings, links, raw tags and plain text, each with its place.
//! 2. `html` writes the HTML, from the same walk, with the addresses that its caller gives.
//! 3. `given` makes the parser read what GitHub reads; `lost` finds what it drops without a word.
//! 4. `policy` says in one table which raw HTML stays; `gate` applies it, and `nest` to where it stands.

mod alert;
mod allow;
mod apart;
mod autolink;
mod body;
mod elements;
mod events;
mod fences;
mod footnotes;
mod foreign;
mod gate;
mod given;
mod html;
mod ids;
mod lead;
mod lost;
mod math;
mod nest;
mod outline;
mod pipes;
mod places;
mod policy;
mod quotes;
mod raw_elements;
mod raw_html;
mod read;
mod sanitize;
mod shapes;
pub mod slug;
mod srcset;
mod twice;
mod unread;
mod writer;

pub use allow::Allowance;
pub use events::{MarkdownStyle, RawHtml};
pub use foreign::Meant;
pub use html::{Href, Layout, Place, Rendering, Words, render};
pub use ids::{Ids, ids};
pub use lost::{Lost, Nearly, Why};
pub use math::BadMath;
pub use outline::Heading;
pub use policy::THEME_ID;
pub use read::{Body, Link, RawTag, Section, parse, parse_beside};
pub use unread::{Form, Unread};
