//! What can happen to an output folder: two builds at once, killed builds, and changes by other people.

#[cfg(unix)]
mod unix;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, SystemTime};

use homeroom::artifact::{Artifact, Origin, Output, UrlPath};
use homeroom::disk::{Care, DiskError, Written, write, write_with};
use homeroom::fingerprint::Fingerprint;
use tempfile::TempDir;

const MANIFEST: &str = ".homeroom-manifest.json";
const LOCK: &str = ".homeroom-lock";

/// A site, and an output folder beside it.
struct Place {
    home: TempDir,
    site: PathBuf,
    out: PathBuf,
}

impl Place {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let (site, out) = (home.path().join("site"), home.path().join("out"));
        fs::create_dir(&site).expect("a folder");
        Self { home, site, out }
    }

    fn write(&self, output: &Output) -> Written {
        write(&self.out, &self.site, output).expect("written")
    }

    fn verify(&self, output: &Output) -> Written {
        let care = Care { verify: true, ..Care::default() };
        write_with(care, &self.out, &self.site, output).expect("written")
    }

    fn hurried(&self, output: &Output) -> Result<Written, DiskError> {
        let care = Care { patience: Duration::from_millis(100), ..Care::default() };
        write_with(care, &self.out, &self.site, output)
    }

    fn put(&self, file: &str, text: &str) {
        let path = self.out.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    /// Changes a file without changing its size and its time.
    fn edit_unseen(&self, file: &str, text: &str) {
        let path = self.out.join(file);
        let former = fs::metadata(&path).expect("a file");
        assert_eq!(former.len(), text.len() as u64);
        fs::write(&path, text).expect("written");
        let file = fs::File::options().write(true).open(&path).expect("a file");
        file.set_modified(former.modified().expect("a time")).expect("set");
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.out.join(file)).expect("a file")
    }
}

fn output(files: &[(&str, &str)]) -> Output {
    files.iter().map(|(url, text)| (UrlPath::new(url), Artifact::text((*text).to_owned()))).collect()
}

/// A site of many pages that all say the same word.
fn site_of(word: &str) -> Output {
    let own = (0..40).map(|number| (format!("{word}/{number}.html"), word));
    let shared = (0..40).map(|number| (format!("shared/{number}.html"), word));
    own.chain(shared).map(|(url, word)| (UrlPath::new(&url), Artifact::text(word.to_owned()))).collect()
}

/// All files of a folder with their texts, without the files that Homeroom keeps for itself.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(folder).expect("below").to_str().expect("Unicode").replace('\\', "/");
        if entry.file_type().is_file() && ![MANIFEST, LOCK].contains(&path.as_str()) {
            tree.insert(path, String::from_utf8_lossy(&fs::read(entry.path()).expect("a file")).into_owned());
        }
    }
    tree
}

fn texts(output: &Output) -> BTreeMap<String, String> {
    let text = |artifact: &Artifact| match artifact {
        Artifact::Bytes(bytes) => String::from_utf8(bytes.to_vec()).expect("text"),
        Artifact::Copy { .. } | Artifact::Derived { .. } => panic!("not among these"),
    };
    output.iter().map(|(url, artifact)| (url.file(), text(artifact))).collect()
}

/// Starts two builds of different sites at the same moment. They must leave one of the two sites, complete.
fn two_at_once(stands: Option<&str>) {
    let (one, two) = (site_of("one"), site_of("two"));
    for _ in 0..5 {
        let place = Place::new();
        if let Some(word) = stands {
            place.write(&site_of(word));
        }
        let start = Barrier::new(2);
        thread::scope(|scope| {
            for output in [&one, &two] {
                scope.spawn(|| {
                    start.wait();
                    place.write(output);
                });
            }
        });
        let tree = tree(&place.out);
        assert!(tree == texts(&one) || tree == texts(&two), "a mix: {:?}", tree.keys().collect::<Vec<_>>());
        let beside = fs::read_dir(place.home.path()).expect("a folder").count();
        assert_eq!(beside, 2, "no staging folder stays");
    }
}

#[test]
fn two_first_builds_at_once_leave_one_of_two_sites_whole() {
    two_at_once(None);
}

#[test]
fn two_later_builds_at_once_leave_one_of_two_sites_whole() {
    two_at_once(Some("old"));
}

#[test]
fn a_second_build_learns_which_process_is_writing_and_changes_nothing() {
    let place = Place::new();
    place.write(&output(&[("", "home")]));
    // This locks the folder as another process would, for as long as the file is open.
    let lock = fs::File::create(place.out.join(LOCK)).expect("a file");
    lock.lock().expect("locked");
    fs::write(place.out.join(LOCK), "4711").expect("written");
    let error = place.hurried(&output(&[("", "new")])).expect_err("refused");
    assert!(error.message.contains("process 4711"), "{error}");
    assert!(error.message.contains("out`") && error.help.is_some(), "{error}");
    assert_eq!(place.text("index.html"), "home");
    drop(lock);
    place.write(&output(&[("", "new")]));
    assert_eq!(place.text("index.html"), "new");
    assert!(cfg!(windows) || !place.out.join(LOCK).exists());
}

