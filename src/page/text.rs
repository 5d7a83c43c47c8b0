//! The text of an entry as HTML, with its links made for the page that shows it.

use crate::library::{EntryIndex, Target};
use crate::markdown::{Href, Place};
use crate::plan::lead::lead;
use crate::plan::pictures;
use crate::view::Scope;
use crate::view::scope::Inner;

/// The Markdown of an entry as HTML.
pub(super) fn body(scope: &Scope<'_>, index: EntryIndex) -> String {
    let scene = scope.scene;
    let entry = &scene.library.entries[index];
    let hrefs = hrefs(scope, &scene.library.links[index]);
    let (style, omit) = (&scene.site.config.markdown, entry.title_heading.clone());
    scope.bodies.html(entry.markdown(), style, &hrefs, omit, Place::default(), scope.words).to_string()
}

/// The Markdown fields of an entry as HTML, by the path to each field.
pub(super) fn inner(scope: &Scope<'_>, index: EntryIndex) -> Inner {
    let scene = scope.scene;
    let entry = &scene.library.entries[index];
    let bodies = entry.inner_bodies.iter().zip(scene.library.inner_links[index].iter());
    let html = bodies.enumerate().map(|(number, ((path, text, body), targets))| {
        let hrefs = hrefs(scope, targets);
        let place = Place { number: number + 1, clashes: &body.clashes };
        let html = scope.bodies.html(text, &scene.site.config.markdown, &hrefs, None, place, scope.words);
        ((index, path.clone()), html.to_string())
    });
    html.collect()
}

/// The address of each link of a text, from the page that shows it. A link that leads nowhere, or to a page or file
/// that is not published, becomes plain text.
fn hrefs(scope: &Scope<'_>, targets: &[Target]) -> Vec<Href> {
    let (scene, linker) = (scope.scene, scope.linker);
    let inside = |href: String| Href::To { href, external: false, picture: None };
    let one = |target: &Target| match target {
        // Browsers take a bare `#` as the top of the page.
        Target::Here(tail) => inside(Some(tail.to_string()).filter(|tail| !tail.is_empty()).unwrap_or("#".to_owned())),
        Target::Outside(address) => {
            let external = address.starts_with("http");
            Href::To { href: address.clone(), external, picture: None }
        }
        target => match lead(&scene.library, &scene.plan, target) {
            Some((url, tail)) => {
                let picture = target.file().and_then(|file| pictures::layout(&scene.pictures, file, linker));
                let picture = picture.map(Box::new);
                Href::To { href: linker.to_tail(&url, tail), external: false, picture }
            }
            None => Href::Text,
        },
    };
    targets.iter().map(one).collect()
}
