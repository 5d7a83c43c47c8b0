//! Suggestions for misspelled words, and lists of names in words.

/// The word of `allowed` that `written` most likely means; `None` if none is similar enough.
#[must_use]
pub fn did_you_mean<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(written);
    let letters = Letters::of(&folded);
    allowed
        .into_iter()
        .filter(|candidate| letters.may_be_near(candidate))
        .filter_map(|candidate| Some((distance(&folded, candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A text in the form in which texts are compared.
pub(super) fn fold(text: &str) -> String {
    text.to_lowercase().replace(['_', ' '], "-")
}

/// The most bytes of a text that is compared letter by letter.
pub(super) const LONGEST: usize = 200;

/// The number of typing errors between two texts; `None` if they are too many for one to be meant as the other.
pub(super) fn distance(folded: &str, candidate: &str) -> Option<usize> {
    if folded.len().max(candidate.len()) > LONGEST {
        return None;
    }
    let distance = strsim::damerau_levenshtein(folded, &fold(candidate));
    let length = folded.chars().count().max(candidate.chars().count());
    // With half of the letters wrong it is a different word.
    (distance <= length.div_ceil(3).min(3) && distance * 2 < length).then_some(distance)
}

/// The word of `allowed` that has the same beginning as `written` although their lengths differ: `kahoot` and
/// `kahoot-quiz`, `language` and `lang`. If they share only the first word, no other word may have it.
#[must_use]
pub(crate) fn begins_alike<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Fewer common letters are not enough, unless a word ends after them.
    const ENOUGH: usize = 4;
    let first_word = |text: &str| text.find(['-', '_']).unwrap_or(text.len());
    let mut nearest: Option<(usize, &str)> = None;
    let mut cousins = (0, None);
    for candidate in allowed {
        let pairs = written.bytes().zip(candidate.bytes());
        let shared = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        let (short, long) = if written.len() < candidate.len() { (written, candidate) } else { (candidate, written) };
        let ends_a_word = || matches!(long.as_bytes().get(shared), Some(b'-' | b'_'));
        let rest = long.len() - short.len();
        if shared == short.len() && (shared >= ENOUGH || shared > 1 && ends_a_word()) {
            if nearest.is_none_or(|(least, _)| rest < least) {
                nearest = Some((rest, candidate));
            }
        } else if shared >= ENOUGH && first_word(written) <= shared && first_word(written) == first_word(candidate) {
            cousins = (cousins.0 + 1, Some(candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate).or(if cousins.0 == 1 { cousins.1 } else { None })
}

/// How often each letter is in a text. These counts show quickly whether a different text could be within three typing
/// errors, so the exact distance is computed for few pairs only.
pub(super) struct Letters(Option<[i8; 64]>);

impl Letters {
    /// Counts the letters of a folded text. A text that is long or not ASCII is not counted.
    pub(super) fn of(folded: &str) -> Self {
        let mut counts = [0i8; 64];
        if !folded.is_ascii() || folded.len() > 100 {
            return Self(None);
        }
        for byte in folded.bytes() {
            counts[usize::from(byte % 64)] += 1;
        }
        Self(Some(counts))
    }

    /// Whether a text may be within three typing errors.
    pub(super) fn may_be_near(&self, candidate: &str) -> bool {
        let Some(mut balance) = self.0 else { return true };
        if !candidate.is_ascii() {
            return true;
        }
        if candidate.len() > 110 {
            return false;
        }
        for byte in candidate.bytes() {
            let byte = if matches!(byte, b'_' | b' ') { b'-' } else { byte.to_ascii_lowercase() };
            balance[usize::from(byte % 64)] -= 1;
        }
        // One typing error changes the counts of at most two letters.
        balance.iter().map(|count| u32::from(count.unsigned_abs())).sum::<u32>() <= 6
    }
}

/// Names as "`a`, `b` or `c`". A long list is cut after a dozen names, with the number of the rest.
#[must_use]
pub fn one_of<'a>(allowed: impl IntoIterator<Item = &'a str>) -> String {
    joined(allowed, "or")
}

/// Names as "`a`, `b` and `c`", cut in the same way.
#[must_use]
pub(crate) fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "and")
}

fn joined<'a>(names: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    const SHOWN: usize = 12;
    let mut all = names.into_iter();
    let names: Vec<String> = all.by_ref().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match (names.as_slice(), all.count()) {
        ([], _) => "nothing".to_owned(),
        ([only], 0) => only.clone(),
        ([most @ .., last], 0) => format!("{} {word} {last}", most.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_what_is_near() {
        let allowed = ["approved", "piloting", "retired", "k-2"];
        assert_eq!(did_you_mean("aproved", allowed), Some("approved"));
        assert_eq!(did_you_mean("Piloting", allowed), Some("piloting"));
        assert_eq!(did_you_mean("banana", allowed), None);
        assert_eq!(did_you_mean("x", ["y"]), None, "one letter for another says nothing");
    }

    #[test]
    fn suggests_what_begins_alike() {
        let allowed = ["kahoot-quiz", "google-docs", "google-forms", "lang", "canva-pro"];
        assert_eq!(begins_alike("kahoot", allowed), Some("kahoot-quiz"));
        assert_eq!(begins_alike("kahoot-game", allowed), Some("kahoot-quiz"));
        assert_eq!(begins_alike("Language", allowed), Some("lang"));
        assert_eq!(begins_alike("google-slides", allowed), None, "two have the same first word");
        assert_eq!(begins_alike("can", allowed), None, "three letters say nothing");
        assert_eq!(begins_alike("", allowed), None);
    }

    #[test]
    fn lists() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert!(one_of(["x"; 20]).ends_with("and 8 more"));
    }
}
