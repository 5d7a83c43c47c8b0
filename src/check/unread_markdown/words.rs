//! The name, the message and the help for each form of text that looks like Markdown.

use crate::markdown::Form;

/// The name of a form, which the settings use.
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

/// The message for a form; `{}` stands for the text as it is written.
pub(super) fn headline(form: Form) -> &'static str {
    match form {
        Form::HeadingSpace => "a heading needs a space after its number signs: `{}` is shown as text",
        Form::HeadingDeep => "a heading has at most six number signs: `{}` is shown as text",
        Form::HeadingEmpty => "this heading has no text: `{}`",
        Form::HeadingAccident => "the line `{}` turns the text above it into a heading",
        Form::Underline => "an empty line separates `{}` from its heading, so it is shown as text",
        Form::OddSpace => "there is a special space beside the sign: `{}` is shown as text",
        Form::FullWidth => "Markdown does not read full-width signs: `{}` is shown as text",
        Form::FenceSign => "a block of code has to begin with backticks or tildes: `{}` is shown as text",
        Form::NumberSpace => "a list needs a space after the number: `{}` is shown as text",
        Form::NumberSign => "a number in this form does not begin a list: `{}` is shown as text",
        Form::NumberText => "a list directly below text has to begin with 1: `{}` is shown as text",
        Form::BulletSpace => "a list needs a space after its sign: `{}` is shown as text",
        Form::BulletSign => "this bullet does not begin a list: `{}` is shown as text",
        Form::TaskBox => "the box of this task is not read as one: `{}`",
        Form::TaskBullet => "a task needs the sign of a list in front: `{}` is shown as text",
        Form::ListLeft => "this is not indented enough to belong to the step above: `{}`",
        Form::TableLine => "this table lacks the line of hyphens below its head: `{}` is shown as text",
        Form::TableCells => "the second line of this table does not have as many cells as the first: `{}`",
        Form::TableCode => "a pipe in code divides a cell of the table's head: `{}` is shown as text",
        Form::TableHead => "this table lacks the line with its column names: `{}` is shown as text",
        Form::TableApart => "an empty line separates this row from its table: `{}` is shown as text",
        Form::TableTabs => "tabs do not make a table: `{}` is shown as text",
        Form::TableGrid => "a table that is drawn with lines is not read: `{}` is shown as text",
        Form::LinkGap => "there is a space between the two brackets of this link: `{}` is shown as text",
        Form::LinkReversed => "the brackets of this link are swapped: `{}` is shown as text",
        Form::LinkSpace => "`{}` contains a space or a bracket, so the link is shown as text",
        Form::LinkEnd => "the end of this link is missing: `{}` is shown as text",
        Form::LinkTitle => "the title of this link is not read: `{}` is shown as text",
        Form::LinkBracket => "a bracket of this link is missing: `{}` is shown as text",
        Form::LinkNested => "this is a link in a link: the outer one of `{}` is shown as text",
        Form::LinkEmpty => "this link has no text, so nobody sees it: `{}`",
        Form::ImageSize => "the size of a picture is not read: `{}`",
        Form::ImageGap => "there is a space between the parts of this picture: `{}` is a link",
        Form::ImageBracket => "brackets of this picture are missing: `{}` is shown as text",
        Form::WikiLink => "a link in double brackets is not read: `{}` is shown as text",
        Form::WikiEmbed => "a picture or page in double brackets is not read: `{}` is shown as text",
        Form::Reference => "the page does not define where this link leads: `{}` is shown as text",
        Form::ReferenceAddress => "an address in square brackets is not read: `{}` is shown as text",
        Form::Definition => "the address of a link is not read directly below text: `{}` is shown as text",
        Form::Footnote => "the page does not define this footnote: `{}` is shown as text",
        Form::FootnoteInline => "a footnote inside the text is not read: `{}` is shown as text",
        Form::Contents => "a mark for a table of contents is not read: `{}` is shown as text",
        Form::AlertWord => "this word does not begin an alert: `{}` is shown as text",
        Form::AlertSign => "the word of this alert is not read: `{}` is shown as text",
        Form::AlertPlace => "an alert cannot begin here: `{}` is shown as text",
        Form::Directive => "this is how a different tool writes a note: `{}` is shown as text",
        Form::Highlight => "equals signs do not mark text: `{}` is shown as text",
        Form::Private => "these signs do not hide a note: `{}` is published",
        Form::Critic => "marks of an edit are not read: `{}` is shown as text",
        Form::Shortcode => "the name of an emoji is not read: `{}` is shown as text",
        Form::Template => "a tag of a different tool is not read: `{}` is shown as text",
        Form::Attributes => "attributes in braces are not read: `{}` is shown as text",
        Form::Mdx => "a line of a program is not read: `{}` is shown as text",
        Form::MarkSpace => "these signs mark nothing, because of the letters or spaces beside them: `{}`",
        Form::MarkPair => "there is one sign too many or too few: `{}` is shown as text",
        Form::MarkEnd => "the end of this bold text is missing: `{}` is shown as text",
        Form::MarkName => "the underscores make this name bold, and the page does not show them: `{}`",
        Form::Comment => "this comment is never closed, so it hides nothing: `{}` is published",
        Form::Superscript => "these signs do not raise text: `{}` is shown as text",
        Form::InHtml => "Markdown is not read inside a block of HTML: `{}` is shown as text",
    }
}

