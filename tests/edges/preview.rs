//! The preview without its network part. Whatever is done to a site's folder, the preview serves what a cold build of
//! the folder gives, with the last good version of every file that cannot be used.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::clubs::{CHOICES, site};
use homeroom::artifact::Artifact;
use homeroom::disk::{self, Touched};
use homeroom::pipeline::lay_out;
use homeroom::serve::preview::{Edition, Preview};
use homeroom::{File, Memos, Options, Snapshot, VPath, build};
use proptest::prelude::*;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};
use tempfile::TempDir;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// A site's folder and a preview of it.
struct Folder {
    folder: TempDir,
    preview: Preview,
    /// All contents that each file has had so far.
    history: BTreeMap<VPath, Vec<File>>,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in site() {
            write(&folder.path().join(path), text);
        }
        let preview = Preview::open(folder.path(), None, TODAY, Options::default()).expect("a site");
        let mut new = Self { folder, preview, history: BTreeMap::new() };
        new.remember();
        new
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn remember(&mut self) {
        for (path, file) in &self.preview.reader.snapshot.files {
            let known = self.history.entry(path.clone()).or_default();
            if !known.contains(file) {
                known.push(file.clone());
            }
        }
    }

    /// Tells the preview that `paths` were touched, or that it is not known what was.
    fn turn(&mut self, touched: &Touched) -> &Edition {
        let (changed, _) = self.preview.refresh(touched).expect("a site");
        self.remember();
        self.preview.turn(&changed)
    }

    fn touch(&mut self, path: &str, text: &str) -> &Edition {
        let path = self.path(path);
        write(&path, text);
        self.turn(&Touched::Paths(BTreeSet::from([path])))
    }

    /// The differences between what the preview serves and what it has to serve.
    fn differences(&self) -> Vec<String> {
        let edition = self.preview.edition();
        let on_disk = disk::read(self.folder.path(), None, TODAY, Options::default()).expect("a site");
        let mut faults = Vec::new();
        if self.preview.reader.snapshot.files != on_disk.files {
            faults.push("the snapshot is not what is on the disk".to_owned());
        }
        let served = &edition.served.scene.snapshot.files;
        let paths: BTreeSet<&VPath> = served.keys().chain(on_disk.files.keys()).collect();
        for path in paths {
            if served.get(path) == on_disk.files.get(path) {
                continue;
            }
            let once = served.get(path).is_some_and(|file| self.history[path].contains(file));
            if !edition.held.contains(path) || !once {
                faults.push(format!("{path} is served as it never was"));
            }
        }
        let mut faulty = lay_out(&on_disk, &Memos::default()).faulty();
        // If a kind is held back, content is read by the last good version of that kind.
        let mut declared = on_disk.clone();
        let held = edition.held.iter().filter(|path| path.below("content").is_none());
        declared.files.extend(held.filter_map(|path| Some((path.clone(), served.get(path)?.clone()))));
        faulty.extend(lay_out(&declared, &Memos::default()).faulty());
        faults.extend(edition.held.iter().filter(|path| !faulty.contains(*path)).map(|path| format!("{path} is held")));
        faults.extend(compare(edition, &edition.served.scene.snapshot));
        faults
    }
}

/// The addresses at which an edition differs from a cold build of a snapshot.
fn compare(edition: &Edition, snapshot: &Snapshot) -> Vec<String> {
    let cold = build(snapshot, &Memos::default());
    let bytes = |artifact: &Artifact| match artifact {
        Artifact::Bytes(bytes) => bytes.to_vec(),
        Artifact::Copy { origin, .. } | Artifact::Derived { origin, .. } => {
            format!("{} {:?}", origin.path().display(), artifact.fingerprint()).into_bytes()
        }
    };
    let served: BTreeMap<String, Vec<u8>> = edition
        .served
        .output
        .iter()
        .filter_map(|(url, deferred)| Some((url.to_string(), bytes(&deferred.get().ok()?))))
        .collect();
    let cold: BTreeMap<String, Vec<u8>> =
        cold.output.iter().map(|(url, artifact)| (url.to_string(), bytes(artifact))).collect();
    let addresses: BTreeSet<&String> = served.keys().chain(cold.keys()).collect();
    addresses.into_iter().filter(|url| served.get(*url) != cold.get(*url)).map(|url| format!("{url} differs")).collect()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, text).expect("a file");
}

#[derive(Debug, Clone)]
enum Edit {
    Put(usize, usize),
    Remove(usize),
    Rename(usize, usize),
    /// Renames a folder of content, with everything in it.
    MoveFolder(bool),
}

