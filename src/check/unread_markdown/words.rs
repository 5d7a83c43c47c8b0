//! What is told of each form, and what to do about it.

use crate::markdown::Form;

/// The name of a form, by which the settings know it.
pub(super) fn name(form: Form) -> &'static str {
    match form {
        Form::HeadingSpace => "heading-space",
        Form::HeadingDeep => "heading-deep",
        Form::HeadingEmpty => "heading-empty",
        Form::HeadingAccident => "heading-accident",
        Form::Underline => "underline",
        Form::OddSpace => "odd-space",
        Form::FullWidth => "full-width",
        Form::FenceSign => "fence-sign",
        Form::NumberSpace => "number-space",
        Form::NumberSign => "number-sign",
        Form::NumberText => "number-text",
        Form::BulletSpace => "bullet-space",
        Form::BulletSign => "bullet-sign",
        Form::TaskBox => "task-box",
        Form::TaskBullet => "task-bullet",
        Form::ListLeft => "list-left",
        Form::TableLine => "table-line",
        Form::TableCells => "table-cells",
        Form::TableCode => "table-code",
        Form::TableHead => "table-head",
        Form::TableApart => "table-apart",
        Form::TableTabs => "table-tabs",
        Form::TableGrid => "table-grid",
        Form::LinkGap => "link-gap",
        Form::LinkReversed => "link-reversed",
        Form::LinkSpace => "link-space",
        Form::LinkEnd => "link-end",
        Form::LinkTitle => "link-title",
        Form::LinkBracket => "link-bracket",
        Form::LinkNested => "link-nested",
        Form::LinkEmpty => "link-empty",
        Form::ImageSize => "image-size",
        Form::ImageGap => "image-gap",
        Form::ImageBracket => "image-bracket",
        Form::WikiLink => "wiki-link",
        Form::WikiEmbed => "wiki-embed",
        Form::Reference => "reference",
        Form::ReferenceAddress => "reference-address",
        Form::Definition => "definition",
        Form::Footnote => "footnote",
        Form::FootnoteInline => "footnote-inline",
        Form::Contents => "contents",
        Form::AlertWord => "alert-word",
        Form::AlertSign => "alert-sign",
        Form::AlertPlace => "alert-place",
        Form::Directive => "directive",
        Form::Highlight => "highlight",
        Form::Private => "private",
        Form::Critic => "critic",
        Form::Shortcode => "shortcode",
        Form::Template => "template",
        Form::Attributes => "attributes",
        Form::Mdx => "mdx",
        Form::MarkSpace => "mark-space",
        Form::MarkPair => "mark-pair",
        Form::MarkEnd => "mark-end",
        Form::MarkName => "mark-name",
        Form::Comment => "comment",
        Form::Superscript => "superscript",
        Form::InHtml => "in-html",
    }
}

