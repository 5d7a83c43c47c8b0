//! `robots.txt`: search engines may read everything. It names the sitemap when a base URL is set.

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::{Artifact, UrlPath};
use crate::plan::claims::{Maker, Purpose};
use crate::plan::{Claimant, Wish};
use crate::scene::Scene;
use crate::site::Site;
use crate::source::Snapshot;

pub(super) struct Robots;

impl Claimant for Robots {
    fn maker(&self) -> Maker {
        Maker::Output("robots.txt")
    }

    fn of_site(&self, _site: &Site, _snapshot: &Snapshot) -> Vec<Wish> {
        let wish = Wish::new(UrlPath::new("robots.txt"), "Homeroom's own `robots.txt`".to_owned());
        vec![wish.for_readers(Purpose::Other)]
    }
}

impl Output for Robots {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let mut text = "User-agent: *\nAllow: /\n".to_owned();
        if let Some(base) = &scene.site.config.base_url {
            text.push_str(&format!("Sitemap: {base}sitemap.xml\n"));
        }
        vec![(UrlPath::new("robots.txt"), Deferred::ready(Artifact::text(text)))].into()
    }
}
