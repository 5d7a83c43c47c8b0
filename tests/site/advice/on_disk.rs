//! Advice on the names of files and folders on the disk.

use super::*;

/// Checks a site in a folder on the disk. Gives the exit code and the findings.
fn found_on_disk(files: &[(&str, &str)]) -> (i32, String) {
    let site = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = site.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_homeroom"));
    let output = command.args(["check", "--format", "short", "--site"]).arg(site.path()).output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an end"), text(output.stdout) + &text(output.stderr))
}

#[test]
#[cfg(target_os = "linux")]
fn files_with_nearly_the_right_name_are_reported_once() {
    let page = ("content/about.md", "# About\n");
    for (path, text) in [
        ("homeroom.yml", "title: T"),
        ("Homeroom.yaml", "title: T"),
        ("homeroom.yaml.txt", "title: T"),
        ("HOMEROOM.YAML", "title: T"),
        ("homerom.yaml", "title: T"),
        ("homeroom.json", "{}"),
        ("homeroom (1).yaml", "title: T"),
        ("Kinds/club.yaml", "label: { one: Club, many: Clubs }"),
        ("kind/club.yaml", "label: { one: Club, many: Clubs }"),
        ("Static/a.pdf", "x"),
        ("template/home.html", "x"),
        ("kinds/club.yaml.txt", "label: { one: Club, many: Clubs }"),
        ("kinds/club.txt", "label: { one: Club, many: Clubs }"),
        ("kinds/club.json", "{}"),
        ("kinds/clubs/club.yaml", "label: { one: Club, many: Clubs }"),
        ("words/es.yaml.txt", "a: b"),
    ] {
        let (code, told) = found_on_disk(&[page, (path, text)]);
        let lines: Vec<&str> = told.lines().filter(|line| line.contains('[')).collect();
        assert!(lines.len() == 1 && lines[0].contains("warning[misnamed-file]"), "{path}: {told}");
        assert_eq!(code, 0, "{path}");
    }
    let quiet = [
        "homeroom",
        "homeroom.yaml.bak",
        "config.yaml",
        "kids/a.txt",
        "docs/a.md",
        "kinds/README.md",
        "Makefile",
        "test/a.md",
    ];
    for path in quiet {
        let (_, told) = found_on_disk(&[page, ("homeroom.yaml", "title: T"), (path, "x")]);
        assert!(told.contains("no findings"), "{path}: {told}");
    }
    let (code, told) = found_on_disk(&[("Content/about.md", "# About\n"), ("homeroom.yaml", "title: T")]);
    assert!(code == 0 && told.lines().filter(|line| line.contains('[')).count() == 1, "{told}");
    let (code, told) = found_on_disk(&[("Content/about.md", "# About\n")]);
    assert!(code == 2 && told.contains("`Content` has to be called `content/`"), "{told}");
}

#[test]
fn pages_beside_content_that_belong_into_a_folder_of_it_are_reported_once() {
    let pages =
        [("content/index.md", "# Home\n"), ("content/help/index.md", "# Help\n"), ("homeroom.yaml", "title: T")];
    for (paths, right) in [
        (vec!["help/wifi.md", "help/deeper/print.md"], "`help` is not published"),
        (vec!["help.md"], "`help.md` is not published"),
    ] {
        let files: Vec<(&str, &str)> = pages.into_iter().chain(paths.iter().map(|path| (*path, "# Text\n"))).collect();
        let (code, told) = found_on_disk(&files);
        let lines: Vec<&str> = told.lines().filter(|line| line.contains('[')).collect();
        assert!(code == 0 && lines.len() == 1 && lines[0].contains("warning[misnamed-file]"), "{paths:?}: {told}");
        assert!(told.contains(right), "{told}");
    }
    for path in ["README.md", "docs/a.md", "help/a.txt", "helps/a.md"] {
        let files: Vec<(&str, &str)> = pages.into_iter().chain([(path, "# Text\n")]).collect();
        let (_, told) = found_on_disk(&files);
        assert!(told.contains("no findings"), "{path}: {told}");
    }
}

/// The examples that `homeroom explain` and `docs/fields.md` show are valid values of their fields.
#[test]
fn the_example_of_each_field_is_a_valid_value() {
    let settings =
        "title: T\nvocabularies: { schools: [a, b] }\ncontacts: [{ key: desk }, { key: office }]\n".to_owned();
    let site = snapshot([("homeroom.yaml", settings.as_str())]);
    let kinds = homeroom::site::declare(&site).value.kinds;
    let mut tried = 0;
    for sheet in homeroom::schema::describe::sheets(&kinds) {
        for field in sheet.own.iter().chain(&sheet.base).filter(|field| field.name != "title") {
            let path = format!("{}a.md", sheet.folder);
            let page = format!("---\ntitle: T\n{}\n---\n", field.example);
            let built = built(&vec![("homeroom.yaml", settings.clone()), (path.as_str(), page)]);
            let about_values = [
                "wrong-type",
                "unknown-choice",
                "unknown-key",
                "bad-date",
                "bad-grades",
                "bad-format",
                "out-of-range",
                "yaml-syntax",
            ];
            let found = built.diagnostics.iter().filter(|found| about_values.contains(&found.rule.code));
            let found: Vec<&str> = found.map(|found| found.message.as_str()).collect();
            assert!(found.is_empty(), "{}.{}: {}: {found:?}", sheet.id, field.path, field.example);
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} fields were tried");
}

/// The preview reads only single files again. Still, findings about nearly right names appear and vanish.
#[test]
fn the_preview_notices_when_a_misnamed_file_appears_or_vanishes() {
    use homeroom::disk::{Reader, Touched};
    let site = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str| {
        let path = site.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(&path, "title: T\n").expect("a file");
        path
    };
    write("content/a.md");
    write("content/help/index.md");
    write("kinds/club.yaml");
    let options = homeroom::Options::default();
    let mut reader = Reader::open(site.path(), None, crate::support::TODAY, options.clone()).expect("a site");
    for path in ["homeroom.yml", "kinds/team.yaml.txt", "kinds/more/team.yaml", "help.md", "help/wifi.md"] {
        let disk = write(path);
        for is_there in [true, false] {
            if !is_there {
                std::fs::remove_file(&disk).expect("it was there");
            }
            reader.refresh(&Touched::Paths([disk.clone()].into())).expect("a site");
            let whole =
                homeroom::disk::read(site.path(), None, crate::support::TODAY, options.clone()).expect("a site");
            let names = |files: &BTreeMap<homeroom::VPath, homeroom::File>| -> Vec<String> {
                files.keys().map(ToString::to_string).collect()
            };
            assert_eq!(names(&reader.snapshot.files), names(&whole.files), "{path}, {is_there}");
        }
    }
}