/// The headline of a form; `{}` is what is written.
pub(super) fn headline(form: Form) -> &'static str {
    match form {
        Form::HeadingSpace => "no space behind the signs of a heading: `{}` is text",
        Form::HeadingDeep => "more than six signs are no heading: `{}` is text",
        Form::HeadingEmpty => "a heading without a text: `{}`",
        Form::HeadingAccident => "the line `{}` makes a heading of the text above it",
        Form::Underline => "the line `{}` stands apart from its heading, and is text",
        Form::OddSpace => "an odd space beside the sign of a block: `{}` is text",
        Form::FullWidth => "a full-width sign is none of Markdown: `{}` is text",
        Form::FenceSign => "a block of code begins with backticks: `{}` is text",
        Form::NumberSpace => "no space behind the number of a list: `{}` is text",
        Form::NumberSign => "a number that begins no list: `{}` is text",
        Form::NumberText => "a list right under text begins with 1: `{}` is text",
        Form::BulletSpace => "no space behind the sign of a list: `{}` is text",
        Form::BulletSign => "a bullet that begins no list: `{}` is text",
        Form::TaskBox => "a box of a task that is not read: `{}`",
        Form::TaskBullet => "a task without the sign of a list: `{}` is text",
        Form::ListLeft => "indented too little to belong to the step above: `{}`",
        Form::TableLine => "a table without its second line: `{}` is text",
        Form::TableCells => "the second line of a table does not match its head: `{}`",
        Form::TableCode => "a pipe in code divides the head of a table: `{}` is text",
        Form::TableHead => "a table without its head: `{}` is text",
        Form::TableApart => "an empty line parts a row from its table: `{}` is text",
        Form::TableTabs => "tabs make no table: `{}` is text",
        Form::TableGrid => "a table drawn with lines is not read: `{}` is text",
        Form::LinkGap => "a space between the parts of a link: `{}` is text",
        Form::LinkReversed => "brackets of a link the wrong way round: `{}` is text",
        Form::LinkSpace => "`{}` holds a space or a bracket, so that this is no link but text",
        Form::LinkEnd => "a link without its end: `{}` is text",
        Form::LinkTitle => "the title of a link is not read: `{}` is text",
        Form::LinkBracket => "a link lacks a bracket: `{}` is text",
        Form::LinkNested => "a link in a link: the outer one of `{}` is text",
        Form::LinkEmpty => "a link without a text: nobody sees `{}`",
        Form::ImageSize => "a size of a picture is not read: `{}`",
        Form::ImageGap => "a space between the parts of a picture: `{}` is a link",
        Form::ImageBracket => "a picture lacks the half of its brackets: `{}` is text",
        Form::WikiLink => "a link in double brackets is not read: `{}` is text",
        Form::WikiEmbed => "a picture or page in double brackets is not read: `{}` is text",
        Form::Reference => "nothing defines where a link leads: `{}` is text",
        Form::ReferenceAddress => "an address in square brackets is not read: `{}` is text",
        Form::Definition => "the address of a link right under text is not read: `{}` is text",
        Form::Footnote => "nothing defines a footnote: `{}` is text",
        Form::FootnoteInline => "a footnote within the text is not read: `{}` is text",
        Form::Contents => "a mark for a table of contents is not read: `{}` is text",
        Form::AlertWord => "a word that begins no alert: `{}` is text",
        Form::AlertSign => "a word of an alert that is not read: `{}` is text",
        Form::AlertPlace => "a word of an alert where none begins: `{}` is text",
        Form::Directive => "a note as another tool writes it: `{}` is text",
        Form::Highlight => "equals signs mark nothing: `{}` is text",
        Form::Private => "these signs hide nothing: `{}` is published",
        Form::Critic => "marks of an edit are not read: `{}` is text",
        Form::Shortcode => "the name of a picture is not read: `{}` is text",
        Form::Template => "a tag of another tool is not read: `{}` is text",
        Form::Attributes => "attributes in braces are not read: `{}` is text",
        Form::Mdx => "a line of a program is not read: `{}` is text",
        Form::MarkSpace => "signs that mark nothing, for what stands beside them: `{}`",
        Form::MarkPair => "one sign too many or too few: `{}` is text",
        Form::MarkEnd => "bold text without its end: `{}` is text",
        Form::MarkName => "underscores turn a name bold, and are gone: `{}`",
        Form::Comment => "a comment that is never closed hides nothing: `{}` is published",
        Form::Superscript => "signs that raise nothing: `{}` is text",
        Form::InHtml => "Markdown is not read in a block of HTML: `{}` is text",
    }
}

