//! Every address of the output has one owner: `check` and `build` agree whatever is called alike, no file takes the
//! theme's place, and what is published is a folder of files on every system.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use homeroom::diagnostic::Severity;
use homeroom::output;
use homeroom::pipeline::lay_out;
use homeroom::source::Options;
use homeroom::{Memos, UrlPath, disk};
use proptest::prelude::*;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};
use support::TODAY;
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

type Files<'f> = &'f [(&'f str, &'f str)];

/// A busy machine is no hang.
const HANG_GUARD: Duration = Duration::from_secs(60);

fn site(files: Files<'_>) -> TempDir {
    let site = tempfile::tempdir().expect("a temporary folder");
    put(site.path(), files);
    site
}

fn put(site: &Path, files: Files<'_>) {
    for (path, text) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }
}

/// The exit code, and what was printed.
fn homeroom(arguments: &[&str], site: &Path) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    command.args(arguments).arg("--site").arg(site).current_dir(site).timeout(HANG_GUARD);
    if !arguments.contains(&"--as-of") {
        command.args(["--as-of", "2026-11-22"]);
    }
    let output = command.output().expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!text.contains("panicked"), "{text}");
    (output.status.code().expect("it ended by itself"), text)
}

/// What `check` tells of a site that cannot be built as it is: `build` says the same. With the findings turned down
/// or off, both succeed, and what has no address is left out.
fn told(files: Files<'_>) -> String {
    let site = site(files);
    // The home page leads to all files of `content/`, so that none is left out for another reason.
    let others = files.iter().filter(|(path, _)| !path.ends_with(".md"));
    let links = others.filter_map(|(path, _)| Some(format!("[a](<{}>)\n", path.strip_prefix("content/")?)));
    put(site.path(), &[("content/index.md", &format!("# Home\n\n{}", links.collect::<String>()))]);
    let told = agreed(site.path(), 1);
    assert!(!site.path().join("public").exists(), "a site with errors is not written");
    let settings = files.iter().find(|(path, _)| *path == "homeroom.yaml").map_or("", |(_, text)| text);
    let checks = format!("{settings}checks: {{ address-taken: warning, unusable-name: off, file-type: warning }}\n");
    put(site.path(), &[("homeroom.yaml", &checks)]);
    agreed(site.path(), 0);
    told
}

/// The short report of `check`, whose exit code is that of `build`.
fn agreed(site: &Path, expected: i32) -> String {
    let (check, told) = homeroom(&["check", "--format", "short"], site);
    let (build, report) = homeroom(&["build"], site);
    assert_eq!((check, build), (expected, expected), "{told}\n{report}");
    told
}

/// Asserts what is told, line by line, but for hints about names.
#[track_caller]
fn assert_told(files: Files<'_>, expected: &[&str]) {
    let told = told(files);
    let errors: Vec<&str> = told.lines().filter(|line| line.contains(": error[")).collect();
    assert_eq!(errors, expected);
}

const PAGE: &str = "# A\n";

/// A kind with a facet, a table in two orders and a matrix.
const CLUB: &str = "\
label: { one: Club, many: Clubs }
folder: clubs
fields:
  topic: { type: text, facet: true }
  help: { type: choice, of: [low, high] }
  size: { type: choice, of: [small, big] }
views:
  - { shape: catalogue }
  - { shape: table, title: Compare, url: compare, columns: [title, topic], sort: [title, topic] }
  - { shape: matrix, title: Map, url: map, rows: help, columns: size }
";
const CHESS: (&str, &str) = ("content/clubs/chess.md", "---\ntitle: Chess\ntopic: Games\nhelp: low\nsize: big\n---\n");

// --- The theme's and the build's own addresses ---

