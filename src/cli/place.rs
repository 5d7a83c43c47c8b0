//! Finds the folder of the site from the current folder, the files that a command names, and the paths under which
//! findings name files.

use std::path::{Component, Path, PathBuf};

use homeroom::config::FILE;
use homeroom::diagnostic::{Diagnostic, Names, Suggestions};
use homeroom::{Snapshot, VPath};

use super::report::Failure;

/// Folders of a site in which a command may run.
const FOLDERS: [&str; 5] = ["assets", "content", "kinds", "static", "themes"];

/// The site's folder if the command names none: the current folder or the nearest folder above it that is a site, or
/// the current folder if there is none. A folder is a site if it holds `homeroom.yaml`. It is also a site if it holds
/// `content/` and the current folder is the folder itself or lies in one of its `FOLDERS`.
pub fn site() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(current) = std::env::current_dir() else { return here };
    let has_settings = |folder: &Path| folder.join(FILE).is_file();
    let is_of = |path: &Path, site: &Path| FOLDERS.iter().any(|folder| path.starts_with(site.join(folder)));
    // A folder inside of a site may have a folder `content` too, and is not a site for that.
    let is_part = |folder: &Path| folder.ancestors().skip(1).any(|site| has_settings(site) && is_of(folder, site));
    let has_pages = |folder: &Path| folder.join("content").is_dir() && !is_part(folder);
    let is_here = |folder: &Path| folder == current || is_of(&current, folder);
    let steps = current.ancestors().position(|folder| has_settings(folder) || is_here(folder) && has_pages(folder));
    match steps {
        None | Some(0) => here,
        Some(steps) => std::iter::repeat_n("..", steps).collect(),
    }
}

/// How findings name files of the site: by their paths from the current folder.
pub fn from_here(site: &Path) -> Names {
    std::env::current_dir().map_or(Names::Site, |here| names(site, &here))
}

/// How findings name files of the site for GitHub: by their paths from the root of the Git repository. Without a
/// repository, by their paths from the current folder.
pub fn from_repository(site: &Path) -> Names {
    let root = site.canonicalize().ok();
    let root = root.as_deref().and_then(|site| site.ancestors().find(|folder| folder.join(".git").exists()));
    root.map_or_else(|| from_here(site), |root| names(site, root))
}

fn names(site: &Path, from: &Path) -> Names {
    let (Ok(site), Ok(from)) = (site.canonicalize(), from.canonicalize()) else { return Names::Site };
    if let Ok(inside) = from.strip_prefix(&site) {
        return VPath::new(&slashed(inside)).map_or(Names::Site, Names::Inside);
    }
    let shared = site.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return Names::Outside(slashed(&site));
    }
    let up = from.components().skip(shared).map(|_| "..");
    let down: Vec<String> = site.components().skip(shared).map(|part| slashed(Path::new(part.as_os_str()))).collect();
    Names::Outside(up.chain(down.iter().map(String::as_str)).collect::<Vec<_>>().join("/"))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The files and folders of the site that a command names. Empty for the whole site.
pub struct Chosen(Vec<String>);

impl Chosen {
    /// The files and folders at `paths`, which are relative to the current folder.
    ///
    /// # Errors
    /// When one of the paths is not a file or folder that the site reads.
    pub fn new(paths: &[PathBuf], site: &Path, snapshot: &Snapshot) -> Result<Self, Failure> {
        let chosen = paths.iter().map(|path| choose(path, site, snapshot));
        Ok(Self(chosen.collect::<Result<_, _>>()?))
    }

    /// Whether the command names nothing, which stands for the whole site.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings in the chosen files. A finding that follows from one in another file is listed by itself.
    pub fn of(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        if self.is_all() {
            return diagnostics;
        }
        let is_chosen = |found: &Diagnostic| found.span.as_ref().is_some_and(|span| self.has(&span.file));
        let mut told = Vec::new();
        for found in diagnostics {
            if is_chosen(&found) {
                told.push(found);
            } else {
                told.extend(found.followers.into_iter().filter(is_chosen));
            }
        }
        homeroom::diagnostic::sort(&mut told);
        told
    }

    fn has(&self, file: &VPath) -> bool {
        self.0.iter().any(|chosen| is_in(file, chosen))
    }
}

/// Whether a file is the chosen file or lies in the chosen folder; `""` is the site itself.
fn is_in(file: &VPath, chosen: &str) -> bool {
    chosen.is_empty() || file.as_str() == chosen || file.below(chosen).is_some()
}

fn choose(path: &Path, site: &Path, snapshot: &Snapshot) -> Result<String, Failure> {
    let shown: String =
        slashed(path).chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect();
    let inside = inside(path, site);
    if let Some(inside) = &inside
        && snapshot.files.keys().any(|file| is_in(file, inside))
    {
        return Ok(inside.clone());
    }
    let wanted = inside.clone().unwrap_or_else(|| slashed(path).trim_start_matches("./").to_owned());
    let sources = homeroom::diagnostic::Sources::default().named(from_here(site));
    let near = near(&wanted, snapshot).and_then(|near| VPath::new(&near)).map(|near| sources.name(&near));
    let (is_there, is_inside) = (path.exists(), inside.is_some());
    let help = match near {
        Some(near) if !is_there || !is_inside => format!("did you mean `{near}`?"),
        _ if is_there && is_inside => {
            "name a file or a folder that the site reads, such as content/about.md".to_owned()
        }
        _ => "write the path from the current folder, and name the site's folder with --site".to_owned(),
    };
    let message = match (is_there, is_inside) {
        (true, true) => format!("`{shown}` is not a file that the site reads"),
        (true, false) => format!("`{shown}` is not part of the site at `{}`", site.display()),
        (false, _) => format!("there is no file `{shown}`"),
    };
    Err(Failure::CouldNotRun(format!("{message}\nhelp: {help}")))
}

/// The path inside of the site's folder that `path`, from the current folder, leads to. `None` if it lies elsewhere.
fn inside(path: &Path, site: &Path) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let plain = |path: &Path| flat(&here.join(path));
    let (file, folder) = (plain(path), plain(site));
    // First the path as it is written: a link inside of the site counts as a file of the site, wherever it leads.
    let way = file.strip_prefix(&folder).ok().map(slashed);
    way.or_else(|| Some(slashed(path.canonicalize().ok()?.strip_prefix(site.canonicalize().ok()?).ok()?)))
}

/// The path without `.` and `..`; links are not resolved.
fn flat(path: &Path) -> PathBuf {
    let mut flat = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                flat.pop();
            }
            other => flat.push(other),
        }
    }
    flat
}

/// The file or folder of the site that `wanted` most likely means.
fn near(wanted: &str, snapshot: &Snapshot) -> Option<String> {
    let files = || snapshot.files.keys().map(VPath::as_str);
    let mut folders: Vec<&str> = snapshot.files.keys().map(VPath::folder).filter(|folder| !folder.is_empty()).collect();
    folders.dedup();
    let is_named = |file: &&str| {
        let tail = file.strip_suffix(wanted).or_else(|| file.strip_suffix(".md")?.strip_suffix(wanted));
        tail.is_some_and(|front| front.is_empty() || front.ends_with('/'))
    };
    let names = || files().chain(folders.iter().copied());
    if let Some(same) = names().find(is_named) {
        return Some(same.to_owned());
    }
    let index = Suggestions::new(names());
    let tail = wanted.rsplit('/').next().unwrap_or(wanted);
    let meant = index.near(wanted).or_else(|| index.in_a_folder(tail)).or_else(|| index.near(&format!("{wanted}.md")));
    meant.map(str::to_owned)
}
