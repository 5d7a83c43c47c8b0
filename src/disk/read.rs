//! Reads a site's folder into a [`Snapshot`].
//!
//! 1. List the folders of the site. Symbolic links are judged here, so that nothing outside of the site is ever opened
//!    and no circle of links is followed.
//! 2. Read the files that were found, in parallel. A file that cannot be read becomes [`File::Unreadable`].
//! 3. Merge them in the order of their paths.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::error::DiskError;
use super::leftover::is_ignored;
use super::names::{LISTS, SETTINGS, TREES};
use super::{format, link, open, picture, stray};
use crate::artifact::Origin;
use crate::fingerprint::Fingerprint;
use crate::source::{File, LineIndex, Options, Snapshot, Unreadable, VPath};

/// Endings of files that are read as text in any folder.
const TEXTS: [&str; 4] = ["md", "markdown", "yaml", "yml"];

/// Endings of files that are read as text in the folders of assets, templates and themes.
const THEME_TEXTS: [&str; 8] = ["html", "css", "js", "svg", "txt", "json", "webmanifest", "xml"];

/// The largest text that is read, in bytes. Texts are held in memory; a larger one was most likely added by mistake.
const TEXT_LIMIT: u64 = 8 * 1024 * 1024;

/// How many files are read through links to folders. Such links multiply: thirty folders, each with two links to the
/// next one, make a thousand million paths. A usual site reaches a few hundred files through links.
const LINKED_LIMIT: usize = 20_000;

/// Reads the site in the folder `site`: `homeroom.yaml`, the YAML files of `kinds` and `words`, and all below `assets`,
/// `content`, `static`, `templates` and `themes`, without hidden files, editors' leftovers and the folder `out`.
///
/// # Errors
/// When `site` does not exist, is not a folder or cannot be listed. What is wrong below it is in the
/// snapshot, as [`File::Unreadable`].
pub fn read(site: &Path, out: Option<&Path>, today: Date, options: Options) -> Result<Snapshot, DiskError> {
    let mut listing = Listing::new(site, out)?;
    listing.list();
    let Listing { found, unreadable, .. } = listing;
    let texts: Vec<Option<File>> = found.par_iter().map(read_file).collect();
    let read = found.into_iter().zip(texts).filter_map(|(found, file)| Some((found.path, file?)));
    let unreadable = unreadable.into_iter().map(|(path, why)| (path, File::Unreadable(why)));
    Ok(Snapshot { files: read.chain(unreadable).collect(), today, options })
}

/// A file that was found and is still to be read.
pub(super) struct Found {
    pub(super) path: VPath,
    pub(super) origin: Origin,
}

/// A folder that is still to be listed.
struct Folder {
    path: VPath,
    /// The way from the site's true folder, without links.
    way: PathBuf,
    depth: usize,
    /// The true folders of the links that led here.
    links: Vec<PathBuf>,
}

/// What a name stands for, after symbolic links were followed, with the way to it from the site's true folder.
enum Target {
    File(PathBuf),
    Folder(PathBuf),
}

/// The walk through a site.
pub(super) struct Listing {
    /// The site's true folder.
    pub(super) root: Arc<Path>,
    /// The true output folder, if it lies inside of the site, where it would be read.
    out: Option<PathBuf>,
    folders: Vec<Folder>,
    linked: usize,
    /// Whether the site has a symbolic link. If so, a path alone does not tell which file it names.
    pub(super) has_links: bool,
    pub(super) found: Vec<Found>,
    pub(super) unreadable: Vec<(VPath, Unreadable)>,
}

