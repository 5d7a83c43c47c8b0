//! What raw HTML adds to a body: links, words, blocks of code, and sections that begin with its headings.

use std::ops::Range;

use super::{Link, Reader};
use crate::markdown::nodes::Raw;
use crate::markdown::outline::words;
use crate::markdown::raw_html::{self, Piece, Shape, level};
use crate::markdown::style::RawHtml;

/// The parts of an attribute's value that may be the address of a file: words with a dot.
fn addresses(value: &str) -> impl Iterator<Item = String> {
    let words = value.split(|letter: char| letter.is_whitespace() || ",;()'\"".contains(letter));
    words.filter(|word| word.contains('.')).map(str::to_owned)
}

impl Reader<'_> {
    /// Adds the links of the raw HTML that a page keeps.
    pub(super) fn raw(&mut self, raw: &Raw<'_>) {
        for (number, piece) in raw.pieces.iter().enumerate() {
            let Piece::Tag(tag) = piece else { continue };
            if let Some(Piece::Hidden(style)) = raw.pieces.get(number + 1)
                && (self.style.raw_html, tag.name.as_str()) == (RawHtml::Trust, "style")
            {
                self.body.loaded.extend(addresses(&raw.html[style.clone()]));
            }
            if self.style.raw_html == RawHtml::Trust {
                let values = tag.attributes.iter().flat_map(|attribute| addresses(&attribute.value));
                self.body.loaded.extend(values);
            }
            for (nth, link) in tag.links().into_iter().enumerate() {
                self.body.links.push(Link {
                    image: tag.name != "a",
                    raw: true,
                    destination: link.address.to_owned(),
                    text: tag.attribute("alt").map(words).unwrap_or_default(),
                    // A picture in several sizes has several links, and only the first needs a finding.
                    lacks_alt: nth == 0 && tag.name == "img" && tag.attribute("alt").is_none(),
                    range: raw.place(self.markdown, &link.range),
                    whole: raw.place(self.markdown, &tag.range),
                });
            }
        }
    }

    /// Adds the text of raw HTML, with a space for every tag. Its headings begin sections.
    pub(super) fn words_of(&mut self, raw: &Raw<'_>, range: &Range<usize>) {
        for piece in &raw.pieces {
            match piece {
                Piece::Text(text) if raw.block => self.plain.push_str(&raw_html::unescape(&raw.html[text.clone()])),
                Piece::Text(_) | Piece::Hidden(_) => {}
                Piece::Tag(tag) if !tag.closing && tag.shape == Shape::Heading => {
                    self.end_section(Some(self.headings));
                    self.headings += 1;
                    self.in_raw_heading = true;
                }
                piece => {
                    if let Piece::Tag(raw_html::Tag { shape: Shape::Code, .. }) = piece {
                        self.body.code.push((None, range.clone()));
                    }
                    piece.ended().into_iter().for_each(|name| self.end_raw(name));
                    if raw.block {
                        self.plain.push(' ');
                    }
                }
            }
        }
    }

    /// Ends the open raw heading. Its text is not part of the section, because the outline has it.
    pub(super) fn end_raw(&mut self, name: &str) {
        if self.in_raw_heading && level(name).is_some() {
            self.in_raw_heading = false;
            self.section.1 = self.plain.len();
        }
    }
}
