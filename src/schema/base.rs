//! The fields that every entry of every kind has. Plain pages have only these.

use std::sync::Arc;

use indexmap::IndexMap;

use super::field::{Field, Type};
use super::life::Life;
use crate::document::{Document, YamlSource};
use crate::source::VPath;

/// The fields of every entry, in the grammar of a kind's `fields`.
pub const FIELDS: &str = "\
title:     { type: text, hint: What the page is called, facts: false }
summary:   { type: text, hint: One sentence for lists and search results, facts: false }
draft:     { type: boolean, hint: A draft is published only where it is asked for, facts: false }
date:      { type: date, hint: The page is published from this day on, facts: false }
updated:   { type: date, hint: The last change that readers should know of, facts: false }
reviewed:  { type: date, hint: The day someone last checked that the page is right, facts: false }
review_by: { type: date, hint: The day by which someone checks it again, facts: false }
order:     { type: number, hint: A page with a lower number comes first among its neighbors, facts: false }
lang:      { type: text, hint: 'The language of the page, such as es, where it is not the site''s', pattern: '[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,5}', facts: false }
aliases:   { type: list, of: { type: text }, hint: Earlier addresses of the page that lead here, facts: false }
related:   { type: list, of: { type: reference }, hint: Entries that a reader may want next, facts: false }
source:
  type: group
  hint: The source of the page's figures that name none
  facts: false
  fields:
    title: { type: text, required: true }
    url:   { type: url }
    year:  { type: number, integer: true }
changes:
  type: list
  hint: Dated changes, shown under What's new
  facts: false
  of:
    type: group
    fields:
      date: { type: date, required: true }
      what: { type: text, required: true }
";

/// The file name for places in the base fields.
pub const FILE: &str = "kinds/(built in)/base.yaml";

/// The base fields as a document.
#[must_use]
pub(crate) fn document() -> Option<Document> {
    let range = 0..FIELDS.len();
    Document::parse(YamlSource::new(VPath::new(FILE)?, Arc::from(FIELDS), range)).ok()
}

/// Adds a `status` to the `changes` of a kind with a life: the status that an entry has after the change.
pub(crate) fn tell_status(fields: &mut IndexMap<String, Field>, life: &Life) {
    let Some(status) = life.status.field(fields).cloned() else { return };
    let Some(Type::List(change)) = fields.get_mut("changes").map(|field| &mut field.ty) else { return };
    let Type::Group(inner) = &mut change.ty else { return };
    inner.entry("status".to_owned()).or_insert(Field {
        name: "status".to_owned(),
        required: false,
        required_when: Vec::new(),
        default: None,
        unique: false,
        facet: false,
        expected: false,
        ..status
    });
}
