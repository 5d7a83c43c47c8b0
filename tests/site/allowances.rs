//! Settings and pages that change findings: severities for some files and keys, and findings that a page allows with a
//! reason.

use crate::support::{snapshot, told};
use homeroom::diagnostic::{Diagnostic, Severity};
use homeroom::{Built, Memos, build};

fn built(files: &[(&str, &str)]) -> Built {
    build(&snapshot([&[("content/index.md", "# Home\n")], files].concat()), &Memos::default())
}

/// Each finding of a site: its file, its severity and its code.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let tell = |found: &Diagnostic| {
        let file = found.span.as_ref().map_or("", |span| span.file.name()).to_owned();
        format!("{file} {} {}", found.severity.word(), found.rule.code)
    };
    built(files).diagnostics.iter().map(tell).collect()
}

/// The findings of these pages with these settings of checks.
fn under(checks: &str, pages: &[(&str, &str)]) -> Vec<String> {
    found(&[&[("homeroom.yaml", format!("title: T\nchecks: {checks}\n").as_str())], pages].concat())
}

const OLD: (&str, &str) = ("content/archive/old.md", "# Old\n\n[x](x.md)\n");
const NEW: (&str, &str) = ("content/new/a.md", "---\ntitle: A\nms.date: 1\nms.author: 2\nother: 3\n---\n\n[x](x.md)\n");

#[test]
fn a_severity_counts_only_for_the_named_files_and_keys() {
    for (checks, expected) in [
        (
            "{ broken-link: { severity: warning, paths: [archive/**] } }",
            "new/a error broken-link; old warning broken-link; 3 unknown-key",
        ),
        ("{ broken-link: { severity: off, paths: [archive] } }", "new/a error broken-link; 3 unknown-key"),
        ("{ broken-link: { severity: off, paths: [content/archive/] } }", "new/a error broken-link; 3 unknown-key"),
        ("{ broken-link: { severity: off, paths: ['*/*.md'] } }", "3 unknown-key"),
        ("{ broken-link: [{ severity: off, paths: [archive] }, info] }", "new/a info broken-link; 3 unknown-key"),
        (
            "{ broken-link: [info, { severity: off, paths: [archive] }] }",
            "new/a info broken-link; old info broken-link; 3 unknown-key",
        ),
        ("{ broken-link: off, unknown-key: { severity: off, keys: [ms.date] } }", "2 unknown-key"),
        ("{ broken-link: off, unknown-key: { severity: off, keys: [ms.*] } }", "1 unknown-key"),
        ("{ broken-link: off, unknown-key: { severity: off, keys: [ms.*], paths: [archive] } }", "3 unknown-key"),
        ("{ broken-link: off, unknown-key: [{ severity: error, keys: [other] }, off] }", "1 unknown-key"),
        ("{ broken-link: { severity: off, keys: [content/new/x.md] }, unknown-key: false }", "old error broken-link"),
    ] {
        let mut found = under(checks, &[OLD, NEW]);
        found.sort();
        let keys = found.iter().filter(|line| line.ends_with("unknown-key")).count();
        let links = found.iter().filter(|line| line.ends_with("broken-link"));
        let mut told: Vec<String> = links.map(|line| line.replace("a.md", "new/a").replace("old.md", "old")).collect();
        if keys > 0 {
            told.push(format!("{keys} unknown-key"));
        }
        assert!(found.iter().all(|line| line.ends_with("unknown-key") || line.ends_with("broken-link")), "{found:?}");
        assert_eq!(told.join("; "), expected, "{checks}");
    }
}

#[test]
fn an_unknown_key_silences_no_finding() {
    let found = under("{ broken-link: { severity: off, exclude: [archive] } }", &[OLD]);
    assert_eq!(found, ["homeroom.yaml error unknown-key", "old.md error broken-link"]);
}

#[test]
fn findings_have_the_keys_that_the_documents_state() {
    let broken = "---\ntitle: A\nreview_by: 2207-01-01\n---\n\n:warning: [x](b.md#none)\n";
    let pages = [("content/a.md", broken), ("content/b.md", "# B\n\n## Some\n")];
    assert_eq!(under("{}", &pages).len(), 3);
    let all = "{ broken-anchor: { severity: off, keys: ['content/b.md#none'] }, \
               unread-markdown: { severity: off, keys: [shortcode] }, \
               far-date: { severity: off, keys: [review_by] } }";
    assert_eq!(under(all, &pages), Vec::<String>::new());
}

