//! Makes sites in memory for tests.

use std::collections::BTreeMap;

use homeroom::diagnostic::{Format, render};
use homeroom::fingerprint::Fingerprint;
use homeroom::{Built, File, Options, Snapshot, VPath};

/// The day that tests build for.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 22);

/// A snapshot of these texts, each with its path.
pub fn snapshot<P: AsRef<str>, T: AsRef<str>>(files: impl IntoIterator<Item = (P, T)>) -> Snapshot {
    let file = |(path, text): (P, T)| {
        let (path, text) = (path.as_ref(), text.as_ref());
        let fingerprint = Fingerprint::of(text.as_bytes());
        (VPath::new(path).expect("a sound path"), File::Text { text: text.into(), fingerprint })
    };
    let files: BTreeMap<VPath, File> = files.into_iter().map(file).collect();
    Snapshot { files, today: TODAY, options: Options::default() }
}

/// The findings of a build, one line each.
pub fn told(built: &Built) -> String {
    built.diagnostics.iter().map(|diagnostic| render(diagnostic, &built.sources, Format::Short)).collect()
}
