//! Advice for settings that are written as in other site generators.

use super::keys::{BAD_SETTING, keys_below};
use crate::diagnostic::Diagnostic;
use crate::document::{At, excerpt};

/// Words that other generators use for a setting.
pub(super) const SETTINGS: [(&str, &[&str]); 12] = [
    ("title", &["name", "site_name", "site_title", "sitename"]),
    ("district", &["organization", "organisation", "company", "school_district", "author"]),
    ("tagline", &["subtitle", "slogan", "motto"]),
    ("describe", &["description", "site_description", "summary", "about"]),
    ("base_url", &["url", "site_url", "baseurl", "site", "domain", "address", "homepage", "website"]),
    ("language", &["lang", "locale", "default_language", "languagecode", "language_code"]),
    ("time_zone", &["timezone", "tz"]),
    ("colors", &["colours", "color", "colour", "palette"]),
    ("navigation", &["nav", "menu", "menus", "sidebar", "main_menu", "navbar", "pages"]),
    ("repository", &["repo", "repo_url", "github", "source"]),
    ("footer", &["copyright", "footnote"]),
    ("contacts", &["contact", "support", "people"]),
];

/// Words that other generators use for the keys of a link.
pub(super) const LINK: [(&str, &[&str]); 2] = [
    ("to", &["url", "link", "href", "page", "path", "file", "target", "address", "route"]),
    ("label", &["title", "name", "text", "caption", "words"]),
];

/// The finding on a link as other generators write it: `Families: help/families.md`, or a group of links with a name.
pub(super) fn link(at: &At<'_>) -> Option<Diagnostic> {
    let entries = at.entries()?;
    let [(label, to)] = entries.as_slice() else { return None };
    if keys_below("navigation[].").contains(label) {
        return None;
    }
    let Some(to) = to.scalar() else {
        let is_group = to.items().is_some() || to.entries().is_some();
        let message = format!("`{}` is a group of links, but the links are one row without groups", excerpt(label));
        let help = "write each of its links as `- { to: help/families.md, label: Families }`, or link to the page of a folder, which lists the pages in it";
        return is_group.then(|| BAD_SETTING.at(to.key_span(), message).help(help));
    };
    let meant = written(label, to.text.trim());
    let message = format!("a link needs the keys `to` and `label`, not `{}: …`", excerpt(label));
    Some(BAD_SETTING.at(at.span(), message).help(format!("write `- {meant}`")).fix(at.span(), meant))
}

/// The finding on links that are written as the keys of a map.
pub(super) fn links(key: &str, at: &At<'_>) -> Option<Diagnostic> {
    let entries = at.entries()?;
    let (label, to) = entries.iter().find_map(|(label, to)| Some((*label, to.scalar()?.text.trim().to_owned())))?;
    let message = format!("`{key}` has to be a list of links, but these lines are not a list");
    let help = format!("begin each line with a hyphen: `- {}`", written(label, &to));
    Some(BAD_SETTING.at(at.span(), message).help(help))
}

fn written(label: &str, to: &str) -> String {
    let is_plain = |text: &str| !text.contains([',', '{', '}', '[', ']', '#', '"', '\'', ':']);
    let quoted =
        |text: &str| if is_plain(text) { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\\\"")) };
    format!("{{ to: {}, label: {} }}", quoted(to), quoted(label))
}