/// The findings about these settings of checks, with their advice.
fn advice(checks: &str) -> String {
    let settings = format!("title: T\nchecks: {checks}\n");
    let built = built(&[("homeroom.yaml", &settings), OLD, NEW]);
    let of_settings = built
        .diagnostics
        .iter()
        .filter(|found| found.span.as_ref().is_some_and(|span| span.file.as_str() == "homeroom.yaml"));
    of_settings.map(|found| format!("{}; {}\n", found.message, found.help.clone().unwrap_or_default())).collect()
}

#[test]
fn a_wrong_shape_is_reported_with_a_guess() {
    for (checks, words) in [
        ("{ broken-link: { level: warning } }", "`broken-link` has no key `level`; did you mean `severity`?\n"),
        ("{ broken-link: { severity: warning, files: [archive] } }", "has no key `files`; did you mean `paths`?\n"),
        ("{ broken-link: { severity: warning, path: [archive] } }", "has no key `path`; did you mean `paths`?\n"),
        ("{ broken-link: { severity: warning, fields: [x] } }", "has no key `fields`; did you mean `keys`?\n"),
        ("{ broken-link: { paths: [archive] } }", "`broken-link` has no `severity`; add `severity: …`\n"),
        ("{ broken-link: { severity: ignore } }", "`ignore` is not a choice of `broken-link`; did you mean `off`?"),
        ("{ broken-link: ignored }", "did you mean `off`?"),
        ("{ broken-link: warn }", "did you mean `warning`?"),
        ("{ broken-link: fatal }", "did you mean `error`?"),
        ("{ broken-link: hint }", "did you mean `info`?"),
        ("{ broken-link: true }", "did you mean `warning`?"),
        (
            "{ broken-link: banana }",
            "`banana` is not a choice of `broken-link`; write `off`, `info`, `warning` or `error`\n",
        ),
        (
            "{ broken-link: { severity: warning, paths: archive } }",
            "`paths` has to be a list, not `archive`; write it as `[one, two]`",
        ),
        ("{ broken-link: { severity: warning, paths: [] } }", "`paths` of `broken-link` is empty; delete `paths`"),
        ("{ broken-link: { severity: warning, keys: [] } }", "`keys` of `broken-link` is empty"),
        (
            "{ broken-link: { severity: warning, paths: [archve/**] } }",
            "the site has no file at `archve/**`; did you mean `archive/**`?",
        ),
        ("{ broken-link: { severity: off, paths: [Archive] } }", "did you mean `archive`?"),
        (
            "{ broken-link: { severity: off, paths: [content/archive/od.md] } }",
            "did you mean `content/archive/old.md`?",
        ),
        ("{ broken-link: { severity: off, paths: [nowhere/**] } }", "write the path of a file or a folder"),
        ("{ broken-link: { severity: off, paths: ['!archive/**'] } }", "the first line that fits counts"),
        ("{ broken-link: { severity: off, paths: ['{archive,new}/**'] } }", "write each path by itself"),
        ("{ archive/**: off }", "write the check first: `broken-link: { severity: off, paths: [archive/**] }`"),
        ("{ all: off }", "there is no check `all`; `homeroom explain` lists the codes of all checks"),
        // One cause gives one finding.
        ("{ broken-link: { archive/**: off } }", "`broken-link` has no key `archive/**`; write a severity, such as"),
        ("{ broken-link: { off: [archive] } }", "`broken-link` has no key `off`; write a severity, such as"),
        (
            "{ broken-link: [[warning]] }",
            "`broken-link` has to be one of `off`, `info`, `warning` and `error`, not a list; write a severity",
        ),
        ("[broken-link]", "`checks` has to be codes with their severity, not a list; write a severity, such as"),
        ("off", "`checks` has to be codes with their severity, not `off`; write a severity, such as"),
        ("{ warning: [off] }", "there is no check `warning`; write the check first: `broken-link: warning`\n"),
        (
            "{ broken-lnk: { severity: off, keys: [x] } }",
            "there is no check `broken-lnk`; did you mean `broken-link`?\n",
        ),
        ("{ broken-link: off, broken-link: info }", "`broken-link` is written twice; write both into one list"),
        ("{ yaml-syntax: off }", "`yaml-syntax` is always an error: the page would be lost or empty; delete it"),
        ("{ template-fault: { severity: warning, paths: [archive] } }", "`template-fault` is always an error"),
        ("{ yaml-syntax: error, broken-link: OFF }", ""),
    ] {
        let told = advice(checks);
        assert!(told.contains(words) && (!words.is_empty() || told.is_empty()), "{checks}: {told}");
        assert!(told.lines().count() <= 1, "{checks} is told once: {told}");
    }
}

