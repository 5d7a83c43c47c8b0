//! What is to be known of a kind and of its fields, as values.

use crate::schema::choice::label_of;

/// A kind with its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct KindSheet {
    /// Its id: `tool`.
    pub id: String,
    /// What one entry is called.
    pub one: String,
    /// What its section holds.
    pub describe: Option<String>,
    /// The folder of its entries, from the site's own; `content/` for plain pages.
    pub folder: String,
    /// The fields that it declares itself.
    pub own: Vec<FieldSheet>,
    /// The fields of every entry.
    pub base: Vec<FieldSheet>,
}

/// All that is to be known of a field by whoever writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSheet {
    /// The way to it within its kind: `pilot.from`.
    pub path: String,
    /// Its key.
    pub name: String,
    /// What pages call it.
    pub label: String,
    /// The name of its type: `choice`, `list of reference`.
    pub type_name: String,
    /// The type in words: "a day".
    pub holds: String,
    /// Its choices, each with what it means.
    pub choices: Vec<ChoiceSheet>,
    /// The name of the settings or scale that its choices come from.
    pub scale: Option<String>,
    /// When it has to be there.
    pub required: Required,
    /// The value where none is written.
    pub default: Option<String>,
    /// What a coach is told about it.
    pub hint: Option<String>,
    /// Its bounds and what else its values have to be.
    pub limits: Vec<String>,
    /// How it is written.
    pub example: String,
    /// The fields of a group.
    pub inner: Vec<FieldSheet>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceSheet {
    /// What is written.
    pub key: String,
    /// What it means.
    pub means: String,
}

/// When a field has to be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Required {
    /// It may be left out.
    Never,
    /// In every entry.
    Always,
    /// With what other fields hold, in words: "with status: approved".
    With(String),
}

impl FieldSheet {
    /// What a list says of the field: its hint, or a label that says more than its name.
    #[must_use]
    pub(crate) fn told(&self) -> Option<&str> {
        self.hint.as_deref().or_else(|| Some(self.label.as_str()).filter(|label| *label != label_of(&self.name)))
    }
}

impl KindSheet {
    /// All fields, those of groups included.
    #[must_use]
    pub fn fields(&self) -> Vec<&FieldSheet> {
        fn gather<'s>(fields: &'s [FieldSheet], all: &mut Vec<&'s FieldSheet>) {
            for field in fields {
                all.push(field);
                gather(&field.inner, all);
            }
        }
        let mut all = Vec::new();
        gather(&self.own, &mut all);
        gather(&self.base, &mut all);
        all
    }

    /// The field of a path: `pilot.from`.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&FieldSheet> {
        self.fields().into_iter().find(|field| field.path == path)
    }
}
