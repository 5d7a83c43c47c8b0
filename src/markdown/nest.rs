//! The nesting of a document's elements, those of Markdown and of raw HTML together.
//!
//! A page is always nested well: an element ends inside the element that contains it. Parsers repair HTML that is not,
//! and to do so they copy elements and search everything they have read; a small text can then take minutes and
//! gigabytes. So elements that would need repair are closed or left out here.

use super::math::elements::is_part;
use super::policy::VOID;

/// The most elements of raw HTML that may be open around each other. The time of parsers grows with the square of it.
const DEPTH: usize = 100;

/// Why an element is removed that stands deeper than `DEPTH`. Most likely everything after it stands too deep as well,
/// so this is reported once.
pub(crate) const TOO_DEEP: &str = "it stands inside of a hundred other elements that are not closed";

/// How many texts may stand between the rows of raw tables. Parsers move each of them out of the table, and search for
/// its new place.
const BETWEEN_ROWS: usize = 64;

/// The parts of a table, each with the elements that may be directly around it.
const PARTS: &[(&str, &[&str])] = &[
    ("caption", &["table"]),
    ("col", &["colgroup", "table"]),
    ("colgroup", &["table"]),
    ("tbody", &["table"]),
    ("td", &["tr", "tbody", "thead", "tfoot", "table"]),
    ("tfoot", &["table"]),
    ("th", &["tr", "tbody", "thead", "tfoot", "table"]),
    ("thead", &["table"]),
    ("tr", &["tbody", "thead", "tfoot", "table"]),
];

/// Elements that may contain only parts of a table.
const GRID: &[&str] = &["table", "thead", "tbody", "tfoot", "tr", "colgroup"];

/// Elements whose content is separate: a tag inside of them ends no element around them.
const CELLS: &[&str] = &["td", "th", "caption", "table"];

