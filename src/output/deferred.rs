//! An artifact that is made when it is asked for, so that nothing is computed in vain.

use std::fmt;
use std::sync::OnceLock;

use crate::artifact::Artifact;
use crate::page::fault::PageFault;

/// The result of making an artifact: the artifact, or why it cannot be made.
pub(crate) type Made = Result<Artifact, Box<PageFault>>;

/// Whether the parts of an artifact are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// Memos keep them for the next build.
    Kept,
    /// Nothing keeps them.
    Forgotten,
}

/// An artifact that can be made at any time. [`Deferred::get`] keeps it, [`Deferred::look`] does not.
pub struct Deferred {
    make: Box<dyn Fn(Retention) -> Made + Send + Sync>,
    made: OnceLock<Made>,
}

impl Deferred {
    /// An artifact that `make` makes. Two threads that ask at once may both make it; both get the one that was made
    /// first.
    #[must_use]
    pub fn new(make: impl Fn(Retention) -> Made + Send + Sync + 'static) -> Self {
        Self { make: Box::new(make), made: OnceLock::new() }
    }

    /// An artifact that `make` makes without fail.
    #[must_use]
    pub(crate) fn sure(make: impl Fn() -> Artifact + Send + Sync + 'static) -> Self {
        Self::new(move |_| Ok(make()))
    }

    /// An artifact that is made already.
    #[must_use]
    pub(crate) fn ready(artifact: Artifact) -> Self {
        Self::new(move |_| Ok(artifact.clone()))
    }

    /// The artifact. It is made now unless it was made before, and kept.
    ///
    /// # Errors
    /// When it cannot be made; the fault says why.
    pub fn get(&self) -> Made {
        if let Some(made) = self.made.get() {
            return made.clone();
        }
        // It is made before the lock is taken: while `make` waits for something, no thread waits for this one.
        let made = (self.make)(Retention::Kept);
        self.made.get_or_init(|| made).clone()
    }

    /// The artifact. When it was not kept before, it is made now and not kept; memos may keep its parts.
    ///
    /// # Errors
    /// When it cannot be made; the fault says why.
    pub fn look(&self) -> Made {
        self.made.get().cloned().unwrap_or_else(|| (self.make)(Retention::Kept))
    }

    /// The artifact, as [`Deferred::look`] gives it, but memos do not keep its parts either.
    ///
    /// # Errors
    /// When it cannot be made; the fault says why.
    pub(crate) fn look_once(&self) -> Made {
        self.made.get().cloned().unwrap_or_else(|| (self.make)(Retention::Forgotten))
    }

    /// Why the artifact cannot be made; `None` when it can. To find out, the artifact is made and forgotten, unless it
    /// was kept before.
    #[must_use]
    pub(crate) fn fault(&self) -> Option<Box<PageFault>> {
        match self.made.get() {
            Some(made) => made.as_ref().err().cloned(),
            None => (self.make)(Retention::Forgotten).err(),
        }
    }
}

impl fmt::Debug for Deferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Deferred")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Weak};

    use super::*;

    #[test]
    fn no_lock_is_held_while_an_artifact_is_made() {
        let text = |text: &str| Artifact::text(text.to_owned());
        let deferred: Arc<Deferred> = Arc::new_cyclic(|own: &Weak<Deferred>| {
            let (own, depth) = (own.clone(), std::sync::atomic::AtomicUsize::new(0));
            Deferred::sure(move || {
                // Asks for the artifact while making it, like a thread that takes up more parallel work while it waits.
                if depth.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0 {
                    let inner = own.upgrade().map(|own| own.get());
                    assert!(
                        matches!(inner, Some(Ok(artifact)) if artifact.fingerprint() == text("inner").fingerprint())
                    );
                    return text("outer");
                }
                text("inner")
            })
        });
        let made = deferred.get().expect("it is made");
        assert_eq!(made.fingerprint(), text("inner").fingerprint(), "what was made first is what everybody gets");
        assert_eq!(deferred.look().expect("it is made").fingerprint(), made.fingerprint());
    }
}
