//! `robots.txt`: everything may be read; the sitemap is named where the site knows its address.

use super::Deferred;
use crate::artifact::{Artifact, UrlPath};
use crate::check::Scene;

pub(super) fn write(scene: &Scene) -> Vec<(UrlPath, Deferred)> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &scene.site.config.base_url {
        text.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
    }
    vec![(UrlPath::new("robots.txt"), Deferred::ready(Artifact::text(text)))]
}
