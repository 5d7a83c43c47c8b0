//! Checks that nothing hangs with any number of threads: neither a build, nor a preview with many requests at once.
//!
//! A test fails if it takes too long. `HOMEROOM_ROUNDS` sets the number of rounds.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use crate::support::{TODAY, snapshot, told};
use homeroom::diagnostic::Severity;
use homeroom::pipeline::lay_out;
use homeroom::serve::Findings;
use homeroom::serve::preview::Preview;
use homeroom::{Memos, Options, Snapshot, UrlPath, build};
use jiff::civil::Date;
use rayon::prelude::*;

/// The numbers of threads to try.
const THREADS: [usize; 5] = [1, 2, 8, 32, 64];

/// How long a round may take before it counts as hung. It takes a second or two on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

fn rounds() -> usize {
    std::env::var("HOMEROOM_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}

/// A site with so many words that several threads analyze them at once. It has two languages, a kind with tables and a
/// future page.
fn site() -> Vec<(String, String)> {
    let mut files = vec![
        ("homeroom.yaml".to_owned(), "title: Handbook\nbase_url: https://handbook.example/\n".to_owned()),
        ("kinds/note.yaml".to_owned(), "label: { one: Note, many: Notes }\nfolder: notes\nfields:\n  day: { type: date }\nviews:\n  - { shape: catalogue, title: Notes }\n  - { shape: table, title: Table, url: table, columns: [title, day], sort: [title, -day] }\n".to_owned()),
    ];
    let mut state: u32 = 7;
    let mut next = move |bound: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % bound
    };
    for page in 0..130 {
        let lang = if page % 5 == 0 { "lang: es\n" } else { "" };
        let date = if page % 17 == 0 { "date: 2026-12-01\n" } else { "" };
        let mut text = format!("---\ntitle: Page {page}\n{lang}{date}---\n\n");
        for word in 0..600 {
            text.push_str(&format!("w{:x}", next(6000)));
            text.push_str(if word % 60 == 59 { ".\n\n" } else { " " });
        }
        text.push_str("```python\nprint(1)\n```\n");
        files.push((format!("content/notes/p{page}.md"), text));
    }
    files
}

/// Runs `work` on its own thread, and fails if it does not end in time. A thread that hangs is left running.
fn within_patience(what: &str, work: impl FnOnce() + Send + 'static) {
    let (sender, done) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        work();
        // Sending fails only if the test has already given up.
        let _ = sender.send(());
    });
    match done.recv_timeout(PATIENCE) {
        Ok(()) => {}
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what} hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => std::panic::resume_unwind(thread.join().expect_err("it failed")),
    }
}

fn pool(threads: usize) -> Arc<rayon::ThreadPool> {
    Arc::new(rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool"))
}

/// Every address of a build with the fingerprint of its bytes.
fn fingerprint(built: &homeroom::Built) -> Vec<(String, homeroom::fingerprint::Fingerprint)> {
    built.output.iter().map(|(url, artifact)| (url.to_string(), artifact.fingerprint())).collect()
}

#[test]
fn a_build_ends_with_any_number_of_threads() {
    let site: Arc<Snapshot> = Arc::new(snapshot(site()));
    let first = build(&site, &Memos::default());
    assert_eq!(first.count(Severity::Error), 0, "{}", told(&first));
    let first = Arc::new(fingerprint(&first));
    for round in 0..rounds() {
        for threads in THREADS {
            let (site, first) = (Arc::clone(&site), Arc::clone(&first));
            within_patience(&format!("a build with {threads} threads, round {round},"), move || {
                let memos = Memos::default();
                let cold = pool(threads).install(|| build(&site, &memos));
                let _ = memos.end_round();
                let warm = pool(threads).install(|| build(&site, &memos));
                assert!(fingerprint(&cold) == *first && fingerprint(&warm) == *first, "{threads} threads show");
            });
        }
    }
}

/// Every thread asks for every address of a site at once, the shards first. Nothing was made before.
#[test]
fn many_addresses_can_be_made_at_once_with_any_number_of_threads() {
    let site: Arc<Snapshot> = Arc::new(snapshot(site()));
    for round in 0..rounds() {
        for threads in THREADS {
            let site = Arc::clone(&site);
            within_patience(&format!("a layout with {threads} threads, round {round},"), move || {
                let laid = pool(threads).install(|| lay_out(&site, &Memos::default()));
                let made: usize = pool(threads).install(|| {
                    let (shards, others): (Vec<_>, Vec<_>) =
                        laid.output.iter().partition(|(url, _)| url.as_str().starts_with("search/shards/"));
                    let all = shards.into_par_iter().chain(others);
                    all.filter(|(_, deferred)| deferred.get().is_ok()).count()
                });
                assert_eq!(made, laid.output.len());
            });
        }
    }
}

fn write(folder: &Path, files: &[(String, String)]) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
}

/// Browsers, the check for findings and the next save use an edition at the same time. Some run on their own threads,
/// as in the preview, and some inside of the pool, which is more demanding.
#[test]
fn a_preview_answers_many_requests_at_once_with_any_number_of_threads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), &site());
    let root = folder.path().to_owned();
    // The global pool gets more threads than this machine has.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(32).build_global();
    for round in 0..rounds() {
        for threads in THREADS {
            let root = root.clone();
            within_patience(&format!("a preview with {threads} threads, round {round},"), move || {
                ask_all(&root, threads)
            });
        }
    }
}

fn ask_all(root: &Path, threads: usize) {
    let pool = pool(threads);
    let mut preview = pool.install(|| Preview::open(root, None, TODAY, Options::default())).expect("a site");
    let edition = Arc::clone(preview.edition());
    let days = [None, Some(4), Some(5), Some(6), Some(7)].map(|day| day.map(|day| jiff::civil::date(2026, 12, day)));
    let (shards, others): (Vec<&UrlPath>, Vec<&UrlPath>) =
        edition.served.output.keys().partition(|url| url.as_str().starts_with("search/shards/"));
    let ask = |day: Option<Date>, url: &UrlPath| {
        let on_day = edition.on(day);
        // On another day there may be no page at this address.
        if let Some(deferred) = on_day.at(url) {
            assert!(deferred.get().is_ok(), "{url}");
        }
    };
    std::thread::scope(|scope| {
        for day in days {
            // These threads are outside of the pool, as in the preview. They start with the last address, to meet the
            // others.
            for url in [&shards[0], &shards[shards.len() - 1], &others[others.len() / 2]] {
                scope.spawn(move || ask(day, url));
            }
            let (shards, others, pool) = (&shards, &others, &pool);
            scope.spawn(move || pool.install(|| shards.par_iter().chain(others).for_each(|url| ask(day, url))));
        }
        let (edition, pool) = (&edition, &pool);
        scope.spawn(move || {
            let laid = edition.as_it_is();
            let found: usize = laid.output.values().map(|deferred| usize::from(deferred.look().is_err())).sum();
            assert_eq!(found, 0);
            let findings = pool.install(|| Findings::of(edition, Vec::new()));
            assert_eq!(findings.count(Severity::Error), 0);
        });
        let next = pool.install(|| preview.turn(&BTreeSet::new()).number);
        assert_eq!(next, 2);
    });
}
