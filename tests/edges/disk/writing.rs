//! What a build does to its output folder.

use super::*;

#[test]
fn the_first_build_fills_a_missing_and_an_empty_folder() {
    let place = Place::new();
    put(&place.site, &[("static/a.bin", b"blob")]);
    let mut first = output(&[("", "home"), ("tools/nearpod/", "page")]);
    first.insert(UrlPath::new("a.bin"), copy_of(&place.site.join("static/a.bin")));
    let expected = texts(&[("a.bin", "blob"), ("index.html", "home"), ("tools/nearpod/index.html", "page")]);
    let deep = place.home.path().join("not/yet/out");
    fs::create_dir(&place.out).expect("an empty folder");
    for out in [&place.out, &deep] {
        let written = write(out, &place.site, &first).expect("written");
        assert_eq!(written, Written { files: 3, changed: 3, removed: 0, bytes: 12, ..Written::default() });
        assert_eq!(tree(out), expected);
    }
    assert_eq!(fs::read_dir(place.home.path()).expect("a folder").count(), 3, "no staging folder stays");
}

#[test]
fn a_later_build_removes_what_is_obsolete_and_keeps_what_is_not_ours() {
    let place = Place::new();
    place.write(&output(&[("", "home"), ("a/b/c.css", "1"), ("a/d.css", "2"), ("e/", "3")]));
    put(&place.out, &[("a/b/notes.txt", b"mine"), ("CNAME", b"mine")]);
    let written = place.write(&output(&[("", "home"), ("f/", "4")]));
    assert_eq!(written, Written { files: 2, changed: 1, removed: 3, bytes: 5, ..Written::default() });
    let expected = [("CNAME", "mine"), ("a/b/notes.txt", "mine"), ("f/index.html", "4"), ("index.html", "home")];
    assert_eq!(tree(&place.out), texts(&expected));
}

#[test]
fn a_changed_or_missing_file_is_written_again() {
    let place = Place::new();
    let site = output(&[("", "home"), ("a.css", "css"), ("b.css", "css")]);
    place.write(&site);
    put(&place.out, &[("a.css", b"longer")]);
    fs::remove_file(place.out.join("b.css")).expect("removed");
    assert_eq!(place.write(&site).changed, 2);
    assert_eq!(tree(&place.out), texts(&[("a.css", "css"), ("b.css", "css"), ("index.html", "home")]));
}

#[test]
fn a_file_can_become_a_folder_and_a_folder_a_file() {
    let place = Place::new();
    let outputs: [&[(&str, &str)]; 4] = [
        &[("a", "file"), ("b/c/d", "deep"), ("b/e", "deep"), ("Logo.png", "1")],
        &[("a/x", "deep"), ("b", "file"), ("logo.png", "2")],
        &[("a/x/y", "deeper"), ("b/c", "file"), ("Logo.png", "3")],
        &[("a", "file"), ("b/c/d", "deep"), ("b/e", "deep")],
    ];
    for files in outputs {
        place.write(&output(files));
        assert_eq!(tree(&place.out), texts(files));
    }
    put(&place.out, &[("b/c/mine.txt", b"mine")]);
    let error = place.refused(&output(&[("a", "new"), ("b/c", "file")]));
    assert!(error.message.contains("mine.txt` is in the way"), "{error}");
    assert_eq!(fs::read(place.out.join("a")).expect("a file"), b"file", "nothing is touched");
    assert!(place.out.join("b/c/d").exists(), "nothing is touched");
}

#[test]
fn a_file_of_other_people_is_never_overwritten() {
    let place = Place::new();
    place.write(&output(&[("", "home")]));
    put(&place.out, &[("robots.txt", b"mine"), ("same.txt", b"same"), ("up", b"mine")]);
    for wanted in ["robots.txt", "up/page.html"] {
        let error = place.refused(&output(&[("", "changed"), (wanted, "theirs")]));
        assert!(error.message.contains("is in the way") && error.help.is_some(), "{error}");
        assert_eq!(fs::read(place.out.join("index.html")).expect("a file"), b"home", "nothing is touched");
    }
    assert_eq!(place.write(&output(&[("", "home"), ("same.txt", "same")])).changed, 0);
}

