//! Tests of `disk/` on real folders: what a snapshot holds, and what a build does to its output folder.

mod writing;

#[cfg(unix)]
mod unix;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use homeroom::artifact::{Artifact, Origin, Output, UrlPath};
use homeroom::disk::{Care, DiskError, Writing, Written, read, write};
use homeroom::fingerprint::Fingerprint;
use homeroom::source::{File, Options, Snapshot};
use proptest::prelude::*;
use tempfile::TempDir;

const MANIFEST: &str = ".homeroom-manifest.json";

fn put(folder: &Path, files: &[(&str, &[u8])]) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), files);
    folder
}

fn snapshot(site: &Path, out: Option<&Path>) -> Snapshot {
    read(site, out, jiff::civil::date(2026, 9, 1), Options::default()).expect("a site")
}

/// Each file of a snapshot with a word that says what it is.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let word = |file: &File| match file {
        File::Text { text, fingerprint } => {
            assert_eq!(*fingerprint, Fingerprint::of(text.as_bytes()));
            "text".to_owned()
        }
        File::Blob { origin, fingerprint, picture: _ } => {
            assert_eq!(*fingerprint, Fingerprint::of(&fs::read(origin.path()).expect("the origin")));
            "blob".to_owned()
        }
        File::Unreadable(why) => format!("{why:?}"),
    };
    snapshot.files.iter().map(|(path, file)| format!("{path}: {}", word(file))).collect()
}

fn read_site(files: &[(&str, &[u8])]) -> Vec<String> {
    told(&snapshot(folder(files).path(), None))
}

