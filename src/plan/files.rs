//! Which files of `content/` and `static/` are published, and why others are not.
//!
//! A file of `content/` is published when readers may have its kind, when nothing in it runs, and when a published page
//! leads to it. What lies in `static/` is the technologist's wish, and is published as it is; a picture there goes
//! without its notes, as everywhere.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use crate::content::Entry;
use crate::drawing;
use crate::fingerprint::{Fingerprint, Mixer, mixed};
use crate::library::{EntryIndex, Library, Target};
use crate::media::{self, Use};
use crate::memo::Memo;
use crate::schema::Value;
use crate::schema::value::walk_fields;
use crate::site::Site;
use crate::source::{File, Metadata, Picture, Snapshot, VPath};

/// What becomes of the files that are no pages.
#[derive(Debug, Default)]
pub(crate) struct Published {
    /// Those that are published.
    pub files: BTreeSet<VPath>,
    /// Those that are not.
    pub withheld: BTreeMap<VPath, Withheld>,
}

/// A file that is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withheld {
    /// Why it is not.
    pub why: Why,
    /// Whether a published page leads to it.
    pub used: bool,
}

/// Why a file is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its name says what it is, and that is not published from `content/`.
    Name(Use),
    /// It is a picture that cannot be published.
    Picture,
    /// It is a drawing that runs, loads or hides something.
    Drawing,
    /// No page leads to it.
    Unused,
    /// Only pages lead to it that are not published themselves.
    Unpublished,
}

impl Published {
    /// The fingerprint of all of it.
    #[must_use]
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let Self { files, withheld } = self;
        Mixer::new().with(files).with(withheld).finish()
    }
}

mixed!(struct Withheld { why, used });
mixed!(
    enum Why {
        Name(says),
        Picture,
        Drawing,
        Unused,
        Unpublished,
    }
);

/// Decides for each file that is no page whether it is published. `drawings` holds which drawings are sound.
#[must_use]
pub(crate) fn published(site: &Site, library: &Library, snapshot: &Snapshot, drawings: &Memo<bool>) -> Published {
    let uses = Uses::of(site, library, snapshot);
    let mut published = Published::default();
    for (path, file) in snapshot.below("content").chain(snapshot.below("static")) {
        let is_content = path.below("content").is_some();
        let is_page = is_content && matches!(path.extension().as_str(), "md" | "markdown");
        if is_page || matches!(file, File::Unreadable(_)) {
            continue;
        }
        let why = if is_content {
            refused_content(site, snapshot, path, drawings).or_else(|| uses.why_not(path))
        } else {
            refused_picture(site, snapshot, path)
        };
        match why {
            None => {
                published.files.insert(path.clone());
            }
            Some(why) => {
                published.withheld.insert(path.clone(), Withheld { why, used: uses.published.contains(path) });
            }
        }
    }
    published
}

/// Why a file of `content/` is not published, whoever leads to it.
fn refused_content(site: &Site, snapshot: &Snapshot, path: &VPath, drawings: &Memo<bool>) -> Option<Why> {
    // What a picture is says more than its name.
    if let Some(why) = refused_picture(site, snapshot, path) {
        return Some(why);
    }
    match media::use_of(path.name(), &site.config.file_types) {
        Use::Published => {}
        name => return Some(Why::Name(name)),
    }
    match snapshot.files.get(path)? {
        File::Text { text, fingerprint } if path.extension() == "svg" => {
            (!drawings.get(*fingerprint, || drawing::faults(text).is_empty())).then_some(Why::Drawing)
        }
        File::Text { .. } | File::Blob { .. } | File::Unreadable(_) => None,
    }
}

fn refused_picture(site: &Site, snapshot: &Snapshot, path: &VPath) -> Option<Why> {
    match snapshot.picture(path)? {
        Picture::Broken(_) | Picture::TooLarge(_) => Some(Why::Picture),
        Picture::Foreign(_) => (site.config.metadata == Metadata::Strip).then_some(Why::Picture),
        Picture::Raster { .. } | Picture::Drawing(_) => None,
    }
}

