//! Advice on folders, kinds and whole entries.

use super::*;

const LESSON: &str = "---\ntitle: T\nsummary: S\ngrades: 4\nsubject: math\nstudent: creative\ntechnology: transforms\nsamr: redefinition\nrationale: R\n---\n";
const TOOL: &str = "---\ntitle: T\nsummary: S\ncategory: practice\nstatus: proposed\n---\n";
const PILOT: &str = "---\ntitle: T\nquestion: Q\nfrom: 2026-11-02\noutcome: running\nteachers: 3\n---\n";

#[test]
fn a_folder_with_nearly_the_name_of_a_kinds_folder_is_one_finding_with_the_right_name() {
    for (folder, text, right) in [
        ("tool", TOOL, "content/tools/"),
        ("Tools", TOOL, "content/tools/"),
        ("TOOLS", TOOL, "content/tools/"),
        ("tols", TOOL, "content/tools/"),
        ("tool-guides", TOOL, "content/tools/"),
        ("software", TOOL, "content/tools/"),
        ("lesson", LESSON, "content/examples/"),
        ("lessons", LESSON, "content/examples/"),
        ("example", LESSON, "content/examples/"),
        ("Lesson Examples", LESSON, "content/examples/"),
        ("tool", "# No front matter\n", "content/tools/"),
    ] {
        let paths = [format!("content/{folder}/a.md"), format!("content/{folder}/b/c.md")];
        let files: Files<'_> =
            paths.iter().map(|path| (path.as_str(), text.replace(": T", &format!(": {path}")))).collect();
        let built = built(&files);
        let found: Vec<&Diagnostic> = built.diagnostics.iter().collect();
        let found: Vec<&&Diagnostic> =
            found.iter().filter(|found| !["empty-square", "broken-link"].contains(&found.rule.code)).collect();
        assert_eq!(found.len(), 1, "{folder}: {}", told(&built));
        assert_eq!(found[0].rule.code, "kind-folder", "{folder}");
        assert!(found[0].help.clone().unwrap_or_default().contains(right), "{folder}: {found:?}");
    }
}

#[test]
fn a_reference_into_a_misnamed_folder_causes_no_finding_of_its_own() {
    let lesson = LESSON.replace("rationale: R", "rationale: R\ntools: [deck]\nreview_by: 2027-06-30");
    let files = vec![("content/Tools/deck.md", TOOL.to_owned()), ("content/examples/a.md", lesson)];
    let codes = codes(&files);
    assert_eq!((codes.get("kind-folder"), codes.get("broken-reference")), (Some(&1), None), "{codes:?}");
}

#[test]
fn a_wrong_key_is_removed_if_the_right_key_is_there_too() {
    let built = built(&tool("age: 13\nminimum_age: 13"));
    let found = built.diagnostics.iter().find(|found| found.rule.code == "unknown-key").expect("told");
    assert!(found.fix.is_none() && found.help.clone().unwrap_or_default().contains("delete one"), "{found:?}");
}

#[test]
fn a_folder_of_a_missing_kind_gets_advice_on_how_to_add_the_kind() {
    let files = vec![("content/pilots/a.md", PILOT.to_owned()), ("content/pilots/b.md", PILOT.replace(": T", ": U"))];
    let built = built(&files);
    assert_eq!(built.diagnostics.len(), 1, "{}", told(&built));
    let help = built.diagnostics[0].help.clone().unwrap_or_default();
    assert!(help.contains("`kinds/pilot.yaml`") && help.contains("docs/kinds.md"), "{help}");
}

#[test]
fn a_folder_of_plain_pages_with_a_wrong_key_is_not_taken_for_a_kind() {
    let page = |line: &str| format!("---\ntitle: T\n{line}\n---\n");
    let files = vec![
        ("content/help/a.md", page("sumary: S")),
        ("content/help/b.md", page("review_by: 2027-01-01").replace(": T", ": U")),
        ("content/help/c.md", page("status: approved").replace(": T", ": V")),
    ];
    assert_eq!(codes(&files), BTreeMap::from([("unknown-key", 2)]));
}