#[test]
fn refuses_output_folders_that_hold_other_things() {
    let place = Place::new();
    put(&place.site, &[("content/a.md", b""), ("static/a", b"")]);
    put(place.home.path(), &[("full/notes.txt", b"mine"), ("file", b"mine")]);
    let (site, home) = (place.site.clone(), place.home.path().to_owned());
    let refused = [
        (site.clone(), "the site itself"),
        (site.join("content/.."), "the site itself"),
        (home.clone(), "the site itself"),
        (PathBuf::from("/"), "the site itself"),
        (site.join("content"), "`content`"),
        (site.join("static/out"), "`static`"),
        (site.join("new/../src/out"), "`src`"),
        (site.join("kinds/out"), "`kinds`"),
        (home.join("file"), "not a folder"),
        (home.join("file/out"), "file/out"),
        (home.join("full"), "did not write"),
    ];
    let before = tree(&home);
    for (out, why) in refused {
        let error = write(&out, &site, &output(&[("", "home")])).expect_err("refused");
        assert!(error.to_string().contains(why), "{}: {error}", out.display());
    }
    assert!(write(Path::new(""), &site, &output(&[])).is_err());
    assert!(write(&home.join("out"), &home.join("nowhere"), &output(&[])).is_err());
    assert_eq!(tree(&home), before);
    write(&site.join("public"), &site, &output(&[("", "home")])).expect("inside the site is fine");
}

#[test]
fn refuses_addresses_that_cannot_be_files() {
    let place = Place::new();
    let refused: [&[(&str, &str)]; 7] = [
        &[("../escape", "")],
        &[("a//b", "")],
        &[("nul\0", "")],
        &[(MANIFEST, "")],
        &[("a/", ""), ("a/index.html", "")],
        &[("a", ""), ("a/b", "")],
        &[(&"x".repeat(300), "")],
    ];
    for files in refused {
        place.refused(&output(files));
        assert!(!place.out.exists());
    }
}

/// An artifact that ends a build with an error: on Linux this file can be opened but not read.
#[cfg(target_os = "linux")]
fn broken() -> Artifact {
    let root = PathBuf::from(format!("/proc/{}", std::process::id()));
    Artifact::Copy { origin: Origin { root: root.into(), way: "mem".into() }, fingerprint: Fingerprint(0) }
}

