//! Where a file of `content/` belongs: its kind, its role and its address.

use std::sync::Arc;

use super::address;
use crate::artifact::UrlPath;
use crate::fingerprint::{Mix, Mixer, mixed};
use crate::schema::kind::PAGE;
use crate::schema::{Kind, Kinds};
use crate::source::VPath;

/// The role of an entry in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The page of the folder `content/`: the home page.
    Home,
    /// The page of a kind's folder, which opens the section of the kind.
    Section,
    /// An entry of a kind.
    Entry,
    /// A plain page.
    Page,
}

/// Where a file of `content/` belongs: its kind, role, slug and address.
#[derive(Debug, Clone)]
pub(crate) struct Belonging {
    /// The kind whose fields its front matter has.
    pub kind: Arc<Kind>,
    pub role: Role,
    /// Whether it is the page of its folder.
    pub opens: bool,
    /// The last part of its address.
    pub slug: String,
    pub url: UrlPath,
}

impl Mix for Belonging {
    fn mix(&self, mixer: Mixer) -> Mixer {
        let Self { kind, role, opens, slug, url } = self;
        mixer.fingerprint(kind.fingerprint).with(role).with(opens).text(slug).text(url.as_str())
    }
}

mixed!(
    enum Role {
        Home,
        Section,
        Entry,
        Page,
    }
);

/// Finds where a Markdown file of `content/` belongs; `None` for a file outside of `content/`. `opens` is whether the
/// file is the page of its folder.
#[must_use]
pub(crate) fn belonging(file: &VPath, kinds: &Kinds, opens: bool) -> Option<Belonging> {
    let below = file.below("content")?;
    let without_end = below.strip_suffix(".md").or_else(|| below.strip_suffix(".markdown")).unwrap_or(below);
    let kind = kinds.of_path(below)?;
    let page = kinds.get(PAGE)?;
    let folder = file.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/');
    let (kind, role) = if opens && folder.is_empty() {
        (page, Role::Home)
    } else if opens && folder == kind.folder {
        (page, Role::Section)
    } else if kind.id == PAGE {
        (page, Role::Page)
    } else {
        (kind, Role::Entry)
    };
    let names: Vec<String> = if opens { folder } else { without_end }
        .split('/')
        .filter(|name| !name.is_empty())
        .map(|name| Some(address::slug(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "page".to_owned()))
        .collect();
    let slug = names.last().cloned().unwrap_or_default();
    // A kind's folder keeps its name as written, so that views and entries share one section.
    let depth = kind.folder.split('/').filter(|name| !name.is_empty()).count();
    let url = if role == Role::Entry {
        format!("{}/{}/", kind.folder, names.get(depth..).unwrap_or(&names).join("/"))
    } else if role == Role::Section {
        format!("{folder}/")
    } else if names.is_empty() {
        String::new()
    } else {
        format!("{}/", names.join("/"))
    };
    Some(Belonging { kind: Arc::clone(kind), role, opens, slug, url: UrlPath::new(&url) })
}
