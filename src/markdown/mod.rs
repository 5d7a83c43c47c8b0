//! Markdown: reads texts with the places of their links, and writes their HTML.
//!
//! 1. `read` finds headings, links, raw tags and plain text, each with its place.
//! 2. `html` writes the HTML, from the same nodes, with the addresses that its caller gives.
//! 3. `given` makes the parser read what GitHub reads; `lost` finds text that a page would lose silently.
//! 4. `policy` says in one table which raw HTML a page keeps. `gate` applies the table, and `nest` decides where an
//!    element may stand.

mod alert;
mod allow;
mod apart;
mod autolink;
mod body;
mod edit;
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
mod letters;
mod lines;
mod loss;
mod lost;
mod math;
mod mended;
mod nest;
mod nodes;
mod outline;
mod pipes;
mod places;
mod policy;
mod quotes;
mod raw_elements;
mod raw_html;
mod read;
mod renderer;
mod rendering;
mod sanitize;
mod shapes;
pub mod slug;
mod srcset;
mod style;
mod twice;
mod unread;
mod writer;

pub(crate) use foreign::Meant;
pub use html::render;
pub(crate) use ids::{Ids, ids};
pub(crate) use loss::{Lost, Nearly, Why};
pub(crate) use nodes::{Allowance, RawTag};
pub(crate) use policy::THEME_ID;
pub use read::parse;
pub(crate) use read::{Body, Link, parse_beside};
pub(crate) use rendering::Layout;
pub use rendering::{Href, Place, Rendering, Words};
pub use style::{MarkdownStyle, RawHtml};
pub(crate) use unread::found::{Form, Unread};
