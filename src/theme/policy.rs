//! The Content Security Policy of every page: everything is loaded from the site itself, no page contains a script or
//! style in its HTML, and scripts build nodes instead of parsing texts as HTML.

/// The directives. `frame-ancestors` is the last one: it does not work in a `meta` tag.
const DIRECTIVES: [&str; 12] = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    // Sounds and films that pages show.
    "media-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types homeroom",
    "frame-ancestors 'none'",
];

/// The policy as a header.
#[must_use]
pub fn header() -> String {
    DIRECTIVES.join("; ")
}

/// The policy for a `meta` tag, without `frame-ancestors`.
#[must_use]
pub fn meta() -> String {
    let [directives @ .., _] = &DIRECTIVES;
    directives.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tag_lacks_what_only_a_header_can_say() {
        assert!(header().contains("frame-ancestors 'none'"));
        assert!(!meta().contains("frame-ancestors"));
        assert_eq!(header(), format!("{}; frame-ancestors 'none'", meta()));
    }
}
