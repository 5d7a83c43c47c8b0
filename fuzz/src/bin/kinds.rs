//! Fuzzes a kind and, after a line `===`, an entry of it.

#![no_main]

use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (kind, entry) = input.split_once("\n===\n").unwrap_or((input, "---\ntitle: A\n---\n"));
    survives(&snapshot([
        ("kinds/club.yaml", text(kind)),
        (
            "kinds/team.yaml",
            text("label: { one: Team, many: Teams }\nfields:\n  club: { type: reference, to: club }\n"),
        ),
        ("content/club/a.md", text(entry)),
        ("content/team/b.md", text("---\ntitle: B\nclub: a\n---\n")),
    ]));
});
