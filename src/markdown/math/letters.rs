//! Letters in mathematical typefaces. MathML Core has no attribute for a typeface, so each letter becomes a character
//! of Unicode's block Mathematical Alphanumeric Symbols.

use pulldown_latex::event::Font;

/// The first characters of a typeface: of capitals, small letters, digits, Greek capitals and small Greek letters. 0
/// means that the typeface has no such characters.
fn starts(font: Font) -> Option<[u32; 5]> {
    Some(match font {
        Font::Bold => [0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2],
        Font::Italic => [0x1d434, 0x1d44e, 0, 0x1d6e2, 0x1d6fc],
        Font::BoldItalic | Font::BoldSymbol => [0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736],
        Font::Script => [0x1d49c, 0x1d4b6, 0, 0, 0],
        Font::BoldScript => [0x1d4d0, 0x1d4ea, 0, 0, 0],
        Font::Fraktur => [0x1d504, 0x1d51e, 0, 0, 0],
        Font::BoldFraktur => [0x1d56c, 0x1d586, 0, 0, 0],
        Font::DoubleStruck | Font::DoubleStruckItalic => [0x1d538, 0x1d552, 0x1d7d8, 0, 0],
        Font::SansSerif => [0x1d5a0, 0x1d5ba, 0x1d7e2, 0, 0],
        Font::BoldSansSerif => [0x1d5d4, 0x1d5ee, 0x1d7ec, 0x1d756, 0x1d770],
        Font::SansSerifItalic => [0x1d608, 0x1d622, 0, 0, 0],
        Font::SansSerifBoldItalic => [0x1d63c, 0x1d656, 0, 0x1d790, 0x1d7aa],
        Font::Monospace => [0x1d670, 0x1d68a, 0x1d7f6, 0, 0],
        Font::UpRight => return None,
    })
}

/// The holes of the block. Unicode already had these letters elsewhere, so each hole comes with that letter.
const BEFORE: &[(u32, char)] = &[
    (0x1d455, 'ℎ'),
    (0x1d49d, 'ℬ'),
    (0x1d4a0, 'ℰ'),
    (0x1d4a1, 'ℱ'),
    (0x1d4a3, 'ℋ'),
    (0x1d4a4, 'ℐ'),
    (0x1d4a7, 'ℒ'),
    (0x1d4a8, 'ℳ'),
    (0x1d4ad, 'ℛ'),
    (0x1d4ba, 'ℯ'),
    (0x1d4bc, 'ℊ'),
    (0x1d4c4, 'ℴ'),
    (0x1d506, 'ℭ'),
    (0x1d50b, 'ℌ'),
    (0x1d50c, 'ℑ'),
    (0x1d515, 'ℜ'),
    (0x1d51d, 'ℨ'),
    (0x1d53a, 'ℂ'),
    (0x1d53f, 'ℍ'),
    (0x1d545, 'ℕ'),
    (0x1d547, 'ℙ'),
    (0x1d548, 'ℚ'),
    (0x1d549, 'ℝ'),
    (0x1d551, 'ℤ'),
];

/// A letter in a typeface; the letter itself if the typeface does not have it.
pub(super) fn letter(font: Option<Font>, letter: char) -> char {
    let Some(starts) = font.and_then(starts) else { return letter };
    let (start, first) = match letter {
        'A'..='Z' => (starts[0], 'A'),
        'a'..='z' => (starts[1], 'a'),
        '0'..='9' => (starts[2], '0'),
        'Α'..='Ω' => (starts[3], 'Α'),
        'α'..='ω' => (starts[4], 'α'),
        _ => return letter,
    };
    if start == 0 {
        return letter;
    }
    let code = start + (letter as u32 - first as u32);
    let before = BEFORE.iter().find(|(hole, _)| *hole == code).map(|(_, letter)| *letter);
    before.or_else(|| char::from_u32(code)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_faces() {
        for (font, plain, face) in [
            (Font::DoubleStruck, 'R', 'ℝ'),
            (Font::DoubleStruck, 'A', '𝔸'),
            (Font::Bold, 'x', '𝐱'),
            (Font::Bold, '7', '𝟕'),
            (Font::Italic, 'h', 'ℎ'),
            (Font::Script, 'L', 'ℒ'),
            (Font::BoldSymbol, 'α', '𝜶'),
            (Font::UpRight, 'x', 'x'),
            (Font::Script, '+', '+'),
            (Font::Fraktur, 'é', 'é'),
        ] {
            assert_eq!(letter(Some(font), plain), face);
        }
    }
}
