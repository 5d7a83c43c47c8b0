//! Odd bytes: line ends, encodings, invisible characters, files that are empty, huge or deeply nested.

use super::*;

#[test]
fn line_ends_and_marks() {
    assert_snapshot!(page("---\r\ntitle: A\r\ndraft: perhaps\r\n---\r\n\r\n[b](b.md)\r\n"), @r"
    content/a.md:3:8: error[wrong-type]: `draft` has to be true or false, not `perhaps`
    content/a.md:6:5: error[broken-link]: there is no page `b.md`
    exit 1
    ");
    assert_snapshot!(page("---\rtitle: A\rdraft: perhaps\r---\r\r[b](b.md)\r"), @r"
    content/a.md:3:8: error[wrong-type]: `draft` has to be true or false, not `perhaps`
    content/a.md:6:5: error[broken-link]: there is no page `b.md`
    exit 1
    ");
    assert_snapshot!(page("\u{feff}---\ntitle: A\ndraft: perhaps\n---\n\n[b](b.md)\n"), @r"
    content/a.md:3:8: error[wrong-type]: `draft` has to be true or false, not `perhaps`
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
    content/a.md:2:9: error[control-character]: the file contains the invisible control character U+0000
    exit 1
    ");
    assert_snapshot!(page("# A\n\nText\0text and \u{1b}[2J.\n"), @r"
    content/a.md:3:5: error[control-character]: the file contains the invisible control character U+0000
    exit 1
    ");
    assert_snapshot!(told(&[("homeroom.yaml", b"title: A\x07\n"), ("content/a.md", b"# A\n")]), @r"
    homeroom.yaml:1:9: error[yaml-syntax]: this is not YAML: control characters are not allowed
    exit 1
    ");
    assert_snapshot!(page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), @r"
    content/a.md: error[unreadable-file]: the file is a picture, although its name has the ending of a text
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
    content/a.md: error[unreadable-file]: the file is too large for a page: it has 50 MiB, and at most 8 MiB are read
    exit 1
    ");
    assert_snapshot!(page(format!("---\ntitle: A\nsummary: {}\n---\n", "x ".repeat(200_000))), @r"
    content/a.md:2:1: error[yaml-syntax]: this is not YAML: it has 390 KiB, but at most 256 KiB are read
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
    content/a.md:3:11: error[wrong-type]: `aliases` has to be a text, not a list
    exit 1
    ");
    assert_snapshot!(page(format!("---\ntitle: A\nsource:\n{}\n---\n", (1..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>())), @r"
    content/a.md:131:129: error[yaml-syntax]: this is not YAML: recursion limit exceeded
    exit 1
    ");
    assert_snapshot!(page(format!("# A\n\n{}deep\n", "> ".repeat(10_000))), @r"exit 0");
    assert_snapshot!(page(format!("# A\n\n{}deep{}\n", "*a **b ".repeat(5_000), "** *".repeat(5_000))), @r"exit 0");
    assert_snapshot!(page(format!("# A\n\n{}\n", "<div>".repeat(20_000))), @r"
    content/a.md:3:501: warning[removed-html]: `div` is removed from the page: it stands inside of a hundred other elements that are not closed
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
