//! Measures the search index of a site: `cargo run --release --example index -- FOLDER [OUT]`. Prints the CPU time of
//! analyzing, merging and encoding all shards, cold and with warm memos, and the peak memory of the process. If OUT is
//! given, it writes the shards and the theme's assets there, even if the content has errors.

use std::path::Path;
use std::process::ExitCode;

use homeroom::memo::Memo;
use homeroom::pipeline::lay_out;
use homeroom::search::{Index, shards};
use homeroom::{Artifact, Memos, Options, disk};

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
    let memo = Memo::default();
    for name in ["cold", "warm"] {
        let before = cpu();
        let index = Index::new(&scene, &memo);
        let shards = shards(&scene);
        let bytes: usize = shards.iter().map(|(_, shard)| index.encode(*shard).len()).sum();
        println!("{name}: {:.2} CPU-s, {} shards, {bytes} bytes", cpu() - before, shards.len());
        memo.end_round();
    }
    if let Some(out) = std::env::args().nth(2) {
        let index = Index::new(&scene, &memo);
        let files = shards(&scene).into_iter().map(|(url, shard)| (url, Artifact::Bytes(index.encode(shard).into())));
        let assets = scene.site.theme.assets.iter().map(|asset| (asset.url.clone(), asset.artifact.clone()));
        for (url, artifact) in files.chain(assets) {
            let Artifact::Bytes(bytes) = artifact else { continue };
            let path = Path::new(&out).join(url.as_str());
            let written =
                path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, bytes));
            if let Err(error) = written {
                eprintln!("{}: {error}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    println!("most memory of the process: {} MiB", peak() / 1024);
    ExitCode::SUCCESS
}

/// The CPU time of this process so far, in seconds (on Linux).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks =
        |at: usize| after_name.split_whitespace().nth(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// The peak memory of this process, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
