//! Which files of `content/` and `static/` are published, and why the rest are not.
//!
//! A file of `content/` is published when its ending is on the list, when nothing in it runs, and when a published page
//! leads to it. A file of `static/` is there because the technologist wants it, so it is published as it is; only a
//! picture loses its metadata, as everywhere.

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

/// Which of the files that are not pages are published.
#[derive(Debug, Default)]
pub(crate) struct Published {
    /// The files that are published.
    pub files: BTreeSet<VPath>,
    /// The files that are not.
    pub withheld: BTreeMap<VPath, Withheld>,
}

/// A file that is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withheld {
    /// The reason.
    pub why: Why,
    /// Whether a published page leads to it.
    pub used: bool,
}

/// Why a file is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Files with such a name are not published from `content/`.
    Name(Use),
    /// It is a picture that cannot be published.
    Picture,
    /// It is a drawing that runs, loads or hides something.
    Drawing,
    /// No page leads to it.
    Unused,
    /// Only pages lead to it that are not published either.
    Unpublished,
}

impl Published {
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

/// Decides for each file that is not a page whether it is published. `drawings` remembers which drawings are harmless.
#[must_use]
pub(crate) fn published(site: &Site, library: &Library, snapshot: &Snapshot, drawings: &Memo<bool>) -> Published {
    let uses = Uses::of(site, library, snapshot);
    let mut published = Published::default();
    for (path, file) in snapshot.below("content").chain(snapshot.below("static")) {
        let is_content = path.below("content").is_some();
        let is_page = is_content && path.is_markdown();
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

/// Why a file of `content/` is not published, whether pages lead to it or not.
fn refused_content(site: &Site, snapshot: &Snapshot, path: &VPath, drawings: &Memo<bool>) -> Option<Why> {
    // A file's content says more than its name, so pictures are checked first.
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
    /// Files that published pages lead to.
    published: BTreeSet<VPath>,
    /// Files that drafts and pages with a future date lead to.
    unpublished: BTreeSet<VPath>,
}

impl Uses {
    fn of(site: &Site, library: &Library, snapshot: &Snapshot) -> Self {
        let mut uses = Self { published: BTreeSet::new(), unpublished: BTreeSet::new() };
        // A base URL on the command line must not change which files are published, so the settings' one counts too.
        let bases: Vec<&str> =
            [&site.config.base_url, &site.config.usual_base_url].into_iter().flatten().map(String::as_str).collect();
        for (index, entry) in library.entries.iter().enumerate() {
            let set = if library.is_published(index) { &mut uses.published } else { &mut uses.unpublished };
            let mut add = |path: Option<VPath>| set.extend(path.filter(|path| snapshot.files.contains_key(path)));
            for target in targets(library, index) {
                match target {
                    Target::File { file, .. } => add(Some(file.clone())),
                    Target::Outside(address) => bases.iter().for_each(|base| add(own(address, base))),
                    Target::Entry { .. }
                    | Target::Here(_)
                    | Target::Address { .. }
                    | Target::OutsideImage(_)
                    | Target::Missing(_) => {}
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

/// The file behind a whole address (`https://…`) that lies inside the site; `None` for addresses outside.
fn own(address: &str, base: &str) -> Option<VPath> {
    let ((host, path), (own_host, own_path)) = (host_and_path(address)?, host_and_path(base)?);
    (host == own_host).then(|| in_content(path.strip_prefix(own_path)?)).flatten()
}

/// The host of a web address, in lower case and without the usual port, and the path after it.
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

/// The files that an address in raw HTML may mean. Such an address is published as it is written, so it is read both
/// from the file that holds it, like a link, and from the page's address, as browsers read it.
fn near(entry: &Entry, address: &str) -> Vec<VPath> {
    let Some(path) = plain(address) else { return Vec::new() };
    if path.starts_with('/') {
        return in_content(address).into_iter().collect();
    }
    let page = VPath::new(&format!("content/{}index.html", entry.url.as_str()));
    [Some(entry.file.clone()), page].into_iter().flatten().filter_map(|from| from.follow(&path)).collect()
}

/// The path of an address, decoded, without query and fragment.
fn plain(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().filter(|path| !path.is_empty())?;
    Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
}
