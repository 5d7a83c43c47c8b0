//! Compares whole sites with snapshots. Every folder of `tests/sites` is a small site, and `tests/snapshots/NAME.txt`
//! holds everything that is built of it and all of its findings.
//!
//! `HOMEROOM_UPDATE=1 cargo test --test golden` writes the snapshots again. Read the difference before you commit it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use homeroom::check::RULES;
use homeroom::diagnostic::{Format, Severity, render};
use homeroom::source::Options;
use homeroom::{Artifact, Built, Memos, Snapshot};
use jiff::civil::{Date, date};
use rayon::prelude::*;

/// The site whose snapshot holds whole pages, with head, navigation and footer.
const WHOLE_PAGES: &str = "title-alone";

/// The site whose snapshot holds the whole search index, except for the words of the interface.
const WHOLE_INDEX: &str = "search";

/// The options that a site is built with. Most sites have the default ones.
fn options(site: &str) -> Options {
    match site {
        "drafts-asked-for" => Options { drafts: true, ..Options::default() },
        "portable" => Options { portable: true, ..Options::default() },
        "base-url" => {
            Options { base_url: Some("https://other.district.example/guides".to_owned()), ..Options::default() }
        }
        _ => Options::default(),
    }
}

/// Sites that are also built for another day: the snapshot's name, the site's folder and the day.
const ON_OTHER_DAYS: [(&str, &str, Date); 1] = [("life-in-july", "life", date(2027, 7, 1))];

const TODAY: Date = date(2026, 11, 22);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The names in a folder, without their endings.
fn names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be listed").path());
    names.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect()
}

fn snapshot(site: &str) -> Snapshot {
    let other_day = ON_OTHER_DAYS.iter().find(|(name, ..)| *name == site);
    let (name, day) = other_day.map_or((site, TODAY), |(_, name, day)| (name, *day));
    homeroom::disk::read(&folder("sites").join(name), None, day, options(site)).expect("a site")
}

fn build(site: &str) -> Built {
    homeroom::build(&snapshot(site), &Memos::default())
}

/// The result of a build as text: all outputs and all findings.
fn told(site: &str, built: &Built) -> String {
    let mut text = String::new();
    let mut output: Vec<_> =
        built.output.iter().map(|(url, artifact)| (masked(&url.to_string()), url, artifact)).collect();
    // Sorted by the masked names, because the fingerprints in the names of two assets may be in either order.
    output.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, url, artifact) in output {
        writeln!(text, "==== {name}").expect("memory");
        let Artifact::Bytes(bytes) = artifact else { continue };
        let Ok(content) = std::str::from_utf8(bytes) else { continue };
        let is_html = url.is_page() || url.as_str().ends_with(".html");
        let is_data = [".json", ".csv", ".xml", ".txt"].iter().any(|end| url.as_str().ends_with(end));
        if is_html && site != WHOLE_PAGES {
            text.push_str(main_part(content));
        } else if is_html || is_data || (site == WHOLE_INDEX && is_shard(url.as_str())) {
            text.push_str(&masked(content));
        }
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| built.count(severity));
    let [errors, warnings, hints] = counts;
    writeln!(text, "==== {} pages, {errors} errors, {warnings} warnings, {hints} hints\n", built.pages)
        .expect("memory");
    for diagnostic in &built.diagnostics {
        text.push_str(&render(diagnostic, &built.sources, Format::Human { color: false }));
    }
    text
}

fn is_shard(url: &str) -> bool {
    url.starts_with("search/shards/") && !url.contains("/words-")
}

/// The part of a page between `<main>` and `</main>`, or the whole page if it has no such part, like a redirect.
fn main_part(page: &str) -> &str {
    let inside = page.split_once("<main").and_then(|(_, rest)| rest.split_once('>')).map(|(_, rest)| rest);
    inside.and_then(|rest| rest.rsplit_once("</main>")).map_or(page, |(inside, _)| inside.trim_start_matches('\n'))
}

/// The text without the fingerprints in the names of assets, so that a change of the theme does not change all
/// snapshots.
fn masked(text: &str) -> String {
    let fingerprint = regex::Regex::new(r"(assets/[\w/-]+)\.[0-9a-f]{8}\.").expect("a sound pattern");
    fingerprint.replace_all(text, "$1.PRINT.").into_owned()
}

