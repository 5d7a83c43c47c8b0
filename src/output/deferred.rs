//! An artifact and the way to make it, so that what nobody asks for is never computed.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::artifact::Artifact;
use crate::diagnostic::Diagnostic;

/// What making an artifact gives: the artifact, or why there is none.
pub type Made = Result<Artifact, Box<Diagnostic>>;

/// An artifact that is made when it is first asked for, and kept.
pub struct Deferred {
    make: Box<dyn Fn() -> Made + Send + Sync>,
    made: Mutex<Option<Made>>,
}

impl Deferred {
    /// The artifact that `make` gives. Two threads that ask at once make it once.
    #[must_use]
    pub fn new(make: impl Fn() -> Made + Send + Sync + 'static) -> Self {
        Self { make: Box::new(make), made: Mutex::new(None) }
    }

    /// The artifact that `make` gives, which cannot fail.
    #[must_use]
    pub fn sure(make: impl Fn() -> Artifact + Send + Sync + 'static) -> Self {
        Self::new(move || Ok(make()))
    }

    /// An artifact that is there already.
    #[must_use]
    pub fn ready(artifact: Artifact) -> Self {
        Self::new(move || Ok(artifact.clone()))
    }

    /// The artifact, made now if it was not before.
    ///
    /// # Errors
    /// When it cannot be made; the finding says why.
    pub fn get(&self) -> Made {
        // A make that panicked leaves nothing made, so the lock is sound again.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.get_or_insert_with(|| (self.make)()).clone()
    }

    /// The artifact, made now and not kept: for a look at everything that shall not cost the memory of everything.
    ///
    /// # Errors
    /// When it cannot be made; the finding says why.
    pub fn look(&self) -> Made {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner).clone();
        made.unwrap_or_else(|| (self.make)())
    }
}

impl fmt::Debug for Deferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Deferred")
    }
}
