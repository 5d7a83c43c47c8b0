//! Fuzzes a whole site. A line `=== PATH` starts a text, `=!= PATH` a file that cannot be read, and `=b= PATH` a
//! picture. Words before the first such line are options.

#![no_main]

use std::path::Path;

use homeroom::File;
use homeroom::artifact::Origin;
use homeroom::fingerprint::Fingerprint;
use homeroom::source::{Picture, Unreadable};
use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let parts: Vec<&str> = input.split("\n=").collect();
    let files = parts[1..].iter().take(64).filter_map(|part| {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let (sort, path) = head.split_once("= ")?;
        let file = match sort {
            "!" => File::Unreadable(Unreadable::Utf16),
            "b" => File::Blob {
                origin: Origin { root: Path::new("site").into(), way: path.into() },
                fingerprint: Fingerprint::of(body.as_bytes()),
                picture: Some(Picture::Raster { width: 1200, height: 800, still: true }),
            },
            _ => text(body),
        };
        Some((path, file))
    });
    let mut snapshot = snapshot(files);
    snapshot.options.portable = parts[0].contains("portable");
    snapshot.options.drafts = parts[0].contains("drafts");
    survives(&snapshot);
});
