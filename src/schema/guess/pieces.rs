//! Splits a value into numbers, words and signs.

/// Words for numbers, with their values.
const NUMBERS: [(&str, f64); 27] = [
    ("a", 1.0),
    ("an", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
];

/// The value of a word for a number.
pub(super) fn spelled(word: &str) -> Option<f64> {
    NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A number, with groups of digits and a fraction.
    Number(f64),
    /// Letters.
    Word(String),
    /// Any other character except white space.
    Sign(char),
}

/// A value as numbers, words in lower case, and signs.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let start = at;
        if letter.is_ascii_digit() {
            let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
            // A comma before exactly three digits belongs to a number; any other comma separates two numbers.
            let is_group = |at: usize| (1..=3).all(|step| is_digit(at + step)) && !is_digit(at + 4);
            let goes_on = |at: usize| match letters.get(at) {
                Some(',') => is_group(at),
                Some('.') => is_digit(at + 1),
                _ => is_digit(at),
            };
            while goes_on(at) {
                at += 1;
            }
            let digits: String = letters[start..at].iter().filter(|sign| **sign != ',').collect();
            pieces.extend(digits.parse().ok().map(Piece::Number));
        } else if letter.is_alphabetic() {
            while letters.get(at).is_some_and(|letter| letter.is_alphabetic()) {
                at += 1;
            }
            pieces.push(Piece::Word(letters[start..at].iter().collect()));
        } else {
            if !letter.is_whitespace() {
                pieces.push(Piece::Sign(letter));
            }
            at += 1;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_apart() {
        let number = Piece::Number;
        let word = |text: &str| Piece::Word(text.to_owned());
        assert_eq!(pieces("$1,200.50 a Year"), [Piece::Sign('$'), number(1200.5), word("a"), word("year")]);
        assert_eq!(pieces("6, 7"), [number(6.0), Piece::Sign(','), number(7.0)]);
    }
}