#[test]
fn content_never_takes_the_place_of_a_published_file_of_the_theme() {
    for folder in ["content", "static"] {
        let site = site(&[("content/index.md", "# Home\n")]);
        agreed(site.path(), 0);
        let mut names = fs::read_dir(site.path().join("public/assets")).expect("a folder");
        let is_script = |name: &String| name.starts_with("site.") && name.ends_with(".js");
        let script = names.find_map(|entry| Some(entry.ok()?.file_name().into_string().ok()?).filter(is_script));
        let name = format!("assets/{}", script.expect("the script of every page"));
        let theirs = fs::read_to_string(site.path().join("public").join(&name)).expect("the script");
        let other_case = name.replace("assets/", "Assets/");
        for below in [&name, &name.to_uppercase(), &other_case, &format!("{name}/index.html"), "assets/x.js", "assets"]
        {
            let path = format!("{folder}/{below}");
            let home = format!("# Home\n\n[a](<{below}>)\n");
            put(site.path(), &[(&path, "alert(1)\n"), ("content/index.md", &home), ("homeroom.yaml", "title: T\n")]);
            if folder == "static" {
                let told = agreed(site.path(), 1);
                assert!(told.contains(&format!("{path}: error[address-taken]: `{path}` ")), "{told}");
            }
            put(
                site.path(),
                &[(
                    "homeroom.yaml",
                    "title: T\nchecks: { address-taken: off, broken-file: off, broken-link: off, file-type: warning }\n",
                )],
            );
            agreed(site.path(), 0);
            let published = fs::read_to_string(site.path().join("public").join(&name)).expect("it is published");
            assert_eq!(published, theirs, "{path}");
            let first = site.path().join(path.split('/').take(2).collect::<Vec<_>>().join("/"));
            if first.is_dir() { fs::remove_dir_all(first) } else { fs::remove_file(first) }.expect("it was there");
        }
    }
}

#[test]
fn a_content_file_or_folder_named_assets() {
    assert_told(
        &[("static/assets", "x")],
        &[
            "static/assets: error[address-taken]: `static/assets` is a file at `/assets`, where the theme needs a folder",
        ],
    );
    assert_told(
        &[("content/assets.md", PAGE)],
        &[
            "content/assets.md:1:1: error[address-taken]: `content/assets.md` has the address `/assets/`, and all of `/assets/` belongs to the theme",
        ],
    );
    assert_told(
        &[("static/assets/logo.pdf", "x")],
        &[
            "static/assets/logo.pdf: error[address-taken]: `static/assets/logo.pdf` has the address `/assets/logo.pdf`, and all of `/assets/` belongs to the theme",
        ],
    );
    assert_told(
        &[("content/Assets/tips.md", PAGE)],
        &[
            "content/Assets/tips.md:1:1: error[address-taken]: `content/Assets/tips.md` has the address `/assets/tips/`, and all of `/assets/` belongs to the theme",
        ],
    );
}

#[test]
fn a_static_file_named_as_a_page_of_the_build() {
    assert_told(
        &[("static/404.html", "x"), ("static/INDEX.html", "x"), ("static/search", "x")],
        &[
            "static/404.html: error[address-taken]: `static/404.html` and the page for addresses that are not there have the same address `/404.html`",
            "static/INDEX.html: error[address-taken]: `static/INDEX.html` and the home page have the same address `/INDEX.html`",
            "static/search: error[address-taken]: `static/search` is a file at `/search`, where the search index needs a folder",
        ],
    );
    assert_told(
        &[("static/404.html/a.pdf", "x"), ("static/a-z/index.html", "x"), ("static/robots.txt/a.pdf", "x")],
        &[
            "static/404.html/a.pdf: error[address-taken]: `static/404.html/a.pdf` needs a folder at `/404.html`, where the page for addresses that are not there is a file",
            "static/a-z/index.html: error[address-taken]: `static/a-z/index.html` and the list of everything from A to Z have the same address `/a-z/index.html`",
            "static/robots.txt/a.pdf: error[address-taken]: `static/robots.txt/a.pdf` needs a folder at `/robots.txt`, where the build's own `robots.txt` is a file",
        ],
    );
    let netlify = ("homeroom.yaml", "hosting: [netlify, cloudflare, iis]\n");
    assert_told(
        &[netlify, ("static/_headers", "x"), ("static/Web.config/a.pdf", "x")],
        &[
            "static/Web.config/a.pdf: error[address-taken]: `static/Web.config/a.pdf` needs a folder at `/web.config`, where the build's own `web.config` is a file",
            "static/_headers: error[address-taken]: `static/_headers` and the build's own `_headers` have the same address `/_headers`",
        ],
    );
}

