//! Reads Markdown for the rest of the build: outline, links with places, raw HTML that a page does not keep, and plain
//! text by section. `html` writes the HTML.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::allow;
use super::events::events;
use super::given::unified;
use super::loss::Lost;
use super::lost::lost;
use super::math::find;
use super::math::formula::BadMath;
use super::nodes::{Allowance, Events, Item, Node, RawTag, language};
use super::outline::{Heading, Outline, outline, push_plain, words};
use super::places;
use super::style::{MarkdownStyle, RawHtml};
use super::unread;
use super::unread::found::Unread;

mod raw;

/// What a Markdown text holds. All ranges are bytes of that text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The headings in their order.
    pub outline: Vec<Heading>,
    /// The links and images in their order, including those of raw HTML. A link inside of an image's alternative text
    /// is text, and not here.
    pub links: Vec<Link>,
    /// If all HTML is trusted, every part of its attributes and styles that may be an address of a file; otherwise
    /// empty.
    pub loaded: Vec<String>,
    /// Text that looks like Markdown but was not read as Markdown.
    pub unread: Vec<Unread>,
    /// Formulas that cannot be shown.
    pub bad_math: Vec<BadMath>,
    /// The first text that was meant as a formula but is not read as one, so that readers see its source.
    pub unread_math: Option<Range<usize>>,
    /// Text that the page loses, or shows at a wrong place.
    pub lost: Vec<Lost>,
    /// HTML, classes and ids that a page does not keep.
    pub raw_tags: Vec<RawTag>,
    /// The comments that allow findings.
    pub allowances: Vec<Allowance>,
    /// Whether the first heading is the title: it is of the first level, and nothing to read stands before it.
    pub has_title: bool,
    /// Every id that a link can lead to: of headings, of raw HTML and of footnotes.
    pub anchors: Vec<String>,
    /// The ids that this text would have, but that another text of its page has already taken.
    pub clashes: Vec<String>,
    /// The ids of `anchors`, sorted for a binary search.
    sorted_anchors: Vec<String>,
    /// Whether there is any raw HTML, comments included.
    pub has_raw_html: bool,
    /// The blocks of code: the language that each names, and its bytes.
    pub code: Vec<(Option<String>, Range<usize>)>,
    /// The plain text of the first paragraph that has words and is not inside of a list, a quote or a note.
    pub first_paragraph: Option<String>,
    /// The plain text by section. The part before the first heading is a section if it has text.
    pub sections: Vec<Section>,
}

impl Body {
    /// Whether a link can lead to this id.
    #[must_use]
    pub(crate) fn has_anchor(&self, id: &str) -> bool {
        self.sorted_anchors.binary_search_by(|anchor| anchor.as_str().cmp(id)).is_ok()
    }

    /// Adds an id that is on the page of this text, but not in the text.
    pub(crate) fn add_anchor(&mut self, id: &str) {
        if let Err(at) = self.sorted_anchors.binary_search_by(|anchor| anchor.as_str().cmp(id)) {
            self.sorted_anchors.insert(at, id.to_owned());
            self.anchors.push(id.to_owned());
        }
    }
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whether it is shown in place: an image, a sound or a film.
    pub image: bool,
    /// Whether it stands in an attribute of raw HTML: `href`, `src`, `srcset` or `poster`.
    pub raw: bool,
    /// The destination, with escapes resolved. An email address has `mailto:` in front.
    pub destination: String,
    /// Whether it is a picture without an alternative text. An empty `alt` in HTML counts as an alternative text.
    pub lacks_alt: bool,
    /// The plain text of the link, or the alternative text of the image. Empty for an `a` of raw HTML.
    pub text: String,
    /// The place of the destination, in the link or in its definition; the whole link if the place cannot be found.
    pub range: Range<usize>,
    /// The place of the whole link; for raw HTML, of its tag.
    pub whole: Range<usize>,
}

/// The plain text between one heading and the next of any level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The section's heading by its index in the outline; `None` before the first.
    pub heading: Option<usize>,
    /// The text without the heading, with each block on a line of its own.
    pub text: String,
}

