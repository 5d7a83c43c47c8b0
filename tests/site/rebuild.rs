//! Rebuilds: a build with warm memos gives the same bytes as a cold one, whatever was edited before. An edit computes
//! only what depends on it. The number of threads changes nothing.

use std::collections::BTreeMap;
use std::path::Path;

use crate::clubs::{CHOICES, Site, site};
use crate::support::{TODAY, snapshot, told};
use homeroom::diagnostic::{Format, render};
use homeroom::pipeline::Misses;
use homeroom::{Artifact, Built, Memos, Options, Snapshot, build, disk};
use proptest::prelude::*;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};

/// The whole result of a build, for comparison: addresses with their bytes, and the findings as text for people.
pub fn everything(built: &Built) -> BTreeMap<String, Vec<u8>> {
    let output = built.output.iter().map(|(url, artifact)| {
        let bytes = match artifact {
            Artifact::Bytes(bytes) => bytes.to_vec(),
            Artifact::Copy { origin, .. } | Artifact::Derived { origin, .. } => {
                format!("{} {:?}", origin.path().display(), artifact.fingerprint()).into_bytes()
            }
        };
        (url.to_string(), bytes)
    });
    let human = |diagnostic| render(diagnostic, &built.sources, Format::Human { color: false });
    let findings: String = built.diagnostics.iter().map(human).collect();
    output.chain([("findings".to_owned(), findings.into_bytes())]).collect()
}

/// The addresses at which two builds differ. Empty if they are the same.
fn differences(a: &Built, b: &Built) -> Vec<String> {
    let (a, b) = (everything(a), everything(b));
    let addresses: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    addresses.into_iter().filter(|address| a.get(*address) != b.get(*address)).cloned().collect()
}

/// The sample site, which is this repository.
fn sample() -> Snapshot {
    disk::read(Path::new("."), None, TODAY, Options::default()).expect("the sample site")
}

/// Builds `before`, then `after` with the same memos. Gives what the second build computed, and its result.
fn rebuilt(before: &Snapshot, after: &Snapshot) -> (Misses, Built) {
    let memos = Memos::default();
    let _ = build(before, &memos);
    let _ = memos.end_round();
    let built = build(after, &memos);
    (memos.end_round(), built)
}

/// What a rebuild computes after `from` is replaced by `to` in the file at `path`.
fn after_edit(path: &'static str, from: &str, to: &str) -> Misses {
    let before = site();
    let text = before[path].replace(from, to);
    assert_ne!(text, before[path], "{path} does not hold {from}");
    let mut after: BTreeMap<&str, &str> = before.clone();
    after.insert(path, &text);
    rebuilt(&snapshot(&before), &snapshot(&after)).0
}

#[test]
fn the_site_of_these_tests_has_no_errors() {
    let built = build(&snapshot(site()), &Memos::default());
    assert!(
        built.diagnostics.iter().all(|found| found.severity < homeroom::diagnostic::Severity::Error),
        "{}",
        told(&built)
    );
}

#[test]
fn no_change_computes_nothing() {
    let site = snapshot(site());
    assert_eq!(rebuilt(&site, &site).0, Misses { entries: 0, bodies: 0, pages: 0 });
    let sample = sample();
    assert_eq!(rebuilt(&sample, &sample).0, Misses { entries: 0, bodies: 0, pages: 0 });
}

#[test]
fn an_edit_of_a_body_computes_only_its_page() {
    let misses = after_edit("content/clubs/chess.md", "At noon", "At one");
    assert_eq!(misses, Misses { entries: 1, bodies: 1, pages: 1 });
}

#[test]
fn an_edit_of_a_title_computes_only_the_pages_that_name_it() {
    // Computed are: the page itself, the new pages on the home page, its section, two facet values, two orders of the
    // table, the list from A to Z, the related entries, and the redirect. Bodies that link to the page do not change.
    let misses = after_edit("content/clubs/chess.md", "title: Chess", "title: Chess club");
    assert_eq!(misses, Misses { entries: 1, bodies: 0, pages: 9 });
}

#[test]
fn an_edit_of_a_template_computes_only_pages() {
    let pages = build(&snapshot(site()), &Memos::default()).pages as u64;
    let misses = after_edit("templates/404.html", "<h1>", "<h1 class=\"big\">");
    assert_eq!(misses, Misses { entries: 0, bodies: 0, pages });
}