#[test]
fn a_file_in_a_folder_of_the_build() {
    assert_told(
        &[
            ("static/Search/shards/mine.js", "x"),
            ("static/_homeroom/preview.js", "x"),
            ("content/search/shards/tips.md", PAGE),
        ],
        &[
            "content/search/shards/tips.md:1:1: error[address-taken]: `content/search/shards/tips.md` has the address `/search/shards/tips/`, and all of `/search/shards/` belongs to the search index",
            "static/Search/shards/mine.js: error[address-taken]: `static/Search/shards/mine.js` has the address `/Search/shards/mine.js`, and all of `/search/shards/` belongs to the search index",
            "static/_homeroom/preview.js: error[address-taken]: `static/_homeroom/preview.js` has the address `/_homeroom/preview.js`, and all of `/_homeroom/` belongs to the preview",
        ],
    );
}

// --- Files and folders ---

#[test]
fn a_static_file_where_a_page_needs_a_folder() {
    assert_told(
        &[("static/about", "x"), ("content/about.md", PAGE)],
        &[
            "static/about: error[address-taken]: `static/about` is a file at `/about`, where `content/about.md` needs a folder",
        ],
    );
    assert_told(
        &[("static/A\u{301}/b", "x"), ("content/\u{e1}/b/c/d.md", PAGE)],
        &[
            "static/A\u{301}/b: error[address-taken]: `static/A\u{301}/b` is a file at `/A\u{301}/b`, where `content/\u{e1}/b/c/d.md` needs a folder",
        ],
    );
    assert_told(
        &[("content/guide.pdf", "x"), ("static/Guide.pdf/a/b.pdf", "x")],
        &[
            "static/Guide.pdf/a/b.pdf: error[address-taken]: `static/Guide.pdf/a/b.pdf` needs a folder at `/guide.pdf`, where `content/guide.pdf` is a file",
        ],
    );
}

#[test]
fn an_alias_on_a_file_or_below_one() {
    let page = "---\ntitle: A\naliases: [guide.pdf, guide.pdf/old, a/index.html, Old.html, old.html/deep]\n---\n";
    assert_told(
        &[("content/guide.pdf", "x"), ("content/a.md", page)],
        &[
            "content/a.md:3:11: error[address-taken]: the alias `guide.pdf` of `content/a.md` needs a folder at `/guide.pdf`, where `content/guide.pdf` is a file",
            "content/a.md:3:22: error[address-taken]: the alias `guide.pdf/old` of `content/a.md` needs a folder at `/guide.pdf`, where `content/guide.pdf` is a file",
            "content/a.md:3:37: error[address-taken]: the alias `a/index.html` of `content/a.md` and `content/a.md` have the same address `/a/`",
            "content/a.md:3:61: error[address-taken]: the alias `old.html/deep` of `content/a.md` needs a folder at `/Old.html`, where the alias `Old.html` of `content/a.md` is a file",
        ],
    );
}

#[test]
fn a_page_named_as_the_data_of_its_kind() {
    let kind = ("kinds/club.yaml", CLUB);
    assert_told(
        &[kind, CHESS, ("content/clubs/clubs.csv.md", "# A\n"), ("static/clubs/Clubs.json", "{}")],
        &[
            "content/clubs/clubs.csv.md:1:1: error[address-taken]: `content/clubs/clubs.csv.md` needs a folder at `/clubs/clubs.csv`, where the data of Clubs is a file",
            "static/clubs/Clubs.json: error[address-taken]: `static/clubs/Clubs.json` and the data of Clubs have the same address `/clubs/Clubs.json`",
        ],
    );
}

