//! What a page needs beside the site: its own address, language and words.

use std::collections::BTreeMap;

use super::bodies::Bodies;
use crate::artifact::UrlPath;
use crate::direction::Foreign;
use crate::href::Linker;
use crate::library::EntryIndex;
use crate::scene::Scene;
use crate::theme::Dictionary;
use crate::yaml::Step;

/// The surroundings of one page.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'s> {
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
    /// Rendered Markdown of this page's fields, by the way to each.
    pub inner: &'s Inner,
}

/// Markdown fields as HTML, by the entry and the way to each.
pub(crate) type Inner = BTreeMap<(EntryIndex, Vec<Step>), String>;

impl Scope<'_> {
    /// The language of an entry, where the page has another.
    #[must_use]
    pub(crate) fn foreign(&self, index: EntryIndex) -> Option<Foreign> {
        Foreign::on(self.language, &self.scene.library.entries[index].language)
    }

    /// The link to an address of the site.
    #[must_use]
    pub(crate) fn href(&self, url: &UrlPath) -> String {
        self.linker.to(url)
    }

    /// The rendered Markdown of a field. Lists and tables of other pages have none.
    #[must_use]
    pub(crate) fn inner_html(&self, index: EntryIndex, path: &[Step]) -> Option<String> {
        self.inner.get(&(index, path.to_vec())).cloned()
    }
}

/// Nothing rendered, for pages that show no entry.
pub(crate) static NO_INNER: Inner = Inner::new();