/// Elements that end an open paragraph.
const BLOCKS: &[&str] = &[
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// The elements that are open.
#[derive(Default)]
pub(crate) struct Nest {
    open: Vec<Open>,
    /// The indices in `open` of elements of Markdown.
    markdown: Vec<usize>,
    /// The indices in `open` of paragraphs and cells. They are kept because every block asks for the innermost one, and
    /// Markdown may be nested deep.
    texts: Vec<usize>,
    /// The indices in `open` of links.
    links: Vec<usize>,
    headings: usize,
    /// How many of the open elements are raw HTML.
    raw: usize,
    between_rows: usize,
}

struct Open {
    /// The element's name; empty for a link that parsers have already ended.
    name: String,
    /// Whether it is an element of Markdown, which only Markdown closes.
    markdown: bool,
}

/// The names of raw elements to close, the innermost first.
pub(crate) type Closing = Vec<String>;

impl Nest {
    /// Opens an element of raw HTML, and returns the elements to close before it. The error says why the element cannot
    /// stand here.
    pub(crate) fn open(&mut self, name: &str) -> Result<Closing, &'static str> {
        let floor = self.floor();
        let mut keep = self.open.len();
        match (self.nearest(floor, |open| open == "math"), is_part(name)) {
            (None, true) => return Err("it can stand only inside of a `math`"),
            (Some(_), false) => return Err("a formula can contain neither HTML nor another formula"),
            _ => {}
        }
        if let Some((_, parents)) = PARTS.iter().find(|(part, _)| *part == name) {
            let around = self.nearest(floor, |open| parents.contains(&open) || open == "table");
            let around = around.filter(|at| parents.contains(&self.open[*at].name.as_str()));
            keep = around.ok_or("it can stand only inside of a table")? + 1;
        } else if self.is_between_rows() {
            return Err("only rows can stand between the rows of a table");
        }
        let (siblings, parents): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "rt" | "rp" => (&["rt", "rp"], &["ruby"]),
            _ => (&[], &[]),
        };
        if !parents.is_empty() {
            let is_around = |open: &str| parents.contains(&open) || CELLS.contains(&open);
            let parent = self.nearest(floor, is_around).filter(|at| parents.contains(&self.open[*at].name.as_str()));
            let parent = parent.ok_or("it can stand only inside of its list or its `ruby`")?;
            keep = self.nearest(parent, |open| siblings.contains(&open)).unwrap_or(keep);
        }
        if name == "a" {
            match self.links.last() {
                Some(at) if self.open[*at].markdown => return Err("a link cannot contain another link"),
                Some(at) if *at >= floor => keep = keep.min(*at),
                Some(at) => self.forget(*at),
                None => {}
            }
        }
        if HEADINGS.contains(&name) && self.headings > 0 {
            return Err("a heading cannot contain another heading");
        }
        if BLOCKS.contains(&name)
            && let Some(paragraph) = self.paragraph()
        {
            if paragraph >= floor {
                keep = keep.min(paragraph);
            } else if paragraph + 1 < self.open.len() {
                return Err("it is a block, and cannot stand inside of a link or of bold or similar text");
            }
        }
        let is_void = VOID.contains(&name);
        if !is_void && self.raw + keep >= DEPTH + self.open.len() {
            return Err(TOO_DEEP);
        }
        let closing = self.close_to(keep);
        if !is_void {
            self.push(name, false);
        }
        Ok(closing)
    }

    /// Closes the innermost open element of this name and all elements in it. Closes nothing if none is open.
    pub(crate) fn close(&mut self, name: &str) -> Closing {
        let is_part = PARTS.iter().any(|(part, _)| *part == name);
        // As in browsers, the end tag of any heading ends the open heading.
        let is_same = |open: &str| open == name || (HEADINGS.contains(&name) && HEADINGS.contains(&open));
        let is_end = |open: &str| match is_part || name == "table" {
            true => open == name || open == "table",
            false => is_same(open) || CELLS.contains(&open),
        };
        match self.nearest(self.floor(), is_end) {
            Some(at) if is_same(&self.open[at].name) => self.close_to(at),
            _ => Closing::new(),
        }
    }

    /// Closes the open heading of raw HTML and all elements in it. Closes nothing if none is open.
    pub(crate) fn end_heading(&mut self) -> Closing {
        if self.headings == 0 {
            return Closing::new();
        }
        match self.nearest(self.floor(), |open| HEADINGS.contains(&open) || CELLS.contains(&open)) {
            Some(at) if HEADINGS.contains(&self.open[at].name.as_str()) => self.close_to(at),
            _ => Closing::new(),
        }
    }

    /// Opens an element of Markdown, and returns the elements to close before it.
    pub(crate) fn open_markdown(&mut self, name: &str) -> Closing {
        let floor = self.floor();
        let mut closing = self.flow();
        if let Some(math) = self.nearest(floor, |open| open == "math") {
            closing.extend(self.close_to(math));
        }
        if name == "a" {
            match self.links.last() {
                Some(at) if *at >= floor => closing.extend(self.close_to(*at)),
                Some(at) if !self.open[*at].markdown => self.forget(*at),
                _ => {}
            }
        }
        if let Some(paragraph) = self.paragraph().filter(|at| *at >= floor && BLOCKS.contains(&name)) {
            closing.extend(self.close_to(paragraph));
        }
        self.push(name, true);
        closing
    }

    /// Closes the element of Markdown that was opened last, and returns the elements to close before it.
    pub(crate) fn close_markdown(&mut self) -> Closing {
        let closing = self.close_to(self.floor());
        self.pop();
        closing
    }

    /// Adds a text or a picture, and returns the elements to close before it.
    pub(crate) fn flow(&mut self) -> Closing {
        if !self.is_between_rows() {
            return Closing::new();
        }
        self.between_rows += 1;
        let table = self.nearest(self.floor(), |open| open == "table");
        table.filter(|_| self.between_rows > BETWEEN_ROWS).map_or_else(Closing::new, |table| self.close_to(table))
    }

    /// The index after the innermost element of Markdown. A tag of raw HTML may not close an element below it.
    fn floor(&self) -> usize {
        self.markdown.last().map_or(0, |at| at + 1)
    }

    fn nearest(&self, floor: usize, is_it: impl Fn(&str) -> bool) -> Option<usize> {
        self.open[floor..].iter().rposition(|open| is_it(&open.name)).map(|at| floor + at)
    }

    /// The index of the paragraph that the next block would end.
    fn paragraph(&self) -> Option<usize> {
        self.texts.last().copied().filter(|at| self.open[*at].name == "p")
    }

    fn is_between_rows(&self) -> bool {
        self.open.last().is_some_and(|open| !open.markdown && GRID.contains(&open.name.as_str()))
    }

    fn push(&mut self, name: &str, markdown: bool) {
        let at = self.open.len();
        if markdown {
            self.markdown.push(at);
        } else {
            self.raw += 1;
        }
        if name == "p" || CELLS.contains(&name) {
            self.texts.push(at);
        }
        if name == "a" {
            self.links.push(at);
        }
        self.headings += usize::from(HEADINGS.contains(&name));
        self.open.push(Open { name: name.to_owned(), markdown });
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        for places in [&mut self.markdown, &mut self.texts, &mut self.links] {
            places.pop_if(|at| *at == self.open.len());
        }
        self.headings -= usize::from(HEADINGS.contains(&open.name.as_str()));
        self.raw -= usize::from(!open.markdown && !open.name.is_empty());
        Some(open)
    }

    /// Closes the innermost elements until only `keep` are open. All closed ones must be raw HTML.
    fn close_to(&mut self, keep: usize) -> Closing {
        let mut closing = Closing::new();
        while self.open.len() > keep {
            closing.extend(self.pop().map(|open| open.name).filter(|name| !name.is_empty()));
        }
        closing
    }

    /// Forgets an open link, because parsers end it by themselves at the next link.
    fn forget(&mut self, at: usize) {
        self.open[at].name.clear();
        self.links.retain(|link| *link != at);
        self.raw -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tags that a page gets for the given ones. `!x` opens and `/!` closes an element of Markdown, and `.` is
    /// text.
    fn nested(tags: &str) -> String {
        let mut nest = Nest::default();
        let mut html = String::new();
        for tag in tags.split(' ') {
            let closing = match tag {
                "." => nest.flow(),
                "/!" => nest.close_markdown(),
                tag => match (tag.strip_prefix('!'), tag.strip_prefix('/')) {
                    (Some(name), _) => nest.open_markdown(name),
                    (_, Some(name)) => nest.close(name),
                    _ => match nest.open(tag) {
                        Ok(closing) => closing,
                        Err(_) => continue,
                    },
                },
            };
            html.extend(closing.iter().map(|name| format!("/{name} ")));
            if tag == "/!" || !tag.starts_with('/') {
                html.push_str(tag);
                html.push(' ');
            }
        }
        html.trim_end().to_owned()
    }

    #[test]
    fn ends_what_is_left_open_with_what_it_stands_in() {
        for (tags, expected) in [
            ("b . /b", "b . /b"),
            ("!p b . /! !p . /!", "!p b . /b /! !p . /!"),
            ("/div div b /div /b", "div b /b /div"),
            ("p b . p .", "p b . /b /p p ."),
            ("div p . div . /div /p", "div p . /p div . /div"),
            ("p !p . /!", "p /p !p . /!"),
            ("!p div . /div /!", "!p div . /div /!"),
            ("!p !strong div . /div /! /!", "!p !strong . /! /!"),
            ("ul li b . li . /ul", "ul li b . /b /li li . /li /ul"),
            ("!li !em li . /! /!", "!li !em . /! /!"),
            ("a b . a . /a", "a b . /b /a a . /a"),
            ("a !p !a . /! /! /a", "a !p !a . /! /!"),
            ("!a a . /a /!", "!a . /!"),
            ("h2 h3 . /h3 /h2", "h2 . /h2"),
            ("table tr td b . td . /table", "table tr td b . /b /td td . /td /tr /table"),
            ("table b . /b tr td . /td /tr /table", "table . tr td . /td /tr /table"),
            ("td . tr . table td table td . /td /table /td /table", ". . table td table td . /td /table /td /table"),
            ("div table td . /div . /td /table /div", "div table td . . /td /table /div"),
        ] {
            assert_eq!(nested(tags), expected, "{tags}");
        }
    }

    #[test]
    fn has_bounds() {
        let deep = nested("div ".repeat(500).trim_end());
        assert_eq!(deep.split(' ').count(), DEPTH);
        let texts = nested(&format!("table {}", ". tr ".repeat(500).trim_end()));
        assert_eq!(texts.matches("tr").count(), 2 * (BETWEEN_ROWS - 1) + 2, "{texts}");
        assert_eq!(texts.matches('.').count(), 500);
    }
}