#[test]
fn pages_named_as_those_of_a_kinds_views() {
    let kind = ("kinds/club.yaml", CLUB);
    assert_told(
        &[
            kind,
            CHESS,
            ("content/clubs/compare.md", PAGE),
            ("content/clubs/map/low-big.md", PAGE),
            ("content/clubs/compare/by-topic.md", PAGE),
            ("content/clubs/topic/games.md", PAGE),
            ("static/clubs/topic", "x"),
            ("static/clubs/index.html", "x"),
        ],
        &[
            "content/clubs/compare.md:1:1: error[address-taken]: `content/clubs/compare.md` and the view `Compare` of Clubs have the same address `/clubs/compare/`",
            "content/clubs/compare/by-topic.md:1:1: error[address-taken]: `content/clubs/compare/by-topic.md` and the table of Clubs by `topic` have the same address `/clubs/compare/by-topic/`",
            "content/clubs/map/low-big.md:1:1: error[address-taken]: `content/clubs/map/low-big.md` and the square `low-big` of Clubs have the same address `/clubs/map/low-big/`",
            "content/clubs/topic/games.md:1:1: error[address-taken]: `content/clubs/topic/games.md` and the page of Clubs with the topic `games` have the same address `/clubs/topic/games/`",
            "static/clubs/index.html: error[address-taken]: `static/clubs/index.html` and the view `Clubs` of Clubs have the same address `/clubs/index.html`",
            "static/clubs/topic: error[address-taken]: `static/clubs/topic` is a file at `/clubs/topic`, where the page of Clubs with the topic `games` needs a folder",
        ],
    );
}

#[test]
fn a_kind_whose_folder_is_taken_is_one_finding() {
    for (folder, why) in [
        ("assets", "has the address `/assets/`, and all of `/assets/` belongs to the theme"),
        (
            "search/shards/more",
            "has the address `/search/shards/more/`, and all of `/search/shards/` belongs to the search index",
        ),
        ("search", "and the search page have the same address `/search/`"),
        ("A-Z", "and the list of everything from A to Z have the same address `/A-Z/`"),
        ("robots.txt", "needs a folder at `/robots.txt`, where the build's own `robots.txt` is a file"),
    ] {
        let kind = CLUB.replace("folder: clubs", &format!("folder: {folder}"));
        let entry = |name: &str| format!("content/{folder}/{name}.md");
        let (chess, drama) = (entry("chess"), entry("drama"));
        let files = [("kinds/club.yaml", kind.as_str()), (&chess, CHESS.1), (&drama, "# Drama\n")];
        assert_told(
            &files,
            &[&format!("kinds/club.yaml: error[address-taken]: the view `Clubs` of Clubs {why}")
                .replace("yaml:", "yaml:1:1:")],
        );
    }
    // Two kinds whose folders differ in capitals.
    let other = ("kinds/team.yaml", "label: { one: Team, many: Teams }\nfolder: CLUBS\n");
    assert_told(
        &[("kinds/club.yaml", CLUB), other, CHESS, ("content/CLUBS/run.md", PAGE)],
        &[
            "kinds/team.yaml:1:1: error[address-taken]: the view `Teams` of Teams and the view `Clubs` of Clubs have the same address `/CLUBS/`",
        ],
    );
}

#[test]
fn what_is_new_has_its_address_before_there_is_anything_new() {
    let changed = "---\ntitle: A\nchanges: [{ date: 2027-01-01, what: Something }]\n---\n";
    assert_told(
        &[("content/a.md", changed), ("content/new.md", PAGE)],
        &[
            "content/new.md:1:1: error[address-taken]: `content/new.md` and the list of what is new have the same address `/new/`",
        ],
    );
    // Where nothing ever changes, the name is free.
    agreed(site(&[("content/a.md", PAGE), ("content/new.md", PAGE)]).path(), 0);
}

#[test]
fn a_page_to_come_that_finds_its_address_taken_is_a_warning() {
    let site = site(&[
        ("content/a.md", PAGE),
        ("content/a/index.md", "---\ntitle: B\ndate: 2027-01-01\n---\n"),
        ("content/con.md", "---\ntitle: C\ndraft: true\n---\n"),
    ]);
    let told = agreed(site.path(), 0);
    assert_eq!(
        told.lines().filter(|line| line.contains(": warning[")).collect::<Vec<_>>(),
        [
            "content/a/index.md:1:1: warning[address-taken]: `content/a/index.md` and `content/a.md` have the same address `/a/`",
            "content/con.md:1:1: warning[unusable-name]: the address of `content/con.md` holds the name `con`, which is a device on Windows",
        ]
    );
}