/// Links to headings are checked only if their page can be read, so that fact has to be part of the memo's key.
#[test]
fn links_to_missing_headings_are_reported_once_their_page_can_be_read_again() {
    let site = |a: &str| crate::support::snapshot([("content/a.md", a), ("content/b.md", "# B\n\n[a](a.md#x)\n")]);
    for (broken, sound) in [("--\ntitle: A\n---\n", "text\n"), ("# A\n\n\u{7}\n", "# A\n\n.\n")] {
        for (before, after) in [(broken, sound), (sound, broken)] {
            let (_, warm) = rebuilt(&site(before), &site(after));
            let cold = build(&site(after), &Memos::default());
            assert_eq!(crate::support::told(&warm), crate::support::told(&cold), "{before:?} to {after:?}");
        }
    }
}

#[test]
fn another_day_computes_only_what_it_changes() {
    let before = snapshot(site());
    let mut after = before.clone();
    after.today = jiff::civil::date(2026, 11, 23);
    assert_eq!(rebuilt(&before, &after).0, Misses { entries: 0, bodies: 0, pages: 0 });
}

#[test]
fn an_edit_of_the_sample_site_computes_little() {
    let before = sample();
    let path = homeroom::VPath::new("content/tools/nearpod.md").expect("a path");
    let text = before.text(&path).expect("the page").to_string();
    let edited = format!("{text}\nOne more paragraph.\n");
    let mut after = before.clone();
    let file = snapshot([("x", &edited)]).files.into_values().next().expect("a file");
    after.files.insert(path, file);
    assert_eq!(rebuilt(&before, &after).0, Misses { entries: 1, bodies: 1, pages: 1 });
}

/// What is tested, the files of the site, and the files that are changed.
type Case = (&'static str, Files, Files);
type Files = &'static [(&'static str, &'static str)];

/// Edits that do not change the file of a page, but something else that the page depends on.
#[test]
fn a_warm_build_notices_every_change_of_a_declaration() {
    let cases: [Case; 7] = [
        (
            "a new kind takes over a folder of plain pages",
            &[("content/rooms/index.md", "# Rooms\n"), ("content/rooms/lab.md", "# Lab\n")],
            &[("kinds/room.yaml", "label: { one: Room, many: Rooms }\nfolder: rooms\n")],
        ),
        (
            "a kind that another one refers to comes into being",
            &[
                ("kinds/club.yaml", "fields:\n  room: { type: reference, to: room }\n"),
                ("content/club/chess.md", "---\ntitle: Chess\nroom: lab\n---\n"),
                ("content/room/lab.md", "# Lab\n"),
            ],
            &[("kinds/room.yaml", "label: { one: Room, many: Rooms }\n")],
        ),
        (
            "the language of the site changes, and with it the words of pages that name none",
            &[
                ("homeroom.yaml", "title: x\n"),
                ("words/es.yaml", "grade_one: \"Grado {grades}\"\ngrade_many: \"Grados {grades}\"\n"),
                ("kinds/club.yaml", "fields:\n  for: grades\n"),
                ("content/club/chess.md", "---\ntitle: Chess\nfor: 3-5\n---\n"),
            ],
            &[("homeroom.yaml", "title: x\nlanguage: es\n")],
        ),
        (
            "the words of a page's own language change",
            &[
                ("words/es.yaml", "grade_many: \"Grados {grades}\"\n"),
                ("kinds/club.yaml", "fields:\n  for: grades\n"),
                ("content/club/chess.md", "---\ntitle: Chess\nlang: es\nfor: 3-5\n---\n"),
            ],
            &[("words/es.yaml", "grade_many: \"Cursos {grades}\"\n")],
        ),
        (
            "what a reference means is published, and its words can be searched",
            &[
                ("kinds/club.yaml", "fields:\n  with: { type: reference, to: club }\n"),
                ("content/club/chess.md", "---\ntitle: Chess\nwith: drama\n---\n"),
                ("content/club/drama.md", "---\ntitle: Play\ndraft: true\n---\n"),
            ],
            &[("content/club/drama.md", "---\ntitle: Play\n---\n")],
        ),
        (
            "a scale of the settings has other words",
            &[
                ("homeroom.yaml", "vocabularies:\n  schools: [{ key: a, label: Ash }]\n"),
                ("kinds/club.yaml", "fields:\n  at: { type: choice, of: schools, facet: true }\n"),
                ("content/club/chess.md", "---\ntitle: Chess\nat: a\n---\n"),
            ],
            &[("homeroom.yaml", "vocabularies:\n  schools: [{ key: a, label: Oak }]\n")],
        ),
        (
            "a template moves from one layer to another",
            &[("homeroom.yaml", "title: x\ntheme: plain\n"), ("templates/404.html", "{{ page.titel }}")],
            &[("themes/plain/templates/404.html", "{{ page.titel }}"), ("templates/404.html", "")],
        ),
    ];
    for (what, files, edit) in cases {
        let before: Site = files.iter().copied().collect();
        let mut after = before.clone();
        after.extend(edit.iter().copied());
        // An empty text means that the file is deleted.
        after.retain(|_, text| !text.is_empty());
        let (before, after) = (snapshot(&before), snapshot(&after));
        let (_, warm) = rebuilt(&before, &after);
        let cold = build(&after, &Memos::default());
        assert_eq!(differences(&warm, &cold), Vec::<String>::new(), "{what}:\n{}", told(&cold));
        assert_ne!(
            differences(&build(&before, &Memos::default()), &cold),
            Vec::<String>::new(),
            "{what} changes nothing"
        );
    }
}

#[test]
fn the_number_of_threads_changes_no_output() {
    let in_pool = |threads: usize, snapshot: &Snapshot| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| build(snapshot, &Memos::default()))
    };
    for site in [snapshot(site()), sample(), broken()] {
        assert_eq!(differences(&in_pool(1, &site), &in_pool(4, &site)), Vec::<String>::new());
    }
}

