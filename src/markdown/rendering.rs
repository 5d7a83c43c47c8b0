//! What a body's HTML depends on besides its Markdown: where its links lead, and the words of its page.

use std::ops::Range;

use crate::highlight::Highlighter;

/// What a body's HTML depends on besides its Markdown.
#[derive(Debug, Clone)]
pub struct Rendering<'r> {
    /// Where each link of the body leads, in the order of `Body::links`. A link without an entry here becomes text.
    pub links: &'r [Href],
    /// The heading that is the page's title and stands outside the body: its `Heading::range`.
    pub omit: Option<Range<usize>>,
    /// Which text of its page the body is. If ids clash, the first text keeps them.
    pub place: Place<'r>,
    /// Words that Homeroom adds to the text, in the page's language.
    pub words: &'r Words,
    /// Colors the blocks of code.
    pub highlighter: &'r Highlighter,
}

/// The position of a text among the texts of its page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'r> {
    /// Its number on the page, from 0.
    pub number: usize,
    /// `Body::clashes`: the ids that other texts of the page have taken.
    pub clashes: &'r [String],
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// To an address. An address with `javascript:`, `data:` or `vbscript:` is treated as `Text`.
    To {
        /// The address, relative or absolute. Characters that a URL cannot contain are percent-encoded when it is
        /// written.
        href: String,
        /// Whether it leaves the site: such a link has the class `out`.
        external: bool,
        /// For an image, its size and its smaller versions.
        picture: Option<Box<Layout>>,
    },
    /// Nowhere: a link shows its text, an image its alternative text.
    Text,
}

/// What a browser needs to reserve the place of an image, and to load it no larger than it shows it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Layout {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Addresses of the same image in several widths, the image itself the last; empty when there is one size.
    pub sources: Vec<(String, u32)>,
    /// How wide images are shown, for `sizes`.
    pub sizes: String,
}

impl Layout {
    /// The value of `srcset`; `None` when there is one size.
    #[must_use]
    pub(crate) fn srcset(&self) -> Option<String> {
        let sources: Vec<String> = self.sources.iter().map(|(href, width)| format!("{href} {width}w")).collect();
        (!sources.is_empty()).then(|| sources.join(", "))
    }
}

/// Words of the page's language that a body needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Titles of a note, a tip, something important, a warning, a caution.
    pub alerts: [String; 5],
    /// The heading over the footnotes.
    pub footnotes: String,
    /// Names the link from a footnote to its use; a number follows.
    pub back_to_text: String,
    /// Names a table; a number follows when there are several.
    pub table_region: String,
    /// Names a task's ticked box.
    pub done: String,
    /// Names a task's empty box.
    pub to_do: String,
}
