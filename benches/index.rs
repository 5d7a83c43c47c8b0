//! What the search index of a site costs: `cargo run --release --example index -- FOLDER`. Prints the CPU time of
//! analysing, merging and encoding all shards, that of encoding after one edit, and the most memory of the process.

use std::path::Path;
use std::process::ExitCode;

use homeroom::memo::Memo;
use homeroom::pipeline::lay_out;
use homeroom::search::{Index, shards};
use homeroom::verdict::LifeFacts;
use homeroom::{Memos, Options, disk};

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: index FOLDER");
        return ExitCode::from(2);
    };
    let today = jiff::civil::date(2026, 11, 22);
    let snapshot = match disk::read(Path::new(&folder), None, today, Options::default()) {
        Ok(snapshot) => snapshot,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let scene = lay_out(&snapshot, &Memos::default()).scene;
    let lives: Vec<_> = (0..scene.catalog.entries.len()).map(|index| LifeFacts::of(&scene.catalog, index)).collect();
    let memo = Memo::default();
    for name in ["cold", "warm"] {
        let before = cpu();
        let index = Index::new(&scene, &lives, &memo);
        let shards = shards(&scene);
        let bytes: usize = shards.iter().map(|(_, shard)| index.encode(*shard).len()).sum();
        println!("{name}: {:.2} CPU-s, {} shards, {bytes} bytes", cpu() - before, shards.len());
        memo.end_round();
    }
    println!("most memory of the process: {} MiB", peak() / 1024);
    ExitCode::SUCCESS
}

/// The CPU time of this process so far, in seconds, as Linux tells it.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |at: usize| after_name.split_whitespace().nth(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// The most memory that this process has held, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
