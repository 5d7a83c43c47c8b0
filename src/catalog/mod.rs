//! The catalog: all entries together, with links and references resolved.
//!
//! A link that leads nowhere is a [`Target`] like any other; the checks tell of it, and pages show
//! its text. So a broken link never keeps a page from being made.

mod nearest;
pub mod resolve;
pub mod written;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::artifact::folders;
use crate::content::address::{alias_url, composed};
use crate::content::{Entry, Role, Standing};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::memo::Memo;
use crate::schema::value::{Value, walk_fields};
use crate::source::{File, Snapshot, VPath};
use crate::yaml::Step;
pub use nearest::{Nearest, Wanted, former};
pub use resolve::{Missing, Target};

/// The number of an entry in [`Catalog::entries`].
pub type EntryIndex = usize;

/// All entries, their links and references.
#[derive(Debug)]
pub struct Catalog {
    /// Entries in the order of their files.
    pub entries: Vec<Arc<Entry>>,
    /// Whether each entry is published.
    pub standings: Vec<Standing>,
    /// Whether drafts and future pages are published too.
    pub drafts: bool,
    /// The links of each entry's body, in the order of `Body::links`.
    pub links: Vec<Arc<Vec<Target>>>,
    /// The links of each entry's Markdown fields, in the order of `inner_bodies`.
    pub inner_links: Vec<Arc<Vec<Vec<Target>>>>,
    /// The references of each entry: the way to the field, and the entry that it means.
    pub references: Vec<Arc<References>>,
    /// The entries that lead to each entry by link or reference.
    pub backlinks: Vec<BTreeSet<EntryIndex>>,
    /// Those of them that lead there by reference.
    pub referrers: Vec<BTreeSet<EntryIndex>>,
    /// The print of every entry's head, of who is published, and of the names of all files: what lists,
    /// addresses and verdicts are made from.
    pub heads: Fingerprint,
    names: Arc<Names>,
}

/// The references of an entry: what each means, by the way to its field.
pub type References = BTreeMap<Vec<Step>, Reference>;

/// Entries and files by their names.
#[derive(Debug, Default)]
struct Names {
    by_kind: BTreeMap<String, Vec<EntryIndex>>,
    by_file: HashMap<String, EntryIndex>,
    files: HashMap<String, VPath>,
    /// The files of `static/` by their addresses.
    static_files: HashMap<String, VPath>,
    /// The files of `content/` and `static/` by their addresses in small letters.
    folded_files: HashMap<String, VPath>,
    by_slug: HashMap<(String, String), EntryIndex>,
    /// The pages of folders, that which counts first.
    openings: HashMap<String, Vec<EntryIndex>>,
    /// The folders of `content/`.
    folders: HashSet<String>,
    /// The entries by their former addresses, without what stands at the end.
    by_alias: HashMap<String, EntryIndex>,
}

/// What the links and references of one entry lead to.
#[derive(Debug)]
struct Resolved {
    links: Arc<Vec<Target>>,
    inner_links: Arc<Vec<Vec<Target>>>,
    references: Arc<References>,
}

/// What a catalog leaves for the next one.
#[derive(Default)]
pub struct CatalogMemos {
    names: Memo<Arc<Names>>,
    resolved: Memo<Arc<Resolved>>,
}

impl CatalogMemos {
    /// Ends a build.
    pub fn end_round(&self) {
        self.names.end_round();
        self.resolved.end_round();
    }
}

/// What a reference field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// An entry of the wanted kind.
    Entry(EntryIndex),
    /// An entry of another kind than the field asks for.
    WrongKind(EntryIndex),
    /// Nothing.
    Missing,
}

impl Catalog {
    /// Gathers entries and resolves what they point at.
    #[must_use]
    pub fn new(entries: Vec<Arc<Entry>>, snapshot: &Snapshot, memos: &CatalogMemos) -> Self {
        let standings: Vec<Standing> = entries.iter().map(|entry| entry.standing(snapshot.today)).collect();
        let heads = heads(&entries, &standings, snapshot);
        let names = memos.names.get(heads, || Arc::new(names(&entries, snapshot)));
        let mut catalog = Self {
            standings,
            drafts: snapshot.options.drafts,
            links: Vec::with_capacity(entries.len()),
            inner_links: Vec::with_capacity(entries.len()),
            references: Vec::with_capacity(entries.len()),
            backlinks: vec![BTreeSet::new(); entries.len()],
            referrers: vec![BTreeSet::new(); entries.len()],
            heads,
            names,
            entries,
        };
        catalog.resolve(memos);
        catalog
    }

