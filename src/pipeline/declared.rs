//! What a site declares: settings, kinds and theme, which all its pages depend on.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Reported};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::memo::Memo;
use crate::page::model::SiteModel;
use crate::site::{self, Site};
use crate::source::{Snapshot, VPath};
use crate::theme;

/// The declarations of a site, ready to be used.
pub(super) struct Declared {
    pub(super) site: Arc<Site>,
    /// The fingerprint of all that is declared.
    pub(super) fingerprint: Fingerprint,
    /// The fingerprint of templates, words and settings, which every page is made with.
    pub(super) frame_fingerprint: Fingerprint,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Settings, kinds and theme. They are read again only when one of their files has changed.
pub(super) fn declare(snapshot: &Snapshot, memo: &Memo<Arc<Declared>>) -> Arc<Declared> {
    let is_declaration = |path: &&VPath| path.below("content").is_none() && path.below("static").is_none();
    let files = snapshot.files.iter().filter(|(path, _)| is_declaration(path));
    let mixer = Mixer::new().with(&snapshot.options);
    let fingerprint = files.fold(mixer, |mixer, (path, file)| mixer.with(path).with(file)).finish();
    memo.get(fingerprint, || {
        let Reported { value: mut site, diagnostics } = site::declare(snapshot);
        let site_model = serde_json::to_value(site_model(&site)).unwrap_or_default();
        site.theme.templates.set_global("site", &site_model);
        let frame_fingerprint = theme::fingerprint(&site.theme, &site_model);
        Arc::new(Declared { site: Arc::new(site), fingerprint, frame_fingerprint, diagnostics })
    })
}

fn site_model(site: &Site) -> SiteModel {
    let config = &site.config;
    SiteModel {
        title: config.title.clone(),
        district: config.district.clone(),
        tagline: config.tagline.clone(),
        describe: config.describe.clone(),
        footer: config.footer.clone(),
        repository: config.repository.url.clone(),
        contacts: config.contacts.clone(),
        policy: theme::policy::meta(),
    }
}
