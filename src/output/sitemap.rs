//! `sitemap.xml`: every page except redirects, the search page and `404.html`. It is made only when a base URL is set.

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::{Artifact, UrlPath};
use crate::escape::xml;
use crate::href;
use crate::library::touched;
use crate::plan::claims::{Made, Maker, Purpose};
use crate::plan::{Claimant, Planned, Wish};
use crate::scene::Scene;
use crate::site::Site;
use crate::source::Snapshot;

pub(super) struct Sitemap;

impl Claimant for Sitemap {
    fn maker(&self) -> Maker {
        Maker::Output("sitemap.xml")
    }

    fn of_site(&self, site: &Site, _snapshot: &Snapshot) -> Vec<Wish> {
        let wish = Wish::new(UrlPath::new("sitemap.xml"), "Homeroom's own `sitemap.xml`".to_owned());
        // The command line can set a base URL too, so another build may make the file.
        let made = if site.config.base_url.is_none() { Made::Perhaps } else { Made::Today };
        vec![Wish { made, ..wish.for_readers(Purpose::Other) }]
    }
}

impl Output for Sitemap {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let Some(base) = scene.site.config.base_url.clone() else { return Listed::default() };
        let scene = scene.clone();
        vec![(UrlPath::new("sitemap.xml"), Deferred::sure(move || sitemap(&scene, &base)))].into()
    }
}

fn sitemap(scene: &Scene, base: &str) -> Artifact {
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    for (url, planned) in &scene.plan.pages {
        let modified = match planned {
            Planned::NotFound | Planned::Search | Planned::Redirect(_) => continue,
            Planned::Entry(index) => touched(&scene.library.entries[*index]).filter(|day| *day <= scene.snapshot.today),
            Planned::Home | Planned::View { .. } | Planned::AToZ | Planned::Changes => None,
        };
        let modified = modified.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        text.push_str(&format!("<url><loc>{}</loc>{modified}</url>\n", xml(&href::absolute(base, url))));
    }
    text.push_str("</urlset>\n");
    Artifact::text(text)
}
