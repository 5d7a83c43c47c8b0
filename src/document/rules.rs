//! The rules for faults in any YAML file.

use crate::diagnostic::rule;

rule! {
    /// The text between the `---` lines, or a settings or kind file, is not YAML.
    ///
    /// Most often a value needs quotes, because it contains `: `, or starts with `@`, `%`, `*` or a quotation mark. Or
    /// a line is indented with a tab.
    ///
    /// Bad:
    /// ```markdown content/nearpod.md
    /// ---
    /// title: Nearpod: live lessons
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/nearpod.md
    /// ---
    /// title: "Nearpod: live lessons"
    /// ---
    /// ```
    pub(crate) YAML_SYNTAX = "yaml-syntax", Error
}
rule! {
    /// A map contains the same key twice. YAML does not say which one counts, and Homeroom does not guess.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// title: About us
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About us
    /// ---
    /// ```
    pub(crate) DUPLICATE_KEY = "duplicate-key", Error
}
rule! {
    /// Homeroom does not know a key: it is misspelled, or the kind does not declare it.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// sumary: Who keeps this handbook.
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// summary: Who keeps this handbook.
    /// ---
    /// ```
    pub(crate) UNKNOWN_KEY = "unknown-key", Error
}
rule! {
    /// A required key is missing.
    ///
    /// Bad:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   summary: { type: text, required: true }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   summary: { type: text, required: true }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// summary: Meets on Tuesdays in the library.
    /// ---
    /// ```
    pub(crate) MISSING_KEY = "missing-key", Error
}
rule! {
    /// A value has the wrong type for its key: a list instead of a single value, or a word instead of a number.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// draft: perhaps
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// draft: false
    /// ---
    /// ```
    pub(crate) WRONG_TYPE = "wrong-type", Error
}
rule! {
    /// A text contains a space and a number sign. YAML reads the rest of the line as a comment, so the page shows only
    /// the words before the number sign. If you mean a comment, write a space behind the number sign.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// summary: We are #1 in math.
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// ---
    /// title: About
    /// summary: "We are #1 in math."
    /// reviewed: 2026-06-30 # each June
    /// ---
    /// ```
    pub(crate) CUT_VALUE = "cut-value", Warning
}
rule! {
    /// A word is not one of the choices that the field allows.
    ///
    /// Bad:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   day: { type: choice, of: [monday, tuesday] }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// day: tusday
    /// ---
    /// ```
    /// Good:
    /// ```yaml kinds/club.yaml
    /// label: { one: Club, many: Clubs }
    /// fields:
    ///   day: { type: choice, of: [monday, tuesday] }
    /// ```
    /// ```markdown content/club/chess.md
    /// ---
    /// title: Chess club
    /// day: tuesday
    /// ---
    /// ```
    pub(crate) UNKNOWN_CHOICE = "unknown-choice", Error
}
rule! {
    /// A file contains a NUL or another control character. Most often the file is not a text file, or it was damaged
    /// during a transfer.
    ///
    /// A page may contain letters, spaces, tabs and line ends. Delete the character that the finding points at. In
    /// double quotes, `"\0"` or `"\x07"` also stands for such a character: delete it too, or put the text into single
    /// quotes, where a backslash is an ordinary character.
    pub(crate) CONTROL_CHARACTER = "control-character", Error
}
