//! Guesses what a link or a reference that leads nowhere was meant to lead to.
//!
//! Only the checks that find such links need this, so each table is made when the first one asks for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::entries::Library;
use super::names::{EntryIndex, Names, former};
use crate::content::address::{composed, is_readme};
use crate::diagnostic::{Suggestions, did_you_mean, one_of};
use crate::media::PUBLISHED;
use crate::source::VPath;

/// What a link asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// A page.
    Page,
    /// A file that the page shows in place, by the number of its group in [`PUBLISHED`]; pictures are the first group.
    Shown(usize),
    /// Any other file.
    File,
}

/// Looks up files, slugs and headings by misspelled names.
pub(crate) struct Nearest<'c> {
    library: &'c Library,
    files: BTreeMap<Wanted, Files>,
    aliases: Option<Suggestions>,
    slugs: BTreeMap<Option<String>, Suggestions>,
    headings: BTreeMap<EntryIndex, Headings>,
    examples: Option<Examples>,
}

/// The files that one kind of link can lead to.
struct Files {
    /// Their paths from the content folder, or from `static/`, with a slash in front.
    paths: Suggestions,
    /// Only their names.
    names: Suggestions,
}

/// The places on a page that links can name.
struct Headings {
    anchors: Suggestions,
    /// The first headings, as a list in words; empty for a page without headings.
    listed: String,
}

/// The first pages of each folder and of the site, as examples of what can be linked.
#[derive(Default)]
struct Examples {
    by_folder: HashMap<String, Vec<EntryIndex>>,
    first: Vec<EntryIndex>,
}

impl Wanted {
    /// The wanted group for a picture, a sound or a film of this name.
    #[must_use]
    pub(crate) fn shown(name: &VPath) -> Self {
        let end = name.extension();
        Self::Shown(PUBLISHED.iter().position(|(_, ends)| ends.contains(&end.as_str())).unwrap_or(0))
    }

    /// Whether a page can show a file of this name in place.
    #[must_use]
    pub(crate) fn can_show(name: &VPath) -> bool {
        let end = name.extension();
        let shown = ["pictures", "sound", "film", "captions"];
        PUBLISHED.iter().any(|(group, ends)| shown.contains(group) && ends.contains(&end.as_str()))
    }

    fn takes(self, file: &VPath) -> bool {
        let end = file.extension();
        let is_page = file.below("content").is_some() && matches!(end.as_str(), "md" | "markdown");
        match self {
            Self::Page => is_page,
            Self::Shown(group) => PUBLISHED.get(group).is_some_and(|(_, ends)| ends.contains(&end.as_str())),
            Self::File => !is_page,
        }
    }
}

impl<'c> Nearest<'c> {
    /// Guesses from what a library contains.
    #[must_use]
    pub(crate) fn new(library: &'c Library) -> Self {
        Self {
            library,
            files: BTreeMap::new(),
            aliases: None,
            slugs: BTreeMap::new(),
            headings: BTreeMap::new(),
            examples: None,
        }
    }