/// No setting and no allowance publishes a page that cannot be read.
#[test]
fn a_finding_that_stops_publication_cannot_be_silenced() {
    let broken = "---\ntitle: A: b: c\nallow: { yaml-syntax: x }\n---\n";
    for checks in ["{ yaml-syntax: off }", "{ yaml-syntax: info }", "{ yaml-syntax: { severity: off, paths: [a.md] } }"]
    {
        let found = under(checks, &[("content/a.md", broken)]);
        assert!(found.contains(&"a.md error yaml-syntax".to_owned()), "{checks}: {found:?}");
    }
    let fault = ("templates/404.html", "{{ nothing.at.all }}");
    let found = under("{ template-fault: off }", &[fault]);
    assert!(found.contains(&"404.html error template-fault".to_owned()), "{found:?}");
    for code in [
        "yaml-syntax",
        "front-matter",
        "merge-conflict",
        "control-character",
        "template-fault",
        "address-taken",
        "unusable-name",
        "bad-allowance",
        "unused-allowance",
    ] {
        let page = format!("---\ntitle: A\naliases: [b]\nallow: {{ {code}: the reason }}\n---\n");
        let built = built(&[("content/a.md", &page), ("content/b.md", "# B\n")]);
        assert!(told(&built).contains(&format!("`{code}` cannot be allowed")), "{}", told(&built));
        assert!(told(&built).contains("error[address-taken]"), "{}", told(&built));
    }
}

/// The findings of a page with this text.
fn page(text: &str) -> Vec<String> {
    let found = found(&[("content/a.md", text)]);
    found.into_iter().map(|line| line.trim_start_matches("a.md ").to_owned()).collect()
}

const LINK: &str = "error broken-link";
const UNUSED: &str = "warning unused-allowance";
const BAD: &str = "warning bad-allowance";

#[test]
fn a_comment_allows_findings_in_the_next_block() {
    let comment = "<!-- homeroom: allow broken-link because it comes in May -->";
    for (text, expected) in [
        (format!("# A\n\n{comment}\n[x](x.md) and [y](y.md)\n"), &[][..]),
        (format!("# A\n\n{comment}\n\n[x](x.md)\n"), &[]),
        (format!("# A\n\n{comment}\n[x](x.md)\n\n[y](y.md)\n"), &[LINK]),
        (format!("# A\n\n[x](x.md)\n\n{comment}\n[y](y.md)\n"), &[LINK]),
        (format!("# A\n\n{comment}\n- [x](x.md)\n- [y](y.md)\n"), &[]),
        (format!("# A\n\n- [x](x.md)\n- {comment}\n  [y](y.md)\n"), &[LINK]),
        (format!("# A\n\n{comment}\n| a |\n| - |\n| [y](y.md) |\n"), &[]),
        (format!("# A\n\n{comment}\n## [x](x.md)\n\n[y](y.md)\n"), &[LINK]),
        (format!("# A\n\n{comment}\n<div><a href=\"x.md\">x</a></div>\n"), &[]),
        (format!("# A\n\nSee {comment} [x](x.md)\n"), &[]),
        (format!("# A\n\nSee [x](x.md) {comment} [y](y.md)\n"), &[LINK]),
        (format!("# A\n\n[x]\n\n{comment}\n[x]: x.md\n"), &[]),
        (format!("# A\n\n{comment}\nNothing is wrong.\n"), &[UNUSED]),
        (format!("# A\n\n[x](x.md)\n\n{comment}\n"), &[LINK, UNUSED]),
        (format!("# A\n\n{comment}\n{comment}\n[x](x.md)\n"), &[]),
        ("# A\n\n<!-- homeroom: allow broken-link, heading-order because x -->\n#### [x](x.md)\n".to_owned(), &[]),
        ("# A\n\n<!-- homeroom: allow broken-link -->\n[x](x.md)\n".to_owned(), &[BAD, LINK]),
        ("# A\n\n<!-- homeroom: allow broken-lnk because x -->\n[x](x.md)\n".to_owned(), &[BAD, LINK]),
        ("# A\n\n<!-- homeroom: ignore broken-link -->\n[x](x.md)\n".to_owned(), &[BAD, LINK]),
        ("# A\n\n<!-- homeroom: allow -->\n[x](x.md)\n".to_owned(), &[BAD, LINK]),
        ("# A\n\n<!-- homeroom: allow broken-link, no-such because x -->\n[x](x.md)\n".to_owned(), &[BAD]),
        ("# A\n\n`<!-- homeroom: allow broken-link because x -->`\n[x](x.md)\n".to_owned(), &[LINK]),
        ("# A\n\n<!-- the homeroom: allow time -->\n[x](x.md)\n".to_owned(), &[LINK]),
    ] {
        assert_eq!(page(&text), expected, "{text}");
    }
}

