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
    /// The field's name.
    pub name: String,
    /// The field's label.
    pub label: String,
    /// Its values, in the order of their scale or by label.
    pub values: Vec<FacetValueModel>,
}

/// One value of a facet as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FacetValueModel {
    /// The value's key, as it stands in the address of its page.
    pub key: String,
    /// The value's label in the list of its facet.
    pub label: String,
    /// Its label where the facet is not named: "Free", but "Supplemental: Yes".
    pub chip: String,
    /// The tone in which it is shown, if it has one.
    pub tone: Option<Tone>,
    /// How many entries have it.
    pub count: usize,
    /// The address of its page. A value that a kind names has a page even when no entry has the value, so that a link
    /// somebody has shared still works when the last entry changes. Of values that entries write freely, the 60 most
    /// frequent have a page; for the rest scripts narrow the cards.
    pub href: Option<String>,
    /// Whether this page is the value's.
    pub current: bool,
}

/// The tone of a facet value; `None` unless it is a choice with a tone.
fn tone(field: &Field, key: &str) -> Option<Tone> {
    field.item_type().scale()?.get(key)?.tone
}

/// Facets as a page shows them. `chosen` is the field and key whose page this is. A facet with more than [`LISTED`]
/// values lists all of them only on the view's own page. On the pages of values it lists only the chosen one: all
/// values on each of these pages would take quadratic space.
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