fn edit() -> impl Strategy<Value = (Edit, bool)> {
    let file = 0..CHOICES.len();
    let edit = prop_oneof![
        8 => (file.clone(), 0usize..5).prop_map(|(file, text)| Edit::Put(file, text)),
        2 => file.clone().prop_map(Edit::Remove),
        2 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => any::<bool>().prop_map(Edit::MoveFolder),
    ];
    // Whether the watcher names the paths, or only reports that something has changed.
    (edit, any::<bool>())
}

fn apply(folder: &Folder, edit: &Edit) -> Vec<PathBuf> {
    match *edit {
        Edit::Put(file, text) => {
            let (path, texts) = CHOICES[file];
            let path = folder.path(path);
            // If a file is in the place of a folder, nothing is written.
            if fs::create_dir_all(path.parent().expect("a folder")).is_ok() {
                let _ = fs::write(&path, texts[text % texts.len()]);
            }
            vec![path]
        }
        Edit::Remove(file) => {
            let path = folder.path(CHOICES[file].0);
            let _ = fs::remove_file(&path);
            vec![path]
        }
        Edit::Rename(from, to) => {
            let (from, to) = (folder.path(CHOICES[from].0), folder.path(CHOICES[to].0));
            let _ = fs::create_dir_all(to.parent().expect("a folder"));
            let _ = fs::rename(&from, &to);
            vec![from, to]
        }
        Edit::MoveFolder(back) => {
            let (mut from, mut to) = (folder.path("content/clubs"), folder.path("content/circles"));
            if back {
                (from, to) = (to, from);
            }
            let _ = fs::rename(&from, &to);
            vec![from, to]
        }
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(8)
}

/// Where failing inputs are kept. They are tried first in every later run; commit the file together with the fix.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/preview.finds.txt")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: finds(), ..ProptestConfig::default() })]

    #[test]
    fn what_is_served_equals_a_cold_build(edits in proptest::collection::vec(edit(), 1..10)) {
        let mut folder = Folder::new();
        for (edit, named) in &edits {
            let paths = apply(&folder, edit);
            // Of a new folder a watcher reports only the folder, not the files in it.
            let touched = if *named { Touched::Paths(paths.into_iter().collect()) } else { Touched::Anything };
            folder.turn(&touched);
            prop_assert_eq!(folder.differences(), Vec::<String>::new(), "after {:?}", edit);
        }
    }
}

fn page(edition: &Edition, url: &str) -> String {
    let url = homeroom::UrlPath::new(url);
    match edition.served.output.get(&url).expect("the page").get() {
        Ok(Artifact::Bytes(bytes)) => String::from_utf8(bytes.to_vec()).expect("text"),
        other => panic!("{url}: {other:?}"),
    }
}

#[test]
fn a_broken_front_matter_keeps_the_last_good_page() {
    let mut folder = Folder::new();
    assert!(page(folder.preview.edition(), "clubs/chess/").contains("At noon"));
    let list = page(folder.preview.edition(), "clubs/");
    let edition = folder.touch("content/clubs/chess.md", "---\ntitle: [\n---\n\nBroken.\n");
    assert!(page(edition, "clubs/chess/").contains("At noon"));
    assert_eq!(page(edition, "clubs/"), list);
    let held: Vec<&str> = edition.held.iter().map(VPath::as_str).collect();
    assert_eq!(held, ["content/clubs/chess.md"]);
    // Changes of other files still count.
    let edition = folder.touch("content/about.md", "# About us\n\nNew words.\n");
    assert!(page(edition, "about/").contains("New words."));
    assert!(page(edition, "clubs/chess/").contains("At noon"));
    let edition = folder.touch("content/clubs/chess.md", "---\ntitle: Chess\n---\n\nMended.\n");
    assert!(edition.held.is_empty());
    assert!(page(edition, "clubs/chess/").contains("Mended."));
}

#[test]
fn broken_declarations_keep_the_whole_site() {
    for (path, text) in [
        ("kinds/club.yaml", "label: [\n"),
        ("homeroom.yaml", "title: [\n"),
        ("templates/404.html", "{% if %}"),
        ("words/en.yaml", "home: [\n"),
    ] {
        let mut folder = Folder::new();
        let before = page(folder.preview.edition(), "clubs/chess/");
        let edition = folder.touch(path, text);
        assert_eq!(page(edition, "clubs/chess/"), before, "{path}");
        assert_eq!(folder.differences(), Vec::<String>::new(), "{path}");
        // Content that is edited meanwhile is read by the last good version of the kind.
        let edition = folder.touch("content/clubs/chess.md", "---\ntitle: Chess\nday: tuesday\n---\n\nMoved.\n");
        let shown = page(edition, "clubs/chess/");
        assert!(shown.contains("Moved.") && shown.contains("Tuesday"), "{path}");
        // A new file has no last good version.
        let was_there = !path.starts_with("words");
        let held: Vec<&str> = edition.held.iter().map(VPath::as_str).collect();
        assert_eq!(held, if was_there { vec![path] } else { Vec::new() });
    }
}

