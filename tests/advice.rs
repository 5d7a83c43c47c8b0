//! What coaches write by mistake, and the advice that they get: each guess mends what it was made for, and one cause is
//! told once.

mod support;

use std::collections::BTreeMap;

use homeroom::diagnostic::{Diagnostic, Severity};
use homeroom::{Built, Memos, build};
use support::{snapshot, told};

type Files<'f> = Vec<(&'f str, String)>;

fn built(files: &Files<'_>) -> Built {
    build(&snapshot(files.iter().map(|(path, text)| (*path, text.as_str()))), &Memos::default())
}

/// A site with one entry of a kind with every type.
fn club(line: &str) -> Files<'static> {
    let kind = "\
label: { one: Club, many: Clubs }
scales:
  club-result: [{ key: met, tone: ok, label: Met }, { key: not-met, tone: \"no\", label: Not met }]
  club-price: [{ key: free, label: Free }, { key: paid, label: Costs something }]
  club-level: [beginner, advanced]
fields:
  grades: grades
  day: date
  seats: { type: number, integer: true, max: 60, unit: seats }
  share: percent
  fee: { type: money }
  fee_model: { type: choice, of: club-price }
  pay: { type: range, of: money }
  size: { type: range }
  time: duration
  website: url
  mail: email
  open: boolean
  result: { type: choice, of: club-result, label: Result }
  level: { type: choice, of: club-level }
  levels: { type: list, of: { type: choice, of: club-level } }
  series: { type: text, pattern: \"[a-z0-9-]+\" }
  subject: { type: choice, of: subjects }
  days: { type: list, of: { type: date } }
";
    let page = format!("---\ntitle: Chess\n{line}\n---\n");
    vec![("kinds/club.yaml", kind.to_owned()), ("content/club/chess.md", page)]
}

/// Writes a finding's fix into its file.
fn mended(files: &Files<'_>, found: &Diagnostic) -> Option<Files<'static>> {
    let fix = found.fix.as_ref()?;
    let mend = |(path, text): &(&str, String)| {
        let mut text = text.clone();
        if *path == fix.span.file.as_str() {
            text.replace_range(fix.span.range(), &fix.replacement);
        }
        (Box::leak((*path).to_owned().into_boxed_str()) as &str, text)
    };
    Some(files.iter().map(mend).collect())
}

/// Mends a page by the fixes of its errors until none has one; the page, and the errors that are left.
fn mended_whole(files: Files<'static>, page: &str) -> (String, String) {
    let mut files = files;
    for _ in 0..20 {
        let built = built(&files);
        let next = built
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .find_map(|found| mended(&files, found));
        match next {
            Some(next) => files = next,
            None => {
                let text = files.iter().find(|(path, _)| *path == page).map(|(_, text)| text.clone());
                let left = built.diagnostics.iter().filter(|found| found.severity == Severity::Error);
                return (text.expect("the page"), left.map(|found| format!("{}\n", found.message)).collect());
            }
        }
    }
    panic!("the fixes have no end");
}

#[test]
fn each_guess_at_a_value_mends_its_finding() {
    let mut wrong = String::new();
    for (written, right) in [
        ("grades: 4th", "grades: 4"),
        ("grades: \"4th\"", "grades: 4"),
        ("grades: Kindergarten", "grades: K"),
        ("grades: 6, 7 and 8", "grades: 6-8"),
        ("grades: K to fifth", "grades: K-5"),
        ("grades: Grades 3-5", "grades: 3-5"),
        ("grades: 5-3", "grades: 3-5"),
        ("grades: 3-5,", "grades: 3-5"),
        ("grades: Middle School", "grades: 6-8"),
        ("grades: [4th, 5th]", "grades: 4-5"),
        ("grades: 5-Mar", "grades: 3-5"),
        ("day: 11/05/2026", "day: 2026-11-05"),
        ("day: Nov 5, 2026", "day: 2026-11-05"),
        ("day: 2026-11-31", "day: 2026-11-30"),
        ("day: 2026/11/05", "day: 2026-11-05"),
        ("day: \"5 November 2026\"", "day: 2026-11-05"),
        ("day: 11-5-26", "day: 2026-11-05"),
        ("days: [11/05/2026, 2026-11-06]", "days: [2026-11-05, 2026-11-06]"),
        ("days: 11/05/2026", "days: [2026-11-05]"),
        ("seats: 24 seats", "seats: 24"),
        ("seats: about 24", "seats: 24"),
        ("seats: twelve", "seats: 12"),
        ("seats: \"24+\"", "seats: 24"),
        ("share: 24 percent", "share: 24%"),
        ("share: half", "share: 50%"),
        ("fee: 15 dollars", "fee: $15"),
        ("fee: about $15 per year", "fee: $15 per year"),
        ("fee: Free", "fee_model: free"),
        ("fee: free\nfee_model: free", "fee_model: free"),
        ("fee: no cost", "fee: 0"),
        ("pay: 45,000 to 55,000", "pay: 45000-55000"),
        ("pay: $55,000-45,000", "pay: $45000-55000"),
        ("size: between 3 and 5", "size: 3-5"),
        ("time: one week", "time: 1 week"),
        ("time: 1 hour 30 minutes", "time: 90 minutes"),
        ("time: two class periods", "time: 2 lessons"),
        ("time: 4 to 6 wks", "time: 4-6 weeks"),
        ("website: www.chess.example", "website: https://www.chess.example"),
        ("website: <https://chess.example/>", "website: https://chess.example/"),
        ("website: chess.example/a", "website: https://chess.example/a"),
        ("mail: Chess <chess@d.example>", "mail: chess@d.example"),
        ("open: y", "open: true"),
        ("open: \"Yes, for now\"", "open: true"),
        ("open: ture", "open: true"),
        ("open: n", "open: false"),
        ("result: Yes", "result: met"),
        ("result: y", "result: met"),
        ("result: true", "result: met"),
        ("result: \"No\"", "result: not-met"),
        ("result: Not met", "result: not-met"),
        ("result: \"Met \"", "result: met"),
        ("level: Beginer", "level: beginner"),
        ("level: beginners", "level: beginner"),
        ("level: [beginner]", "level: beginner"),
        ("levels: Beginner", "levels: [beginner]"),
        ("levels: beginner, Advanced", "levels: [beginner, advanced]"),
        ("levels: beginner and advanced", "levels: [beginner, advanced]"),
        ("series: Old Bridge", "series: old-bridge"),
        ("lang: Spanish", "lang: es"),
        ("lang: Espa\u{f1}ol", "lang: es"),
        ("lang: Espanol", "lang: es"),
        ("lang: en_US", "lang: en-US"),
        ("subject: Maths", "subject: math"),
        ("subject: Language Arts", "subject: english"),
        ("grade: 3-5", "grades: 3-5"),
        ("Grades: 3-5", "grades: 3-5"),
        ("feeModel: free", "fee_model: free"),
        ("link: https://chess.example/", "website: https://chess.example/"),
        ("description: Boards and pieces.", "summary: Boards and pieces."),
    ] {
        let (page, left) = mended_whole(club(written), "content/club/chess.md");
        let right = format!("---\ntitle: Chess\n{right}\n---\n");
        if page != right || !left.is_empty() {
            wrong.push_str(&format!("{written}\n  gives {page:?}\n  left: {left}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_could_be_many_things_is_listed_and_not_mended() {
    for (line, help) in [
        ("result: perhaps", "write `met` or `not-met`"),
        ("grades: 3-13", "written as 3-5"),
        ("day: next week", "such as 2027-06-30"),
        ("open: perhaps", ""),
        ("time: \"45\"", "a number and minutes"),
        ("seats: 24-30", "digits only"),
    ] {
        let built = built(&club(line));
        let found = built
            .diagnostics
            .iter()
            .find(|found| found.severity == Severity::Error)
            .unwrap_or_else(|| panic!("{line}"));
        assert_eq!(found.fix, None, "{line}");
        assert!(found.help.clone().unwrap_or_default().contains(help), "{line}: {found:?}");
    }
}

#[test]
fn a_day_that_can_be_read_both_ways_names_both() {
    let found = &built(&club("day: 11/05/2026")).diagnostics[0];
    let help = found.help.clone().unwrap_or_default();
    assert!(help.contains("`2026-11-05`") && help.contains("`2026-05-11`"), "{help}");
    let mut files = club("day: 11/05/2026");
    files.push(("homeroom.yaml", "title: T\nlanguage: en-GB\n".to_owned()));
    let found = &built(&files).diagnostics[0];
    assert_eq!(found.fix.as_ref().map(|fix| fix.replacement.as_str()), Some("2026-05-11"), "{found:?}");
}

/// A tool guide of the kind that ships with Homeroom, with lines more.
fn tool(lines: &str) -> Files<'static> {
    let page = format!("---\ntitle: Deck\nsummary: Slides.\ncategory: live-lessons\nstatus: proposed\n{lines}\n---\n");
    vec![("content/index.md", "# Home\n".to_owned()), ("content/tools/deck.md", page)]
}

fn help_of(files: &Files<'_>, code: &str) -> String {
    let built = built(files);
    let found = built.diagnostics.iter().find(|found| found.rule.code == code);
    found.unwrap_or_else(|| panic!("no {code}: {}", told(&built))).help.clone().unwrap_or_default()
}

#[test]
fn an_unknown_key_leads_to_all_fields_it_may_mean_and_to_the_command_that_lists_them() {
    for (line, names) in [
        ("age: 13", vec!["`minimum_age`"]),
        ("grade: 4", vec!["`grades`"]),
        ("link: https://d.example/", vec!["`website`"]),
        ("url: https://d.example/", vec!["`website`"]),
        ("price: 5", vec!["`cost`", "`cost_model`"]),
        ("subject: math", vec!["`subjects`"]),
        ("approved: 2026-01-01", vec!["`approved_on`", "`approved_until`"]),
        ("ferpa: met", vec!["`privacy: { ferpa: … }`"]),
        ("replacement: x", vec!["`use_instead`"]),
        ("language: es", vec!["`lang`"]),
        ("redirect_from: /a", vec!["`aliases`"]),
        ("login: district", vec!["`sign_in`"]),
        ("last_reviewed: 2026-01-01", vec!["`reviewed`"]),
        ("minimum-age: 13", vec!["`minimum_age`"]),
        ("devices: [mac]", vec!["`works_on`"]),
    ] {
        let help = help_of(&tool(line), "unknown-key");
        assert!(names.iter().all(|name| help.contains(name)), "{line}: {help}");
        assert!(help.contains("`homeroom explain tool`"), "{line}: {help}");
    }
    assert!(help_of(&tool("pilot: { start: 2026-01-01 }"), "unknown-key").contains("`homeroom explain tool.pilot`"));
}

#[test]
fn a_school_that_nobody_declared_is_declared_in_the_settings() {
    let pilot = "pilot: { from: 2026-11-02, until: 2026-12-04, schools: [Mill Pond], teachers: 3 }";
    let help = help_of(&tool(pilot), "unknown-choice");
    assert!(
        help.contains("homeroom.yaml") && help.contains("schools: [{ key: mill-pond, label: Mill Pond }]"),
        "{help}"
    );
    let help = help_of(&tool("support: [Help desk]"), "unknown-choice");
    assert!(help.contains("contacts: [{ key: help-desk, label: Help desk }]"), "{help}");
    let mut files = tool(pilot);
    files.push(("homeroom.yaml", "title: T\nvocabularies: { schools: [harbor] }\n".to_owned()));
    let help = help_of(&files, "unknown-choice");
    assert!(help.contains("`harbor`") && help.contains("`vocabularies: schools`"), "{help}");
}

/// The codes of all findings, each with how often it is told.
fn codes(files: &Files<'_>) -> BTreeMap<&'static str, usize> {
    let mut codes = BTreeMap::new();
    for found in &built(files).diagnostics {
        *codes.entry(found.rule.code).or_default() += 1;
    }
    codes
}

const LESSON: &str = "---\ntitle: T\nsummary: S\ngrades: 4\nsubject: math\nstudent: creative\ntechnology: transforms\nsamr: redefinition\nrationale: R\n---\n";
const TOOL: &str = "---\ntitle: T\nsummary: S\ncategory: practice\nstatus: proposed\n---\n";
const PILOT: &str = "---\ntitle: T\nquestion: Q\nfrom: 2026-11-02\noutcome: running\nteachers: 3\n---\n";

#[test]
fn a_folder_that_almost_names_a_kinds_is_one_finding_with_the_right_name() {
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
fn what_refers_into_such_a_folder_follows_it() {
    let lesson = LESSON.replace("rationale: R", "rationale: R\ntools: [deck]\nreview_by: 2027-06-30");
    let files = vec![("content/Tools/deck.md", TOOL.to_owned()), ("content/examples/a.md", lesson)];
    let codes = codes(&files);
    assert_eq!((codes.get("kind-folder"), codes.get("broken-reference")), (Some(&1), None), "{codes:?}");
}

#[test]
fn a_key_whose_field_is_written_too_is_removed_and_not_renamed() {
    let built = built(&tool("age: 13\nminimum_age: 13"));
    let found = built.diagnostics.iter().find(|found| found.rule.code == "unknown-key").expect("told");
    assert!(found.fix.is_none() && found.help.clone().unwrap_or_default().contains("remove one"), "{found:?}");
}

#[test]
fn a_folder_of_a_kind_that_is_not_there_says_how_to_get_it() {
    let files = vec![("content/pilots/a.md", PILOT.to_owned()), ("content/pilots/b.md", PILOT.replace(": T", ": U"))];
    let built = built(&files);
    assert_eq!(built.diagnostics.len(), 1, "{}", told(&built));
    let help = built.diagnostics[0].help.clone().unwrap_or_default();
    assert!(help.contains("`kinds/pilot.yaml`") && help.contains("docs/kinds.md"), "{help}");
}

#[test]
fn a_folder_of_plain_pages_with_a_slip_is_no_kind() {
    let page = |line: &str| format!("---\ntitle: T\n{line}\n---\n");
    let files = vec![
        ("content/help/a.md", page("sumary: S")),
        ("content/help/b.md", page("review_by: 2027-01-01").replace(": T", ": U")),
        ("content/help/c.md", page("status: approved").replace(": T", ": V")),
    ];
    assert_eq!(codes(&files), BTreeMap::from([("unknown-key", 2)]));
}

#[test]
fn keys_of_other_programs_make_no_kind_of_a_folder_and_are_to_be_taken_out() {
    let page = "---\ntitle: T\nlayout: post\nauthor: Kim\npermalink: /a\nms.author: kim\n---\n".to_owned();
    let files = vec![("content/help/a.md", page)];
    assert_eq!(codes(&files), BTreeMap::from([("unknown-key", 4)]));
    assert!(help_of(&files, "unknown-key").contains("take it out"));
}

#[test]
fn a_kind_that_replaces_one_that_ships_is_told_at_the_kind_and_once() {
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
fn an_open_point_names_the_key_and_why_what_is_there_does_not_count() {
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
        ("cost_model: district-paid\ncost: $5 per student", vec!["counts per `student`"]),
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
    assert!(help.contains("write `privacy.coppa` with `met`, `partly` or `not-met`"), "{help}");
}

#[test]
fn days_by_slips_of_the_year_are_told_with_the_day_that_was_meant() {
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
fn a_page_that_refers_to_itself_is_told() {
    for line in ["use_instead: [deck]", "related: [tools/deck]", "use_instead: [deck.md]", "related: [deck.md]"] {
        assert_eq!(codes(&tool(line)).get("self-reference"), Some(&1), "{line}");
    }
}

#[test]
fn an_entry_that_nobody_looks_at_again_is_a_hint_where_its_kind_expects_a_day() {
    assert_eq!(codes(&tool("subjects: []")).get("no-review-date"), Some(&1));
    assert_eq!(codes(&tool("review_by: 2027-06-30")).get("no-review-date"), None);
    assert_eq!(codes(&tool("review_by: soon")).get("no-review-date"), None, "that is told already");
    assert_eq!(codes(&tool("draft: true")).get("no-review-date"), None);
    assert_eq!(codes(&club("open: true")).get("no-review-date"), None, "its kind expects none");
}

#[test]
fn a_file_of_the_theme_that_nothing_uses_is_told_with_the_name_that_was_meant() {
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

/// The findings on a folder on the disk.
fn found_on_disk(files: &[(&str, &str)]) -> (i32, String) {
    let site = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = site.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_homeroom"));
    let output = command.args(["check", "--format", "short", "--site"]).arg(site.path()).output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an end"), text(output.stdout) + &text(output.stderr))
}

#[test]
#[cfg(target_os = "linux")]
fn names_that_are_nearly_those_of_the_site_are_told_once() {
    let page = ("content/about.md", "# About\n");
    for (path, text) in [
        ("homeroom.yml", "title: T"),
        ("Homeroom.yaml", "title: T"),
        ("homeroom.yaml.txt", "title: T"),
        ("HOMEROOM.YAML", "title: T"),
        ("homerom.yaml", "title: T"),
        ("homeroom.json", "{}"),
        ("homeroom (1).yaml", "title: T"),
        ("Kinds/club.yaml", "label: { one: Club, many: Clubs }"),
        ("kind/club.yaml", "label: { one: Club, many: Clubs }"),
        ("Static/a.pdf", "x"),
        ("template/home.html", "x"),
        ("kinds/club.yaml.txt", "label: { one: Club, many: Clubs }"),
        ("kinds/club.txt", "label: { one: Club, many: Clubs }"),
        ("kinds/club.json", "{}"),
        ("kinds/clubs/club.yaml", "label: { one: Club, many: Clubs }"),
        ("words/es.yaml.txt", "a: b"),
    ] {
        let (code, told) = found_on_disk(&[page, (path, text)]);
        let lines: Vec<&str> = told.lines().filter(|line| line.contains('[')).collect();
        assert!(lines.len() == 1 && lines[0].contains("warning[misnamed-file]"), "{path}: {told}");
        assert_eq!(code, 0, "{path}");
    }
    let quiet = [
        "homeroom",
        "homeroom.yaml.bak",
        "config.yaml",
        "kids/a.txt",
        "docs/a.md",
        "kinds/README.md",
        "Makefile",
        "test/a.md",
    ];
    for path in quiet {
        let (_, told) = found_on_disk(&[page, ("homeroom.yaml", "title: T"), (path, "x")]);
        assert!(told.contains("no findings"), "{path}: {told}");
    }
    let (code, told) = found_on_disk(&[("Content/about.md", "# About\n"), ("homeroom.yaml", "title: T")]);
    assert!(code == 0 && told.lines().filter(|line| line.contains('[')).count() == 1, "{told}");
    let (code, told) = found_on_disk(&[("Content/about.md", "# About\n")]);
    assert!(code == 2 && told.contains("`Content` is not called `content/`"), "{told}");
}

#[test]
fn pages_beside_the_content_that_have_a_folder_there_are_told_once() {
    let pages =
        [("content/index.md", "# Home\n"), ("content/help/index.md", "# Help\n"), ("homeroom.yaml", "title: T")];
    for (paths, right) in [
        (vec!["help/wifi.md", "help/deeper/print.md"], "`help` is not published"),
        (vec!["help.md"], "`help.md` is not published"),
    ] {
        let files: Vec<(&str, &str)> = pages.into_iter().chain(paths.iter().map(|path| (*path, "# Text\n"))).collect();
        let (code, told) = found_on_disk(&files);
        let lines: Vec<&str> = told.lines().filter(|line| line.contains('[')).collect();
        assert!(code == 0 && lines.len() == 1 && lines[0].contains("warning[misnamed-file]"), "{paths:?}: {told}");
        assert!(told.contains(right), "{told}");
    }
    for path in ["README.md", "docs/a.md", "help/a.txt", "helps/a.md"] {
        let files: Vec<(&str, &str)> = pages.into_iter().chain([(path, "# Text\n")]).collect();
        let (_, told) = found_on_disk(&files);
        assert!(told.contains("no findings"), "{path}: {told}");
    }
}

/// The examples that `homeroom explain` and `docs/fields.md` show are such as their fields take.
#[test]
fn the_example_of_each_field_can_be_written() {
    let settings =
        "title: T\nvocabularies: { schools: [a, b] }\ncontacts: [{ key: desk }, { key: office }]\n".to_owned();
    let site = snapshot([("homeroom.yaml", settings.as_str())]);
    let kinds = homeroom::site::declare(&site).value.kinds;
    let mut tried = 0;
    for sheet in homeroom::schema::describe::sheets(&kinds) {
        for field in sheet.own.iter().chain(&sheet.base).filter(|field| field.name != "title") {
            let path = format!("{}a.md", sheet.folder);
            let page = format!("---\ntitle: T\n{}\n---\n", field.example);
            let built = built(&vec![("homeroom.yaml", settings.clone()), (path.as_str(), page)]);
            let about_values = [
                "wrong-type",
                "unknown-choice",
                "unknown-key",
                "bad-date",
                "bad-grades",
                "bad-format",
                "out-of-range",
                "yaml-syntax",
            ];
            let found = built.diagnostics.iter().filter(|found| about_values.contains(&found.rule.code));
            let found: Vec<&str> = found.map(|found| found.message.as_str()).collect();
            assert!(found.is_empty(), "{}.{}: {}: {found:?}", sheet.id, field.path, field.example);
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} fields were tried");
}

/// The preview reads single files again; what is told by its name alone comes and goes all the same.
#[test]
fn a_name_that_is_nearly_right_is_seen_while_the_site_is_kept_read() {
    use homeroom::disk::{Reader, Touched};
    let site = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str| {
        let path = site.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(&path, "title: T\n").expect("a file");
        path
    };
    write("content/a.md");
    write("content/help/index.md");
    write("kinds/club.yaml");
    let options = homeroom::Options::default();
    let mut reader = Reader::open(site.path(), None, support::TODAY, options.clone()).expect("a site");
    for path in ["homeroom.yml", "kinds/team.yaml.txt", "kinds/more/team.yaml", "help.md", "help/wifi.md"] {
        let disk = write(path);
        for is_there in [true, false] {
            if !is_there {
                std::fs::remove_file(&disk).expect("it was there");
            }
            reader.refresh(&Touched::Paths([disk.clone()].into())).expect("a site");
            let whole = homeroom::disk::read(site.path(), None, support::TODAY, options.clone()).expect("a site");
            let names = |files: &BTreeMap<homeroom::VPath, homeroom::File>| -> Vec<String> {
                files.keys().map(ToString::to_string).collect()
            };
            assert_eq!(names(&reader.snapshot.files), names(&whole.files), "{path}, {is_there}");
        }
    }
}
