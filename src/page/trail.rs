//! The pages above a page: its breadcrumb.

use super::model::Link;
use super::plan::{Planned, Section, Variant, view_url};
use super::render::OnePage;
use crate::artifact::UrlPath;
use crate::content::Entry;

/// A page above another one: its title and its address.
pub(super) type Crumb = (String, UrlPath);

impl OnePage<'_> {
    /// The pages above this one, home first; none above the home page, a redirect and the page for lost addresses.
    pub(super) fn trail(&self, planned: &Planned) -> Vec<Crumb> {
        let plan = &self.context.plan;
        match planned {
            Planned::Home | Planned::NotFound | Planned::Search | Planned::MoreCards { .. } | Planned::Redirect(_) => {
                Vec::new()
            }
            Planned::AToZ | Planned::Changes => vec![self.home_crumb()],
            Planned::Entry(index) => self.above(&self.context.catalog.entries[*index]),
            Planned::View { section, view, variant } => self.above_view(&plan.sections[*section], *view, variant),
        }
    }

    /// The links of a breadcrumb.
    pub(super) fn crumbs(&self, trail: &[Crumb]) -> Vec<Link> {
        trail.iter().map(|(title, url)| self.link(title, url)).collect()
    }

    fn home_crumb(&self) -> Crumb {
        (self.words.get("home").to_owned(), UrlPath::new(""))
    }

    /// Home, then every page that stands at a folder above the entry.
    fn above(&self, entry: &Entry) -> Vec<Crumb> {
        let path = entry.url.as_str().trim_end_matches('/');
        let folders = path.match_indices('/').map(|(end, _)| UrlPath::new(&path[..=end]));
        let titled = folders.filter_map(|url| Some((self.title_of(&url)?, url)));
        [self.home_crumb()].into_iter().chain(titled).collect()
    }

    /// Home, the section, and the view, as far as they lie above the page.
    fn above_view(&self, section: &Section, number: usize, variant: &Variant) -> Vec<Crumb> {
        let spec = &section.kind.views[number];
        let url = view_url(&section.url, spec);
        let mut trail = vec![self.home_crumb()];
        if *self.url != section.url
            && let Some(title) = self.title_of(&section.url)
        {
            trail.push((title, section.url.clone()));
            if url != section.url && *variant != Variant::Whole {
                trail.push((spec.head().title.clone(), url));
            }
        }
        trail
    }
}
