//! What the fuzz targets share: it makes sites in memory, and checks what must be true of every build.

#[path = "../../tests/support/survives.rs"]
mod survives;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use homeroom::diagnostic::render_json;
use homeroom::fingerprint::Fingerprint;
use homeroom::{Built, File, Memos, Options, Snapshot, VPath};

/// The memos of earlier inputs. With them, templates are parsed once and not for each input.
static MEMOS: LazyLock<Memos> = LazyLock::new(Memos::default);

/// After how many inputs the memos drop what was not used. If that happened sooner, inputs with different settings
/// would each parse all templates again.
const ROUND: u64 = 64;

/// The number of inputs so far.
static INPUTS: AtomicU64 = AtomicU64::new(0);

/// One input of this many is also built without memos, which takes ten times as long.
const COLD: u128 = 32;

/// A file of a site with this text.
pub fn text(text: &str) -> File {
    File::Text { text: text.into(), fingerprint: Fingerprint::of(text.as_bytes()) }
}

/// A site with these files. Files with a path that no site can have are left out.
pub fn snapshot<'f>(files: impl IntoIterator<Item = (&'f str, File)>) -> Snapshot {
    let files: BTreeMap<VPath, File> =
        files.into_iter().filter_map(|(path, file)| Some((VPath::new(path)?, file))).collect();
    Snapshot { files, today: jiff::civil::date(2026, 11, 22), options: Options::default() }
}

/// Builds a site, and checks that its findings point to valid places and that a cold build gives the same.
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
    assert_eq!(told(warm), told(cold), "a warm build has other findings");
    let addresses = |built: &Built| built.output.keys().cloned().collect::<Vec<_>>();
    assert_eq!(addresses(warm), addresses(cold), "a warm build has other addresses");
    for ((address, warm), cold) in warm.output.iter().zip(cold.output.values()) {
        assert!(warm.fingerprint() == cold.fingerprint(), "a warm build has other bytes at `{address}`");
    }
}
