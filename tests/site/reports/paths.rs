//! The paths of files in reports, and the paths that a command takes.

use super::*;

const FAULT: (&str, &str) = ("content/rooms/a.md", "# A\n\n[b](b.md)\n");

/// A Git repository with a site in one of its folders.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), &[(".git/HEAD", "ref: refs/heads/main\n")]);
    put(&folder.path().join("handbook"), &[SETTINGS, HOME, FAULT]);
    folder
}

/// The files that a report in a format names when the command runs in a folder of the repository.
fn named(repository: &TempDir, from: &str, arguments: &[&str], format: &str) -> String {
    let run = run(&repository.path().join(from), &[&["check", "--format", format], arguments].concat());
    let json = || serde_json::from_str::<Json>(&run.out).unwrap_or_else(|_| panic!("{}\n{}", run.out, run.err));
    match format {
        "short" => run.out.split(':').next().unwrap_or_default().to_owned(),
        "github" => run.out.split(['=', ',']).nth(1).unwrap_or_default().to_owned(),
        "json" => json()["findings"][0]["file"].as_str().unwrap_or_default().to_owned(),
        _ => json()["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    }
}

#[test]
fn each_format_names_files_from_the_folder_that_its_reader_expects() {
    let repository = repository();
    let absolute = repository.path().join("handbook");
    let absolute = ["--site", absolute.to_str().expect("UTF-8")];
    let elsewhere = ["--site", "../handbook"];
    put(repository.path(), &[("other/x", "")]);
    for (from, arguments, here) in [
        ("", &["--site", "handbook"][..], "handbook/content/rooms/a.md"),
        ("", &["--site", "./handbook/"], "handbook/content/rooms/a.md"),
        ("", &absolute, "handbook/content/rooms/a.md"),
        ("handbook", &[], "content/rooms/a.md"),
        ("handbook", &["--site", "."], "content/rooms/a.md"),
        ("handbook/content", &[], "rooms/a.md"),
        ("handbook/content/rooms", &[], "a.md"),
        ("other", &elsewhere, "../handbook/content/rooms/a.md"),
    ] {
        for format in ["short", "json"] {
            assert_eq!(named(&repository, from, arguments, format), here, "{format} from {from}");
        }
        for format in ["github", "sarif"] {
            let named = named(&repository, from, arguments, format);
            assert_eq!(named, "handbook/content/rooms/a.md", "{format} from {from}");
        }
    }
    // Without a repository, paths start from the current folder.
    fs::remove_dir_all(repository.path().join(".git")).expect("it was there");
    for format in ["short", "json", "github", "sarif"] {
        assert_eq!(named(&repository, "", &["--site", "handbook"], format), "handbook/content/rooms/a.md");
        assert_eq!(named(&repository, "handbook", &[], format), "content/rooms/a.md");
    }
}

/// The requirements of code scanning on a log, and those of the SARIF standard.
#[test]
fn the_sarif_log_holds_what_code_scanning_requires() {
    let astral =
        "---\ntitle: A\nfeed: x\n---\n\n# B\n\n😀é [b](indx.md) <iframe></iframe>\n\n## X {#same}\n\n## Y {#same}\n";
    let settings = "title: T\ntheme: nowhere\nchecks: { missing-content: error }\n";
    let site = site(&[
        ("homeroom.yaml", settings),
        ("content/Ä & b [c].md", astral),
        ("content/clubs/c.md", "--\ntitle: Chess\nday: x\n---\n"),
        (
            "kinds/club.yaml",
            "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n",
        ),
    ]);
    let log: Json = serde_json::from_str(&run(site.path(), &["check", "--format", "sarif"]).out).expect("JSON");
    assert_eq!((&log["version"], &log["runs"][0]["columnKind"]), (&"2.1.0".into(), &"utf16CodeUnits".into()));
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(
        (driver["name"].as_str(), driver["semanticVersion"].as_str()),
        (Some("Homeroom"), Some(env!("CARGO_PKG_VERSION")))
    );
    let rules = driver["rules"].as_array().expect("rules");
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().is_some_and(|text| !text.is_empty()), "{rule}");
        }
        assert!(rule["help"]["markdown"].as_str().is_some_and(|text| text.contains("Bad:")), "{rule}");
        assert!(matches!(rule["defaultConfiguration"]["level"].as_str(), Some("error" | "warning" | "note")), "{rule}");
    }
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(results.len() > 6, "{results:#?}");
    let mut seen = std::collections::BTreeSet::new();
    for result in results {
        let number = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[number]["id"], result["ruleId"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(matches!(result["level"].as_str(), Some("error" | "warning" | "note")), "{result}");
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1));
        let related = result["relatedLocations"].as_array().into_iter().flatten();
        for (at, place) in related.clone().enumerate() {
            assert!(place["id"] == at + 1 && place["message"]["text"].is_string(), "{place}");
            seen.insert("related");
        }
        for place in related.chain(result["locations"].as_array().into_iter().flatten()) {
            let place = &place["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
            let sound = |byte: u8| byte.is_ascii_graphic() && !b"<>\"{}|\\^`[] ".contains(&byte);
            assert!(uri.bytes().all(sound) && !uri.starts_with('/') && !uri.contains("built%20in"), "{uri}");
            region(&place["region"]);
        }
        for change in result["fixes"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|fix| fix["artifactChanges"].as_array().expect("changes"))
        {
            let replacement = &change["replacements"][0];
            region(&replacement["deletedRegion"]);
            assert!(
                replacement["insertedContent"]["text"].is_string() && change["artifactLocation"]["uri"].is_string()
            );
            seen.insert("fix");
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["fix", "related"]);
    // SARIF counts UTF-16 code units, and an emoji has two.
    let link = results.iter().find(|result| result["ruleId"] == "broken-link").expect("the link");
    let place = &link["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/%C3%84%20&%20b%20%5Bc%5D.md");
    let columns = ["startLine", "startColumn", "endLine", "endColumn"].map(|name| place["region"][name].as_u64());
    assert_eq!(columns, [Some(8), Some(9), Some(8), Some(16)]);
}