#[test]
fn no_day_that_comes_brings_two_claims_that_were_not_told_before() {
    let date = "date: 2027-01-01\n";
    let dated = |more: &str| format!("---\ntitle: A\n{date}{more}---\n");
    let linking = format!("{}[x](x.pdf)\n", dated(""));
    let (page, alias) = (dated(""), dated("aliases: [b]\n"));
    let sites: [(&str, Vec<(&str, &str)>); 5] = [
        ("two pages to come", vec![("content/a.md", &page), ("content/A.md", &page)]),
        ("an alias to come", vec![("content/a.md", &alias), ("content/b.md", PAGE)]),
        ("a file to come", vec![("content/a.md", &linking), ("content/x.pdf", "x"), ("static/X.pdf", "y")]),
        ("a page to come below a file", vec![("content/a.md", &page), ("static/a", "x")]),
        (
            "the first page of a kind",
            vec![("kinds/club.yaml", CLUB), ("content/clubs/a.md", &page), ("static/clubs/index.html", "x")],
        ),
    ];
    for (what, files) in sites {
        let site = site(&files);
        let told = agreed(site.path(), 0);
        assert_eq!(told.matches(": warning[address-taken]").count(), 1, "{what}: {told}");
        let (exit, on_the_day) = homeroom(&["check", "--format", "short", "--as-of", "2027-01-01"], site.path());
        assert!(exit == 1 && on_the_day.contains("address-taken"), "{what}: {on_the_day}");
    }
    // What a draft takes the place of may be gone by the day that it is published.
    let draft = "---\ntitle: B\ndraft: true\naliases: [a]\n---\n";
    let told = agreed(site(&[("content/a.md", PAGE), ("content/b.md", draft)]).path(), 0);
    assert!(!told.contains("address-taken"), "{told}");
}

#[test]
fn an_opening_page_in_either_ending() {
    let kind = ("kinds/club.yaml", CLUB);
    let opening = ("content/clubs/index.markdown", "# Our clubs\n");
    let site = site(&[kind, CHESS, opening, ("content/index.markdown", "# Welcome\n")]);
    agreed(site.path(), 0);
    let home = fs::read_to_string(site.path().join("public/index.html")).expect("the home page");
    assert!(home.contains("Welcome"), "{home}");
    assert_told(
        &[kind, CHESS, opening, ("content/clubs/index.md", "# Clubs\n"), ("content/index.markdown", "# Welcome\n")],
        &[
            "content/clubs/index.markdown:1:1: error[address-taken]: `content/clubs/index.markdown` and the view `Clubs` of Clubs have the same address `/clubs/`",
            "content/index.markdown:1:1: error[address-taken]: `content/index.markdown` and the home page have the same address `/`",
        ],
    );
}

// --- Names ---

#[test]
fn an_alias_of_300_letters() {
    let alias = "a".repeat(300);
    let page = format!("---\ntitle: A\naliases: [{alias}, {alias}.html, b]\n---\n");
    let start = &alias[..60];
    assert_told(
        &[("content/a.md", &page)],
        &[
            &format!(
                "content/a.md:3:11: error[unusable-name]: the address of the alias `{start}…` of `content/a.md` holds a name that is 300 bytes long, and 255 are the most"
            ),
            &format!(
                "content/a.md:3:313: error[unusable-name]: the address of the alias `{start}…` of `content/a.md` holds a name that is 305 bytes long, and 255 are the most"
            ),
        ],
    );
}