impl Listing {
    pub(super) fn new(site: &Path, out: Option<&Path>) -> Result<Self, DiskError> {
        let refused = |error: io::Error| DiskError::os("list the site's folder", site, &error);
        // This only tests whether the folder can be listed.
        drop(fs::read_dir(site).map_err(refused)?);
        let root: Arc<Path> = fs::canonicalize(site).map_err(refused)?.into();
        let read_folders = || TREES.iter().chain(&LISTS).map(|name| root.join(name));
        let out = out.and_then(|out| fs::canonicalize(out).ok());
        let out = out.filter(|out| out.starts_with(&root) && !read_folders().any(|folder| folder.starts_with(out)));
        let (folders, found, unreadable) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { root, out, folders, linked: 0, has_links: false, found, unreadable })
    }

    pub(super) fn list(&mut self) {
        self.start(SETTINGS, 0);
        LISTS.iter().for_each(|name| self.start(name, 1));
        TREES.iter().for_each(|name| self.start(name, usize::MAX));
        self.unreadable.extend(stray::strays(&self.root));
        while let Some(folder) = self.folders.pop() {
            if folder.links.is_empty() || self.linked < LINKED_LIMIT {
                self.list_folder(&folder);
            } else {
                self.refuse(
                    folder.path,
                    &format!("more than {LINKED_LIMIT} files are reached through links to folders"),
                );
            }
        }
    }

    /// Starts with one name in the site's folder: a folder to list `depth` levels deep, or a file if `depth` is 0.
    fn start(&mut self, name: &str, depth: usize) {
        let (path, disk) = (VPath::unchecked(name), self.root.join(name));
        let kind = match fs::symlink_metadata(&disk) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.unreadable.push((path, Unreadable::Refused(error.to_string()))),
        };
        self.has_links |= kind.is_symlink();
        let target = if kind.is_symlink() { self.follow(&disk, &[]) } else { plain_target(kind, name.into()) };
        match target {
            Ok(Target::Folder(way)) if depth > 0 => self.folders.push(Folder { path, way, depth, links: Vec::new() }),
            Ok(Target::File(way)) if depth == 0 => self.take(path, way),
            Ok(Target::Folder(_)) => self.refuse(path, "it is a folder, and a file is wanted here"),
            Ok(Target::File(_)) => self.refuse(path, "it is a file, and a folder is wanted here"),
            Err(why) => self.unreadable.push((path, why)),
        }
    }

    /// Adds the file at `way` to the files to read. Refuses it if a link would publish it under the name `path`.
    fn take(&mut self, path: VPath, way: PathBuf) {
        match link::require_same_use(&path, &way) {
            Ok(()) => self.found.push(Found { path, origin: Origin { root: Arc::clone(&self.root), way } }),
            Err(why) => self.unreadable.push((path, why)),
        }
    }

    fn refuse(&mut self, path: VPath, words: &str) {
        self.unreadable.push((path, Unreadable::Refused(words.to_owned())));
    }

    fn list_folder(&mut self, folder: &Folder) {
        let walk = WalkDir::new(self.root.join(&folder.way)).min_depth(1).max_depth(folder.depth).sort_by_file_name();
        let mut walk = walk.into_iter();
        while let Some(step) = walk.next() {
            match step {
                Ok(entry) => {
                    let descends = self.meet(folder, &entry);
                    if entry.file_type().is_dir() && !descends {
                        walk.skip_current_dir();
                    }
                }
                Err(error) => {
                    let io_error = error.io_error();
                    // A file that vanished during the walk counts as if it had never been there.
                    if io_error.is_none_or(|error| error.kind() != io::ErrorKind::NotFound) {
                        let path =
                            error.path().map_or_else(|| folder.path.clone(), |disk| self.path_of(folder, disk).0);
                        let words = io_error.map_or_else(|| error.to_string(), ToString::to_string);
                        self.unreadable.push((path, Unreadable::Refused(words)));
                    }
                }
            }
        }
    }

    /// Handles one entry of a folder. Gives whether the walk goes on inside of it.
    fn meet(&mut self, folder: &Folder, entry: &DirEntry) -> bool {
        let (path, way) = self.path_of(folder, entry.path());
        let (kind, is_list) = (entry.file_type(), folder.depth == 1);
        let is_foreign = is_list && (kind.is_dir() || !matches!(path.extension().as_str(), "yaml" | "yml"));
        // The true name counts too: a link in `static/`, where hidden files are read, may lead to one elsewhere.
        let is_linked = folder.way != Path::new(folder.path.as_str());
        let is_hidden = || is_linked && link::site_path(&way).is_some_and(|own| is_ignored(&own));
        if is_ignored(&path) || is_foreign || is_hidden() {
            return false;
        }
        if !folder.links.is_empty() {
            self.linked += 1;
        }
        if entry.file_name().to_str().is_none() {
            self.unreadable.push((path, Unreadable::NameNotUnicode));
            return false;
        }
        let disk = entry.path();
        if kind.is_dir() {
            return !self.is_output(disk);
        }
        self.has_links |= kind.is_symlink();
        let target = if kind.is_symlink() { self.follow(disk, &folder.links) } else { plain_target(kind, way) };
        match target {
            Ok(Target::File(way)) => self.take(path, way),
            Ok(Target::Folder(_)) if is_list => {}
            Ok(Target::Folder(way)) => {
                let holder = disk.parent().and_then(|parent| fs::canonicalize(parent).ok());
                let links = folder.links.iter().cloned().chain(holder).collect();
                self.folders.push(Folder { path, way, depth: folder.depth, links });
            }
            Err(why) => self.unreadable.push((path, why)),
        }
        false
    }

    /// Whether a folder that was found is the output folder.
    fn is_output(&self, disk: &Path) -> bool {
        // The names are compared first, so that the system need not be asked about every folder.
        let Some(out) = self.out.as_deref().filter(|out| out.file_name() == disk.file_name()) else { return false };
        fs::canonicalize(disk).is_ok_and(|disk| disk == out)
    }

    /// Finds where a link leads. `links` are the true folders of the links that were followed before this one.
    fn follow(&self, link: &Path, links: &[PathBuf]) -> Result<Target, Unreadable> {
        let refused = |error: io::Error| Unreadable::Refused(error.to_string());
        let target = fs::canonicalize(link).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::LinkDangling,
            _ if error.raw_os_error() == Some(TOO_MANY_LINKS) => Unreadable::LinkLoop,
            _ => refused(error),
        })?;
        let Ok(way) = target.strip_prefix(&self.root) else {
            let written = fs::read_link(link).unwrap_or_default();
            return Err(Unreadable::LinkOutside { target: written.to_string_lossy().into_owned() });
        };
        let kind = fs::symlink_metadata(&target).map_err(refused)?.file_type();
        if kind.is_dir() {
            let holder = link.parent().and_then(|parent| fs::canonicalize(parent).ok());
            if links.iter().chain(&holder).any(|folder| folder.starts_with(&target)) {
                return Err(Unreadable::LinkLoop);
            }
        }
        link::require_read(way)?;
        if self.out.as_ref().is_some_and(|out| target.starts_with(out)) {
            return Err(Unreadable::LinkUnread { target: way.to_string_lossy().replace('\\', "/") });
        }
        plain_target(kind, way.to_owned())
    }

    /// The site path of what lies at `disk` inside of a folder, and the way to it from the site's true folder. In a
    /// name of the site path that is not Unicode, the wrong bytes are replaced.
    fn path_of(&self, folder: &Folder, disk: &Path) -> (VPath, PathBuf) {
        let below = disk.strip_prefix(self.root.join(&folder.way)).unwrap_or(Path::new(""));
        let names = below.components().map(|name| name.as_os_str().to_string_lossy());
        let path = names.fold(folder.path.to_string(), |path, name| format!("{path}/{name}"));
        (VPath::unchecked(&path), folder.way.join(below))
    }
}

