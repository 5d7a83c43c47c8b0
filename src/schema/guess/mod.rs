//! Guesses what a value that cannot be read most likely means, in a form that can be read.
//!
//! Each function gives the text to write, or `None`. A guess may be wrong: before a finding suggests it, it is read as
//! a value of the field, and dropped if it has a fault.

pub(crate) mod dates;
pub(crate) mod fold;
pub(crate) mod grades;
pub(crate) mod numbers;
mod pieces;
pub(crate) mod times;
pub(crate) mod words;

/// A text as it has to be written in YAML, with quotes if needed.
#[must_use]
pub(crate) fn yaml(text: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_. %$/+@~'&;=\u{2013}".contains(letter);
    let sound = text.starts_with(|first: char| first.is_alphanumeric() || first == '$')
        && !text.ends_with(' ')
        && (text.chars().all(is_plain)
            || text.starts_with("http") && !text.contains([' ', '#', ',', '[', ']', '{', '}']));
    if sound { text.to_owned() } else { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_yaml_needs_it() {
        assert_eq!(yaml("3-5"), "3-5");
        assert_eq!(yaml("a: b"), "\"a: b\"");
        assert_eq!(yaml("https://a.example/b"), "https://a.example/b");
    }
}