/// Checks a region of a text: lines and columns count from 1, and the end is not before the start.
fn region(region: &Json) {
    let [start, end] = ["start", "end"].map(|name| {
        let part = |part: &str| region[format!("{name}{part}")].as_u64();
        (part("Line"), part("Column"))
    });
    let whole = (Some(1), None);
    assert!(
        start == whole && end == (None, None) || start.0 >= Some(1) && start.1 >= Some(1) && end >= start,
        "{region}"
    );
}

#[test]
fn the_site_is_found_from_a_folder_inside_it() {
    let repository = repository();
    let handbook = repository.path().join("handbook");
    put(&handbook, &[("content/rooms/a.md", "# A\n"), ("content/rooms/deep/b.md", "# B\n")]);
    for from in ["handbook", "handbook/content", "handbook/content/rooms", "handbook/content/rooms/deep"] {
        let told = run(&repository.path().join(from), &["check"]);
        assert_eq!(told.code, 0, "{from}: {}", told.err);
    }
    let built = run(&handbook.join("content/rooms"), &["build"]);
    assert!(built.code == 0 && handbook.join("public/rooms/a/index.html").exists(), "{}", built.err);
    assert!(!handbook.join("content/rooms/public").exists());
    // The output folder lies inside of the site too.
    assert_eq!(run(&handbook.join("public"), &["check"]).code, 0);

    // In a folder above the site or beside it, no site is found.
    put(repository.path(), &[("other/x.md", "")]);
    for from in ["", "other"] {
        let told = run(&repository.path().join(from), &["check"]);
        assert!(told.code == 2 && told.err.contains("--site"), "{}", told.err);
    }
    // A section of the site may be called `content` too.
    put(repository.path(), &[("handbook/content/rooms/content/c.md", "# C\n")]);
    assert_eq!(run(&handbook.join("content/rooms"), &["check", "a.md"]).code, 0);
    assert_eq!(run(&handbook.join("content/rooms/content"), &["check", "../a.md"]).code, 0);
    // `--site` wins. A folder with its own pages is a site, also from a folder inside of it.
    put(repository.path(), &[("handbook/inner/content/index.md", "# Inner\n\n[x](x.md)\n")]);
    assert_eq!(run(&handbook.join("inner"), &["check"]).code, 1);
    assert_eq!(run(&handbook.join("inner/content"), &["check"]).code, 1);
    assert_eq!(run(&handbook.join("inner"), &["check", "--site", ".."]).code, 0);
    assert_eq!(run(&handbook.join("content"), &["check", "--site", "."]).code, 2);
}