#[test]
fn names_and_paths_that_are_too_long() {
    // The small letter of this capital takes three bytes, the capital two.
    let name = "\u{130}".repeat(120);
    assert_told(
        &[(&format!("content/{name}.md"), PAGE)],
        &[&format!(
            "content/{name}.md:1:1: error[unusable-name]: the address of `content/{name}.md` holds a name that is 360 bytes long, and 255 are the most"
        )],
    );
    let path = format!("static/{}.pdf", ["b".repeat(100).as_str(); 9].join("/"));
    assert_told(
        &[(&path, "x")],
        &[&format!("{path}: error[unusable-name]: the address of `{path}` is 912 bytes long, and 768 are the most")],
    );
    let topic = "w".repeat(300);
    let chess = CHESS.1.replace("Games", &topic);
    assert_told(
        &[("kinds/club.yaml", CLUB), ("content/clubs/chess.md", &chess)],
        &[&format!(
            "content/clubs/chess.md:1:1: error[unusable-name]: the address of the page of Clubs with the topic `{topic}` holds a name that is 300 bytes long, and 255 are the most"
        )],
    );
    let alias = "x/".repeat(2500);
    assert_told(
        &[("content/a.md", &format!("---\ntitle: A\naliases: [{alias}]\n---\n"))],
        &[&format!(
            "content/a.md:3:11: error[unusable-name]: the address of the alias `{}…` of `content/a.md` is 5010 bytes long, and 768 are the most",
            "x/".repeat(30)
        )],
    );
}

#[test]
fn a_static_file_named_as_the_manifest() {
    assert_told(
        &[("static/.homeroom-manifest.json", "{}"), ("static/a/.Homeroom-x/b.pdf", "x")],
        &[
            "static/.homeroom-manifest.json: error[unusable-name]: the address of `static/.homeroom-manifest.json` holds the name `.homeroom-manifest.json`, and names that start so are the build's own",
            "static/a/.Homeroom-x/b.pdf: error[unusable-name]: the address of `static/a/.Homeroom-x/b.pdf` holds the name `.Homeroom-x`, and names that start so are the build's own",
        ],
    );
}

#[cfg(unix)]
#[test]
fn names_that_windows_has_no_file_for() {
    assert_told(
        &[
            ("static/what?.pdf", "x"),
            ("static/a\\b.pdf", "x"),
            ("static/aux.pdf", "x"),
            ("static/end./a.pdf", "x"),
            ("static/bell\u{7}.pdf", "x"),
        ],
        &[
            "static/a\\b.pdf: error[unusable-name]: the address of `static/a\\b.pdf` holds the name `a\\b.pdf`, which Windows has no file for",
            "static/aux.pdf: error[unusable-name]: the address of `static/aux.pdf` holds the name `aux.pdf`, which is a device on Windows",
            "static/bell\u{fffd}.pdf: error[unusable-name]: the address of `static/bell\u{fffd}.pdf` holds the name `bell\u{fffd}.pdf`, which holds a control character",
            "static/end./a.pdf: error[unusable-name]: the address of `static/end./a.pdf` holds the name `end.`, and Windows has no file whose name ends so",
            "static/what?.pdf: error[unusable-name]: the address of `static/what?.pdf` holds the name `what?.pdf`, which Windows has no file for",
        ],
    );
    assert_told(
        &[("assets/odd|name.css", "b {}\n"), ("content/a.md", "---\ntitle: A\naliases: ['a|b.html', nul.html]\n---\n")],
        &[
            "assets/odd|name.css:1:1: error[unusable-name]: the address of the theme's `odd|name.css` holds the name `odd|name.533f3b65.css`, which Windows has no file for",
            "content/a.md:3:11: error[unusable-name]: the address of the alias `a|b.html` of `content/a.md` holds the name `a|b.html`, which Windows has no file for",
            "content/a.md:3:23: error[unusable-name]: the address of the alias `nul.html` of `content/a.md` holds the name `nul.html`, which is a device on Windows",
        ],
    );
}

