//! Checks what must be true of every build, whatever its snapshot. Property tests and fuzzing use it.

use homeroom::diagnostic::{Diagnostic, Digest, Format, render, render_json, render_sarif};
use homeroom::source::Span;
use homeroom::{Built, Memos, Snapshot, VPath, build};

/// Builds a site, and checks that every finding points to a valid place in its file.
pub fn survives(snapshot: &Snapshot, memos: &Memos) -> Built {
    let built = build(snapshot, memos);
    for diagnostic in &built.diagnostics {
        let Diagnostic { span, others, fix, .. } = diagnostic;
        let spans = span.iter().chain(others.iter().map(|(span, _)| span)).chain(fix.iter().map(|fix| &fix.span));
        for Span { file, start, end } in spans {
            assert!(start <= end);
            let Some(text) = built.sources.get(file) else {
                assert!((*start, *end) == (0, 0), "a place in a file without text: {diagnostic:?}");
                continue;
            };
            assert!(text.text().get(*start..*end).is_some(), "outside the file or inside a character: {diagnostic:?}");
        }
        let formats = [Format::Human { color: false }, Format::Human { color: true }, Format::Short, Format::Github];
        for format in formats {
            assert!(!render(diagnostic, &built.sources, format).is_empty());
        }
        let line = render(diagnostic, &built.sources, Format::Short);
        assert!(line.lines().count() == 1 && !line.contains('\u{1b}'), "{line:?}");
    }
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
    let json = read(&render_json(&built.diagnostics, &built.sources));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(built.diagnostics.len()));
    let home = VPath::new("homeroom.yaml").expect("a path");
    let sarif = read(&render_sarif(&built.diagnostics, &built.sources, &home));
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(built.diagnostics.len()));
    let digest = Digest::of(&built.diagnostics).cut();
    assert_eq!(digest.render(&built.sources, false).is_empty(), built.diagnostics.is_empty());
    built
}
