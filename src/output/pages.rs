//! The pages. The plan itself claims their addresses.

use std::sync::Arc;

use super::deferred::{Deferred, Retention};
use super::interface::{Listed, Memos, Output};
use crate::page::frame::Parts;
use crate::page::render::render;
use crate::plan::Claimant;
use crate::plan::claims::Maker;
use crate::scene::Scene;

pub(super) struct Pages;

impl Claimant for Pages {
    fn maker(&self) -> Maker {
        Maker::Page
    }
}

impl Output for Pages {
    fn list(&self, scene: &Scene, memos: &Memos) -> Listed {
        let shared = (scene.clone(), Parts::new(scene), Arc::clone(&memos.pages), memos.pages.forgetful());
        let shared = Arc::new(shared);
        let pages = scene.plan.pages.iter().map(|(url, planned)| {
            let (shared, address, planned) = (Arc::clone(&shared), url.clone(), planned.clone());
            let make = move |retention| {
                let (scene, parts, kept, forgotten) = &*shared;
                let memos = match retention {
                    Retention::Kept => kept,
                    Retention::Forgotten => forgotten,
                };
                render(scene, memos, parts, &address, &planned)
            };
            (url.clone(), Deferred::new(make))
        });
        pages.collect::<Vec<_>>().into()
    }
}
