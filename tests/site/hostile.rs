//! Whatever bytes a snapshot holds, `build` does not panic, every place lies inside of its file and between two
//! characters, and every format of the report can be written.

mod pieces;

use std::collections::BTreeMap;

use homeroom::fingerprint::Fingerprint;
use homeroom::source::{Options, Unreadable};
use homeroom::{Built, File, Memos, Snapshot, VPath};
use pieces::{KINDS, MARKDOWN, SETTINGS, TEMPLATE, YAML};
use proptest::prelude::*;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};

/// A text of random pieces that parsers may stumble over.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(pieces).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z0-9]{1,6}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn text(text: String) -> File {
    File::Text { fingerprint: Fingerprint::of(text.as_bytes()), text: text.into() }
}

fn snapshot(files: Vec<(&str, File)>) -> Snapshot {
    let path = |path: &str| VPath::new(path).expect("a sound path");
    let files: BTreeMap<VPath, File> = files.into_iter().map(|(name, file)| (path(name), file)).collect();
    Snapshot { files, today: jiff::civil::date(2026, 11, 22), options: Options::default() }
}

/// A page with this text, and a second page with a fault that has to be reported.
fn pages<'n>(a: String) -> Vec<(&'n str, File)> {
    vec![("content/a.md", text(a)), ("content/b.md", text("# B\n\n## X\n\n[gone](gone.md)\n".to_owned()))]
}

/// Builds a site, and checks what must be true of every build.
fn survives(snapshot: &Snapshot) -> Result<Built, TestCaseError> {
    Ok(crate::survives::survives(snapshot, &Memos::default()))
}

fn tells_of_the_neighbor(built: &Built) -> bool {
    built.diagnostics.iter().any(|found| found.message == "there is no page `gone.md`")
}

/// A build parses every template, which is slow without optimization, so there are few cases by default.
/// `PROPTEST_CASES=1000` tries more.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(12), failure_persistence: finds(), ..ProptestConfig::default() }
}

/// Where failing inputs are kept. They are tried first in every later run; commit the file together with the fix.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/hostile.finds.txt")))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn front_matter(front in soup(YAML), body in soup(MARKDOWN)) {
        let built = survives(&snapshot(pages(format!("---\n{front}\n---\n{body}"))))?;
        prop_assert!(tells_of_the_neighbor(&built));
    }

    #[test]
    fn markdown(body in soup(MARKDOWN), policy in proptest::sample::select(&["sanitize", "escape", "trust"][..])) {
        let mut files = pages(body);
        files.push(("homeroom.yaml", text(format!("markdown: {{ raw_html: {policy} }}\n"))));
        let built = survives(&snapshot(files))?;
        prop_assert!(tells_of_the_neighbor(&built));
    }

    #[test]
    fn whole_files(bytes in soup(YAML)) {
        let built = survives(&snapshot(pages(bytes)))?;
        prop_assert!(tells_of_the_neighbor(&built));
    }

    #[test]
    fn kinds(kind in soup(KINDS), fields in soup(KINDS), front in soup(YAML)) {
        let mut files = pages("# A\n".to_owned());
        files.push(("kinds/club.yaml", text(kind)));
        files.push(("kinds/team.yaml", text(format!("label: {{ one: Team, many: Teams }}\nfields:\n  {fields}\n"))));
        files.push(("content/club/a.md", text(format!("---\n{front}\n---\n"))));
        files.push(("content/team/a.md", text(format!("---\n{front}\n---\n"))));
        survives(&snapshot(files))?;
    }

    #[test]
    fn typed_values(value in soup(YAML)) {
        let types = [
            "text", "markdown", "boolean", "number", "percent", "money", "range", "date", "duration", "url", "email",
            "image", "grades", "reference", "{ type: list, of: text }", "{ type: choice, of: [a, b] }",
            "{ type: group, fields: { x: text } }", "{ type: range, of: money, figure: true }",
        ];
        let fields: String = types.iter().enumerate().map(|(at, ty)| format!("  f{at}: {ty}\n")).collect();
        let values: String = (0..types.len()).map(|at| format!("f{at}: {}\n", value.replace(['\n', '\r'], " "))).collect();
        let mut files = pages("# A\n".to_owned());
        files.push(("kinds/club.yaml", text(format!("label: {{ one: Club, many: Clubs }}\nfields:\n{fields}"))));
        files.push(("content/club/a.md", text(format!("---\ntitle: A\n{values}---\n"))));
        let built = survives(&snapshot(files))?;
        prop_assert!(tells_of_the_neighbor(&built));
    }

    #[test]
    fn settings_and_words(settings in soup(SETTINGS), words in soup(YAML)) {
        let mut files = pages("# A\n".to_owned());
        files.push(("homeroom.yaml", text(settings)));
        files.push(("words/es.yaml", text(words)));
        survives(&snapshot(files))?;
    }

    #[test]
    fn templates(entry in soup(TEMPLATE), base in soup(TEMPLATE), part in soup(TEMPLATE)) {
        let mut files = pages("# A\n".to_owned());
        files.push(("templates/entry.html", text(entry)));
        files.push(("templates/base.html", text(base)));
        files.push(("templates/parts/facts.html", text(part)));
        let built = survives(&snapshot(files))?;
        prop_assert!(tells_of_the_neighbor(&built));
    }

    #[test]
    fn names(name in "[^/\0]{1,12}", other in "[ a-zA-Z.#%&é\u{301}<>\"'\u{1b}\n-]{1,6}") {
        let (name, other) = (format!("content/{name}.md"), format!("content/{other}/index.md"));
        let mut files = pages("# A\n".to_owned());
        let sound = |name: &str| VPath::new(name).is_some();
        if sound(&name) {
            files.push((&name, text("# N\n\n[gone](gone.md)".to_owned())));
        }
        if sound(&other) {
            files.push((&other, File::Unreadable(Unreadable::Utf16)));
        }
        survives(&snapshot(files))?;
    }
}

/// A site's file at the path of a built-in file has another text, so places in the built-in file mean nothing in it.
#[test]
fn findings_about_a_built_in_file_do_not_point_into_the_sites_file_of_the_same_path() {
    for (path, own) in [
        ("themes/default/theme.yaml", "styles: [site.css]\n"),
        ("themes/default/theme.yaml", "title: é\n"),
        ("themes/default/words/en.yaml", "x"),
        ("themes/default/assets/base.css", ":root {}"),
        ("themes/default/templates/base.html", "{{"),
    ] {
        let mut files = pages("# A\n".to_owned());
        files.push((path, text(own.to_owned())));
        survives(&snapshot(files)).expect("sound places");
    }
}
