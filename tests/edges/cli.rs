//! Runs the program with arguments, and checks its exit code, standard output and standard error.

mod days;
mod prints;
mod runs;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use homeroom::fingerprint::Fingerprint;
use serde_json::Value as Json;
use tempfile::TempDir;

/// A site in a folder of its own.
struct Site(TempDir);

const SOUND: &[(&str, &str)] = &[
    ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n"),
    ("content/index.md", "# Handbook\n\nRead [about](about.md).\n"),
    ("content/about.md", "# About\n\nWe keep it.\n"),
    ("content/plans.md", "---\ntitle: Plans\ndraft: true\n---\n\nNot yet.\n"),
];
const ERROR: (&str, &str) = ("content/about.md", "# About\n\nSee [the office](ofice.md).\n");
const WARNING: (&str, &str) = ("content/about.md", "# About\n\n### Too deep\n");

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().expect("a temporary folder"));
        site.put(SOUND);
        site.put(files);
        site
    }

    fn put(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, text).expect("a file");
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("homeroom"));
        command.args(arguments).current_dir(self.path()).env_remove("NO_COLOR");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the program starts"))
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path().join("public").join(path)).expect("a page")
    }
}

/// The result of a run: exit code and output.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }
}

/// Every file of a folder with the fingerprint of its bytes. The times in the manifest are left out.
fn files(folder: &Path) -> BTreeMap<PathBuf, Fingerprint> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with(".homeroom-manifest.json") {
            let fingerprint = Fingerprint::of(&fs::read(&path).expect("a file"));
            found.insert(path, fingerprint);
        }
    }
    found
}
