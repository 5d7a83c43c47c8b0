//! `feed.xml`, where a base URL is set: what was touched last, as an Atom feed.

use jiff::civil::Date;

use super::xml;
use crate::artifact::{Artifact, UrlPath};
use crate::catalog::{EntryIndex, touched};
use crate::check::Scene;
use crate::href;

pub(super) fn write(scene: &Scene<'_>) -> Vec<(UrlPath, Artifact)> {
    let config = &scene.site.config;
    let Some(base) = &config.base_url else { return Vec::new() };
    let catalog = scene.catalog;
    let mut entries: Vec<(Date, EntryIndex)> = catalog
        .published()
        .into_iter()
        .filter_map(|index| Some((touched(&catalog.entries[index])?, index)))
        .filter(|(day, _)| *day <= scene.snapshot.today)
        .collect();
    entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| catalog.entries[a.1].file.cmp(&catalog.entries[b.1].file)));
    entries.truncate(config.feed.entries);
    // No clock: a feed without entries is as old as the site's day.
    let updated = entries.first().map_or(scene.snapshot.today, |(day, _)| *day);
    let title = config.feed.title.as_ref().unwrap_or(&config.title);
    let author = config.district.as_ref().unwrap_or(&config.title);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <title>{title}</title>\n<id>{base}</id>\n<link rel=\"alternate\" href=\"{base}\"/>\n\
         <link rel=\"self\" href=\"{base}feed.xml\"/>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{author}</name></author>\n",
        language = xml(&config.language),
        title = xml(title),
        base = xml(base),
        author = xml(author),
    );
    for (day, index) in entries {
        let entry = &catalog.entries[index];
        let address = xml(&href::absolute(base, &entry.url));
        let summary =
            entry.summary().map_or_else(String::new, |summary| format!("<summary>{}</summary>\n", xml(summary)));
        text.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{day}T00:00:00Z</updated>\n{summary}</entry>\n",
            xml(&entry.title)
        ));
    }
    text.push_str("</feed>\n");
    vec![(UrlPath::new("feed.xml"), Artifact::text(text))]
}
