//! Checks every rule against its documentation: the site of its bad example raises the rule, and the site of its good
//! example does not. The examples are the ones that `homeroom explain` prints.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{snapshot, told};
use homeroom::check::{RULES, reference};
use homeroom::diagnostic::{Diagnostic, Digest, Rule, Severity};
use homeroom::{Memos, build};

/// Rules whose fault cannot be shown as text in a code block, each with the reason.
const WITHOUT_EXAMPLES: [(&str, &str); 7] = [
    ("broken-picture", "pictures are looked at where they are read, on the disk"),
    ("control-character", "the character cannot be shown"),
    ("large-picture", "pictures are looked at where they are read, on the disk"),
    ("misnamed-file", "names are looked at where they are read, on the disk"),
    ("missing-content", "the fault is that there is no file"),
    ("picture-format", "pictures are looked at where they are read, on the disk"),
    ("unreadable-file", "the file is no text"),
];

type Files = BTreeMap<String, String>;

/// The code blocks after "Bad:" and those after "Good:", each as the files of a site.
fn examples(rule: &Rule) -> (Files, Files) {
    let (mut bad, mut good) = (Files::new(), Files::new());
    let mut section: Option<&mut Files> = None;
    let explanation = rule.explanation();
    let mut lines = explanation.lines();
    while let Some(line) = lines.next() {
        match line {
            "Bad:" => section = Some(&mut bad),
            "Good:" => section = Some(&mut good),
            _ => {
                let info = line.trim_start_matches('`');
                let ticks = &line[..line.len() - info.len()];
                if ticks.len() < 3 {
                    continue;
                }
                let path = info.split_once(' ').map(|(_, path)| path.to_owned());
                let path = path.unwrap_or_else(|| panic!("{}: the fence `{line}` names no path", rule.code));
                let text: String =
                    lines.by_ref().take_while(|line| *line != ticks).map(|line| format!("{line}\n")).collect();
                let files = section.as_mut().unwrap_or_else(|| panic!("{}: a fence before `Bad:`", rule.code));
                assert!(files.insert(path.clone(), text).is_none(), "{}: {path} stands twice", rule.code);
            }
        }
    }
    (bad, good)
}

fn find(files: &Files) -> (Vec<Diagnostic>, String) {
    let built = build(&snapshot(files), &Memos::default());
    let told = told(&built);
    (built.diagnostics, told)
}

#[test]
fn bad_examples_raise_their_rule_and_good_examples_do_not() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let (bad, good) = examples(rule);
        if WITHOUT_EXAMPLES.iter().any(|(code, _)| *code == rule.code) {
            assert!(bad.is_empty() && good.is_empty(), "{} has examples after all", rule.code);
            continue;
        }
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{}: has no bad or no good example", rule.code));
            continue;
        }
        let (found, told) = find(&bad);
        if !found.iter().any(|diagnostic| diagnostic.rule == *rule) {
            wrong.push(format!("{}: its bad example does not raise it:\n{told}", rule.code));
        }
        let others = found.iter().any(|other| other.rule != *rule && other.severity == Severity::Error);
        if others {
            wrong.push(format!("{}: its bad example has other errors:\n{told}", rule.code));
        }
        let (found, told) = find(&good);
        let raised = found.iter().any(|other| other.rule == *rule || other.severity == Severity::Error);
        if raised {
            wrong.push(format!("{}: its good example is not good:\n{told}", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn codes_are_unique_and_kebab_case() {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        assert!(seen.insert(rule.code), "{} stands twice", rule.code);
        let sound =
            rule.code.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
        assert!(sound, "{} is not kebab-case", rule.code);
    }
    for (code, reason) in WITHOUT_EXAMPLES {
        assert!(seen.contains(code), "{code} ({reason}) is no rule any more");
    }
}

/// How many copies of each page are added.
const COPIES: usize = 11;

/// The bad example of each rule, with many copies of its pages.
#[test]
fn many_similar_findings_of_any_rule_are_shown_as_one() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let (bad, _) = examples(rule);
        let mut files = bad.clone();
        for (path, text) in bad.iter().filter(|(path, _)| path.starts_with("content/")) {
            let Some((stem, end)) = path.rsplit_once('.') else { continue };
            files.extend((0..COPIES).map(|copy| (format!("{stem}-{copy}.{end}"), text.clone())));
        }
        let found = find(&files).0;
        let count = found.iter().filter(|found| found.rule == *rule).count();
        let told = Digest::of(&found).told.iter().filter(|alike| alike.first.rule == *rule).count();
        // A few findings with another severity or another wording may be listed beside them.
        if count > COPIES && told > 4 {
            wrong.push(format!("{}: {count} are told as {told}", rule.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Builds each bad example, and checks the wording of all findings.
#[test]
fn findings_follow_one_style_of_wording() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let (bad, _) = examples(rule);
        for diagnostic in find(&bad).0 {
            let Diagnostic { message, help, label, .. } = &diagnostic;
            // A name such as `YAML` may start with a capital letter.
            let first = message.split_whitespace().next().unwrap_or("");
            let name = first.len() > 1 && first.chars().all(char::is_uppercase);
            let starts_small = name || !first.starts_with(char::is_uppercase);
            if !starts_small || message.is_empty() || message.contains('\n') {
                wrong.push(format!("{}: the headline `{message}`", rule.code));
            }
            if message.ends_with(['.', '!', ' ']) {
                wrong.push(format!("{}: the end of `{message}`", rule.code));
            }
            for text in help.iter().chain(label) {
                if text.is_empty() || text.ends_with(['.', ' ']) && !text.ends_with("...") {
                    wrong.push(format!("{}: the end of `{text}`", rule.code));
                }
            }
            // A headline that says what is expected needs no help.
            if help.is_none() && !message.contains(" has to be ") {
                wrong.push(format!("{}: `{message}` does not say what to do", rule.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Applies each fix of a bad example by itself: its finding goes, and no new error comes.
#[test]
fn every_fix_removes_its_finding_and_causes_no_error() {
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for rule in RULES {
        let (bad, _) = examples(rule);
        let (found, _) = find(&bad);
        let errors = |found: &[Diagnostic]| found.iter().filter(|found| found.severity == Severity::Error).count();
        for diagnostic in &found {
            let Some(fix) = &diagnostic.fix else { continue };
            let mut files = bad.clone();
            let Some(text) = files.get_mut(fix.span.file.as_str()) else { continue };
            text.replace_range(fix.span.start..fix.span.end, &fix.replacement);
            let (left, told) = find(&files);
            let is_same = |other: &Diagnostic| other.rule == diagnostic.rule && other.message == diagnostic.message;
            if left.iter().any(is_same) || errors(&left) > errors(&found) {
                wrong.push(format!("{}: `{}` does not mend it:\n{told}", rule.code, fix.replacement));
            }
            tried += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 5, "only {tried} fixes were found");
}

#[test]
fn the_documented_checks_are_the_checks_of_the_program() {
    let written = std::fs::read_to_string("docs/checks.md").unwrap_or_default();
    assert!(written == reference(), "docs/checks.md is stale; run `cargo run -- explain --markdown > docs/checks.md`");
}
