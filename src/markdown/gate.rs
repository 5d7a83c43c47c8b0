//! Decides which of an author's HTML a page keeps: raw HTML, and the attributes of headings.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Tag};

use super::foreign::{self, Meant};
use super::math::elements;
use super::nest::{Closing, Nest, TOO_DEEP};
use super::nodes::{Node, Raw, RawTag};
use super::policy;
use super::raw_html::{self, ATTRIBUTES, Attribute, Piece, level};
use super::shapes::is_block;
use super::style::RawHtml;
use crate::direction::direction;

/// Why an id is removed that the page already has.
const TAKEN: &str = "another element of the page has this id already";

/// Reads the nodes of a document in their order, and decides what stays.
pub(crate) struct Gate<'m> {
    markdown: &'m str,
    raw_html: RawHtml,
    nest: Nest,
    /// How many images are open around each other. An alternative text contains no HTML.
    images: usize,
    /// The ids that raw HTML has taken.
    ids: BTreeSet<String>,
    /// The ids that headings of Markdown have taken with `{#id}`.
    heading_ids: BTreeSet<String>,
    /// Whether a finding already says that HTML is nested too deep.
    is_depth_told: bool,
    /// Whether the raw heading that began last holds a text or a picture so far.
    heading_has_content: bool,
    /// The names of the elements whose start tags were removed.
    unkept: BTreeSet<String>,
    /// The names of the elements that have an end tag.
    ended: BTreeSet<String>,
    /// Tags that a page keeps, but that are words if no end tag follows.
    bare: Vec<RawTag>,
    dropped: Vec<RawTag>,
}

impl<'m> Gate<'m> {
    pub(crate) fn new(markdown: &'m str, raw_html: RawHtml) -> Self {
        Self {
            markdown,
            raw_html,
            nest: Nest::default(),
            images: 0,
            ids: BTreeSet::new(),
            heading_ids: BTreeSet::new(),
            is_depth_told: false,
            heading_has_content: false,
            unkept: BTreeSet::new(),
            ended: BTreeSet::new(),
            bare: Vec::new(),
            dropped: Vec::new(),
        }
    }

    /// Decides what stays of a node, and returns the raw elements that end before it.
    pub(crate) fn pass(&mut self, node: &mut Node<'_>, range: &Range<usize>) -> Closing {
        match node {
            Node::Start(tag) => {
                self.images += usize::from(matches!(tag, Tag::Image { .. }));
                self.heading(tag, range);
                let mut ends = self.end_heading(tag);
                ends.extend(self.nest.open_markdown(element_of(tag)));
                self.heading_has_content |= matches!(tag, Tag::Image { .. });
                ends
            }
            Node::End(tag) => {
                self.images -= usize::from(matches!(tag, pulldown_cmark::TagEnd::Image)).min(self.images);
                self.nest.close_markdown()
            }
            Node::Raw(raw) => {
                if self.images == 0 {
                    self.raw(raw);
                }
                Closing::new()
            }
            Node::Footnote(_) => {
                // A reference to a footnote is a link.
                let mut ends = self.nest.open_markdown("a");
                ends.extend(self.nest.close_markdown());
                ends
            }
            Node::Math(math) if math.block => {
                self.heading_has_content = true;
                let mut ends = self.nest.open_markdown("p");
                ends.extend(self.nest.close_markdown());
                ends
            }
            Node::Text(_) | Node::Code(_) | Node::Math(_) | Node::Task(_) => {
                self.heading_has_content = true;
                self.nest.flow()
            }
            Node::Ends(_) | Node::SoftBreak | Node::HardBreak | Node::Title | Node::TitleEnd | Node::Rule => {
                self.nest.flow()
            }
        }
    }

    /// Ends the open raw heading at the next block, if its author forgot the end tag.
    fn end_heading(&mut self, tag: &Tag<'_>) -> Closing {
        let is_next = matches!(tag, Tag::Heading { .. }) || (self.heading_has_content && is_block(tag));
        if is_next { self.nest.end_heading() } else { Closing::new() }
    }

    /// The elements that are still open at the end, and everything that was dropped.
    pub(crate) fn finish(mut self) -> (Closing, Vec<RawTag>) {
        let ended = &self.ended;
        self.dropped.extend(self.bare.into_iter().filter(|tag| !ended.contains(&tag.name)));
        for tag in self.dropped.iter_mut().filter(|tag| tag.meant == Meant::Words && ended.contains(&tag.name)) {
            tag.meant = foreign::meant_with_end(&tag.name);
        }
        (self.nest.close_markdown(), self.dropped)
    }

