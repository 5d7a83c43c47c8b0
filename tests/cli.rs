//! The program itself: arguments in; exit code, standard output and standard error out.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use homeroom::fingerprint::Fingerprint;
use serde_json::Value as Json;
use tempfile::TempDir;

/// A site in a folder of its own.
struct Site(TempDir);

const SOUND: &[(&str, &str)] = &[
    ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n"),
    ("content/index.md", "# Handbook\n\nRead [about](about.md).\n"),
    ("content/about.md", "# About\n\nWe keep it.\n"),
    ("content/plans.md", "---\ntitle: Plans\ndraft: true\n---\n\nNot yet.\n"),
];
const ERROR: (&str, &str) = ("content/about.md", "# About\n\nSee [the office](ofice.md).\n");
const WARNING: (&str, &str) = ("content/about.md", "# About\n\n### Too deep\n");

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().expect("a temporary folder"));
        site.put(SOUND);
        site.put(files);
        site
    }

    fn put(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, text).expect("a file");
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("homeroom"));
        command.args(arguments).current_dir(self.path()).env_remove("NO_COLOR");
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().expect("the program starts"))
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path().join("public").join(path)).expect("a page")
    }
}

/// How a run ended.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self
    }
}

/// Every file of a folder with the print of its bytes; the times in the manifest are left out.
fn files(folder: &Path) -> BTreeMap<PathBuf, Fingerprint> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !path.ends_with(".homeroom-manifest.json") {
            let print = Fingerprint::of(&fs::read(&path).expect("a file"));
            found.insert(path, print);
        }
    }
    found
}

