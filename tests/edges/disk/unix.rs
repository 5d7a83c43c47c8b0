//! Tests that need symbolic links and permissions, which only Unix systems have.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::*;

fn link(site: &Path, name: &str, target: &str) {
    symlink(target, site.join(name)).expect("a link");
}

/// Whether permissions stop this process. They do not stop root: then the test named `test` is run again as the user
/// `nobody`, and has to pass.
fn is_stopped_by_permissions(test: &str) -> bool {
    let probe = folder(&[("probe", b"")]);
    let file = probe.path().join("probe");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::File::open(&file).is_err() {
        return true;
    }
    fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
    let program = probe.path().join("tests");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("a copy");
    let run = Command::new(program).args([test, "--exact"]).current_dir("/").uid(65534).gid(65534).output();
    let run = run.expect("a run as nobody");
    let report = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success() && report.contains("1 passed"), "{report}");
    false
}

#[test]
fn links_are_followed_inside_the_site_only() {
    let other = folder(&[("secret.md", b"")]);
    let site = folder(&[("content/a/one.md", b""), ("content/b/two.md", b""), ("assets/x.png", b"")]);
    let (root, secret) = (site.path(), other.path().join("secret.md"));
    link(root, "content/file.md", "a/one.md");
    link(root, "content/again.md", "file.md");
    link(root, "content/x.png", "../assets/x.png");
    link(root, "content/folder", "b");
    link(root, "content/out.md", secret.to_str().expect("Unicode"));
    link(root, "content/outfolder", other.path().to_str().expect("Unicode"));
    link(root, "content/gone.md", "nowhere.md");
    link(root, "content/through.md", "a/one.md/x");
    link(root, "static", "../");
    let told = told(&snapshot(root, None));
    let expected = [
        "assets/x.png: blob".to_owned(),
        "content/a/one.md: text".to_owned(),
        "content/again.md: text".to_owned(),
        "content/b/two.md: text".to_owned(),
        "content/file.md: text".to_owned(),
        "content/folder/two.md: text".to_owned(),
        "content/gone.md: LinkDangling".to_owned(),
        format!("content/out.md: LinkOutside {{ target: {:?} }}", secret.to_str().expect("Unicode")),
        format!("content/outfolder: LinkOutside {{ target: {:?} }}", other.path().to_str().expect("Unicode")),
        "content/through.md: LinkDangling".to_owned(),
        "content/x.png: blob".to_owned(),
        r#"static: LinkOutside { target: "../" }"#.to_owned(),
    ];
    assert_eq!(told, expected);
}

#[test]
fn links_in_a_circle_are_not_followed_forever() {
    let site = folder(&[("content/a/one.md", b""), ("content/b/two.md", b"")]);
    let root = site.path();
    link(root, "content/a/up", "..");
    link(root, "content/a/here", ".");
    link(root, "content/a/root", "../..");
    link(root, "content/self", "self");
    link(root, "content/a/to-b", "../b");
    link(root, "content/b/to-a", "../a");
    link(root, "kinds", ".");
    let told = told(&snapshot(root, None));
    let loops = ["content/a/up", "content/a/here", "content/a/root", "content/self", "kinds"];
    for path in loops.into_iter().chain(["content/a/to-b/to-a", "content/b/to-a/to-b"]) {
        assert!(told.contains(&format!("{path}: LinkLoop")), "{path} in {told:#?}");
    }
    assert!(told.contains(&"content/b/to-a/one.md: text".to_owned()), "two paths to one file are fine");
}

#[test]
fn links_that_multiply_are_followed_only_up_to_a_limit() {
    let site = folder(&[]);
    for level in 0..35 {
        let folder = site.path().join(format!("content/{level:02}"));
        fs::create_dir_all(&folder).expect("folders");
        for name in ["a", "b"] {
            symlink(format!("../{:02}", level + 1), folder.join(name)).expect("a link");
        }
    }
    put(site.path(), &[("content/35/end.md", b"")]);
    let told = told(&snapshot(site.path(), None));
    assert!(told.iter().any(|line| line.contains("reached through links")), "{} files", told.len());
    assert!(told.contains(&"content/35/end.md: text".to_owned()));
}

