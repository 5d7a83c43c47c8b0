//! References to entries that do not exist, or are of the wrong kind.

use std::collections::BTreeMap;

use crate::content::address::slug;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::href::Tail;
use crate::library::{Library, Nearest, Reference};
use crate::scene::Scene;
use crate::schema::Value;
use crate::schema::kind::PAGE;
use crate::schema::value::walk_fields;
use crate::source::{Span, VPath};

rule! {
    /// A field refers to an entry that does not exist, or to an entry of the wrong kind. A reference is the name of the
    /// entry's file without `.md`.
    ///
    /// Bad:
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// fields:
    ///   use_instead: { type: reference, to: tool }
    /// ```
    /// ```markdown content/tools/pear-deck.md
    /// ---
    /// title: Pear Deck
    /// use_instead: nearpot
    /// ---
    /// ```
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    /// ```
    /// Good:
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// fields:
    ///   use_instead: { type: reference, to: tool }
    /// ```
    /// ```markdown content/tools/pear-deck.md
    /// ---
    /// title: Pear Deck
    /// use_instead: nearpod
    /// ---
    /// ```
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    /// ```
    pub(super) BROKEN_REFERENCE = "broken-reference", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let library = &scene.library;
    let mut found = Vec::new();
    let mut nearest = Nearest::new(library);
    let mut by_slug = None;
    for (index, entry) in library.entries.iter().enumerate() {
        walk_fields(&entry.fields, &mut Vec::new(), &mut |value, path| {
            let Value::Reference(written) = value else { return };
            let reference = library.references[index].get(path).copied();
            let wanted = crate::library::wanted_kind(&entry.kind.fields, path);
            match reference {
                Some(Reference::WrongKind(other)) => {
                    let other = &library.entries[other];
                    let (is, wants) = (other.kind.one.to_lowercase(), wanted.unwrap_or_default());
                    let message = format!(
                        "`{}` is of the kind {is}, but this field has to name an entry of the kind {wants}",
                        excerpt(written)
                    );
                    let diagnostic = BROKEN_REFERENCE.at(entry.field_span(path), message).about(written.as_str());
                    found.push(
                        diagnostic
                            .other(Span::file(&other.file), "the field names this file")
                            .help(format!("name an entry of the kind `{wants}`")),
                    );
                }
                Some(Reference::Missing) => {
                    let kind = wanted.as_deref();
                    let label = kind
                        .and_then(|kind| scene.site.kinds.get(kind))
                        .map_or("entry".to_owned(), |kind| kind.one.to_lowercase());
                    let span = entry.field_span(path);
                    let diagnostic =
                        BROKEN_REFERENCE.at(span.clone(), format!("there is no {label} `{}`", excerpt(written)));
                    let diagnostic = diagnostic.about(written.as_str());
                    let moved = moved(scene, &nearest, written, kind);
                    let named = name(written);
                    let slugs = nearest.slugs(kind);
                    // A page of that name may lie in a folder whose name is similar to the kind's folder. The finding
                    // on that folder is then the cause of this one.
                    let mut misplaced = || {
                        let kind = scene.site.kinds.get(kind?)?;
                        let pages = by_slug
                            .get_or_insert_with(|| pages_by_slug(library))
                            .get(written.trim_end_matches(".md"))?;
                        pages.iter().find_map(|file| super::kind_folder::meant_folder(file, kind))
                    };
                    let diagnostic = Diagnostic { follows: misplaced(), ..diagnostic };
                    // A field that takes any kind needs the kind's folder in front of the name.
                    let exact = || slugs.position(&named).map(|_| named.as_str()).or_else(|| slugs.in_a_folder(&named));
                    let near = || exact().or_else(|| slugs.meant(written)).or_else(|| slugs.meant(&named));
                    found.push(match moved.as_deref().or_else(near) {
                        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(span, near),
                        None if slugs.names().next().is_none() => {
                            diagnostic.help("the site has no entry of that kind yet")
                        }
                        None => diagnostic.help(format!("write the name of a file without `.md`: {}", slugs.listed())),
                    });
                }
                Some(Reference::Entry(_)) | None => {}
            }
        });
    }
    found
}

/// The files of plain pages, by the last part of their addresses.
fn pages_by_slug(library: &Library) -> BTreeMap<&str, Vec<&VPath>> {
    let mut pages: BTreeMap<&str, Vec<&VPath>> = BTreeMap::new();
    for entry in library.entries.iter().filter(|entry| entry.kind.id == PAGE) {
        pages.entry(&entry.slug).or_default().push(&entry.file);
    }
    pages
}

/// The name of an entry that was meant by a path, an address or a title.
fn name(written: &str) -> String {
    let path = Tail::split(written.trim()).0.trim_end_matches(['/', '\\']);
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let ends = [".md", ".markdown", ".html", ".htm", ".MD"];
    slug(ends.iter().find_map(|end| last.strip_suffix(end)).unwrap_or(last))
}

/// The present name of an entry that once had the name or address that is written.
fn moved(scene: &Scene, nearest: &Nearest<'_>, written: &str, wanted: Option<&str>) -> Option<String> {
    let name = name(written);
    let own = written.trim().trim_matches('/');
    let kind = wanted.and_then(|kind| scene.site.kinds.get(kind));
    let beside = kind.map(|kind| format!("content/{}/{name}", kind.folder));
    let paths = [Some(format!("content/{own}")), beside, Some(format!("content/{name}"))];
    let index = paths.into_iter().flatten().find_map(|path| nearest.moved(&VPath::new(&path)?))?;
    let entry = &scene.library.entries[index];
    match wanted {
        Some(kind) => (entry.kind.id == kind).then(|| entry.slug.clone()),
        None => Some(entry.url.as_str().trim_end_matches('/').to_owned()),
    }
}
