//! The files of the search index: which of them an edit changes, and which are made when one is asked for.

use std::collections::BTreeMap;

use homeroom::fingerprint::Fingerprint;
use homeroom::pipeline::lay_out;
use homeroom::{Artifact, File, Memos, Options, Snapshot, UrlPath, VPath, build};

const PAGES: usize = 64;

/// A site of pages that share some words. Each page also has its own words.
fn site(change: impl Fn(usize, &str) -> String) -> Snapshot {
    let page = |number: usize| {
        let own = format!(
            "# Page {number}\n\nAll classes read word{number} and talk{}.\n\n## Part\n\nThe end.\n",
            number % 7
        );
        let text = change(number, &own);
        let file = File::Text { text: text.as_str().into(), fingerprint: Fingerprint::of(text.as_bytes()) };
        (VPath::new(&format!("content/page-{number:02}.md")).expect("a path"), file)
    };
    let files = (0..PAGES).map(page).collect();
    Snapshot { files, today: jiff::civil::date(2026, 11, 22), options: Options::default() }
}

fn shards(snapshot: &Snapshot) -> BTreeMap<UrlPath, Vec<u8>> {
    let built = build(snapshot, &Memos::default());
    let is_shard = |url: &UrlPath| url.as_str().starts_with("search/shards/");
    let bytes = |artifact: Artifact| match artifact {
        Artifact::Bytes(bytes) => bytes.to_vec(),
        Artifact::Copy { .. } | Artifact::Derived { .. } => Vec::new(),
    };
    built.output.into_iter().filter(|(url, _)| is_shard(url)).map(|(url, artifact)| (url, bytes(artifact))).collect()
}

/// The shards whose bytes differ between two states of a site, which have the same addresses.
fn changed(before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let (before, after) = (shards(before), shards(after));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "no address changes");
    let pairs = before.iter().zip(&after).filter(|((_, a), (_, b))| a != b);
    pairs.map(|((url, _), _)| url.as_str().trim_start_matches("search/shards/").to_owned()).collect()
}

#[test]
fn an_edited_word_changes_only_its_shards() {
    let before = site(|_, text| text.to_owned());
    let after = site(|number, text| if number == 9 { text.replace("word9 ", "zebra ") } else { text.to_owned() });
    let changed = changed(&before, &after);
    // The dictionary loses a word and gains one, the shards of two beginnings of words change, and so does one
    // document.
    let of = |kind: char| changed.iter().filter(|name| name.starts_with(kind)).count();
    assert_eq!(of('t'), 1, "{changed:?}");
    assert!((1..=2).contains(&of('p')), "{changed:?}");
    assert!((1..=2).contains(&of('d')), "{changed:?}");
    assert_eq!(changed.len(), of('t') + of('p') + of('d'), "{changed:?}");
}

#[test]
fn an_unchanged_site_changes_no_shard() {
    let site = site(|_, text| text.to_owned());
    assert!(changed(&site, &site.clone()).is_empty());
}

#[test]
fn each_shard_can_be_made_by_itself() {
    let snapshot = site(|_, text| text.to_owned());
    let laid = lay_out(&snapshot, &Memos::default());
    let table = laid.output.get(&UrlPath::new("search/shards/table.js")).expect("the table has an address");
    let Ok(Artifact::Bytes(bytes)) = table.get() else { panic!("the table is made") };
    let text = String::from_utf8(bytes.to_vec()).expect("text");
    assert!(text.starts_with("homeroomShard(\"table\",\"") && text.contains("\"documents\":64"), "{text}");
}

#[test]
fn a_file_in_the_folder_of_shards_is_reported() {
    let mut snapshot = site(|_, text| text.to_owned());
    let text = "mine";
    let file = File::Text { text: text.into(), fingerprint: Fingerprint::of(text.as_bytes()) };
    snapshot.files.insert(VPath::new("static/search/shards/p0.js").expect("a path"), file);
    let built = build(&snapshot, &Memos::default());
    let told = built.diagnostics.iter().map(|found| found.rule.code).collect::<Vec<_>>();
    assert!(told.contains(&"address-taken"), "{told:?}");
}
