//! Names that some system cannot hold. A site is made and published on Linux, macOS and Windows alike, so an address
//! that one of them has no file for is nobody's.

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

/// What Windows has in no name.
const SIGNS: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// Why there is no file of a path on some system, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Why, after the address: `holds the name …`.
    pub why: String,
    /// What to do.
    pub help: &'static str,
}

/// What is wrong with the path of a file; nothing when every system can have it.
#[must_use]
pub(crate) fn fault(file: &str) -> Option<Fault> {
    let long = |bytes, most: usize, what| Fault {
        why: format!("{what} {bytes} bytes long, and {most} are the most"),
        help: "make it shorter",
    };
    let of_name = |name: &str| match name.len() {
        bytes if bytes > LONGEST_NAME => Some(long(bytes, LONGEST_NAME, "holds a name that is")),
        _ => fault_of_name(name),
    };
    let of_path = || (file.len() > LONGEST_PATH).then(|| long(file.len(), LONGEST_PATH, "is"));
    file.split('/').find_map(of_name).or_else(of_path)
}

fn fault_of_name(name: &str) -> Option<Fault> {
    const PLAIN: &str = "use lower-case letters, digits and hyphens";
    let (why, help) = match name {
        "" => return Some(Fault { why: "holds an empty name".to_owned(), help: PLAIN }),
        "." | ".." => ("which is no name", PLAIN),
        name if name.contains(char::is_control) => ("which holds a control character", PLAIN),
        name if folded(name).starts_with(OWN_NAMES) => {
            ("and names that start so are the build's own", "start it otherwise")
        }
        name if name.contains(SIGNS) => ("which Windows has no file for", PLAIN),
        name if name.ends_with(['.', ' ']) => {
            ("and Windows has no file whose name ends so", "let it end in a letter or a digit")
        }
        name if is_device(name) => ("which is a device on Windows", "rename it, for example with a second word"),
        _ => return None,
    };
    Some(Fault { why: format!("holds the name `{}`, {why}", excerpt(name)), help })
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