/// Reads a Markdown text. It never fails. The time is linear in the length of the text.
#[must_use]
pub fn parse(markdown: &str, style: &MarkdownStyle) -> Body {
    parse_beside(markdown, style, &BTreeSet::new())
}

/// Reads a Markdown text. `beside` are the ids that other texts of its page have taken.
#[must_use]
pub(crate) fn parse_beside(markdown: &str, style: &MarkdownStyle, beside: &BTreeSet<String>) -> Body {
    let markdown = &*unified(markdown);
    let mut events = events(markdown, style);
    let mut allowances = std::mem::take(&mut events.allowances);
    allow::cover(&events, &mut allowances, markdown.len());
    let Outline { headings, anchors, clashes, has_title } = outline(&events, markdown, style, beside);
    let mut sorted_anchors = anchors.clone();
    sorted_anchors.sort_unstable();
    let mut reader = Reader {
        markdown,
        style,
        body: Body { outline: headings, anchors, clashes, has_title, sorted_anchors, ..Body::default() },
        plain: String::new(),
        section: (None, 0),
        headings: 0,
        in_raw_heading: false,
        links: Vec::new(),
        images: 0,
        depth: 0,
        paragraph: None,
    };
    for index in 0..events.items.len() {
        reader.read(&events, index);
    }
    reader.end_section(None);
    reader.body.unread_math = if style.math { find::left(&events) } else { find::unread(markdown) };
    reader.body.lost = lost(markdown, &events);
    reader.body.unread = unread::find(&events, markdown, style);
    reader.body.raw_tags = events.dropped;
    reader.body.allowances = allowances.into_iter().map(|(_, allowance)| allowance).collect();
    // All texts of a site are in memory at once, and most have only a few links.
    reader.body.links.shrink_to_fit();
    reader.body.sections.shrink_to_fit();
    reader.body.outline.shrink_to_fit();
    reader.body
}

struct Reader<'m> {
    markdown: &'m str,
    style: &'m MarkdownStyle,
    body: Body,
    /// All plain text so far. Sections, links and paragraphs are slices of it.
    plain: String,
    /// The open section: its heading, and where it begins in `plain`.
    section: (Option<usize>, usize),
    headings: usize,
    in_raw_heading: bool,
    /// The open links: at most one link, and one image in it.
    links: Vec<Open>,
    images: usize,
    depth: usize,
    paragraph: Option<Paragraph>,
}

/// A link or an image that is open.
struct Open {
    /// Its index in `Body::links`.
    index: usize,
    link_type: LinkType,
    definition: Option<Range<usize>>,
    /// Where its text begins in `plain`.
    start: usize,
    /// Where its text ends in the Markdown text, as far as it has been read.
    text_end: usize,
}

struct Paragraph {
    /// Where it begins in `plain`.
    start: usize,
    has_words: bool,
}

