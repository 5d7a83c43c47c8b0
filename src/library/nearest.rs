//! What was most likely meant by a link or a reference that leads nowhere.
//!
//! Made by whoever tells of such links, when the first one is told: the entries themselves need none of it.

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
    /// Something to show in place: one of the groups of [`PUBLISHED`] by its number, pictures first.
    Shown(usize),
    /// Any other file.
    File,
}

/// Looks up files, slugs and headings by names that are nearly theirs.
pub(crate) struct Nearest<'c> {
    library: &'c Library,
    files: BTreeMap<Wanted, Files>,
    aliases: Option<Suggestions>,
    slugs: BTreeMap<Option<String>, Suggestions>,
    headings: BTreeMap<EntryIndex, Headings>,
    examples: Option<Examples>,
}

/// Files that are wanted.
struct Files {
    /// Their ways from the content folder, or from `static/`, with a slash in front.
    paths: Suggestions,
    /// Their names alone.
    names: Suggestions,
}

/// Where links to a page can lead.
struct Headings {
    anchors: Suggestions,
    /// The first headings, in words; empty for a page that has none.
    listed: String,
}

/// The first pages of each folder and of the site, as examples of what can be linked.
#[derive(Default)]
struct Examples {
    by_folder: HashMap<String, Vec<EntryIndex>>,
    first: Vec<EntryIndex>,
}

impl Wanted {
    /// What a picture, a sound or a film with this name is shown as.
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
    /// Looks up what a library holds.
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

    /// The file that was meant: one whose name is near, one of that name in another folder, one that begins alike, or one
    /// whose name is near in another folder.
    pub(crate) fn file(&mut self, path: &VPath, wanted: Wanted) -> Option<&'c VPath> {
        let names = &self.library.names;
        let files = self.files.entry(wanted).or_insert_with(|| files(names, wanted));
        let opens = path.stem() == "index" || is_readme(path);
        let name = composed(path.as_str().strip_prefix("content").unwrap_or(path.as_str()));
        let tail = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        let own = tail(&name);
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        // Three slips make a word of any other one that is as short.
        let is_like = |near: &&str| did_you_mean(&stem(&own), [stem(&tail(near)).as_str()]).is_some();
        let same_name = || if opens { None } else { files.paths.in_a_folder(&own) };
        let near = files.paths.near(&name).filter(is_like);
        let elsewhere = || {
            let near = files.names.near(&own).filter(is_like).filter(|_| !opens && stem(&own).chars().count() > 3)?;
            files.paths.in_a_folder(near)
        };
        // A slip in the folder's name is likelier than another folder, and that is likelier than a slip in the file's.
        let found = near.filter(|near| tail(near) == own).or_else(same_name).or(near);
        let found = found.or_else(|| files.paths.alike(&name)).or_else(elsewhere)?;
        names.files.get(&format!("content{found}")).or_else(|| names.static_files.get(found.trim_start_matches('/')))
    }

    /// The entry that has the address of a path among its former ones.
    #[must_use]
    pub(crate) fn moved(&self, path: &VPath) -> Option<EntryIndex> {
        self.library.names.by_alias.get(former(&composed(path.below("content")?))).copied()
    }

    /// The entry that nearly has the address of a path among its former ones.
    pub(crate) fn nearly_moved(&mut self, path: &VPath) -> Option<EntryIndex> {
        let by_alias = &self.library.names.by_alias;
        let below = composed(path.below("content")?);
        let former = former(&below);
        let near = self.aliases().near(former)?;
        // Long folders make any two short names look alike.
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

    /// The slugs of a kind, or of every entry with its folder when no kind is wanted.
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

    /// The id on a page that was most likely meant, and a list of its headings; nothing for a page without any.
    pub(crate) fn heading(&mut self, page: EntryIndex, anchor: &str) -> (Option<&str>, &str) {
        let body = &self.library.entries[page].body;
        let headings = self.headings.entry(page).or_insert_with(|| {
            let ids = body.outline.iter().map(|heading| heading.id.as_str());
            let listed = if body.outline.is_empty() { String::new() } else { one_of(ids) };
            Headings { anchors: Suggestions::new(body.anchors.iter().map(String::as_str)), listed }
        });
        (headings.anchors.near(anchor), &headings.listed)
    }

    /// Another page of the site, of the same folder where there is one, as an example of what can be linked.
    pub(crate) fn example(&mut self, beside: EntryIndex) -> Option<EntryIndex> {
        let folder = self.library.entries[beside].file.folder();
        let examples = self.examples();
        let near = examples.by_folder.get(folder);
        near.into_iter().flatten().chain(&examples.first).copied().find(|index| *index != beside)
    }

    /// The first pages of a folder, but for one.
    pub(crate) fn pages_in(&mut self, folder: &str, but: EntryIndex) -> Vec<EntryIndex> {
        let library = self.library;
        let pages = self.examples().by_folder.get(folder);
        let own = |index: &EntryIndex| *index != but && !library.entries[*index].opens;
        pages.into_iter().flatten().copied().filter(own).collect()
    }

    fn examples(&mut self) -> &Examples {
        /// Of two at least one is another page than that which asks, and more than a few are not named.
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

/// The files of a site that are wanted.
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
