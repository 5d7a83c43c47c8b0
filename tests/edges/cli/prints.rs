//! What the program prints, and in which form.

use super::*;

#[test]
fn explain_describes_one_rule_or_lists_all() {
    let site = Site::new(&[]);
    let one = site.run(&["explain", "broken-link"]).ends_with(0);
    assert!(one.out.starts_with("broken-link (error)\n") && one.out.contains("Good:"), "{one:?}");
    let all = site.run(&["explain"]).ends_with(0);
    let codes = all.out.lines().filter(|line| !line.starts_with(' ')).count();
    assert_eq!(codes, homeroom::check::RULES.len());
    assert_eq!(site.run(&["explain", "--markdown"]).ends_with(0).out, homeroom::check::reference());
    let unknown = site.run(&["explain", "broken-lnk"]).ends_with(2);
    assert!(unknown.err.contains("did you mean `broken-link`?"), "{unknown:?}");
}

#[test]
fn completions_are_printed_for_a_shell() {
    let run = Site::new(&[]).run(&["completions", "bash"]).ends_with(0);
    assert!(run.out.contains("homeroom") && run.err.is_empty(), "{run:?}");
}

/// As in `homeroom check --format json | head -c 10`, the reader ends while there is more to print.
#[test]
fn a_reader_that_stops_early_causes_no_panic() {
    let links: String = (0..4_000).map(|number| format!("[a](missing-{number}.md)\n")).collect();
    let site = Site::new(&[("content/about.md", &format!("# About\n\n{links}"))]);
    for arguments in [&["check", "--format", "json"][..], &["check", "--format", "short"], &["check", "--all"]] {
        let mut child =
            site.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut some = [0; 10];
        child.stdout.take().expect("standard output").read_exact(&mut some).expect("ten bytes");
        let output = child.wait_with_output().expect("an end");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}: {err}");
    }
}

#[test]
fn a_pipe_gets_no_color() {
    let run = Site::new(&[ERROR]).run(&["check"]);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'), "{run:?}");
}

/// The tool `script` runs the program in a terminal.
#[test]
#[cfg(target_os = "linux")]
fn a_terminal_gets_color_unless_it_is_asked_not_to() {
    let site = Site::new(&[ERROR]);
    let run = |name: &str, value: &str| {
        let program = cargo_bin("homeroom");
        let mut command = Command::new("script");
        command.args(["-qec", &format!("'{}' check", program.display()), "/dev/null"]).current_dir(site.path());
        command.env_remove("NO_COLOR").env("TERM", "xterm").env(name, value).stdin(Stdio::null());
        Run::of(command.output().expect("util-linux has `script`")).ends_with(1).out
    };
    assert!(run("TERM", "xterm").contains("\u{1b}["));
    assert!(!run("NO_COLOR", "1").contains('\u{1b}'));
    assert!(!run("TERM", "dumb").contains('\u{1b}'));
}

/// Each line shows the first sentence of an explanation, which must not be cut.
#[test]
fn explain_lists_whole_sentences() {
    let all = Site::new(&[]).run(&["explain"]).ends_with(0).out;
    let mut sentences: Vec<String> = Vec::new();
    for line in all.lines() {
        match line.strip_prefix(' ') {
            None => sentences.push(line.to_owned()),
            Some(rest) => sentences.last_mut().expect("a line before").push_str(&format!(" {}", rest.trim())),
        }
    }
    assert_eq!(sentences.len(), homeroom::check::RULES.len());
    assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{all}");
    assert!(all.lines().all(|line| line.chars().count() <= 100), "{all}");
}

#[test]
fn explain_describes_kinds_and_fields_of_the_site_too() {
    let empty = Site::new(&[]);
    let club = "label: { one: Club, many: Clubs }\nfields:\n  room: { type: text, hint: Where it meets. }\n";
    let site = Site::new(&[("content/about.md", "# About\n"), ("kinds/club.yaml", club)]);
    for (site, what, needles) in [
        (&empty, "tool", &["minimum_age", "approved | piloting", "pilot.from"][..]),
        (
            &empty,
            "tool.minimum_age",
            &["a whole number of years", "from 0 to 21", "Vendor's minimum age", "minimum_age: 12"],
        ),
        (&empty, "tool.status", &["Retiring: Still in use", "required  always"]),
        (&empty, "tool.consent", &["default   none", "Each family consents"]),
        (&empty, "page", &["review_by", "The day by which someone checks it again"]),
        (&empty, "page.lang", &["lang: es"]),
        (&empty, "example.subject", &["homeroom.yaml under vocabularies: subjects"]),
        (&site, "club", &["room", "Where it meets"]),
        (&site, "club.room", &["Where it meets."]),
    ] {
        let folder = site.path().to_string_lossy().into_owned();
        let told = site.run(&["explain", what, "--site", &folder]).ends_with(0).out;
        assert!(needles.iter().all(|needle| told.contains(needle)), "{what}: {told}");
    }
    for (what, near) in [
        ("tools", "`tool`"),
        ("tol", "`tool`"),
        ("tool.age", "`tool.minimum_age`"),
        ("tool.minimum-age", "`tool.minimum_age`"),
        ("minimum_age", "`tool.minimum_age`"),
        ("Tool", "`tool`"),
        ("lesson", "`example`"),
        ("tool.ferpa", "`tool.privacy.ferpa`"),
        ("unknown-keys", "`unknown-key`"),
        ("nothing-of-the-sort", "`homeroom explain` lists"),
    ] {
        let folder = empty.path().to_string_lossy().into_owned();
        let told = empty.run(&["explain", what, "--site", &folder]).ends_with(2).err;
        assert!(told.contains(near), "{what}: {told}");
    }
}
