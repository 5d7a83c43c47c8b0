//! The disk edge against real folders: what a snapshot holds, and what a build does to its output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use homeroom::artifact::{Artifact, Origin, Output, UrlPath};
use homeroom::disk::{Care, DiskError, Writing, Written, read, write};
use homeroom::fingerprint::Fingerprint;
use homeroom::source::{File, Options, Snapshot};
use proptest::prelude::*;
use tempfile::TempDir;

const MANIFEST: &str = ".homeroom-manifest.json";

fn put(folder: &Path, files: &[(&str, &[u8])]) {
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    put(folder.path(), files);
    folder
}

fn snapshot(site: &Path, out: Option<&Path>) -> Snapshot {
    read(site, out, jiff::civil::date(2026, 9, 1), Options::default()).expect("a site")
}

/// Each file of a snapshot with a word for what it is.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let word = |file: &File| match file {
        File::Text { text, print } => {
            assert_eq!(*print, Fingerprint::of(text.as_bytes()));
            "text".to_owned()
        }
        File::Blob { origin, print, picture: _ } => {
            assert_eq!(*print, Fingerprint::of(&fs::read(origin.path()).expect("the origin")));
            "blob".to_owned()
        }
        File::Unreadable(why) => format!("{why:?}"),
    };
    snapshot.files.iter().map(|(path, file)| format!("{path}: {}", word(file))).collect()
}

fn read_site(files: &[(&str, &[u8])]) -> Vec<String> {
    told(&snapshot(folder(files).path(), None))
}

