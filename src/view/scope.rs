//! What a page needs besides the resolved site: its own address, language and words.

use std::collections::BTreeMap;

use super::bodies::Bodies;
use crate::artifact::UrlPath;
use crate::direction::Foreign;
use crate::href::Linker;
use crate::library::EntryIndex;
use crate::scene::Scene;
use crate::theme::Dictionary;
use crate::yaml::Step;

/// Everything that making one page needs.
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
    /// Makes HTML from Markdown.
    pub bodies: &'s Bodies,
    /// The Markdown fields that this page shows, as HTML.
    pub inner: &'s Inner,
}

/// Markdown fields as HTML, by entry and path of the field.
pub(crate) type Inner = BTreeMap<(EntryIndex, Vec<Step>), String>;

impl Scope<'_> {
    /// The language of an entry; `None` when it is the page's own.
    #[must_use]
    pub(crate) fn foreign(&self, index: EntryIndex) -> Option<Foreign> {
        Foreign::on(self.language, &self.scene.library.entries[index].language)
    }

    /// The link to an address of the site.
    #[must_use]
    pub(crate) fn href(&self, url: &UrlPath) -> String {
        self.linker.to(url)
    }

    /// A Markdown field as HTML. Only the page of the entry itself has it; elsewhere it is `None`.
    #[must_use]
    pub(crate) fn inner_html(&self, index: EntryIndex, path: &[Step]) -> Option<String> {
        self.inner.get(&(index, path.to_vec())).cloned()
    }
}

/// No Markdown fields, for pages that show none.
pub(crate) static NO_INNER: Inner = Inner::new();
