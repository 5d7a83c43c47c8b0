//! A link: what it says and where it leads.

use serde::Serialize;

use super::scope::Scope;
use crate::artifact::UrlPath;
use crate::direction::Foreign;
use crate::library::EntryIndex;

/// A link with its title. What has more to show than a link holds one, and templates see both as one value.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct Link {
    /// What it says.
    pub title: String,
    /// The language of its title, where the page has another.
    pub foreign: Option<Foreign>,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link to a page of the site, in the language of the page that shows it.
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
