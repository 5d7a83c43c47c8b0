//! Makes the addresses that open a file of the site in an editor.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::plan::addresses::PREVIEW;
use crate::source::VPath;

/// Characters that are percent-encoded in the path of an address.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'&').add(b'+').add(b'<').add(b'>').add(b'?').add(b'`');

/// The preview's address that opens the editor at a place of a file. It holds the file's path inside of the site, so
/// that pages do not reveal where the site lies on this machine.
pub(super) fn editor_address(file: &VPath, line: usize, column: usize) -> String {
    let file = utf8_percent_encode(file.as_str(), PATH);
    format!("{}editor/{line}:{column}/{file}", PREVIEW)
}

/// The address that makes the editor itself open the file. `editor` is the template for it from the settings.
pub(super) fn editor_link(editor: &str, root: &Path, file: &VPath, line: usize, column: usize) -> String {
    let path = root.join(file.as_str()).to_string_lossy().replace('\\', "/");
    // Windows starts true paths with `//?/`, which editors do not understand.
    let path = path.strip_prefix("//?/").unwrap_or(&path);
    let path = utf8_percent_encode(path, PATH).to_string();
    let path = if path.starts_with('/') { path } else { format!("/{path}") };
    let numbers = editor.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
    numbers.replace("{path}", &path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_in_a_path_are_encoded_in_links_to_editors() {
        let file = VPath::new("content/{line} & more?.md").expect("a path");
        let link = editor_link("emacs://open?url=file://{path}&line={line}", Path::new("/home/a b"), &file, 3, 5);
        assert_eq!(link, "emacs://open?url=file:///home/a%20b/content/{line}%20%26%20more%3F.md&line=3");
        assert_eq!(editor_address(&file, 3, 5), "/_homeroom/editor/3:5/content/{line}%20%26%20more%3F.md");
    }
}
