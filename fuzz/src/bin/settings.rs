//! Fuzzes the settings of a site and, after a line `===`, the words of a language.

#![no_main]

use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let (settings, words) = input.split_once("\n===\n").unwrap_or((input, ""));
    survives(&snapshot([
        ("homeroom.yaml", text(settings)),
        ("words/es.yaml", text(words)),
        ("kinds/club.yaml", text("label: { one: Club, many: Clubs }\nfields:\n  grades: grades\n  cost: money\n")),
        ("content/index.md", text("# Home\n\n<b onclick=x>b</b> [c](club/c.md)\n")),
        ("content/club/c.md", text("---\ntitle: C\ngrades: 3-5\ncost: 4\n---\n")),
    ]));
});
