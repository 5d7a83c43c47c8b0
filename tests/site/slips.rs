//! Common mistakes with files, links and kinds: each is reported once, at its cause, with what to write instead.

use crate::support::{snapshot, told};
use homeroom::diagnostic::{Diagnostic, Severity};
use homeroom::{Built, Memos, build};

fn built<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Built {
    build(&snapshot(files), &Memos::default())
}

/// The findings as `code: headline; help`, without hints.
fn lines(built: &Built) -> Vec<String> {
    let found = built.diagnostics.iter().filter(|found| found.severity > Severity::Info);
    found
        .map(|found| format!("{}: {}; {}", found.rule.code, found.message, found.help.clone().unwrap_or_default()))
        .collect()
}

/// The text with the fix of a finding applied.
fn mended(text: &str, found: &Diagnostic) -> String {
    let fix = found.fix.as_ref().expect("a fix");
    let mut text = text.to_owned();
    text.replace_range(fix.span.range(), &fix.replacement);
    text
}

#[test]
fn a_file_that_a_broken_link_means_is_reported_only_with_the_link() {
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
fn a_copy_of_a_page_is_reported_once_with_advice_on_its_title_or_name() {
    for name in
        ["deck - Copy", "Copy of deck", "deck copy", "deck copy 2", "deck (1)", "deck - Copy (2)", "deck - Kopie"]
    {
        let file = format!("content/tools/{name}.md");
        let page = "---\ntitle: Deck\nsummary: S\ncategory: practice\nstatus: proposed\n---\n";
        let built = built([("content/tools/deck.md", page), (file.as_str(), page)]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{name}: {}", told(&built)));
        assert!(only.starts_with("file-name") && only.contains("looks like a copy: give it"), "{name}: {only}");
        // The new guide already has its own title.
        let page = page.replace("Deck", "Pear Deck");
        let built = self::built([
            ("content/tools/deck.md", "---\ntitle: Deck\nsummary: S\ncategory: practice\nstatus: proposed\n---\n"),
            (file.as_str(), page.as_str()),
        ]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{name}: {}", told(&built)));
        assert!(only.contains("rename it to `pear-deck`"), "{name}: {only}");
    }
    // Names that only look like those of copies.
    for name in ["Deck VR", "Grade (1)", "Copy machine"] {
        let file = format!("content/tools/{name}.md");
        let page = format!("---\ntitle: {name}\nsummary: S\ncategory: practice\nstatus: proposed\n---\n");
        let built = built([(file.as_str(), page.as_str())]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{name}: {}", told(&built)));
        assert!(only.contains("and change the links to it"), "{name}: {only}");
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

#[test]
fn titles_in_a_list_of_references_become_names_of_files() {
    let tool = |title: &str| format!("---\ntitle: {title}\nsummary: S\ncategory: practice\nstatus: proposed\n---\n");
    let (near, pear) = (tool("Nearpod"), tool("Pear Deck"));
    for line in ["Nearpod, Pear Deck", "nearpod; pear-deck", "Nearpod and Pear Deck"] {
        let lesson = format!(
            "---\ntitle: L\nsummary: S\ngrades: 4\nsubject: math\nstudent: creative\ntechnology: transforms\nsamr: redefinition\nrationale: R\ntools: {line}\nreview_by: 2027-06-30\n---\n"
        );
        let files = |lesson: &str| {
            let built = built([
                ("content/tools/nearpod.md", near.as_str()),
                ("content/tools/pear-deck.md", pear.as_str()),
                ("content/examples/l.md", lesson),
            ]);
            let errors: Vec<Diagnostic> =
                built.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
            errors
        };
        let found = files(&lesson);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert!(found[0].help.clone().unwrap_or_default().contains("[nearpod, pear-deck]"), "{found:?}");
        assert_eq!(files(&mended(&lesson, &found[0])), [], "{line}");
    }
}

#[test]
fn the_advice_for_a_text_with_commas_in_place_of_a_list_shows_a_whole_item() {
    let page = "---\ntitle: Deck\nsummary: S\ncategory: practice\nstatus: proposed\nconditions: Students sign in with the district account, cameras stay off\n---\n";
    let built = built([("content/tools/deck.md", page)]);
    let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{}", told(&built)));
    assert!(only.ends_with("below `conditions:`, such as `- Students sign in with the district account`"), "{only}");
}

#[test]
fn a_wiki_link_names_the_link_to_write() {
    let built = built([
        ("content/index.md", "# Home\n\nFamilies read [[families]].\n"),
        ("content/families.md", "# For families\n"),
    ]);
    let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{}", told(&built)));
    assert!(only.ends_with("write `[families](families.md)`"), "{only}");
}

#[test]
fn keys_of_settings_and_links_as_other_generators_write_them_lead_to_those_of_homeroom() {
    for (wrong, right) in [
        ("nav: [help]", "navigation: [help]"),
        ("menu: [help]", "navigation: [help]"),
        ("url: https://a.example/", "base_url: https://a.example/"),
        ("site_name: T", "title: T"),
        ("timezone: America/Denver", "time_zone: America/Denver"),
        ("navigation: [{ title: Help, to: help }]", "navigation: [{ label: Help, to: help }]"),
        ("navigation: [{ label: Help, url: help }]", "navigation: [{ label: Help, to: help }]"),
        ("quick_links: [{ label: Help, link: help }]", "quick_links: [{ label: Help, to: help }]"),
        ("navigation: [Help: help/index.md]", "navigation: [{ to: help/index.md, label: Help }]"),
    ] {
        let (wrong, right) = (format!("district: D\n{wrong}\n"), format!("district: D\n{right}\n"));
        let files = |settings: &str| {
            built([
                ("homeroom.yaml", settings),
                ("content/index.md", "# Home\n"),
                ("content/help/index.md", "# Help\n"),
            ])
        };
        let built = files(&wrong);
        assert_eq!(lines(&built).len(), 1, "{wrong}: {}", told(&built));
        let found = built.diagnostics.iter().find(|found| found.severity > Severity::Info).expect("one");
        assert_eq!(mended(&wrong, found), right);
        let built = files(&right);
        assert!(lines(&built).is_empty(), "{right}: {}", told(&built));
    }
}

#[test]
fn links_in_groups_or_without_hyphens_are_reported_once() {
    for (settings, words) in [
        ("navigation:\n  Help: help/index.md\n  Home: index.md\n", "`- { to: help/index.md, label: Help }`"),
        ("navigation:\n  - Help:\n      - help/index.md\n", "the links are one row without groups"),
    ] {
        let built = built([
            ("homeroom.yaml", settings),
            ("content/index.md", "# Home\n"),
            ("content/help/index.md", "# Help\n"),
        ]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{settings}: {}", told(&built)));
        assert!(only.contains(words), "{only}");
    }
}

#[test]
fn an_open_point_with_an_unreadable_value_is_shown_with_that_finding() {
    let tool = |accessibility: &str| {
        format!(
            "---\ntitle: Deck\nsummary: S\ncategory: practice\nstatus: approved\ngrades: 3-8\ncost_model: free\nprivacy: {{ ferpa: met, coppa: met }}\nsign_in: district\naccessibility: {accessibility}\nevidence: {{ tier: \"3\" }}\nphone: {{ works: met }}\nreview_by: 2027-06-30\n---\n"
        )
    };
    let built_of = |accessibility: &str| {
        let page = tool(accessibility);
        lines(&built([("content/tools/deck.md", page.as_str())]))
    };
    assert_eq!(built_of("{ wcag: met }"), Vec::<String>::new());
    let found = built_of("{ wcag: perhaps }");
    assert!(found.len() == 1 && found[0].starts_with("unknown-choice"), "{found:?}");
    let found = built_of("{ report: https://a.example/ }");
    assert!(found.iter().any(|line| line.starts_with("unchecked-point")), "{found:?}");
}

#[test]
fn facts_in_bold_or_as_a_list_are_reported_once() {
    for (before, behind) in [("", ":"), ("- ", ":"), ("* ", ":"), ("**", ":**"), ("- **", "**:"), ("\u{2022} ", ":")] {
        let line = |key: &str, value: &str| format!("{before}{key}{behind} {value}\n");
        let facts = [line("Category", "practice"), line("Status", "proposed"), line("Summary", "S")].concat();
        let page = format!("# Deck\n\n{facts}\nText.\n");
        let built = built([("content/tools/deck.md", page.as_str())]);
        let errors: Vec<String> = lines(&built).into_iter().filter(|line| !line.starts_with("unread")).collect();
        assert!(errors.len() == 1 && errors[0].starts_with("front-matter"), "{page}: {}", told(&built));
    }
}

#[test]
fn slips_of_yaml_say_what_to_write() {
    for (line, words) in [
        ("summary: #1 in class", "`summary: \"#1 in class\"`"),
        ("summary: \"Slides\" that ask", "around the whole value: '\"Slides\" that ask'"),
        ("summary: S\nconditions:\n-Students sign in\n-Cameras off", "write `- Students sign in`"),
        ("summary: S\nconditions:\n* Students sign in\n* Cameras off", "write `- Students sign in`"),
        ("summary = S", "write `summary: S`"),
        ("summary\u{ff1a} S", "write `summary: S`"),
        ("summary: S\nprivacy:\n  ferpa: met\n   coppa: met", "put 2 spaces before `coppa`"),
    ] {
        let page = format!("---\ntitle: Deck\ncategory: practice\nstatus: proposed\n{line}\n---\n");
        let built = built([("content/tools/deck.md", page.as_str())]);
        let [only] = lines(&built).try_into().unwrap_or_else(|_| panic!("{line}: {}", told(&built)));
        assert!(only.contains(words), "{line}: {only}");
    }
}
