//! Text that looks like Markdown, and that nobody read.
//!
//! 1. The `view` keeps of a document what came out as text; code, HTML, links and addresses are veiled.
//! 2. Each family of forms looks at the blocks of the view once.
//!
//! A form is told when the text can hardly mean anything else: a false alarm costs more than a missed slip.

mod alerts;
mod heads;
mod in_html;
mod inline;
mod lines;
mod links;
mod lists;
mod nested;
mod signs;
mod tables;
mod view;

use std::ops::Range;

use super::events::{Events, MarkdownStyle, RawHtml};
use super::read;
use view::View;

/// Text that looks like Markdown and is none. Ranges are bytes of the Markdown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What it looks like.
    pub form: Form,
    /// The place.
    pub range: Range<usize>,
    /// What mends it: the bytes to replace, and the text to put there.
    pub fix: Option<(Range<usize>, String)>,
    /// The word or the text to write instead, where one is near.
    pub instead: Option<String>,
}

/// What unread text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `##Materials`
    HeadingSpace,
    /// `####### Materials`
    HeadingDeep,
    /// `##` without a text.
    HeadingEmpty,
    /// Text that a line of hyphens below it turns into a heading.
    HeadingAccident,
    /// `=====` that stands apart from its text.
    Underline,
    /// A no-break space beside the sign of a block.
    OddSpace,
    /// `＃`, `＞`, `＊＊`
    FullWidth,
    /// `'''` for a fence.
    FenceSign,
    /// `1.Open`
    NumberSpace,
    /// `1 . Open`, `1、`, `(1)`, `①`, `a.`
    NumberSign,
    /// `2. Sign in` right under text.
    NumberText,
    /// `-Open`
    BulletSpace,
    /// `•`
    BulletSign,
    /// `- [x]text`, `- [] text`
    TaskBox,
    /// `[ ] text` without the sign of a list.
    TaskBullet,
    /// What is indented too little to belong to the step above.
    ListLeft,
    /// A table without its second line.
    TableLine,
    /// A second line of a table that does not match its first.
    TableCells,
    /// A pipe in code that divides a table's head.
    TableCode,
    /// A table without its head.
    TableHead,
    /// A row that an empty line parts from its table.
    TableApart,
    /// Cells with tabs between them.
    TableTabs,
    /// `+---+---+`
    TableGrid,
    /// `[Form] (form.md)`
    LinkGap,
    /// `(Form)[form.md]`
    LinkReversed,
    /// `[Form](consent form.md)`
    LinkSpace,
    /// `[Form](form.md` without an end.
    LinkEnd,
    /// `[Form](form.md "Title)`
    LinkTitle,
    /// `[Form(form.md)`, `Form](form.md)`
    LinkBracket,
    /// `[a [b](c.md) d](e.md)`
    LinkNested,
    /// `[](form.md)`
    LinkEmpty,
    /// `![](a.svg =100x50)`
    ImageSize,
    /// `! [Door](door.svg)`
    ImageGap,
    /// `![door.svg]`, `!(door.svg)`
    ImageBracket,
    /// `[[Page]]`
    WikiLink,
    /// `![[map.png]]`
    WikiEmbed,
    /// `[the form][consent]`
    Reference,
    /// `[the form][form.md]`
    ReferenceAddress,
    /// `[form]: form.md` right under text.
    Definition,
    /// `[^3]`
    Footnote,
    /// `^[A note.]`
    FootnoteInline,
    /// `[TOC]`
    Contents,
    /// `> [!DANGER]`
    AlertWord,
    /// `> **[!NOTE]**`, `> [!NOTE`
    AlertSign,
    /// `[!NOTE]` outside of a quotation, or inside it behind other text.
    AlertPlace,
    /// `!!! note`, `:::tip`
    Directive,
    /// `==x==`
    Highlight,
    /// `%%x%%`
    Private,
    /// `{++x++}`
    Critic,
    /// `:warning:`
    Shortcode,
    /// `{% include %}`, `{{ x }}`
    Template,
    /// `{width=50%}`
    Attributes,
    /// `import X from "x"`
    Mdx,
    /// `**bold **`
    MarkSpace,
    /// `**bold*`
    MarkPair,
    /// `**bold` without an end.
    MarkEnd,
    /// `__init__`, which is bold without its lines.
    MarkName,
    /// `<!-- TODO ->` within text, which hides nothing.
    Comment,
    /// `10^th^`
    Superscript,
    /// `**bold**` in a block of HTML.
    InHtml,
}

impl Unread {
    fn new(form: Form, range: Range<usize>) -> Self {
        Self { form, range, fix: None, instead: None }
    }

    fn fix(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { fix: Some((range, text.into())), ..self }
    }

    /// Where the links of its line would lead, were it mended.
    #[must_use]
    pub fn addresses(&self, markdown: &str, style: &MarkdownStyle) -> Vec<String> {
        let Some((range, text)) = &self.fix else { return Vec::new() };
        // The address of a definition stands for itself.
        if let Some(address) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            return vec![address.to_owned()];
        }
        let start = markdown[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let end = markdown[range.end..].find('\n').map_or(markdown.len(), |end| range.end + end);
        // A line may hold many slips, and is read for each.
        if end - start > REACH || range.is_empty() && text.is_empty() {
            return Vec::new();
        }
        let line = format!("{}{text}{}", &markdown[start..range.start], &markdown[range.end..end]);
        read::parse(&line, style).links.into_iter().map(|link| link.destination).collect()
    }

    fn instead(self, text: Option<impl Into<String>>) -> Self {
        Self { instead: text.map(Into::into), ..self }
    }
}

/// How far a sign looks for its partner. Without a bound each sign of a text would be looked for its partner to the
/// text's end. No address of a file has more letters.
const REACH: usize = 1024;

/// All of a document in the order of their places. Linear in its length.
pub(super) fn find(events: &Events<'_>, markdown: &str, style: &MarkdownStyle) -> Vec<Unread> {
    let view = View::new(events, markdown);
    let mut found = Vec::new();
    for (at, block) in view.blocks.iter().enumerate() {
        let next = view.blocks.get(at + 1);
        let last = at.checked_sub(1).and_then(|at| view.blocks.get(at));
        heads::find(&view, block, &mut found);
        alerts::find(&view, block, &mut found);
        if block.has_lines() {
            lines::find(&view, block, &mut found);
            lists::find(&view, block, &mut found);
        }
        tables::find(&view, block, (last, next), &mut found);
        links::find(&view, block, &mut found);
        signs::find(&view, block, style.raw_html, &mut found);
    }
    inline::find(events, markdown, &mut found);
    nested::find(events, markdown, &mut found);
    if style.raw_html != RawHtml::Escape {
        in_html::find(events, markdown, &mut found);
    }
    found.sort_by_key(|unread| (unread.range.start, unread.range.end, unread.form));
    found.dedup_by(|next, first| next.range.start == first.range.start && next.form == first.form);
    found
}

#[cfg(test)]
mod tests;
