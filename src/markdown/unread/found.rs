//! The forms of text that looks like Markdown but is not.

use std::ops::Range;

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

/// How far a sign looks for its partner. Without a bound each sign of a text would be looked for its partner to the
/// text's end. No address of a file has more letters.
pub(crate) const REACH: usize = 1024;