/// A site with many findings, some of them at the same place.
fn broken() -> Snapshot {
    let mut site = site();
    site.insert("templates/entry.html", "{{ page.titel }}");
    site.insert("content/clubs/Chess.md", "no title [a](b.md) [c](d.md) ![e](f.png)\n\n<script>x</script>\n");
    site.insert(
        "content/clubs/drama.md",
        "---\ntitle: Drama\nday: friday\nwith: [ches, drma]\nfee: much\nfee: 3\n---\n",
    );
    snapshot(site)
}

#[derive(Debug, Clone)]
enum Edit {
    /// Creates or changes a file.
    Put(usize, usize),
    Remove(usize),
    /// Renames a file to the path of another one and replaces it.
    Rename(usize, usize),
    Drafts,
    Portable,
    BaseUrl,
    Day(i8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..CHOICES.len();
    prop_oneof![
        8 => (file.clone(), 0usize..5).prop_map(|(file, text)| Edit::Put(file, text)),
        2 => file.clone().prop_map(Edit::Remove),
        2 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => Just(Edit::Drafts),
        1 => Just(Edit::Portable),
        1 => Just(Edit::BaseUrl),
        1 => (1i8..28).prop_map(Edit::Day),
    ]
}

/// The site after the edits.
struct Edited {
    files: BTreeMap<&'static str, &'static str>,
    options: Options,
    today: jiff::civil::Date,
}

impl Edited {
    fn apply(&mut self, edit: &Edit) {
        match *edit {
            Edit::Put(file, text) => {
                let (path, texts) = CHOICES[file];
                self.files.insert(path, texts[text % texts.len()]);
            }
            Edit::Remove(file) => {
                self.files.remove(CHOICES[file].0);
            }
            Edit::Rename(from, to) => {
                if let Some(text) = self.files.remove(CHOICES[from].0) {
                    self.files.insert(CHOICES[to].0, text);
                }
            }
            Edit::Drafts => self.options.drafts ^= true,
            Edit::Portable => self.options.portable ^= true,
            Edit::BaseUrl => {
                self.options.base_url = match self.options.base_url.take() {
                    None => Some("https://other.example/base".to_owned()),
                    Some(_) => None,
                }
            }
            Edit::Day(day) => self.today = jiff::civil::date(2026, 12, day),
        }
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot { options: self.options.clone(), today: self.today, ..snapshot(&self.files) }
    }
}

/// How many random sequences of edits are tried. By default they take some hundred builds; `PROPTEST_CASES` sets more.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12)
}

/// Where failing inputs are kept. They are tried first in every later run; commit the file together with the fix.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/rebuild.finds.txt")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: finds(), ..ProptestConfig::default() })]

    #[test]
    fn warm_equals_cold(edits in proptest::collection::vec(edit(), 1..10)) {
        let mut edited = Edited { files: site(), options: Options::default(), today: TODAY };
        let memos = Memos::default();
        let _ = build(&edited.snapshot(), &memos);
        let _ = memos.end_round();
        for edit in &edits {
            edited.apply(edit);
            let snapshot = edited.snapshot();
            let (warm, cold) = (build(&snapshot, &memos), build(&snapshot, &Memos::default()));
            let _ = memos.end_round();
            prop_assert_eq!(differences(&warm, &cold), Vec::<String>::new(), "after {:?}:\n{}", edit, told(&cold));
        }
    }
}