#[test]
fn keys_of_other_programs_are_to_be_removed_and_do_not_make_a_folder_a_kind() {
    let page = "---\ntitle: T\nlayout: post\nauthor: Kim\npermalink: /a\nms.author: kim\n---\n".to_owned();
    let files = vec![("content/help/a.md", page)];
    assert_eq!(codes(&files), BTreeMap::from([("unknown-key", 4)]));
    assert!(help_of(&files, "unknown-key").contains("delete it"));
}

#[test]
fn a_kind_that_replaces_a_shipped_one_is_reported_once_at_the_kind() {
    let kind = "label: { one: Tool, many: Tools }\nfolder: tools\nfields:\n  status: text\n".to_owned();
    let sound = "---\ntitle: T\nstatus: fine\n---\n".to_owned();
    let files = vec![("kinds/tool.yaml", kind.clone()), ("content/tools/a.md", sound)];
    let built = built(&files);
    assert_eq!(told(&built).lines().count(), 1, "{}", told(&built));
    assert!(told(&built).starts_with("kinds/tool.yaml:1:1: info[replaced-kind]"), "{}", told(&built));
    let files = vec![
        ("kinds/tool.yaml", kind),
        ("content/tools/a.md", TOOL.to_owned()),
        ("content/tools/b.md", TOOL.replace(": T", ": U")),
    ];
    let built = self::built(&files);
    assert_eq!(built.diagnostics.len(), 1, "{}", told(&built));
    let cause = built.diagnostics.iter().find(|found| found.rule.code == "replaced-kind").expect("told");
    assert!(cause.severity == Severity::Error && cause.message.contains("`category`"), "{cause:?}");
    let shipped = std::fs::read_to_string("kinds/tool.yaml").expect("the kind");
    let files = vec![("kinds/tool.yaml", shipped), ("content/tools/a.md", TOOL.to_owned())];
    assert!(!codes(&files).contains_key("replaced-kind"), "the same file replaces nothing");
}

#[test]
fn an_open_point_names_its_key_and_why_the_value_there_does_not_count() {
    let points = "privacy: { ferpa: met, coppa: met }\nsign_in: district\naccessibility: { wcag: met }\nevidence: { tier: \"2\" }\nphone: { works: met }\ngrades: 3-5\nreview_by: 2027-06-30";
    let approved = |lines: &str| -> Files<'static> {
        let files = tool(&format!("{points}\n{lines}"));
        files.into_iter().map(|(path, text)| (path, text.replace("status: proposed", "status: approved"))).collect()
    };
    for (lines, needles) in [
        (
            "cost_model: district-paid\ncost: \"$5\"",
            vec!["`cost: \"$5\"` lacks `per: student and year`", "`cost: $5 per student and year`"],
        ),
        (
            "cost_model: district-paid\ncost: { amount: 5 }",
            vec!["lacks `per: student and year`", "{ amount: 5, per: student and year }"],
        ),
        ("cost_model: district-paid\ncost: $5 per student", vec!["is a price per `student`"]),
        ("cost_model: district-paid\ncost: { amount: 5, currency: EUR, per: student and year }", vec!["is in EUR"]),
        ("cost_model: district-paid\ncost: $9 per student and year", vec!["`supplemental`"]),
        ("cost_model: district-paid", vec!["write `cost`", "`cost_model: free`"]),
        ("cost_model: free\npremium: { unlocks: More, needed: true }", vec!["write `premium.cost`"]),
    ] {
        let help = help_of(&approved(lines), "unchecked-point");
        assert!(needles.iter().all(|needle| help.contains(needle)), "{lines}: {help}");
    }
    let files = approved("cost_model: district-paid\ncost: \"$4\"\nsupplemental: true");
    let built = built(&files);
    let found = built.diagnostics.iter().find(|found| found.rule.code == "unchecked-point").expect("told");
    assert!(!codes(&mended(&files, found).expect("a fix")).contains_key("unchecked-point"));
    let open =
        approved("cost_model: free").into_iter().map(|(path, text)| (path, text.replace(", coppa: met", ""))).collect();
    let help = help_of(&open, "unchecked-point");
    assert!(help.contains("set `privacy.coppa` to `met`, `partly` or `not-met`"), "{help}");
}