    /// Applies the rules for ids and classes to the `{#id .class}` of a heading.
    fn heading(&mut self, tag: &mut Tag<'_>, range: &Range<usize>) {
        let Tag::Heading { id, classes, attrs, level: _ } = tag else { return };
        if self.raw_html == RawHtml::Trust {
            return;
        }
        let is_taken = |id: &str| self.ids.contains(id).then(|| TAKEN.to_owned());
        let foreign_id = id.as_deref().and_then(|id| policy::foreign_id(id).or_else(|| is_taken(id)));
        if foreign_id.is_some() {
            *id = None;
        }
        self.heading_ids.extend(id.as_deref().map(str::to_owned));
        let foreign_class = policy::foreign_class(classes.iter().map(|class| &**class));
        let own = policy::own_classes(classes.iter().map(|class| &**class));
        *classes = own.split_ascii_whitespace().map(|class| CowStr::from(class.to_owned())).collect();
        let text = self.markdown.get(range.clone()).unwrap_or_default();
        let start = text.rfind('{').unwrap_or(0);
        let place = range.start + start..range.start + text.trim_end().len().max(start);
        for (name, reason) in [("id", foreign_id), ("class", foreign_class)] {
            if reason.is_some() {
                self.dropped.push(RawTag { name: name.to_owned(), range: place.clone(), reason, meant: Meant::Html });
            }
        }
        for (name, _) in attrs.iter() {
            let reason = Some("a heading can have only an id and classes".to_owned());
            self.dropped.push(RawTag { name: name.to_string(), range: place.clone(), reason, meant: Meant::Html });
        }
    }

    fn raw(&mut self, raw: &mut Raw<'_>) {
        match self.raw_html {
            RawHtml::Escape => {}
            RawHtml::Trust => raw.pieces = raw_html::pieces(&raw.html),
            RawHtml::Sanitize => {
                let mut kept = Vec::new();
                for piece in raw_html::pieces(&raw.html) {
                    self.piece(raw, piece, &mut kept);
                }
                raw.pieces = kept;
            }
        }
    }

    fn piece(&mut self, raw: &Raw<'_>, piece: Piece, kept: &mut Vec<Piece>) {
        match piece {
            Piece::Hidden(range) if raw.html[range.clone()].starts_with("<?") => {
                self.drop(raw, &range, "<?", None, Meant::Template);
            }
            Piece::Hidden(_) | Piece::End(_) => {}
            Piece::Text(range) => {
                if !raw.html[range.clone()].trim().is_empty() {
                    self.heading_has_content = true;
                    kept.extend(self.nest.flow().into_iter().map(Piece::End));
                }
                kept.push(Piece::Text(range));
            }
            Piece::Tag(tag) if tag.closing => {
                kept.extend(self.nest.close(&tag.name).into_iter().map(Piece::End));
                if foreign::is_html(&tag.name) || self.unkept.contains(&tag.name) {
                    self.ended.insert(tag.name);
                } else {
                    self.drop(raw, &tag.range, &tag.name, None, Meant::Words);
                }
            }
            Piece::Tag(mut tag) => {
                if policy::attributes_of(&tag.name).is_none() {
                    // If the element around a part was removed, the part needs no finding of its own.
                    if foreign::whole_of(&tag.name).is_some_and(|whole| self.unkept.contains(whole)) {
                        return;
                    }
                    let start = raw.place(self.markdown, &tag.range).start;
                    let before = self.markdown.get(..start).unwrap_or_default();
                    self.drop(raw, &tag.range, &tag.name, None, foreign::meant(&tag, before, &raw.html));
                    self.unkept.insert(tag.name);
                    return;
                }
                if tag.is_bomb {
                    let why = format!("a tag can have at most {ATTRIBUTES} attributes");
                    self.drop(raw, &tag.range, &tag.name, Some(why), Meant::Html);
                    return;
                }
                let is_checkbox = |kind: &str| kind.trim().eq_ignore_ascii_case("checkbox");
                if tag.name == "input" && !tag.attribute("type").is_some_and(is_checkbox) {
                    self.drop(raw, &tag.range, &tag.name, Some("only a `checkbox` is kept".to_owned()), Meant::Html);
                    return;
                }
                match self.nest.open(&tag.name) {
                    Ok(ends) => kept.extend(ends.into_iter().map(Piece::End)),
                    Err(TOO_DEEP) if std::mem::replace(&mut self.is_depth_told, true) => return,
                    Err(why) => {
                        let is_word = !raw.block && foreign::may_be_a_word(&tag);
                        let meant = if is_word { Meant::Words } else { Meant::Misplaced };
                        self.drop(raw, &tag.range, &tag.name, Some(why.to_owned()), meant);
                        return;
                    }
                }
                if !raw.block && foreign::may_be_a_word(&tag) {
                    let (name, range) = (tag.name.clone(), raw.place(self.markdown, &tag.range));
                    self.bare.push(RawTag { name, range, reason: None, meant: Meant::Words });
                }
                self.attributes(raw, &mut tag);
                Self::direct(&mut tag);
                let name = tag.name.clone();
                let is_whole = elements::is_part(&name) && raw.html[tag.range.clone()].ends_with("/>");
                self.heading_has_content &= level(&tag.name).is_none();
                self.heading_has_content |= tag.name == "img";
                kept.push(Piece::Tag(tag));
                if is_whole {
                    kept.extend(self.nest.close(&name).into_iter().map(Piece::End));
                }
            }
        }
    }

