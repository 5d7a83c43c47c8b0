//! Tests that need symbolic links and permissions, which only Unix systems have.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use super::*;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("a file").permissions().mode() & 0o7777
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
}

#[test]
fn changed_permissions_become_those_of_a_new_file_again() {
    let place = Place::new();
    let site = output(&[("", "home"), ("a.css", "css")]);
    place.write(&site);
    let new = place.home.path().join("new");
    fs::write(&new, "").expect("a file");
    let names = ["index.html", "a.css", MANIFEST];
    for changed in [0o000, 0o666, 0o777, 0o400, 0o4755, 0o640] {
        for name in names {
            set(&place.out.join(name), changed);
        }
        // Only root can read such a manifest. For other users the error says so, and nothing is changed.
        let Ok(_) = write(&place.out, &place.site, &site) else {
            set(&place.out.join(MANIFEST), 0o644);
            place.write(&site);
            continue;
        };
        for name in names {
            assert_eq!(mode(&place.out.join(name)), mode(&new), "{name} was {changed:o}");
        }
        assert_eq!(place.write(&site).changed, 0);
    }
}

#[test]
fn restored_permissions_follow_the_umask_of_that_build() {
    let place = Place::new();
    fs::create_dir(place.site.join("content")).expect("a folder");
    fs::write(place.site.join("content/index.md"), "# Home\n").expect("a page");
    let build = |umask: &str| {
        let script = format!("umask {umask}; exec \"$0\" build --as-of 2026-11-22 --site \"$1\" --out \"$2\"");
        let program = assert_cmd::cargo::cargo_bin("homeroom");
        let ended = Command::new("sh").args(["-c", &script]).args([&program, &place.site, &place.out]).output();
        let ended = ended.expect("a shell");
        assert!(ended.status.success(), "{ended:?}");
    };
    build("027");
    assert_eq!((mode(&place.out.join("index.html")), mode(&place.out)), (0o640, 0o750));
    set(&place.out.join("index.html"), 0o666);
    build("077");
    assert_eq!(mode(&place.out.join("index.html")), 0o600);
    assert_eq!(mode(&place.out.join("404.html")), 0o640, "nobody changed this one");
}

#[test]
fn one_folder_named_by_two_paths_is_one_folder() {
    let place = Place::new();
    place.write(&output(&[("", "home")]));
    let way = place.home.path().join("way");
    symlink(&place.out, &way).expect("a link");
    let lock = fs::File::create(place.out.join(LOCK)).expect("a file");
    lock.lock().expect("locked");
    let care = Care { patience: Duration::from_millis(100), ..Care::default() };
    for out in [way, place.site.join("../out"), place.out.join("../out/.")] {
        let error = write_with(care, &out, &place.site, &output(&[("", "new")])).expect_err("refused");
        assert!(error.message.contains("another build"), "{error}");
    }
}

#[test]
fn nothing_is_written_through_links_with_names_that_homeroom_keeps() {
    let place = Place::new();
    let victim = place.home.path().join("victim");
    fs::write(&victim, "mine").expect("a file");
    let site = output(&[("", "home"), ("a/b.css", "css")]);
    place.write(&site);
    let half = |file: &str| format!(".homeroom-{}.tmp", Fingerprint::of(file.as_bytes()).short(16));
    for name in [half("index.html"), format!("a/{}", half("a/b.css")), half(MANIFEST)] {
        symlink(&victim, place.out.join(name)).expect("a link");
    }
    place.write(&output(&[("", "new"), ("a/b.css", "new")]));
    assert_eq!(fs::read_to_string(&victim).expect("a file"), "mine");
    // A link to a manifest elsewhere does not count as a manifest.
    let other = Place::new();
    other.write(&site);
    fs::remove_file(place.out.join(MANIFEST)).expect("removed");
    symlink(other.out.join(MANIFEST), place.out.join(MANIFEST)).expect("a link");
    let error = place.hurried(&site).expect_err("refused");
    assert!(error.message.contains("it is not a file"), "{error}");
    assert_eq!(tree(&other.out), texts(&site));
}

#[test]
fn a_file_with_a_second_name_is_replaced_and_never_written_into() {
    let place = Place::new();
    place.write(&output(&[("", "home"), ("old.css", "css")]));
    let (page, style) = (place.home.path().join("page"), place.home.path().join("style"));
    fs::hard_link(place.out.join("index.html"), &page).expect("a second name");
    fs::hard_link(place.out.join("old.css"), &style).expect("a second name");
    place.write(&output(&[("", "changed")]));
    assert_eq!(fs::read_to_string(page).expect("a file"), "home");
    assert_eq!(fs::read_to_string(style).expect("a file"), "css");
}

#[test]
fn a_pipe_in_place_of_a_file_is_replaced_without_waiting_for_it() {
    let place = Place::new();
    let site = output(&[("", "home")]);
    place.write(&site);
    let path = place.out.join("index.html");
    fs::remove_file(&path).expect("removed");
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    assert_eq!(place.verify(&site).altered, ["index.html"]);
    assert_eq!(place.text("index.html"), "home");
}

/// A limit on the size of files has the effect of a full disk: writing fails in the middle of a file.
#[test]
fn a_full_disk_leaves_no_half_files_and_the_next_build_succeeds() {
    let place = Place::new();
    fs::create_dir_all(place.site.join("content")).expect("a folder");
    let page = |title: &str| fs::write(place.site.join("content/index.md"), format!("# {title}\n")).expect("a page");
    let build = |limit: &str| {
        // `ulimit` counts in units of half a KiB. Without the trap the system ends the process instead.
        let script =
            format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" build --as-of 2026-11-22 --site \"$1\" --out \"$2\"");
        let program = assert_cmd::cargo::cargo_bin("homeroom");
        let ended = Command::new("sh").args(["-c", &script]).args([&program, &place.site, &place.out]).output();
        let ended = ended.expect("a shell");
        (ended.status.code(), String::from_utf8(ended.stderr).expect("text"))
    };
    page("One");
    let (code, told) = build("4");
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("help: free some space"), "{told}");
    assert_eq!(fs::read_dir(place.home.path()).expect("a folder").count(), 1, "nothing stays of a first build");
    assert_eq!(build("unlimited").0, Some(0));
    let first = tree(&place.out);
    page("Two");
    // With this limit there is no room for the manifest, so the old site stays as it was.
    assert_eq!(build("4").0, Some(2));
    assert_eq!(tree(&place.out), first);
    // With this limit there is room for the manifest, but not for all files.
    let size = fs::metadata(place.out.join(MANIFEST)).expect("a file").len();
    let (code, told) = build(&(size / 512 + 4).to_string());
    let left: Vec<_> = walkdir::WalkDir::new(&place.out).into_iter().map(|entry| entry.expect("an entry")).collect();
    let half = left.iter().find(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
    assert!(half.is_none(), "{half:?} is left: {code:?} {told}");
    assert_eq!(build("unlimited").0, Some(0));
    let other = Place::new();
    let program = assert_cmd::cargo::cargo_bin("homeroom");
    let mut command = Command::new(program);
    command.args(["build", "--as-of", "2026-11-22", "--site"]).arg(&place.site).arg("--out").arg(&other.out);
    assert!(command.output().expect("a build").status.success());
    assert_eq!(tree(&place.out), tree(&other.out));
}
