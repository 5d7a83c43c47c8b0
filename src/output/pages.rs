//! The pages. The plan itself claims their addresses.

use std::sync::Arc;

use super::deferred::{Deferred, Parts};
use super::interface::{Memos, Output, Written};
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
    fn write(&self, scene: &Scene, memos: &Memos) -> Written {
        let shared = Arc::new((scene.clone(), Arc::clone(&memos.pages), memos.pages.forgetful()));
        let pages = scene.plan.pages.iter().map(|(url, planned)| {
            let (shared, address, planned) = (Arc::clone(&shared), url.clone(), planned.clone());
            let make = move |parts| {
                let (scene, kept, forgotten) = &*shared;
                let memos = match parts {
                    Parts::Kept => kept,
                    Parts::Forgotten => forgotten,
                };
                render(scene, memos, &address, &planned)
            };
            (url.clone(), Deferred::new(make))
        });
        pages.collect::<Vec<_>>().into()
    }
}