    /// Removes the attributes that a page does not keep, and the classes that are not the author's own.
    fn attributes(&mut self, raw: &Raw<'_>, tag: &mut raw_html::Tag) {
        let mut alignment = None;
        // `style={{ width: "50%" }}` is one value of another tool, although it has spaces.
        let mut in_braces = false;
        let attributes = std::mem::take(&mut tag.attributes);
        let ends_braces = |attribute: &Attribute| attribute.name.contains("}}") || attribute.value.contains("}}");
        let has_end = attributes.iter().any(ends_braces);
        for mut attribute in attributes {
            if std::mem::replace(&mut in_braces, false) {
                in_braces = !ends_braces(&attribute);
                continue;
            }
            // An empty id is no id, and a heading gets one from its text.
            if matches!(attribute.name.as_str(), "id" | "name") && attribute.value.trim().is_empty() {
                continue;
            }
            in_braces = has_end && attribute.value.starts_with("{{") && !ends_braces(&attribute);
            let aligned = policy::alignment(&tag.name, &attribute.name, &attribute.value);
            if aligned.is_some() {
                alignment = aligned;
                continue;
            }
            let refusal = policy::refusal(&tag.name, &attribute.name, &attribute.value);
            let claim = || policy::claim(&tag.name, &attribute.name, &attribute.value);
            let taken = || {
                let is_taken = attribute.name == "id"
                    && (self.heading_ids.contains(&attribute.value) || !self.ids.insert(attribute.value.clone()));
                is_taken.then(|| TAKEN.to_owned())
            };
            let template = || {
                let holds_one = foreign::is_template(&attribute.value);
                holds_one.then(|| "its value is a command for another tool".to_owned())
            };
            let Some(why) = refusal.or_else(template).or_else(claim).or_else(taken) else {
                tag.attributes.push(attribute);
                continue;
            };
            let meant =
                match (foreign::is_template(&attribute.value), foreign::is_look(&attribute.name, &attribute.value)) {
                    (true, _) => Meant::Template,
                    (false, true) => Meant::Formatting,
                    (false, false) => Meant::Html,
                };
            self.drop(raw, &attribute.range, &attribute.name, Some(why), meant);
            if attribute.name == "class" {
                attribute.value = policy::own_classes(attribute.value.split_ascii_whitespace());
                if !attribute.value.is_empty() {
                    tag.attributes.push(attribute);
                }
            }
        }
        let Some(class) = alignment else { return };
        match tag.attributes.iter_mut().find(|attribute| attribute.name == "class") {
            Some(own) => own.value = format!("{} {class}", own.value),
            None => tag.attributes.push(Attribute {
                name: "class".to_owned(),
                value: class.to_owned(),
                range: tag.range.clone(),
                value_range: tag.range.clone(),
            }),
        }
    }

    /// Adds `dir` to a text in a different language, so that it runs in the direction of that language.
    fn direct(tag: &mut raw_html::Tag) {
        if tag.name == "pre" {
            tag.attributes.retain(|attribute| attribute.name != "lang" || !foreign::is_code(&attribute.value));
        }
        let lang = tag.attribute("lang").filter(|lang| !lang.trim().is_empty());
        if let (Some(lang), None) = (lang, tag.attribute("dir")) {
            let value = direction(lang).word().to_owned();
            tag.attributes.push(Attribute { name: "dir".to_owned(), value, range: 0..0, value_range: 0..0 });
        }
    }

    fn drop(&mut self, raw: &Raw<'_>, range: &Range<usize>, name: &str, reason: Option<String>, meant: Meant) {
        let range = raw.place(self.markdown, range);
        self.dropped.push(RawTag { name: name.to_owned(), range, reason, meant });
    }
}

/// The name of the HTML element that Markdown's element becomes.
fn element_of(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Paragraph => "p",
        Tag::Heading { .. } => "h2",
        Tag::BlockQuote(_) => "blockquote",
        Tag::CodeBlock(_) => "pre",
        Tag::List(_) => "ul",
        Tag::Item | Tag::FootnoteDefinition(_) => "li",
        Tag::DefinitionList => "dl",
        Tag::DefinitionListTitle => "dt",
        Tag::DefinitionListDefinition => "dd",
        Tag::Table(_) => "table",
        Tag::TableHead | Tag::TableRow => "tr",
        Tag::TableCell => "td",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Strikethrough => "del",
        Tag::Superscript => "sup",
        Tag::Subscript => "sub",
        Tag::Link { .. } => "a",
        Tag::Image { .. } | Tag::HtmlBlock | Tag::MetadataBlock(_) => "span",
    }
}