/// The files that pages lead to.
struct Uses {
    /// Those that published pages lead to.
    published: BTreeSet<VPath>,
    /// Those that drafts and pages with a future date lead to.
    unpublished: BTreeSet<VPath>,
}

impl Uses {
    fn of(site: &Site, library: &Library, snapshot: &Snapshot) -> Self {
        let mut uses = Self { published: BTreeSet::new(), unpublished: BTreeSet::new() };
        // Which files there are does not depend on where a command says that the site is published.
        let bases: Vec<&str> =
            [&site.config.base_url, &site.config.usual_base_url].into_iter().flatten().map(String::as_str).collect();
        for (index, entry) in library.entries.iter().enumerate() {
            let set = if library.is_published(index) { &mut uses.published } else { &mut uses.unpublished };
            let mut add = |path: Option<VPath>| set.extend(path.filter(|path| snapshot.files.contains_key(path)));
            for target in targets(library, index) {
                match target {
                    Target::File { file, .. } => add(Some(file.clone())),
                    Target::Outside(address) => bases.iter().for_each(|base| add(own(address, base))),
                    _ => {}
                }
            }
            let bodies = [&entry.body].into_iter().chain(entry.inner_bodies.iter().map(|(.., body)| body));
            for address in bodies.flat_map(|body| &body.loaded) {
                near(entry, address).into_iter().for_each(|path| add(Some(path)));
            }
            walk_fields(&entry.fields, &mut Vec::new(), &mut |value, _| match value {
                Value::Image { src, .. } => add(entry.file_named(src)),
                Value::Url(address) => bases.iter().for_each(|base| add(own(address, base))),
                Value::Text(_)
                | Value::Markdown(_)
                | Value::Boolean(_)
                | Value::Number(..)
                | Value::Percent(_)
                | Value::Money(..)
                | Value::Range(..)
                | Value::Date(_)
                | Value::Duration(_)
                | Value::Email(_)
                | Value::Choice(_)
                | Value::Grades(_)
                | Value::Reference(_)
                | Value::List(_)
                | Value::Group(_) => {}
            });
        }
        uses
    }

    fn why_not(&self, path: &VPath) -> Option<Why> {
        if self.published.contains(path) {
            return None;
        }
        Some(if self.unpublished.contains(path) { Why::Unpublished } else { Why::Unused })
    }
}

fn targets(library: &Library, index: EntryIndex) -> impl Iterator<Item = &Target> {
    library.links[index].iter().chain(library.inner_links[index].iter().flatten())
}

/// The file behind an address of the site itself that is written whole, in any of the ways that lead a browser there.
fn own(address: &str, base: &str) -> Option<VPath> {
    let ((host, path), (own_host, own_path)) = (host_and_path(address)?, host_and_path(base)?);
    (host == own_host).then(|| in_content(path.strip_prefix(own_path)?)).flatten()
}

/// The host of a web address, in lower case and without the usual port, and what follows it.
fn host_and_path(address: &str) -> Option<(String, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let (host, path) = rest.split_at(rest.find('/').filter(|_| is_web)?);
    let host = host.to_ascii_lowercase();
    let bare = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    Some((bare.to_owned(), path))
}

fn in_content(address: &str) -> Option<VPath> {
    VPath::unchecked("content/index.md").follow(&plain(address)?)
}

/// The files that an address may mean which is published as it is written: seen from the file that holds it, as other
/// links are, and from the page's address, as browsers see it.
fn near(entry: &Entry, address: &str) -> Vec<VPath> {
    let Some(path) = plain(address) else { return Vec::new() };
    if path.starts_with('/') {
        return in_content(address).into_iter().collect();
    }
    let page = VPath::new(&format!("content/{}index.html", entry.url.as_str()));
    [Some(entry.file.clone()), page].into_iter().flatten().filter_map(|from| from.follow(&path)).collect()
}

/// An address without its encoding and what follows the path.
fn plain(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().filter(|path| !path.is_empty())?;
    Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
}