/// The system's error number for links that lead to each other in a circle.
const TOO_MANY_LINKS: i32 = if cfg!(target_os = "linux") {
    40
} else if cfg!(windows) {
    1921
} else {
    62
};

/// The target of a name that is not a link.
fn plain_target(kind: fs::FileType, way: PathBuf) -> Result<Target, Unreadable> {
    match kind {
        kind if kind.is_dir() => Ok(Target::Folder(way)),
        kind if kind.is_file() => Ok(Target::File(way)),
        _ => Err(Unreadable::NotAFile),
    }
}

fn is_text(path: &VPath) -> bool {
    let extension = path.extension();
    if extension == "svg" && path.below("content").is_some() {
        // Drawings in `content/` are read because they are checked for scripts before they are published.
        return true;
    }
    let in_theme = ["assets", "templates", "themes"].iter().any(|folder| path.below(folder).is_some());
    TEXTS.contains(&extension.as_str()) || (in_theme && THEME_TEXTS.contains(&extension.as_str()))
}

/// Reads a file. `None` if it has vanished since it was found.
pub(super) fn read_file(found: &Found) -> Option<File> {
    let file = if is_text(&found.path) { read_text(found) } else { read_blob(found) };
    match file {
        Ok(file) => Some(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(File::Unreadable(Unreadable::Refused(error.to_string()))),
    }
}

fn read_blob(Found { path, origin }: &Found) -> io::Result<File> {
    let (fingerprint, picture) = picture::read(path, &mut open::file(origin)?)?;
    Ok(File::Blob { origin: origin.clone(), fingerprint, picture })
}

fn read_text(Found { path, origin }: &Found) -> io::Result<File> {
    let too_large = |bytes| File::Unreadable(Unreadable::TooLarge { bytes, limit: TEXT_LIMIT });
    let file = open::file(origin)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(TEXT_LIMIT)).unwrap_or_default() + 1);
    // The file may grow while it is read.
    file.take(TEXT_LIMIT + 1).read_to_end(&mut bytes)?;
    let is_page = path.is_markdown();
    Ok(match format::of(&bytes, is_page) {
        Some(format) => File::Unreadable(Unreadable::OtherFormat(format)),
        None if bytes.len() as u64 > TEXT_LIMIT => too_large(size.max(bytes.len() as u64)),
        None => decode(&bytes),
    })
}