#[test]
fn front_matter_allows_findings_of_the_page_or_about_a_key() {
    for (front, expected) in [
        ("allow: { broken-link: It comes in May. }\n", &[][..]),
        ("allow:\n  broken-link: It comes in May.\n", &[]),
        ("allow: [{ broken-link: It comes in May. }]\n", &[]),
        ("allow: [{ code: broken-link, because: It comes in May. }]\n", &[]),
        ("allow: { broken-link: { because: It comes in May. } }\n", &[]),
        ("allow: { broken-link: { because: x, keys: [content/x.md] } }\n", &[]),
        ("allow: { broken-link: { because: x, keys: [content/y.md] } }\n", &[UNUSED, LINK]),
        ("allow: { broken-link: x, unknown-key: { because: x, keys: [ms.*] } }\nms.date: 1\n", &[]),
        (
            "allow: { broken-link: x, unknown-key: { because: x, keys: [ms.date] } }\nms.date: 1\nms.x: 1\n",
            &["error unknown-key"],
        ),
        ("allow: { broken-link: x, heading-order: y }\n", &[UNUSED]),
        ("allow: [broken-link]\n", &[BAD, LINK]),
        ("allow: broken-link\n", &[BAD, LINK]),
        ("allow: { broken-link: }\n", &[BAD, LINK]),
        ("allow: { broken-link: '' }\n", &[BAD, LINK]),
        ("allow: { broken-link: { keys: [x] } }\n", &[BAD, LINK]),
        ("allow: { broken-link: [x] }\n", &["error wrong-type", LINK]),
        ("allow: { broken-link: true }\n", &[BAD, LINK]),
        // Written as in comments.
        ("allow: broken-link because it comes in May\n", &[]),
        ("allow: [broken-link because it comes in May]\n", &[]),
        // One finding for one cause. No more findings are allowed than were meant.
        ("allow: { broken-link: { reason: x } }\n", &["error unknown-key", LINK]),
        ("allow: { broken-link: { because: x, key: content/y.md } }\n", &["error unknown-key", LINK]),
        ("allow: [{ code: broken-link, because: x, key: content/y.md }]\n", &["error unknown-key", LINK]),
        ("allow: { broken-lnk: x }\n", &[BAD, LINK]),
        ("allow:\n", &[LINK]),
        ("allow: {}\n", &[LINK]),
        ("allow: { no-title: x }\n", &[UNUSED, LINK]),
    ] {
        assert_eq!(page(&format!("---\ntitle: A\n{front}---\n\n[x](x.md)\n")), expected, "{front}");
    }
}

#[test]
fn an_allowance_is_reported_as_unused_only_if_its_check_runs() {
    let idle = "# A\n\n<!-- homeroom: allow heading-order because x -->\nText\n";
    let of = |checks: &str, text: &str| under(checks, &[("content/a.md", text)]);
    assert_eq!(of("{ heading-order: off }", idle), [""; 0]);
    assert_eq!(of("{ heading-order: { severity: off, paths: [a.md] } }", idle), [""; 0]);
    assert_eq!(of("{ unused-allowance: off }", idle), [""; 0]);
    assert_eq!(of("{ unused-allowance: error }", idle), ["a.md error unused-allowance"]);
    assert_eq!(of("{ heading-order: info }", idle), ["a.md warning unused-allowance"]);
    let draft = "---\ntitle: A\ndraft: true\nallow: { heading-order: x }\n---\n";
    assert_eq!(of("{ feed: info }", draft), ["homeroom.yaml error unknown-check"]);
    let unread = "---\ntitle: A\nallow: { heading-order: x }\n---\n\n\u{7}\n";
    assert!(!of("{}", unread).contains(&"a.md warning unused-allowance".to_owned()));
}

