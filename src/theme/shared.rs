//! A value that the models of many pages share.

use serde::{Serialize, Serializer};

/// A value that is converted for templates once. To copy it is cheap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared(tera::Value);

impl Shared {
    /// Converts a value for templates.
    #[must_use]
    pub(crate) fn new<T: Serialize + ?Sized>(value: &T) -> Self {
        // Only a value that has no form in JSON cannot be converted.
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