#[test]
fn help_and_version_go_to_standard_output() {
    let site = Site::new(&[]);
    let help = site.run(&["--help"]).ends_with(0);
    for command in ["build", "check", "explain", "completions"] {
        assert!(help.out.contains(command), "{help:?}");
    }
    assert!(help.err.is_empty(), "{help:?}");
    let version = site.run(&["--version"]).ends_with(0);
    assert_eq!(version.out, format!("homeroom {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_cannot_run_ends_with_2_and_says_so_on_standard_error() {
    let site = Site::new(&[]);
    for arguments in [
        &[][..],
        &["bild"],
        &["build", "--as-of", "06/30/2027"],
        &["build", "--as-of", "2027-02-30"],
        &["build", "--base-url", "handbook.example"],
        &["build", "--base-url", "https://handbook.example/?a"],
        &["check", "--format", "xml"],
        &["check", "--deny", "everything"],
        &["check", "--site", "no/such/folder"],
        &["build", "--site", "no/such/folder"],
        &["explain", "no-such-code"],
        &["explain", "broken-link", "--markdown"],
    ] {
        let run = site.run(arguments).ends_with(2);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?}: {run:?}");
    }
    assert!(!site.path().join("public").exists());
}

#[test]
fn timings_tell_each_stage() {
    let site = Site::new(&[]);
    let stages =
        ["read", "declare", "parse", "resolve", "plan", "search", "pages", "outputs", "checks", "write", "all"];
    let of = |run: &Run| -> Vec<String> {
        let lines = run.err.lines().filter(|line| line.contains(" s"));
        let named = |line: &str| {
            let mut words = line.split_whitespace();
            let (stage, seconds) = (words.next()?, words.next()?);
            seconds.parse::<f64>().ok().map(|_| stage.to_owned())
        };
        lines.filter_map(named).collect()
    };
    assert_eq!(of(&site.run(&["build", "--timings"]).ends_with(0)), stages);
    assert_eq!(of(&site.run(&["build"]).ends_with(0)), [""; 0]);
    site.put(&[ERROR]);
    assert_eq!(of(&site.run(&["build", "--timings"]).ends_with(1)), stages);
}

/// With an error even a build that made every page leaves everything as it was, times included.
#[test]
fn a_build_with_an_error_touches_nothing() {
    let site = Site::new(&[ERROR]);
    let run = site.run(&["build", "--out", "not/yet/public"]).ends_with(1);
    assert!(run.err.contains("nothing was written") && !site.path().join("not").exists(), "{run:?}");
    site.put(SOUND);
    site.run(&["build"]).ends_with(0);
    let before = files(&site.path().join("public"));
    site.put(&[ERROR, ("content/more/index.md", "# More\n")]);
    let run = site.run(&["build"]).ends_with(1);
    assert!(run.err.contains("the site in place stays as it was"), "{run:?}");
    assert_eq!(files(&site.path().join("public")), before);
}

#[test]
fn check_ends_with_0_or_1() {
    assert!(Site::new(&[]).run(&["check"]).ends_with(0).out.is_empty());
    Site::new(&[ERROR]).run(&["check"]).ends_with(1);
    Site::new(&[WARNING]).run(&["check"]).ends_with(0);
    Site::new(&[WARNING]).run(&["check", "--deny", "warnings"]).ends_with(1);
    Site::new(&[]).run(&["check", "--deny", "warnings"]).ends_with(0);
}

#[test]
fn check_writes_findings_to_standard_output_and_their_number_beside_them() {
    let site = Site::new(&[ERROR]);
    let human = site.run(&["check"]);
    assert!(human.out.starts_with("error[broken-link]: there is no page `ofice.md`"), "{human:?}");
    assert!(human.out.contains("content/about.md:3:18"), "{human:?}");
    assert!(human.err.contains("1 error") && !human.err.contains("broken-link"), "{human:?}");

    let short = site.run(&["check", "--format", "short"]);
    assert_eq!(short.out, "content/about.md:3:18: error[broken-link]: there is no page `ofice.md`\n");

    let github = site.run(&["check", "--format", "github"]);
    assert!(github.out.starts_with("::error file=content/about.md,line=3,"), "{github:?}");
    assert_eq!(github.out.lines().count(), 1, "{github:?}");

    let json = site.run(&["check", "--format", "json"]);
    let report: Json = serde_json::from_str(&json.out).expect("JSON");
    let list = report["findings"].as_array().expect("a list");
    assert_eq!((list.len(), &report["version"]), (1, &Json::from(1)), "{json:?}");
    let finding = &list[0];
    assert_eq!(finding["code"], "broken-link");
    assert_eq!(finding["severity"], "error");
    assert_eq!((&finding["line"], &finding["column"]), (&Json::from(3), &Json::from(18)));

    let none = Site::new(&[]).run(&["check", "--format", "json"]);
    let none = serde_json::from_str::<Json>(&none.out).expect("JSON");
    assert_eq!(none["findings"], Json::Array(Vec::new()));
}

#[test]
fn check_writes_no_site() {
    let site = Site::new(&[]);
    let before = files(site.path());
    site.run(&["check"]).ends_with(0);
    assert_eq!(files(site.path()), before);
}

#[test]
fn build_says_in_one_line_what_it_did() {
    let site = Site::new(&[WARNING]);
    let run = site.run(&["build"]).ends_with(0);
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
    assert!(run.out.contains(" written, 0 removed, 1 warning"), "{run:?}");
    assert!(run.err.contains("warning[heading-order]"), "{run:?}");
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Site::new(&[]);
    site.run(&["build"]).ends_with(0);
    let first = files(&site.path().join("public"));
    let run = site.run(&["build"]).ends_with(0);
    assert!(run.out.contains(": 0 written, 0 removed"), "{run:?}");
    assert_eq!(files(&site.path().join("public")), first);

    site.put(&[("content/new.md", "# New\n")]);
    site.run(&["build"]).ends_with(0);
    assert!(site.page("new/index.html").contains("New"));
    fs::remove_file(site.path().join("content/new.md")).expect("the page");
    let run = site.run(&["build"]).ends_with(0);
    assert!(run.out.contains(" 1 removed"), "{run:?}");
    assert_eq!(files(&site.path().join("public")), first);
}

#[test]
fn an_error_leaves_the_standing_site_as_it_was() {
    let site = Site::new(&[]);
    site.run(&["build"]).ends_with(0);
    let first = files(&site.path().join("public"));
    site.put(&[ERROR, ("content/new.md", "# New\n")]);
    let run = site.run(&["build"]).ends_with(1);
    assert!(run.out.is_empty(), "{run:?}");
    assert!(run.err.contains("error[broken-link]") && run.err.contains("nothing was written"), "{run:?}");
    assert_eq!(files(&site.path().join("public")), first);
}

#[test]
fn an_error_makes_no_folder() {
    let site = Site::new(&[ERROR]);
    site.run(&["build"]).ends_with(1);
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let site = Site::new(&[("elsewhere/thesis.txt", "years of work")]);
    let before = files(site.path());
    let run = site.run(&["build", "--out", "elsewhere"]).ends_with(2);
    assert!(run.err.contains("elsewhere"), "{run:?}");
    assert_eq!(files(site.path()), before);
}

#[test]
fn out_and_site_name_folders() {
    let site = Site::new(&[]);
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let out = elsewhere.path().join("made/here");
    let mut command = site.command(&["build", "--site"]);
    command.arg(site.path()).arg("--out").arg(&out).current_dir(elsewhere.path());
    Run::of(command.output().expect("the program starts")).ends_with(0);
    assert!(out.join("about/index.html").exists());
    assert!(!site.path().join("public").exists());
}

#[test]
fn links_go_to_folders_or_to_files() {
    let site = Site::new(&[]);
    site.run(&["build"]).ends_with(0);
    assert!(site.page("index.html").contains("href=\"about/\""));
    site.run(&["build", "--portable"]).ends_with(0);
    assert!(site.page("index.html").contains("href=\"about/index.html\""));
    assert!(!site.page("index.html").contains("href=\"about/\""));
}

#[test]
fn drafts_are_built_on_request() {
    let site = Site::new(&[]);
    site.run(&["build"]).ends_with(0);
    assert!(!site.path().join("public/plans").exists());
    site.run(&["build", "--drafts"]).ends_with(0);
    assert!(site.page("plans/index.html").contains("Not yet."));
    site.run(&["build"]).ends_with(0);
    assert!(!site.path().join("public/plans").exists());
}

#[test]
fn the_base_url_of_the_command_line_counts() {
    let site = Site::new(&[]);
    site.run(&["build"]).ends_with(0);
    assert!(site.page("sitemap.xml").contains("https://handbook.example/about/"));
    site.run(&["build", "--base-url", "https://other.example/school"]).ends_with(0);
    assert!(site.page("sitemap.xml").contains("https://other.example/school/about/"));
    assert!(!site.page("sitemap.xml").contains("handbook.example"));
}

#[test]
fn a_page_of_the_future_is_published_on_its_day() {
    let site = Site::new(&[("content/later.md", "---\ntitle: Later\ndate: 2027-03-01\n---\n")]);
    site.run(&["build", "--as-of", "2027-02-28"]).ends_with(0);
    assert!(!site.path().join("public/later").exists());
    site.run(&["build", "--as-of", "2027-03-01"]).ends_with(0);
    assert!(site.path().join("public/later/index.html").exists());
}

/// The two zones whose days always differ: where a day begins first, and where it begins last.
const FIRST: &str = "Pacific/Kiritimati";
const LAST: &str = "Etc/GMT+12";

/// A site with a page that is published where the day begins first, and nowhere else yet.
fn site_of_today() -> Site {
    let zone = jiff::tz::TimeZone::get(FIRST).expect("a zone");
    let day = zone.to_datetime(jiff::Timestamp::now()).date();
    Site::new(&[("content/today.md", &format!("---\ntitle: Today\ndate: {day}\n---\n"))])
}

fn publishes_today(site: &Site, zone: Option<&str>) -> (bool, String) {
    let mut command = site.command(&["build"]);
    match zone {
        Some(zone) => command.env("TZ", zone),
        None => command.env_remove("TZ"),
    };
    let run = Run::of(command.output().expect("the program starts")).ends_with(0);
    (site.path().join("public/today/index.html").exists(), run.err)
}

#[test]
fn today_is_the_day_in_the_time_zone_of_the_machine() {
    let site = site_of_today();
    for (zone, publishes) in [
        (FIRST, true),
        (LAST, false),
        (":Pacific/Kiritimati", true),
        ("/usr/share/zoneinfo/Pacific/Kiritimati", true),
        ("<+14>-14", true),
        ("<-12>12", false),
    ] {
        let (is_there, told) = publishes_today(&site, Some(zone));
        assert!(is_there == publishes && !told.contains("TZ"), "{zone}: {told}");
    }
}

#[test]
fn a_time_zone_that_nobody_knows_is_told() {
    let site = site_of_today();
    let (_, told) = publishes_today(&site, Some("Amerika/Chicago"));
    assert!(told.contains("warning: TZ names no time zone: `Amerika/Chicago`; today is the day in UTC"), "{told}");
    assert_eq!(told.matches("warning: TZ").count(), 1, "{told}");
    let check = site.command(&["check"]).env("TZ", "x\u{1b}[2J").output().expect("the program starts");
    let told = Run::of(check).ends_with(0).err;
    assert!(told.contains("`x\u{fffd}[2J`"), "{told}");
    // Who names the day needs no zone, and neither does a site with one of its own.
    let as_of = site.command(&["build", "--as-of", "2027-01-01"]).env("TZ", "Amerika/Chicago").output();
    assert!(!Run::of(as_of.expect("the program starts")).ends_with(0).err.contains("TZ"));
    site.put(&[("homeroom.yaml", "title: Handbook\ntime_zone: America/Chicago\n")]);
    assert!(!publishes_today(&site, Some("Amerika/Chicago")).1.contains("TZ"));
}

#[test]
fn the_time_zone_of_the_settings_counts_before_that_of_the_machine() {
    let site = site_of_today();
    for (setting, machine) in [(FIRST, LAST), (LAST, FIRST)] {
        let settings = format!("title: Handbook\nbase_url: https://handbook.example/\ntime_zone: {setting}\n");
        site.put(&[("homeroom.yaml", &settings)]);
        for zone in [Some(machine), Some("UTC"), None] {
            assert_eq!(publishes_today(&site, zone).0, setting == FIRST, "{setting} against {zone:?}");
        }
    }
}

#[test]
fn explain_tells_of_one_rule_or_of_all() {
    let site = Site::new(&[]);
    let one = site.run(&["explain", "broken-link"]).ends_with(0);
    assert!(one.out.starts_with("broken-link (error)\n") && one.out.contains("Good:"), "{one:?}");
    let all = site.run(&["explain"]).ends_with(0);
    let codes = all.out.lines().filter(|line| !line.starts_with(' ')).count();
    assert_eq!(codes, homeroom::check::RULES.len());
    assert_eq!(site.run(&["explain", "--markdown"]).ends_with(0).out, homeroom::check::reference());
    let unknown = site.run(&["explain", "broken-lnk"]).ends_with(2);
    assert!(unknown.err.contains("did you mean `broken-link`?"), "{unknown:?}");
}

#[test]
fn completions_are_printed_for_a_shell() {
    let run = Site::new(&[]).run(&["completions", "bash"]).ends_with(0);
    assert!(run.out.contains("homeroom") && run.err.is_empty(), "{run:?}");
}

/// As in `homeroom check --format json | head -c 10`: the reader goes while there is more to write.
#[test]
fn a_reader_that_hangs_up_is_no_panic() {
    let links: String = (0..4_000).map(|number| format!("[a](missing-{number}.md)\n")).collect();
    let site = Site::new(&[("content/about.md", &format!("# About\n\n{links}"))]);
    for arguments in [&["check", "--format", "json"][..], &["check", "--format", "short"], &["check", "--all"]] {
        let mut child =
            site.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut some = [0; 10];
        child.stdout.take().expect("standard output").read_exact(&mut some).expect("ten bytes");
        let output = child.wait_with_output().expect("an end");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}: {err}");
    }
}

