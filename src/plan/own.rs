//! What the plan claims for the whole site: pages at fixed addresses, outputs, entries, files, aliases and smaller
//! pictures.

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

/// Folders that belong to one maker, before anything else is claimed.
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

/// The pages at fixed addresses.
pub(super) fn pages(planner: &mut Planner<'_>) {
    let library = planner.library;
    let home = library.opening("").map(|index| Place::File(library.entries[index].file.clone()));
    planner.page(UrlPath::new(""), Planned::Home, home.unwrap_or(Place::Nowhere), "the home page");
    let not_found = "the page for addresses that are not there";
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

/// What outputs make once for the site.
pub(super) fn outputs(planner: &mut Planner<'_>) {
    for claimant in planner.claimants {
        let wishes = claimant.of_site(planner.site, planner.snapshot);
        let linked = planner.grant(claimant.maker(), wishes);
        planner.plan.linked.extend(linked);
    }
}

/// The pages of entries. `homeless` are the kinds whose sections have no address.
pub(super) fn entries(planner: &mut Planner<'_>, homeless: &BTreeSet<String>) {
    let library = planner.library;
    for (index, entry) in library.entries.iter().enumerate().filter(|(index, _)| library.is_published(*index)) {
        // The kind of such an entry has no address, which is told already.
        if entry.role == Role::Entry && homeless.contains(&entry.kind.id) {
            continue;
        }
        if !is_opening(library, index) {
            let owner = format!("`{}`", entry.file);
            planner.page(entry.url.clone(), Planned::Entry(index), Place::File(entry.file.clone()), owner);
        }
    }
}

/// The files that are published.
pub(super) fn files(planner: &mut Planner<'_>, files: &BTreeSet<VPath>) {
    for path in files {
        let Some(below) = path.below("content").or_else(|| path.below("static")) else { continue };
        let url = UrlPath::new(below);
        if planner.claim(&url, Maker::File, Place::File(path.clone()), format!("`{path}`")) {
            planner.plan.files.insert(url, path.clone());
        }
    }
}

/// The old addresses of entries.
pub(super) fn aliases(planner: &mut Planner<'_>) {
    let library = planner.library;
    for (index, entry) in library.entries.iter().enumerate().filter(|(index, _)| library.is_published(*index)) {
        let Some(aliases) = entry.fields.get("aliases").and_then(Value::as_list) else { continue };
        for (number, alias) in aliases.iter().enumerate() {
            let Some(alias) = alias.as_text() else { continue };
            let Some(url) = alias_url(alias) else {
                let path = [Step::Key("aliases".to_owned()), Step::Item(number)];
                let span = entry.front.span(&path, Part::Value);
                let message = format!("`{alias}` is no address of this site");
                let help = "write the old address without the site's name, such as tools/old-name";
                planner.diagnostics.push(BAD_ALIAS.at(span, message).help(help));
                continue;
            };
            let owner = format!("the alias `{}` of `{}`", excerpt(alias), entry.file);
            planner.page(url, Planned::Redirect(index), Place::Alias(index, number), owner);
        }
    }
}

/// Smaller pictures get what is left: one that finds no place is not made.
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

/// Whether an entry is shown on the home page or on its section's, and not on a page of its own.
fn is_opening(library: &Library, index: EntryIndex) -> bool {
    let folder =
        |entry: &Entry| entry.file.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/').to_owned();
    let entry = &library.entries[index];
    matches!(entry.role, Role::Home | Role::Section) && library.opening(&folder(entry)) == Some(index)
}

/// Whether there is anything that changes, ends or has ended.
fn has_news(planner: &Planner<'_>) -> bool {
    let library = planner.library;
    let lives = library.published().iter().any(|index| library.entries[*index].kind.life.is_some());
    lives || !written::changes(library, planner.snapshot.today).is_empty()
}

/// Whether there is, or will be once dates have passed: no page may be in the way on that day.
fn may_have_news(library: &Library) -> bool {
    library.entries.iter().zip(&library.standings).any(|(entry, standing)| {
        let comes = library.drafts || *standing != Standing::Draft;
        let has_changes = entry.fields.get("changes").and_then(Value::as_list).is_some_and(|items| !items.is_empty());
        comes && matches!(entry.role, Role::Entry | Role::Page) && (entry.kind.life.is_some() || has_changes)
    })
}
