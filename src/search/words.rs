//! The words of a text as they are in the index: without capitals and accents, and as pairs of letters for scripts
//! without spaces. The theme's `search-engine/words.js` does the same to what readers type.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The length at which words are cut, here and in the browser. Nobody types longer ones.
const LONGEST: usize = 40;

/// The words of a phrase that a reader may type, without compounds.
pub(super) fn typed(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(is_hyphen) {
        words(word, &mut |word| found.push(word.to_owned()));
    }
    found
}

/// Calls `see` with each word of a text. A compound such as `co-teaching` gives its parts and, after
/// them, the whole.
pub(super) fn words(text: &str, see: &mut impl FnMut(&str)) {
    let mut word = String::new();
    let mut compound = String::new();
    let mut parts = 0;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if is_letter(letter) {
            word.push(letter);
            continue;
        }
        if word.is_empty() {
            continue;
        }
        let goes_on = letters.peek().is_some_and(|next| is_letter(*next));
        if goes_on && matches!(letter, '\'' | '\u{2019}') {
            continue;
        }
        let joined = goes_on && is_hyphen(letter);
        if joined || parts > 0 {
            compound.push_str(&word);
            parts += 1;
        }
        finish_word(&mut word, see);
        if !joined {
            end_compound(&mut compound, &mut parts, see);
        }
    }
    if parts > 0 {
        compound.push_str(&word);
        parts += 1;
    }
    finish_word(&mut word, see);
    end_compound(&mut compound, &mut parts, see);
}

fn end_compound(compound: &mut String, parts: &mut usize, see: &mut impl FnMut(&str)) {
    if (2..=3).contains(parts) {
        finish_word(compound, see);
    }
    compound.clear();
    *parts = 0;
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || (!letter.is_ascii() && is_combining_mark(letter))
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// Folds a word and passes it to `see`, cut into pairs of letters if its script has no spaces.
fn finish_word(word: &mut String, see: &mut impl FnMut(&str)) {
    if word.is_empty() {
        return;
    }
    if word.is_ascii() {
        word.make_ascii_lowercase();
        word.truncate(LONGEST);
        see(word);
    } else {
        let folded = fold(word);
        let letters: Vec<char> = folded.chars().take(LONGEST).collect();
        for run in letters.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
            if run.len() > 1 && is_unspaced(run[0]) {
                run.windows(2).for_each(|pair| see(&String::from_iter(pair)));
            } else {
                see(&String::from_iter(run));
            }
        }
    }
    word.clear();
}

/// A word without capitals, accents and variants of letters.
pub(super) fn fold(word: &str) -> String {
    let plain: String = word.nfkd().collect::<String>().to_lowercase();
    let kept = plain.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter) && is_letter(*letter));
    let mut folded = String::with_capacity(word.len());
    for letter in kept.nfc() {
        match letter {
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            letter => folded.push(letter),
        }
    }
    folded
}

/// Whether a letter belongs to a script without spaces between words: Han and kana.
fn is_unspaced(letter: char) -> bool {
    matches!(u32::from(letter),
        0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff
        | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        words(text, &mut |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn folds_capitals_and_accents() {
        assert_eq!(of("Café NIÑO Straße ΛΌΓΟΣ"), ["cafe", "nino", "strasse", "λογοσ"]);
        assert_eq!(of("the teacher’s co-teaching plan"), ["the", "teachers", "co", "teaching", "coteaching", "plan"]);
        assert_eq!(of("K-12, 3–5 nearpod.com"), ["k", "12", "k12", "3", "5", "nearpod", "com"]);
        assert_eq!(of("a-b-c-d"), ["a", "b", "c", "d"], "a chain of four is no compound");
    }

    #[test]
    fn readers_type_parts() {
        assert_eq!(typed("single sign-on"), ["single", "sign", "on"]);
    }

    #[test]
    fn pairs_where_no_spaces_stand() {
        assert_eq!(of("学校で Nearpod を"), ["学校", "校で", "nearpod", "を"]);
        assert_eq!(of("ガイド"), ["ガイ", "イド"]);
    }

    #[test]
    fn nothing_is_no_word() {
        assert!(of("").is_empty() && of("… — ?!").is_empty());
        assert_eq!(of(&"x".repeat(100)), ["x".repeat(LONGEST)]);
    }
}
