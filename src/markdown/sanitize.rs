//! The last guard: ammonia reads a whole body and keeps only what the table in `policy` allows.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use super::math::elements;
use super::policy;

/// Removes everything from the HTML of a body that the table does not allow. `html` must be a whole body, because
/// ammonia closes the elements that are open at its end.
pub(super) fn sanitize(html: &str) -> String {
    let elements = || policy::ELEMENTS.iter().chain(elements::ELEMENTS);
    let tags: HashSet<&str> = elements().map(|(element, _)| *element).collect();
    let attributes: HashMap<&str, HashSet<&str>> =
        elements().map(|(element, own)| (*element, own.iter().copied().collect())).collect();
    let mut builder = Builder::new();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(policy::ATTRIBUTES.iter().copied().collect())
        .clean_content_tags(["script", "style"].into_iter().collect())
        .url_schemes(policy::LINK_SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        // Only one attribute is set like this, because ammonia adds several missing ones in hash order.
        .set_tag_attribute_value("input", "disabled", "")
        .attribute_filter(keep);
    builder.clean(html).to_string()
}

fn keep<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let kept = policy::refusal(element, attribute, value).is_none();
    kept.then_some(Cow::Borrowed(value))
}