    /// The file that was meant: one with a similar path, one of the same name in a different folder, one that begins in
    /// the same way, or one with a similar name in a different folder.
    pub(crate) fn file(&mut self, path: &VPath, wanted: Wanted) -> Option<&'c VPath> {
        let names = &self.library.names;
        let files = self.files.entry(wanted).or_insert_with(|| files(names, wanted));
        let opens = path.stem() == "index" || is_readme(path);
        let name = composed(path.as_str().strip_prefix("content").unwrap_or(path.as_str()));
        let tail = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let own = tail(&name);
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        // A few typing errors turn any short name into any other, so the names themselves must be similar.
        let is_like = |near: &&str| did_you_mean(&stem(&own), [stem(&tail(near)).as_str()]).is_some();
        let same_name = || if opens { None } else { files.paths.in_a_folder(&own) };
        let near = files.paths.near(&name).filter(is_like);
        let elsewhere = || {
            let near = files.names.near(&own).filter(is_like).filter(|_| !opens && stem(&own).chars().count() > 3)?;
            files.paths.in_a_folder(near)
        };
        // A typing error in the folder's name is likelier than a wrong folder, and that is likelier than one in the
        // file's name.
        let found = near.filter(|near| tail(near) == own).or_else(same_name).or(near);
        let found = found.or_else(|| files.paths.alike(&name)).or_else(elsewhere)?;
        names.files.get(&format!("content{found}")).or_else(|| names.static_files.get(found.trim_start_matches('/')))
    }

    /// The entry that lists the address of this path among its former ones.
    #[must_use]
    pub(crate) fn moved(&self, path: &VPath) -> Option<EntryIndex> {
        self.library.names.by_alias.get(former(&composed(path.below("content")?))).copied()
    }

    /// The entry that lists an address similar to this path's among its former ones.
    pub(crate) fn nearly_moved(&mut self, path: &VPath) -> Option<EntryIndex> {
        let by_alias = &self.library.names.by_alias;
        let below = composed(path.below("content")?);
        let former = former(&below);
        let near = self.aliases().near(former)?;
        // With a long folder in front, any two short names look similar, so the names are compared alone.
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        did_you_mean(&name(former), [name(near).as_str()])?;
        by_alias.get(near).copied()
    }

    fn aliases(&mut self) -> &Suggestions {
        let names = &self.library.names;
        self.aliases.get_or_insert_with(|| {
            let mut aliases: Vec<&str> = names.by_alias.keys().map(String::as_str).collect();
            aliases.sort_unstable();
            Suggestions::new(aliases)
        })
    }

    /// The slugs of a kind; when no kind is wanted, the slugs of all entries with their folders.
    pub(crate) fn slugs(&mut self, kind: Option<&str>) -> &Suggestions {
        let names = &self.library.names;
        self.slugs.entry(kind.map(str::to_owned)).or_insert_with(|| {
            let wanted = kind.unwrap_or("");
            let slugs = names.by_slug.keys().filter(|(kind, _)| kind == wanted).map(|(_, slug)| slug.as_str());
            let mut slugs: Vec<&str> = slugs.collect();
            slugs.sort_unstable();
            Suggestions::new(slugs)
        })
    }

    /// The id on a page that was most likely meant, and a list of the page's headings, empty when it has none.
    pub(crate) fn heading(&mut self, page: EntryIndex, anchor: &str) -> (Option<&str>, &str) {
        let body = &self.library.entries[page].body;
        let headings = self.headings.entry(page).or_insert_with(|| {
            let ids = body.outline.iter().map(|heading| heading.id.as_str());
            let listed = if body.outline.is_empty() { String::new() } else { one_of(ids) };
            Headings { anchors: Suggestions::new(body.anchors.iter().map(String::as_str)), listed }
        });
        (headings.anchors.near(anchor), &headings.listed)
    }

    /// A page that can be linked, as an example: from the same folder if possible, and not the page `beside`.
    pub(crate) fn example(&mut self, beside: EntryIndex) -> Option<EntryIndex> {
        let folder = self.library.entries[beside].file.folder();
        let examples = self.examples();
        let near = examples.by_folder.get(folder);
        near.into_iter().flatten().chain(&examples.first).copied().find(|index| *index != beside)
    }

    /// The first pages of a folder, without the page `but` and without the folder's `index.md`.
    pub(crate) fn pages_in(&mut self, folder: &str, but: EntryIndex) -> Vec<EntryIndex> {
        let library = self.library;
        let pages = self.examples().by_folder.get(folder);
        let own = |index: &EntryIndex| *index != but && !library.entries[*index].opens;
        pages.into_iter().flatten().copied().filter(own).collect()
    }

    fn examples(&mut self) -> &Examples {
        /// How many pages are kept: findings name only a few.
        const KEPT: usize = 6;
        let library = self.library;
        self.examples.get_or_insert_with(|| {
            let mut examples = Examples::default();
            for index in library.published() {
                let folder = library.entries[index].file.folder().to_owned();
                for pages in [examples.by_folder.entry(folder).or_default(), &mut examples.first] {
                    if pages.len() < KEPT {
                        pages.push(index);
                    }
                }
            }
            examples
        })
    }
}

/// The files of a site that the wanted kind of link can lead to.
fn files(names: &Names, wanted: Wanted) -> Files {
    let all = names.files.iter().filter(|(_, file)| wanted.takes(file));
    let mut paths: Vec<String> = all.map(|(name, _)| name.strip_prefix("content").unwrap_or(name).to_owned()).collect();
    let own = names.static_files.iter().filter(|(_, file)| wanted.takes(file));
    paths.extend(own.map(|(name, _)| format!("/{name}")));
    paths.sort_unstable();
    paths.dedup();
    let tails: BTreeSet<&str> = paths.iter().filter_map(|path| path.rsplit('/').next()).collect();
    let names = Suggestions::new(tails);
    Files { paths: Suggestions::new(paths), names }
}
