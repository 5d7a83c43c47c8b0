//! Measures how long a site takes to be read and built cold, and to be built with warm memos. Run it with `cargo
//! bench`.

mod sample;

use std::path::Path;

use divan::{Bencher, black_box};
use homeroom::{Memos, Options, Snapshot, build, disk};
use tempfile::TempDir;

const SIZES: [usize; 2] = [100, 1_000];

fn main() {
    divan::main();
}

fn site(pages: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in sample::site(pages) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn read(folder: &Path) -> Snapshot {
    disk::read(folder, None, jiff::civil::date(2026, 11, 22), Options::default()).expect("a site")
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn cold(bencher: Bencher<'_, '_>, pages: usize) {
    let folder = site(pages);
    bencher.bench(|| build(black_box(&read(folder.path())), &Memos::default()));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn unchanged(bencher: Bencher<'_, '_>, pages: usize) {
    let folder = site(pages);
    let memos = Memos::default();
    let _ = build(&read(folder.path()), &memos);
    bencher.bench(|| build(black_box(&read(folder.path())), &memos));
}
