//! The claims that belong to no section: folders of one maker, pages at fixed addresses, files of outputs, entries,
//! other files, aliases and smaller pictures.

use std::collections::BTreeSet;

use super::addresses::{self, PREVIEW, a_to_z, changes, search};
use super::claims::{Claim, Made, Maker, Place};
use super::pages::Planned;
use super::pictures::smaller;
use super::planner::Planner;
use crate::artifact::UrlPath;
use crate::content::address::alias_url;
use crate::content::{Entry, Role, Standing};
use crate::diagnostic::rule;
use crate::document::excerpt;
use crate::library::{EntryIndex, Library, written};
use crate::schema::Value;
use crate::source::VPath;
use crate::yaml::{Part, Step};

rule! {
    /// An alias is not an address of the site.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// aliases: ["https://old.example/about"]
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// aliases: [about-us]
    /// ---
    /// ```
    pub(crate) BAD_ALIAS = "bad-alias", Error
}

/// Claims the folders that belong to one maker. This comes before all other claims.
pub(super) fn folders(planner: &mut Planner<'_>) {
    let mut own = |url: &str, maker, owner: &str, whole| {
        let (url, owner) = (UrlPath::new(url), owner.to_owned());
        planner.plan.claims.claim_folder(
            Claim { url, maker, owner, place: Place::Nowhere, made: Made::Perhaps, purpose: None },
            whole,
        );
    };
    own(PREVIEW, Maker::Preview, "the preview", false);
    for claimant in planner.claimants {
        if let Some(folder) = claimant.folder() {
            own(folder.url, claimant.maker(), folder.owner, folder.whole);
        }
    }
}

/// Claims the pages at fixed addresses.
pub(super) fn pages(planner: &mut Planner<'_>) {
    let library = planner.library;
    let home = library.opening("").map(|index| Place::File(library.entries[index].file.clone()));
    planner.page(UrlPath::new(""), Planned::Home, home.unwrap_or(Place::Nowhere), "the home page");
    let not_found = "the page for addresses that do not exist";
    planner.page(addresses::not_found(), Planned::NotFound, Place::Nowhere, not_found);
    planner.page(a_to_z(), Planned::AToZ, Place::Nowhere, "the list of everything from A to Z");
    planner.page(search(), Planned::Search, Place::Nowhere, "the search page");
    if may_have_news(library) {
        let has_news = has_news(planner);
        let made = if has_news { Made::Today } else { Made::Later };
        let free = planner.reserve(&changes(), Maker::Page, Place::Nowhere, "the list of what is new", made);
        if free && has_news {
            planner.plan.pages.insert(changes(), Planned::Changes);
        }
    }
}

/// Claims the files that outputs make once for the site.
pub(super) fn outputs(planner: &mut Planner<'_>) {
    for claimant in planner.claimants {
        let wishes = claimant.of_site(planner.site, planner.snapshot);
        let linked = planner.grant(claimant.maker(), wishes);
        planner.plan.linked.extend(linked);
    }
}

/// Claims the pages of entries. `homeless` are the kinds whose sections got no address.
pub(super) fn entries(planner: &mut Planner<'_>, homeless: &BTreeSet<String>) {
    let library = planner.library;
    for (index, entry) in library.all_published() {
        // There is a finding already about the address of this entry's section.
        if entry.role == Role::Entry && homeless.contains(&entry.kind.id) {
            continue;
        }
        if !is_opening(library, index) {
            let owner = format!("`{}`", entry.file);
            planner.page(entry.url.clone(), Planned::Entry(index), Place::File(entry.file.clone()), owner);
        }
    }
}

/// Claims the addresses of published files.
pub(super) fn files(planner: &mut Planner<'_>, files: &BTreeSet<VPath>) {
    for path in files {
        let Some(below) = path.below("content").or_else(|| path.below("static")) else { continue };
        let url = UrlPath::new(below);
        if planner.claim(&url, Maker::File, Place::File(path.clone()), format!("`{path}`")) {
            planner.plan.files.insert(url, path.clone());
        }
    }
}

/// Claims the old addresses of entries.
pub(super) fn aliases(planner: &mut Planner<'_>) {
    let library = planner.library;
    for (index, entry) in library.all_published() {
        let Some(aliases) = entry.fields.get("aliases").and_then(Value::as_list) else { continue };
        for (number, alias) in aliases.iter().enumerate() {
            let Some(alias) = alias.as_text() else { continue };
            let Some(url) = alias_url(alias) else {
                let path = [Step::Key("aliases".to_owned()), Step::Item(number)];
                let span = entry.front.span(&path, Part::Value);
                let message = format!("`{alias}` is not an address of this site");
                let help = "write the old address without the site's name, such as tools/old-name";
                planner.diagnostics.push(BAD_ALIAS.at(span, message).help(help));
                continue;
            };
            let owner = format!("the alias `{}` of `{}`", excerpt(alias), entry.file);
            planner.page(url, Planned::Redirect(index), Place::Alias(index, number), owner);
        }
    }
}

/// Claims the addresses of smaller pictures. They come last: a smaller picture whose address is taken is not made.
pub(super) fn pictures(planner: &mut Planner<'_>) {
    for path in planner.plan.files.values() {
        let smaller = planner.snapshot.picture(path).map(|picture| smaller(path, &picture));
        for (url, _) in smaller.into_iter().flatten() {
            let (owner, place) = (format!("a smaller picture of `{path}`"), Place::File(path.clone()));
            let (maker, made) = (Maker::Picture, Made::Perhaps);
            let _ = planner.plan.claims.claim(Claim { url, maker, owner, place, made, purpose: None });
        }
    }
}

/// Whether an entry is shown on the home page or on its section's page, and has no page of its own.
fn is_opening(library: &Library, index: EntryIndex) -> bool {
    let folder =
        |entry: &Entry| entry.file.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/').to_owned();
    let entry = &library.entries[index];
    matches!(entry.role, Role::Home | Role::Section) && library.opening(&folder(entry)) == Some(index)
}

/// Whether the page of what is new has anything to show: an entry with a life, or a dated change.
fn has_news(planner: &Planner<'_>) -> bool {
    let library = planner.library;
    let lives = library.published().iter().any(|index| library.entries[*index].kind.life.is_some());
    lives || !written::changes(library, planner.snapshot.today).is_empty()
}

/// Whether the page of what is new has anything to show, today or on a later day. Its address is reserved before that
/// day, so that no other page takes it.
fn may_have_news(library: &Library) -> bool {
    library.entries.iter().zip(&library.standings).any(|(entry, standing)| {
        let comes = library.drafts || *standing != Standing::Draft;
        let has_changes = entry.fields.get("changes").and_then(Value::as_list).is_some_and(|items| !items.is_empty());
        comes && matches!(entry.role, Role::Entry | Role::Page) && (entry.kind.life.is_some() || has_changes)
    })
}
