//! Pictures in several sizes: which pictures pages show, which smaller ones are made of them, and what browsers need to
//! pick one.

use std::collections::{BTreeMap, BTreeSet};

use crate::artifact::UrlPath;
use crate::href::Linker;
use crate::library::Library;
use crate::markdown::Layout;
use crate::schema::Value;
use crate::schema::value::walk_fields;
use crate::source::{Picture, Snapshot, VPath};

/// The width in pixels up to which a picture is shown as it is, without smaller ones.
const LARGE: u32 = 1000;

/// The widths of the smaller pictures in pixels: for a phone, a column of text, and the same on a dense screen.
const WIDTHS: [u32; 3] = [480, 960, 1440];

/// A picture that pages show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// The smaller pictures made of it: address and width, the smallest first.
    pub smaller: Vec<(UrlPath, u32)>,
}

/// The pictures that published pages show.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    /// Each published one, with its size and the smaller ones.
    pub shown: BTreeMap<VPath, Shared>,
    /// The pictures that pages name and that are not published.
    pub withheld: BTreeSet<VPath>,
    /// How wide pictures in texts are shown, as the HTML attribute `sizes`.
    pub sizes: String,
}

/// Gathers the pictures that published pages show. A smaller one is made only when the plan gave it its address: it
/// must not replace a file that somebody has put there.
#[must_use]
pub(crate) fn gather(
    library: &Library,
    snapshot: &Snapshot,
    sizes: &str,
    has_place: &dyn Fn(&UrlPath) -> bool,
    is_published: &dyn Fn(&VPath) -> bool,
) -> Pictures {
    let mut files: BTreeSet<&VPath> = BTreeSet::new();
    let mut named: BTreeSet<VPath> = BTreeSet::new();
    for (index, entry) in library.all_published() {
        let inner = entry.inner_bodies.iter().zip(library.inner_links[index].iter());
        let inner = inner.map(|((.., body), targets)| (body, targets.as_slice()));
        let bodies = [(&entry.body, library.links[index].as_slice())].into_iter().chain(inner);
        let links = bodies.flat_map(|(body, targets)| body.links.iter().zip(targets));
        files.extend(links.filter(|(link, _)| link.image).filter_map(|(_, target)| target.file()));
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, _| {
            if let Value::Image { src, .. } = value {
                named.extend(entry.file_named(src));
            }
        });
    }
    let all = files.into_iter().chain(&named);
    let (all, withheld): (Vec<&VPath>, Vec<&VPath>) = all.partition(|file| is_published(file));
    let mut shown: BTreeMap<VPath, Shared> =
        all.into_iter().filter_map(|file| Some((file.clone(), shared(file, &snapshot.picture(file)?)?))).collect();
    for shared in shown.values_mut() {
        shared.smaller.retain(|(url, _)| has_place(url));
    }
    Pictures { shown, withheld: withheld.into_iter().cloned().collect(), sizes: sizes.to_owned() }
}

fn shared(file: &VPath, picture: &Picture) -> Option<Shared> {
    Some(Shared { size: picture.size()?, smaller: smaller(file, picture) })
}

/// The smaller pictures that can be made of a picture: address and width, the smallest first.
#[must_use]
pub(crate) fn smaller(file: &VPath, picture: &Picture) -> Vec<(UrlPath, u32)> {
    let path = file.below("content").and_then(|path| path.rsplit_once('.'));
    match (picture, path) {
        (Picture::Raster { width, still: true, .. }, Some((stem, extension))) if *width > LARGE => {
            // A picture that is hardly smaller is not worth its space.
            let widths = WIDTHS.into_iter().filter(|smaller| smaller * 5 <= width * 4);
            let named = |width| (UrlPath::new(&format!("{stem}.{width}w.{extension}")), width);
            widths.map(named).collect()
        }
        (
            Picture::Raster { .. }
            | Picture::Drawing(_)
            | Picture::Foreign(_)
            | Picture::TooLarge(_)
            | Picture::Broken(_),
            _,
        ) => Vec::new(),
    }
}

/// What the HTML of an image needs: its size and all its files, with addresses for one page.
#[must_use]
pub(crate) fn layout(pictures: &Pictures, file: &VPath, linker: &Linker) -> Option<Layout> {
    let Shared { size: (width, height), smaller } = pictures.shown.get(file)?;
    let mut sources: Vec<(String, u32)> = smaller.iter().map(|(url, width)| (linker.to(url), *width)).collect();
    if !sources.is_empty() {
        sources.push((linker.to(&UrlPath::new(file.below("content")?)), *width));
    }
    Some(Layout { width: *width, height: *height, sources, sizes: pictures.sizes.clone() })
}
