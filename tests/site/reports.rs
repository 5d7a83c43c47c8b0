//! The reports of the commands: people get similar findings as one, programs get every finding, and each format names
//! files as its reader expects.

mod paths;
mod people;
mod programs;

use std::fs;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use insta::assert_snapshot;
use serde_json::Value as Json;
use tempfile::TempDir;

type Files<'f> = &'f [(&'f str, &'f str)];

const SETTINGS: (&str, &str) = ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n");
const HOME: (&str, &str) = ("content/index.md", "# Handbook\n");

fn put(folder: &Path, files: Files<'_>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }
}

/// A folder with a site in it.
fn site(files: Files<'_>) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), &[SETTINGS, HOME]);
    put(folder.path(), files);
    folder
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(cargo_bin("homeroom"));
    command.args(arguments).current_dir(folder);
    if matches!(arguments.first(), Some(&"check" | &"build")) {
        command.args(["--as-of", "2026-11-22"]);
    }
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let run = Run { code: output.status.code().expect("an end"), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

/// A site with `count` pages, each with the same faults.
fn alike(count: usize) -> TempDir {
    let site = site(&[]);
    for number in 0..count {
        let text = format!(
            "---\ntitle: Page {number}\nms.date: x\nreviewed: soon {number}\n---\n\n[gone](gone.md)\n\n[own](own-{number}.md)\n"
        );
        put(site.path(), &[(&format!("content/p{number:05}.md"), &text)]);
    }
    site
}

fn json(site: &TempDir, more: &[&str]) -> Json {
    let run = run(site.path(), &[&["check", "--format", "json"], more].concat());
    serde_json::from_str(&run.out).expect("JSON")
}