/// A text field's comment is for the findings of that field.
#[test]
fn a_comment_in_a_text_field_allows_findings_in_that_field() {
    let kind =
        "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { a: { type: markdown }, b: { type: markdown } }\n";
    let text =
        "---\ntitle: C\na: \"<!-- homeroom: allow broken-link because x -->\\n\\n[x](x.md)\"\nb: \"[y](y.md)\"\n---\n";
    let found = found(&[("kinds/club.yaml", kind), ("content/clubs/c.md", text)]);
    assert_eq!(found, ["c.md error broken-link"]);
}

#[test]
fn a_kind_has_no_field_called_allow() {
    let kind = "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { allow: { type: text } }\n";
    let built = built(&[
        ("kinds/club.yaml", kind),
        ("content/clubs/c.md", "---\ntitle: C\nallow: { broken-link: x }\n---\n\n[x](x.md)\n"),
    ]);
    let told = told(&built);
    assert!(told.contains("a field cannot be called `allow`") && told.lines().count() == 1, "{told}");
}

/// Allowances are read with their page and applied to the whole site. A rebuild forgets none, and keeps none that is
/// gone.
#[test]
fn allowances_are_the_same_in_a_rebuild() {
    let comment = "<!-- homeroom: allow broken-link because it comes in May -->\n";
    let texts = [
        "# A\n\n[x](x.md)\n".to_owned(),
        format!("# A\n\n{comment}[x](x.md)\n"),
        format!("# A\n\n{comment}Text\n"),
        "---\ntitle: A\nallow: { broken-link: x }\n---\n\n[x](x.md)\n".to_owned(),
        "---\ntitle: A\nallow: { broken-link: x }\n---\n\n[x](b.md)\n".to_owned(),
    ];
    let settings =
        ["", "checks: { broken-link: warning }\n", "checks: { broken-link: { severity: off, paths: [a.md] } }\n"];
    let memos = Memos::default();
    for text in texts.iter().chain(texts.iter().rev()) {
        for checks in settings {
            for other in ["content/b.md", "content/x.md"] {
                let settings = format!("title: T\n{checks}");
                let site =
                    snapshot([("homeroom.yaml", settings.as_str()), ("content/a.md", text), (other, "# Other\n")]);
                let (warm, cold) = (build(&site, &memos), build(&site, &Memos::default()));
                let _ = memos.end_round();
                assert_eq!(told(&warm), told(&cold), "{text} {checks} {other}");
                assert_eq!(warm.count(Severity::Error), cold.count(Severity::Error));
            }
        }
    }
}

/// Readers do not see what a page allows or why: it is not in pages, search, open data or the feed.
#[test]
fn no_output_holds_allowances_or_their_reasons() {
    let kind = "label: { one: Club, many: Clubs }\nfolder: clubs\n";
    let text = "---\ntitle: C\ndate: 2026-01-01\nallow: { heading-order: zebra }\n---\n\n### Deep\n\n<!-- homeroom: allow broken-anchor because quagga -->\n[x](#x)\n";
    for raw_html in ["sanitize", "escape", "trust"] {
        let settings = format!(
            "title: T\nbase_url: https://x.example/\nmarkdown: {{ raw_html: {raw_html} }}\nchecks: {{ outside-image: off }}\n"
        );
        let built = built(&[("homeroom.yaml", &settings), ("kinds/club.yaml", kind), ("content/clubs/c.md", text)]);
        assert_eq!(told(&built), "");
        for (url, artifact) in &built.output {
            let homeroom::Artifact::Bytes(bytes) = artifact else { continue };
            let text = String::from_utf8_lossy(bytes);
            for word in ["zebra", "quagga", "homeroom: allow"] {
                assert!(!text.contains(word), "{url} holds `{word}`");
            }
        }
    }
}
