//! Recognizes files that no author wrote: those that systems and programs leave beside the files of people.

use crate::media::page_name;
use crate::source::VPath;

/// Names of files and folders that systems and programs leave behind, in lower case.
const LEFTOVERS: [&str; 12] = [
    "node_modules",
    "__pycache__",
    "lost+found",
    "#recycle",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "__macosx",
    "@eadir",
    "$recycle.bin",
    "system volume information",
];

/// How the names of hidden files start that must never be published: files of systems, of version control and of
/// programs, and files with secrets.
const HIDDEN_LEFTOVERS: [&str; 25] = [
    "._",
    ".~",
    ".#",
    ".git",
    ".svn",
    ".hg",
    ".ds_store",
    ".appledouble",
    ".trash",
    ".spotlight-",
    ".fseventsd",
    ".nfs",
    ".directory",
    ".env",
    ".idea",
    ".vscode",
    ".obsidian",
    ".ipynb_checkpoints",
    ".fuse_hidden",
    ".goutputstream",
    ".dropbox",
    ".stfolder",
    ".stversions",
    ".sync",
    ".cache",
];

/// Endings of backup copies, unfinished downloads, shortcuts and mail.
const LEFTOVER_ENDS: [&str; 24] = [
    "bak",
    "orig",
    "rej",
    "old",
    "tmp",
    "temp",
    "swp",
    "swo",
    "swx",
    "kate-swp",
    "laccdb",
    "idlk",
    "save",
    "part",
    "partial",
    "crdownload",
    "opdownload",
    "filepart",
    "icloud",
    "download",
    "lnk",
    "eml",
    "msg",
    "pst",
];

/// Whether the site passes over a file: hidden files, folders of other programs and leftovers of editors. In `static/`,
/// hidden files are read, since web servers use some of them: `.well-known/`, `.nojekyll`.
pub(super) fn is_ignored(path: &VPath) -> bool {
    let name = path.name();
    let small = name.to_lowercase();
    let is_hidden = name.starts_with('.');
    let wanted = path.below("static").is_some() && !HIDDEN_LEFTOVERS.iter().any(|start| small.starts_with(start));
    let ends = small.rsplit_once('.').filter(|(stem, end)| {
        // A page that was set aside, such as `a.md.bak`, is not ignored: a finding names it, as somebody may miss it.
        let is_aside = ["bak", "orig", "old"].contains(end) && page_name(&small).is_some();
        !stem.is_empty() && LEFTOVER_ENDS.contains(end) && !(is_aside && path.below("content").is_some())
    });
    let leftover = ends.is_some()
        || name.ends_with('~')
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || small.ends_with(":zone.identifier");
    (is_hidden && !wanted) || leftover || LEFTOVERS.contains(&small.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignores_files_that_no_author_wrote() {
        let ignored = [".git", "a.md~", "#a.md#", "a.md.swp", "Thumbs.db", "desktop.ini", "node_modules", ".#a.md"];
        let is_ignored = |name: &str| super::is_ignored(&VPath::unchecked(name));
        assert!(ignored.into_iter().all(is_ignored));
        let ignored = [
            "a.bak",
            "a.ORIG",
            "a.tmp",
            "~$plan.docx",
            ".~lock.plan.odt#",
            "._a.png",
            "Icon\r",
            "__MACOSX",
            "a.pdf.part",
            "a.crdownload",
            "a.lnk",
            "a.eml",
            "a.pdf:Zone.Identifier",
            "static/.DS_Store",
            "static/._a",
            "static/.gitignore",
            "static/.env.local",
            "static/~$plan.docx",
            "content/a.md.swp",
            "static/a.md.bak",
            "static/.~lock.plan.odt#",
            "content/.md.bak",
            "static/.plan.pdf.icloud",
            "static/.plan.txt.kate-swp",
            "static/.ipynb_checkpoints",
            "static/.fuse_hidden0001",
            "lost+found",
            "a.pdf.opdownload",
            "list.laccdb",
        ];
        assert!(ignored.into_iter().all(is_ignored));
        let read = [
            "a.md",
            "#1.md",
            "a~b.md",
            "swp",
            "static/.well-known",
            "static/.htaccess",
            "static/.nojekyll",
            "bak",
            "a.bake",
            "content/a.md.bak",
            "content/a.md.orig",
            "a$.docx",
            "temp/a",
        ];
        assert!(!read.into_iter().any(is_ignored));
    }
}