#[test]
fn reads_the_folders_of_a_site_and_nothing_else() {
    let told = read_site(&[
        ("homeroom.yaml", b"title: x"),
        ("README.md", b"no"),
        ("src/main.md", b"no"),
        ("content/index.md", b"# Home"),
        ("content/a/b.MARKDOWN", b""),
        ("content/a/pic.png", b"\x89PNG"),
        ("content/a/page.html", b"<p>"),
        ("content/.hidden/a.md", b"no"),
        ("content/node_modules/a.md", b"no"),
        ("content/a.md~", b"no"),
        ("content/#a.md#", b"no"),
        ("content/a.md.swp", b"no"),
        ("content/Thumbs.db", b"no"),
        ("content/desktop.ini", b"no"),
        ("kinds/tool.yaml", b""),
        ("kinds/notes.txt", b"no"),
        ("kinds/deep/tool.yaml", b"no"),
        ("words/es.yaml", b""),
        ("static/style.css", b""),
        ("static/data.yml", b""),
        ("templates/page.html", b""),
        ("themes/blue/style.css", b""),
        ("themes/blue/font.woff2", b"\0"),
    ]);
    let expected = [
        "content/a/b.MARKDOWN: text",
        "content/a/page.html: blob",
        "content/a/pic.png: blob",
        "content/index.md: text",
        "homeroom.yaml: text",
        // Not what is in it, but that it is there: its place is told.
        "kinds/deep: Misnamed { meant: \"kinds/\" }",
        "kinds/tool.yaml: text",
        "static/data.yml: text",
        "static/style.css: blob",
        "templates/page.html: text",
        "themes/blue/font.woff2: blob",
        "themes/blue/style.css: text",
        "words/es.yaml: text",
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_empty_folder_is_a_site_and_a_missing_one_is_not() {
    assert!(read_site(&[]).is_empty());
    let site = folder(&[("file", b"")]);
    for name in ["missing", "file"] {
        let path = site.path().join(name);
        let error = read(&path, None, jiff::civil::date(2026, 9, 1), Options::default()).expect_err("no site");
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
}

#[test]
fn a_file_for_a_folder_and_a_folder_for_a_file_are_told() {
    let told = read_site(&[("content", b"x"), ("homeroom.yaml/a", b"x")]);
    assert_eq!(
        told,
        [
            r#"content: Refused("it is a file, and a folder is wanted here")"#,
            r#"homeroom.yaml: Refused("it is a folder, and a file is wanted here")"#
        ]
    );
}

#[test]
fn the_output_is_not_read() {
    let site = folder(&[("static/a.txt", b""), ("static/site/index.html", b""), ("static/b/site/c", b"")]);
    let out = site.path().join("static/b/../site");
    assert_eq!(told(&snapshot(site.path(), Some(&out))), ["static/a.txt: blob", "static/b/site/c: blob"]);
    assert_eq!(told(&snapshot(site.path(), Some(site.path()))).len(), 3, "the site itself is no output");
}

#[test]
fn texts_that_are_none_are_told() {
    let told = read_site(&[
        ("content/utf16.md", b"\xff\xfeh\0i\0"),
        ("content/latin.md", b"a\nb\xc3\xa9\xe9"),
        ("content/zero.md", b"a\0b"),
        ("content/large.md", &vec![b' '; 8 * 1024 * 1024 + 1]),
        ("content/limit.md", &vec![b' '; 8 * 1024 * 1024]),
        ("content/large.bin", &vec![b' '; 8 * 1024 * 1024 + 1]),
    ]);
    let expected = [
        "content/large.bin: blob",
        "content/large.md: TooLarge { bytes: 8388609, limit: 8388608 }",
        "content/latin.md: NotUtf8 { line: 2, column: 3, byte: 233 }",
        "content/limit.md: text",
        "content/utf16.md: Utf16",
        "content/zero.md: text",
    ];
    assert_eq!(told, expected);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;

    fn link(site: &Path, name: &str, target: &str) {
        symlink(target, site.join(name)).expect("a link");
    }

    /// Whether this process is one that permissions stop. Where it is not (root), the test named `test`
    /// is run again as nobody, and has to pass there.
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
    fn circles_of_links_end() {
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
    fn links_that_multiply_end() {
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
    fn a_link_to_the_output_is_not_followed() {
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
    fn links_lead_to_nothing_hidden_and_nothing_that_is_not_read() {
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
    fn links_publish_no_text_of_a_page_and_no_template() {
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
    fn strange_names_and_strange_files() {
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
    fn what_the_system_refuses_is_told() {
        if !is_stopped_by_permissions("unix::what_the_system_refuses_is_told") {
            return;
        }
        let site =
            folder(&[("content/a.md", b""), ("content/b.png", b""), ("content/c/d.md", b""), ("words/e.yaml", b"")]);
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
        if !is_stopped_by_permissions("unix::a_parent_that_cannot_be_written_is_named") {
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
    fn a_link_in_the_output_leads_no_build_out_of_it() {
        let place = Place::new();
        let other = folder(&[("page.html", b"mine"), ("b.html", b"mine")]);
        place.write(&output(&[("", "home"), ("a/page.html", "ours"), ("b.html", "ours")]));
        fs::remove_dir_all(place.out.join("a")).expect("removed");
        symlink(other.path(), place.out.join("a")).expect("a link");
        let error = place.refused(&output(&[("", "new"), ("a/page.html", "new")]));
        assert!(error.message.contains("a` is in the way"), "{error}");
        assert_eq!(fs::read(place.out.join("index.html")).expect("a file"), b"home", "nothing is touched");
        // Not wanted any more: the file behind the link is not the one that was written.
        fs::remove_file(place.out.join("b.html")).expect("removed");
        symlink(other.path().join("b.html"), place.out.join("b.html")).expect("a link");
        place.write(&output(&[("", "new"), ("b.html", "new")]));
        assert_eq!(tree(other.path()), texts(&[("b.html", "mine"), ("page.html", "mine")]));
        assert!(fs::symlink_metadata(place.out.join("b.html")).expect("a file").is_file());
    }

    #[test]
    fn links_do_not_hide_a_refused_place() {
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
}

/// A site, and a place for its output beside it.
struct Place {
    home: TempDir,
    site: PathBuf,
    out: PathBuf,
}

impl Place {
    fn new() -> Self {
        let home = folder(&[("site/homeroom.yaml", b"title: x")]);
        let (site, out) = (home.path().join("site"), home.path().join("out"));
        Self { home, site, out }
    }

    fn write(&self, output: &Output) -> Written {
        write(&self.out, &self.site, output).expect("written")
    }

    /// Writes a later build that loses a file when everything is made: a disk that fails halfway.
    fn torn(&self, output: &Output, lost: &str) -> Result<Written, DiskError> {
        let writing = Writing::begin(Care::default(), &self.out, &self.site, output.keys()).expect("begun");
        let put =
            output.iter().map(|(url, artifact)| (url.clone(), writing.put(url, artifact).expect("put"))).collect();
        let name = Fingerprint::of(lost.as_bytes()).to_string();
        let waiting = walkdir::WalkDir::new(&self.out).into_iter().map(|entry| entry.expect("an entry"));
        for entry in waiting.filter(|entry| *entry.file_name() == *name) {
            fs::remove_file(entry.path()).expect("removed");
        }
        writing.finish(put)
    }

    fn refused(&self, output: &Output) -> DiskError {
        write(&self.out, &self.site, output).expect_err("refused")
    }
}

fn output(files: &[(&str, &str)]) -> Output {
    files.iter().map(|(url, text)| (UrlPath::new(url), Artifact::text((*text).to_owned()))).collect()
}

fn copy_of(origin: &Path) -> Artifact {
    let print = Fingerprint::of(&fs::read(origin).expect("an origin"));
    let root = fs::canonicalize(origin.parent().expect("a folder")).expect("a folder");
    let way = origin.file_name().expect("a name").into();
    Artifact::Copy { origin: Origin { root: root.into(), way }, print }
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// All that lies in a folder, with bytes and times of files.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Option<(Vec<u8>, std::time::SystemTime)>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    let file = |path: &Path| {
        let changed = fs::metadata(path).expect("a file").modified().expect("a time");
        path.is_file().then(|| (fs::read(path).expect("a file"), changed))
    };
    entries.map(|entry| (entry.path().to_owned(), file(entry.path()))).collect()
}

/// All that lies in a folder except the manifest: files with their texts, and empty folders with a slash.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(folder).expect("below").to_str().expect("Unicode").replace('\\', "/");
        if entry.file_type().is_dir() {
            if fs::read_dir(entry.path()).expect("a folder").next().is_none() {
                tree.insert(path + "/", String::new());
            }
        } else if path != MANIFEST {
            tree.insert(path, fs::read_to_string(entry.path()).expect("a text"));
        }
    }
    tree
}

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
fn files_and_folders_change_places() {
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
fn refuses_places_that_hold_other_things() {
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
fn refuses_addresses_that_no_folder_can_hold() {
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

/// A file of Linux that can be opened and not be read ends a build at it.
#[cfg(target_os = "linux")]
fn broken() -> Artifact {
    let root = PathBuf::from(format!("/proc/{}", std::process::id()));
    Artifact::Copy { origin: Origin { root: root.into(), way: "mem".into() }, print: Fingerprint(0) }
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
fn a_page_that_was_not_made_is_not_there() {
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
fn a_manifest_that_cannot_be_used_is_an_error_that_helps() {
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
fn an_origin_that_vanished_is_named_before_anything_is_touched() {
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
fn a_build_mends_what_a_killed_one_left() {
    let place = Place::new();
    place.write(&output(&[("", "home"), ("old/", "old"), ("a.css", "1")]));
    // Killed on the way to {"", a.css: 2, new/, swapped/x}: the union is there, a.css is replaced,
    // a file for new/ waits half written, and swapped/ is made.
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

/// Outputs over few names, so that files and folders meet.
fn any_output() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map("[abA](/[abA]){0,2}(\\.html)?", "[xy]{0,2}", 0..7).prop_map(|mut files| {
        let names: BTreeSet<String> = files.keys().cloned().collect();
        files.retain(|file, _| !file.match_indices('/').any(|(at, _)| names.contains(&file[..at])));
        // Where case is ignored, two names that differ in it are one file.
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
    fn any_interrupted_build_is_mended(
        first in any_output(), second in any_output(), third in any_output(), at in any::<prop::sample::Index>(),
    ) {
        let place = Place::new();
        place.write(&output_of(&first));
        let torn = output_of(&second);
        if !torn.is_empty() {
            let lost = torn.keys().nth(at.index(torn.len())).expect("an address").file();
            // What stands there already is not written, and cannot be lost.
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
