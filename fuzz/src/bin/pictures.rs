//! Fuzzes a picture, or a drawing if the first byte is `<`. It is inspected, and made smaller if it claims to be large.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use homeroom::artifact::Recipe;
use homeroom::{Artifact, Memos, Options, build, disk};
use libfuzzer_sys::fuzz_target;

/// The folder of a site with one page that shows the picture. `fuzz/run` removes it.
static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let site = std::env::temp_dir().join(format!("site-{}", std::process::id()));
    fs::create_dir_all(site.join("content")).expect("a folder");
    fs::write(site.join("content/index.md"), "# Home\n\n![a](a.png)\n\n![b](b.svg)\n").expect("a page");
    site
});

static MEMOS: LazyLock<Memos> = LazyLock::new(Memos::default);

fuzz_target!(|picture: &[u8]| {
    let (name, other) = if picture.starts_with(b"<") { ("b.svg", "a.png") } else { ("a.png", "b.svg") };
    fs::write(SITE.join("content").join(name), picture).expect("a picture");
    let _ = fs::remove_file(SITE.join("content").join(other));
    let snapshot = disk::read(&SITE, None, jiff::civil::date(2026, 11, 22), Options::default()).expect("a site");
    let built = build(&snapshot, &MEMOS);
    MEMOS.end_round();
    for artifact in built.output.values() {
        if let Artifact::Derived { origin, recipe, .. } = artifact {
            let made = |recipe| disk::derive(origin, recipe, &disk::Desk::default()).expect("the file is there");
            let (clean, smaller) = (made(Recipe::Clean), made(*recipe));
            assert!(smaller.len() <= clean.len(), "a smaller picture of {} bytes", smaller.len());
        }
    }
});
