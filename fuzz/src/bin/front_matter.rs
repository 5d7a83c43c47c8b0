//! Fuzzes the front matter of a page. Its kind, `tool`, has fields of every type.

#![no_main]

use homeroom::VPath;
use homeroom::content::front_matter::split;
use homeroom_fuzz::{snapshot, survives, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &str| {
    let path = "content/tools/a.md";
    let parts = split(&VPath::new(path).expect("a path"), page).value;
    for range in parts.front.iter().chain([&parts.body]) {
        assert!(page.get(range.clone()).is_some(), "{range:?} is no place in the file");
    }
    survives(&snapshot([
        ("kinds/tool.yaml", text(include_str!("../../../kinds/tool.yaml"))),
        ("content/index.md", text("# Home\n\n[a](tools/a.md)\n")),
        ("content/tools/b.md", text("---\ntitle: B\nstatus: core\n---\n\n[a](a.md#x)\n")),
        (path, text(page)),
    ]));
});
