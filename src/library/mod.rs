//! The library: all entries together, with links and references resolved.
//!
//! A link that leads nowhere has a [`Target`] too: the checks make a finding of it, and pages show
//! its text. So a broken link never keeps a page from being made.

mod entries;
mod names;
mod nearest;
mod resolve;
mod target;
pub(crate) mod written;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::content::address::composed;
use crate::content::{Entry, Standing};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::memo::Memo;
use crate::schema::Type;
use crate::schema::value::{Value, walk_fields};
use crate::source::{File, Snapshot};
use crate::yaml::Step;
pub(crate) use entries::{Library, touched};
use names::Names;
pub(crate) use names::{EntryIndex, former};
pub(crate) use nearest::{Nearest, Wanted};
pub(crate) use target::{Missing, Reference, References, Target};

/// What the links and references of one entry lead to.
#[derive(Debug)]
struct Resolved {
    links: Arc<Vec<Target>>,
    inner_links: Arc<Vec<Vec<Target>>>,
    references: Arc<References>,
}

/// What a library keeps for the next build.
#[derive(Default)]
pub struct LibraryMemos {
    names: Memo<Arc<Names>>,
    resolved: Memo<Arc<Resolved>>,
}

impl LibraryMemos {
    /// Memos that keep nothing.
    #[must_use]
    pub fn off() -> Self {
        Self { names: Memo::off(), resolved: Memo::off() }
    }

    /// Ends a build.
    pub fn end_round(&self) {
        self.names.end_round();
        self.resolved.end_round();
    }
}

impl Library {
    /// Gathers entries and resolves their links and references.
    #[must_use]
    pub fn new(entries: Vec<Arc<Entry>>, snapshot: &Snapshot, memos: &LibraryMemos) -> Self {
        let standings: Vec<Standing> = entries.iter().map(|entry| entry.standing(snapshot.today)).collect();
        let heads = heads(&entries, &standings, snapshot);
        let names = memos.names.get(heads, || Arc::new(Names::of(&entries, snapshot)));
        let mut library = Self {
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
        library.resolve(memos);
        library
    }

    fn resolve(&mut self, memos: &LibraryMemos) {
        let this = &*self;
        let resolved: Vec<Arc<Resolved>> = this
            .entries
            .par_iter()
            .map(|entry| {
                let key = Mixer::new().fingerprint(entry.fingerprints.whole).fingerprint(this.heads).finish();
                memos.resolved.get(key, || Arc::new(this.resolve_entry(entry)))
            })
            .collect();
        for (index, resolved) in resolved.iter().enumerate() {
            let Resolved { links, inner_links, references } = &**resolved;
            let linked = links.iter().chain(inner_links.iter().flatten()).filter_map(Target::entry);
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

    /// The references of an entry's fields, resolved.
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

    /// Resolves a reference. It may be a slug of the wanted kind, an address, or a path to a file.
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
}

/// The fingerprint of everything that other entries can depend on: the heads of all entries, which of them are
/// published, and the names of all files.
fn heads(entries: &[Arc<Entry>], standings: &[Standing], snapshot: &Snapshot) -> Fingerprint {
    let mixer = Mixer::new().text(&format!("{}", snapshot.options.drafts));
    let mixer = entries.iter().zip(standings).fold(mixer, |mixer, (entry, standing)| {
        mixer.fingerprint(entry.fingerprints.head).bytes(&[u8::from(*standing == Standing::Published)])
    });
    let files = snapshot.below("content").chain(snapshot.below("static"));
    files
        .fold(mixer, |mixer, (path, file)| {
            mixer.text(path.as_str()).bytes(&[u8::from(matches!(file, File::Unreadable(_)))])
        })
        .finish()
}

/// The kind that the reference field at a path asks for; `None` when any kind will do.
#[must_use]
pub(crate) fn wanted_kind(fields: &indexmap::IndexMap<String, crate::schema::Field>, path: &[Step]) -> Option<String> {
    let (Step::Key(name), rest) = path.split_first()? else { return None };
    let ty = rest.iter().try_fold(&fields.get(name)?.ty, |ty, step| ty.inside(step))?;
    if let Type::Reference(kind) = ty { kind.clone() } else { None }
}