/// The first line that differs, with the lines before it.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let same = expected.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    let line = |lines: &[&str]| lines.get(same).map_or("(the end)".to_owned(), |line| (*line).to_owned());
    let before =
        actual[same.saturating_sub(4)..same].iter().fold(String::new(), |text, line| text + "  " + line + "\n");
    format!("line {}:\n{before}- {}\n+ {}\n", same + 1, line(&expected), line(&actual))
}

#[test]
fn every_site_builds_exactly_what_its_snapshot_holds() {
    let update = std::env::var_os("HOMEROOM_UPDATE").is_some();
    let (mut sites, snapshots) = (names(&folder("sites")), names(&folder("snapshots")));
    sites.extend(ON_OTHER_DAYS.iter().map(|(name, ..)| (*name).to_owned()));
    assert!(!sites.is_empty());
    let mut faults = String::new();
    let all: Vec<(&String, String)> = sites.par_iter().map(|site| (site, told(site, &build(site)))).collect();
    for (site, actual) in all {
        let here = env!("CARGO_MANIFEST_DIR");
        assert!(!actual.contains(here), "{site}: the snapshot would name a folder of this machine");
        let file = folder("snapshots").join(format!("{site}.txt"));
        if update {
            fs::write(&file, &actual).expect("the snapshot can be written");
            continue;
        }
        match fs::read_to_string(&file) {
            // Git may have checked out the file with the line ends of Windows.
            Ok(expected) if expected.replace("\r\n", "\n") == actual.replace("\r\n", "\n") => {}
            Ok(expected) => writeln!(faults, "{site}: {}", difference(&expected, &actual)).expect("memory"),
            Err(_) => writeln!(faults, "{site}: there is no snapshot yet").expect("memory"),
        }
    }
    for stale in snapshots.difference(&sites) {
        writeln!(faults, "tests/snapshots/{stale}.txt belongs to no site; delete it").expect("memory");
    }
    assert!(faults.is_empty(), "{faults}\nHOMEROOM_UPDATE=1 writes the snapshots anew");
}

#[test]
fn the_sites_with_faults_raise_every_rule() {
    let built = build("everything-broken");
    let raised: BTreeSet<&str> = built.diagnostics.iter().map(|diagnostic| diagnostic.rule.code).collect();
    let elsewhere = |code: &str| NEED_A_SITE_OF_THEIR_OWN.iter().any(|(other, _)| *other == code);
    let codes = RULES.iter().map(|rule| rule.code);
    let missing: Vec<&str> = codes.filter(|code| !raised.contains(code) && !elsewhere(code)).collect();
    assert!(missing.is_empty(), "never raised: {missing:?}");
    for (code, site) in NEED_A_SITE_OF_THEIR_OWN {
        assert!(!raised.contains(code), "{code} is raised after all");
        assert!(build(site).diagnostics.iter().any(|found| found.rule.code == code), "{code} is not raised by {site}");
    }
}

/// Rules that one site cannot raise together with all others, each with the site that raises it. For example, a site
/// with other faults has content, and a site with an unknown theme has no assets and no bundles.
const NEED_A_SITE_OF_THEIR_OWN: [(&str, &str); 5] = [
    ("missing-content", "title-alone"),
    ("missing-asset", "theme-layers"),
    ("bad-bundle", "theme-layers"),
    ("bad-math", "math"),
    ("unread-math", "math"),
];

#[test]
fn the_direction_of_a_page_follows_its_language_and_script() {
    let built = build("right-to-left");
    for (address, tag) in [
        ("help/families-ar/", r#"<html lang="ar" dir="rtl">"#),
        ("help/families-az-arab/", r#"<html lang="az-Arab" dir="rtl">"#),
        ("help/families-az/", r#"<html lang="az" dir="ltr">"#),
        ("help/staff/", r#"<html lang="en-US" dir="ltr">"#),
    ] {
        let Some(Artifact::Bytes(page)) = built.output.get(&homeroom::UrlPath::new(address)) else {
            panic!("{address} is there")
        };
        assert!(String::from_utf8_lossy(page).contains(tag), "{address}");
    }
}
