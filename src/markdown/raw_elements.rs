//! The tags of raw HTML as a page gets them, with the frames, names and labels that Markdown's elements have.

use super::nodes::Raw;
use super::raw_html::{Piece, Shape, Tag, level};
use super::renderer::{Aside, Renderer};
use super::rendering::{Href, Words};
use super::style::RawHtml;
use super::writer;
use crate::escape;

impl<'r> Renderer<'r> {
    pub(super) fn raw(&mut self, raw: &Raw<'_>) {
        // A comment that allows findings was replaced by blanks.
        if raw.html.trim().is_empty() {
            return;
        }
        if self.style.raw_html == RawHtml::Escape {
            if raw.block {
                self.begin("<p>", "");
            }
            escape::text(&mut self.html, if raw.block { raw.html.trim_end() } else { &raw.html });
            if raw.block {
                self.html.push_str("</p>\n");
            }
            return;
        }
        if raw.block {
            self.fresh_line();
        }
        let is_trusted = self.style.raw_html == RawHtml::Trust;
        for piece in &raw.pieces {
            match piece {
                Piece::Text(range) if !is_trusted => writer::text_of_html(&mut self.html, &raw.html[range.clone()]),
                Piece::Text(range) | Piece::Hidden(range) => self.html.push_str(&raw.html[range.clone()]),
                Piece::End(name) => self.end_raw(name),
                Piece::Tag(tag) if tag.closing => {
                    if !self.end_title(&tag.name) {
                        self.html.push_str(&raw.html[tag.range.clone()]);
                        self.end_frame(&tag.name);
                    }
                }
                Piece::Tag(tag) => self.raw_tag(raw, tag),
            }
            self.has_tags |= !matches!(piece, Piece::Text(_));
        }
        if raw.block && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Writes a start tag.
    fn raw_tag(&mut self, raw: &Raw<'_>, tag: &Tag) {
        let links = tag.links();
        let hrefs: Vec<Option<&'r Href>> = links.iter().map(|_| self.next_href()).collect();
        let mut added: Vec<(&str, String)> = Vec::new();
        added.extend(tag.scope.map(|scope| ("scope", scope.to_owned())));
        match tag.shape {
            Shape::Heading => {
                let heading = self.next_heading();
                if self.is_title(heading) {
                    self.set_aside(Aside::Title);
                    self.raw_frames.in_title = true;
                    return;
                }
                if let Some(heading) = heading.filter(|heading| !heading.explicit)
                    && self.ids.insert(heading.id.clone())
                {
                    added.push(("id", heading.id.clone()));
                }
            }
            Shape::Table => self.table_frame(),
            Shape::Code => {
                self.fresh_line();
                self.html.push_str("<div class=\"codeblock\">\n");
                if tag.attribute("tabindex").is_none() {
                    added.push(("tabindex", "0".to_owned()));
                }
            }
            Shape::Plain if tag.name == "input" && self.style.raw_html == RawHtml::Sanitize => {
                added.extend(self.checkbox(tag));
            }
            Shape::Plain => {}
        }
        match tag.name.as_str() {
            "table" => self.raw_frames.tables.push(tag.shape == Shape::Table),
            "pre" => self.raw_frames.codes.push(tag.shape == Shape::Code),
            _ => {}
        }
        if self.style.raw_html == RawHtml::Trust && links.is_empty() {
            let written = &raw.html[tag.range.clone()];
            self.html.push_str(written.strip_suffix('>').unwrap_or(written));
            added.iter().for_each(|(name, value)| writer::attribute(&mut self.html, name, value));
            self.html.push('>');
            return;
        }
        let trusted = (self.style.raw_html == RawHtml::Trust).then_some(&*raw.html);
        let is_free = |id: &str| self.ids.insert(id.to_owned());
        writer::raw_tag(&mut self.html, tag, &links, &hrefs, trusted, is_free, &added);
    }

    /// The attributes that a checkbox lacks: `disabled`, since nobody can tick it, and a label that says whether it is
    /// ticked.
    fn checkbox(&self, tag: &Tag) -> Vec<(&'static str, String)> {
        let Words { done, to_do, .. } = self.rendering.words;
        let has = |name: &str| tag.attribute(name).is_some();
        let mut added = Vec::new();
        if !has("disabled") {
            added.push(("disabled", String::new()));
        }
        if !has("aria-label") && !has("aria-labelledby") {
            added.push(("aria-label", if has("checked") { done } else { to_do }.clone()));
        }
        added
    }

    /// Writes the end of an element of raw HTML. Its author may have left it out.
    pub(super) fn end_raw(&mut self, name: &str) {
        if !self.end_title(name) {
            writer::end(&mut self.html, name);
            self.end_frame(name);
        }
    }

    /// Drops the heading that is the page's title, if it ends here. Returns whether it does.
    fn end_title(&mut self, name: &str) -> bool {
        let ends = self.raw_frames.in_title && level(name).is_some();
        if ends {
            self.raw_frames.in_title = false;
            self.take_back();
        }
        ends
    }

    fn end_frame(&mut self, name: &str) {
        let (open, end) = match name {
            "table" => (self.raw_frames.tables.pop(), "\n</section>"),
            "pre" => (self.raw_frames.codes.pop(), "\n</div>"),
            _ => return,
        };
        if open == Some(true) {
            self.html.push_str(end);
        }
    }
}