#[test]
fn reads_the_folders_of_a_site_and_nothing_else() {
    let told = read_site(&[
        ("homeroom.yaml", b"title: x"),
        ("README.md", b"no"),
        ("src/main.md", b"no"),
        ("content/index.md", b"# Home"),
        ("content/a/b.MARKDOWN", b""),
        ("content/a/pic.png", b"\x89PNG"),
        ("content/a/page.html", b"<p>"),
        ("content/.hidden/a.md", b"no"),
        ("content/node_modules/a.md", b"no"),
        ("content/a.md~", b"no"),
        ("content/#a.md#", b"no"),
        ("content/a.md.swp", b"no"),
        ("content/Thumbs.db", b"no"),
        ("content/desktop.ini", b"no"),
        ("kinds/tool.yaml", b""),
        ("kinds/notes.txt", b"no"),
        ("kinds/deep/tool.yaml", b"no"),
        ("words/es.yaml", b""),
        ("static/style.css", b""),
        ("static/data.yml", b""),
        ("templates/page.html", b""),
        ("themes/blue/style.css", b""),
        ("themes/blue/font.woff2", b"\0"),
    ]);
    let expected = [
        "content/a/b.MARKDOWN: text",
        "content/a/page.html: blob",
        "content/a/pic.png: blob",
        "content/index.md: text",
        "homeroom.yaml: text",
        // This file is not read, but its name is reported as nearly right.
        "kinds/deep: Misnamed { meant: \"kinds/\" }",
        "kinds/tool.yaml: text",
        "static/data.yml: text",
        "static/style.css: blob",
        "templates/page.html: text",
        "themes/blue/font.woff2: blob",
        "themes/blue/style.css: text",
        "words/es.yaml: text",
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_empty_folder_is_a_site_and_a_missing_one_is_not() {
    assert!(read_site(&[]).is_empty());
    let site = folder(&[("file", b"")]);
    for name in ["missing", "file"] {
        let path = site.path().join(name);
        let error = read(&path, None, jiff::civil::date(2026, 9, 1), Options::default()).expect_err("no site");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[test]
fn a_file_in_place_of_a_folder_and_a_folder_in_place_of_a_file_are_reported() {
    let told = read_site(&[("content", b"x"), ("homeroom.yaml/a", b"x")]);
    assert_eq!(
        told,
        [
            r#"content: Refused("it is a file, and a folder is wanted here")"#,
            r#"homeroom.yaml: Refused("it is a folder, and a file is wanted here")"#
        ]
    );
}

#[test]
fn the_output_folder_is_not_read_as_part_of_the_site() {
    let site = folder(&[("static/a.txt", b""), ("static/site/index.html", b""), ("static/b/site/c", b"")]);
    let out = site.path().join("static/b/../site");
    assert_eq!(told(&snapshot(site.path(), Some(&out))), ["static/a.txt: blob", "static/b/site/c: blob"]);
    assert_eq!(told(&snapshot(site.path(), Some(site.path()))).len(), 3, "the site itself is no output");
}

#[test]
fn files_with_the_ending_of_a_text_that_are_not_text_are_reported() {
    let told = read_site(&[
        ("content/utf16.md", b"\xff\xfeh\0i\0"),
        ("content/latin.md", b"a\nb\xc3\xa9\xe9"),
        ("content/zero.md", b"a\0b"),
        ("content/large.md", &vec![b' '; 8 * 1024 * 1024 + 1]),
        ("content/limit.md", &vec![b' '; 8 * 1024 * 1024]),
        ("content/large.bin", &vec![b' '; 8 * 1024 * 1024 + 1]),
    ]);
    let expected = [
        "content/large.bin: blob",
        "content/large.md: TooLarge { bytes: 8388609, limit: 8388608 }",
        "content/latin.md: NotUtf8 { line: 2, column: 3, byte: 233 }",
        "content/limit.md: text",
        "content/utf16.md: Utf16",
        "content/zero.md: text",
    ];
    assert_eq!(told, expected);
}

/// A site, and an output folder beside it.
struct Place {
    home: TempDir,
    site: PathBuf,
    out: PathBuf,
}

impl Place {
    fn new() -> Self {
        let home = folder(&[("site/homeroom.yaml", b"title: x")]);
        let (site, out) = (home.path().join("site"), home.path().join("out"));
        Self { home, site, out }
    }

    fn write(&self, output: &Output) -> Written {
        write(&self.out, &self.site, output).expect("written")
    }

    /// Writes a later build that fails halfway, after all files are made, because one of them is lost.
    fn torn(&self, output: &Output, lost: &str) -> Result<Written, DiskError> {
        let writing = Writing::begin(Care::default(), &self.out, &self.site, output.keys()).expect("begun");
        let put =
            output.iter().map(|(url, artifact)| (url.clone(), writing.put(url, artifact).expect("put"))).collect();
        let name = Fingerprint::of(lost.as_bytes()).to_string();
        let waiting = walkdir::WalkDir::new(&self.out).into_iter().map(|entry| entry.expect("an entry"));
        for entry in waiting.filter(|entry| *entry.file_name() == *name) {
            fs::remove_file(entry.path()).expect("removed");
        }
        writing.finish(put)
    }

    fn refused(&self, output: &Output) -> DiskError {
        write(&self.out, &self.site, output).expect_err("refused")
    }
}

fn output(files: &[(&str, &str)]) -> Output {
    files.iter().map(|(url, text)| (UrlPath::new(url), Artifact::text((*text).to_owned()))).collect()
}

fn copy_of(origin: &Path) -> Artifact {
    let fingerprint = Fingerprint::of(&fs::read(origin).expect("an origin"));
    let root = fs::canonicalize(origin.parent().expect("a folder")).expect("a folder");
    let way = origin.file_name().expect("a name").into();
    Artifact::Copy { origin: Origin { root: root.into(), way }, fingerprint }
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Everything in a folder, with the bytes and times of files.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Option<(Vec<u8>, std::time::SystemTime)>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let file = |path: &Path| {
        let changed = fs::metadata(path).expect("a file").modified().expect("a time");
        path.is_file().then(|| (fs::read(path).expect("a file"), changed))
    };
    entries.map(|entry| (entry.path().to_owned(), file(entry.path()))).collect()
}

/// Everything in a folder except the manifest: files with their texts, and empty folders with a slash.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(folder).expect("below").to_str().expect("Unicode").replace('\\', "/");
        if entry.file_type().is_dir() {
            if fs::read_dir(entry.path()).expect("a folder").next().is_none() {
                tree.insert(path + "/", String::new());
            }
        } else if path != MANIFEST {
            tree.insert(path, fs::read_to_string(entry.path()).expect("a text"));
        }
    }
    tree
}
