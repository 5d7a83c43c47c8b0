//! Names of files that do not make good addresses.

use std::collections::BTreeSet;

use crate::content::address::{is_readme, slug};
use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::media::page_name;
use crate::scene::Scene;
use crate::schema::kind::PAGE;
use crate::source::{Span, VPath};

rule! {
    /// The name of a file has spaces, capitals, special characters or accents that are stored in two parts. So its
    /// address differs from its name, or links to it have to be encoded or differ between systems. A name that is
    /// similar to that of a page, such as `kahoot.md.txt`, `kahoot.mdx` or `kahoot.MD`, is an error, because the file
    /// is not published.
    ///
    /// Bad:
    /// ```markdown content/Pear Deck & more.md
    /// # Pear Deck and more
    /// ```
    /// Good:
    /// ```markdown content/pear-deck-and-more.md
    /// # Pear Deck and more
    /// ```
    pub(super) FILE_NAME = "file-name", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = misnamed(scene);
    let mut names = None;
    for entry in &scene.library.entries {
        let Some(below) = entry.file.below("content") else { continue };
        let span = || Span::file(&entry.file);
        if page_name(entry.file.name()).is_some() {
            continue;
        }
        if is_readme(&entry.file) && !entry.opens && entry.file.stem() != "readme" {
            let beside = |name: &str| VPath::new(&format!("{}/{name}", entry.file.folder()));
            let is_there = |name: &str| beside(name).is_some_and(|file| scene.snapshot.files.contains_key(&file));
            let index = if is_there("index.md") { "index.md" } else { "index.markdown" };
            let message = format!("`{below}` is not published as the page of its folder, because `{index}` is");
            let help = "delete one of the two, or name this file after its subject";
            found.push(FILE_NAME.at(span(), message).help(help));
            continue;
        }
        let without_end = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        // The address of a folder's page is that of the folder, without the name of the file.
        let without_end =
            if entry.opens { below.rsplit_once('/').map_or("", |(folder, _)| folder) } else { without_end };
        let odd = without_end.split('/').filter(|name| !name.is_empty()).find(|name| slug(name) != **name);
        if let Some(name) = odd {
            let better = slug(name);
            let message = format!("the name `{name}` differs from the page's address, `{}`", entry.url);
            let is_there = |name: &str| {
                let names: &BTreeSet<_> = names.get_or_insert_with(|| {
                    scene.library.entries.iter().map(|entry| (entry.file.folder(), slug(entry.file.stem()))).collect()
                });
                names.contains(&(entry.file.folder(), name.to_owned()))
            };
            let original = if name == entry.file.stem() { copied(name, is_there) } else { None };
            let title = slug(&entry.title);
            let help = match original {
                Some(original) if title.is_empty() || title == original || title == better => {
                    "this looks like a copy: give it a file name and a title that say what it is about, or delete it"
                        .to_owned()
                }
                Some(_) => format!("this looks like a copy: rename it to `{title}`, like its title"),
                None if better.is_empty() => "rename it with lower-case letters, digits and hyphens only".to_owned(),
                None => format!("rename it to `{better}`, and change the links to it"),
            };
            // A folder whose name is similar to a kind's folder has its own finding, which is the cause of this one.
            let mut kinds = scene.site.kinds.sections().filter(|_| entry.kind.id == PAGE);
            let follows = kinds.find_map(|kind| super::kind_folder::meant_folder(&entry.file, kind));
            found.push(Diagnostic { follows, ..FILE_NAME.at(span(), message).help(help) });
        }
    }
    found
}

/// The name of the original, if a file has a name that systems give to a copy: `nearpod - Copy`, `Copy of nearpod`,
/// `nearpod copy 2`, `nearpod (1)`.
pub(super) fn copied(name: &str, is_there: impl FnOnce(&str) -> bool) -> Option<String> {
    const COPY: [&str; 5] = ["copy", "copia", "copie", "kopie", "kopia"];
    let own = slug(name);
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let without_number = match own.rsplit_once('-') {
        Some((before, last)) if is_number(last) => before,
        _ => &own,
    };
    let ends = || COPY.iter().find_map(|word| without_number.strip_suffix(word)?.strip_suffix('-'));
    let begins = || own.strip_prefix("copy-of-");
    let numbered = || Some(without_number).filter(|_| name.ends_with(')') && *without_number != own);
    let original = begins().or_else(ends).or_else(numbered)?;
    is_there(original).then(|| original.to_owned())
}

/// The findings of files that were meant as pages but do not end as pages do.
fn misnamed(scene: &Scene) -> Vec<Diagnostic> {
    let tell = |file: &VPath| {
        let meant = page_name(file.name())?;
        let (stem, end) = meant.rsplit_once('.')?;
        let message = format!("`{}` is not the name of a page", file.name());
        let help = format!("rename it to `{}.{end}`; the name of a page ends in `.md`", slug(stem));
        Some(Diagnostic { severity: Severity::Error, ..FILE_NAME.at(Span::file(file), message).help(help) })
    };
    scene.snapshot.below("content").filter_map(|(file, _)| tell(file)).collect()
}
