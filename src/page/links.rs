//! Links of a text for the page that shows it, and the text as HTML with them.

use std::ops::Range;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::plan::{Plan, Planned};
use super::render::PageMemos;
use crate::artifact::UrlPath;
use crate::catalog::{Catalog, Target};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::href::{Linker, Tail};
use crate::markdown::{self, Href, MarkdownStyle, Place, Rendering};
use crate::theme::Dictionary;
use crate::view::pictures::{self, Pictures};

/// Where a link leads inside the site: the address, and what follows it. Nothing for what is not published, for the page
/// itself and for what lies outside.
#[must_use]
pub fn lead<'t>(catalog: &Catalog, plan: &Plan, target: &'t Target) -> Option<(UrlPath, &'t Tail)> {
    match target {
        Target::Entry { index, tail } => {
            catalog.is_published(*index).then(|| (catalog.entries[*index].url.clone(), tail))
        }
        Target::File { file, tail } => {
            let url = UrlPath::new(file.below("content").or_else(|| file.below("static"))?);
            (plan.files.get(&url) == Some(file)).then_some((url, tail))
        }
        Target::Address { path, tail, otherwise } => match plan.published(path) {
            Some(url) => match plan.pages.get(&url) {
                // What has moved is linked where it is now.
                Some(Planned::Redirect(index)) => Some((catalog.entries[*index].url.clone(), tail)),
                _ => Some((url, tail)),
            },
            None => lead(catalog, plan, otherwise),
        },
        Target::Here(_) | Target::Outside(_) | Target::OutsideImage(_) | Target::Missing(_) => None,
    }
}

/// Where each link of a text leads from a page. A link to nothing, or to a page or file that is not
/// published, becomes its text.
#[must_use]
pub fn hrefs(catalog: &Catalog, pictures: &Pictures, plan: &Plan, linker: &Linker, targets: &[Target]) -> Vec<Href> {
    let inside = |href: String| Href::To { href, external: false, picture: None };
    let one = |target: &Target| match target {
        // Without anything behind it, `#` is the top of a page to browsers.
        Target::Here(tail) => inside(Some(tail.to_string()).filter(|tail| !tail.is_empty()).unwrap_or("#".to_owned())),
        Target::Outside(address) => {
            let external = address.starts_with("http");
            Href::To { href: address.clone(), external, picture: None }
        }
        target => match lead(catalog, plan, target) {
            Some((url, tail)) => {
                let picture = match target {
                    Target::File { file, .. } => pictures::layout(pictures, file, linker).map(Box::new),
                    _ => None,
                };
                Href::To { href: linker.to_tail(&url, tail), external: false, picture }
            }
            None => Href::Text,
        },
    };
    targets.iter().map(one).collect()
}

/// Renders Markdown with its links.
#[must_use]
pub fn html(
    text: &str,
    style: &MarkdownStyle,
    hrefs: &[Href],
    omit: Option<Range<usize>>,
    place: Place<'_>,
    words: &Dictionary,
    memos: &PageMemos,
) -> Arc<str> {
    let words = markdown::Words {
        alerts: ["note", "tip", "important", "warning", "caution"].map(|key| words.get(key).to_owned()),
        footnotes: words.get("footnotes").to_owned(),
        back_to_text: words.get("back_to_text").to_owned(),
        table_region: words.get("table").to_owned(),
        done: words.get("done").to_owned(),
        to_do: words.get("to_do").to_owned(),
    };
    let rendering = Rendering { links: hrefs, omit, place, words: &words, highlighter: &memos.highlighter };
    memos.bodies.get(key(text, style, &rendering), || Arc::from(markdown::render(text, style, &rendering)))
}

/// The print of everything that the HTML depends on.
fn key(text: &str, style: &MarkdownStyle, rendering: &Rendering<'_>) -> Fingerprint {
    let Rendering { links, omit, place, words, highlighter: _ } = rendering;
    let mixer = Mixer::new().text(text).text(&format!("{style:?} {omit:?} {place:?} {words:?}"));
    let add = |mixer: Mixer, href: &Href| match href {
        Href::To { href, external, picture } => mixer.text(href).text(&format!("{external} {picture:?}")),
        Href::Text => mixer.bytes(&[0]),
    };
    links.iter().fold(mixer, add).finish()
}

const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A file's path as part of an address.
#[must_use]
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}