fn decode(bytes: &[u8]) -> File {
    if is_utf16(bytes) {
        return File::Unreadable(Unreadable::Utf16);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => File::Text { text: text.into(), fingerprint: Fingerprint::of(bytes) },
        Err(error) => {
            let (sound, rest) = bytes.split_at(error.valid_up_to());
            let text = String::from_utf8_lossy(sound);
            let place = LineIndex::new(&*text).place(text.len());
            let byte = rest.first().copied().unwrap_or_default();
            File::Unreadable(Unreadable::NotUtf8 { line: place.line, column: place.column, byte })
        }
    }
}

/// Whether the bytes are UTF-16. They are if they begin with a byte order mark, or if in most pairs of bytes one byte
/// is zero and the other hardly ever is, as in all text in Latin letters.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let pairs = bytes[..bytes.len().min(4096)].as_chunks::<2>().0;
    let first = pairs.iter().filter(|[first, _]| *first == 0).count();
    let second = pairs.iter().filter(|[_, second]| *second == 0).count();
    let most = |count: usize| count >= 2 && count * 10 >= pairs.len() * 6;
    let few = |count: usize| count * 10 <= pairs.len();
    (most(first) && few(second)) || (most(second) && few(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> Option<Unreadable> {
        match decode(bytes) {
            File::Unreadable(why) => Some(why),
            File::Text { .. } | File::Blob { .. } => None,
        }
    }

    #[test]
    fn tells_utf16_from_text_with_zero_bytes() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| "Nearpod: é".encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        assert_eq!(fault(&utf16(u16::to_le_bytes)), Some(Unreadable::Utf16));
        assert_eq!(fault(&utf16(u16::to_be_bytes)), Some(Unreadable::Utf16));
        assert_eq!(fault(b"\xff\xfe"), Some(Unreadable::Utf16));
        assert_eq!(fault(b"\xfe\xff\0a"), Some(Unreadable::Utf16));
        for text in ["", "a", "\0", "\0\0\0\0\0\0", "a\0b", "title: \0 here\n", "\u{feff}# Quiz"] {
            assert_eq!(fault(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn names_line_and_column_of_the_first_wrong_byte() {
        let at = |line, column, byte| Some(Unreadable::NotUtf8 { line, column, byte });
        assert_eq!(fault(b"a\r\nb\xc3\xa9\xe9 c"), at(2, 3, 0xe9));
        assert_eq!(fault(b"\xe9"), at(1, 1, 0xe9));
        assert_eq!(fault(b"one\rtwo\r\xc3"), at(3, 1, 0xc3));
    }
}