#[test]
fn a_pipe_gets_no_color() {
    let run = Site::new(&[ERROR]).run(&["check"]);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
}

/// `script` runs the program on a terminal of its own.
#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_color_unless_it_is_asked_not_to() {
    let site = Site::new(&[ERROR]);
    let run = |name: &str, value: &str| {
        let program = cargo_bin("homeroom");
        let mut command = Command::new("script");
        command.args(["-qec", &format!("'{}' check", program.display()), "/dev/null"]).current_dir(site.path());
        command.env_remove("NO_COLOR").env("TERM", "xterm").env(name, value).stdin(Stdio::null());
        Run::of(command.output().expect("util-linux has `script`")).ends_with(1).out
    };
    assert!(run("TERM", "xterm").contains("\u{1b}["));
    assert!(!run("NO_COLOR", "1").contains('\u{1b}'));
    assert!(!run("TERM", "dumb").contains('\u{1b}'));
}

/// What is cut in the middle of a sentence says less than nothing.
#[test]
fn explain_lists_whole_sentences() {
    let all = Site::new(&[]).run(&["explain"]).ends_with(0).out;
    let mut sentences: Vec<String> = Vec::new();
    for line in all.lines() {
        match line.strip_prefix(' ') {
            None => sentences.push(line.to_owned()),
            Some(rest) => sentences.last_mut().expect("a line before").push_str(&format!(" {}", rest.trim())),
        }
    }
    assert_eq!(sentences.len(), homeroom::check::RULES.len());
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{all}");
    assert!(all.lines().all(|line| line.chars().count() <= 100), "{all}");
}

