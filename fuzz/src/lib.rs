//! What the targets share: sites in memory, and what holds of each of them.

#[path = "../../tests/support/survives.rs"]
mod survives;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use homeroom::diagnostic::render_json;
use homeroom::fingerprint::Fingerprint;
use homeroom::{Built, File, Memos, Options, Snapshot, VPath};

/// What earlier inputs left: templates are then read once and not for each input.
static MEMOS: LazyLock<Memos> = LazyLock::new(Memos::default);

/// After so many inputs the memos forget what was not asked for: sooner, and inputs that differ in their settings would
/// each read all templates anew.
const ROUND: u64 = 64;

/// How many inputs there were.
static INPUTS: AtomicU64 = AtomicU64::new(0);

/// One input in so many is built without memos too. That takes ten times as long.
const COLD: u128 = 32;

/// A text as a file of a site.
pub fn text(text: &str) -> File {
    File::Text { text: text.into(), fingerprint: Fingerprint::of(text.as_bytes()) }
}

/// A site of these files; those whose path no site can have are left out.
pub fn snapshot<'f>(files: impl IntoIterator<Item = (&'f str, File)>) -> Snapshot {
    let files: BTreeMap<VPath, File> =
        files.into_iter().filter_map(|(path, file)| Some((VPath::new(path)?, file))).collect();
    Snapshot { files, today: jiff::civil::date(2026, 11, 22), options: Options::default() }
}

/// Builds a site. Its places lie in its files, and a build gives the same again, warm or cold.
pub fn survives(snapshot: &Snapshot) -> Built {
    let built = survives::survives(snapshot, &MEMOS);
    if INPUTS.fetch_add(1, Ordering::Relaxed) % ROUND == ROUND - 1 {
        MEMOS.end_round();
    }
    let fingerprint = snapshot.files.iter().map(|(path, file)| Fingerprint::of(format!("{path}{file:?}").as_bytes()).0);
    if fingerprint.fold(0, u128::wrapping_add) % COLD == 0 {
        same(&built, &survives::survives(snapshot, &Memos::default()));
    }
    built
}

fn same(warm: &Built, cold: &Built) {
    let told = |built: &Built| render_json(&built.diagnostics, &built.sources);
    assert_eq!(told(warm), told(cold), "a warm build tells something else");
    let addresses = |built: &Built| built.output.keys().cloned().collect::<Vec<_>>();
    assert_eq!(addresses(warm), addresses(cold), "a warm build has other addresses");
    for ((address, warm), cold) in warm.output.iter().zip(cold.output.values()) {
        assert!(warm.fingerprint() == cold.fingerprint(), "a warm build has other bytes at `{address}`");
    }
}
