//! `robots.txt`: everything may be read; the sitemap is named where the site knows its address.

use crate::artifact::{Artifact, UrlPath};
use crate::check::Scene;

pub(super) fn write(scene: &Scene<'_>) -> Vec<(UrlPath, Artifact)> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if let Some(base) = &scene.site.config.base_url {
        text.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
    }
    vec![(UrlPath::new("robots.txt"), Artifact::text(text))]
}
