//! Reports for people, with similar findings shown as one.

use super::*;

#[test]
fn many_similar_findings_are_shown_as_one_with_their_number() {
    assert_snapshot!(run(alike(12).path(), &["check"]).out, @r#"
    error[unknown-key]: `ms.date` is not a field of pages: 12 times
     --> content/p00000.md:3:1
      |
    3 | ms.date: x
      | ^^^^^^^ the first one is here
      |
      = note: also content/p00001.md:3, content/p00002.md:3, content/p00003.md:3, content/p00004.md:3 and 7 more
      = help: did you mean `date`? `homeroom explain page` lists all keys

    error[bad-date]: `reviewed` has to be a day, not `soon 0`, and 11 similar findings
     --> content/p00000.md:4:11
      |
    4 | reviewed: soon 0
      |           ^^^^^^ the first one is here
      |
      = note: also content/p00001.md:4, content/p00002.md:4, content/p00003.md:4, content/p00004.md:4 and 7 more
      = help: write year, month and day, such as 2027-06-30

    error[broken-link]: there is no page `content/gone.md`: 12 times
     --> content/p00000.md:7:8
      |
    7 | [gone](gone.md)
      |        ^^^^^^^ the first one is here
      |
      = note: also content/p00001.md:7, content/p00002.md:7, content/p00003.md:7, content/p00004.md:7 and 7 more
      = help: in that folder are `p00001.md`, `p00002.md`, `p00003.md`, `p00004.md` and more; if the page was renamed, write `aliases: [gone]` in it to keep its old address

    error[broken-link]: there is no page `own-0.md`
     --> content/p00000.md:9:7
      |
    9 | [own](own-0.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00001.md`, `p00002.md`, `p00003.md`, `p00004.md` and more; if the page was renamed, write `aliases: [own-0]` in it to keep its old address

    error[broken-link]: there is no page `own-1.md`
     --> content/p00001.md:9:7
      |
    9 | [own](own-1.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00002.md`, `p00003.md`, `p00004.md` and more; if the page was renamed, write `aliases: [own-1]` in it to keep its old address

    error[broken-link]: there is no page `own-2.md`
     --> content/p00002.md:9:7
      |
    9 | [own](own-2.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00003.md`, `p00004.md` and more; if the page was renamed, write `aliases: [own-2]` in it to keep its old address

    error[broken-link]: there is no page `own-3.md`
     --> content/p00003.md:9:7
      |
    9 | [own](own-3.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00004.md` and more; if the page was renamed, write `aliases: [own-3]` in it to keep its old address

    error[broken-link]: there is no page `own-4.md`
     --> content/p00004.md:9:7
      |
    9 | [own](own-4.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; if the page was renamed, write `aliases: [own-4]` in it to keep its old address

    error[broken-link]: there is no page `own-5.md`
     --> content/p00005.md:9:7
      |
    9 | [own](own-5.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; if the page was renamed, write `aliases: [own-5]` in it to keep its old address

    error[broken-link]: there is no page `own-6.md`
     --> content/p00006.md:9:7
      |
    9 | [own](own-6.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; if the page was renamed, write `aliases: [own-6]` in it to keep its old address

    error[broken-link]: there is no page `own-7.md`
     --> content/p00007.md:9:7
      |
    9 | [own](own-7.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; if the page was renamed, write `aliases: [own-7]` in it to keep its old address

    error[broken-link]: there is no page `own-8.md`
     --> content/p00008.md:9:7
      |
    9 | [own](own-8.md)
      |       ^^^^^^^^
      |
      = help: in that folder are `p00000.md`, `p00001.md`, `p00002.md`, `p00003.md` and more; if the page was renamed, write `aliases: [own-8]` in it to keep its old address

    findings by check:
      24 error[broken-link], 3 of them not shown
      12 error[bad-date]
      12 error[unknown-key]
    `homeroom check --all` shows each finding
    "#);
}

#[test]
fn a_finding_in_a_long_line_has_the_right_column() {
    for (before, column) in [("x".repeat(900), 905), ("\u{e4}".repeat(900), 905), (String::new(), 5)] {
        let text = format!("# P\n\n{before}[x](gone.md) {}\n", "y".repeat(900));
        let site = site(&[("content/p.md", text.as_str())]);
        let told = run(site.path(), &["check"]).out;
        let place = format!(" --> content/p.md:3:{column}\n");
        assert!(told.contains(&place), "{told}");
    }
}

#[test]
fn a_few_similar_findings_are_shown_one_by_one() {
    let out = run(alike(3).path(), &["check"]).out;
    assert_eq!(out.matches("has no key `ms.date`").count(), 3, "{out}");
    assert!(!out.contains("times") && !out.contains("findings by check"), "{out}");
}

#[test]
fn the_option_all_shows_each_finding_and_programs_always_get_all() {
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

/// The length of the report does not grow with the number of findings, nor does the time for each finding.
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
