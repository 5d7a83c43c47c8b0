//! "Did you mean", and lists of what is allowed.

/// The one of `allowed` that `written` most likely meant, when one is near enough.
#[must_use]
pub fn did_you_mean<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let folded = fold(written);
    allowed
        .into_iter()
        .filter(|candidate| may_be_near(&folded, candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&folded, &fold(candidate)), candidate))
        .filter(|(distance, candidate)| {
            let length = folded.chars().count().max(candidate.chars().count());
            // Two letters of four are another word.
            *distance <= length.div_ceil(3).min(3) && *distance * 2 < length
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The one of `allowed` that begins as `written` does, where neither is near the other: `kahoot` and `kahoot-quiz`,
/// `language` and `lang`. With the same first word alone, it has to be the only one.
#[must_use]
pub fn begins_alike<'a>(written: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Fewer letters say nothing, unless a word ends behind them.
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

/// Whether three edits could be enough, told from the letters alone. A site may have ten thousand
/// broken links and as many files; only few pairs are worth the exact distance.
fn may_be_near(folded: &str, candidate: &str) -> bool {
    if !folded.is_ascii() || !candidate.is_ascii() {
        return true;
    }
    let mut balance = [0i32; 64];
    for byte in folded.bytes() {
        balance[usize::from(byte % 64)] += 1;
    }
    for byte in candidate.bytes() {
        let byte = if matches!(byte, b'_' | b' ') { b'-' } else { byte.to_ascii_lowercase() };
        balance[usize::from(byte % 64)] -= 1;
    }
    // An edit changes the number of two letters at most.
    balance.iter().map(|count| count.unsigned_abs()).sum::<u32>() <= 6
}

/// "`a`, `b` or `c`"; a long list is cut after a dozen with the number of the rest.
#[must_use]
pub fn one_of<'a>(allowed: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<String> = allowed.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        many if many.len() > SHOWN => format!("{} and {} more", many[..SHOWN].join(", "), many.len() - SHOWN),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
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