#[test]
fn assets_come_before_pages_and_pages_before_removals() {
    let place = Place::new();
    let state = || tree(&place.out).into_iter().map(|(file, text)| format!("{file} {text}")).collect::<Vec<_>>();
    let next = output(&[("", "2"), ("z.css", "2")]);
    place.write(&output(&[("", "1"), ("z.css", "1"), ("old/", "1")]));
    place.torn(&next, "z.css").expect_err("refused");
    assert_eq!(state(), ["index.html 1", "old/index.html 1", "z.css 1"]);
    let error = place.torn(&next, "index.html").expect_err("refused");
    assert!(error.message.contains("out/index.html"), "{error}");
    assert_eq!(state(), ["index.html 1", "old/index.html 1", "z.css 2"]);
    let manifest = fs::read_to_string(place.out.join(MANIFEST)).expect("a manifest");
    assert!(manifest.contains(r#""index.html":null"#) && manifest.contains(r#""z.css":null"#), "{manifest}");
    place.write(&next);
    assert_eq!(state(), ["index.html 2", "z.css 2"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_later_build_that_cannot_read_a_file_leaves_all_as_it_was() {
    let place = Place::new();
    place.write(&output(&[("", "1"), ("z.css", "1"), ("old/", "1")]));
    let before = everything(place.home.path());
    for lost in ["", "z.css"] {
        let mut next = output(&[("", "2"), ("z.css", "2"), ("new/", "2")]);
        next.insert(UrlPath::new(lost), broken());
        let error = place.refused(&next);
        let path = format!("/proc/{}/mem", std::process::id());
        assert!(error.message.contains(&path) && error.message.contains("out/"), "{error}");
        assert_eq!(everything(place.home.path()), before);
    }
}

#[test]
fn a_site_that_is_not_finished_leaves_nothing() {
    let place = Place::new();
    let site = output(&[("", "home"), ("tools/nearpod/", "page"), ("a.css", "css")]);
    let give_up = |out: &Path, site: &Output| {
        let writing = Writing::begin(Care::default(), out, &place.site, site.keys()).expect("begun");
        let put: Vec<_> = site.iter().map(|(url, artifact)| writing.put(url, artifact).expect("put")).collect();
        drop((put, writing));
    };
    let before = everything(place.home.path());
    give_up(&place.out, &site);
    give_up(&place.home.path().join("not/yet/out"), &site);
    assert_eq!(everything(place.home.path()), before);
    place.write(&site);
    let before = everything(place.home.path());
    give_up(&place.out, &output(&[("", "new"), ("new/page/", "new")]));
    assert_eq!(everything(place.home.path()), before);
}

#[test]
fn a_page_that_could_not_be_made_has_no_file() {
    let place = Place::new();
    let site = output(&[("", "home"), ("a/b/", "page"), ("c/", "page")]);
    for _ in ["a first build", "a later one"] {
        let writing = Writing::begin(Care::default(), &place.out, &place.site, site.keys()).expect("begun");
        let made = site.iter().filter(|(url, _)| url.as_str() != "a/b/");
        let put = made.map(|(url, artifact)| (url.clone(), writing.put(url, artifact).expect("put"))).collect();
        assert_eq!(writing.finish(put).expect("written").files, 2);
        assert_eq!(tree(&place.out), texts(&[("c/index.html", "page"), ("index.html", "home")]));
        place.write(&site);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_first_build_that_fails_leaves_nothing() {
    let place = Place::new();
    let error = place.refused(&[(UrlPath::new("a/"), broken())].into());
    assert!(error.message.contains("out/a/index.html"), "{error}");
    assert_eq!(fs::read_dir(place.home.path()).expect("a folder").count(), 1);
}

#[test]
fn a_manifest_that_cannot_be_used_is_an_error_with_advice() {
    let place = Place::new();
    place.write(&output(&[("", "home")]));
    put(place.home.path(), &[("victim", b"mine")]);
    for text in ["{", r#"{"version":1,"files":{"../victim":null}}"#] {
        put(&place.out, &[(MANIFEST, text.as_bytes())]);
        let error = place.refused(&output(&[]));
        assert!(error.message.contains(MANIFEST), "{error}");
        assert!(error.help.is_some_and(|help| help.contains("delete the folder")));
    }
    assert!(place.home.path().join("victim").exists());
}

#[test]
fn a_source_file_that_vanished_is_named_before_anything_changes() {
    let place = Place::new();
    put(&place.site, &[("static/a.bin", b"blob")]);
    let origin = place.site.join("static/a.bin");
    let mut next = output(&[("", "new")]);
    next.insert(UrlPath::new("a.bin"), copy_of(&origin));
    fs::remove_file(&origin).expect("removed");
    for former in [None, Some("home")] {
        if let Some(text) = former {
            place.write(&output(&[("", text)]));
        }
        let error = place.refused(&next);
        assert!(error.message.contains(&origin.display().to_string()), "{error}");
        assert_eq!(former.is_some(), place.out.exists());
        assert_eq!(fs::read_dir(place.home.path()).expect("a folder").count(), 1 + usize::from(former.is_some()));
    }
    assert_eq!(tree(&place.out), texts(&[("index.html", "home")]));
}

#[test]
fn a_build_repairs_what_a_killed_build_left() {
    let place = Place::new();
    place.write(&output(&[("", "home"), ("old/", "old"), ("a.css", "1")]));
    // What a build leaves that is killed while it writes {"", a.css: 2, new/, swapped/x}: the manifest names all files,
    // a.css is replaced, the file for new/ is half written, and the folder swapped/ is made.
    let path = place.out.join(MANIFEST);
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).expect("a manifest")).expect("JSON");
    for file in ["a.css", "new/index.html", "swapped/x"] {
        manifest["files"][file] = serde_json::Value::Null;
    }
    let half = |file: &str| format!(".homeroom-{}.tmp", Fingerprint::of(file.as_bytes()).short(16));
    let waiting = format!("new/{}", half("new/index.html"));
    put(&place.out, &[(MANIFEST, manifest.to_string().as_bytes()), ("a.css", b"2"), (&waiting, b"ha")]);
    put(&place.out, &[(&half(MANIFEST), b"{")]);
    fs::create_dir(place.out.join("swapped")).expect("a folder");
    let killed = place.home.path().join("killed");
    for wanted in [
        &[("", "home"), ("a.css", "1"), ("old/", "old")][..],
        &[("", "home"), ("a.css", "2"), ("new/", "new"), ("swapped/x", "x")],
        &[("", "home"), ("a.css", "1"), ("new", "file"), ("swapped", "file")],
        &[],
    ] {
        fs::rename(&place.out, &killed).expect("moved");
        fs_copy(&killed, &place.out);
        place.write(&output(wanted));
        let expected: BTreeMap<String, String> =
            wanted.iter().map(|(url, text)| (UrlPath::new(url).file(), (*text).to_owned())).collect();
        assert_eq!(tree(&place.out), expected);
        fs::remove_dir_all(&place.out).expect("removed");
        fs::rename(&killed, &place.out).expect("moved");
    }
}

fn fs_copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir(target).expect("a folder");
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Outputs with few different names, so that files and folders of the same name are likely.
fn any_output() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map("[abA](/[abA]){0,2}(\\.html)?", "[xy]{0,2}", 0..7).prop_map(|mut files| {
        let names: BTreeSet<String> = files.keys().cloned().collect();
        files.retain(|file, _| !file.match_indices('/').any(|(at, _)| names.contains(&file[..at])));
        // On systems that ignore case, two names that differ only in case are the same file.
        let mut folded = BTreeSet::new();
        files.retain(|file, _| folded.insert(file.to_lowercase()));
        let names: BTreeSet<String> = files.keys().map(|file| file.to_lowercase()).collect();
        files.retain(|file, _| {
            !file.to_lowercase().match_indices('/').any(|(at, _)| names.contains(&file.to_lowercase()[..at]))
        });
        files
    })
}

fn output_of(files: &BTreeMap<String, String>) -> Output {
    files.iter().map(|(file, text)| (UrlPath::new(file), Artifact::text(text.clone()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_folder_holds_exactly_the_last_output(outputs in prop::collection::vec(any_output(), 1..6)) {
        let place = Place::new();
        let mut former = BTreeMap::new();
        for files in outputs {
            let written = place.write(&output_of(&files));
            prop_assert_eq!(&tree(&place.out), &files);
            let gone = former.keys().filter(|file| !files.contains_key(*file)).count();
            let bytes = files.values().map(|text| text.len() as u64).sum();
            prop_assert_eq!((written.files, written.removed, written.bytes), (files.len(), gone, bytes));
            prop_assert_eq!(place.write(&output_of(&files)).changed, 0);
            former = files;
        }
    }

    #[test]
    fn any_interrupted_build_is_repaired_by_the_next(
        first in any_output(), second in any_output(), third in any_output(), at in any::<prop::sample::Index>(),
    ) {
        let place = Place::new();
        place.write(&output_of(&first));
        let torn = output_of(&second);
        if !torn.is_empty() {
            let lost = torn.keys().nth(at.index(torn.len())).expect("an address").file();
            // A file that is already there is not written again, so it cannot be lost.
            let _ = place.torn(&torn, &lost);
            let manifest = fs::read(place.out.join(MANIFEST)).expect("a manifest");
            let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
            for file in tree(&place.out).keys().filter(|file| !file.ends_with('/')) {
                prop_assert!(manifest["files"].get(file).is_some(), "{} is known", file);
            }
        }
        place.write(&output_of(&third));
        prop_assert_eq!(tree(&place.out), third);
    }
}