/// The help for a form. `instead` is a word or a text that was probably meant, `mended` what a fix would write.
pub(super) fn help(form: Form, instead: Option<&str>, mended: &str) -> String {
    let plain = match form {
        Form::HeadingSpace => {
            "put a space between the number signs and the text; write a word such as `#math` between backticks"
        }
        Form::HeadingDeep => "write at most six number signs; two begin a section",
        Form::HeadingEmpty => "write the text of the heading after the number signs, or delete the line",
        Form::HeadingAccident => {
            "for a line across the page put an empty line above it; for a heading write `##` in front of the text"
        }
        Form::Underline => "write `##` in front of the heading, and delete this line",
        Form::OddSpace => "replace it by an ordinary space; it comes from a word processor",
        Form::FullWidth => {
            "type the sign with the keyboard set to half-width, and a space after it at the start of a line"
        }
        Form::FenceSign => "write three backticks, or three tildes, above and below the code",
        Form::NumberSpace => "put a space after the period: `1. Open the portal`",
        Form::NumberSign => "write a number, a period and a space: `1. Open the portal`",
        Form::NumberText => "put an empty line above the list",
        Form::BulletSpace => "put a space after the sign: `- Open the portal`",
        Form::BulletSign => "write a hyphen and a space: `- Open the portal`",
        Form::TaskBox => {
            "write `- [ ] text` or `- [x] text`, with one space or one letter between the brackets, and a space after them"
        }
        Form::TaskBullet => "write `- [ ] text`",
        Form::ListLeft => "indent it as far as the text of the step above, by three spaces below `1.`",
        Form::TableLine => "below the first line write a line with three hyphens for each cell: `| --- | --- |`",
        Form::TableCells => "write three hyphens for each cell of the first line, with bars between them",
        Form::TableCode => "write the pipe in code as `\\|`",
        Form::TableHead => "write a line with the names of the columns above it, without an empty line in between",
        Form::TableApart => "delete the empty line above it",
        Form::TableTabs => "write the table with bars, or publish the spreadsheet as a file",
        Form::TableGrid => "write the table with bars: `| Tool | Grades |`, and `| --- | --- |` below it",
        Form::LinkGap => "delete the space after the square brackets",
        Form::LinkReversed => "write the text in square brackets and the address in round ones",
        Form::LinkSpace => {
            "write the address in angle brackets, `(<my guide.md>)`, or rename the file with hyphens instead of spaces"
        }
        Form::LinkEnd => "close the address with a round bracket",
        Form::LinkTitle => "write the title in straight quotation marks, with none inside it: `(guide.md \"Title\")`",
        Form::LinkBracket => "write the text in square brackets, and directly after them the address in round ones",
        Form::LinkNested => "write one link after the other",
        Form::LinkEmpty => "write a text in the square brackets, or delete the link",
        Form::ImageSize => "delete the size; a picture is at most as wide as the text",
        Form::ImageGap => "delete the space after the exclamation mark",
        Form::ImageBracket => {
            "write what it shows in square brackets, and after them its file in round ones: `![Our door](door.svg)`"
        }
        Form::WikiLink => "write `[text](page.md)` with the path to the page's file",
        Form::WikiEmbed => "write `![what it shows](picture.png)` for a picture, `[text](page.md)` for a page",
        Form::Reference => "write `[text](page.md)`, or define the address in a separate line",
        Form::ReferenceAddress => "write the address in round brackets",
        Form::Definition => "put an empty line above it",
        Form::Footnote => "write the text of the footnote in a separate paragraph, after the same sign and a colon",
        Form::FootnoteInline => "write `[^1]` here, and `[^1]: the note` in a separate paragraph",
        Form::Contents => "delete it; a page with several headings lists them by itself",
        Form::AlertWord => "the words are `NOTE`, `TIP`, `IMPORTANT`, `WARNING` and `CAUTION`",
        Form::AlertSign => "write only the word between the brackets, without bold",
        Form::AlertPlace => {
            "write it as the first line of a separate quotation: `> [!NOTE]`, and `> ` before each line of its text"
        }
        Form::Directive => "write an alert: `> [!NOTE]`, and `> ` before each line of its text",
        Form::Highlight => "write `**bold**` or `<mark>marked</mark>`",
        Form::Private => "delete the note; everybody who reads the page can read it",
        Form::Critic => "make the edit, and delete the marks",
        Form::Shortcode => "write the emoji itself, or delete the name",
        Form::Template => "delete it, or write it between backticks to show it",
        Form::Attributes => "delete them; only a heading can have `{#name}`, at the end of its line",
        Form::Mdx => "delete it, or write it between backticks to show it",
        Form::MarkSpace => {
            "write the signs directly beside the words that they mark, with a space or a punctuation mark outside"
        }
        Form::MarkPair => {
            "write one sign before and after the words for emphasis, two for bold; `\\*` shows the sign itself"
        }
        Form::MarkEnd => "write two signs after the words too; `\\*\\*` shows the signs themselves",
        Form::MarkName => "write it between backticks",
        Form::Comment => "begin it with `<!--`, and close it with `-->` in the same paragraph",
        Form::Superscript => "write `<sup>th</sup>`",
        Form::InHtml => "write it in a separate line, with an empty line above and below it",
    };
    match (form, instead) {
        (Form::AlertWord | Form::AlertSign | Form::AlertPlace | Form::Directive | Form::Template, Some(word)) => {
            format!("write `> [!{word}]` in a separate line, and `> ` before each line of the text")
        }
        (Form::LinkBracket, Some(_)) => {
            "a backtick before it turns its other bracket into code; close the code with a backtick, or delete it"
                .to_owned()
        }
        (Form::HeadingAccident, Some(_)) => {
            "put an empty line above it and write the item's text after it, or delete the line".to_owned()
        }
        (Form::Attributes, Some(sizes)) => {
            format!("delete them, or write the picture as HTML: `<img src=\"…\" alt=\"…\" {}>`", quoted(sizes))
        }
        (Form::InHtml, Some(tag)) => format!("leave an empty line after `{tag}`, and no spaces before the text"),
        (Form::InHtml, None) if !mended.is_empty() => format!("write it as HTML: `{mended}`"),
        (Form::Reference, Some(name)) => {
            format!("write `[text](page.md)`, or write `[{name}]: page.md` in a separate paragraph")
        }
        (Form::LinkSpace, _) if mended.starts_with('<') => {
            format!(
                "write the address in angle brackets, `({mended})`, or rename the file with hyphens instead of spaces"
            )
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
        (Form::TableCells, _) if !mended.is_empty() => {
            format!("write three hyphens for each cell of the first line: `{mended}`")
        }
        (Form::TableLine, _) if mended.starts_with('|') => format!("write this line below the first one: `{mended}`"),
        (Form::Highlight, _) if mended.starts_with("##") => format!("write a heading: `{mended}`"),
        (Form::Private, _) if !mended.is_empty() => format!("{plain}. A comment is not published: `{mended}`"),
        _ => plain.to_owned(),
    }
}

/// Sizes as attributes of HTML.
fn quoted(sizes: &str) -> String {
    let quote = |word: &str| match word.split_once('=') {
        Some((name, value)) => format!("{name}=\"{}\"", value.trim_matches(['"', '\''])),
        None => word.to_owned(),
    };
    sizes.split_whitespace().filter(|word| word.contains('=')).map(quote).collect::<Vec<_>>().join(" ")
}
