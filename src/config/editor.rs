//! The link by which the preview opens a file in an editor.

use super::keys::BAD_SETTING;
use crate::document::Keys;

/// Beginnings of links that open a file and do nothing else. The setting comes with a branch that somebody checks out,
/// so it cannot be trusted: other links of the same programs clone a repository, install an extension or run a command.
const STARTS: [&str; 24] = [
    "vscode://file/",
    "vscode-insiders://file/",
    "vscodium://file/",
    "cursor://file/",
    "windsurf://file/",
    "zed://file/",
    "idea://open?",
    "pycharm://open?",
    "webstorm://open?",
    "phpstorm://open?",
    "jetbrains://idea/navigate/",
    "jetbrains://pycharm/navigate/",
    "jetbrains://web-storm/navigate/",
    "jetbrains://php-storm/navigate/",
    "jetbrains://goland/navigate/",
    "subl://",
    "txmt://open",
    "mvim://open",
    "emacs://",
    "nova://open",
    "x-bbedit://open",
    "bbedit://open",
    "obsidian://open?",
    "typora://",
];

/// Reads the setting.
pub(super) fn read(keys: &mut Keys<'_, '_>) -> Option<String> {
    let link = keys.text("editor")?;
    // A path starts with a slash.
    let start = link.replace("{path}", "/").to_ascii_lowercase();
    let opens = STARTS.iter().any(|known| start.starts_with(known));
    // The link is written into the head of an HTTP answer, and its path must not lead through `..`.
    let is_plain = link.bytes().all(|byte| byte.is_ascii_graphic()) && !link.contains("..") && !link.contains('\\');
    if opens && is_plain && link.contains("{path}") {
        return Some(link);
    }
    let at = keys.value("editor")?;
    let (message, help) = if opens && is_plain {
        (
            "the link to the editor does not say which file to open",
            "write `{path}` at the place of the file's path".to_owned(),
        )
    } else {
        let mut names: Vec<&str> =
            STARTS.iter().filter_map(|known| known.split_once(':')).map(|(name, _)| name).collect();
        names.dedup();
        let help = format!(
            "write the address that opens a file, such as vscode://file{{path}}:{{line}}:{{column}}. The preview knows the links of {}",
            names.join(", ")
        );
        ("the preview does not know an editor with this link", help)
    };
    keys.faults.push(BAD_SETTING.at(at.span(), message).help(help));
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::Document;
    use crate::document::YamlSource;
    use crate::source::VPath;

    /// The link that is read, and the words of what is wrong with it.
    fn read(link: &str) -> (String, String) {
        let text: Arc<str> = format!("preview: {{ editor: {link:?} }}\n").into();
        let source = YamlSource::new(VPath::unchecked("homeroom.yaml"), text.clone(), 0..text.len());
        let read = crate::config::read(&Document::parse(source).expect("YAML"));
        let faults = read.diagnostics.iter().map(|fault| format!("{}: {:?}\n", fault.message, fault.help));
        (read.value.editor, faults.collect())
    }

    #[test]
    fn opens_a_file_in_an_editor_that_is_known() {
        for link in [
            "vscode://file{path}:{line}:{column}",
            "VSCODE://file/{path}",
            "zed://file{path}",
            "cursor://file{path}:{line}",
            "idea://open?file={path}&line={line}",
            "jetbrains://idea/navigate/reference?project=handbook&path={path}:{line}",
            "subl://open?url=file://{path}&line={line}",
            "txmt://open?url=file://{path}",
            "mvim://open?url=file://{path}",
            "emacs://open?url=file://{path}",
        ] {
            assert_eq!(read(link), (link.to_owned(), String::new()));
        }
    }

    #[test]
    fn refuses_every_other_link() {
        let usual = crate::config::Config::defaults().editor;
        for link in [
            "javascript:alert('{path}')",
            "JavaScript:alert('{path}')",
            "data:text/html,{path}",
            "vbscript:{path}",
            "https://evil.example/?{path}",
            "http://localhost:9000{path}",
            "file://{path}",
            "ftp://evil.example{path}",
            "mailto:a@evil.example?body={path}",
            "ms-msdt:/id {path}",
            "search-ms:query={path}",
            "ssh://evil.example{path}",
            "{path}",
            "//evil.example{path}",
            "vscode:{path}",
            "vscode-x://file{path}",
            "vscode://file.evil/run?{path}",
            "vscode://evil.extension/run?{path}",
            "vscode://vscode.git/clone?url=https://evil.example&{path}",
            "vscode://vscode-remote/ssh-remote+evil.example{path}",
            "vscode://file/../evil{path}",
            "cursor://anysphere.cursor-deeplink/mcp/install?{path}",
            "jetbrains://idea/checkout/git?checkout.repo=https://evil.example&x={path}",
            "vscode://file{path}\\r\\nSet-Cookie: x",
            "vscode://file{path} x",
            "vscode://file{path}\u{e9}",
        ] {
            let (editor, faults) = read(link);
            assert_eq!(editor, usual, "{link}");
            assert!(faults.contains("does not know an editor") && faults.contains("vscodium"), "{faults}");
        }
        let (editor, faults) = read("vscode://file/etc/passwd");
        assert!(editor == usual && faults.contains("does not say which file"), "{faults}");
    }
}