#[test]
fn a_template_that_fails_is_held_back_once_it_is_known_to_fail() {
    let mut folder = Folder::new();
    let path = VPath::new("templates/404.html").expect("a path");
    let before = page(folder.preview.edition(), "404.html");
    folder.preview.prove(1);
    let edition = folder.touch("templates/404.html", "{{ page.titel }}");
    let fault = edition.served.output[&homeroom::UrlPath::new("404.html")].get().expect_err("it fails");
    let failing: BTreeSet<VPath> = fault.span().iter().map(|span| span.file.clone()).collect();
    assert_eq!(failing, BTreeSet::from([path.clone()]));
    assert!(folder.preview.fail(folder.preview.edition().number, &failing));
    let edition = folder.preview.turn(&BTreeSet::new());
    assert_eq!(page(edition, "404.html"), before);
    assert!(edition.held.contains(&path));
    assert!(!folder.preview.fail(folder.preview.edition().number, &failing), "it is known");
    let edition = folder.touch("templates/404.html", "Mended {{ page.title }}");
    assert!(page(edition, "404.html").contains("Mended"));
    assert!(edition.held.is_empty());
}

/// Other threads make pages, so a fault may be reported when it is already fixed.
#[test]
fn a_failure_in_an_older_edition_holds_nothing_back() {
    let mut folder = Folder::new();
    folder.preview.prove(1);
    let number = folder.touch("templates/404.html", "{{ page.titel }}").number;
    folder.touch("templates/404.html", "Mended {{ page.title }}");
    let failing = BTreeSet::from([VPath::new("templates/404.html").expect("a path")]);
    assert!(!folder.preview.fail(number, &failing));
    let edition = folder.preview.turn(&BTreeSet::new());
    assert!(page(edition, "404.html").contains("Mended") && edition.held.is_empty());
}

#[test]
fn a_file_that_was_broken_from_the_start_is_shown_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("content/about.md"), "---\ntitle: [\n---\n\nWords.\n");
    let mut preview = Preview::open(folder.path(), None, TODAY, Options::default()).expect("a site");
    assert!(page(preview.edition(), "about/").contains("Words."));
    let path = folder.path().join("content/about.md");
    write(&path, "---\ntitle: [\n---\n\nOther words.\n");
    let (changed, _) = preview.refresh(&Touched::Paths(BTreeSet::from([path]))).expect("a site");
    assert!(page(preview.turn(&changed), "about/").contains("Other words."));
}

#[test]
fn addresses_that_are_gone_lead_to_new_ones() {
    let mut folder = Folder::new();
    let moved = |edition: &Edition| -> Vec<(String, String)> {
        let clubs = edition.moved.iter().filter(|(from, _)| from.as_str().starts_with("clubs/"));
        clubs.map(|(from, to)| (from.to_string(), to.to_string())).collect()
    };
    let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    let (from, to) = (folder.path("content/clubs/drama.md"), folder.path("content/clubs/theater.md"));
    fs::rename(&from, &to).expect("renamed");
    let edition = folder.turn(&Touched::Paths(BTreeSet::from([from, to.clone()])));
    assert_eq!(moved(edition), [pair("/clubs/drama/", "/clubs/theater/")]);
    // After a second rename the first address leads to the latest one.
    let last = folder.path("content/clubs/stage.md");
    fs::rename(&to, &last).expect("renamed");
    let edition = folder.turn(&Touched::Paths(BTreeSet::from([to, last.clone()])));
    assert_eq!(moved(edition), [pair("/clubs/drama/", "/clubs/stage/"), pair("/clubs/theater/", "/clubs/stage/")]);
    fs::remove_file(&last).expect("removed");
    let edition = folder.turn(&Touched::Paths(BTreeSet::from([last])));
    assert!(moved(edition).iter().all(|(_, to)| to == "/clubs/"), "{:?}", moved(edition));
    let edition = folder.touch("content/clubs/drama.md", "---\ntitle: Drama\n---\n");
    assert!(!moved(edition).iter().any(|(from, _)| from == "/clubs/drama/"), "it stands again");
}

#[test]
fn the_site_can_be_shown_for_another_day() {
    let folder = Folder::new();
    let edition = folder.preview.edition();
    let url = homeroom::UrlPath::new("clubs/robots/");
    assert!(edition.on(None).at(&url).is_none(), "robots start in December");
    let day = jiff::civil::date(2026, 12, 24);
    assert!(edition.on(Some(day)).at(&url).is_some());
    assert!(edition.on(Some(TODAY)).at(&url).is_none());
}
