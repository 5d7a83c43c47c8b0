//! Every address of the output has one owner: `check` and `build` agree on all clashes of names, no file replaces one
//! of the theme, and the output can be written as a folder of files on every system.

mod files;
mod names;
mod own;
mod proof;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::support::TODAY;
use assert_cmd::Command;
use homeroom::diagnostic::Severity;
use homeroom::output;
use homeroom::pipeline::lay_out;
use homeroom::source::Options;
use homeroom::{Memos, UrlPath, disk};
use proptest::prelude::*;
use proptest::test_runner::{FailurePersistence, FileFailurePersistence};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

type Files<'f> = &'f [(&'f str, &'f str)];

/// How long the program may run before it counts as hung, even on a busy machine.
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

/// The findings of `check` on a site that cannot be built as it is. `build` must report the same. If the findings are
/// made warnings or turned off, both must succeed, and files without an address are left out.
fn told(files: Files<'_>) -> String {
    let site = site(files);
    // The home page links to all files of `content/`, so that none is left out because no page links to it.
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

/// Asserts the findings, line by line, without hints about names.
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
