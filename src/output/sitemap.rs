//! `sitemap.xml`, where a base URL is set: every page but redirects, the search and the page for lost addresses.

use super::Deferred;
use crate::artifact::{Artifact, UrlPath};
use crate::catalog::touched;
use crate::check::Scene;
use crate::escape::xml;
use crate::href;
use crate::page::plan::Planned;

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let Some(base) = scene.site.config.base_url.clone() else { return Vec::new() };
    let scene = scene.clone();
    vec![(UrlPath::new("sitemap.xml"), Deferred::sure(move || sitemap(&scene, &base)))]
}

fn sitemap(scene: &Scene, base: &str) -> Artifact {
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    for (url, planned) in &scene.plan.pages {
        let modified = match planned {
            Planned::NotFound | Planned::Search | Planned::MoreCards { .. } | Planned::Redirect(_) => continue,
            Planned::Entry(index) => touched(&scene.catalog.entries[*index]).filter(|day| *day <= scene.snapshot.today),
            Planned::Home | Planned::View { .. } | Planned::AToZ | Planned::Changes => None,
        };
        let modified = modified.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        text.push_str(&format!("<url><loc>{}</loc>{modified}</url>\n", xml(&href::absolute(base, url))));
    }
    text.push_str("</urlset>\n");
    Artifact::text(text)
}
