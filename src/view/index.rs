//! The index: entries from A to Z, by the first letter of their titles.

use std::collections::BTreeMap;

use serde::Serialize;

use super::link::Link;
use super::scope::Scope;
use super::shown::{Shown, fact};
use crate::content::Role;
use crate::library::EntryIndex;
use crate::markdown::THEME_ID;
use crate::plan::order::title_key;

/// What `index.html` sees of the view.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct IndexModel {
    /// The letters of the alphabet, other letters that titles start with, and `#` for titles that start with no letter.
    pub letters: Vec<Letter>,
}

/// A letter with its entries.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Letter {
    /// The letter, in upper case.
    pub letter: String,
    /// The id of its section.
    pub id: String,
    /// Its entries. A letter without entries is shown without a link.
    pub items: Vec<Item>,
}

/// An entry under its letter.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Item {
    /// Its title and its page.
    #[serde(flatten)]
    pub link: Link,
    /// The id of the item, so that a term can be linked to.
    pub id: String,
    /// Its kind; missing for plain pages.
    pub kind: Option<String>,
    /// The value of the field that the view shows.
    pub shown: Option<Shown>,
}

/// Makes the model. `show` is the field shown beside each title.
#[must_use]
pub(crate) fn model(scope: &Scope<'_>, show: Option<&str>, entries: &[EntryIndex]) -> IndexModel {
    let mut sorted = entries.to_vec();
    sorted.sort_by_cached_key(|index| {
        let entry = &scope.scene.library.entries[*index];
        (title_key(&entry.title), entry.file.clone())
    });
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut letters: Vec<Letter> = ('A'..='Z').map(|letter| empty(&letter.to_string())).collect();
    for index in sorted {
        let entry = &scope.scene.library.entries[index];
        let first = title_key(&entry.title).chars().find(|letter| letter.is_alphanumeric());
        let letter = match first {
            Some(letter) if letter.is_alphabetic() => letter.to_uppercase().to_string(),
            Some(_) | None => "#".to_owned(),
        };
        // Pages in two folders may have the same slug. No slug contains a dot, so a number behind a dot makes the id
        // unique.
        let id = format!("{THEME_ID}{}-{}", entry.kind.id, entry.slug);
        let before = ids.entry(id.clone()).or_default();
        *before += 1;
        let item = Item {
            link: Link::to_entry(scope, index),
            id: if *before == 1 { id } else { format!("{id}.{before}") },
            kind: (entry.role == Role::Entry).then(|| entry.kind.one.clone()),
            shown: show.and_then(|name| fact(scope, index, entry.kind.fields.get(name)?)).map(|fact| fact.value),
        };
        match letters.iter_mut().find(|other| other.letter == letter) {
            Some(found) => found.items.push(item),
            None => letters.push(Letter { items: vec![item], ..empty(&letter) }),
        }
    }
    // Letters of other alphabets follow A to Z in their own order; `#` comes last.
    letters[26..].sort_by(|a, b| (a.letter == "#", &a.letter).cmp(&(b.letter == "#", &b.letter)));
    IndexModel { letters }
}

fn empty(letter: &str) -> Letter {
    let name = if letter == "#" { "other".to_owned() } else { letter.to_lowercase() };
    Letter { letter: letter.to_owned(), id: format!("{THEME_ID}letter-{name}"), items: Vec::new() }
}