#[test]
fn explain_tells_of_kinds_and_fields_of_the_site_too() {
    let empty = Site::new(&[]);
    let club = "label: { one: Club, many: Clubs }\nfields:\n  room: { type: text, hint: Where it meets. }\n";
    let site = Site::new(&[("content/about.md", "# About\n"), ("kinds/club.yaml", club)]);
    for (site, what, needles) in [
        (&empty, "tool", &["minimum_age", "approved | piloting", "pilot.from"][..]),
        (
            &empty,
            "tool.minimum_age",
            &["a whole number of years", "from 0 to 21", "Vendor's minimum age", "minimum_age: 12"],
        ),
        (&empty, "tool.status", &["Retiring: Still open", "required  always"]),
        (&empty, "tool.consent", &["default   none", "Each family consents"]),
        (&empty, "page", &["review_by", "The day by which someone checks it again"]),
        (&empty, "page.lang", &["lang: es"]),
        (&empty, "example.subject", &["homeroom.yaml under vocabularies: subjects"]),
        (&site, "club", &["room", "Where it meets"]),
        (&site, "club.room", &["Where it meets."]),
    ] {
        let folder = site.path().to_string_lossy().into_owned();
        let told = site.run(&["explain", what, "--site", &folder]).ends_with(0).out;
        assert!(needles.iter().all(|needle| told.contains(needle)), "{what}: {told}");
    }
    for (what, near) in [
        ("tools", "`tool`"),
        ("tol", "`tool`"),
        ("tool.age", "`tool.minimum_age`"),
        ("tool.minimum-age", "`tool.minimum_age`"),
        ("minimum_age", "`tool.minimum_age`"),
        ("Tool", "`tool`"),
        ("lesson", "`example`"),
        ("tool.ferpa", "`tool.privacy.ferpa`"),
        ("unknown-keys", "`unknown-key`"),
        ("nothing-of-the-sort", "`homeroom explain` lists"),
    ] {
        let folder = empty.path().to_string_lossy().into_owned();
        let told = empty.run(&["explain", what, "--site", &folder]).ends_with(2).err;
        assert!(told.contains(near), "{what}: {told}");
    }
}
