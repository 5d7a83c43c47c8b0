//! What coaches' editors, browsers and disks really hand in: damaged text, odd names, links that lead
//! away. Each is one finding at the right place, never a panic, and never hides another page's finding.
//!
//! Sites are made in temporary folders, since git cannot hold most of them.

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

/// A page with a fault of its own, which has to be told whatever stands beside it.
const NEIGHBOR: (&str, &[u8]) = ("content/neighbor.md", b"# Neighbor\n\n[gone](gone.md)\n");
const NEIGHBORS_FINDING: &str = "content/neighbor.md:3:8: error[broken-link]: there is no page `gone.md`\n";

/// No input takes seconds; what runs for longer than this hangs, and is killed. A busy machine is no hang.
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
        // Killed by a signal: it hung, or it crashed.
        code: output.status.code().expect("it ended by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!told.err.contains("panicked"), "{}", told.err);
    told
}

/// The short report on a site, and the exit code. The report is asked for with the neighbor beside it,
/// the exit code of `build` without.
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

/// Where a site with these settings is built.
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
