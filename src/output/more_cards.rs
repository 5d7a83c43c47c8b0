//! The script with the cards that do not fit on the page of a long catalogue.

use std::sync::Arc;

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::{Artifact, UrlPath};
use crate::href::Linker;
use crate::page::render::PageMemos;
use crate::plan::claims::{Maker, Purpose};
use crate::plan::{Claimant, Section, Wish, addresses};
use crate::scene::Scene;
use crate::schema::ViewSpec;
use crate::view::scope::NO_INNER;
use crate::view::{Scope, catalogue};

pub(super) struct MoreCards;

impl Claimant for MoreCards {
    fn maker(&self) -> Maker {
        Maker::Output("the cards of long catalogues")
    }

    fn of_section(&self, section: &Section) -> Vec<Wish> {
        if section.entries.len() <= catalogue::HELD {
            return Vec::new();
        }
        let catalogues = section.kind.views.iter().enumerate().filter(|(_, view)| view.as_catalogue().is_some());
        let wish = |(number, view): (usize, &ViewSpec)| {
            let url = addresses::view(&section.url, view).join("more-cards.js");
            let owner = format!("the script with the cards of {}", section.kind.many);
            Wish::new(url, owner).for_readers(Purpose::MoreCards { view: number })
        };
        catalogues.map(wish).collect()
    }
}

impl Output for MoreCards {
    fn list(&self, scene: &Scene, memos: &Memos) -> Listed {
        let mut files = Vec::new();
        for (number, section) in scene.plan.sections.iter().enumerate() {
            for (purpose, url) in &section.linked {
                let Purpose::MoreCards { view } = *purpose else { continue };
                let (scene, memos, address) = (scene.clone(), Arc::clone(&memos.pages), url.clone());
                let make = move || Artifact::text(script(&scene, &memos, &address, number, view));
                files.push((url.clone(), Deferred::sure(make)));
            }
        }
        files.into()
    }
}

fn script(scene: &Scene, memos: &PageMemos, url: &UrlPath, section: usize, view: usize) -> String {
    let section = &scene.plan.sections[section];
    let Some(spec) = section.kind.views[view].as_catalogue() else { return String::new() };
    let language = &scene.site.config.language;
    let words = scene.site.theme.words.of(language);
    let linker = Linker::page(url, scene.snapshot.options.portable);
    let (linker, bodies) = (&linker, &memos.bodies);
    let scope = Scope { scene, url, language, words, linker, bodies, inner: &NO_INNER };
    catalogue::rest(&scope, &section.kind, spec, &section.orders, &section.entries)
}
