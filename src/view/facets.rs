//! Facets as pages show them.

use serde::Serialize;

use super::scope::Scope;
use crate::artifact::UrlPath;
use crate::plan::addresses;
use crate::plan::facets::{Facet, FacetValue, LISTED};
use crate::schema::type_groups::FacetValues;
use crate::schema::{Field, Tone};

/// One facet of a section as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FacetModel {
    /// The field.
    pub name: String,
    /// What pages call it.
    pub label: String,
    /// Its values, in the order of their scale.
    pub values: Vec<FacetValueModel>,
}

/// One value of a facet as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FacetValueModel {
    /// The value's key, as its address has it.
    pub key: String,
    /// What pages call it.
    pub label: String,
    /// What it is called away from its facet: "Free", but "Supplemental: Yes".
    pub chip: String,
    /// How it is meant to look; missing when it has no tone.
    pub tone: Option<Tone>,
    /// How many entries have it.
    pub count: usize,
    /// Its page. Values that a kind names have one also when no entry has them: an address that was passed on must not
    /// be lost on the day the last entry moves on. Of values that entries write, the 60 most frequent have one; scripts
    /// narrow by the others.
    pub href: Option<String>,
    /// Whether the page shown is this one.
    pub current: bool,
}

/// The tone of a facet value, where it is a choice that has one.
fn tone(field: &Field, key: &str) -> Option<Tone> {
    field.item_type().scale()?.get(key)?.tone
}

/// Facets as a page shows them. `chosen` is the field and key whose page is shown. One with very many values lists them
/// on the view's own page; on the pages of values it lists only the chosen one, since all on each would grow by the
/// square.
#[must_use]
pub(crate) fn models(
    scope: &Scope<'_>,
    view: &UrlPath,
    facets: &[Facet],
    chosen: Option<(&str, &str)>,
) -> Vec<FacetModel> {
    let value_model = |facet: &Facet, value: &FacetValue| FacetValueModel {
        key: value.key.clone(),
        label: value.label.clone(),
        chip: match facet.field.ty.facet_values() {
            Some(FacetValues::YesNo) => {
                scope.words.fill("facet_title", &[("section", &facet.field.label), ("value", &value.label)])
            }
            Some(FacetValues::Choices(_) | FacetValues::Bands | FacetValues::Written) | None => value.label.clone(),
        },
        tone: tone(&facet.field, &value.key),
        count: value.entries.len(),
        href: value.has_page.then(|| scope.href(&addresses::facet_value(view, &facet.field.name, &value.key))),
        current: chosen == Some((facet.field.name.as_str(), value.key.as_str())),
    };
    let model = |facet: &Facet| {
        let all = chosen.is_none() || facet.values.len() <= LISTED;
        let is_chosen = |value: &FacetValue| chosen == Some((facet.field.name.as_str(), value.key.as_str()));
        let values = facet.values.iter().filter(|value| all || is_chosen(value));
        let values: Vec<FacetValueModel> = values.map(|value| value_model(facet, value)).collect();
        let (name, label) = (facet.field.name.clone(), facet.field.label.clone());
        (!values.is_empty()).then_some(FacetModel { name, label, values })
    };
    facets.iter().filter(|facet| facet.is_used()).filter_map(model).collect()
}
