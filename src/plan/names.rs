//! Names that some system does not allow for a file. A site is made and published on Linux, macOS and Windows, so an
//! address that one of them cannot hold is not published.

use crate::artifact::{LONGEST_NAME, OWN_NAMES, folded};
use crate::content::address::is_device;
use crate::diagnostic::rule;
use crate::document::excerpt;

rule! {
    /// An address contains a name that some systems do not allow for a file. Windows reserves names for devices (`con`,
    /// `aux`, `nul`, with any ending), and does not allow `< > : " | ? * \` in a name, or a dot or a space at its end.
    /// No system allows a name of more than 255 bytes; a letter with an accent has two bytes. A page or file with such
    /// an address is not published, whatever the severity of the finding.
    ///
    /// Bad:
    /// ```markdown content/con.md
    /// # Pro and con
    /// ```
    /// Good:
    /// ```markdown content/pro-and-con.md
    /// # Pro and con
    /// ```
    pub(crate) UNUSABLE_NAME = "unusable-name", Error
}

/// The longest path of a file in the output, in bytes. macOS takes 1024 for the path from the root of the disk, so
/// this leaves a quarter of it for the folder that the output lies in.
const LONGEST_PATH: usize = 768;

/// The signs that Windows allows in no name.
const SIGNS: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// Why some system cannot hold a path, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The reason, as it follows the address in a sentence: `contains the name …`.
    pub why: String,
    /// What to do.
    pub help: &'static str,
}

/// What is wrong with the path of a file; `None` when every system allows it.
#[must_use]
pub(crate) fn fault(file: &str) -> Option<Fault> {
    let long = |bytes, most: usize, what| Fault {
        why: format!("{what} {bytes} bytes long, and a system takes at most {most}"),
        help: "make it shorter",
    };
    let of_name = |name: &str| match name.len() {
        bytes if bytes > LONGEST_NAME => Some(long(bytes, LONGEST_NAME, "contains a name that is")),
        _ => fault_of_name(name),
    };
    let of_path = || (file.len() > LONGEST_PATH).then(|| long(file.len(), LONGEST_PATH, "is"));
    file.split('/').find_map(of_name).or_else(of_path)
}

fn fault_of_name(name: &str) -> Option<Fault> {
    const PLAIN: &str = "use lower-case letters, digits and hyphens";
    let (why, help) = match name {
        "" => return Some(Fault { why: "contains an empty name".to_owned(), help: PLAIN }),
        "." | ".." => ("which no file can have", PLAIN),
        name if name.contains(char::is_control) => ("which contains an invisible control character", PLAIN),
        name if folded(name).starts_with(OWN_NAMES) => {
            ("and names that start like this are reserved for Homeroom's own files", "let the name start differently")
        }
        name if name.contains(SIGNS) => ("which Windows does not allow", PLAIN),
        name if name.ends_with(['.', ' ']) => {
            ("and Windows does not allow a dot or a space at the end of a name", "let it end in a letter or a digit")
        }
        name if is_device(name) => ("which Windows reserves for a device", "rename it, for example with a second word"),
        _ => return None,
    };
    Some(Fault { why: format!("contains the name `{}`, {why}", excerpt(name)), help })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_a_file_for_a_usable_name() {
        for file in
            ["index.html", "a/b.c/index.html", ".well-known/security.txt", ".nojekyll", "café/C++ & more, [1].pdf"]
        {
            assert_eq!(fault(file), None, "{file}");
        }
        let (long, longest) = ("é".repeat(128), format!("{}a", "é".repeat(127)));
        assert_eq!(fault(&longest), None);
        for file in [
            "a//b",
            "a/../b",
            "./a",
            "a/con",
            "a/CON.html",
            "lpt9.tar.gz",
            "com¹",
            "con .txt",
            "a:b",
            "a\\b",
            "a?",
            "a|b",
            "<a>",
            "\"a\"",
            "a*",
            "a./b",
            "a /b",
            "a.",
            "a\u{7}",
            "a\0",
            "a\n",
            ".homeroom-manifest.json",
            "a/.Homeroom-x/b",
            &long,
        ] {
            assert!(fault(file).is_some(), "{file}");
        }
        assert_eq!(fault("abc/".repeat(191).trim_end_matches('/')), None);
        assert!(fault(&format!("{}abcdef", "abc/".repeat(191))).is_some_and(|fault| fault.why.contains("770 bytes")));
    }
}
