//! The exit code of each command, what it prints and what it writes.

use super::*;

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
fn a_command_that_cannot_run_exits_with_2_and_reports_on_standard_error() {
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
fn timings_list_each_stage() {
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

/// A build with an error makes all pages, but changes nothing in the output folder, not even the times of files.
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
fn check_exits_with_0_or_1() {
    assert!(Site::new(&[]).run(&["check"]).ends_with(0).out.is_empty());
    Site::new(&[ERROR]).run(&["check"]).ends_with(1);
    Site::new(&[WARNING]).run(&["check"]).ends_with(0);
    Site::new(&[WARNING]).run(&["check", "--deny", "warnings"]).ends_with(1);
    Site::new(&[]).run(&["check", "--deny", "warnings"]).ends_with(0);
}

#[test]
fn check_prints_findings_to_standard_output_and_their_number_to_standard_error() {
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
fn build_reports_in_one_line_what_it_did() {
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
fn an_error_leaves_the_existing_site_as_it_was() {
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
fn an_error_creates_no_output_folder() {
    let site = Site::new(&[ERROR]);
    site.run(&["build"]).ends_with(1);
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_folder_with_files_of_other_people_is_left_alone() {
    let site = Site::new(&[("elsewhere/thesis.txt", "years of work")]);
    let before = files(site.path());
    let run = site.run(&["build", "--out", "elsewhere"]).ends_with(2);
    assert!(run.err.contains("elsewhere"), "{run:?}");
    assert_eq!(files(site.path()), before);
}

#[test]
fn the_options_out_and_site_choose_folders() {
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
fn links_lead_to_folders_or_with_portable_to_files() {
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
fn the_base_url_of_the_command_line_wins_over_the_settings() {
    let site = Site::new(&[]);
    site.run(&["build"]).ends_with(0);
    assert!(site.page("sitemap.xml").contains("https://handbook.example/about/"));
    site.run(&["build", "--base-url", "https://other.example/school"]).ends_with(0);
    assert!(site.page("sitemap.xml").contains("https://other.example/school/about/"));
    assert!(!site.page("sitemap.xml").contains("handbook.example"));
}

#[test]
fn a_page_with_a_future_date_is_published_on_that_day() {
    let site = Site::new(&[("content/later.md", "---\ntitle: Later\ndate: 2027-03-01\n---\n")]);
    site.run(&["build", "--as-of", "2027-02-28"]).ends_with(0);
    assert!(!site.path().join("public/later").exists());
    site.run(&["build", "--as-of", "2027-03-01"]).ends_with(0);
    assert!(site.path().join("public/later/index.html").exists());
}
