//! The pages. The plan itself claims their addresses.

use std::sync::Arc;

use super::deferred::Deferred;
use super::kinds::{Memos, Output, Written};
use crate::page::frame::Parts;
use crate::page::render::render;
use crate::plan::Claimant;
use crate::plan::claims::Maker;
use crate::scene::Scene;
use crate::view::answer::Cards;

pub(super) struct Pages;

impl Claimant for Pages {
    fn maker(&self) -> Maker {
        Maker::Page
    }
}

impl Output for Pages {
    fn write(&self, scene: &Scene, memos: &Memos) -> Written {
        let cards = Arc::new(Cards::new(Arc::clone(scene.site.theme.words.of(&scene.site.config.language))));
        let shared = Arc::new((scene.clone(), Arc::clone(&memos.pages), cards, Parts::new(scene)));
        let pages = scene.plan.pages.iter().map(|(url, planned)| {
            let (shared, address, planned) = (Arc::clone(&shared), url.clone(), planned.clone());
            let make = move || {
                let (scene, memos, cards, parts) = &*shared;
                render(scene, memos, cards, parts, &address, &planned)
            };
            (url.clone(), Deferred::new(make))
        });
        pages.collect::<Vec<_>>().into()
    }
}
