//! The kinds of characters. Whether quotation marks and emphasis open or close depends on the characters beside them.

/// Whether a character is punctuation or a symbol.
pub(super) fn is_sign(letter: char) -> bool {
    let is_mark = unicode_normalization::char::is_combining_mark(letter);
    !(letter.is_alphanumeric() || letter.is_whitespace() || letter.is_control() || is_mark)
}

/// Whether a character is neither white space nor a sign.
pub(super) fn is_letter(letter: char) -> bool {
    !letter.is_whitespace() && !is_sign(letter)
}

/// Whether a character is a letter or a sign of Chinese, Japanese or Korean.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(u32::from(letter),
        0x1100..=0x11ff | 0x2e80..=0xa4cf | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xfe10..=0xfe1f
        | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x2_0000..=0x3_ffff)
}
