//! Links to pages that are not there.

use super::{Scene, links};
use crate::artifact::UrlPath;
use crate::catalog::{Missing, Nearest, Target};
use crate::diagnostic::{Diagnostic, Suggestions, begins_alike, rule};
use crate::document::excerpt;
use crate::markdown::Link;
use crate::source::VPath;

rule! {
    /// A link to a page that is not there. Links between pages are ordinary relative Markdown links
    /// to the other page's file, as they work on GitHub.
    ///
    /// Bad:
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    ///
    /// Before: [Pear Deck](peardeck.md).
    /// ```
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// ```
    /// ```markdown content/tools/pear-deck.md
    /// # Pear Deck
    /// ```
    /// Good:
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    ///
    /// Before: [Pear Deck](pear-deck.md).
    /// ```
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// ```
    /// ```markdown content/tools/pear-deck.md
    /// # Pear Deck
    /// ```
    pub(super) BROKEN_LINK = "broken-link", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut nearest = Nearest::new(&scene.catalog);
    let mut addresses = None;
    for linked in links(scene) {
        let link = linked.link;
        let folder = linked.entry.file.folder();
        // What looks like the beginning of an address may be the name of a file all the same.
        let file = match linked.target {
            Target::Missing(Missing::Page(file) | Missing::NoScheme(Some(file)) | Missing::NoMailto(file)) => {
                Some(file)
            }
            _ => None,
        };
        if let Some(near) = file.and_then(|file| nearest.file(file)) {
            let (span, way, written) = (linked.span(), way(folder, near), excerpt(&link.destination));
            let help = format!("did you mean `{way}`?{}", renamed(&link.destination, near));
            let told = alike(BROKEN_LINK.at(span.clone(), format!("there is no page `{written}`")), file, link);
            found.push(told.help(help).fix(span, way));
            continue;
        }
        let written = || excerpt(&link.destination);
        let (message, help) = match linked.target {
            Target::Missing(Missing::Page(_)) => (
                format!("there is no page `{}`", written()),
                "link to the page's file, such as ../tools/nearpod.md".to_owned(),
            ),
            Target::Missing(Missing::Capitals(actual)) => {
                let help = format!("write `{}`; the web tells capitals apart", way(folder, actual));
                (format!("`{}` differs from the file's name in its capitals", written()), help)
            }
            Target::Missing(Missing::Outside) => (
                format!("`{}` leads out of the content folder", written()),
                "link to a file below `content/`".to_owned(),
            ),
            Target::Missing(Missing::Empty) => {
                ("a link leads nowhere".to_owned(), "write where it leads, or remove it".to_owned())
            }
            Target::Missing(Missing::NoScheme(_)) => {
                let written = written();
                let bare = written.trim_start_matches(['/', '\\']);
                (format!("`{written}` has no `https:`"), format!("write the whole address: https://{bare}"))
            }
            Target::Missing(Missing::NoMailto(_)) => {
                (format!("`{}` has no `mailto:`", written()), format!("write `mailto:{}`", written()))
            }
            Target::Missing(Missing::Incomplete) => {
                let help =
                    "write a whole address, such as https://www.district.example/ or mailto:office@district.example";
                (format!("`{}` is only the beginning of an address", written()), help.to_owned())
            }
            Target::Address { url, .. } if !scene.plan.pages.contains_key(url) => {
                let addresses = addresses.get_or_insert_with(|| addresses_of(scene));
                let near = addresses.near(url.as_str().trim_end_matches('/'));
                let help = near.map_or_else(
                    || "link to the page's file, such as ../tools/nearpod.md".to_owned(),
                    |near| {
                        let slash = if scene.plan.pages.contains_key(&UrlPath::new(near)) { "" } else { "/" };
                        format!("did you mean `/{near}{slash}`?")
                    },
                );
                (format!("the site has no page at `{}`", written()), help)
            }
            _ => continue,
        };
        found.push(alike(BROKEN_LINK.at(linked.span(), message), file, link).help(help));
    }
    found
}

/// Names what a link leads to, which is the same for all that lead there.
fn alike(found: Diagnostic, file: Option<&VPath>, link: &Link) -> Diagnostic {
    match file {
        Some(file) => found.about(file.as_str()).of_many(format!("there is no page `{}`", excerpt(file.as_str()))),
        None => found.about(link.destination.as_str()),
    }
}

/// The addresses of all pages, without the slashes at their ends.
fn addresses_of(scene: &Scene) -> Suggestions {
    Suggestions::new(scene.plan.pages.keys().map(|url| url.as_str().trim_end_matches('/')))
}

/// What a file that may have been renamed to `near` wants for those who know its old address.
fn renamed(written: &str, near: &str) -> String {
    let stem = |path: &str| path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("").to_owned();
    let (old, new) = (stem(written), stem(near));
    if old == new || begins_alike(&old, [new.as_str()]).is_none() {
        return String::new();
    }
    let folder = near.strip_prefix("content/").and_then(|path| path.rsplit_once('/')).map_or("", |(folder, _)| folder);
    let old = format!("{folder}/{old}");
    format!(" If the page was renamed, `aliases: [{}]` in it keeps its old address", old.trim_start_matches('/'))
}

/// The relative way from a folder to a file.
pub(super) fn way(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(from.len() - shared), to[shared..].join("/"))
}
