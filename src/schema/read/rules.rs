//! The rules of values: days, grades, bounds, formats.

use crate::diagnostic::rule;

rule! {
    /// A day that is not written as year, month and day, or that is in no calendar.
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
    /// Grades are PK, K and 1 to 12, as a range, a list or one of them.
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
    /// A number, day, text or list outside the bounds that its field sets.
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
    /// A text that does not look the way its field asks for: its pattern, a web address, an e-mail address.
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
    /// Curly quotation marks around a value: YAML takes them as part of the text, and the page would
    /// show them. Word processors put them in.
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