    fn resolve(&mut self, memos: &CatalogMemos) {
        let this = &*self;
        let resolved: Vec<Arc<Resolved>> = this
            .entries
            .par_iter()
            .map(|entry| {
                let key = Mixer::new().print(entry.prints.whole).print(this.heads).finish();
                memos.resolved.get(key, || Arc::new(this.resolve_entry(entry)))
            })
            .collect();
        for (index, resolved) in resolved.iter().enumerate() {
            let Resolved { links, inner_links, references } = &**resolved;
            let linked = links.iter().chain(inner_links.iter().flatten()).filter_map(|target| match target {
                Target::Entry { index, .. } => Some(*index),
                _ => None,
            });
            let referred = references.values().filter_map(|reference| match reference {
                Reference::Entry(index) => Some(*index),
                Reference::WrongKind(_) | Reference::Missing => None,
            });
            for target in linked.chain(referred.clone()).filter(|target| *target != index) {
                self.backlinks[target].insert(index);
            }
            for target in referred {
                self.referrers[target].insert(index);
            }
            self.links.push(Arc::clone(links));
            self.inner_links.push(Arc::clone(inner_links));
            self.references.push(Arc::clone(references));
        }
    }

    fn resolve_entry(&self, entry: &Entry) -> Resolved {
        let targets = |body: &crate::markdown::Body| -> Vec<Target> {
            body.links.iter().map(|link| self.target(entry, link)).collect()
        };
        Resolved {
            links: Arc::new(targets(&entry.body)),
            inner_links: Arc::new(entry.inner_bodies.iter().map(|(.., body)| targets(body)).collect()),
            references: Arc::new(self.references_of(entry)),
        }
    }

    /// The references of an entry's fields.
    fn references_of(&self, entry: &Entry) -> References {
        let mut references = References::new();
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            if let Value::Reference(written) = value {
                let wanted = wanted_kind(&entry.kind.fields, path);
                references.insert(path.to_vec(), self.reference(entry, written, wanted.as_deref()));
            }
        });
        references
    }

    /// Follows a reference: a slug of the wanted kind, an address, or a path to a file.
    #[must_use]
    pub fn reference(&self, from: &Entry, written: &str, wanted: Option<&str>) -> Reference {
        let name = composed(written.trim().trim_matches('/'));
        let name = name.strip_suffix(".md").unwrap_or(&name);
        let by_kind = wanted.and_then(|kind| self.names.by_slug.get(&(kind.to_owned(), name.to_lowercase())));
        let by_address = || self.names.by_slug.get(&(String::new(), name.to_lowercase()));
        let by_file = || {
            let path = from.file.follow(&composed(written))?;
            self.names.by_file.get(&composed(path.as_str())).or_else(|| self.names.by_file.get(&format!("{path}.md")))
        };
        let Some(index) = by_kind.or_else(by_address).or_else(by_file).copied() else { return Reference::Missing };
        match wanted {
            Some(kind) if self.entries[index].kind.id != kind => Reference::WrongKind(index),
            Some(_) | None => Reference::Entry(index),
        }
    }

    /// The entry that the reference at a path of an entry's fields means, when it is published. Of another one nothing is
    /// shown, not even its title.
    #[must_use]
    pub fn named(&self, index: EntryIndex, path: &[Step]) -> Option<EntryIndex> {
        let reference = self.references[index].get(path)?;
        match reference {
            Reference::Entry(target) => Some(*target).filter(|target| self.is_published(*target)),
            Reference::WrongKind(_) | Reference::Missing => None,
        }
    }

    /// The references of an entry to what is not published, by the ways to them.
    pub fn hidden(&self, index: EntryIndex) -> impl Iterator<Item = &[Step]> {
        let is_hidden = |reference: &Reference| match reference {
            Reference::Entry(target) | Reference::WrongKind(target) => !self.is_published(*target),
            Reference::Missing => false,
        };
        let references = self.references[index].iter().filter(move |(_, reference)| is_hidden(reference));
        references.map(|(way, _)| way.as_slice())
    }

    /// The entry that a file holds.
    #[must_use]
    pub fn of_file(&self, file: &VPath) -> Option<EntryIndex> {
        self.names.by_file.get(&composed(file.as_str())).copied()
    }

    /// Whether an entry is part of the output.
    #[must_use]
    pub fn is_published(&self, index: EntryIndex) -> bool {
        self.drafts || self.standings[index] == Standing::Published
    }

    /// The published entries of a kind, in the order of their files.
    #[must_use]
    pub fn of_kind(&self, kind: &str) -> Vec<EntryIndex> {
        let all = self.names.by_kind.get(kind).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|index| self.is_published(*index)).collect()
    }

    /// All published entries and pages, without home and the openings of sections.
    #[must_use]
    pub fn published(&self) -> Vec<EntryIndex> {
        let is_leaf = |index: &EntryIndex| matches!(self.entries[*index].role, Role::Entry | Role::Page);
        (0..self.entries.len()).filter(is_leaf).filter(|index| self.is_published(*index)).collect()
    }

    /// The page of a folder of the content folder, when it has one that is published.
    #[must_use]
    pub fn opening(&self, folder: &str) -> Option<EntryIndex> {
        let folder = if folder.is_empty() { "content".to_owned() } else { composed(&format!("content/{folder}")) };
        let openings = self.names.openings.get(&folder)?;
        openings.iter().copied().find(|index| self.is_published(*index))
    }
}

