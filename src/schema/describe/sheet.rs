//! Sheets: descriptions of kinds and of their fields, as values.

use crate::schema::choice::label_of;

/// A kind with its fields.
#[derive(Debug, Clone, PartialEq)]
pub struct KindSheet {
    /// Its id: `tool`.
    pub id: String,
    /// The word for one entry.
    pub one: String,
    /// What its section holds.
    pub describe: Option<String>,
    /// The folder of its entries, from the site's folder; `content/` for plain pages.
    pub folder: String,
    /// The fields that it declares itself.
    pub own: Vec<FieldSheet>,
    /// The fields of every entry.
    pub base: Vec<FieldSheet>,
}

/// Everything that a person needs to know to write a field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSheet {
    /// Its path within its kind: `pilot.from`.
    pub path: String,
    /// Its key.
    pub name: String,
    /// The name that pages show.
    pub label: String,
    /// The name of its type: `choice`, `list of reference`.
    pub type_name: String,
    /// The type in words: "a day".
    pub holds: String,
    /// Its choices, each with what it means.
    pub choices: Vec<ChoiceSheet>,
    /// The name of the settings or scale that its choices come from.
    pub scale: Option<String>,
    /// When the field is required.
    pub required: Required,
    /// The value that counts if none is written.
    pub default: Option<String>,
    /// A sentence for coaches that explains the field.
    pub hint: Option<String>,
    /// The constraints on its values, in words.
    pub limits: Vec<String>,
    /// An example of the field in YAML.
    pub example: String,
    /// The fields of a group.
    pub inner: Vec<FieldSheet>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceSheet {
    /// The word in front matter.
    pub key: String,
    /// What it means.
    pub means: String,
}

/// When a field is required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Required {
    /// Never.
    Never,
    /// In every entry.
    Always,
    /// With certain values of other fields, in words: "with status: approved".
    With(String),
}

impl FieldSheet {
    /// The words for the field in a list: its hint, or a label that says more than its name.
    #[must_use]
    pub(crate) fn told(&self) -> Option<&str> {
        self.hint.as_deref().or_else(|| Some(self.label.as_str()).filter(|label| *label != label_of(&self.name)))
    }
}

impl KindSheet {
    /// All fields, including the fields inside groups.
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

    /// The field with a path, such as `pilot.from`.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&FieldSheet> {
        self.fields().into_iter().find(|field| field.path == path)
    }
}
