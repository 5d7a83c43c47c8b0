//! Links to pages that do not exist.

use super::guess::{Guesser, encoded};
use super::linked::{Linked, links};
use super::rewrites::without_mark;
use crate::diagnostic::{Diagnostic, Rule, rule};
use crate::document::excerpt;
use crate::library::{Missing, Target};
use crate::plan::claims::Made;
use crate::scene::Scene;
use crate::source::VPath;

rule! {
    /// A link leads to a page that does not exist. A link between pages is an ordinary relative Markdown link to the
    /// file of the other page, as on GitHub.
    ///
    /// Bad:
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    ///
    /// Before: [Pear Deck](peardeck.md).
    /// ```
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// ```
    /// ```markdown content/tools/pear-deck.md
    /// # Pear Deck
    /// ```
    /// Good:
    /// ```markdown content/tools/nearpod.md
    /// # Nearpod
    ///
    /// Before: [Pear Deck](pear-deck.md).
    /// ```
    /// ```yaml kinds/tool.yaml
    /// label: { one: Tool, many: Tools }
    /// folder: tools
    /// ```
    /// ```markdown content/tools/pear-deck.md
    /// # Pear Deck
    /// ```
    pub(super) BROKEN_LINK = "broken-link", Error
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let mut guesser = Guesser::new(scene);
    links(scene).filter_map(|linked| tell(&linked, scene, &mut guesser)).collect()
}

fn tell(linked: &Linked<'_>, scene: &Scene, guesser: &mut Guesser<'_>) -> Option<Diagnostic> {
    let Target::Missing(missing) = linked.target else { return None };
    let destination = linked.link.destination.trim();
    let written = excerpt(destination);
    // The subject is what the link leads to, so that links to the same page can be reported together.
    let at = |message: String| {
        let told = BROKEN_LINK.at(linked.span(), message);
        match missing {
            Missing::Page(file) => {
                told.about(file.as_str()).of_many(format!("there is no page `{}`", excerpt(file.as_str())))
            }
            _ => told.about(destination),
        }
    };
    // A destination that looks like the beginning of a web address may still be the name of a file.
    let may_be_a_file = match missing {
        Missing::Page(_) | Missing::Capitals(_) | Missing::Outside | Missing::NoMailto(_) => true,
        Missing::NoScheme(file) => file.is_some() || destination.starts_with('\\'),
        Missing::Folder(_) | Missing::File(_) | Missing::Scheme(_) | Missing::Incomplete | Missing::Empty => false,
    };
    let guess = if may_be_a_file { guesser.of(linked) } else { None };
    if let Some(guess) = guess {
        let meant = excerpt(&guess.written);
        let (message, help) = match missing {
            Missing::Capitals(_) => (
                format!("`{written}` differs from the file's name in its capitals"),
                format!("write `{meant}`; capital letters matter in web addresses"),
            ),
            Missing::Outside => {
                (format!("`{written}` leads out of the content folder"), format!("did you mean `{meant}`?"))
            }
            _ => (format!("there is no page `{written}`"), format!("did you mean `{meant}`?{}", guess.more)),
        };
        return Some(linked.mended(at(message).help(help), &guess.written));
    }
    Some(match missing {
        Missing::File(_) | Missing::Scheme(_) => return None,
        Missing::Page(file) => {
            let claim = file.below("content").and_then(|below| scene.plan.claims.named(below));
            match claim.filter(|(_, claim)| claim.made == Made::Perhaps) {
                Some(_) => unmade(&BROKEN_LINK, linked),
                None => {
                    let help = foreign_mark(destination).or_else(|| in_static(file, scene));
                    let help = help.unwrap_or_else(|| guesser.example(linked, file));
                    at(format!("there is no page `{written}`")).help(help)
                }
            }
        }
        Missing::Capitals(_) => at(format!("`{written}` differs from the file's name in its capitals"))
            .help("write it exactly as the file is called; capital letters matter in web addresses"),
        Missing::Folder(folder) if is_of_hugo(folder, scene) => {
            at(format!("the folder `{folder}` has no page of its own"))
                .help(format!("rename `{folder}/_index.md` to `index.md`; Homeroom does not read `_index.md`"))
        }
        Missing::Folder(folder) => at(format!("the folder `{folder}` has no page of its own"))
            .help(format!("write `{folder}/index.md` or `{folder}/README.md`, or link to one of the pages in it")),
        Missing::Outside => {
            at(format!("`{written}` leads out of the content folder")).help("link to a file below `content/`")
        }
        Missing::Empty if linked.link.image => {
            at("a picture names no file".to_owned()).help("write the name of the picture's file, or delete the picture")
        }
        Missing::Empty => {
            at("a link leads nowhere".to_owned()).help("write the address that it leads to, or delete the link")
        }
        Missing::NoScheme(_) if destination.starts_with('\\') => at(format!("`{written}` leads to a network drive"))
            .help("put the file into the content folder, and link to that file"),
        Missing::NoScheme(_) => {
            let told = at(format!("`{written}` has no `https:`"));
            match guesser.web(linked) {
                Some(whole) => {
                    let is_own = !whole.contains("://");
                    let meant = excerpt(&whole);
                    let help =
                        if is_own { format!("write `{meant}`") } else { format!("write the whole address: {meant}") };
                    linked.mended(told.help(help), &whole)
                }
                None => told.help("write the whole address, such as https://www.district.example/"),
            }
        }
        Missing::NoMailto(_) => {
            let told = at(format!("`{written}` has no `mailto:`")).help(format!("write `mailto:{written}`"));
            linked.mended(told, &format!("mailto:{destination}"))
        }
        Missing::Incomplete => match guesser.web(linked) {
            Some(whole) => {
                let fault = if destination.contains("://") { "has two beginnings" } else { "lacks its two slashes" };
                let told = at(format!("`{written}` {fault}"));
                linked.mended(told.help(format!("did you mean `{}`?", excerpt(&whole))), &whole)
            }
            None => at(format!("`{written}` is only the beginning of an address"))
                .help("write a whole address, such as https://www.district.example/ or mailto:office@district.example"),
        },
    })
}

/// Whether a folder has a page with the name that Hugo uses, `_index.md`.
fn is_of_hugo(folder: &VPath, scene: &Scene) -> bool {
    scene.snapshot.files.contains_key(&VPath::unchecked(&format!("{folder}/_index.md")))
}

/// What to do about a link that begins with the syntax of a different tool.
fn foreign_mark(destination: &str) -> Option<String> {
    let rest = without_mark(destination)?;
    let mark = destination.strip_suffix(rest)?;
    let help = format!(
        "`{}` belongs to a different tool: write the path from this page's folder, or begin with `/` for the content folder",
        excerpt(mark)
    );
    Some(help)
}

/// What to do about a link to a folder of `static/` that has no page.
fn in_static(file: &VPath, scene: &Scene) -> Option<String> {
    let folder = format!("static/{}/", file.below("content")?);
    let (first, _) = scene.snapshot.files.range(VPath::unchecked(&folder)..).next()?;
    let below = first.below("static").filter(|_| first.as_str().starts_with(&folder))?;
    Some(format!("the folder `{folder}` has no `index.html`; link to one of its files, such as `/{}`", encoded(below)))
}

/// The finding of a link to a file that the build makes only if it knows the site's address.
pub(super) fn unmade(rule: &'static Rule, linked: &Linked<'_>) -> Diagnostic {
    let message = format!("the site has no `{}`", excerpt(&linked.link.destination));
    let help = "set `base_url` in `homeroom.yaml`: without the site's address there is no feed and no sitemap";
    rule.at(linked.span(), message).help(help)
}
