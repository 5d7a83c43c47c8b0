//! What links and references lead to.

use std::collections::BTreeMap;

use super::names::EntryIndex;
use crate::href::Tail;
use crate::source::VPath;
use crate::yaml::Step;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An entry.
    Entry {
        index: EntryIndex,
        /// The query and the place on its page. The checks find out whether there is such a place.
        tail: Tail,
    },
    /// A place on the page itself.
    Here(Tail),
    /// An address at which the build may publish something: a section, a view, the feed, a folder of `static/`. Only
    /// the plan knows whether it does.
    Address {
        /// The address without a slash in front, as the link names it.
        path: String,
        /// The query and fragment behind it.
        tail: Tail,
        /// What the link leads to when nothing is published at the address.
        otherwise: Box<Target>,
    },
    /// A file of `content/` or `static/`.
    File {
        file: VPath,
        /// The query and fragment behind its address.
        tail: Tail,
    },
    /// A different site, an e-mail address or a phone number.
    Outside(String),
    /// A picture or a recording on a different site. Pages load nothing from there.
    OutsideImage(String),
    /// Nothing, for this reason.
    Missing(Missing),
}

impl Target {
    /// The entry that it leads to.
    pub(crate) fn entry(&self) -> Option<EntryIndex> {
        match self {
            Self::Entry { index, .. } => Some(*index),
            Self::Here(_)
            | Self::Address { .. }
            | Self::File { .. }
            | Self::Outside(_)
            | Self::OutsideImage(_)
            | Self::Missing(_) => None,
        }
    }

    /// The file that it leads to.
    pub(crate) fn file(&self) -> Option<&VPath> {
        match self {
            Self::File { file, .. } => Some(file),
            Self::Entry { .. }
            | Self::Here(_)
            | Self::Address { .. }
            | Self::Outside(_)
            | Self::OutsideImage(_)
            | Self::Missing(_) => None,
        }
    }
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// There is no such page; this would be its file.
    Page(VPath),
    /// A folder without a page of its own.
    Folder(VPath),
    /// There is no such picture or file; this would be its path.
    File(VPath),
    /// The name differs from this file's name only in capitals: such a link works on some systems and fails on the web.
    Capitals(VPath),
    /// It leads out of the content folder.
    Outside,
    /// It has a scheme that pages must not contain, such as `javascript`.
    Scheme(String),
    /// It looks like a web address without `https:`. It could also be meant as this file.
    NoScheme(Option<VPath>),
    /// It looks like an e-mail address without `mailto:`. It could also be meant as this file.
    NoMailto(VPath),
    /// It is `https:` without a host, or `mailto:` without an address.
    Incomplete,
    /// It is empty.
    Empty,
}

/// What a reference field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// An entry of the wanted kind.
    Entry(EntryIndex),
    /// An entry of a kind that the field does not ask for.
    WrongKind(EntryIndex),
    /// Nothing.
    Missing,
}

/// The references of an entry, by the path to the field.
pub(crate) type References = BTreeMap<Vec<Step>, Reference>;
