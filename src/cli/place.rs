//! Where things are: the site's folder from the current one, files as programs name them, and the files that somebody
//! asks for.

use std::path::{Component, Path, PathBuf};

use homeroom::config::FILE;
use homeroom::diagnostic::{Diagnostic, Names, Suggestions};
use homeroom::{Snapshot, VPath};

use super::report::Failure;

/// The folders that a site may have.
const FOLDERS: [&str; 5] = ["assets", "content", "kinds", "static", "themes"];

/// The site's folder where none is named: the current one, or the nearest one above it that is a site: it holds
/// `homeroom.yaml`, or pages beside or below which the command runs.
pub fn site() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(current) = std::env::current_dir() else { return here };
    let has_settings = |folder: &Path| folder.join(FILE).is_file();
    let is_of = |path: &Path, site: &Path| FOLDERS.iter().any(|folder| path.starts_with(site.join(folder)));
    // A section of a site may be called `content` too.
    let is_part = |folder: &Path| folder.ancestors().skip(1).any(|site| has_settings(site) && is_of(folder, site));
    let has_pages = |folder: &Path| folder.join("content").is_dir() && !is_part(folder);
    let is_here = |folder: &Path| folder == current || is_of(&current, folder);
    let steps = current.ancestors().position(|folder| has_settings(folder) || is_here(folder) && has_pages(folder));
    match steps {
        None | Some(0) => here,
        Some(steps) => std::iter::repeat_n("..", steps).collect(),
    }
}

/// How files of the site are named from the folder in which the command runs.
pub fn from_here(site: &Path) -> Names {
    std::env::current_dir().map_or(Names::Site, |here| names(site, &here))
}

/// How files of the site are named from the root of its repository, from which a forge names them; where there is none,
/// from here.
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

/// Files and folders of the site that somebody asks for; all of it when nothing is named.
pub struct Chosen(Vec<String>);

impl Chosen {
    /// The files and folders at `paths`, which are ways from the current folder.
    ///
    /// # Errors
    /// When one of them is none of the site.
    pub fn new(paths: &[PathBuf], site: &Path, snapshot: &Snapshot) -> Result<Self, Failure> {
        let chosen = paths.iter().map(|path| choose(path, site, snapshot));
        Ok(Self(chosen.collect::<Result<_, _>>()?))
    }

    /// Whether nothing was named.
    pub fn is_all(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings that are told of what was asked for. One that comes from a finding elsewhere is told by itself.
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

/// Whether a file is this one or lies in this folder; `""` is the site itself.
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
        _ => "paths are ways from the current folder; --site names the site's folder".to_owned(),
    };
    let message = match (is_there, is_inside) {
        (true, true) => format!("the site reads no file at `{shown}`"),
        (true, false) => format!("`{shown}` is no part of the site at `{}`", site.display()),
        (false, _) => format!("there is no file `{shown}`"),
    };
    Err(Failure::CouldNotRun(format!("{message}\nhelp: {help}")))
}

/// The way to a path from the site's folder; `None` when it lies elsewhere.
fn inside(path: &Path, site: &Path) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    let plain = |path: &Path| flat(&here.join(path));
    let (file, folder) = (plain(path), plain(site));
    // As it is written first: a link in the site is a file of the site, wherever it leads.
    let way = file.strip_prefix(&folder).ok().map(slashed);
    way.or_else(|| Some(slashed(path.canonicalize().ok()?.strip_prefix(site.canonicalize().ok()?).ok()?)))
}

/// A path without `.` and `..` in it.
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

/// The file or the folder of the site that was most likely meant.
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
