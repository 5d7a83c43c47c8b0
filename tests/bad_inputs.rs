//! What coaches' editors, browsers and disks really hand in: damaged text, odd names, links that lead
//! away. Each is one finding at the right place, never a panic, and never hides another page's finding.
//!
//! Sites are made in temporary folders, since git cannot hold most of them.

use std::fs;
use std::path::Path;
use std::time::Duration;

use assert_cmd::Command;
use insta::assert_snapshot;
use tempfile::TempDir;

/// A page with a fault of its own, which has to be told whatever stands beside it.
const NEIGHBOR: (&str, &[u8]) = ("content/neighbor.md", b"# Neighbor\n\n[gone](gone.md)\n");
const NEIGHBORS_FINDING: &str = "content/neighbor.md:3:8: error[broken-link]: there is no page `gone.md`\n";

/// No input takes seconds; what runs for longer than this hangs, and is killed. A busy machine is no hang.
const HANG_GUARD: Duration = Duration::from_secs(60);

type Files<'f> = &'f [(&'f str, &'f [u8])];

fn site(files: Files<'_>) -> TempDir {
    let site = tempfile::tempdir().expect("a temporary folder");
    put(site.path(), files);
    site
}

fn put(site: &Path, files: Files<'_>) {
    for (path, bytes) in files {
        let path = site.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
}

struct Told {
    code: i32,
    out: String,
    err: String,
}

fn homeroom(arguments: &[&str], site: &Path) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_homeroom"));
    command.args(arguments).args(["--as-of", "2026-11-22", "--site"]).arg(site).timeout(HANG_GUARD);
    if site.is_dir() {
        command.current_dir(site);
    }
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("reports are UTF-8");
    let told = Told {
        // Killed by a signal: it hung, or it crashed.
        code: output.status.code().expect("it ended by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    assert!(!told.err.contains("panicked"), "{}", told.err);
    told
}

/// The short report on a site, and the exit code. The report is asked for with the neighbor beside it,
/// the exit code of `build` without.
fn report(site: &Path) -> String {
    put(site, &[NEIGHBOR]);
    let Told { code, out, .. } = homeroom(&["check", "--format", "short"], site);
    assert_eq!(code, 1);
    assert!(out.contains(NEIGHBORS_FINDING), "the other page's fault is hidden:\n{out}");

    fs::remove_file(site.join(NEIGHBOR.0)).expect("it was there");
    let Told { code, .. } = homeroom(&["build"], site);
    assert_eq!(site.join("public").exists(), code == 0, "a site is written when it has no errors");
    format!("{}exit {code}\n", out.replace(NEIGHBORS_FINDING, ""))
}

/// Where a site with these settings is built.
#[cfg(unix)]
fn built_site(site: &Path, settings: &str) -> std::path::PathBuf {
    put(site, &[("homeroom.yaml", settings.as_bytes())]);
    let Told { code, out, .. } = homeroom(&["build"], site);
    assert_eq!(code, 0, "{out}");
    site.join("public")
}

fn told(files: Files<'_>) -> String {
    report(site(files).path())
}

/// The report on one page.
fn page(text: impl AsRef<[u8]>) -> String {
    told(&[("content/a.md", text.as_ref())])
}

// --- Front matter ---

#[test]
fn tabs() {
    assert_snapshot!(page("---\ntitle: A\nsource:\n\ttitle: The office\n---\n"), @r"
    content/a.md:4:1: error[yaml-syntax]: this is not YAML: found character that cannot start any token
    exit 1
    ");
    assert_snapshot!(page("---\ntitle:\tA\n---\n"), @r"exit 0");
}

#[test]
fn curly_quotes() {
    assert_snapshot!(page("---\ntitle: \u{201c}A\u{201d}\n---\n"), @r"
    content/a.md:2:8: warning[curly-quotes]: `title` stands in curly quotation marks, which become part of the text
    exit 0
    ");
    assert_snapshot!(page("---\ntitle: \u{201c}A: b\u{201d}\n---\n"), @r"
    content/a.md:2:8: error[yaml-syntax]: this is not YAML: mapping values are not allowed in this context
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\naliases: [\u{201c}b, c\u{201d}]\n---\n"), @r"exit 0");
}

#[test]
fn an_unquoted_colon() {
    assert_snapshot!(page("---\nsummary: One\ntitle: Nearpod: live lessons\n---\n"), @r"
    content/a.md:3:15: error[yaml-syntax]: this is not YAML: mapping values are not allowed in this context
    exit 1
    ");
    assert_snapshot!(page("---\ntitle:Nearpod\n---\n\n# A\n"), @r"
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) expects keys with values, not `title:Nearpod`
    exit 1
    ");
}

#[test]
fn quotes_and_signs() {
    assert_snapshot!(page("---\ntitle: \"A\nsummary: B\n---\n"), @r"
    content/a.md:2:8: error[yaml-syntax]: this quotation mark is never closed on its line
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: 'It's here'\n---\n"), @r"
    content/a.md:2:12: error[yaml-syntax]: this is not YAML: did not find expected key
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: @district\n---\n"), @r"
    content/a.md:2:8: error[yaml-syntax]: this is not YAML: found character that cannot start any token
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: *bold*\n---\n"), @r"
    content/a.md:2:8: error[yaml-syntax]: this is not YAML: did not find expected alphabetic or numeric character
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: [draft] A\n---\n"), @r"
    content/a.md:2:8: error[yaml-syntax]: this is not YAML: did not find expected key
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\naliases: [b, c\n---\n"), @r"
    content/a.md:3:15: error[yaml-syntax]: this is not YAML: did not find expected ',' or ']'
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\n  summary: B\n---\n"), @r"
    content/a.md:3:1: error[yaml-syntax]: `summary` is indented, and its neighbors are not
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\nJust words\n---\n"), @r"
    content/a.md:3:1: error[yaml-syntax]: this line is neither a key with its value nor an item of a list
    exit 1
    ");
}

#[test]
fn a_value_that_goes_on_at_the_margin() {
    assert_snapshot!(page("---\ntitle: A\nsummary: One place\nfor all forms.\norder: 3\n---\n"), @r"
    content/a.md:4:1: error[yaml-syntax]: this line is neither a key with its value nor an item of a list
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\naliases:\n\u{2022} b\n\u{2022} c\norder: 3\n---\n"), @r"
    content/a.md:4:1: error[yaml-syntax]: this line is no item of a list: items begin with a hyphen and a space
    exit 1
    ");
}

#[test]
fn facts_as_lines_of_text() {
    assert_snapshot!(page("# A\n\nSummary: One place.\nReview by: 2027-01-01\n\nText.\n"), @r"
    content/a.md:3:1: error[front-matter]: these lines are shown as text: the facts of a page stand in its front matter
    exit 1
    ");
    assert_snapshot!(page("# A\n\nPhone: 555-0100\nMail: office@district.example\n\nText.\n"), @r"exit 0");
    assert_snapshot!(page("# A\n\nSummary: One place.\nand more.\n"), @r"exit 0");
}

#[test]
fn fences() {
    assert_snapshot!(page("---\ntitle: A\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the front matter is not closed
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\n...\n\nText.\n"), @r"
    content/a.md:3:1: error[front-matter]: the front matter ends with `...`
    exit 1
    ");
    assert_snapshot!(page("----\ntitle: A\n----\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the first line is not `---`
    exit 1
    ");
    assert_snapshot!(page("\n---\ntitle: A\n---\n\nText.\n"), @r"
    content/a.md:2:1: error[front-matter]: front matter starts on the first line of the file
    exit 1
    ");
    assert_snapshot!(page("title: A\nsummary: B\n---\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the front matter is not opened
    exit 1
    ");
    assert_snapshot!(page("\u{2014}\ntitle: A\n\u{2014}\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the first line is not `---`
    exit 1
    ");
    assert_snapshot!(page("---\n---\n\nText.\n"), @r"
    content/a.md:1:1: error[no-title]: the page has no title
    exit 1
    ");
    assert_snapshot!(page("---"), @r"
    content/a.md:1:1: error[front-matter]: the front matter is not closed
    exit 1
    ");
}

#[test]
fn other_front_matter() {
    assert_snapshot!(page("+++\ntitle = \"A\"\n+++\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: this is TOML front matter, which is not read
    exit 1
    ");
    assert_snapshot!(page("{\n\"title\": \"A\"\n}\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: this is JSON front matter, which is not read
    exit 1
    ");
}

#[test]
fn merge_conflicts() {
    assert_snapshot!(page("---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> branch\n---\n"), @r"
    content/a.md:2:1: error[merge-conflict]: a merge was not finished here
    exit 1
    ");
    assert_snapshot!(page("# A\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> branch\n\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n"), @r"
    content/a.md:3:1: error[merge-conflict]: a merge was not finished here
    content/a.md:9:1: error[merge-conflict]: a merge was not finished here
    exit 1
    ");
}

#[test]
fn duplicate_keys_and_wrong_shapes() {
    assert_snapshot!(page("---\ntitle: A\nsummary: x\ntitle: B\ntitle: C\n---\n"), @r"
    content/a.md:4:1: error[duplicate-key]: `title` is written twice
    content/a.md:5:1: error[duplicate-key]: `title` is written twice
    exit 1
    ");
    assert_snapshot!(page("---\n- title: A\n- summary: B\n---\n"), @r"
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) expects keys with values, not a list
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\nsource: [the office]\nrelated: { a: b }\n---\n"), @r"
    content/a.md:3:9: error[wrong-type]: `source` expects keys with values, not a list
    content/a.md:4:10: error[wrong-type]: `related` expects a list, not a map
    exit 1
    ");
    assert_snapshot!(page("---\nJust one sentence.\n---\n"), @r"
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) expects keys with values, not `Just one sentence.`
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\n? [a, b]\n: c\n---\n"), @r"
    content/a.md:3:3: error[yaml-syntax]: this is not YAML: invalid type: sequence, expected a word as key
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: !!binary aGk=\n---\n"), @r"exit 0");
    assert_snapshot!(page("---\ntitle: A\n--- \ndraft: perhaps\n"), @r"exit 0");
}

// --- Bytes ---

#[test]
fn line_ends_and_marks() {
    assert_snapshot!(page("---\r\ntitle: A\r\ndraft: perhaps\r\n---\r\n\r\n[b](b.md)\r\n"), @r"
    content/a.md:3:8: error[wrong-type]: `draft` expects true or false, not `perhaps`
    content/a.md:6:5: error[broken-link]: there is no page `b.md`
    exit 1
    ");
    assert_snapshot!(page("---\rtitle: A\rdraft: perhaps\r---\r\r[b](b.md)\r"), @r"
    content/a.md:3:8: error[wrong-type]: `draft` expects true or false, not `perhaps`
    content/a.md:6:5: error[broken-link]: there is no page `b.md`
    exit 1
    ");
    assert_snapshot!(page("\u{feff}---\ntitle: A\ndraft: perhaps\n---\n\n[b](b.md)\n"), @r"
    content/a.md:3:8: error[wrong-type]: `draft` expects true or false, not `perhaps`
    content/a.md:6:5: error[broken-link]: there is no page `b.md`
    exit 1
    ");
    assert_snapshot!(page("\u{feff}[b](b.md)\n"), @r"
    content/a.md:1:1: error[no-title]: the page has no title
    content/a.md:1:5: error[broken-link]: there is no page `b.md`
    exit 1
    ");
    assert_snapshot!(told(&[("homeroom.yaml", "\u{feff}theme: gone\r\ntitel: x\r\n".as_bytes()), ("content/a.md", b"# A\n")]), @r"
    homeroom.yaml:1:8: error[unknown-theme]: there is no theme `gone`
    homeroom.yaml:2:1: error[unknown-key]: `homeroom.yaml` has no key `titel`
    exit 1
    ");
}

#[test]
fn encodings() {
    let utf16 = |bytes: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    assert_snapshot!(page(utf16(u16::to_le_bytes, "\u{feff}# Caf\u{e9}\n")), @r"
    content/a.md: error[unreadable-file]: the file is UTF-16 text
    exit 1
    ");
    assert_snapshot!(page(utf16(u16::to_be_bytes, "\u{feff}# Caf\u{e9}\n")), @r"
    content/a.md: error[unreadable-file]: the file is UTF-16 text
    exit 1
    ");
    assert_snapshot!(page(utf16(u16::to_le_bytes, "# Caf\u{e9} without a mark\n")), @r"
    content/a.md: error[unreadable-file]: the file is UTF-16 text
    exit 1
    ");
    assert_snapshot!(page(b"# A\r\n\r\nCaf\xe9 and na\xefve\n"), @r"
    content/a.md: error[unreadable-file]: the file is not UTF-8: byte 0xE9 in line 3, column 4
    exit 1
    ");
    assert_snapshot!(page(b"# A\n\nA surrogate: \xed\xa0\x80\n"), @r"
    content/a.md: error[unreadable-file]: the file is not UTF-8: byte 0xED in line 3, column 14
    exit 1
    ");
    assert_snapshot!(told(&[("homeroom.yaml", b"title: Caf\xe9\n"), ("kinds/club.yaml", b"\xff\xfel\0"), ("content/a.md", b"# A\n")]), @r"
    homeroom.yaml: error[unreadable-file]: the file is not UTF-8: byte 0xE9 in line 1, column 11
    kinds/club.yaml: error[unreadable-file]: the file is UTF-16 text
    exit 1
    ");
}

#[test]
fn control_characters() {
    assert_snapshot!(page("---\ntitle: A\0\n---\n"), @r"
    content/a.md:2:9: error[control-character]: the file holds the control character U+0000
    exit 1
    ");
    assert_snapshot!(page("# A\n\nText\0text and \u{1b}[2J.\n"), @r"
    content/a.md:3:5: error[control-character]: the file holds the control character U+0000
    exit 1
    ");
    assert_snapshot!(told(&[("homeroom.yaml", b"title: A\x07\n"), ("content/a.md", b"# A\n")]), @r"
    homeroom.yaml:1:9: error[yaml-syntax]: this is not YAML: control characters are not allowed
    exit 1
    ");
    assert_snapshot!(page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), @r"
    content/a.md: error[unreadable-file]: the file is a picture, whatever its name says
    exit 1
    ");
}

#[test]
fn empty_and_huge() {
    assert_snapshot!(page(""), @r"
    content/a.md:1:1: error[no-title]: the page has no title
    exit 1
    ");
    assert_snapshot!(page(" \n\n"), @r"
    content/a.md:1:1: error[no-title]: the page has no title
    exit 1
    ");
    assert_snapshot!(page(vec![b'a'; 50 << 20]), @r"
    content/a.md: error[unreadable-file]: the file is too large for a page: 50 MiB, and 8 MiB are read
    exit 1
    ");
    assert_snapshot!(page(format!("---\ntitle: A\nsummary: {}\n---\n", "x ".repeat(200_000))), @r"
    content/a.md:2:1: error[yaml-syntax]: this is not YAML: 390 KiB of YAML are more than the 256 KiB that are read
    exit 1
    ");
    assert_snapshot!(page(format!("# A\n\n{}\n", "a".repeat(1 << 20))), @r"exit 0");
}

#[test]
fn depth() {
    assert_snapshot!(page(format!("# A\n\n{}\n", "[".repeat(100_000))), @r"exit 0");
    assert_snapshot!(page(format!("---\ntitle: A\naliases: {}\n---\n", "[".repeat(100_000))), @r"
    content/a.md:3:42: error[yaml-syntax]: this is not YAML: brackets nested deeper than 32 levels
    exit 1
    ");
    assert_snapshot!(page(format!("---\ntitle: A\naliases: {}{}\n---\n", "[".repeat(30), "]".repeat(30))), @r"
    content/a.md:3:11: error[wrong-type]: `aliases` expects a text, not a list
    exit 1
    ");
    assert_snapshot!(page(format!("---\ntitle: A\nsource:\n{}\n---\n", (1..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>())), @r"
    content/a.md:131:129: error[yaml-syntax]: this is not YAML: recursion limit exceeded
    exit 1
    ");
    assert_snapshot!(page(format!("# A\n\n{}deep\n", "> ".repeat(10_000))), @r"exit 0");
    assert_snapshot!(page(format!("# A\n\n{}deep{}\n", "*a **b ".repeat(5_000), "** *".repeat(5_000))), @r"exit 0");
    assert_snapshot!(page(format!("# A\n\n{}\n", "<div>".repeat(20_000))), @r"
    content/a.md:3:501: warning[removed-html]: `div` is taken out of the page: a hundred elements are open around it, and around what stands behind it
    exit 0
    ");
    let list: String = (0..1_000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    assert_snapshot!(page(format!("# A\n\n{list}")), @r"exit 0");
}

#[test]
fn alias_bombs() {
    let bomb = "---\ntitle: A\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n---\n";
    assert_snapshot!(page(bomb), @r"
    content/a.md:3:20: error[yaml-syntax]: the aliases of this text make the document too long
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\naliases: &a [*a]\n---\n"), @r"
    content/a.md:3:10: error[yaml-syntax]: this is not YAML: recursion limit exceeded
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\naliases: [*nobody]\n---\n"), @r"
    content/a.md:3:11: error[yaml-syntax]: this is not YAML: unknown anchor
    exit 1
    ");
}

// --- Names ---

// Windows has no such names.
#[cfg(unix)]
#[test]
fn odd_names() {
    let text: &[u8] = b"# A\n";
    assert_snapshot!(told(&[("content/pear deck.md", text)]), @r"
    content/pear deck.md:1:1: warning[file-name]: the name `pear deck` is not what its address says: `/pear-deck/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/c#.md", text), ("content/100%.md", text), ("content/q&a.md", text)]), @r"
    content/100%.md:1:1: warning[file-name]: the name `100%` is not what its address says: `/100/`
    content/c#.md:1:1: warning[file-name]: the name `c#` is not what its address says: `/c/`
    content/q&a.md:1:1: warning[file-name]: the name `q&a` is not what its address says: `/q-a/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/%2e%2e.md", text), ("content/...md", text), ("content/---.md", text)]), @r"
    content/%2e%2e.md:1:1: warning[file-name]: the name `%2e%2e` is not what its address says: `/2e2e/`
    content/---.md:1:1: warning[file-name]: the name `---` is not what its address says: `/page/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/caf\u{e9}.md", text)]), @r"exit 0");
    assert_snapshot!(told(&[("content/cafe\u{301}.md", text)]), @r"
    content/café.md:1:1: warning[file-name]: the name `café` is not what its address says: `/café/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/con.md", text), ("content/aux/nul.md", text)]), @r"
    content/aux/nul.md:1:1: error[unusable-name]: the address of `content/aux/nul.md` holds the name `aux`, which is a device on Windows
    content/con.md:1:1: error[unusable-name]: the address of `content/con.md` holds the name `con`, which is a device on Windows
    exit 1
    ");
    assert_snapshot!(told(&[("content/a\u{1b}[31m.md", text), ("content/new\nline.md", text)]), @r"
    content/a�[31m.md:1:1: warning[file-name]: the name `a�[31m` is not what its address says: `/a31m/`
    content/new�line.md:1:1: warning[file-name]: the name `new line` is not what its address says: `/newline/`
    exit 0
    ");
    assert_snapshot!(told(&[("content/<b>&amp;.md", b"Text.\n")]), @r"
    content/<b>&amp;.md:1:1: warning[file-name]: the name `<b>&amp;` is not what its address says: `/b-amp/`
    content/<b>&amp;.md:1:1: error[no-title]: the page has no title
    exit 1
    ");
}

#[test]
fn links_to_odd_names() {
    assert_snapshot!(told(&[
        ("content/a b.md", b"# A\n"),
        ("content/c#.md", b"# C\n"),
        ("content/100%.md", b"# P\n"),
        ("content/caf\u{e9}.md", b"# Cafe\n"),
        ("content/links.md", "# L\n\n[a](a%20b.md) [c](c%23.md) [p](100%25.md) [nfd](cafe\u{301}.md) [enc](caf%C3%A9.md) [bad](%zz.md) [bad](%ff.md)\n".as_bytes()),
    ]), @r"
    content/100%.md:1:1: warning[file-name]: the name `100%` is not what its address says: `/100/`
    content/a b.md:1:1: warning[file-name]: the name `a b` is not what its address says: `/a-b/`
    content/c#.md:1:1: warning[file-name]: the name `c#` is not what its address says: `/c/`
    content/links.md:3:85: error[broken-link]: there is no page `%zz.md`
    content/links.md:3:99: error[broken-link]: there is no page `%ff.md`
    exit 1
    ");
}

#[test]
fn names_that_meet() {
    let text: &[u8] = b"# A\n";
    assert_snapshot!(told(&[("content/about.md", text), ("content/about/index.md", text)]), @r"
    content/about/index.md:1:1: error[address-taken]: `content/about/index.md` and `content/about.md` have the same address `/about/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/a-b.md", text), ("content/a b.md", text), ("content/A-B.md", text)]), @r"
    content/A-B.md:1:1: warning[file-name]: the name `A-B` is not what its address says: `/a-b/`
    content/a b.md:1:1: error[address-taken]: `content/a b.md` and `content/A-B.md` have the same address `/a-b/`
    content/a b.md:1:1: warning[file-name]: the name `a b` is not what its address says: `/a-b/`
    content/a-b.md:1:1: error[address-taken]: `content/a-b.md` and `content/A-B.md` have the same address `/a-b/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/caf\u{e9}.md", text), ("content/cafe\u{301}.md", text)]), @r"
    content/café.md:1:1: warning[file-name]: the name `café` is not what its address says: `/café/`
    content/café.md:1:1: error[address-taken]: `content/café.md` and `content/café.md` have the same address `/café/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/404.html.md", text), ("content/robots.txt", text), ("static/index.html", text)]), @r"
    content/404.html.md:1:1: error[address-taken]: `content/404.html.md` needs a folder at `/404.html`, where the page for addresses that are not there is a file
    content/robots.txt: warning[file-type]: `content/robots.txt` is not published: hosts and browsers read in it how to treat the site
    static/index.html: error[address-taken]: `static/index.html` and the home page have the same address `/index.html`
    exit 1
    ");
    assert_snapshot!(told(&[("content/a-z.md", text), ("content/a.md", text), ("content/a.markdown", text)]), @r"
    content/a-z.md:1:1: error[address-taken]: `content/a-z.md` and the list of everything from A to Z have the same address `/a-z/`
    content/a.md:1:1: error[address-taken]: `content/a.md` and `content/a.markdown` have the same address `/a/`
    exit 1
    ");
    assert_snapshot!(told(&[("content/a.md", b"# A\n\n[a](pic.pdf) [b](PIC.pdf)\n".as_slice()), ("content/pic.pdf", text), ("static/pic.pdf", text), ("content/PIC.pdf", text)]), @r"
    content/pic.pdf: error[address-taken]: `content/pic.pdf` and `content/PIC.pdf` have the same address `/pic.pdf`
    static/pic.pdf: error[address-taken]: `static/pic.pdf` and `content/PIC.pdf` have the same address `/pic.pdf`
    exit 1
    ");
}

#[cfg(unix)]
#[test]
fn a_linked_folder_shows_no_more_than_the_folder_itself() {
    use std::os::unix::fs::symlink;
    // `static/` may show hidden files, and `content/` does not, by whatever name it is read.
    let linked = site(&[("content/a.md", b"# A\n"), ("content/a.pdf", b"%PDF"), ("content/.drafts/b.pdf", b"%PDF")]);
    symlink("content", linked.path().join("static")).expect("a link");
    let built = built_site(linked.path(), "title: Site\nchecks: { unreadable-file: off }\n");
    assert!(built.join("a.pdf").exists() && !built.join(".drafts").exists());
    // A theme is one folder deep: below, a template would pass for an asset.
    let nested = site(&[("content/a.md", b"# A\n"), ("themes/a/b/templates/t.html", b"secret")]);
    fs::create_dir(nested.path().join("themes/a/b/assets")).expect("a folder");
    symlink("../templates/t.html", nested.path().join("themes/a/b/assets/t.txt")).expect("a link");
    put(nested.path(), &[("homeroom.yaml", b"title: Site\ntheme: a/b\n")]);
    let told = report(nested.path());
    assert!(told.contains("error[unknown-theme]: there is no theme `a/b`"), "{told}");
    let checks = "title: Site\ntheme: a/b\nchecks: { unknown-theme: off, unreadable-file: off }\n";
    let assets = fs::read_dir(built_site(nested.path(), checks).join("assets")).expect("a folder");
    let names = assets.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().all(|name| !name.starts_with("t.")));
}

#[cfg(unix)]
#[test]
fn symbolic_links() {
    use std::os::unix::fs::symlink;
    let outside = site(&[("secret.md", b"# Secret\n")]);
    let site = site(&[("content/a.md", b"# A\n"), ("content/deep/b.md", b"# B\n")]);
    let content = site.path().join("content");
    symlink(outside.path().join("secret.md"), content.join("secret.md")).expect("a link");
    symlink(outside.path(), content.join("outside")).expect("a link");
    symlink("..", content.join("deep/up")).expect("a link");
    symlink("me.md", content.join("me.md")).expect("a link");
    symlink("gone.md", content.join("dangling.md")).expect("a link");
    fs::create_dir(site.path().join(".git")).expect("a folder");
    fs::write(site.path().join(".git/config"), "token\n").expect("a file");
    symlink("../.git/config", content.join("config.txt")).expect("a link");
    symlink("a.md", content.join("a.txt")).expect("a link");
    symlink("../..", content.join("up")).expect("a link");
    assert_snapshot!(report(site.path()), @r"
    content/a.txt: error[unreadable-file]: the symbolic link would publish `content/a.md`, which is not published as it stands
    content/config.txt: error[unreadable-file]: the symbolic link leads to `.git/config`, which is no file of the site
    content/dangling.md: error[unreadable-file]: the symbolic link leads nowhere
    content/deep/up: error[unreadable-file]: the symbolic link leads back to itself or to a folder above it
    content/me.md: error[unreadable-file]: the symbolic link leads back to itself or to a folder above it
    content/outside: error[unreadable-file]: the symbolic link leads out of the site, to an absolute path
    content/secret.md: error[unreadable-file]: the symbolic link leads out of the site, to an absolute path
    content/up: error[unreadable-file]: the symbolic link leads out of the site, to `../..`
    exit 1
    ");
}

#[cfg(unix)]
#[test]
fn files_that_are_none() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::UnixListener;
    let site = site(&[("content/a.md", b"# A\n"), ("content/locked.md", b"# Locked\n")]);
    let content = site.path().join("content");
    let _listener = UnixListener::bind(content.join("socket.md")).expect("a socket");
    fs::create_dir(content.join("folder.md")).expect("a folder");
    fs::write(content.join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "# C\n").expect("a file");
    assert_snapshot!(report(site.path()), @r"
    content/caf�.md: error[unreadable-file]: the file's name is not Unicode
    content/socket.md: error[unreadable-file]: this is neither a file nor a folder
    exit 1
    ");

    let locked = content.join("locked.md");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("its owner may");
    // Root reads everything.
    if fs::read(&locked).is_err() {
        let told = homeroom(&["check", "--format", "short"], site.path());
        assert!(
            told.out.contains("content/locked.md: error[unreadable-file]: the file cannot be read"),
            "{}",
            told.out
        );
    }
}

// --- The site ---

#[test]
fn without_content() {
    let without = |files| {
        let Told { code, out, .. } = homeroom(&["check", "--format", "short"], site(files).path());
        format!("{out}exit {code}\n")
    };
    let empty = site(&[]);
    let told = homeroom(&["build"], empty.path());
    assert_eq!(told.code, 2);
    assert!(!empty.path().join("public").exists(), "no site is built in the wrong folder");
    assert_snapshot!(told.err.replace(&empty.path().display().to_string(), "SITE"), @r"
    error: `SITE` is no site: it has neither homeroom.yaml nor content/
    help: go to the site's folder or into it, or name it with --site; to start a site here, write a first page: content/index.md with the line `# Handbook`
    ");
    assert_snapshot!(without(&[("homeroom.yaml", b"title: A\n")]), @r"
    warning[missing-content]: the site has no folder `content/`, or nothing in it
    exit 0
    ");
    assert_snapshot!(without(&[("content", b"a file\n")]), @r"
    warning[missing-content]: the site has no folder `content/`, or nothing in it
    content: error[unreadable-file]: it is a file, and a folder is wanted here
    exit 1
    ");
    let gone = site(&[]).path().join("gone");
    let told = homeroom(&["check"], &gone);
    assert_eq!(told.code, 2);
    assert_snapshot!(told.err.replace(&gone.display().to_string(), "GONE"), @r"error: cannot list the site's folder `GONE`: No such file or directory (os error 2)");
    let file = site(&[("file", b"")]);
    let told = homeroom(&["check"], &file.path().join("file"));
    assert_eq!(told.code, 2);
    assert_snapshot!(told.err.replace(&file.path().display().to_string(), "SITE"), @r"error: cannot list the site's folder `SITE/file`: Not a directory (os error 20)");
}

#[test]
fn settings() {
    let with = |settings: &str| told(&[("homeroom.yaml", settings.as_bytes()), ("content/a.md", b"# A\n")]);
    assert_snapshot!(with("theme: midnight\n"), @r"
    homeroom.yaml:1:8: error[unknown-theme]: there is no theme `midnight`
    exit 1
    ");
    assert_snapshot!(with("theme: ../../etc\n"), @r"
    homeroom.yaml:1:8: error[unknown-theme]: there is no theme `../../etc`
    exit 1
    ");
    assert_snapshot!(with("theme: \"\"\n"), @r"exit 0");
    assert_snapshot!(with("- a\n- b\n"), @r"
    homeroom.yaml:1:1: error[wrong-type]: `homeroom.yaml` expects keys with values, not a list
    exit 1
    ");
    assert_snapshot!(with("title: A\n---\ntitle: B\n"), @r"
    homeroom.yaml:2:1: error[yaml-syntax]: this is not YAML: a second document starts here
    exit 1
    ");
    assert_snapshot!(with("title: [\n"), @r"
    homeroom.yaml:1:9: error[yaml-syntax]: this is not YAML: did not find expected node content
    exit 1
    ");
    assert_snapshot!(with("\t\n"), @r"exit 0");
    assert_snapshot!(told(&[("homeroom.yaml/x", b""), ("kinds", b""), ("content/a.md", b"# A\n")]), @r"
    homeroom.yaml: error[unreadable-file]: it is a folder, and a file is wanted here
    kinds: error[unreadable-file]: it is a file, and a folder is wanted here
    exit 1
    ");
}

#[test]
fn a_base_url_cannot_lead_elsewhere_or_break_the_file_of_a_host() {
    let with = |url: &str| told(&[("homeroom.yaml", format!("title: T\nbase_url: '{url}'\n").as_bytes())]);
    for sound in
        ["https://a.example", "http://localhost:8080/b.c/", "https://[::1]/%C3%A9_~-/d", "https://a.example/é/"]
    {
        assert_eq!(with(sound).trim(), "exit 0", "{sound}");
    }
    for other in [
        "https://a.example//evil.example/",
        "https://a.example/a(b/",
        "https://a.example/../b",
        "https://a.example/?b",
        "https://me@a.example/",
        "https://a.example/b\\c",
        "https://a.example/[b",
        "https://a.example/b$/",
    ] {
        let told = with(other);
        assert!(told.contains("cannot be the beginning of addresses"), "{other}: {told}");
    }
}

#[test]
fn kinds() {
    let with = |kind: &str| {
        told(&[("kinds/club.yaml", kind.as_bytes()), ("content/club/a.md", b"---\ntitle: A\nroom: [x]\n---\n")])
    };
    assert_snapshot!(with(""), @r"
    content/club/a.md:3:1: error[unknown-key]: `a.md` (club) has no key `room`
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: text, pattern: \"(((((a*)*)*)*)*)*$\" } }\n"), @r"
    content/club/a.md:3:7: error[wrong-type]: `room` expects a text, not a list
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: text, pattern: \"a{1000}{1000}{1000}\" } }\n"), @r"
    kinds/club.yaml:1:40: error[kind-fault]: `a{1000}{1000}{1000}` is not a regular expression
    content/club/a.md:3:7: error[wrong-type]: `room` expects a text, not a list
    exit 1
    ");
    assert_snapshot!(with("folder: content/../..\nfields: { room: text }\n"), @r"
    kinds/club.yaml:1:9: error[kind-fault]: a kind's `folder` lies inside the content folder
    content/club/a.md:3:1: error[unknown-key]: `a.md` (the page) has no key `room`
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: list, of: { type: list, of: { type: list, of: text } } } }\n"), @r"
    content/club/a.md:3:8: error[wrong-type]: `room` expects a list, not `x`
    exit 1
    ");
    assert_snapshot!(with("fields: { room: { type: number, min: 1e999, max: -.inf } }\n"), @r"
    kinds/club.yaml:1:38: error[wrong-type]: `min` expects a number, not `1e999`
    kinds/club.yaml:1:50: error[wrong-type]: `max` expects a number, not `-.inf`
    content/club/a.md:3:7: error[wrong-type]: `room` expects a number, not a list
    exit 1
    ");
}

#[test]
fn templates() {
    let with = |name: &str, text: &str| told(&[(name, text.as_bytes()), ("content/a.md", b"# A\n")]);
    assert_snapshot!(with("templates/entry.html", "{% if %}"), @r"
    templates/entry.html:1:7: error[template-fault]: the template `entry.html` cannot be read: found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
    exit 1
    ");
    assert_snapshot!(with("templates/entry.html", "{{ page.nothing }}"), @r"
    templates/entry.html:1:9: error[template-fault]: the template `entry.html` fails for the page `/a/`: field `nothing` is not defined. Available fields: a_to_z, address, canonical, changes, code_scripts, crumbs, description, direction, feed, first, fonts, full_title, grades, home, icon, is_home, language, linked_data, logo, navigation, parts, preview, preview_alt, scripts, search, styles, title, title_id, top_id
    exit 1
    ");
    assert_snapshot!(with("templates/entry.html", "{% extends \"entry.html\" %}"), @r#"
    templates/entry.html:1:1: error[template-fault]: the template `entry.html` cannot be read: circular extend detected for template 'entry.html'. Inheritance chain: `["entry.html"]`
    exit 1
    "#);
    assert_snapshot!(with("templates/base.html", "{% extends \"entry.html\" %}"), @r#"
    templates/base.html:1:1: error[template-fault]: the template `base.html` cannot be read: circular extend detected for template '404.html'. Inheritance chain: `["base.html", "entry.html", "base.html"]`
    exit 1
    "#);
    assert_snapshot!(with("templates/parts/x.html", "{% include \"parts/y.html\" %}"), @r"
    templates/parts/x.html:1:1: warning[unused-theme-file]: no page is made with the template `parts/x.html`
    templates/parts/x.html:1:12: error[template-fault]: the template `parts/x.html` cannot be read: unknown template `parts/y.html`
    exit 1
    ");
    assert_snapshot!(with("templates/entry.html", &"{% if true %}".repeat(2_000)), @r"
    templates/entry.html:1:519: error[template-fault]: the template `entry.html` cannot be read: the template nesting is too deep
    exit 1
    ");
    assert_snapshot!(with("templates/404.html", "<p>\n{{ page.title | shout }} {{ now() }}"), @r"
    templates/404.html:2:17: error[template-fault]: the template `404.html` cannot be read: unknown filter `shout`
    exit 1
    ");
    assert_snapshot!(with("templates/404.html", "{{ 1 / 0 }}"), @r"
    templates/404.html:1:8: error[template-fault]: the template `404.html` fails for the page `/404.html`: cannot divide by 0
    exit 1
    ");
}

#[test]
fn a_template_cannot_write_more_than_the_machine_holds() {
    let endless = format!(
        "{{% for a in range(end=9999) %}}{{% for b in range(end=9999) %}}{}{{% endfor %}}{{% endfor %}}",
        "x".repeat(9_999)
    );
    assert_snapshot!(told(&[("templates/404.html", endless.as_bytes()), ("content/a.md", b"# A\n")]), @r"
    templates/404.html:1:1: error[template-fault]: the template `404.html` fails for the page `/404.html`: the page is larger than 64 MB
    exit 1
    ");
}

#[test]
fn bundles() {
    let with = |bundles: &str| {
        told(&[
            ("homeroom.yaml", b"theme: plain\n"),
            ("themes/plain/theme.yaml", format!("bundles: {bundles}\n").as_bytes()),
            ("themes/plain/assets/a.js", b"a()"),
            ("themes/plain/assets/a.css", b"a {}"),
            ("themes/plain/assets/a.woff2", b"\xff\xfe\0"),
            ("content/a.md", b"# A\n"),
        ])
    };
    assert_snapshot!(with("{ b.js: [a.js, dom.js], site.js: [site.js, a.js], c.js: [], d.js: ~ }"), @r"exit 0");
    assert_snapshot!(with("{ b.js: [aa.js, c.js], c.js: [a.js] }"), @r"
    themes/plain/theme.yaml:1:19: error[missing-asset]: there is no asset `aa.js`
    themes/plain/theme.yaml:1:26: error[missing-asset]: there is no asset `c.js`
    exit 1
    ");
    assert_snapshot!(with("{ b.js: [a.css, a.woff2, a.js] }"), @r"
    themes/plain/theme.yaml:1:19: error[bad-bundle]: the bundle `b.js` cannot hold `a.css`
    themes/plain/theme.yaml:1:26: error[bad-bundle]: the bundle `b.js` cannot hold `a.woff2`
    exit 1
    ");
    assert_snapshot!(with("{ a.js: [a.js], ../b.js: [a.js], b: [a.js] }"), @r"
    themes/plain/theme.yaml:1:12: error[bad-bundle]: `a.js` is a bundle and a file
    themes/plain/theme.yaml:1:26: error[bad-bundle]: `../b.js` is no name of a bundle
    themes/plain/theme.yaml:1:43: error[bad-bundle]: `b` is no name of a bundle
    exit 1
    ");
    assert_snapshot!(with("{ b.js: a.js, c.js: [{ a: b }], c.js: [a.js] }"), @r"
    themes/plain/theme.yaml:1:18: error[wrong-type]: `b.js` expects a list, not `a.js`
    themes/plain/theme.yaml:1:31: error[missing-asset]: there is no asset ``
    themes/plain/theme.yaml:1:42: error[duplicate-key]: `c.js` is written twice
    exit 1
    ");
    assert_snapshot!(with("[a.js]"), @r"
    themes/plain/theme.yaml:1:10: error[wrong-type]: `bundles` expects keys with values, not a list
    exit 1
    ");
}

// --- What the findings advise ---

/// The findings on a site, each with what it advises.
fn advice(files: &[(&str, &str)]) -> String {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let told = homeroom(&["check", "--format", "json"], site(&files).path());
    let report: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let tell = |finding: &serde_json::Value| {
        let [file, severity, code, message, help] =
            ["file", "severity", "code", "message", "help"].map(|key| text(&finding[key]));
        format!("{file}:{}:{}: {severity}[{code}]: {message}\n  help: {help}\n", finding["line"], finding["column"])
    };
    findings.iter().map(tell).collect()
}

const CLUB: &str = "label: { one: Club, many: Clubs }\n\
    folder: club\n\
    fields:\n\
    \x20 day: { type: choice, of: [monday, tuesday], required: true }\n\
    \x20 rooms: { type: list, of: { type: choice, of: [gym, lab] }, required: true }\n\
    \x20 open: { type: boolean, required: true }\n\
    \x20 grades: { type: grades, required: true, hint: who may come }\n\
    \x20 summary: { type: text, required: true }\n";

#[test]
fn a_quotation_mark_that_is_not_closed() {
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary: \"One\nlang: es\naliases: [b]\nsource:\n  title: \"The office\"\n---\n")]), @r#"
    content/a.md:3:10: error[yaml-syntax]: this quotation mark is never closed on its line
      help: close it at the end of the value: "One"
    "#);
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary: 'It''s one\nlang: es\n---\n\n# 'B'\n")]), @r"
    content/a.md:3:10: error[yaml-syntax]: this quotation mark is never closed on its line
      help: close it at the end of the value: 'It''s one'
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: \"A \\\" b\"\nsummary: \"One\n  two\"\ndraft: [\n---\n")]), @r"
    content/a.md:5:9: error[yaml-syntax]: this is not YAML: did not find expected node content
      help: look at this line and the one above it: a missing colon, quote, bracket or indent
    ");
}

#[test]
fn colons_and_indents() {
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary:A b.\nlang: es\n---\n")]), @r"
    content/a.md:3:8: error[yaml-syntax]: there is no space behind the colon of `summary`
      help: write `summary: A b.` with an ordinary space
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary:\u{a0}A b.\nlang: es\n---\n")]), @r"
    content/a.md:3:8: error[yaml-syntax]: what stands behind the colon of `summary` looks like a space and is another character
      help: write `summary: A b.` with an ordinary space
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle:A\nsummary: B\n---\n")]), @r"
    content/a.md:2:6: error[yaml-syntax]: there is no space behind the colon of `title`
      help: write `title: A` with an ordinary space
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle:A\nsummary:B\n---\n")]), @r"
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) expects keys with values, not `title:A summary:B`
      help: put a space behind the colon: `title: …`
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\n summary: B\nlang: es\n---\n")]), @r"
    content/a.md:3:1: error[yaml-syntax]: `summary` is indented, and its neighbors are not
      help: delete the spaces before `summary`
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\n title: A\nsummary: B\n---\n")]), @r"
    content/a.md:2:1: error[yaml-syntax]: `title` is indented, and its neighbors are not
      help: delete the spaces before `title`
    ");
}

#[test]
fn a_value_cut_by_a_number_sign() {
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A # a comment\nsummary: We are #1 in math\nlang: es #x\naliases:\n  - b #1\n  - \"c/2\"\n---\n")]), @r"
    content/a.md:3:17: warning[cut-value]: everything from `#1 in math` on is a comment, and left out
      help: put the text in quotes; if it is a comment, write a space behind the number sign
    content/a.md:4:10: warning[cut-value]: everything from `#x` on is a comment, and left out
      help: put the text in quotes; if it is a comment, write a space behind the number sign
    content/a.md:6:7: warning[cut-value]: everything from `#1` on is a comment, and left out
      help: put the text in quotes; if it is a comment, write a space behind the number sign
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary: |\n  We are #1\n---\n")]), @r"");
}

#[test]
fn missing_keys_leave_the_choice_to_the_coach() {
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "---\ntitle: A\n---\n")]), @r"
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `day`
      help: add `day:` with one of `monday` or `tuesday`
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `grades`
      help: add `grades: …`, written as `3-5` (who may come)
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `open`
      help: add `open:` with `true` or `false`
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `rooms`
      help: add `rooms: […]` with one or more of `gym` or `lab`
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `summary`
      help: add `summary: …`
    ");
}

#[test]
fn one_slip_is_one_finding() {
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "---\nTitle: A\nDays: monday\nRooms: [gym]\nOpen: true\nGrades: K\nSummary: x\n---\n")]), @r"
    content/club/a.md:2:1: error[unknown-key]: `a.md` (club) has no key `Title`
      help: did you mean `title`? `homeroom explain club` lists all
    content/club/a.md:3:1: error[unknown-key]: `a.md` (club) has no key `Days`
      help: did you mean `day`? `homeroom explain club` lists all
    content/club/a.md:4:1: error[unknown-key]: `a.md` (club) has no key `Rooms`
      help: did you mean `rooms`? `homeroom explain club` lists all
    content/club/a.md:5:1: error[unknown-key]: `a.md` (club) has no key `Open`
      help: did you mean `open`? `homeroom explain club` lists all
    content/club/a.md:6:1: error[unknown-key]: `a.md` (club) has no key `Grades`
      help: did you mean `grades`? `homeroom explain club` lists all
    content/club/a.md:7:1: error[unknown-key]: `a.md` (club) has no key `Summary`
      help: did you mean `summary`? `homeroom explain club` lists all
    ");
    // It is told all the same where the slip is not.
    assert_snapshot!(advice(&[("homeroom.yaml", "title: X\nchecks: { unknown-key: off }\n"), ("kinds/club.yaml", CLUB), ("content/club/a.md", "---\ntitle: A\nDay: monday\nrooms: [gym]\nopen: true\ngrades: K\nsummary: x\n---\n")]), @r"
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `day`
      help: add `day:` with one of `monday` or `tuesday`
    ");
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "\u{2013}\u{2013}\u{2013}\ntitle: A\n\u{2013}\u{2013}\u{2013}\n")]), @r"
    content/club/a.md:1:1: error[front-matter]: the first line is not `---`
      help: write exactly three plain hyphens; some editors join them into a dash
    ");
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "\n---\ntitle: A\n---\n")]), @r"
    content/club/a.md:2:1: error[front-matter]: front matter starts on the first line of the file
      help: remove the empty lines and spaces above and before the three hyphens
    ");
    assert_snapshot!(advice(&[("kinds/club.yaml", "label: { one: Club, many: Clubs }\nfolder: club\nfeilds:\n  day: { type: choice, of: [monday, tuesday], required: true }\n  rooms: { type: list, of: { type: choice, of: [gym, lab] }, required: true }\n  open: { type: boolean, required: true }\n  grades: { type: grades, required: true, hint: who may come }\n  summary: { type: text, required: true }\n"), ("content/club/a.md", "---\ntitle: A\nday: monday\nrooms: [gym]\nopen: true\ngrades: K\nsummary: x\n---\n")]), @r"
    kinds/club.yaml:3:1: error[unknown-key]: the kind `club` has no key `feilds`
      help: did you mean `fields`?
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nlanguage: es\n---\n")]), @r"
    content/a.md:3:1: error[unknown-key]: `a.md` (the page) has no key `language`
      help: did you mean `lang`? `homeroom explain page` lists all
    ");
}

#[test]
fn links_that_lack_their_beginning() {
    assert_snapshot!(advice(&[("content/a.md", "# A\n\n[g](www.google.com) [h](district.org/x) [n](help@larkspur.example) [e](https://) [f](mailto:foo) [m](mailto:a@b.example?subject=x)\n")]), @r"
    content/a.md:3:5: error[broken-link]: `www.google.com` has no `https:`
      help: write the whole address: https://www.google.com
    content/a.md:3:25: error[broken-link]: `district.org/x` has no `https:`
      help: write the whole address: https://district.org/x
    content/a.md:3:45: error[broken-link]: `help@larkspur.example` has no `mailto:`
      help: write `mailto:help@larkspur.example`
    content/a.md:3:72: error[broken-link]: `https://` is only the beginning of an address
      help: write a whole address, such as https://www.district.example/ or mailto:office@district.example
    content/a.md:3:86: error[broken-link]: `mailto:foo` is only the beginning of an address
      help: write a whole address, such as https://www.district.example/ or mailto:office@district.example
    ");
}

#[test]
fn links_with_spaces() {
    assert_snapshot!(advice(&[("content/a.md", "# A\n\n![p](IMG 001.jpg) [guide](my guide.md \"Ours\") `[x](a b.md)` [see](as e.g. this)\n\n    [x](a b.md)\n\n- **[b](<a.md> \"c d.pdf\")**\n")]), @r"
    content/a.md:3:6: warning[unread-markdown]: `IMG 001.jpg` holds a space or a bracket, so that this is no link but text
      help: write it in angle brackets, `(<IMG 001.jpg>)`, or rename the file with hyphens for spaces
    content/a.md:3:27: warning[unread-markdown]: `my guide.md` holds a space or a bracket, so that this is no link but text
      help: write it in angle brackets, `(<my guide.md>)`, or rename the file with hyphens for spaces
    ");
}

#[test]
fn renamed_files() {
    assert_snapshot!(advice(&[("kinds/tool.yaml", "folder: tools\nfields: { use: { type: reference, to: tool } }\n"), ("content/tools/kahoot-quiz.md", "# K\n"), ("content/tools/x.md", "---\ntitle: X\nuse: kahoot\n---\n\n[k](kahoot.md)\n")]), @r"
    kinds/tool.yaml:1:1: info[replaced-kind]: `kinds/tool.yaml` replaces the kind `tool` that ships with Homeroom
      help: give the file another name, and the kind another folder, to have both
    content/tools/x.md:3:6: error[broken-reference]: there is no tool `kahoot`
      help: did you mean `kahoot-quiz`?
    content/tools/x.md:6:5: error[broken-link]: there is no page `kahoot.md`
      help: did you mean `kahoot-quiz.md`? If the page was renamed, `aliases: [tools/kahoot]` in it keeps its old address
    ");
    assert_snapshot!(advice(&[("content/a.md", "# A\n"), ("content/Nearpod 2.MD", "# B\n")]), @r"
    content/Nearpod 2.MD:1:1: error[file-name]: `Nearpod 2.MD` is not the name of a page
      help: rename it to `nearpod-2.md`; a page ends in `.md` and nothing else
    ");
}

#[test]
fn titles_and_quotes() {
    assert_snapshot!(advice(&[("kinds/club.yaml", "folder: club\n"), ("content/club/a.md", "---\ntitle: A\n---\n"), ("content/club/b.md", "# a\n"), ("content/club/c.md", "---\ntitle: A\nlang: es\n---\n")]), @r"
    content/club/b.md:1:1: warning[same-title]: `a` is the title of another club too
      help: give one of them a title that says what sets it apart, or delete the copy
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: \u{2018}A\u{2019}\n---\n")]), @r#"
    content/a.md:2:8: warning[curly-quotes]: `title` stands in curly quotation marks, which become part of the text
      help: write straight ones ("…"), or none
    "#);
}

#[test]
fn places_in_words() {
    assert_snapshot!(advice(&[("words/es.yaml", "reviewed: \"Revisado {fecha}.\"\ndate: \"{day} de {mnth}\"\ntool_one: \"{n} x\"\n"), ("content/a.md", "# A\n")]), @r"
    words/es.yaml:1:1: info[unused-theme-file]: no page is in the language `es`, so that its words are not used
      help: write `lang: es` into the pages of that language
    words/es.yaml:1:11: warning[unknown-place]: nothing fills in `{fecha}` in `reviewed`
      help: its places, in curly brackets, are `date`
    words/es.yaml:2:7: warning[unknown-place]: nothing fills in `{mnth}` in `date`
      help: did you mean `{month}`?
    words/es.yaml:3:1: error[unknown-key]: `words/es.yaml` has no key `tool_one`
      help: did you mean `hour_one`?
    ");
}

// --- The output ---

#[test]
fn output_folders() {
    let site = site(&[("content/a.md", b"# A\n"), ("file", b"")]);
    let build = |out: &Path| {
        let told = homeroom(&["build", "--out", out.to_str().expect("Unicode")], site.path());
        format!("{}exit {}\n", told.err.replace(&site.path().display().to_string(), "SITE"), told.code)
    };
    assert_snapshot!(build(&site.path().join("content/public")), @r"
    error: cannot write the site to `SITE/content/public`: the site's own files lie in `content`
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(&site.path().join("content")), @r"
    error: cannot write the site to `SITE/content`: the site's own files lie in `content`
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(site.path()), @r"
    error: cannot write the site to `SITE`: the site itself lies there
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(&site.path().join("file")), @r"
    error: cannot write the site to `SITE/file`: it is not a folder
    help: choose a folder that is empty or does not exist yet
    exit 2
    ");
    assert_snapshot!(build(&site.path().join("file/public")), @r"
    error: cannot look at `SITE/file/public`: Not a directory (os error 20)
    exit 2
    ");
    assert_eq!(fs::read_to_string(site.path().join("content/a.md")).expect("the page stands"), "# A\n");
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written() {
    let site = site(&[("content/a.md", b"# A\n")]);
    // A file system that no one writes, not even root.
    let told = homeroom(&["build", "--out", "/proc/homeroom"], site.path());
    assert_eq!(told.code, 2);
    assert!(told.err.contains("/proc/homeroom") || told.err.contains("`/proc`"), "{}", told.err);
}
