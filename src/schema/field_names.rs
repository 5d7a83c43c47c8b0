//! The names of types and of keys that the declaration of a field may use.

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
        /// The name that pages show.
        Label = "label",
        /// A sentence for coaches that explains the field.
        Hint = "hint",
        /// Other names that people write for it.
        Also = "also",
        /// Whether every entry has to have it.
        Required = "required",
        /// The values of other fields that make it required.
        RequiredWhen = "required_when",
        /// The value that counts if none is written.
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
        /// The pattern that a text has to match.
        Pattern = "pattern",
        /// Bounds of a length.
        Length = "length",
        /// Whether only whole numbers are allowed.
        Integer = "integer",
        /// The unit of a number.
        Unit = "unit",
        /// The scale of a choice, or the type of the items of a list.
        Of = "of",
        /// The kind that it refers to.
        To = "to",
        /// The fields of a group.
        Fields = "fields",
        /// Two fields whose product is its value if none is written.
        Product = "product",
        /// Whether pages say that the value is not known if none is written.
        Expected = "expected",
    }
}