#[test]
fn a_link_to_the_output_folder_is_not_followed() {
    let site = folder(&[("static/a.txt", b""), ("site/b.txt", b"")]);
    link(site.path(), "static/folder", "../site");
    link(site.path(), "static/b.txt", "../site/b.txt");
    let told = told(&snapshot(site.path(), Some(&site.path().join("site"))));
    let expected = [
        "static/a.txt: blob",
        r#"static/b.txt: LinkUnread { target: "site/b.txt" }"#,
        r#"static/folder: LinkUnread { target: "site" }"#,
    ];
    assert_eq!(told, expected);
}

#[test]
fn links_to_hidden_files_and_files_that_the_site_does_not_read_are_refused() {
    let site = folder(&[
        (".git/config", b"token"),
        (".env", b"password"),
        ("private/wages.txt", b""),
        ("node_modules/a.js", b""),
        ("content/.obsidian/data.json", b""),
        ("content/one.txt", b""),
        ("static/.well-known/a.txt", b""),
        ("static/.git/config", b""),
        ("static/out/page.html", b""),
    ]);
    let root = site.path();
    for (name, target) in [
        ("content/config.txt", "../.git/config"),
        ("content/env.txt", "../.env"),
        ("content/git", "../.git"),
        ("content/wages.txt", "../private/wages.txt"),
        ("content/modules", "../node_modules"),
        ("content/data.json", ".obsidian/data.json"),
        ("content/out.html", "../static/out/page.html"),
        ("content/own.txt", "../static/.well-known/a.txt"),
        ("static/inner.txt", ".git/config"),
        ("static/twice.txt", "../content/config.txt"),
        ("static/content", "../content"),
        ("themes", "private"),
    ] {
        link(root, name, target);
    }
    let told = told(&snapshot(root, Some(&root.join("static/out"))));
    let unread = |path: &str, target: &str| format!("{path}: LinkUnread {{ target: {target:?} }}");
    let expected = [
        unread("content/config.txt", ".git/config"),
        unread("content/data.json", "content/.obsidian/data.json"),
        unread("content/env.txt", ".env"),
        unread("content/git", ".git"),
        unread("content/modules", "node_modules"),
        "content/one.txt: blob".to_owned(),
        unread("content/out.html", "static/out/page.html"),
        "content/own.txt: blob".to_owned(),
        unread("content/wages.txt", "private/wages.txt"),
        "static/.well-known/a.txt: blob".to_owned(),
        unread("static/content/config.txt", ".git/config"),
        unread("static/content/data.json", "content/.obsidian/data.json"),
        unread("static/content/env.txt", ".env"),
        unread("static/content/git", ".git"),
        unread("static/content/modules", "node_modules"),
        "static/content/one.txt: blob".to_owned(),
        unread("static/content/out.html", "static/out/page.html"),
        "static/content/own.txt: blob".to_owned(),
        unread("static/content/wages.txt", "private/wages.txt"),
        unread("static/inner.txt", "static/.git/config"),
        unread("static/twice.txt", ".git/config"),
        unread("themes", "private"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_link_never_publishes_the_text_of_a_page_or_a_template() {
    let site = folder(&[
        ("content/draft.md", b"---\ndraft: true\n---\n"),
        ("templates/page.html", b""),
        ("homeroom.yaml", b""),
    ]);
    let root = site.path();
    put(root, &[("static/a.txt", b"")]);
    link(root, "content/copy.md", "draft.md");
    link(root, "content/copy.txt", "draft.md");
    link(root, "static/pages", "../content");
    link(root, "static/page.txt", "../templates/page.html");
    link(root, "content/settings.txt", "../homeroom.yaml");
    let told = told(&snapshot(root, None));
    let unpublished = |path: &str, target: &str| format!("{path}: LinkUnpublished {{ target: {target:?} }}");
    let expected = [
        "content/copy.md: text".to_owned(),
        unpublished("content/copy.txt", "content/draft.md"),
        "content/draft.md: text".to_owned(),
        unpublished("content/settings.txt", "homeroom.yaml"),
        "homeroom.yaml: text".to_owned(),
        "static/a.txt: blob".to_owned(),
        unpublished("static/page.txt", "templates/page.html"),
        unpublished("static/pages/copy.md", "content/draft.md"),
        unpublished("static/pages/copy.txt", "content/draft.md"),
        unpublished("static/pages/draft.md", "content/draft.md"),
        unpublished("static/pages/settings.txt", "homeroom.yaml"),
        "templates/page.html: text".to_owned(),
    ];
    assert_eq!(told, expected);
}

#[test]
fn names_that_are_not_unicode_and_special_files_are_reported() {
    let site = folder(&[("content/back\\slash.md", b""), ("content/bell\u{7}.md", b"")]);
    let content = site.path().join("content");
    fs::write(content.join(OsStr::from_bytes(b"caf\xe9.md")), "").expect("a file");
    fs::create_dir(content.join(OsStr::from_bytes(b"d\xff"))).expect("a folder");
    fs::write(content.join(OsStr::from_bytes(b"d\xff/in.md")), "").expect("a file");
    let made = Command::new("mkfifo").arg(content.join("pipe.md")).status().expect("mkfifo");
    assert!(made.success());
    let socket = std::os::unix::net::UnixListener::bind(content.join("socket.png")).expect("a socket");
    link(site.path(), "content/link.md", "pipe.md");
    let expected = [
        "content/back\\slash.md: text",
        "content/bell\u{7}.md: text",
        "content/caf\u{fffd}.md: NameNotUnicode",
        "content/d\u{fffd}: NameNotUnicode",
        "content/link.md: NotAFile",
        "content/pipe.md: NotAFile",
        "content/socket.png: NotAFile",
    ];
    assert_eq!(told(&snapshot(site.path(), None)), expected);
    drop(socket);
}

#[test]
fn files_that_the_system_refuses_to_read_are_reported() {
    if !is_stopped_by_permissions("disk::unix::files_that_the_system_refuses_to_read_are_reported") {
        return;
    }
    let site = folder(&[("content/a.md", b""), ("content/b.png", b""), ("content/c/d.md", b""), ("words/e.yaml", b"")]);
    for path in ["content/a.md", "content/b.png", "content/c", "words"] {
        fs::set_permissions(site.path().join(path), fs::Permissions::from_mode(0o000)).expect("permissions");
    }
    let told = told(&snapshot(site.path(), None));
    let refused = |path: &str| format!("{path}: Refused(\"Permission denied (os error 13)\")");
    assert_eq!(told, ["content/a.md", "content/b.png", "content/c", "words"].map(refused));
    for path in ["content/c", "words"] {
        fs::set_permissions(site.path().join(path), fs::Permissions::from_mode(0o755)).expect("permissions");
    }
}

#[test]
fn a_parent_that_cannot_be_written_is_named() {
    if !is_stopped_by_permissions("disk::unix::a_parent_that_cannot_be_written_is_named") {
        return;
    }
    let place = Place::new();
    let parent = place.home.path().join("locked");
    fs::create_dir(&parent).expect("a folder");
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o555)).expect("permissions");
    let error = write(&parent.join("out"), &place.site, &output(&[("", "home")])).expect_err("refused");
    assert!(error.message.contains(&parent.display().to_string()), "{error}");
    assert!(error.message.contains("denied"), "{error}");
    assert!(error.help.is_some(), "{error}");
}

#[test]
fn files_have_the_permissions_of_new_files() {
    let place = Place::new();
    put(&place.site, &[("static/run", b"x")]);
    fs::set_permissions(place.site.join("static/run"), fs::Permissions::from_mode(0o700)).expect("permissions");
    let mut first = output(&[("", "home"), ("a/b.css", "css")]);
    first.insert(UrlPath::new("run"), copy_of(&place.site.join("static/run")));
    place.write(&first);
    place.write(&output(&[("", "changed"), ("a/b.css", "css")]));
    put(place.home.path(), &[("probe/probe", b"")]);
    let mode = |path: PathBuf| fs::metadata(path).expect("a file").mode() & 0o777;
    let (file, folder) = (mode(place.home.path().join("probe/probe")), mode(place.home.path().join("probe")));
    for path in ["index.html", "a/b.css", MANIFEST] {
        assert_eq!(mode(place.out.join(path)), file, "{path}");
    }
    assert_eq!((mode(place.out.clone()), mode(place.out.join("a"))), (folder, folder));
}

#[test]
fn an_equal_file_keeps_its_time_and_its_inode() {
    let place = Place::new();
    let stamp = |path: &str| {
        let metadata = fs::metadata(place.out.join(path)).expect("a file");
        (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
    };
    place.write(&output(&[("", "home"), ("a.css", "css"), ("b/", "b")]));
    let before = ["a.css", "b/index.html", "index.html", MANIFEST].map(stamp);
    let again = place.write(&output(&[("", "home"), ("a.css", "css"), ("b/", "b")]));
    assert_eq!(again, Written { files: 3, changed: 0, removed: 0, bytes: 8, ..Written::default() });
    assert_eq!(["a.css", "b/index.html", "index.html", MANIFEST].map(stamp), before, "nothing is touched");
    place.write(&output(&[("", "HOME"), ("a.css", "css"), ("b/", "b")]));
    assert_eq!(["a.css", "b/index.html"].map(stamp), before[..2]);
    assert_ne!(stamp("index.html").0, before[2].0, "replaced, not written into");
}

#[test]
fn a_link_in_the_output_folder_never_leads_a_build_out_of_it() {
    let place = Place::new();
    let other = folder(&[("page.html", b"mine"), ("b.html", b"mine")]);
    place.write(&output(&[("", "home"), ("a/page.html", "ours"), ("b.html", "ours")]));
    fs::remove_dir_all(place.out.join("a")).expect("removed");
    symlink(other.path(), place.out.join("a")).expect("a link");
    let error = place.refused(&output(&[("", "new"), ("a/page.html", "new")]));
    assert!(error.message.contains("a` is in the way"), "{error}");
    assert_eq!(fs::read(place.out.join("index.html")).expect("a file"), b"home", "nothing is touched");
    // The next build does not want the file any more. The file behind the link is not the one that was written.
    fs::remove_file(place.out.join("b.html")).expect("removed");
    symlink(other.path().join("b.html"), place.out.join("b.html")).expect("a link");
    place.write(&output(&[("", "new"), ("b.html", "new")]));
    assert_eq!(tree(other.path()), texts(&[("b.html", "mine"), ("page.html", "mine")]));
    assert!(fs::symlink_metadata(place.out.join("b.html")).expect("a file").is_file());
}

#[test]
fn an_output_folder_that_is_refused_is_refused_through_a_link_too() {
    let place = Place::new();
    put(&place.site, &[("content/index.md", b"")]);
    let way = place.home.path().join("way");
    symlink(place.site.join("content"), &way).expect("a link");
    let error = write(&way.join("out"), &place.site, &output(&[])).expect_err("refused");
    assert!(error.message.contains("`content`"), "{error}");
    symlink("nowhere", place.home.path().join("dangling")).expect("a link");
    let error = write(&place.home.path().join("dangling"), &place.site, &output(&[])).expect_err("refused");
    assert!(error.message.contains("dangling"), "{error}");
}
