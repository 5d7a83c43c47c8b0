//! The advice that findings give.

use super::*;

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
    content/a.md:3:10: error[yaml-syntax]: this quotation mark is not closed on its line
      help: close it at the end of the value: "One"
    "#);
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary: 'It''s one\nlang: es\n---\n\n# 'B'\n")]), @r"
    content/a.md:3:10: error[yaml-syntax]: this quotation mark is not closed on its line
      help: close it at the end of the value: 'It''s one'
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: \"A \\\" b\"\nsummary: \"One\n  two\"\ndraft: [\n---\n")]), @r"
    content/a.md:5:9: error[yaml-syntax]: this is not YAML: did not find expected node content
      help: check this line and the one above it for a missing colon, quotation mark, bracket or indentation
    ");
}

#[test]
fn colons_and_indents() {
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary:A b.\nlang: es\n---\n")]), @r"
    content/a.md:3:8: error[yaml-syntax]: there is no space after the colon of `summary`
      help: write `summary: A b.` with an ordinary space
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary:\u{a0}A b.\nlang: es\n---\n")]), @r"
    content/a.md:3:8: error[yaml-syntax]: the character after the colon of `summary` looks like a space but is a different character
      help: write `summary: A b.` with an ordinary space
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle:A\nsummary: B\n---\n")]), @r"
    content/a.md:2:6: error[yaml-syntax]: there is no space after the colon of `title`
      help: write `title: A` with an ordinary space
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle:A\nsummary:B\n---\n")]), @r"
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) has to consist of keys with values, not of `title:A summary:B`
      help: put a space after the colon: `title: …`
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\n summary: B\nlang: es\n---\n")]), @r"
    content/a.md:3:1: error[yaml-syntax]: `summary` is indented, but the keys around it are not
      help: delete the spaces before `summary`
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\n title: A\nsummary: B\n---\n")]), @r"
    content/a.md:2:1: error[yaml-syntax]: `title` is indented, but the keys around it are not
      help: delete the spaces before `title`
    ");
}

#[test]
fn a_value_cut_by_a_number_sign() {
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A # a comment\nsummary: We are #1 in math\nlang: es #x\naliases:\n  - b #1\n  - \"c/2\"\n---\n")]), @r"
    content/a.md:3:17: warning[cut-value]: everything from `#1 in math` on is read as a comment, so the page does not show it
      help: put the text in quotation marks; if you mean a comment, write a space after the number sign
    content/a.md:4:10: warning[cut-value]: everything from `#x` on is read as a comment, so the page does not show it
      help: put the text in quotation marks; if you mean a comment, write a space after the number sign
    content/a.md:6:7: warning[cut-value]: everything from `#1` on is read as a comment, so the page does not show it
      help: put the text in quotation marks; if you mean a comment, write a space after the number sign
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nsummary: |\n  We are #1\n---\n")]), @r"");
}

