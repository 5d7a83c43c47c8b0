//! Files that exist but cannot be read.

use crate::diagnostic::{Diagnostic, rule};
use crate::scene::Scene;
use crate::source::{File, Format, Span, Unreadable, VPath};

rule! {
    /// A file cannot be read. It is not UTF-8, it is a Word file or a PDF with the name of a page, it is too large for
    /// a page, it is a symbolic link that may not be followed, or the system refuses to open it. The rest of the site
    /// is checked anyway.
    ///
    /// A symbolic link may only lead to files that the site reads anyway. It may not lead out of the site, to hidden
    /// files such as `.git/config`, to the output folder or to other folders. It may not publish the text of a page or
    /// a template as a file.
    ///
    /// Save the file as UTF-8: in Notepad under "Save as", in Word as "Plain text" with the encoding
    /// "Unicode (UTF-8)".
    pub(super) UNREADABLE_FILE = "unreadable-file", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |(path, file): (&VPath, &File)| {
        let File::Unreadable(reason) = file else { return None };
        let (message, help) = match reason {
            Unreadable::Utf16 => (
                "the file is UTF-16 text".to_owned(),
                "save it as UTF-8: in Notepad under \"Save as\", in Excel as \"CSV UTF-8\"",
            ),
            Unreadable::OtherFormat(format) => {
                let (what, help) = other(*format);
                (format!("the file is {what}, although its name has the ending of a text"), help)
            }
            Unreadable::NotUtf8 { line, column, byte } => (
                format!("the file is not UTF-8: byte 0x{byte:02X} in line {line}, column {column}"),
                "save it as UTF-8; most often the cause is an accented letter or a curly quotation mark in an old encoding",
            ),
            Unreadable::TooLarge { bytes, limit } => (
                format!(
                    "the file is too large for a page: it has {} MiB, and at most {} MiB are read",
                    bytes >> 20,
                    limit >> 20
                ),
                "split it into several pages, or move pictures and data into files of their own",
            ),
            Unreadable::LinkOutside { target } => {
                // An absolute path says nothing to people on other computers, and they may see the finding too.
                let is_absolute = target.is_empty() || target.starts_with(['/', '\\']) || target.contains(':');
                let whither = if is_absolute { "an absolute path".to_owned() } else { format!("`{target}`") };
                (format!("the symbolic link leads out of the site, to {whither}"), "copy the file into the site")
            }
            Unreadable::LinkUnread { target } => (
                format!("the symbolic link leads to `{target}`, which is not a file of the site"),
                "link to a file in `content`, `static` or `assets` that is not hidden, or replace the link by a copy of the file",
            ),
            Unreadable::LinkUnpublished { target } => (
                format!("the symbolic link would publish `{target}`, which is not published as a file"),
                "if everybody may read the file, replace the link by a copy of it",
            ),
            Unreadable::LinkLoop => {
                ("the symbolic link leads back to itself or to a folder above it".to_owned(), "delete the link")
            }
            Unreadable::LinkDangling => {
                ("the symbolic link leads nowhere".to_owned(), "delete the link, or correct its target")
            }
            Unreadable::NameNotUnicode => ("the file's name is not Unicode".to_owned(), "rename the file"),
            Unreadable::Misnamed { .. } => return None,
            Unreadable::NotAFile => ("this is neither a file nor a folder".to_owned(), "remove it from the site"),
            Unreadable::Refused(words) if words.ends_with("is wanted here") => {
                (words.clone(), "rename it, or move it out of the site")
            }
            Unreadable::Refused(words) => {
                (format!("the file cannot be read: {words}"), "check whether you have permission to read it")
            }
        };
        Some(UNREADABLE_FILE.at(Span::file(path), message).help(help))
    };
    scene.snapshot.files.iter().filter_map(tell).collect()
}

/// What a file with the ending of a text really is, and what to do with it.
fn other(format: Format) -> (&'static str, &'static str) {
    const AS_TEXT: &str = "open it in the program that made it, and save its text as Markdown or as plain text in UTF-8; \
                           a file does not become Markdown by the ending `.md`";
    const AS_FILE: &str = "give it its own ending again and link to it, or write its text as Markdown";
    match format {
        Format::Word => ("a Word document", AS_TEXT),
        Format::OldOffice => ("an old Word, Excel or PowerPoint file", AS_TEXT),
        Format::OpenDocument => ("a LibreOffice document", AS_TEXT),
        Format::Rtf => ("a Rich Text document", AS_TEXT),
        Format::Spreadsheet => ("a spreadsheet", AS_FILE),
        Format::Slides => ("a file of slides", AS_FILE),
        Format::Pdf => ("a PDF", AS_FILE),
        Format::Picture => {
            ("a picture", "give it its own ending again, and show it on a page: ![what it shows](picture.png)")
        }
        Format::Archive => ("an archive of other files", "unpack it, and keep the files that belong to the site"),
        Format::WebPage => (
            "a web page, in HTML",
            "write its text as Markdown, without `<html>`, `<head>` and `<body>`; a page that has to stay HTML belongs into \
             `static` with the ending `.html`",
        ),
    }
}
