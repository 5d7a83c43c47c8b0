//! Files and folders of a site are replaced while the site is read or built. No file from elsewhere is ever opened.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use homeroom::disk::{self, Reader, Touched};
use homeroom::{File, Memos, Options, Snapshot, build};
use tempfile::TempDir;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);
const SECRET: &str = "what only its owner may read";

/// A site, and beside it a folder with files of the same names that the site must never read.
struct Place {
    home: TempDir,
    site: PathBuf,
    other: PathBuf,
}

impl Place {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let (site, other) = (home.path().join("site"), home.path().join("other"));
        for (folder, words) in [(&site, "a picture, or a document"), (&other, SECRET)] {
            for file in ["doc.pdf", "deep/er/doc.pdf", "page.md", "deep/er/page.md", "words.txt"] {
                put(&folder.join("content").join(file), words);
            }
            put(&folder.join("static/doc.bin"), words);
            // The home page links to the files, because a file without a link to it is not published.
            let links = "# Home\n\n[a](doc.pdf), [b](deep/er/doc.pdf), [c](words.txt)\n";
            put(&folder.join("content/index.md"), links);
        }
        put(&site.join("homeroom.yaml"), "title: Handbook\nbase_url: https://handbook.example/\n");
        put(&site.join(".git/config"), SECRET);
        Self { home, site, other }
    }

    fn read(&self) -> Snapshot {
        disk::read(&self.site, None, TODAY, Options::default()).expect("a site")
    }

    /// Puts a link to `target` in the place of what lies at `path`.
    fn swap(&self, path: &str, target: &Path) {
        let path = self.site.join(path);
        fs::rename(&path, path.with_extension("old")).expect("moved away");
        symlink(target, &path).expect("a link");
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

fn holds_secret(snapshot: &Snapshot) -> bool {
    let secret = homeroom::fingerprint::Fingerprint::of(SECRET.as_bytes());
    snapshot.files.values().any(|file| match file {
        File::Text { fingerprint, .. } | File::Blob { fingerprint, .. } => *fingerprint == secret,
        File::Unreadable(_) => false,
    })
}

/// The ways to replace a file after it was read, each with the path that it changes.
fn swaps(place: &Place) -> Vec<(&'static str, PathBuf)> {
    let other = &place.other;
    vec![
        ("content/doc.pdf", other.join("content/doc.pdf")),
        ("content/doc.pdf", "../.git/config".into()),
        ("content/deep/er/doc.pdf", other.join("content/doc.pdf")),
        ("content/deep/er", other.join("content/deep/er")),
        ("content/deep", other.join("content/deep")),
        ("content", other.join("content")),
        ("static/doc.bin", other.join("static/doc.bin")),
        ("static", other.join("static")),
    ]
}

#[test]
fn a_build_copies_nothing_that_has_replaced_a_file() {
    for number in 0..swaps(&Place::new()).len() {
        let place = Place::new();
        let (path, target) = swaps(&place).swap_remove(number);
        let built = build(&place.read(), &Memos::default());
        let out = place.home.path().join("out");
        place.swap(path, &target);
        let error = disk::write(&out, &place.site, &built.output).expect_err("a file is not what it was");
        assert!(error.message.contains("was there when the site was read"), "{path}: {error}");
        assert!(!out.exists(), "{path}");
        // A later build can compare with the files of the former build.
        fs::remove_file(place.site.join(path)).expect("removed");
        fs::rename(place.site.join(path).with_extension("old"), place.site.join(path)).expect("moved back");
        disk::write(&out, &place.site, &built.output).expect("written");
        for file in ["doc.pdf", "doc.bin", "deep/er/doc.pdf"] {
            fs::remove_file(out.join(file)).expect("a file to be written again");
        }
        place.swap(path, &target);
        assert!(disk::write(&out, &place.site, &built.output).is_err(), "{path}");
        assert!(!out.join("doc.pdf").exists() && !out.join("doc.bin").exists(), "{path}");
    }
}

#[test]
fn a_pipe_that_has_replaced_a_file_does_not_hold_up_a_build() {
    let place = Place::new();
    let built = build(&place.read(), &Memos::default());
    let path = place.site.join("content/doc.pdf");
    fs::remove_file(&path).expect("removed");
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    let error = disk::write(&place.home.path().join("out"), &place.site, &built.output).expect_err("no file");
    assert!(error.message.contains("not a file any more"), "{error}");
}

#[test]
fn reading_again_follows_no_link_that_has_replaced_a_folder() {
    for (folder, file) in [("content/deep", "er/page.md"), ("content/deep/er", "doc.pdf"), ("content", "page.md")] {
        let place = Place::new();
        let mut reader = Reader::open(&place.site, None, TODAY, Options::default()).expect("a site");
        place.swap(folder, &place.other.join(folder));
        let touched = Touched::Paths(BTreeSet::from([place.site.join(folder).join(file)]));
        reader.refresh(&touched).expect("a site");
        assert!(!holds_secret(&reader.snapshot), "{folder}");
        reader.refresh(&Touched::Anything).expect("a site");
        assert!(!holds_secret(&reader.snapshot), "{folder}");
    }
}

#[test]
fn a_folder_that_was_moved_and_linked_is_read_at_its_new_place() {
    let place = Place::new();
    let mut reader = Reader::open(&place.site, None, TODAY, Options::default()).expect("a site");
    fs::rename(place.site.join("content/deep"), place.site.join("static/deep")).expect("moved");
    symlink("../static/deep", place.site.join("content/deep")).expect("a link");
    reader.refresh(&Touched::Anything).expect("a site");
    assert_eq!(reader.snapshot.files, place.read().files);
}

/// While the site is read, files and folders are replaced by links and back again, without a pause.
#[test]
fn a_file_from_elsewhere_is_never_read_however_fast_links_are_swapped_in() {
    let place = Place::new();
    let ends = AtomicBool::new(false);
    thread::scope(|scope| {
        for name in ["content/page.md", "content/doc.pdf", "content/deep", "static"] {
            let (true_one, false_one) = (place.home.path().join("true"), place.home.path().join("false"));
            let [kept, link] = [&true_one, &false_one].map(|folder| folder.join(name.replace('/', "-")));
            fs::create_dir_all(&true_one).expect("a folder");
            fs::create_dir_all(&false_one).expect("a folder");
            symlink(place.other.join(name), &link).expect("a link");
            let (path, ends) = (place.site.join(name), &ends);
            scope.spawn(move || {
                while !ends.load(Ordering::SeqCst) {
                    fs::rename(&path, &kept).expect("away");
                    fs::rename(&link, &path).expect("a link");
                    fs::rename(&path, &link).expect("the link away");
                    fs::rename(&kept, &path).expect("back");
                }
            });
        }
        let found = (0..300).any(|_| holds_secret(&place.read()));
        ends.store(true, Ordering::SeqCst);
        assert!(!found, "a file from elsewhere was read");
    });
}
