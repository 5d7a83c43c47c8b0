//! An artifact and the way to make it, so that what nobody asks for is never computed.

use std::fmt;
use std::sync::OnceLock;

use crate::artifact::Artifact;
use crate::page::fault::PageFault;

/// What making an artifact gives: the artifact, or why there is none.
pub(crate) type Made = Result<Artifact, Box<PageFault>>;

/// What becomes of the parts that an artifact is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retention {
    /// Memos keep them for the next build.
    Kept,
    /// Nothing keeps them.
    Forgotten,
}

/// An artifact that is made when it is first asked for, and kept.
pub struct Deferred {
    make: Box<dyn Fn(Retention) -> Made + Send + Sync>,
    made: OnceLock<Made>,
}

impl Deferred {
    /// The artifact that `make` gives. Two threads that ask at once may both make it; both get what was made first.
    #[must_use]
    pub fn new(make: impl Fn(Retention) -> Made + Send + Sync + 'static) -> Self {
        Self { make: Box::new(make), made: OnceLock::new() }
    }

    /// The artifact that `make` gives, which cannot fail.
    #[must_use]
    pub(crate) fn sure(make: impl Fn() -> Artifact + Send + Sync + 'static) -> Self {
        Self::new(move |_| Ok(make()))
    }

    /// An artifact that is there already.
    #[must_use]
    pub(crate) fn ready(artifact: Artifact) -> Self {
        Self::new(move |_| Ok(artifact.clone()))
    }

    /// The artifact, made now if it was not before.
    ///
    /// # Errors
    /// When it cannot be made; the fault says why.
    pub fn get(&self) -> Made {
        if let Some(made) = self.made.get() {
            return made.clone();
        }
        // Made before the lock is taken: whatever `make` waits for, nobody waits for this thread.
        let made = (self.make)(Retention::Kept);
        self.made.get_or_init(|| made).clone()
    }

    /// The artifact, made now and not kept, but for the parts that memos keep.
    ///
    /// # Errors
    /// When it cannot be made; the fault says why.
    pub fn look(&self) -> Made {
        self.made.get().cloned().unwrap_or_else(|| (self.make)(Retention::Kept))
    }

    /// Why the artifact cannot be made, if so. It is made for that, unless it was, and nothing of it is kept.
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
                // As a thread does that waits for parallel work and takes up another piece meanwhile.
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
