//! What a page needs beside the site: its own address, language and words.

use std::collections::BTreeMap;

use super::answer::Cards;
use super::bodies::Bodies;
use crate::artifact::UrlPath;
use crate::catalog::EntryIndex;
use crate::config::is_language;
use crate::direction::Foreign;
use crate::href::Linker;
use crate::scene::Scene;
use crate::theme::Dictionary;
use crate::yaml::Step;

/// The surroundings of one page.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// The site.
    pub scene: &'s Scene,
    /// The page's address.
    pub url: &'s UrlPath,
    /// The page's language.
    pub language: &'s str,
    /// The words of that language.
    pub words: &'s Dictionary,
    /// Makes the page's links.
    pub linker: &'s Linker,
    /// Makes HTML of Markdown.
    pub bodies: &'s Bodies,
    /// The answers for cards that were made already.
    pub cards: &'s Cards,
    /// Rendered Markdown of this page's fields, by the way to each.
    pub inner: &'s BTreeMap<String, String>,
}

impl Scope<'_> {
    /// The language of an entry, where the page has another.
    #[must_use]
    pub fn foreign(&self, index: EntryIndex) -> Option<Foreign> {
        let own = self.scene.catalog.entries[index].text("lang").filter(|own| is_language(own));
        Foreign::on(self.language, own.unwrap_or(&self.scene.site.config.language))
    }

    /// The link to an address of the site.
    #[must_use]
    pub fn href(&self, url: &UrlPath) -> String {
        self.linker.to(url)
    }

    /// The rendered Markdown of a field. Lists and tables of other pages have none.
    #[must_use]
    pub fn inner_html(&self, index: EntryIndex, path: &[Step]) -> Option<String> {
        self.inner.get(&inner_key(index, path)).cloned()
    }
}

/// Nothing rendered, for pages that show no entry.
pub static NO_INNER: BTreeMap<String, String> = BTreeMap::new();

/// The key of a Markdown field in [`Scope::inner`].
#[must_use]
pub fn inner_key(index: EntryIndex, path: &[Step]) -> String {
    format!("{index} {path:?}")
}
