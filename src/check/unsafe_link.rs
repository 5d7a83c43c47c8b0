//! Links that would run code, or that work on one computer only.

use super::guess::Guesser;
use super::linked::{Linked, links};
use super::rewrites::FILES;
use crate::diagnostic::{Diagnostic, did_you_mean, rule};
use crate::document::excerpt;
use crate::library::{Missing, Target};
use crate::scene::Scene;
use crate::schema::web_address::is_email;

rule! {
    /// A link has a scheme that is not allowed, such as `javascript:`, `data:` or `file:`. Links may have the schemes
    /// `https:`, `http:`, `mailto:` and `tel:`.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [Print](javascript:print)
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// [Write to us](mailto:office@district.example)
    /// ```
    pub(super) UNSAFE_LINK = "unsafe-link", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut guesser = Guesser::new(scene);
    links(scene).filter_map(|linked| tell(&linked, &mut guesser)).collect()
}

fn tell(linked: &Linked<'_>, guesser: &mut Guesser<'_>) -> Option<Diagnostic> {
    let Target::Missing(Missing::Scheme(scheme)) = linked.target else { return None };
    let (help, meant) = match scheme.as_str() {
        files if FILES.contains(&files) => (
            "this link works on one computer only; put the file into the content folder, and link to it there",
            guesser.of(linked).map(|guess| guess.written),
        ),
        letter if letter.len() == 1 => (
            "this path works on one computer only; put the file into the content folder, and link to it there",
            guesser.of(linked).map(|guess| guess.written),
        ),
        _ if linked.link.image => ("save it as a file in the folder of this page, and name that file here", None),
        "blob" | "cid" | "data" => ("save it as a file in the content folder, and link to that file", None),
        _ => (
            "link to a page, or to an address that begins with `https:`, `mailto:` or `tel:`",
            meant(&linked.link.destination)
                .or_else(|| guesser.web(linked))
                .or_else(|| guesser.own(linked, &format!("http://{}", linked.link.destination))),
        ),
    };
    let told = UNSAFE_LINK.at(linked.span(), format!("a page must not link to `{scheme}:`")).about(scheme.as_str());
    Some(match meant.filter(|_| !linked.link.image || FILES.contains(&scheme.as_str()) || scheme.len() == 1) {
        Some(meant) => linked.mended(told.help(format!("did you mean `{}`?", excerpt(&meant))), &meant),
        None => told.help(help),
    })
}

/// The e-mail address or telephone number that was meant by an address with a misspelled scheme.
fn meant(destination: &str) -> Option<String> {
    let (scheme, rest) = destination.split_once(':')?;
    let rest = rest.trim_start_matches('/').trim();
    let mail = || is_email(rest) && did_you_mean(scheme, ["mailto", "mail", "email"]).is_some();
    let phone = || {
        rest.contains(|digit: char| digit.is_ascii_digit()) && did_you_mean(scheme, ["phone", "telephone"]).is_some()
    };
    if mail() {
        return Some(format!("mailto:{rest}"));
    }
    if phone() {
        return Some(format!("tel:{}", rest.replace(' ', "")));
    }
    None
}
