//! The rules that every YAML file is read by.

use crate::diagnostic::rule;

rule! {
    /// The text between the `---` lines, or a settings or kind file, is not YAML.
    ///
    /// Most often a value needs quotes, because it holds `: `, or starts with `@`, `%`, `*` or a
    /// quotation mark; or a line is indented with a tab.
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
    /// A key stands twice in the same map. YAML does not say which one counts, so neither is guessed.
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
    /// A key that nothing reads: it is misspelled, or the kind does not declare it.
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
    /// A key that has to be there is not.
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
    /// A value of another type than its key asks for: a list where one value belongs, a word where a
    /// number belongs.
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
    /// A text that holds a space and a number sign: YAML takes the rest of the line for a comment, and the page
    /// shows the words before it alone. A comment that is meant has a space behind its number sign.
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
    /// A word that is not one of those that the field allows.
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
    /// A NUL or another control character in a file; most often the file is no text at all, or was
    /// damaged on its way.
    ///
    /// A page may hold letters, spaces, tabs and line ends. Delete the character that the finding
    /// points at. A text in double quotes may write such a character out (`"\0"`, `"\x07"`): delete that too, or put
    /// the text in single quotes, where a backslash is a backslash.
    pub(crate) CONTROL_CHARACTER = "control-character", Error
}
