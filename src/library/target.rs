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
        /// The entry.
        index: EntryIndex,
        /// The place on its page. Whether there is such a place is a matter of the checks.
        tail: Tail,
    },
    /// A place on the page itself.
    Here(Tail),
    /// An address at which the build may publish something: a section, a view, the feed, a folder of `static/`. Whether
    /// it does is known once all addresses are planned.
    Address {
        /// The address without a slash in front, as the link names it.
        path: String,
        /// What follows it.
        tail: Tail,
        /// What the link leads to where nothing is published there.
        otherwise: Box<Target>,
    },
    /// A file of `content/` or `static/`.
    File {
        /// The file.
        file: VPath,
        /// What follows its address.
        tail: Tail,
    },
    /// Another site, a mailbox or a telephone.
    Outside(String),
    /// A picture or a recording on another site; a page loads nothing from elsewhere.
    OutsideImage(String),
    /// Nothing.
    Missing(Missing),
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// No such page, with the file that it would be.
    Page(VPath),
    /// A folder without a page of its own.
    Folder(VPath),
    /// No such picture or file, with the file that it would be.
    File(VPath),
    /// The name differs from that of this file in capitals only: it works on some systems and fails on the web.
    Capitals(VPath),
    /// It leads out of the content folder.
    Outside,
    /// A scheme that a page must not carry, such as `javascript`.
    Scheme(String),
    /// An address without `https:`, unless it is meant as the file that it would be.
    NoScheme(Option<VPath>),
    /// A mailbox without `mailto:`, unless it is meant as the file that it would be.
    NoMailto(VPath),
    /// `https:` without a host, or `mailto:` without a mailbox.
    Incomplete,
    /// Nothing was written.
    Empty,
}

/// What a reference field means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// An entry of the wanted kind.
    Entry(EntryIndex),
    /// An entry of another kind than the field asks for.
    WrongKind(EntryIndex),
    /// Nothing.
    Missing,
}

/// The references of an entry: what each means, by the way to its field.
pub(crate) type References = BTreeMap<Vec<Step>, Reference>;