#[cfg(unix)]
#[test]
fn addresses_of_kinds_that_no_file_can_have() {
    for (from, to, why) in [
        (
            "folder: clubs",
            "folder: 'clubs: ours'",
            "view `Clubs` of Clubs holds the name `clubs: ours`, which Windows has no file for",
        ),
        (
            "url: compare",
            "url: 'compare?'",
            "view `Compare` of Clubs holds the name `compare?`, which Windows has no file for",
        ),
        ("of: [low, high] }", "of: ['?', low], facet: true }", "page of Clubs with the help `?` holds an empty name"),
    ] {
        let kind = CLUB.replace(from, to);
        let chess = if from == "folder: clubs" { "content/clubs: ours/chess.md" } else { CHESS.0 };
        let finding = format!("kinds/club.yaml:1:1: error[unusable-name]: the address of the {why}");
        assert_told(&[("kinds/club.yaml", &kind), (chess, CHESS.1)], &[&finding]);
    }
}

/// A language becomes part of a shard's name.
#[test]
fn a_language_is_no_way_out_of_the_folder_of_shards() {
    let kind = CLUB.replace("fields:\n", "fields:\n  lang: { type: text }\n");
    let long = format!("en{}", "-abcdefgh".repeat(40));
    for language in ["../../assets/x", "x/../../../y", &long, "con|", "a b"] {
        let chess = format!("---\ntitle: Chess\nlang: {language:?}\n---\n");
        let site = site(&[("kinds/club.yaml", &kind), ("content/clubs/chess.md", &chess), ("content/b.md", "# B\n")]);
        agreed(site.path(), 0);
        let page = fs::read_to_string(site.path().join("public/clubs/chess/index.html")).expect("a page");
        assert!(page.contains("<html lang=\"en-US\""), "{language}");
    }
}

// --- The proof for what is still to be written ---

/// The folder of a site as some system would see it: why an output cannot be one.
fn clash<'u>(output: impl Iterator<Item = &'u UrlPath>) -> Option<String> {
    let fold = |file: &str| file.nfc().collect::<String>().to_uppercase().nfc().collect::<String>();
    let mut files = BTreeSet::new();
    for url in output {
        if !files.insert(fold(&url.file())) {
            return Some(format!("{url} is there twice"));
        }
    }
    let folders = |file: &String| file.match_indices('/').map(|(at, _)| file[..at].to_owned()).collect::<Vec<_>>();
    let folder = files.iter().flat_map(folders).find(|folder| files.contains(folder));
    folder.map(|folder| format!("{folder} is a file and a folder"))
}

#[test]
fn every_address_of_an_output_has_its_owner_among_the_claims() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sites = fs::read_dir(root.join("tests/sites")).expect("the golden sites");
    let sites = sites.map(|site| site.expect("a site").path()).chain([root.to_owned()]);
    for site in sites {
        let options = Options { base_url: Some("https://a.example/".to_owned()), drafts: true, portable: false };
        let snapshot = disk::read(&site, None, TODAY, options).expect("a site");
        let laid = lay_out(&snapshot, &Memos::default());
        let claims = &laid.scene.plan.claims;
        for url in laid.output.keys() {
            assert!(claims.owner(url).is_some(), "{}: {url}", site.display());
        }
        for (maker, url, _) in output::write(&laid.scene, &output::Memos::default()).files {
            let owner = claims.owner(&url);
            assert!(owner.is_some(), "{}: {maker:?} makes {url} and has not claimed it", site.display());
        }
        assert!(laid.output.contains_key(&UrlPath::new("search/shards/table.js")), "{}", site.display());
        assert_eq!(clash(laid.output.keys()), None, "{}", site.display());
    }
}

/// Names that are alike somewhere, or that someone else has.
const NAMES: [&str; 36] = [
    "a",
    "A",
    "b",
    "\u{e9}",
    "e\u{301}",
    "\u{c9}",
    "stra\u{df}e",
    "STRASSE",
    "index",
    "Index",
    "404",
    "404.html",
    "index.html",
    "a.html",
    "a.pdf",
    "A.pdf",
    "assets",
    "Assets",
    "search",
    "shards",
    "a-z",
    "new",
    "robots.txt",
    "feed.xml",
    "clubs",
    "clubs.csv",
    "compare",
    "topic",
    "con",
    "x.",
    "x ",
    "a:b",
    ".homeroom-x",
    "more-cards.js",
    "_headers",
    "index.md",
];

