//! Files that are there and cannot be read.

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
                (format!("the file is {what}, whatever its name says"), help)
            }
            Unreadable::NotUtf8 { line, column, byte } => (
                format!("the file is not UTF-8: byte 0x{byte:02X} in line {line}, column {column}"),
                "save it as UTF-8; the byte is most often a letter with an accent or a curly quotation mark in an old encoding",
            ),
            Unreadable::TooLarge { bytes, limit } => (
                format!("the file is too large for a page: {} MiB, and {} MiB are read", bytes >> 20, limit >> 20),
                "split it, or put what is no text into a file of its own kind",
            ),
            Unreadable::LinkOutside { target } => {
                // A path of this machine means nothing elsewhere, and findings are shown elsewhere.
                let is_absolute = target.is_empty() || target.starts_with(['/', '\\']) || target.contains(':');
                let whither = if is_absolute { "an absolute path".to_owned() } else { format!("`{target}`") };
                (format!("the symbolic link leads out of the site, to {whither}"), "copy the file into the site")
            }
            Unreadable::LinkUnread { target } => (
                format!("the symbolic link leads to `{target}`, which is no file of the site"),
                "link to a file in `content`, `static` or `assets` that is not hidden, or put a copy in place of the link",
            ),
            Unreadable::LinkUnpublished { target } => (
                format!("the symbolic link would publish `{target}`, which is not published as it stands"),
                "put a copy in place of the link, if everybody may read it",
            ),
            Unreadable::LinkLoop => {
                ("the symbolic link leads back to itself or to a folder above it".to_owned(), "remove the link")
            }
            Unreadable::LinkDangling => {
                ("the symbolic link leads nowhere".to_owned(), "remove the link, or mend its target")
            }
            Unreadable::NameNotUnicode => ("the file's name is not Unicode".to_owned(), "rename the file"),
            Unreadable::Misnamed { .. } => return None,
            Unreadable::NotAFile => ("this is neither a file nor a folder".to_owned(), "remove it from the site"),
            Unreadable::Refused(words) if words.ends_with("is wanted here") => {
                (words.clone(), "rename it, or move it out of the site")
            }
            Unreadable::Refused(words) => (format!("the file cannot be read: {words}"), "check who may read it"),
        };
        Some(UNREADABLE_FILE.at(Span::file(path), message).help(help))
    };
    scene.snapshot.files.iter().filter_map(tell).collect()
}

/// What a file is that is called a text, and what to do with it.
fn other(format: Format) -> (&'static str, &'static str) {
    const AS_TEXT: &str = "open it where it was written and save its text as Markdown or as plain text in UTF-8; \
                           renaming a file to `.md` does not make Markdown of it";
    const AS_FILE: &str = "give it back its own ending and link to it, or write its text as Markdown";
    match format {
        Format::Word => ("a Word document", AS_TEXT),
        Format::OldOffice => ("an old Word, Excel or PowerPoint file", AS_TEXT),
        Format::OpenDocument => ("a LibreOffice document", AS_TEXT),
        Format::Rtf => ("a Rich Text document", AS_TEXT),
        Format::Spreadsheet => ("a spreadsheet", AS_FILE),
        Format::Slides => ("a file of slides", AS_FILE),
        Format::Pdf => ("a PDF", AS_FILE),
        Format::Picture => {
            ("a picture", "give it back its own ending, and show it on a page: ![what it shows](picture.png)")
        }
        Format::Archive => ("an archive of other files", "take out of it what belongs to the site"),
        Format::WebPage => (
            "a page of the web, in HTML",
            "write its text as Markdown, without `<html>`, `<head>` and `<body>`; a page that has to stay HTML belongs into \
             `static` with the ending `.html`",
        ),
    }
}
