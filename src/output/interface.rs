//! What an output is to the build: what it declares, what it writes, and what it leaves for the next one.

use std::sync::Arc;

use super::deferred::Deferred;
use crate::artifact::UrlPath;
use crate::memo::Memo;
use crate::page::render::PageMemos;
use crate::plan::Claimant;
use crate::scene::Scene;
use crate::search::Analysis;

/// One output: it declares its addresses, and lists what it writes there.
pub(super) trait Output: Claimant {
    /// Lists the files. What takes time is left until somebody asks for it.
    fn write(&self, scene: &Scene, memos: &Memos) -> Written;
}

/// What an output is about to write.
#[derive(Default)]
pub(super) struct Written {
    pub(super) files: Vec<(UrlPath, Deferred)>,
    /// What all its files are parts of.
    pub(super) first: Option<Arc<dyn First>>,
}

impl From<Vec<(UrlPath, Deferred)>> for Written {
    fn from(files: Vec<(UrlPath, Deferred)>) -> Self {
        Self { files, first: None }
    }
}

/// What all files of an output are parts of. Threads that want one of the files wait for it, so it is made before them:
/// its parts on all threads, and the whole on one.
pub trait First: Send + Sync {
    /// Whether it is made.
    fn is_made(&self) -> bool;

    /// How many parts can be made ahead.
    fn parts(&self) -> usize;

    /// Makes one of the parts.
    fn make_part(&self, number: usize);

    /// Takes the parts before `end` into the whole, unless it has them, so that they need no room of their own.
    fn take_parts(&self, end: usize);

    /// Makes the whole.
    fn make(&self);

    /// Lets go of the whole once all files are made, unless the next build starts from it.
    fn let_go(&self);
}

/// What outputs leave for the next build.
#[derive(Default)]
pub struct Memos {
    /// Pages, and Markdown as HTML.
    pub pages: Arc<PageMemos>,
    /// The words of entries, as the search index has them.
    pub search: Arc<Memo<Arc<Analysis>>>,
}

impl Memos {
    /// Memos that keep nothing.
    #[must_use]
    pub fn off() -> Self {
        Self { pages: Arc::new(PageMemos::off()), search: Arc::new(Memo::off()) }
    }
}
