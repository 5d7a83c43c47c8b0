//! Guesses what a slightly wrong web address means, and recognizes e-mail addresses.

/// The whole address that was meant by a text whose beginning is missing, misspelled or written twice:
/// `www.district.example`, `htps://district.example`, `https://https://district.example`.
#[must_use]
pub(crate) fn meant(written: &str) -> Option<String> {
    let mut rest = written.trim();
    let mut scheme = "https";
    loop {
        let bare = rest.trim_start_matches(['/', '\\', ':', ';']);
        let letters = bare.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(bare.len());
        let (word, behind) = bare.split_at(letters);
        let Some(near) = scheme_near(word).filter(|_| behind.starts_with([':', ';', '/', '\\'])) else {
            rest = bare;
            break;
        };
        (scheme, rest) = (near, behind);
    }
    let host_end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
    let sound = name.contains('.') && name.split('.').all(is_name) && !path.contains(char::is_whitespace);
    let sound = sound && !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
    sound.then(|| format!("{scheme}://{host}{}", path.replace('\\', "/")))
}

/// Whether a text looks like an e-mail address.
#[must_use]
pub(crate) fn is_email(text: &str) -> bool {
    let sound = |part: &str| {
        !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || "<>@,;\"".contains(letter))
    };
    text.split_once('@')
        .is_some_and(|(name, host)| sound(name) && sound(host) && host.contains('.') && !host.ends_with('.'))
}

/// The scheme that a word is, or a misspelling of which it is.
fn scheme_near(word: &str) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let exact = ["http", "https"].into_iter().find(|scheme| *scheme == word);
    exact.or_else(|| {
        let near = word.starts_with('h') && strsim::damerau_levenshtein(&word, "https") <= 2 && word.len() > 2;
        near.then_some("https")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_mended() {
        for (written, expected) in [
            ("www.district.example", Some("https://www.district.example")),
            ("district.example/a?b#c", Some("https://district.example/a?b#c")),
            ("//district.example/", Some("https://district.example/")),
            ("https://https://district.example", Some("https://district.example")),
            ("http://https://district.example", Some("https://district.example")),
            ("https://http://district.example", Some("http://district.example")),
            ("https//district.example", Some("https://district.example")),
            ("https:/district.example", Some("https://district.example")),
            ("https:\\\\district.example\\a", Some("https://district.example/a")),
            ("htps://district.example", Some("https://district.example")),
            ("htttps://district.example", Some("https://district.example")),
            ("hhttps://district.example", Some("https://district.example")),
            ("http:district.example", Some("http://district.example")),
            ("https;//district.example:8443/", Some("https://district.example:8443/")),
            ("HTTPS://District.example", Some("https://District.example")),
            ("https://", None),
            ("https://https://", None),
            ("district", None),
            ("the office", None),
            ("a b.example", None),
            ("javascript:alert(1)", None),
            ("www.https://district.example", None),
        ] {
            assert_eq!(meant(written).as_deref(), expected, "{written}");
        }
    }
}
