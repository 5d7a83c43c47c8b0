//! The elements of a body that are more than a tag around text.

use std::borrow::Cow;
use std::fmt::Write as _;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr};

use super::footnotes::{text_id, use_id};
use super::nodes::{Item, Node, language};
use super::outline::Heading;
use super::policy::THEME_ID;
use super::renderer::{Aside, Closer, Image, Renderer, Table};
use super::rendering::{Href, Words};
use super::slug::FOOTNOTES_ID;
use super::writer;
use crate::escape;

impl<'r> Renderer<'r> {
    pub(super) fn next_heading(&mut self) -> Option<&'r Heading> {
        self.headings += 1;
        self.outline.get(self.headings - 1)
    }

    pub(super) fn is_title(&self, heading: Option<&Heading>) -> bool {
        let omit = self.rendering.omit.as_ref().map(|omit| omit.start);
        omit.is_some() && omit == heading.map(|heading| heading.range.start) && !self.is_omitting()
    }

    /// Begins a heading. A heading of the first level becomes `h2`, because the page's title is the only `h1`.
    pub(super) fn heading(&mut self, level: u8, classes: &[CowStr<'_>]) -> Closer {
        let heading = self.next_heading();
        if self.is_title(heading) {
            self.set_aside(Aside::Title);
            return Closer::default();
        }
        let level = level.max(2);
        self.fresh_line();
        let _ = write!(self.html, "<h{level}");
        if let Some(heading) = heading
            && self.ids.insert(heading.id.clone())
        {
            writer::attribute(&mut self.html, "id", &heading.id);
        }
        if !classes.is_empty() {
            writer::attribute(&mut self.html, "class", &classes.join(" "));
        }
        self.html.push('>');
        format!("</h{level}>\n").into()
    }

    pub(super) fn link(&mut self, href: Option<&Href>, title: &str) -> Closer {
        let Some((href, external)) = writer::safe(href) else { return Closer::default() };
        self.html.push_str("<a");
        writer::address(&mut self.html, "href", href);
        if external {
            writer::attribute(&mut self.html, "class", "out");
        }
        if !title.is_empty() {
            writer::attribute(&mut self.html, "title", title);
        }
        self.html.push('>');
        self.in_link = true;
        "</a>".into()
    }

    pub(super) fn finish_image(&mut self) {
        let Some(Image { href, title, alt }) = self.image.take() else { return };
        let Some((src, _)) = writer::safe(href) else {
            escape::text(&mut self.html, &alt);
            return;
        };
        self.html.push_str("<img");
        writer::address(&mut self.html, "src", src);
        writer::attribute(&mut self.html, "alt", &alt);
        if !title.is_empty() {
            writer::attribute(&mut self.html, "title", &title);
        }
        writer::layout(&mut self.html, href, &|_| false);
        self.html.push('>');
    }

    /// Begins an alert. If its author wrote a title, the word of the alert becomes its label for screen readers.
    pub(super) fn alert(&mut self, kind: BlockQuoteKind, has_title: bool) -> Closer {
        let (index, class) = match kind {
            BlockQuoteKind::Note => (0, "note"),
            BlockQuoteKind::Tip => (1, "tip"),
            BlockQuoteKind::Important => (2, "important"),
            BlockQuoteKind::Warning => (3, "warning"),
            BlockQuoteKind::Caution => (4, "caution"),
        };
        self.fresh_line();
        let word = &self.rendering.words.alerts[index];
        let _ = write!(self.html, "<div class=\"note note-{class}\" role=\"note\"");
        if has_title {
            writer::attribute(&mut self.html, "aria-label", word);
            self.html.push_str(">\n");
        } else {
            self.html.push_str(">\n<p class=\"ttl\">");
            escape::text(&mut self.html, word);
            self.html.push_str("</p>\n");
        }
        "</div>\n".into()
    }

    /// Begins a code block. It can be wider than the page, so it takes the focus and a keyboard can scroll it.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) -> Closer {
        self.fresh_line();
        self.html.push_str("<div class=\"codeblock\">\n<pre tabindex=\"0\"><code");
        let language = language(kind);
        if let Some(language) = language {
            writer::attribute(&mut self.html, "class", &format!("language-{language}"));
        }
        self.html.push('>');
        self.code = Some((language.unwrap_or_default().to_owned(), String::new()));
        "</code></pre>\n</div>\n".into()
    }

    /// Writes the code of a block as a whole, because the colors of a line depend on the lines before it.
    pub(super) fn finish_code(&mut self) {
        if let Some((language, code)) = self.code.take() {
            self.html.push_str(&self.rendering.highlighter.html(&language, &code));
        }
    }

    pub(super) fn list(&mut self, first: Option<u64>) -> Closer {
        match first {
            None => self.begin("<ul>\n", "</ul>\n"),
            Some(1) => self.begin("<ol>\n", "</ol>\n"),
            Some(first) => self.begin(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
        }
    }

    pub(super) fn task(&mut self, done: bool) {
        let Words { done: ticked, to_do, .. } = self.rendering.words;
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(if done { " checked" } else { "" });
        writer::attribute(&mut self.html, "aria-label", if done { ticked } else { to_do });
        self.html.push_str("> ");
    }

    /// Begins a table, and the region around it in which it scrolls.
    pub(super) fn table(&mut self, alignments: &[Alignment]) -> Closer {
        self.table = Table { alignments: alignments.to_vec(), ..Table::default() };
        self.table_frame();
        self.html.push_str("<table>\n");
        "</table>\n</section>\n".into()
    }

    /// Begins the region of a table. Its name has a number if the page has several tables, since each region needs a
    /// different name.
    pub(super) fn table_frame(&mut self) {
        self.tables.0 += 1;
        let (nth, all) = self.tables;
        let name = &self.rendering.words.table_region;
        let name = if all > 1 { format!("{name} {nth}") } else { name.clone() };
        self.fresh_line();
        self.html.push_str("<section class=\"tbl\" tabindex=\"0\"");
        writer::attribute(&mut self.html, "aria-label", &name);
        self.html.push_str(">\n");
    }

    /// Begins a cell. An empty cell of the head is not a heading, because screen readers would announce it for every
    /// row.
    pub(super) fn cell(&mut self, next: &[Item<'_>]) -> Closer {
        let alignment = self.table.alignments.get(self.table.cell).copied().unwrap_or(Alignment::None);
        self.table.cell += 1;
        let is_empty = matches!(next.first().map(|item| &item.node), Some(Node::End(_)) | None);
        let is_heading = self.table.in_head && !is_empty;
        self.html.push_str(if is_heading { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(match alignment {
            Alignment::None => ">",
            Alignment::Left => " class=\"al-l\">",
            Alignment::Center => " class=\"al-c\">",
            Alignment::Right => " class=\"al-r\">",
        });
        if is_heading { "</th>".into() } else { "</td>".into() }
    }

    /// Writes the number of a footnote at a place that refers to it.
    pub(super) fn footnote(&mut self, label: &str) {
        if self.is_unseen() {
            return;
        }
        let Some(number) = self.numbers.number(label) else {
            escape::text(&mut self.html, &format!("[^{label}]"));
            return;
        };
        if self.in_link {
            // A link cannot contain a link.
            let _ = write!(self.html, "<sup class=\"fn\">{number}</sup>");
            return;
        }
        let uses = self.uses.entry(number).or_default();
        *uses += 1;
        let (text, here) = (text_id(number), use_id(number, *uses));
        let [text, here, all] = [&text, &here, FOOTNOTES_ID].map(|id| self.own(id));
        let _ = write!(
            self.html,
            "<sup class=\"fn\"><a href=\"#{text}\" id=\"{here}\" aria-describedby=\"{all}\">{number}</a></sup>"
        );
    }

    /// An id of the theme for this text. On a page with several texts, the ids of all but the first contain a number.
    fn own<'i>(&self, id: &'i str) -> Cow<'i, str> {
        match self.rendering.place.number {
            0 => id.into(),
            number => format!("{THEME_ID}{number}-{}", id.trim_start_matches(THEME_ID)).into(),
        }
    }

    /// Writes the section of the footnotes. Each footnote has a link back to every place that refers to it.
    pub(super) fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.fresh_line();
        let id = self.own(FOOTNOTES_ID);
        let _ = write!(self.html, "<section class=\"footnotes\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">");
        escape::text(&mut self.html, &self.rendering.words.footnotes);
        self.html.push_str("</h2>\n<ol>\n");
        for (number, note) in std::mem::take(&mut self.notes) {
            let mut back = String::new();
            for nth in 1..=self.uses.get(&number).copied().unwrap_or_default() {
                self.back_link(&mut back, number, nth);
            }
            let _ = write!(self.html, "<li id=\"{}\">", self.own(&text_id(number)));
            match note.trim_end().strip_suffix("</p>") {
                Some(front) => {
                    let _ = write!(self.html, "\n{front}{back}</p>\n</li>\n");
                }
                None => {
                    let _ = write!(self.html, "\n{note}<p>{}</p>\n</li>\n", back.trim_start());
                }
            }
        }
        self.html.push_str("</ol>\n</section>\n");
    }

    fn back_link(&self, html: &mut String, number: usize, nth: usize) {
        let name = &self.rendering.words.back_to_text;
        let name = if nth == 1 { format!("{name} {number}") } else { format!("{name} {number}-{nth}") };
        let _ = write!(html, " <a href=\"#{}\" class=\"back\"", self.own(&use_id(number, nth)));
        writer::attribute(html, "aria-label", &name);
        html.push_str(">\u{21a9}");
        if nth > 1 {
            let _ = write!(html, "<sup>{nth}</sup>");
        }
        html.push_str("</a>");
    }
}