#[test]
fn days_with_a_mistyped_year_are_reported_with_the_day_that_was_meant() {
    for (line, meant) in [
        ("review_by: 2206-06-30", Some("2026-06-30")),
        ("review_by: 2072-06-30", Some("2027-06-30")),
        ("review_by: 2062-06-30", Some("2026-06-30")),
        ("reviewed: 1026-06-30", Some("2026-06-30")),
        ("introduced: 3026-08-17", Some("2026-08-17")),
        ("changes: [{ date: 2226-01-02, what: W }]", Some("2026-01-02")),
        ("review_by: 2040-06-30", None),
        ("approved_until: 9999-12-31", None),
    ] {
        let built = built(&tool(line));
        let found = built.diagnostics.iter().find(|found| found.rule.code == "far-date");
        let found = found.unwrap_or_else(|| panic!("{line}: {}", told(&built)));
        assert_eq!(found.fix.as_ref().map(|fix| fix.replacement.as_str()), meant, "{line}");
    }
    for line in ["review_by: 2030-06-30", "introduced: 1984-09-01", "date: 2026-11-22", "approved_until: 2040-06-30"] {
        assert!(!codes(&tool(line)).contains_key("far-date"), "{line}");
    }
}

#[test]
fn a_page_that_refers_to_itself_is_reported() {
    for line in ["use_instead: [deck]", "related: [tools/deck]", "use_instead: [deck.md]", "related: [deck.md]"] {
        assert_eq!(codes(&tool(line)).get("self-reference"), Some(&1), "{line}");
    }
}

#[test]
fn an_entry_without_a_review_day_gets_a_hint_if_its_kind_expects_one() {
    assert_eq!(codes(&tool("subjects: []")).get("no-review-date"), Some(&1));
    assert_eq!(codes(&tool("review_by: 2027-06-30")).get("no-review-date"), None);
    assert_eq!(codes(&tool("review_by: soon")).get("no-review-date"), None, "that is told already");
    assert_eq!(codes(&tool("draft: true")).get("no-review-date"), None);
    assert_eq!(codes(&club("open: true")).get("no-review-date"), None, "its kind expects none");
}

#[test]
fn an_unused_file_of_the_theme_is_reported_with_the_name_that_was_meant() {
    let page = ("content/about.md", "# About\n".to_owned());
    for (path, text, near) in [
        ("templates/homepage.html", "x", "`home.html`"),
        ("templates/Home.html", "x", "`home.html`"),
        ("templates/home.htm", "x", "`home.html`"),
        ("templates/home.html.txt", "x", "`home.html`"),
        ("templates/entrys.html", "x", "`entry.html`"),
        ("templates/part/card.html", "x", "`parts/card.html`"),
        ("templates/banner.html", "x", "include it"),
        ("words/spanish.yaml", "reviewed: Revisado", "`es.yaml`"),
        ("words/es_MX.yaml", "reviewed: Revisado", "`es-MX.yaml`"),
        ("words/es.yaml", "reviewed: Revisado", "`lang: es`"),
        ("themes/mine/template/home.html", "x", "`templates`"),
        ("themes/mine/theme.yml", "x", "`theme.yaml`"),
        ("themes/mine/templates/hom.html", "x", "`home.html`"),
    ] {
        let mut files = vec![page.clone(), (path, text.to_owned())];
        if path.starts_with("themes/") {
            files.push(("homeroom.yaml", "title: T\ntheme: mine\n".to_owned()));
        }
        let help = help_of(&files, "unused-theme-file");
        assert!(help.contains(near), "{path}: {help}");
    }
    let included = "{% extends \"base.html\" %}{% block main %}{% include 'banner.html' %}{% endblock main %}";
    let files =
        vec![page.clone(), ("templates/banner.html", "x".to_owned()), ("templates/home.html", included.to_owned())];
    assert!(!codes(&files).contains_key("unused-theme-file"));
    let spanish = ("content/es.md", "---\ntitle: Ayuda\nlang: es-MX\n---\n".to_owned());
    let files = vec![page, spanish, ("words/es.yaml", "reviewed: Revisado".to_owned())];
    assert!(!codes(&files).contains_key("unused-theme-file"));
}