impl Reader<'_> {
    fn read(&mut self, events: &Events<'_>, index: usize) {
        let Some(Item { node, range }) = events.items.get(index) else { return };
        match node {
            Node::Start(tag) => {
                self.start(tag, range, events.definitions.get(&index));
                self.depth += 1;
            }
            Node::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(*tag, range);
            }
            Node::Raw(raw) if self.images == 0 => {
                self.body.has_raw_html = true;
                self.raw(raw);
                match self.style.raw_html {
                    RawHtml::Escape => push_plain(&mut self.plain, node, self.style),
                    RawHtml::Sanitize | RawHtml::Trust => self.words_of(raw, range),
                }
                if raw.block {
                    self.break_line();
                }
            }
            Node::Text(_) | Node::Code(_) | Node::Math(_) | Node::Raw(_) | Node::SoftBreak | Node::HardBreak => {
                let before = self.plain.len();
                push_plain(&mut self.plain, node, self.style);
                if let Some(paragraph) = &mut self.paragraph
                    && self.images == 0
                {
                    paragraph.has_words |= !self.plain[before..].trim().is_empty();
                }
                if let Node::Math(math) = node {
                    self.body.bad_math.extend(math.bad(self.markdown, range));
                    if math.block {
                        self.break_line();
                    }
                }
            }
            Node::Rule | Node::TitleEnd => self.break_line(),
            Node::Ends(names) => names.iter().for_each(|name| self.end_raw(name)),
            Node::Footnote(_) | Node::Title | Node::Task(_) => {}
        }
        // Each node inside of a link moves the end of the link's text.
        let opened = usize::from(matches!(node, Node::Start(Tag::Link { .. } | Tag::Image { .. })) && self.images <= 1);
        let around = self.links.len().saturating_sub(opened);
        for open in self.links.iter_mut().take(around) {
            open.text_end = open.text_end.max(range.end);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>, definition: Option<&Range<usize>>) {
        match tag {
            Tag::Heading { .. } => {
                self.end_section(Some(self.headings));
                self.headings += 1;
            }
            Tag::CodeBlock(kind) => {
                self.body.code.push((language(kind).map(str::to_owned), range.clone()));
                self.break_line();
            }
            Tag::List(_) | Tag::Item | Tag::BlockQuote(_) | Tag::Table(_) => self.break_line(),
            Tag::Paragraph if self.depth == 0 && self.body.first_paragraph.is_none() => {
                self.paragraph = Some(Paragraph { start: self.plain.len(), has_words: false });
            }
            Tag::Link { link_type, dest_url, .. } if self.images == 0 => {
                self.open(*link_type, dest_url, range, definition, false);
            }
            Tag::Image { link_type, dest_url, .. } => {
                if self.images == 0 {
                    self.open(*link_type, dest_url, range, definition, true);
                }
                self.images += 1;
            }
            _ => {}
        }
    }

    fn open(
        &mut self,
        link_type: LinkType,
        destination: &str,
        range: &Range<usize>,
        definition: Option<&Range<usize>>,
        image: bool,
    ) {
        let destination = match link_type {
            LinkType::Email => Cow::Owned(format!("mailto:{destination}")),
            _ => Cow::Borrowed(destination),
        };
        self.links.push(Open {
            index: self.body.links.len(),
            link_type,
            definition: definition.cloned(),
            start: self.plain.len(),
            text_end: range.start,
        });
        self.body.links.push(Link {
            image,
            raw: false,
            destination: destination.into_owned(),
            text: String::new(),
            lacks_alt: false,
            range: range.clone(),
            whole: range.clone(),
        });
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                // The heading's own text is in the outline.
                self.section.1 = self.plain.len();
            }
            TagEnd::Link if self.images == 0 => self.close(range),
            TagEnd::Image => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.close(range);
                }
            }
            TagEnd::Paragraph => {
                if self.depth == 0
                    && let Some(paragraph) = self.paragraph.take()
                    && paragraph.has_words
                {
                    self.body.first_paragraph = Some(words(&self.plain[paragraph.start..]));
                }
                self.break_line();
            }
            TagEnd::TableCell => self.plain.push(' '),
            TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::List(_)
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition
            | TagEnd::BlockQuote(_)
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::DefinitionList
            | TagEnd::MetadataBlock(_) => self.break_line(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => {}
        }
    }

    fn close(&mut self, whole: &Range<usize>) {
        let Some(open) = self.links.pop() else { return };
        let Some(link) = self.body.links.get_mut(open.index) else { return };
        link.text = words(&self.plain[open.start..]);
        link.lacks_alt = link.image && link.text.is_empty();
        let definition = open.definition.as_ref();
        let destination = &link.destination;
        link.range = places::destination(self.markdown, open.link_type, whole, open.text_end, definition, destination);
    }

    fn break_line(&mut self) {
        if self.images == 0 && !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }

    /// Ends the open section and begins that of `next`.
    fn end_section(&mut self, next: Option<usize>) {
        let (heading, start) = self.section;
        let lines = self.plain[start..].lines().map(words).filter(|line| !line.is_empty());
        let text = lines.collect::<Vec<_>>().join("\n");
        if heading.is_some() || !text.is_empty() {
            self.body.sections.push(Section { heading, text });
        }
        self.section = (next, self.plain.len());
    }
}

#[cfg(test)]
pub(crate) mod tests;