fn name() -> impl Strategy<Value = String> {
    proptest::sample::select(&NAMES[..]).prop_map(str::to_owned)
}

fn path() -> impl Strategy<Value = String> {
    proptest::collection::vec(name(), 1..4).prop_map(|names| names.join("/"))
}

/// A site whose names meet.
fn crowded() -> impl Strategy<Value = BTreeMap<String, String>> {
    let quoted = |text: &String| serde_json::to_string(text).expect("JSON");
    let entry = (path(), proptest::collection::vec(path(), 0..3), name(), proptest::bool::ANY);
    let files = (proptest::collection::vec(path(), 0..5), proptest::collection::vec(path(), 0..3));
    let kind = (path(), path(), proptest::bool::ANY);
    (proptest::collection::vec(entry, 1..7), files, kind).prop_map(move |(entries, (files, assets), kind)| {
        let (folder, view, is_kind) = kind;
        let mut site = BTreeMap::from([("homeroom.yaml".to_owned(), "hosting: [netlify, iis]\n".to_owned())]);
        if is_kind {
            let kind = CLUB.replace("folder: clubs", &format!("folder: {}", quoted(&folder)));
            site.insert("kinds/club.yaml".to_owned(), kind.replace("url: compare", &format!("url: {}", quoted(&view))));
        }
        for (number, (path, aliases, topic, in_kind)) in entries.into_iter().enumerate() {
            let in_kind = in_kind && is_kind;
            let topic = if in_kind { format!("topic: {}\n", quoted(&topic)) } else { String::new() };
            let aliases = aliases.iter().map(quoted).collect::<Vec<_>>().join(", ");
            let path = if in_kind { format!("content/{folder}/{path}.md") } else { format!("content/{path}.md") };
            site.insert(path, format!("---\ntitle: T{number}\naliases: [{aliases}]\n{topic}---\n"));
        }
        site.extend(files.into_iter().map(|path| (format!("static/{path}"), "static\n".to_owned())));
        site.extend(assets.into_iter().map(|path| (format!("assets/{path}"), "own\n".to_owned())));
        site
    })
}

/// A build parses every template anew: few cases each time, and `PROPTEST_CASES=1000` for a long look.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(16), failure_persistence: finds(), ..ProptestConfig::default() }
}

/// What fails is kept beside the tests and tried first ever after; commit the file with the mend.
fn finds() -> Option<Box<dyn FailurePersistence>> {
    Some(Box::new(FileFailurePersistence::Direct("tests/claims.finds.txt")))
}

proptest! {
    #![proptest_config(config())]

    /// Whatever is called alike: a site without errors is written, and so is one whose findings are off.
    #[test]
    fn what_has_no_errors_can_be_written(site in crowded()) {
        let off = "checks: { address-taken: off, unusable-name: off, bad-alias: off, kind-fault: off, unknown-key: off, kind-folder: off, file-name: off, file-type: off }\n";
        for settings in ["", off] {
            let mut site = site.clone();
            site.entry("homeroom.yaml".to_owned()).or_default().push_str(settings);
            let snapshot = support::snapshot(&site);
            let laid = lay_out(&snapshot, &Memos::default());
            prop_assert_eq!(clash(laid.output.keys()), None);
            for asset in laid.scene.site.theme.assets.iter().filter(|asset| !asset.files.iter().any(|file| site.contains_key(file.as_str()))) {
                let published = laid.output.get(&asset.url).map(|deferred| deferred.get());
                let Some(Ok(artifact)) = published else { panic!("{} is not published", asset.url) };
                prop_assert_eq!(artifact.print(), asset.artifact.print());
            }
            let built = laid.finish();
            let errors = built.count(Severity::Error);
            prop_assert!(settings.is_empty() || errors == 0, "{}", support::told(&built));
            if errors == 0 {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let written = disk::write(&folder.path().join("public"), folder.path(), &built.output);
                prop_assert!(written.is_ok(), "{:?}", written.err().map(|error| error.to_string()));
            }
        }
    }
}
