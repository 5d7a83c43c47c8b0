//! Markdown: reads texts with the places of their links, and writes their HTML.
//!
//! 1. `events` parses a text into one list of nodes (`nodes`). `given` prepares the text so that the parser reads what
//!    GitHub reads (`apart`, `autolink`, `pipes`, `edit`), and `quotes` and `alert` change nodes afterwards.
//! 2. `policy` says in one table which raw HTML a page keeps. While `events` runs, `gate` applies the table, `nest`
//!    decides where an element may stand, `foreign` guesses what an author meant, and `allow` takes out comments that
//!    allow findings. `raw_html` and `srcset` take HTML apart, and `shapes` finds headings, tables and code in it.
//! 3. `read` finds headings (`outline`, `slug`, `lead`), links (`places`) and plain text in the nodes. `lost` finds
//!    text
//!    that a page would lose silently (`loss`, `fences`, `twice`). `unread` finds text that looks like Markdown but is
//!    not, and `mended` says where its links would lead.
//! 4. `html` writes the HTML of the same nodes, with the addresses that its caller gives (`rendering`). `body` walks
//!    over
//!    the nodes, `elements`, `raw_elements`, `footnotes` and `writer` write them, `renderer` holds the HTML so far, and
//!    `sanitize` is the last guard.
//! 5. `math` turns formulas into MathML. `ids` finds the ids of a finished page.

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
