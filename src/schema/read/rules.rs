//! The rules of values: days, grades, bounds, formats.

use crate::diagnostic::rule;

rule! {
    /// A day is not written as year, month and day, or it does not exist.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// reviewed: 06/30/2026
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// reviewed: 2026-06-30
    /// ---
    /// ```
    pub(crate) BAD_DATE = "bad-date", Error
}
rule! {
    /// Grades cannot be read. The grades are PK, K and 1 to 12. Write a range, a list or a single grade.
    ///
    /// Bad:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   grades: { type: grades }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// grades: 3-13
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   grades: { type: grades }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// grades: 3-12
    /// ---
    /// ```
    pub(crate) BAD_GRADES = "bad-grades", Error
}
rule! {
    /// A number or a day is smaller or larger than its field allows, or a text or a list is shorter or longer.
    ///
    /// Bad:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   seats: { type: number, min: 1, max: 30 }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// seats: 300
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   seats: { type: number, min: 1, max: 30 }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// seats: 30
    /// ---
    /// ```
    pub(crate) OUT_OF_RANGE = "out-of-range", Error
}
rule! {
    /// A text does not have the form that its field requires: it does not match the pattern of the field, or it is not
    /// a web address or an e-mail address.
    ///
    /// Bad:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   website: { type: url }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// website: www.chess.example
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   website: { type: url }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// website: https://www.chess.example/
    /// ---
    /// ```
    pub(crate) BAD_FORMAT = "bad-format", Error
}
rule! {
    /// A value has curly quotation marks around it, as word processors write them. YAML reads them as part of the text,
    /// and the page would show them.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: “About this handbook”
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: "About this handbook"
    /// ---
    /// ```
    pub(crate) CURLY_QUOTES = "curly-quotes", Warning
}
