//! What a view needs to turn entries into what a page shows: the catalog, the page's own address,
//! the words of its language.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::pictures::Pictures;
use crate::artifact::UrlPath;
use crate::catalog::{Catalog, EntryIndex};
use crate::config::{Config, is_language};
use crate::direction::Foreign;
use crate::href::Linker;
use crate::theme::Dictionary;
use crate::verdict::{LifeFacts, Verdicts};
use crate::yaml::Step;

/// The surroundings of one page.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// All entries.
    pub catalog: &'s Catalog,
    /// The settings.
    pub config: &'s Config,
    /// The words of the page's language.
    pub words: &'s Dictionary,
    /// The page's language.
    pub language: &'s str,
    /// Makes the page's links.
    pub linker: &'s Linker,
    /// The day of the build.
    pub today: Date,
    /// The pictures that pages show.
    pub pictures: &'s Pictures,
    /// The verdicts of all entries.
    pub verdicts: &'s Verdicts,
    /// Rendered Markdown of this page's fields, by the way to each.
    pub inner: &'s BTreeMap<String, String>,
}

impl<'s> Scope<'s> {
    /// What counts for the verdict of an entry; `None` when its kind has no life.
    #[must_use]
    pub fn life(&self, index: EntryIndex) -> Option<&'s LifeFacts> {
        self.verdicts.life(index)
    }

    /// The published entries that have a life.
    pub fn lives(&self) -> impl Iterator<Item = (EntryIndex, &'s LifeFacts)> + use<'s> {
        let catalog = self.catalog;
        self.verdicts.lives().filter(move |(index, _)| catalog.is_published(*index))
    }

    /// The language of an entry, where the page has another.
    #[must_use]
    pub fn foreign(&self, index: EntryIndex) -> Option<Foreign> {
        let own = self.catalog.entries[index].text("lang").filter(|own| is_language(own));
        Foreign::on(self.language, own.unwrap_or(&self.config.language))
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

/// The key of a Markdown field in [`Scope::inner`].
#[must_use]
pub fn inner_key(index: EntryIndex, path: &[Step]) -> String {
    format!("{index} {path:?}")
}
