//! Front matter that is damaged or was written for another program.

use super::*;

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
    content/a.md:2:8: warning[curly-quotes]: `title` has curly quotation marks, which the page would show as part of the text
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
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) has to consist of keys with values, not of `title:Nearpod`
    exit 1
    ");
}

#[test]
fn quotes_and_signs() {
    assert_snapshot!(page("---\ntitle: \"A\nsummary: B\n---\n"), @r"
    content/a.md:2:8: error[yaml-syntax]: this quotation mark is not closed on its line
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
    content/a.md:3:1: error[yaml-syntax]: `summary` is indented, but the keys around it are not
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\nJust words\n---\n"), @r"
    content/a.md:3:1: error[yaml-syntax]: this line is neither a key with its value nor an item of a list
    exit 1
    ");
}

#[test]
fn a_value_that_continues_at_the_margin() {
    assert_snapshot!(page("---\ntitle: A\nsummary: One place\nfor all forms.\norder: 3\n---\n"), @r"
    content/a.md:4:1: error[yaml-syntax]: this line is neither a key with its value nor an item of a list
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\naliases:\n\u{2022} b\n\u{2022} c\norder: 3\n---\n"), @r"
    content/a.md:4:1: error[yaml-syntax]: this line is not an item of a list, because it does not begin with a hyphen and a space
    exit 1
    ");
}

#[test]
fn facts_as_lines_of_text() {
    assert_snapshot!(page("# A\n\nSummary: One place.\nReview by: 2027-01-01\n\nText.\n"), @r"
    content/a.md:3:1: error[front-matter]: the page shows these lines as text, because they are not in its front matter
    exit 1
    ");
    assert_snapshot!(page("# A\n\nPhone: 555-0100\nMail: office@district.example\n\nText.\n"), @r"exit 0");
    assert_snapshot!(page("# A\n\nSummary: One place.\nand more.\n"), @r"exit 0");
}

#[test]
fn fences() {
    assert_snapshot!(page("---\ntitle: A\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the front matter has no end
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\n...\n\nText.\n"), @r"
    content/a.md:3:1: error[front-matter]: the front matter ends with three dots (...)
    exit 1
    ");
    assert_snapshot!(page("----\ntitle: A\n----\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the first line is not `---`
    exit 1
    ");
    assert_snapshot!(page("\n---\ntitle: A\n---\n\nText.\n"), @r"
    content/a.md:2:1: error[front-matter]: front matter has to start on the first line of the file
    exit 1
    ");
    assert_snapshot!(page("title: A\nsummary: B\n---\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: the front matter has no first line `---`
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
    content/a.md:1:1: error[front-matter]: the front matter has no end
    exit 1
    ");
}

#[test]
fn other_front_matter() {
    assert_snapshot!(page("+++\ntitle = \"A\"\n+++\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: this front matter is TOML, which Homeroom does not read
    exit 1
    ");
    assert_snapshot!(page("{\n\"title\": \"A\"\n}\n\nText.\n"), @r"
    content/a.md:1:1: error[front-matter]: this front matter is JSON, which Homeroom does not read
    exit 1
    ");
}

#[test]
fn merge_conflicts() {
    assert_snapshot!(page("---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> branch\n---\n"), @r"
    content/a.md:2:1: error[merge-conflict]: this text has the marks of an unfinished merge in Git
    exit 1
    ");
    assert_snapshot!(page("# A\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> branch\n\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n"), @r"
    content/a.md:3:1: error[merge-conflict]: this text has the marks of an unfinished merge in Git
    content/a.md:9:1: error[merge-conflict]: this text has the marks of an unfinished merge in Git
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
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) has to consist of keys with values, not of a list
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\nsource: [the office]\nrelated: { a: b }\n---\n"), @r"
    content/a.md:3:9: error[wrong-type]: `source` has to consist of keys with values, not of a list
    content/a.md:4:10: error[wrong-type]: `related` has to be a list, not a map
    exit 1
    ");
    assert_snapshot!(page("---\nJust one sentence.\n---\n"), @r"
    content/a.md:2:1: error[wrong-type]: `a.md` (the page) has to consist of keys with values, not of `Just one sentence.`
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: A\n? [a, b]\n: c\n---\n"), @r"
    content/a.md:3:3: error[yaml-syntax]: this is not YAML: invalid type: sequence, expected a word as key
    exit 1
    ");
    assert_snapshot!(page("---\ntitle: !!binary aGk=\n---\n"), @r"exit 0");
    assert_snapshot!(page("---\ntitle: A\n--- \ndraft: perhaps\n"), @r"exit 0");
}
