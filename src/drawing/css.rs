//! Decides whether a style in a drawing loads something.

/// Why a style is refused; `None` if it loads nothing.
pub(super) fn refusal(css: &str) -> Option<String> {
    let css = css.to_ascii_lowercase();
    if css.contains('\\') && css.contains(['(', '@']) {
        return Some("a style holds a backslash, which can hide what it loads".to_owned());
    }
    if css.contains("@import") {
        return Some("a style loads another style sheet with `@import`".to_owned());
    }
    if css.contains("image-set(") {
        return Some("a style loads a picture with `image-set()`".to_owned());
    }
    let mut rest = css.as_str();
    while let Some(at) = rest.find("url(") {
        rest = &rest[at + "url(".len()..];
        let address = rest.trim_start().trim_start_matches(['"', '\'']).trim_start();
        if !(address.starts_with('#') || is_font(address)) {
            return Some("a style loads something with `url()`".to_owned());
        }
    }
    None
}

/// Whether an address is a `data:` URL that contains a font. Drawing programs write such URLs.
fn is_font(address: &str) -> bool {
    ["data:font/", "data:application/font-", "data:application/x-font-"].iter().any(|start| address.starts_with(start))
}
