//! Links to pages of this site by their whole addresses.

use super::guess::Guesser;
use super::linked::{Linked, links};
use super::rewrites::{Own, own_bases, own_path};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::excerpt;
use crate::href::Tail;
use crate::library::Target;
use crate::scene::Scene;

rule! {
    /// A link leads to a page of this site by its whole address, or by its address on the writer's own computer. Nobody
    /// notices when such a link breaks because its page is renamed. It leads out of the preview and out of a copy of
    /// the site. A link to `localhost` does not work for readers.
    ///
    /// Bad:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// base_url: https://handbook.district.example/
    /// ```
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [the rules](https://handbook.district.example/rules/).
    /// ```
    /// ```markdown content/rules.md
    /// # Rules
    /// ```
    /// Good:
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// base_url: https://handbook.district.example/
    /// ```
    /// ```markdown content/about.md
    /// # About
    ///
    /// See [the rules](rules.md).
    /// ```
    /// ```markdown content/rules.md
    /// # Rules
    /// ```
    pub(super) WHOLE_ADDRESS = "whole-address", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let bases = own_bases(scene);
    let mut guesser = Guesser::new(scene);
    links(scene).filter_map(|linked| tell(&linked, &bases, &mut guesser)).collect()
}

fn tell(linked: &Linked<'_>, bases: &[&str], guesser: &mut Guesser<'_>) -> Option<Diagnostic> {
    let Target::Outside(address) = linked.target else { return None };
    let own = own_path(address, bases)?;
    let (Own::Site(rest) | Own::Local(rest)) = own;
    let (path, tail) = Tail::split(rest);
    let path = if path.is_empty() { "/" } else { path };
    // The root of `localhost` may mean any program on the reader's computer, so no page is guessed.
    let is_any = matches!(own, Own::Local(_)) && path == "/";
    let guess = if is_any { None } else { guesser.of_path(linked, path, &tail) };
    let written = excerpt(address);
    let message = match own {
        Own::Site(_) => format!("`{written}` is a whole address of this site"),
        Own::Local(_) => format!("`{written}` leads readers to their own computers"),
    };
    let told = WHOLE_ADDRESS.at(linked.span(), message);
    match (guess, own) {
        (Some(guess), _) => {
            let help = format!(
                "write `{}`, which the checks cover and which works in the preview too",
                excerpt(&guess.written)
            );
            Some(linked.mended(told.help(help), &guess.written))
        }
        (None, Own::Site(_)) => {
            Some(told.help("the site publishes nothing at this address; link to the file of a page instead"))
        }
        // A lesson may tell readers to open a program on their own computer.
        (None, Own::Local(_)) if linked.link.text == *address => None,
        (None, Own::Local(_)) => {
            Some(told.help("link to the file of a page; write an address that readers should type between backticks"))
        }
    }
}
