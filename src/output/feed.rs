//! `feed.xml`: the latest changes and publications, as an Atom feed. It is made only when a base URL is set.

use jiff::civil::Date;

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::Artifact;
use crate::escape::xml;
use crate::href;
use crate::library::EntryIndex;
use crate::library::written::{Change, changes};
use crate::plan::claims::{Made, Maker, Purpose};
use crate::plan::{Claimant, Wish, addresses};
use crate::scene::Scene;
use crate::site::Site;
use crate::source::Snapshot;

pub(super) struct Feed;

impl Claimant for Feed {
    fn maker(&self) -> Maker {
        Maker::Output("feed.xml")
    }

    fn of_site(&self, site: &Site, _snapshot: &Snapshot) -> Vec<Wish> {
        let wish = Wish::new(addresses::feed(), "Homeroom's own `feed.xml`".to_owned());
        // The command line can set a base URL too, so another build may make the file.
        let made = if site.config.base_url.is_none() { Made::Perhaps } else { Made::Today };
        vec![Wish { made, ..wish.for_readers(Purpose::Feed) }]
    }
}

impl Output for Feed {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let Some(base) = scene.site.config.base_url.clone() else { return Listed::default() };
        let scene = scene.clone();
        vec![(addresses::feed(), Deferred::sure(move || feed(&scene, &base)))].into()
    }
}

fn feed(scene: &Scene, base: &str) -> Artifact {
    let config = &scene.site.config;
    let library = &scene.library;
    let mut news = news(scene);
    news.truncate(config.feed.entries);
    // The library has no clock, so a feed without entries gets the day of the build.
    let updated = news.first().map_or(scene.snapshot.today, |item| item.day);
    let title = config.feed.title.as_ref().unwrap_or(&config.title);
    let author = config.district.as_ref().unwrap_or(&config.title);
    let own = xml(&href::absolute(base, &addresses::feed()));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <title>{title}</title>\n<id>{base}</id>\n<link rel=\"alternate\" href=\"{base}\"/>\n\
         <link rel=\"self\" href=\"{own}\"/>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{author}</name></author>\n",
        language = xml(&config.language),
        title = xml(title),
        base = xml(base),
        author = xml(author),
    );
    for Item { day, index, id, summary } in news {
        let entry = &library.entries[index];
        let address = xml(&href::absolute(base, &entry.url));
        let summary = summary.map_or_else(String::new, |summary| format!("<summary>{}</summary>\n", xml(&summary)));
        text.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{address}{id}</id>\n<link href=\"{address}\"/>\n<updated>{day}T00:00:00Z</updated>\n{summary}</entry>\n",
            xml(&entry.title)
        ));
    }
    text.push_str("</feed>\n");
    Artifact::text(text)
}

/// One entry of the feed.
struct Item {
    day: Date,
    index: EntryIndex,
    /// What follows the address of the page, so that several items of one page have different ids.
    id: String,
    summary: Option<String>,
}

/// The changes that entries list, and the pages with a day of publication; newest first.
fn news(scene: &Scene) -> Vec<Item> {
    let library = &scene.library;
    let change = |change: Change<'_>| Item {
        day: change.day,
        index: change.index,
        id: format!("#change-{}", change.day),
        summary: Some(change.what.to_owned()),
    };
    let published = |index: EntryIndex| {
        let entry = &library.entries[index];
        let day = entry.date("date").filter(|day| *day <= scene.snapshot.today)?;
        Some(Item { day, index, id: String::new(), summary: entry.summary().map(str::to_owned) })
    };
    let mut items: Vec<Item> = changes(library, scene.snapshot.today).into_iter().map(change).collect();
    items.extend(library.published().into_iter().filter_map(published));
    items.sort_by(|a, b| {
        let file = |item: &Item| library.entries[item.index].file.clone();
        b.day.cmp(&a.day).then_with(|| file(a).cmp(&file(b))).then_with(|| a.id.cmp(&b.id))
    });
    // Two changes of one page on one day stand side by side in this order; the second one gets a number.
    let mut run = 1;
    for number in 1..items.len() {
        let (before, this) = (&items[number - 1], &items[number]);
        let same = before.index == this.index && before.day == this.day && before.id.starts_with('#');
        run = if same { run + 1 } else { 1 };
        if run > 1 {
            items[number].id.push_str(&format!("-{run}"));
        }
    }
    items
}