/// The print of what an entry's neighbors depend on: all heads, who is published, and the names of all files.
fn heads(entries: &[Arc<Entry>], standings: &[Standing], snapshot: &Snapshot) -> Fingerprint {
    let mixer = Mixer::new().text(&format!("{}", snapshot.options.drafts));
    let mixer = entries.iter().zip(standings).fold(mixer, |mixer, (entry, standing)| {
        mixer.print(entry.prints.head).bytes(&[u8::from(*standing == Standing::Published)])
    });
    let files = snapshot.below("content").chain(snapshot.below("static"));
    files
        .fold(mixer, |mixer, (path, file)| {
            mixer.text(path.as_str()).bytes(&[u8::from(matches!(file, File::Unreadable(_)))])
        })
        .finish()
}

fn names(entries: &[Arc<Entry>], snapshot: &Snapshot) -> Names {
    let mut names = Names::default();
    for (index, entry) in entries.iter().enumerate() {
        names.by_file.insert(composed(entry.file.as_str()), index);
        if entry.opens {
            names.openings.entry(composed(entry.file.folder())).or_default().push(index);
        }
        if let Some(Value::List(aliases)) = entry.fields.get("aliases") {
            let texts =
                aliases.iter().filter_map(|alias| if let Value::Text(alias) = alias { Some(alias) } else { None });
            for url in texts.filter_map(|alias| alias_url(alias)) {
                let address = nearest::former(url.as_str().trim_end_matches('/'));
                names.by_alias.entry(address.to_owned()).or_insert(index);
            }
        }
        if entry.role == Role::Entry || entry.role == Role::Page {
            names.by_kind.entry(entry.kind.id.clone()).or_default().push(index);
            let stem = entry.url.as_str().trim_end_matches('/');
            names.by_slug.entry((entry.kind.id.clone(), entry.slug.clone())).or_insert(index);
            names.by_slug.entry((String::new(), stem.to_owned())).or_insert(index);
        }
    }
    for openings in names.openings.values_mut() {
        openings.sort_by_key(|index| entries[*index].file.extension() != "md");
    }
    for (path, file) in snapshot.below("content") {
        if matches!(file, File::Text { .. } | File::Blob { .. }) {
            names.files.insert(composed(path.as_str()), path.clone());
        }
        let below = composed(path.below("content").unwrap_or_default());
        names.folded_files.entry(below.to_lowercase()).or_insert_with(|| path.clone());
        for folder in folders(&below).rev() {
            if !names.folders.insert(folder.to_owned()) {
                break;
            }
        }
    }
    for (path, file) in snapshot.below("static") {
        if let (Some(below), File::Text { .. } | File::Blob { .. }) = (path.below("static"), file) {
            let below = composed(below);
            names.folded_files.entry(below.to_lowercase()).or_insert_with(|| path.clone());
            names.static_files.insert(below, path.clone());
        }
    }
    names
}

/// The kind that the field at a path refers to; `None` for any kind.
#[must_use]
pub fn wanted_kind(fields: &indexmap::IndexMap<String, crate::schema::Field>, path: &[Step]) -> Option<String> {
    use crate::schema::Type;
    let (Step::Key(name), mut rest) = path.split_first()? else { return None };
    let mut ty = &fields.get(name)?.ty;
    loop {
        match (ty, rest.split_first()) {
            (Type::Reference(kind), _) => return kind.clone(),
            (Type::List(item), Some((Step::Item(_), deeper))) => (ty, rest) = (&item.ty, deeper),
            (Type::Group(fields), Some((Step::Key(name), deeper))) => (ty, rest) = (&fields.get(name)?.ty, deeper),
            _ => return None,
        }
    }
}

/// The day on which a page was last touched, for lists and feeds: updated, else reviewed, else date.
#[must_use]
pub fn touched(entry: &Entry) -> Option<Date> {
    ["updated", "reviewed", "date"].iter().find_map(|name| entry.date(name))
}
