//! The interface of an output: what it writes, what its files share, and what it keeps for the next build.

use std::sync::Arc;

use super::deferred::Deferred;
use crate::artifact::UrlPath;
use crate::memo::Memo;
use crate::page::render::PageMemos;
use crate::plan::Claimant;
use crate::scene::Scene;
use crate::search::Analysis;

/// An output. It declares its addresses as a [`Claimant`], and lists its files.
pub(super) trait Output: Claimant {
    /// Lists the files. What takes time is made only when it is asked for.
    fn list(&self, scene: &Scene, memos: &Memos) -> Listed;
}

/// The files of an output.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) files: Vec<(UrlPath, Deferred)>,
    /// The data that all its files share.
    pub(super) first: Option<Arc<dyn First>>,
}

impl From<Vec<(UrlPath, Deferred)>> for Listed {
    fn from(files: Vec<(UrlPath, Deferred)>) -> Self {
        Self { files, first: None }
    }
}

/// Data that all files of an output share, such as the search index. A thread that makes one of the files waits for
/// the data, so they are made before the files: their parts on all threads, and the whole on one.
pub trait First: Send + Sync {
    /// Whether the whole is made.
    fn is_made(&self) -> bool;

    /// How many parts there are. They can be made before the whole.
    fn parts(&self) -> usize;

    /// Makes one of the parts.
    fn make_part(&self, number: usize);

    /// Adds the parts before `end` to the whole, unless it has them, so that they take no more memory.
    fn take_parts(&self, end: usize);

    /// Makes the whole.
    fn make(&self);

    /// Frees the whole when all files are made, unless memos keep it for the next build.
    fn let_go(&self);
}

/// What outputs keep for the next build.
#[derive(Default)]
pub struct Memos {
    /// Pages, and Markdown as HTML.
    pub pages: Arc<PageMemos>,
    /// The analyzed words of entries, for the search index.
    pub search: Arc<Memo<Arc<Analysis>>>,
}

impl Memos {
    /// Memos that keep nothing.
    #[must_use]
    pub fn off() -> Self {
        Self { pages: Arc::new(PageMemos::off()), search: Arc::new(Memo::off()) }
    }
}
