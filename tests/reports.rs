//! What the command tells, and to whom: many findings as few for people, all of them for programs, each with the name
//! that its reader has for a file.

use std::fs;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use insta::assert_snapshot;
use serde_json::Value as Json;
use tempfile::TempDir;

type Files<'f> = &'f [(&'f str, &'f str)];

const SETTINGS: (&str, &str) = ("homeroom.yaml", "title: Handbook\nbase_url: https://handbook.example/\n");
const HOME: (&str, &str) = ("content/index.md", "# Handbook\n");

fn put(folder: &Path, files: Files<'_>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }
}

/// A folder with a site in it.
fn site(files: Files<'_>) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), &[SETTINGS, HOME]);
    put(folder.path(), files);
    folder
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(cargo_bin("homeroom"));
    command.args(arguments).current_dir(folder);
    if matches!(arguments.first(), Some(&"check" | &"build")) {
        command.args(["--as-of", "2026-11-22"]);
    }
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let run = Run { code: output.status.code().expect("an end"), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

/// A site with so many pages, each with the same faults.
fn alike(count: usize) -> TempDir {
    let site = site(&[]);
    for number in 0..count {
        let text = format!(
            "---\ntitle: Page {number}\nms.date: x\nreviewed: soon {number}\n---\n\n[gone](gone.md)\n\n[own](own-{number}.md)\n"
        );
        put(site.path(), &[(&format!("content/p{number:05}.md"), &text)]);
    }
    site
}

#[test]
fn many_alike_are_one_and_their_number() {
    assert_snapshot!(run(alike(12).path(), &["check"]).out, @r#"
    error[unknown-key]: `ms.date` is no field of pages: 12 times
     --> content/p00000.md:3:1
      |
    3 | ms.date: x
      | ^^^^^^^ first here
      |
      = note: also content/p00001.md:3, content/p00002.md:3, content/p00003.md:3, content/p00004.md:3 and 7 more
      = help: did you mean `date`? `homeroom explain page` lists all

    error[bad-date]: `reviewed` expects a day, not `soon 0`, and 11 more like it
     --> content/p00000.md:4:11
      |
    4 | reviewed: soon 0
      |           ^^^^^^ first here
      |
      = note: also content/p00001.md:4, content/p00002.md:4, content/p00003.md:4, content/p00004.md:4 and 7 more
      = help: write year, month and day, such as 2027-06-30

    error[broken-link]: there is no page `content/gone.md`: 12 times
     --> content/p00000.md:7:8
      |
    7 | [gone](gone.md)
      |        ^^^^^^^ first here
      |
      = note: also content/p00001.md:7, content/p00002.md:7, content/p00003.md:7, content/p00004.md:7 and 7 more
      = help: in that folder are `p00001.md`, `p00002.md`, `p00003.md`, `p00004.md` and more; a page that was renamed keeps its old address with `aliases: [gone]`

    error[broken-link]: there is no page `own-0.md`
     --> content/p00000.md:9:7
      |
    9 | [own](own-0.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00001.md`, `p00002.md`, `p00003.md`, `p00004.md` and more; a page that was renamed keeps its old address with `aliases: [own-0]`

    error[broken-link]: there is no page `own-1.md`
     --> content/p00001.md:9:7
      |
    9 | [own](own-1.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00002.md`, `p00003.md`, `p00004.md` and more; a page that was renamed keeps its old address with `aliases: [own-1]`

    error[broken-link]: there is no page `own-2.md`
     --> content/p00002.md:9:7
      |
    9 | [own](own-2.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00003.md`, `p00004.md` and more; a page that was renamed keeps its old address with `aliases: [own-2]`

    error[broken-link]: there is no page `own-3.md`
     --> content/p00003.md:9:7
      |
    9 | [own](own-3.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00004.md` and more; a page that was renamed keeps its old address with `aliases: [own-3]`

    error[broken-link]: there is no page `own-4.md`
     --> content/p00004.md:9:7
      |
    9 | [own](own-4.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; a page that was renamed keeps its old address with `aliases: [own-4]`

    error[broken-link]: there is no page `own-5.md`
     --> content/p00005.md:9:7
      |
    9 | [own](own-5.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; a page that was renamed keeps its old address with `aliases: [own-5]`

    error[broken-link]: there is no page `own-6.md`
     --> content/p00006.md:9:7
      |
    9 | [own](own-6.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; a page that was renamed keeps its old address with `aliases: [own-6]`

    error[broken-link]: there is no page `own-7.md`
     --> content/p00007.md:9:7
      |
    9 | [own](own-7.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; a page that was renamed keeps its old address with `aliases: [own-7]`

    error[broken-link]: there is no page `own-8.md`
     --> content/p00008.md:9:7
      |
    9 | [own](own-8.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; a page that was renamed keeps its old address with `aliases: [own-8]`

    findings by check:
      24 error[broken-link], 3 of them not shown
      12 error[bad-date]
      12 error[unknown-key]
    `homeroom check --all` shows each finding
    "#);
}

#[test]
fn the_column_of_a_finding_in_a_long_line_is_its_own() {
    for (before, column) in [("x".repeat(900), 905), ("\u{e4}".repeat(900), 905), (String::new(), 5)] {
        let text = format!("# P\n\n{before}[x](gone.md) {}\n", "y".repeat(900));
        let site = site(&[("content/p.md", text.as_str())]);
        let told = run(site.path(), &["check"]).out;
        let place = format!(" --> content/p.md:3:{column}\n");
        assert!(told.contains(&place), "{told}");
    }
}

#[test]
fn a_few_alike_are_told_one_by_one() {
    let out = run(alike(3).path(), &["check"]).out;
    assert_eq!(out.matches("has no key `ms.date`").count(), 3, "{out}");
    assert!(!out.contains("times") && !out.contains("findings by check"), "{out}");
}

#[test]
fn a_flag_shows_each_finding_and_programs_get_all() {
    let site = alike(12);
    let each = run(site.path(), &["check", "--all"]).out;
    assert_eq!(each.matches("\n --> ").count() + each.matches("\n  --> ").count(), 48, "{each}");
    assert!(!each.contains("findings by check"), "{each}");
    assert_eq!(run(site.path(), &["check", "--format", "short"]).out.lines().count(), 48);
    assert_eq!(run(site.path(), &["check", "--format", "github"]).out.lines().count(), 48);
    assert_eq!(json(&site, &[])["findings"].as_array().map(Vec::len), Some(48));
    let sarif: Json = serde_json::from_str(&run(site.path(), &["check", "--format", "sarif"]).out).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(48));
    let built = run(site.path(), &["build"]);
    assert!(built.code == 1 && built.err.contains("findings by check"), "{}", built.err);
    assert!(!run(site.path(), &["build", "--all"]).err.contains("findings by check"));
}

/// What is printed does not grow with the findings, and neither does the time for each.
#[test]
fn tens_of_thousands_of_findings_are_a_few_kilobytes() {
    let pages: String = (0..20_000).map(|number| format!("[gone](gone.md) [own](own-{number}.md)\n\n")).collect();
    let keys: String = (0..10_000).map(|number| format!("key_{number}: x\n")).collect();
    let site =
        site(&[("content/a.md", &format!("# A\n\n{pages}")), ("content/b.md", &format!("---\ntitle: B\n{keys}---\n"))]);
    let told = run(site.path(), &["check"]);
    assert!(told.err.contains("50000 errors"), "{}", told.err);
    assert!(told.out.len() < 20_000, "{} bytes", told.out.len());
    assert!(told.out.contains("there is no page `content/gone.md`: 20,000 times"), "{}", told.out);
}

fn json(site: &TempDir, more: &[&str]) -> Json {
    let run = run(site.path(), &[&["check", "--format", "json"], more].concat());
    serde_json::from_str(&run.out).expect("JSON")
}

#[test]
fn settings_and_kinds_are_told_before_content() {
    let site = site(&[
        ("content/a.md", "# A\n\n[b](b.md)\n"),
        ("homeroom.yaml", "title: T\ntitel: x\n"),
        ("kinds/club.yaml", "label: { one: Club, many: Clubs }\nfolder: clubs\nfeilds: {}\n"),
        ("templates/entry.html", "{% if %}"),
        ("static/CON.txt", "x"),
    ]);
    let told = run(site.path(), &["check", "--format", "short"]).out;
    let files: Vec<&str> = told.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(files, ["homeroom.yaml", "kinds/club.yaml", "templates/entry.html", "content/a.md", "static/CON.txt"]);
}

#[test]
fn what_comes_from_a_finding_is_told_with_it() {
    let kind = "label: { one: Club, many: Clubs }\nfolder: clubs\nfields:\n  day: { type: text, required: true }\n  room: { type: text, required: true }\n";
    let site =
        site(&[("kinds/club.yaml", kind), ("content/clubs/chess.md", "--\ntitle: Chess\nday: x\nroom: y\n---\n")]);
    let told = run(site.path(), &["check"]).out;
    assert!(told.starts_with("error[front-matter]") && !told.contains("missing-key"), "{told}");
    assert!(told.contains("= note: 2 other findings come from it, and go with it"), "{told}");
    let report = json(&site, &[]);
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(1));
    let followers = report["findings"][0]["followers"].as_array().expect("followers");
    assert!(followers.iter().all(|follower| follower["code"] == "missing-key"), "{followers:?}");
}

/// The shape that docs/findings.md states, with every field.
#[test]
fn the_json_has_the_shape_of_its_version() {
    let site = site(&[
        ("content/a.md", "---\ntitle: A\ntitel: B\ntitle: C\n---\n\n[b](indx.md)\n"),
        (
            "kinds/club.yaml",
            "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n",
        ),
        ("content/clubs/chess.md", "--\ntitle: Chess\nday: x\n---\n"),
    ]);
    assert_snapshot!(run(site.path(), &["check", "--format", "json"]).out, @r#"
    {
      "version": 1,
      "counts": {
        "error": 4,
        "warning": 0,
        "info": 0
      },
      "findings": [
        {
          "code": "unknown-key",
          "severity": "error",
          "message": "`a.md` (the page) has no key `titel`",
          "subject": "titel",
          "file": "content/a.md",
          "line": 3,
          "column": 1,
          "end_line": 3,
          "end_column": 6,
          "help": "did you mean `title`? It is written too; remove one of the two"
        },
        {
          "code": "duplicate-key",
          "severity": "error",
          "message": "`title` is written twice",
          "subject": "title",
          "file": "content/a.md",
          "line": 4,
          "column": 1,
          "end_line": 4,
          "end_column": 6,
          "help": "keep one of the two",
          "others": [
            {
              "file": "content/a.md",
              "line": 2,
              "column": 1,
              "end_line": 2,
              "end_column": 6,
              "label": "first here"
            }
          ]
        },
        {
          "code": "broken-link",
          "severity": "error",
          "message": "there is no page `indx.md`",
          "subject": "content/indx.md",
          "file": "content/a.md",
          "line": 7,
          "column": 5,
          "end_line": 7,
          "end_column": 12,
          "help": "did you mean `index.md`?",
          "fix": {
            "file": "content/a.md",
            "line": 7,
            "column": 5,
            "end_line": 7,
            "end_column": 12,
            "replacement": "index.md"
          }
        },
        {
          "code": "front-matter",
          "severity": "error",
          "message": "the first line is not `---`",
          "file": "content/clubs/chess.md",
          "line": 1,
          "column": 1,
          "end_line": 1,
          "end_column": 3,
          "help": "write exactly three plain hyphens; some editors join them into a dash",
          "followers": [
            {
              "code": "missing-key",
              "severity": "error",
              "message": "`chess.md` (club) has no `day`",
              "subject": "day",
              "file": "content/clubs/chess.md",
              "line": 1,
              "column": 1,
              "end_line": 1,
              "end_column": 1,
              "help": "add `day: …`"
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn every_field_of_the_json_is_documented() {
    let docs = fs::read_to_string("docs/findings.md").expect("the page");
    let site = site(&[
        ("content/a.md", "---\ntitle: A\ntitel: B\ntitle: C\n---\n\n[b](indx.md)\n"),
        ("content/b.md", "--\ntitle: Chess\nday: x\n---\n"),
    ]);
    fn names(value: &Json, all: &mut Vec<String>) {
        if let Some(object) = value.as_object() {
            all.extend(object.keys().cloned());
            object.values().for_each(|value| names(value, all));
        }
        value.as_array().into_iter().flatten().for_each(|value| names(value, all));
    }
    let mut all = Vec::new();
    names(&json(&site, &[]), &mut all);
    assert!(all.len() > 20);
    for name in all {
        assert!(docs.contains(&format!("`{name}`")), "docs/findings.md does not name `{name}`");
    }
}

const FAULT: (&str, &str) = ("content/rooms/a.md", "# A\n\n[b](b.md)\n");

/// A repository with a site in a folder of it.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), &[(".git/HEAD", "ref: refs/heads/main\n")]);
    put(&folder.path().join("handbook"), &[SETTINGS, HOME, FAULT]);
    folder
}

/// The files that a format names, from a folder of the repository.
fn named(repository: &TempDir, from: &str, arguments: &[&str], format: &str) -> String {
    let run = run(&repository.path().join(from), &[&["check", "--format", format], arguments].concat());
    let json = || serde_json::from_str::<Json>(&run.out).unwrap_or_else(|_| panic!("{}\n{}", run.out, run.err));
    match format {
        "short" => run.out.split(':').next().unwrap_or_default().to_owned(),
        "github" => run.out.split(['=', ',']).nth(1).unwrap_or_default().to_owned(),
        "json" => json()["findings"][0]["file"].as_str().unwrap_or_default().to_owned(),
        _ => json()["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    }
}

#[test]
fn programs_are_told_files_from_where_they_look() {
    let repository = repository();
    let absolute = repository.path().join("handbook");
    let absolute = ["--site", absolute.to_str().expect("UTF-8")];
    let elsewhere = ["--site", "../handbook"];
    put(repository.path(), &[("other/x", "")]);
    for (from, arguments, here) in [
        ("", &["--site", "handbook"][..], "handbook/content/rooms/a.md"),
        ("", &["--site", "./handbook/"], "handbook/content/rooms/a.md"),
        ("", &absolute, "handbook/content/rooms/a.md"),
        ("handbook", &[], "content/rooms/a.md"),
        ("handbook", &["--site", "."], "content/rooms/a.md"),
        ("handbook/content", &[], "rooms/a.md"),
        ("handbook/content/rooms", &[], "a.md"),
        ("other", &elsewhere, "../handbook/content/rooms/a.md"),
    ] {
        for format in ["short", "json"] {
            assert_eq!(named(&repository, from, arguments, format), here, "{format} from {from}");
        }
        for format in ["github", "sarif"] {
            let named = named(&repository, from, arguments, format);
            assert_eq!(named, "handbook/content/rooms/a.md", "{format} from {from}");
        }
    }
    // Without a repository there is no other place to start from.
    fs::remove_dir_all(repository.path().join(".git")).expect("it was there");
    for format in ["short", "json", "github", "sarif"] {
        assert_eq!(named(&repository, "", &["--site", "handbook"], format), "handbook/content/rooms/a.md");
        assert_eq!(named(&repository, "handbook", &[], format), "content/rooms/a.md");
    }
}

/// What code scanning asks of a log, and what the standard says of its parts.
#[test]
fn the_sarif_is_one_that_code_scanning_takes() {
    let astral =
        "---\ntitle: A\nfeed: x\n---\n\n# B\n\n😀é [b](indx.md) <iframe></iframe>\n\n## X {#same}\n\n## Y {#same}\n";
    let settings = "title: T\ntheme: nowhere\nchecks: { missing-content: error }\n";
    let site = site(&[
        ("homeroom.yaml", settings),
        ("content/Ä & b [c].md", astral),
        ("content/clubs/c.md", "--\ntitle: Chess\nday: x\n---\n"),
        (
            "kinds/club.yaml",
            "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n",
        ),
    ]);
    let log: Json = serde_json::from_str(&run(site.path(), &["check", "--format", "sarif"]).out).expect("JSON");
    assert_eq!((&log["version"], &log["runs"][0]["columnKind"]), (&"2.1.0".into(), &"utf16CodeUnits".into()));
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(
        (driver["name"].as_str(), driver["semanticVersion"].as_str()),
        (Some("Homeroom"), Some(env!("CARGO_PKG_VERSION")))
    );
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
        assert!(rule["help"]["markdown"].as_str().is_some_and(|text| text.contains("Bad:")), "{rule}");
        assert!(matches!(rule["defaultConfiguration"]["level"].as_str(), Some("error" | "warning" | "note")), "{rule}");
    }
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() > 6, "{results:#?}");
    let mut seen = std::collections::BTreeSet::new();
    for result in results {
        let number = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[number]["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(matches!(result["level"].as_str(), Some("error" | "warning" | "note")), "{result}");
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for (at, place) in related.clone().enumerate() {
            assert!(place["id"] == at + 1 && place["message"]["text"].is_string(), "{place}");
            seen.insert("related");
        }
        for place in related.chain(result["locations"].as_array().into_iter().flatten()) {
            let place = &place["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            let sound = |byte: u8| byte.is_ascii_graphic() && !b"<>\"{}|\\^`[] ".contains(&byte);
            assert!(uri.bytes().all(sound) && !uri.starts_with('/') && !uri.contains("built%20in"), "{uri}");
            region(&place["region"]);
        }
        for change in result["fixes"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|fix| fix["artifactChanges"].as_array().expect("changes"))
        {
            let replacement = &change["replacements"][0];
            region(&replacement["deletedRegion"]);
            assert!(
                replacement["insertedContent"]["text"].is_string() && change["artifactLocation"]["uri"].is_string()
            );
            seen.insert("fix");
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["fix", "related"]);
    // A letter outside of the first plane is two code units.
    let link = results.iter().find(|result| result["ruleId"] == "broken-link").expect("the link");
    let place = &link["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/%C3%84%20&%20b%20%5Bc%5D.md");
    let columns = ["startLine", "startColumn", "endLine", "endColumn"].map(|name| place["region"][name].as_u64());
    assert_eq!(columns, [Some(8), Some(9), Some(8), Some(16)]);
}

/// A region of a text: lines and columns from 1, its end not before its start.
fn region(region: &Json) {
    let [start, end] = ["start", "end"].map(|name| {
        let part = |part: &str| region[format!("{name}{part}")].as_u64();
        (part("Line"), part("Column"))
    });
    let whole = (Some(1), None);
    assert!(
        start == whole && end == (None, None) || start.0 >= Some(1) && start.1 >= Some(1) && end >= start,
        "{region}"
    );
}

#[test]
fn the_site_is_found_from_a_folder_inside_it() {
    let repository = repository();
    let handbook = repository.path().join("handbook");
    put(&handbook, &[("content/rooms/a.md", "# A\n"), ("content/rooms/deep/b.md", "# B\n")]);
    for from in ["handbook", "handbook/content", "handbook/content/rooms", "handbook/content/rooms/deep"] {
        let told = run(&repository.path().join(from), &["check"]);
        assert_eq!(told.code, 0, "{from}: {}", told.err);
    }
    let built = run(&handbook.join("content/rooms"), &["build"]);
    assert!(built.code == 0 && handbook.join("public/rooms/a/index.html").exists(), "{}", built.err);
    assert!(!handbook.join("content/rooms/public").exists());
    // The output is a folder inside it too.
    assert_eq!(run(&handbook.join("public"), &["check"]).code, 0);

    // Above the site and beside it there is none.
    put(repository.path(), &[("other/x.md", "")]);
    for from in ["", "other"] {
        let told = run(&repository.path().join(from), &["check"]);
        assert!(told.code == 2 && told.err.contains("--site"), "{}", told.err);
    }
    // A section of the site may be called `content`.
    put(repository.path(), &[("handbook/content/rooms/content/c.md", "# C\n")]);
    assert_eq!(run(&handbook.join("content/rooms"), &["check", "a.md"]).code, 0);
    assert_eq!(run(&handbook.join("content/rooms/content"), &["check", "../a.md"]).code, 0);
    // The option counts, and a folder with pages of its own is a site, from inside it too.
    put(repository.path(), &[("handbook/inner/content/index.md", "# Inner\n\n[x](x.md)\n")]);
    assert_eq!(run(&handbook.join("inner"), &["check"]).code, 1);
    assert_eq!(run(&handbook.join("inner/content"), &["check"]).code, 1);
    assert_eq!(run(&handbook.join("inner"), &["check", "--site", ".."]).code, 0);
    assert_eq!(run(&handbook.join("content"), &["check", "--site", "."]).code, 2);
}

#[test]
fn check_tells_of_the_files_that_are_named() {
    let site = site(&[
        FAULT,
        ("content/rooms/d.md", "# B\n\n### Deep\n"),
        ("content/roomsmith.md", "# T\n\n[b](b.md)\n"),
        (
            "kinds/club.yaml",
            "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n",
        ),
    ]);
    let told = |from: &str, paths: &[&str]| {
        let run = run(&site.path().join(from), &[&["check", "--format", "short"], paths].concat());
        let files = run.out.lines().filter_map(|line| line.split(':').next()).collect::<Vec<_>>().join(" ");
        (run.code, files)
    };
    let is = |code: i32, files: &str| (code, files.to_owned());
    assert_eq!(told("", &[]), is(1, "content/rooms/a.md content/rooms/d.md content/roomsmith.md"));
    assert_eq!(told("", &["content/rooms"]), is(1, "content/rooms/a.md content/rooms/d.md"));
    assert_eq!(told("", &["content/rooms/"]), is(1, "content/rooms/a.md content/rooms/d.md"));
    assert_eq!(told("", &["./content/rooms/d.md"]), is(0, "content/rooms/d.md"));
    assert_eq!(
        told("", &["content/rooms/../rooms/d.md", "content/roomsmith.md"]),
        is(1, "content/rooms/d.md content/roomsmith.md")
    );
    assert_eq!(told("", &["content/index.md"]), is(0, ""));
    assert_eq!(told("", &["."]), told("", &[]));
    assert_eq!(told("content/rooms", &["d.md"]), is(0, "d.md"));
    assert_eq!(told("content/rooms", &["../roomsmith.md"]), is(1, "../roomsmith.md"));
    assert_eq!(told("content/rooms", &["."]), is(1, "a.md d.md"));
    assert_eq!(told("", &["kinds", "homeroom.yaml"]), is(0, ""));
    let absolute = site.path().join("content/rooms/d.md");
    assert_eq!(told("", &[absolute.to_str().expect("UTF-8")]), is(0, "content/rooms/d.md"));
    assert_eq!(told("", &["content/rooms/d.md", "--deny", "warnings"]).0, 1);
    let told = run(site.path(), &["check", "content/rooms/d.md"]);
    assert!(told.err.contains("1 warning in what was asked for, of 3 in all 7 pages"), "{}", told.err);
}

#[test]
fn a_path_that_is_not_of_the_site_is_told_with_a_guess() {
    let repository = repository();
    put(repository.path(), &[("README.md", "# R\n"), ("handbook/README.md", "# R\n")]);
    for (from, arguments, words) in [
        (
            "handbook",
            &["content/rooms/aa.md"][..],
            "there is no file `content/rooms/aa.md`\nhelp: did you mean `content/rooms/a.md`?",
        ),
        ("handbook", &["rooms/a.md"], "did you mean `content/rooms/a.md`?"),
        ("handbook", &["rooms"], "did you mean `content/rooms`?"),
        ("handbook", &["content/room"], "did you mean `content/rooms`?"),
        ("handbook", &["content/rooms/a"], "did you mean `content/rooms/a.md`?"),
        ("handbook", &["a.md"], "did you mean `content/rooms/a.md`?"),
        ("handbook/content", &["content/rooms/a.md"], "did you mean `rooms/a.md`?"),
        ("", &["--site", "handbook", "content/rooms/a.md"], "did you mean `handbook/content/rooms/a.md`?"),
        ("handbook", &["README.md"], "the site reads no file at `README.md`"),
        ("handbook", &["../README.md"], "`../README.md` is no part of the site at `.`"),
        ("handbook", &["/etc/passwd"], "is no part of the site"),
        ("handbook", &["zzz/nothing-like-it"], "there is no file `zzz/nothing-like-it`\nhelp: paths are ways"),
        ("handbook", &["content/rooms/a.md", "\u{1b}[2J"], "there is no file `\u{fffd}[2J`"),
    ] {
        let told = run(&repository.path().join(from), &[&["check"], arguments].concat());
        assert!(told.code == 2 && told.out.is_empty(), "{arguments:?}: {}", told.out);
        assert!(told.err.contains(words), "{arguments:?}: {}", told.err);
    }
}

/// What a finding elsewhere brings about is told of the file that was asked for.
#[test]
fn a_follower_is_told_where_its_cause_is_not_asked_for() {
    let kind = "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n";
    let site = site(&[("kinds/club.yaml", kind), ("content/clubs/c.md", "---\ntitle: C\ndya: x\n---\n")]);
    let told = run(site.path(), &["check", "content/clubs/c.md", "--format", "short"]);
    assert!(told.code == 1 && told.out.contains("unknown-key") && !told.out.contains("missing-key"), "{}", told.out);
}
