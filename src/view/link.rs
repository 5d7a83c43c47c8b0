//! A link: its text and its address.

use serde::Serialize;

use super::scope::Scope;
use crate::artifact::UrlPath;
use crate::direction::Foreign;
use crate::library::EntryIndex;

/// A link with its title. Models that are a link with more fields contain one, and templates see all fields as one
/// value.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct Link {
    pub title: String,
    /// The language of its title; `None` when it is the page's own.
    pub foreign: Option<Foreign>,
    pub href: String,
}

impl Link {
    /// A link to a page of the site, whose title is in the language of the page that shows it.
    #[must_use]
    pub(crate) fn new(scope: &Scope<'_>, title: &str, url: &UrlPath) -> Self {
        Self { title: title.to_owned(), foreign: None, href: scope.href(url) }
    }

    /// The link to an entry.
    #[must_use]
    pub(crate) fn to_entry(scope: &Scope<'_>, index: EntryIndex) -> Self {
        let entry = &scope.scene.library.entries[index];
        Self { foreign: scope.foreign(index), ..Self::new(scope, &entry.title, &entry.url) }
    }
}
