//! A YAML document with its places, and the strict reading of its maps.
//!
//! Settings, kinds and front matter are all read through [`Keys`], so that a typing error in any of them is found.

mod at;
mod keys;
mod rules;
mod source;
mod syntax;
mod texts;

pub(crate) use at::{At, boolean, excerpt, unknown_choice};
pub(crate) use keys::{KeyAdvice, Keys, Near};
pub(crate) use rules::{
    CONTROL_CHARACTER, CUT_VALUE, DUPLICATE_KEY, MISSING_KEY, UNKNOWN_CHOICE, UNKNOWN_KEY, WRONG_TYPE, YAML_SYNTAX,
};
pub(crate) use source::YamlSource;
use texts::control_character;
pub(crate) use texts::cut_value;

use crate::diagnostic::Diagnostic;
use crate::yaml::{self, Node};

/// A parsed YAML text.
#[derive(Debug, Clone)]
pub struct Document {
    /// The text and its place in a file.
    pub source: YamlSource,
    /// The tree of its values.
    pub root: Node,
}

impl Document {
    /// Reads a YAML text.
    ///
    /// # Errors
    /// If it is not YAML: the finding, with a help that most likely mends it.
    pub fn parse(source: YamlSource) -> Result<Self, Box<Diagnostic>> {
        match yaml::parse(&source.text[source.range.clone()]) {
            Ok(root) => match control_character(&source, &root) {
                None => Ok(Self { source, root }),
                Some(fault) => Err(Box::new(fault)),
            },
            Err(fault) => Err(Box::new(syntax::diagnostic(&source, &fault))),
        }
    }

    /// The root node.
    #[must_use]
    pub(crate) fn root(&self) -> At<'_> {
        At { source: &self.source, node: &self.root, path: Vec::new() }
    }
}