#[test]
fn verify_finds_changes_that_keep_size_and_time() {
    let place = Place::new();
    let site = output(&[("", "home"), ("a.css", "css"), ("b.css", "css")]);
    assert_eq!(place.verify(&site).altered, [""; 0], "a first build has nothing to read back");
    place.edit_unseen("a.css", "CSS");
    assert_eq!(
        (place.write(&site).changed, place.text("a.css")),
        (0, "CSS".to_owned()),
        "the default looks at neither"
    );
    let written = place.verify(&site);
    assert_eq!(
        (written.changed, written.altered, place.text("a.css")),
        (1, vec!["a.css".to_owned()], "css".to_owned())
    );
    // Changes that a usual build finds are reported too, but not files that have new content in this build.
    place.put("a.css", "longer");
    fs::remove_file(place.out.join("b.css")).expect("removed");
    let next = output(&[("", "new!"), ("a.css", "css"), ("b.css", "css")]);
    let written = place.verify(&next);
    assert_eq!((written.changed, written.altered), (3, vec!["a.css".to_owned(), "b.css".to_owned()]));
    let again = place.verify(&next);
    assert_eq!((again.changed, again.altered), (0, Vec::new()));
}

#[test]
fn verify_reads_back_copies_too() {
    let place = Place::new();
    fs::write(place.site.join("a.bin"), "blob").expect("a file");
    let origin = Origin { root: place.site.canonicalize().expect("a folder").into(), way: "a.bin".into() };
    let copy = Artifact::Copy { origin, fingerprint: Fingerprint::of(b"blob") };
    let site: Output = [(UrlPath::new("a.bin"), copy)].into();
    place.write(&site);
    place.edit_unseen("a.bin", "BLOB");
    assert_eq!(place.verify(&site).altered, ["a.bin"]);
    assert_eq!(place.text("a.bin"), "blob");
}

#[test]
fn verify_compares_smaller_pictures_by_making_them_again() {
    let place = Place::new();
    fs::create_dir(place.site.join("content")).expect("a folder");
    fs::write(place.site.join("content/index.md"), "# Home\n\n![The way](map.png)\n").expect("a page");
    let pixel = |x: u32, y: u32| image::Rgb([(x * 7 + y * 3) as u8, (x * y / 5) as u8, (y * 11 + x) as u8]);
    image::RgbImage::from_fn(1300, 60, pixel).save(place.site.join("content/map.png")).expect("a picture");
    let build = |more: &[&str]| {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("homeroom"));
        command.args(["build", "--as-of", "2026-11-22", "--site"]).arg(&place.site).arg("--out").arg(&place.out);
        let ended = command.args(more).output().expect("a build");
        assert!(ended.status.success(), "{ended:?}");
        String::from_utf8(ended.stdout).expect("text") + &String::from_utf8(ended.stderr).expect("text")
    };
    build(&[]);
    let made = place.out.join("map.480w.png");
    let sound = fs::read(&made).expect("a picture");
    assert!(build(&["--verify"]).contains(": 0 written"));
    place.edit_unseen("map.480w.png", &"x".repeat(sound.len()));
    assert!(build(&[]).contains(": 0 written"));
    let told = build(&["--verify"]);
    assert!(told.contains(": 1 written"), "{told}");
    assert!(told.contains("`map.480w.png` had changed since the last build and was written again"), "{told}");
    assert_eq!(fs::read(&made).expect("a picture"), sound);
}

#[test]
fn any_later_build_removes_what_a_killed_first_build_left() {
    let place = Place::new();
    let left = place.home.path().join(".homeroom-left");
    for output in [output(&[("", "first")]), output(&[("", "later")])] {
        fs::create_dir_all(left.join("site/a")).expect("folders");
        fs::write(left.join("site/a/index.html"), "ha").expect("a file");
        let lock = fs::File::create(left.join("lock")).expect("a file");
        lock.lock().expect("locked");
        place.write(&output);
        assert!(left.exists(), "somebody still fills it");
        drop(lock);
        place.write(&output);
        assert!(!left.exists());
    }
}

#[test]
fn a_touched_file_is_written_again_without_verify() {
    let place = Place::new();
    let site = output(&[("", "home")]);
    place.write(&site);
    let file = fs::File::options().write(true).open(place.out.join("index.html")).expect("a file");
    file.set_modified(SystemTime::now() + Duration::from_secs(60)).expect("set");
    assert_eq!(place.write(&site).changed, 1);
}
