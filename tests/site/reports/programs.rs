//! Reports for programs, with every finding.

use super::*;

#[test]
fn findings_in_settings_and_kinds_come_before_those_in_content() {
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
fn findings_that_follow_from_another_are_shown_with_it() {
    let kind = "label: { one: Club, many: Clubs }\nfolder: clubs\nfields:\n  day: { type: text, required: true }\n  room: { type: text, required: true }\n";
    let site =
        site(&[("kinds/club.yaml", kind), ("content/clubs/chess.md", "--\ntitle: Chess\nday: x\nroom: y\n---\n")]);
    let told = run(site.path(), &["check"]).out;
    assert!(told.starts_with("error[front-matter]") && !told.contains("missing-key"), "{told}");
    assert!(told.contains("= note: 2 other findings have this cause, and go away with it"), "{told}");
    let report = json(&site, &[]);
    assert_eq!(report["findings"].as_array().map(Vec::len), Some(1));
    let followers = report["findings"][0]["followers"].as_array().expect("followers");
    assert!(followers.iter().all(|follower| follower["code"] == "missing-key"), "{followers:?}");
}

/// The JSON has the form that docs/findings.md describes, with every field.
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
          "help": "did you mean `title`? This key exists too; delete one of the two"
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
              "label": "the first one is here"
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
          "help": "write exactly three plain hyphens; some programs turn them into a dash",
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
