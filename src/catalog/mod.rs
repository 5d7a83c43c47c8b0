//! The catalog: all entries together, with links and references resolved.
//!
//! A link that leads nowhere is a [`Target`] like any other; the checks tell of it, and pages show
//! its text. So a broken link never keeps a page from being made.

pub mod resolve;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::address::composed;
use crate::content::{Entry, Role, Standing};
use crate::schema::value::{Value, walk_fields};
use crate::source::{File, Snapshot, VPath};
use crate::yaml::Step;
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
    pub links: Vec<Vec<Target>>,
    /// The links of each entry's Markdown fields, in the order of `inner_bodies`.
    pub inner_links: Vec<Vec<Vec<Target>>>,
    /// The references of each entry: the way to the field, and the entry that it means.
    pub references: Vec<Vec<(Vec<Step>, Reference)>>,
    /// The entries that lead to each entry by link or reference.
    pub backlinks: Vec<BTreeSet<EntryIndex>>,
    by_kind: BTreeMap<String, Vec<EntryIndex>>,
    by_file: HashMap<String, EntryIndex>,
    files: HashMap<String, VPath>,
    folded_files: HashMap<String, String>,
    by_slug: HashMap<(String, String), EntryIndex>,
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
    pub fn new(entries: Vec<Arc<Entry>>, snapshot: &Snapshot) -> Self {
        let mut catalog = Self {
            standings: entries.iter().map(|entry| entry.standing(snapshot.today)).collect(),
            drafts: snapshot.options.drafts,
            links: Vec::new(),
            inner_links: Vec::new(),
            references: Vec::new(),
            backlinks: vec![BTreeSet::new(); entries.len()],
            by_kind: BTreeMap::new(),
            by_file: HashMap::new(),
            files: HashMap::new(),
            folded_files: HashMap::new(),
            by_slug: HashMap::new(),
            entries,
        };
        catalog.index(snapshot);
        catalog.resolve();
        catalog
    }

    fn index(&mut self, snapshot: &Snapshot) {
        for (index, entry) in self.entries.iter().enumerate() {
            self.by_file.insert(composed(entry.file.as_str()), index);
            if entry.role == Role::Entry || entry.role == Role::Page {
                self.by_kind.entry(entry.kind.id.clone()).or_default().push(index);
                let stem = entry.url.as_str().trim_end_matches('/');
                self.by_slug.entry((entry.kind.id.clone(), entry.slug.clone())).or_insert(index);
                self.by_slug.entry((String::new(), stem.to_owned())).or_insert(index);
            }
        }
        for (path, file) in snapshot.below("content") {
            if matches!(file, File::Text { .. } | File::Blob { .. }) {
                self.files.insert(composed(path.as_str()), path.clone());
            }
            self.folded_files.entry(composed(path.as_str()).to_lowercase()).or_insert_with(|| path.as_str().to_owned());
        }
    }

    fn resolve(&mut self) {
        let this = &*self;
        let resolved: Vec<_> = this
            .entries
            .par_iter()
            .map(|entry| {
                let targets = |body: &crate::markdown::Body| -> Vec<Target> {
                    body.links.iter().map(|link| this.target(entry, link)).collect()
                };
                let inner = entry.inner_bodies.iter().map(|(.., body)| targets(body)).collect();
                (targets(&entry.body), inner, this.references_of(entry))
            })
            .collect();
        for (index, (links, inner, references)) in resolved.into_iter().enumerate() {
            let inner_targets: &Vec<Vec<Target>> = &inner;
            let linked = links.iter().chain(inner_targets.iter().flatten()).filter_map(|target| match target {
                Target::Entry { index, .. } => Some(*index),
                _ => None,
            });
            let referred = references.iter().filter_map(|(_, reference)| match reference {
                Reference::Entry(index) => Some(*index),
                Reference::WrongKind(_) | Reference::Missing => None,
            });
            for target in linked.chain(referred).filter(|target| *target != index) {
                self.backlinks[target].insert(index);
            }
            self.links.push(links);
            self.inner_links.push(inner);
            self.references.push(references);
        }
    }

    /// The references of an entry's fields.
    fn references_of(&self, entry: &Entry) -> Vec<(Vec<Step>, Reference)> {
        let mut references = Vec::new();
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            if let Value::Reference(written) = value {
                let wanted = wanted_kind(&entry.kind.fields, path);
                references.push((path.to_vec(), self.reference(entry, written, wanted.as_deref())));
            }
        });
        references
    }

    /// Follows a reference: a slug of the wanted kind, an address, or a path to a file.
    #[must_use]
    pub fn reference(&self, from: &Entry, written: &str, wanted: Option<&str>) -> Reference {
        let name = composed(written.trim().trim_matches('/'));
        let name = name.strip_suffix(".md").unwrap_or(&name);
        let by_kind = wanted.and_then(|kind| self.by_slug.get(&(kind.to_owned(), name.to_lowercase())));
        let by_address = || self.by_slug.get(&(String::new(), name.to_lowercase()));
        let by_file = || {
            let path = from.file.follow(&composed(written))?;
            self.by_file.get(&composed(path.as_str())).or_else(|| self.by_file.get(&format!("{path}.md")))
        };
        let Some(index) = by_kind.or_else(by_address).or_else(by_file).copied() else { return Reference::Missing };
        match wanted {
            Some(kind) if self.entries[index].kind.id != kind => Reference::WrongKind(index),
            Some(_) | None => Reference::Entry(index),
        }
    }

    /// Whether an entry is part of the output.
    #[must_use]
    pub fn is_published(&self, index: EntryIndex) -> bool {
        self.drafts || self.standings[index] == Standing::Published
    }

    /// The published entries of a kind, in the order of their files.
    #[must_use]
    pub fn of_kind(&self, kind: &str) -> Vec<EntryIndex> {
        let all = self.by_kind.get(kind).map_or(&[][..], Vec::as_slice);
        all.iter().copied().filter(|index| self.is_published(*index)).collect()
    }

    /// All published entries and pages, without home and the openings of sections.
    #[must_use]
    pub fn published(&self) -> Vec<EntryIndex> {
        let is_leaf = |index: &EntryIndex| matches!(self.entries[*index].role, Role::Entry | Role::Page);
        (0..self.entries.len()).filter(is_leaf).filter(|index| self.is_published(*index)).collect()
    }

    /// The slugs of a kind, or of every entry with its folder when no kind is wanted; for "did you mean".
    pub fn slugs<'c>(&'c self, kind: Option<&'c str>) -> impl Iterator<Item = &'c str> {
        let wanted = kind.unwrap_or("");
        let mut slugs: Vec<&str> =
            self.by_slug.keys().filter(|(kind, _)| kind == wanted).map(|(_, slug)| slug.as_str()).collect();
        slugs.sort_unstable();
        slugs.into_iter()
    }

    /// The opening of a section, when its folder has an `index.md`.
    #[must_use]
    pub fn opening(&self, folder: &str) -> Option<EntryIndex> {
        let path = if folder.is_empty() { "content/index.md".to_owned() } else { format!("content/{folder}/index.md") };
        self.by_file.get(&composed(&path)).copied().filter(|index| self.is_published(*index))
    }
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