/// What to do: with the word or text that is near, and with what a fix would write.
pub(super) fn help(form: Form, instead: Option<&str>, mended: &str) -> String {
    let plain = match form {
        Form::HeadingSpace => "put a space between the signs and the text; a word with a number sign stands in code",
        Form::HeadingDeep => "write six signs at most; two begin a section",
        Form::HeadingEmpty => "write the heading's text behind the signs, or delete the line",
        Form::HeadingAccident => {
            "put an empty line above it for a line across the page, or write the heading with `##`"
        }
        Form::Underline => "write the heading with `##` in front, or delete the line",
        Form::OddSpace => "replace it by an ordinary space; word processors write no-break spaces",
        Form::FullWidth => "write the sign in its half-width form, with a space behind it where a block begins",
        Form::FenceSign => "write three backticks, or three tildes, above and below the code",
        Form::NumberSpace => "put a space behind the point: `1. Open the portal`",
        Form::NumberSign => "write a number, a point and a space: `1. Open the portal`",
        Form::NumberText => "put an empty line above the list",
        Form::BulletSpace => "put a space behind the sign: `- Open the portal`",
        Form::BulletSign => "write a hyphen and a space: `- Open the portal`",
        Form::TaskBox => {
            "write `- [ ] text` or `- [x] text`, with one space in or one letter between the brackets, and one behind them"
        }
        Form::TaskBullet => "write `- [ ] text`",
        Form::ListLeft => "indent it as far as the text of the step above, by three spaces below `1.`",
        Form::TableLine => "put a line below the first one that has three hyphens for each cell: `| --- | --- |`",
        Form::TableCells => "write three hyphens for each cell of the first line",
        Form::TableCode => "write the pipe in code as `\\|`",
        Form::TableHead => "put the line with the names of the columns above it, without an empty line between them",
        Form::TableApart => "delete the empty line above it",
        Form::TableTabs => "write a table with bars, or publish the sheet as a file",
        Form::TableGrid => "write a table with bars: `| Tool | Grades |`, and `| --- | --- |` below it",
        Form::LinkGap => "put what follows right behind the square bracket",
        Form::LinkReversed => "write the text in square brackets and the address in round ones",
        Form::LinkSpace => "write it in angle brackets, `(<my guide.md>)`, or rename the file with hyphens for spaces",
        Form::LinkEnd => "close the address",
        Form::LinkTitle => "write the title in straight quotation marks, with none inside it: `(guide.md \"Title\")`",
        Form::LinkBracket => "write the text in square brackets, and right behind them the address in round ones",
        Form::LinkNested => "write one link behind the other",
        Form::LinkEmpty => "write in the brackets what the link leads to, or delete it",
        Form::ImageSize => "leave the size out; a picture is shown as wide as the text at most",
        Form::ImageGap => "put the bracket right behind the exclamation mark",
        Form::ImageBracket => {
            "write what it shows in square brackets, and behind them its file in round ones: `![Our door](door.svg)`"
        }
        Form::WikiLink => "write `[text](page.md)` with the way to the page's file",
        Form::WikiEmbed => "write `![what it shows](picture.png)` for a picture, `[text](page.md)` for a page",
        Form::Reference => "write `[text](page.md)`, or define it in a line of its own",
        Form::ReferenceAddress => "write the address in round brackets",
        Form::Definition => "put an empty line above it",
        Form::Footnote => "write its text in a paragraph of its own, after the same sign and a colon",
        Form::FootnoteInline => "write `[^1]` here, and `[^1]: the note` in a paragraph of its own",
        Form::Contents => "delete it; a page with several headings lists them by itself",
        Form::AlertWord => "the words are `NOTE`, `TIP`, `IMPORTANT`, `WARNING` and `CAUTION`",
        Form::AlertSign => "write the word alone between the brackets, without bold",
        Form::AlertPlace => {
            "write it as the first line of a quotation of its own: `> [!NOTE]`, and `> ` before its text"
        }
        Form::Directive => "write an alert: `> [!NOTE]`, and `> ` before each line of its text",
        Form::Highlight => "write `**bold**` or `<mark>marked</mark>`",
        Form::Private => "take the note out; whoever reads the page reads it",
        Form::Critic => "make the edit, or take the marks out",
        Form::Shortcode => "write the picture itself, or leave it out",
        Form::Template => "take it out, or write it in code when it shall be shown",
        Form::Attributes => "leave them out; only a heading takes `{#name}`, as the last of its line",
        Form::Mdx => "take it out, or write it in code when it shall be shown",
        Form::MarkSpace => {
            "let the signs stand right beside the words that they mark, with a space or a sign around them"
        }
        Form::MarkPair => "write one sign before and behind for emphasis, two for bold; `\\*` shows the sign",
        Form::MarkEnd => "write two signs behind the words too; `\\*\\*` shows the signs",
        Form::MarkName => "write it in code",
        Form::Comment => "begin it with `<!--`, and close it with `-->` in the same paragraph",
        Form::Superscript => "write `<sup>th</sup>`",
        Form::InHtml => "put it into a line of its own, with an empty line above and below it",
    };
    match (form, instead) {
        (Form::AlertWord | Form::AlertSign | Form::AlertPlace | Form::Directive | Form::Template, Some(word)) => {
            format!("write `> [!{word}]` in a line of its own, and `> ` before each line of the text")
        }
        (Form::LinkBracket, Some(_)) => {
            "a backtick before it makes code of its other bracket; write its partner, or delete it".to_owned()
        }
        (Form::HeadingAccident, Some(_)) => {
            "put an empty line above it, and the item's text behind it; or delete it".to_owned()
        }
        (Form::Attributes, Some(sizes)) => {
            format!("leave them out, or write the picture as HTML: `<img src=\"…\" alt=\"…\" {}>`", quoted(sizes))
        }
        (Form::InHtml, Some(tag)) => format!("leave an empty line behind `{tag}`, and no spaces before the text"),
        (Form::InHtml, None) if !mended.is_empty() => format!("write it as HTML: `{mended}`"),
        (Form::Reference, Some(name)) => {
            format!("write `[text](page.md)`, or put `[{name}]: page.md` in a paragraph of its own")
        }
        (Form::LinkSpace, _) if mended.starts_with('<') => {
            format!("write it in angle brackets, `({mended})`, or rename the file with hyphens for spaces")
        }
        (
            Form::LinkSpace
            | Form::LinkTitle
            | Form::ReferenceAddress
            | Form::LinkReversed
            | Form::Superscript
            | Form::Shortcode,
            _,
        ) if !mended.is_empty() => {
            format!("write `{mended}`")
        }
        (Form::TableCells, _) if !mended.is_empty() => format!("write one cell for each of the first line: `{mended}`"),
        (Form::TableLine, _) if mended.starts_with('|') => format!("put a line below the first one: `{mended}`"),
        (Form::Highlight, _) if mended.starts_with("##") => format!("write a heading: `{mended}`"),
        (Form::Private, _) if !mended.is_empty() => format!("{plain}. A comment is not published: `{mended}`"),
        _ => plain.to_owned(),
    }
}

/// A size as HTML has it.
fn quoted(sizes: &str) -> String {
    let quote = |word: &str| match word.split_once('=') {
        Some((name, value)) => format!("{name}=\"{}\"", value.trim_matches(['"', '\''])),
        None => word.to_owned(),
    };
    sizes.split_whitespace().filter(|word| word.contains('=')).map(quote).collect::<Vec<_>>().join(" ")
}
