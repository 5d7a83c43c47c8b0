//! The forms of text that looks like Markdown but is not.

use std::ops::Range;

/// Text that looks like Markdown but was not read as Markdown. Ranges are bytes of the Markdown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What it looks like.
    pub form: Form,
    /// The place that a finding names.
    pub range: Range<usize>,
    /// The correction, if it is clear: the bytes to replace, and the new text.
    pub fix: Option<(Range<usize>, String)>,
    /// A word or a text for the help of the finding. Its meaning depends on the form, such as the known word for an
    /// unknown alert.
    pub instead: Option<String>,
}

/// What unread text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `##Materials`
    HeadingSpace,
    /// `####### Materials`
    HeadingDeep,
    /// `##` without text.
    HeadingEmpty,
    /// Text that a line of hyphens below it turns into a heading by accident.
    HeadingAccident,
    /// `=====` that is separated from its text by an empty line.
    Underline,
    /// A no-break space or similar beside the sign of a block.
    OddSpace,
    /// `＃`, `＞`, `＊＊`
    FullWidth,
    /// `'''` instead of a fence.
    FenceSign,
    /// `1.Open`
    NumberSpace,
    /// `1 . Open`, `1、`, `(1)`, `①`, `a.`
    NumberSign,
    /// `2. Sign in` directly below text.
    NumberText,
    /// `-Open`
    BulletSpace,
    /// `•`
    BulletSign,
    /// `- [x]text`, `- [] text`
    TaskBox,
    /// `[ ] text` without the sign of a list.
    TaskBullet,
    /// A block that is indented too little to belong to the step above it.
    ListLeft,
    /// A table without its second line.
    TableLine,
    /// A second line of a table that does not match its first.
    TableCells,
    /// A pipe in code that splits a cell of a table's head.
    TableCode,
    /// A table without its head.
    TableHead,
    /// A row that an empty line separates from its table.
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
    /// `[form]: form.md` directly below text.
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
    /// `[!NOTE]` outside of a quotation, or after other text inside of one.
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
    /// `__init__`, which is shown in bold and without its underscores.
    MarkName,
    /// `<!-- TODO ->` within text, which hides nothing.
    Comment,
    /// `10^th^`
    Superscript,
    /// `**bold**` in a block of HTML.
    InHtml,
}

impl Unread {
    pub(super) fn new(form: Form, range: Range<usize>) -> Self {
        Self { form, range, fix: None, instead: None }
    }

    pub(super) fn fix(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { fix: Some((range, text.into())), ..self }
    }

    pub(super) fn instead(self, text: Option<impl Into<String>>) -> Self {
        Self { instead: text.map(Into::into), ..self }
    }
}

/// How many bytes after a sign its partner is searched for. Without a bound, the search for each sign could go to the
/// end of the text. It is longer than any address of a file.
pub(crate) const REACH: usize = 1024;
