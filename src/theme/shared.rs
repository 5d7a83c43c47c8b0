//! Values that the models of many pages share.

use serde::{Serialize, Serializer};

/// A value that is made ready for templates once. A copy is a pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared(tera::Value);

impl Shared {
    /// Makes a value ready.
    #[must_use]
    pub(crate) fn new<T: Serialize + ?Sized>(value: &T) -> Self {
        // Only what has no form in JSON either cannot be made ready.
        Self(tera::Value::try_from_serializable(value).unwrap_or_else(|_| tera::Value::none()))
    }

    /// The value as templates see it.
    pub(super) fn value(&self) -> tera::Value {
        self.0.clone()
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
