//! Bad inputs as the editors, browsers and disks of coaches make them: damaged text, odd names, links that lead out of
//! the site. Each is one finding at the right place. None causes a panic or hides a finding of another page.
//!
//! The sites are made in temporary folders, because Git cannot hold most of them.

mod advised;
mod bytes;
mod front_matter;
mod names;
mod output;
mod site;

use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use insta::assert_snapshot;
use tempfile::TempDir;

/// A page with its own fault. It has to be reported, whatever other files the site has.
const NEIGHBOR: (&str, &[u8]) = ("content/neighbor.md", b"# Neighbor\n\n[gone](gone.md)\n");
const NEIGHBORS_FINDING: &str = "content/neighbor.md:3:8: error[broken-link]: there is no page `gone.md`\n";

/// A program that runs longer than this hangs, and is killed. No input takes seconds, but the machine may be busy.
const HANG_GUARD: Duration = Duration::from_secs(60);

type Files<'f> = &'f [(&'f str, &'f [u8])];

fn site(files: Files<'_>) -> TempDir {
    let site = tempfile::tempdir().expect("a temporary folder");
    put(site.path(), files);
    site
}

fn put(site: &Path, files: Files<'_>) {
    for (path, bytes) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
}

struct Told {
    code: i32,
    out: String,
    err: String,
}

fn homeroom(arguments: &[&str], site: &Path) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    command.args(arguments).args(["--as-of", "2026-11-22", "--site"]).arg(site).timeout(HANG_GUARD);
    if site.is_dir() {
        command.current_dir(site);
    }
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("reports are UTF-8");
    let told = Told {
        // The program was killed by a signal: it hung or crashed.
        code: output.status.code().expect("it ended by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!told.err.contains("panicked"), "{}", told.err);
    told
}

/// The short report on a site, and the exit code of `build`. For the report the neighbor is added to the site, for the
/// exit code it is not.
fn report(site: &Path) -> String {
    put(site, &[NEIGHBOR]);
    let Told { code, out, .. } = homeroom(&["check", "--format", "short"], site);
    assert_eq!(code, 1);
    assert!(out.contains(NEIGHBORS_FINDING), "the other page's fault is hidden:\n{out}");

    fs::remove_file(site.join(NEIGHBOR.0)).expect("it was there");
    let Told { code, .. } = homeroom(&["build"], site);
    assert_eq!(site.join("public").exists(), code == 0, "a site is written when it has no errors");
    format!("{}exit {code}\n", out.replace(NEIGHBORS_FINDING, ""))
}

/// Builds a site with these settings, and gives its output folder.
#[cfg(unix)]
fn built_site(site: &Path, settings: &str) -> std::path::PathBuf {
    put(site, &[("homeroom.yaml", settings.as_bytes())]);
    let Told { code, out, .. } = homeroom(&["build"], site);
    assert_eq!(code, 0, "{out}");
    site.join("public")
}

fn told(files: Files<'_>) -> String {
    report(site(files).path())
}

/// The report on one page.
fn page(text: impl AsRef<[u8]>) -> String {
    told(&[("content/a.md", text.as_ref())])
}