#[test]
fn missing_keys_are_advised_without_making_up_a_value() {
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
fn one_mistake_is_one_finding() {
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "---\nTitle: A\nDays: monday\nRooms: [gym]\nOpen: true\nGrades: K\nSummary: x\n---\n")]), @r"
    content/club/a.md:2:1: error[unknown-key]: `a.md` (club) has no key `Title`
      help: did you mean `title`? `homeroom explain club` lists all keys
    content/club/a.md:3:1: error[unknown-key]: `a.md` (club) has no key `Days`
      help: did you mean `day`? `homeroom explain club` lists all keys
    content/club/a.md:4:1: error[unknown-key]: `a.md` (club) has no key `Rooms`
      help: did you mean `rooms`? `homeroom explain club` lists all keys
    content/club/a.md:5:1: error[unknown-key]: `a.md` (club) has no key `Open`
      help: did you mean `open`? `homeroom explain club` lists all keys
    content/club/a.md:6:1: error[unknown-key]: `a.md` (club) has no key `Grades`
      help: did you mean `grades`? `homeroom explain club` lists all keys
    content/club/a.md:7:1: error[unknown-key]: `a.md` (club) has no key `Summary`
      help: did you mean `summary`? `homeroom explain club` lists all keys
    ");
    // It is still reported where that mistake is not made.
    assert_snapshot!(advice(&[("homeroom.yaml", "title: X\nchecks: { unknown-key: off }\n"), ("kinds/club.yaml", CLUB), ("content/club/a.md", "---\ntitle: A\nDay: monday\nrooms: [gym]\nopen: true\ngrades: K\nsummary: x\n---\n")]), @r"
    content/club/a.md:2:1: error[missing-key]: `a.md` (club) has no `day`
      help: add `day:` with one of `monday` or `tuesday`
    ");
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "\u{2013}\u{2013}\u{2013}\ntitle: A\n\u{2013}\u{2013}\u{2013}\n")]), @r"
    content/club/a.md:1:1: error[front-matter]: the first line is not `---`
      help: write exactly three plain hyphens; some programs turn them into a dash
    ");
    assert_snapshot!(advice(&[("kinds/club.yaml", CLUB), ("content/club/a.md", "\n---\ntitle: A\n---\n")]), @r"
    content/club/a.md:2:1: error[front-matter]: front matter has to start on the first line of the file
      help: delete the empty lines above the three hyphens and the spaces before them
    ");
    assert_snapshot!(advice(&[("kinds/club.yaml", "label: { one: Club, many: Clubs }\nfolder: club\nfeilds:\n  day: { type: choice, of: [monday, tuesday], required: true }\n  rooms: { type: list, of: { type: choice, of: [gym, lab] }, required: true }\n  open: { type: boolean, required: true }\n  grades: { type: grades, required: true, hint: who may come }\n  summary: { type: text, required: true }\n"), ("content/club/a.md", "---\ntitle: A\nday: monday\nrooms: [gym]\nopen: true\ngrades: K\nsummary: x\n---\n")]), @r"
    kinds/club.yaml:3:1: error[unknown-key]: the kind `club` has no key `feilds`
      help: did you mean `fields`?
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: A\nlanguage: es\n---\n")]), @r"
    content/a.md:3:1: error[unknown-key]: `a.md` (the page) has no key `language`
      help: did you mean `lang`? `homeroom explain page` lists all keys
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
    content/a.md:3:6: warning[unread-markdown]: `IMG 001.jpg` contains a space or a bracket, so the link is shown as text
      help: write the address in angle brackets, `(<IMG 001.jpg>)`, or rename the file with hyphens instead of spaces
    content/a.md:3:27: warning[unread-markdown]: `my guide.md` contains a space or a bracket, so the link is shown as text
      help: write the address in angle brackets, `(<my guide.md>)`, or rename the file with hyphens instead of spaces
    ");
}

#[test]
fn renamed_files() {
    assert_snapshot!(advice(&[("kinds/tool.yaml", "folder: tools\nfields: { use: { type: reference, to: tool } }\n"), ("content/tools/kahoot-quiz.md", "# K\n"), ("content/tools/x.md", "---\ntitle: X\nuse: kahoot\n---\n\n[k](kahoot.md)\n")]), @r"
    kinds/tool.yaml:1:1: info[replaced-kind]: `kinds/tool.yaml` replaces the kind `tool` that ships with Homeroom
      help: to have both kinds, give the file a different name and the kind a different folder
    content/tools/x.md:3:6: error[broken-reference]: there is no tool `kahoot`
      help: did you mean `kahoot-quiz`?
    content/tools/x.md:6:5: error[broken-link]: there is no page `kahoot.md`
      help: did you mean `kahoot-quiz.md`? If the page was renamed, write `aliases: [tools/kahoot]` in it to keep its old address
    ");
    assert_snapshot!(advice(&[("content/a.md", "# A\n"), ("content/Nearpod 2.MD", "# B\n")]), @r"
    content/Nearpod 2.MD:1:1: error[file-name]: `Nearpod 2.MD` is not the name of a page
      help: rename it to `nearpod-2.md`; the name of a page ends in `.md`
    ");
}

#[test]
fn titles_and_quotes() {
    assert_snapshot!(advice(&[("kinds/club.yaml", "folder: club\n"), ("content/club/a.md", "---\ntitle: A\n---\n"), ("content/club/b.md", "# a\n"), ("content/club/c.md", "---\ntitle: A\nlang: es\n---\n")]), @r"
    content/club/b.md:1:1: warning[same-title]: `a` is also the title of a different club
      help: give one of them a title that shows the difference, or delete the copy
    ");
    assert_snapshot!(advice(&[("content/a.md", "---\ntitle: \u{2018}A\u{2019}\n---\n")]), @r#"
    content/a.md:2:8: warning[curly-quotes]: `title` has curly quotation marks, which the page would show as part of the text
      help: write straight quotation marks ("…"), or delete them
    "#);
}

#[test]
fn places_in_words() {
    assert_snapshot!(advice(&[("words/es.yaml", "reviewed: \"Revisado {fecha}.\"\ndate: \"{day} de {mnth}\"\ntool_one: \"{n} x\"\n"), ("content/a.md", "# A\n")]), @r"
    words/es.yaml:1:1: info[unused-theme-file]: no page is in the language `es`, so its words are not used
      help: write `lang: es` into the pages of that language
    words/es.yaml:1:11: warning[unknown-place]: the text `reviewed` contains `{fecha}`, which nothing replaces
      help: write the name in braces as it is in English: `date`
    words/es.yaml:2:7: warning[unknown-place]: the text `date` contains `{mnth}`, which nothing replaces
      help: did you mean `{month}`?
    words/es.yaml:3:1: error[unknown-key]: `words/es.yaml` has no key `tool_one`
      help: did you mean `hour_one`?
    ");
}
