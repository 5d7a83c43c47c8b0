//! Links to pages that are not there.

use super::{Scene, links};
use crate::catalog::{Missing, Target};
use crate::diagnostic::{Diagnostic, begins_alike, did_you_mean, rule};
use crate::document::excerpt;

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
    for (index, link, target, span) in links(scene) {
        let written = excerpt(&link.destination);
        let entry = &scene.catalog.entries[index];
        let (message, help) = match target {
            Target::Missing(Missing::Page(Some(near))) => {
                let way = way(entry.file.folder(), near);
                let help = format!("did you mean `{way}`?{}", renamed(&link.destination, near));
                found.push(
                    BROKEN_LINK.at(span.clone(), format!("there is no page `{written}`")).help(help).fix(span, way),
                );
                continue;
            }
            Target::Missing(Missing::Page(None)) => (
                format!("there is no page `{written}`"),
                "link to the page's file, such as ../tools/nearpod.md".to_owned(),
            ),
            Target::Missing(Missing::Capitals(actual)) => {
                let help = format!("write `{}`; the web tells capitals apart", way(entry.file.folder(), actual));
                (format!("`{written}` differs from the file's name in its capitals"), help)
            }
            Target::Missing(Missing::Outside) => {
                (format!("`{written}` leads out of the content folder"), "link to a file below `content/`".to_owned())
            }
            Target::Missing(Missing::Empty) => {
                ("a link leads nowhere".to_owned(), "write where it leads, or remove it".to_owned())
            }
            Target::Missing(Missing::NoScheme) => {
                let bare = written.trim_start_matches(['/', '\\']);
                (format!("`{written}` has no `https:`"), format!("write the whole address: https://{bare}"))
            }
            Target::Missing(Missing::NoMailto) => {
                (format!("`{written}` has no `mailto:`"), format!("write `mailto:{written}`"))
            }
            Target::Missing(Missing::Incomplete) => {
                let help =
                    "write a whole address, such as https://www.district.example/ or mailto:office@district.example";
                (format!("`{written}` is only the beginning of an address"), help.to_owned())
            }
            Target::Address { url, .. } if !scene.plan.pages.contains_key(url) => {
                let near = did_you_mean(url.as_str(), scene.plan.pages.keys().map(crate::artifact::UrlPath::as_str));
                let help = near.map_or_else(
                    || "link to the page's file, such as ../tools/nearpod.md".to_owned(),
                    |near| format!("did you mean `/{near}`?"),
                );
                (format!("the site has no page at `{written}`"), help)
            }
            _ => continue,
        };
        found.push(BROKEN_LINK.at(span, message).help(help));
    }
    found
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