#[test]
fn check_reports_only_the_files_that_are_named() {
    let site = site(&[
        FAULT,
        ("content/rooms/d.md", "# B\n\n### Deep\n"),
        ("content/roomsmith.md", "# T\n\n[b](b.md)\n"),
        (
            "kinds/club.yaml",
            "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n",
        ),
    ]);
    let told = |from: &str, paths: &[&str]| {
        let run = run(&site.path().join(from), &[&["check", "--format", "short"], paths].concat());
        let files = run.out.lines().filter_map(|line| line.split(':').next()).collect::<Vec<_>>().join(" ");
        (run.code, files)
    };
    let is = |code: i32, files: &str| (code, files.to_owned());
    assert_eq!(told("", &[]), is(1, "content/rooms/a.md content/rooms/d.md content/roomsmith.md"));
    assert_eq!(told("", &["content/rooms"]), is(1, "content/rooms/a.md content/rooms/d.md"));
    assert_eq!(told("", &["content/rooms/"]), is(1, "content/rooms/a.md content/rooms/d.md"));
    assert_eq!(told("", &["./content/rooms/d.md"]), is(0, "content/rooms/d.md"));
    assert_eq!(
        told("", &["content/rooms/../rooms/d.md", "content/roomsmith.md"]),
        is(1, "content/rooms/d.md content/roomsmith.md")
    );
    assert_eq!(told("", &["content/index.md"]), is(0, ""));
    assert_eq!(told("", &["."]), told("", &[]));
    assert_eq!(told("content/rooms", &["d.md"]), is(0, "d.md"));
    assert_eq!(told("content/rooms", &["../roomsmith.md"]), is(1, "../roomsmith.md"));
    assert_eq!(told("content/rooms", &["."]), is(1, "a.md d.md"));
    assert_eq!(told("", &["kinds", "homeroom.yaml"]), is(0, ""));
    let absolute = site.path().join("content/rooms/d.md");
    assert_eq!(told("", &[absolute.to_str().expect("UTF-8")]), is(0, "content/rooms/d.md"));
    assert_eq!(told("", &["content/rooms/d.md", "--deny", "warnings"]).0, 1);
    let told = run(site.path(), &["check", "content/rooms/d.md"]);
    assert!(told.err.contains("1 warning in the chosen files; 3 in the whole site of 7 pages"), "{}", told.err);
}

#[test]
fn a_path_outside_of_the_site_is_refused_with_a_guess() {
    let repository = repository();
    put(repository.path(), &[("README.md", "# R\n"), ("handbook/README.md", "# R\n")]);
    for (from, arguments, words) in [
        (
            "handbook",
            &["content/rooms/aa.md"][..],
            "there is no file `content/rooms/aa.md`\nhelp: did you mean `content/rooms/a.md`?",
        ),
        ("handbook", &["rooms/a.md"], "did you mean `content/rooms/a.md`?"),
        ("handbook", &["rooms"], "did you mean `content/rooms`?"),
        ("handbook", &["content/room"], "did you mean `content/rooms`?"),
        ("handbook", &["content/rooms/a"], "did you mean `content/rooms/a.md`?"),
        ("handbook", &["a.md"], "did you mean `content/rooms/a.md`?"),
        ("handbook/content", &["content/rooms/a.md"], "did you mean `rooms/a.md`?"),
        ("", &["--site", "handbook", "content/rooms/a.md"], "did you mean `handbook/content/rooms/a.md`?"),
        ("handbook", &["README.md"], "`README.md` is not a file that the site reads"),
        ("handbook", &["../README.md"], "`../README.md` is not part of the site at `.`"),
        ("handbook", &["/etc/passwd"], "is not part of the site"),
        ("handbook", &["zzz/nothing-like-it"], "there is no file `zzz/nothing-like-it`\nhelp: write the path"),
        ("handbook", &["content/rooms/a.md", "\u{1b}[2J"], "there is no file `\u{fffd}[2J`"),
    ] {
        let told = run(&repository.path().join(from), &[&["check"], arguments].concat());
        assert!(told.code == 2 && told.out.is_empty(), "{arguments:?}: {}", told.out);
        assert!(told.err.contains(words), "{arguments:?}: {}", told.err);
    }
}

/// A finding in the chosen file is reported even if its cause is a finding in another file.
#[test]
fn a_finding_that_follows_from_another_file_is_reported_for_its_own_file() {
    let kind = "label: { one: Club, many: Clubs }\nfolder: clubs\nfields: { day: { type: text, required: true } }\n";
    let site = site(&[("kinds/club.yaml", kind), ("content/clubs/c.md", "---\ntitle: C\ndya: x\n---\n")]);
    let told = run(site.path(), &["check", "content/clubs/c.md", "--format", "short"]);
    assert!(told.code == 1 && told.out.contains("unknown-key") && !told.out.contains("missing-key"), "{}", told.out);
}
