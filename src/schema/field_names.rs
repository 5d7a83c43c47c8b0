//! The names that the declaration of a field may write: of types and of keys.

use crate::named::named;

named! {
    /// The types of fields by the names that kinds write, in the order of the documentation.
    pub enum TypeName {
        /// A line of text.
        Text = "text",
        /// Markdown.
        Markdown = "markdown",
        /// True or false.
        Boolean = "boolean",
        /// A number.
        Number = "number",
        /// A share in percent.
        Percent = "percent",
        /// An amount of money.
        Money = "money",
        /// A range of numbers or of money.
        Range = "range",
        /// A day.
        Date = "date",
        /// A length of time.
        Duration = "duration",
        /// A web address.
        Url = "url",
        /// An e-mail address.
        Email = "email",
        /// A picture beside the file.
        Image = "image",
        /// A choice of a scale.
        Choice = "choice",
        /// Grades.
        Grades = "grades",
        /// An entry.
        Reference = "reference",
        /// Values of one type.
        List = "list",
        /// Named values.
        Group = "group",
    }
}

named! {
    /// Every key that the declaration of a field may have.
    pub enum FieldKey {
        /// Its type.
        Type = "type",
        /// What pages call it.
        Label = "label",
        /// What a coach is told about it.
        Hint = "hint",
        /// Other names that people write for it.
        Also = "also",
        /// Whether it has to be there.
        Required = "required",
        /// What makes it required.
        RequiredWhen = "required_when",
        /// The value where none is written.
        Default = "default",
        /// Whether no two entries may share a value.
        Unique = "unique",
        /// Whether the catalogue filters by it.
        Facet = "facet",
        /// Whether it is a figure that needs a source.
        Figure = "figure",
        /// Whether the facts panel shows it.
        Facts = "facts",
        /// The lowest value.
        Min = "min",
        /// The highest value.
        Max = "max",
        /// What a text looks like.
        Pattern = "pattern",
        /// Bounds of a length.
        Length = "length",
        /// Whether only whole numbers will do.
        Integer = "integer",
        /// What is counted.
        Unit = "unit",
        /// What it is taken from, or a list of.
        Of = "of",
        /// The kind that it refers to.
        To = "to",
        /// The fields of a group.
        Fields = "fields",
        /// Two fields whose product stands in for it.
        Product = "product",
        /// Whether pages say where it is not known.
        Expected = "expected",
    }
}
