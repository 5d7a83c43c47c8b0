//! Where a link leads inside the site.

use super::pages::{Plan, Planned};
use crate::artifact::UrlPath;
use crate::href::Tail;
use crate::library::{Library, Target};

/// Where a link leads inside the site: the address, and the query and fragment behind it. `None` for a target that is
/// not published, for the page itself, and for addresses outside the site.
#[must_use]
pub(crate) fn lead<'t>(library: &Library, plan: &Plan, target: &'t Target) -> Option<(UrlPath, &'t Tail)> {
    match target {
        Target::Entry { index, tail } => {
            library.is_published(*index).then(|| (library.entries[*index].url.clone(), tail))
        }
        Target::File { file, tail } => {
            let url = UrlPath::new(file.below("content").or_else(|| file.below("static"))?);
            (plan.files.get(&url) == Some(file)).then_some((url, tail))
        }
        Target::Address { path, tail, otherwise } => match plan.published(path) {
            // A link to an old address leads straight to the new one.
            Some(url) => match plan.pages.get(&url).and_then(Planned::moved_entry) {
                Some(index) => Some((library.entries[index].url.clone(), tail)),
                None => Some((url, tail)),
            },
            None => lead(library, plan, otherwise),
        },
        Target::Here(_) | Target::Outside(_) | Target::OutsideImage(_) | Target::Missing(_) => None,
    }
}
