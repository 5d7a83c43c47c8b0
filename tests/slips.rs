//! Slips of coaches with files, links and kinds: each is told once, at its cause, with what to write.

mod support;

use homeroom::diagnostic::{Diagnostic, Severity};
use homeroom::{Built, Memos, build};
use support::{snapshot, told};

fn built<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Built {
    build(&snapshot(files), &Memos::default())
}

/// The findings but for hints, as `code: headline; help`.
fn lines(built: &Built) -> Vec<String> {
    let found = built.diagnostics.iter().filter(|found| found.severity > Severity::Info);
    found
        .map(|found| format!("{}: {}; {}", found.rule.code, found.message, found.help.clone().unwrap_or_default()))
        .collect()
}

/// Each text with the fix of a finding written into it.
fn mended(text: &str, found: &Diagnostic) -> String {
    let fix = found.fix.as_ref().expect("a fix");
    let mut text = text.to_owned();
    text.replace_range(fix.span.range(), &fix.replacement);
    text
}

#[test]
fn a_file_that_a_broken_link_means_is_told_with_the_link_alone() {
    for (file, link) in [
        ("content/images/door.svg", "![Door](images\\door.svg)"),
        ("content/Door.svg", "![Door](door.svg)"),
        ("content/door.svg", "![Door](dor.svg)"),
        ("content/door.svg", "![Door](pictures/door.svg)"),
        ("content/rooms.csv", "[Rooms](Rooms.csv)"),
        ("content/rooms.csv", "[Rooms](files/rooms.csv)"),
    ] {
        let page = format!("# Home\n\n{link}\n");
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        let built = built([("content/index.md", page.as_str()), (file, svg)]);
        assert_eq!(lines(&built).len(), 1, "{link}: {}", told(&built));
        assert_eq!(built.diagnostics[0].severity, Severity::Error, "{link}");
        let page = mended(&page, &built.diagnostics[0]);
        let built = self::built([("content/index.md", page.as_str()), (file, svg)]);
        assert!(lines(&built).is_empty(), "{link}: {}", told(&built));
    }
}

#[test]
fn a_link_to_a_page_that_is_gone_names_the_pages_of_its_folder_and_how_the_old_address_is_kept() {
    let built = built([
        ("content/index.md", "# Home\n\nFamilies read [what consent means](help/families.md#consent).\n"),
        ("content/help/consent.md", "# Consent\n"),
        ("content/help/sign-in.md", "# Sign in\n"),
        ("content/about.md", "# About\n"),
    ]);
    let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{}", told(&built)));
    for words in ["`help/consent.md`, `help/sign-in.md`", "`aliases: [help/families]`"] {
        assert!(only.contains(words), "{only}");
    }
}

#[test]
fn a_copy_of_a_page_is_told_once_and_never_to_be_called_a_copy() {
    for name in
        ["deck - Copy", "Copy of deck", "deck copy", "deck copy 2", "deck (1)", "deck - Copy (2)", "deck - Kopie"]
    {
        let file = format!("content/tools/{name}.md");
        let page = "---\ntitle: Deck\nsummary: S\ncategory: practice\nstatus: proposed\n---\n";
        let built = built([("content/tools/deck.md", page), (file.as_str(), page)]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{name}: {}", told(&built)));
        assert!(only.starts_with("file-name") && only.contains("looks like a copy: give the file"), "{name}: {only}");
        // The new guide has its title already.
        let page = page.replace("Deck", "Pear Deck");
        let built = self::built([
            ("content/tools/deck.md", "---\ntitle: Deck\nsummary: S\ncategory: practice\nstatus: proposed\n---\n"),
            (file.as_str(), page.as_str()),
        ]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{name}: {}", told(&built)));
        assert!(only.contains("rename it to `pear-deck`"), "{name}: {only}");
    }
    // What only sounds like one.
    for name in ["Deck VR", "Grade (1)", "Copy machine"] {
        let file = format!("content/tools/{name}.md");
        let page = format!("---\ntitle: {name}\nsummary: S\ncategory: practice\nstatus: proposed\n---\n");
        let built = built([(file.as_str(), page.as_str())]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{name}: {}", told(&built)));
        assert!(only.contains("and the links to it with it"), "{name}: {only}");
    }
}

#[test]
fn keys_of_a_field_as_other_programs_write_them_lead_to_those_of_homeroom() {
    for (wrong, right) in [
        ("{ type: choice, options: [Monday, Tuesday] }", "{ type: choice, of: [Monday, Tuesday] }"),
        ("{ type: choice, choices: [Monday, Tuesday] }", "{ type: choice, of: [Monday, Tuesday] }"),
        ("{ type: choice, values: [Monday, Tuesday] }", "{ type: choice, of: [Monday, Tuesday] }"),
        ("{ type: list, items: { type: text } }", "{ type: list, of: { type: text } }"),
        ("{ type: text, description: D }", "{ type: text, hint: D }"),
        ("{ type: text, title: D }", "{ type: text, label: D }"),
        ("{ type: text, mandatory: false }", "{ type: text, required: false }"),
        ("{ type: text, regex: \"[a-z]+\" }", "{ type: text, pattern: \"[a-z]+\" }"),
        ("{ type: number, maximum: 3 }", "{ type: number, max: 3 }"),
        ("{ type: group, properties: { a: text } }", "{ type: group, fields: { a: text } }"),
        ("{ type: text, Required: false }", "{ type: text, required: false }"),
        ("{ typ: text }", "{ type: text }"),
    ] {
        let kind = |field: &str| format!("label: {{ one: Club, many: Clubs }}\nfields:\n  day: {field}\n");
        let (wrong, right) = (kind(wrong), kind(right));
        let built = built([("kinds/club.yaml", wrong.as_str()), ("content/index.md", "# Home\n")]);
        assert_eq!(lines(&built).len(), 1, "{wrong}: {}", told(&built));
        let found = built.diagnostics.iter().find(|found| found.severity > Severity::Info).expect("one");
        assert_eq!(mended(&wrong, found), right);
    }
}

