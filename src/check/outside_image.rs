//! Pictures on other sites.

use super::guess::Guesser;
use super::linked::{Linked, links};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::library::Target;
use crate::scene::Scene;

rule! {
    /// A page shows a picture or a recording from a different site. Pages load nothing from other sites, so that these
    /// do not learn who reads a page. Readers see the text alternative instead.
    ///
    /// Bad:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](https://pictures.example/door.png)
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    ///
    /// ![The office's front door](door.svg)
    /// ```
    /// ```svg content/door.svg
    /// <svg xmlns="http://www.w3.org/2000/svg"/>
    /// ```
    pub(crate) OUTSIDE_IMAGE = "outside-image", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut guesser = Guesser::new(scene);
    let tell = |linked: Linked<'_>| {
        let Target::OutsideImage(address) = linked.target else { return None };
        let message =
            format!("the picture `{}` is on a different site, so the page does not show it", excerpt(address));
        let told = OUTSIDE_IMAGE.at(linked.span(), message).about(address.as_str());
        // The address may be one of this site, which has a relative link.
        if let Some(own) = guesser.own(&linked, address) {
            return Some(linked.mended(told.help(format!("write `{}`, which is shown", excerpt(&own))), &own));
        }
        let help =
            "put the file into the folder of this page if its license allows that, or link to the page that shows it";
        Some(told.help(help))
    };
    links(scene).filter_map(tell).collect()
}
