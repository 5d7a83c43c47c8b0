//! Words that people write for the same field, in groups.
//!
//! Each group has the names of fields and words that people write for them. A kind can add words with `also`.

const GROUPS: [&[&str]; 35] = [
    &["title", "name", "heading", "headline"],
    &[
        "summary",
        "description",
        "desc",
        "describe",
        "abstract",
        "about",
        "intro",
        "introduction",
        "teaser",
        "excerpt",
        "overview",
        "blurb",
        "subtitle",
        "purpose",
        "meaning",
        "definition",
    ],
    &["draft", "unpublished", "hidden", "private"],
    &["date", "publish_date", "published", "publish", "publish_on", "pubdate", "posted", "created"],
    &["updated", "last_updated", "modified", "last_modified", "lastmod", "last_change", "edited", "changed"],
    &["reviewed", "last_reviewed", "last_checked", "last_review", "checked", "verified", "checked_on"],
    &["review_by", "review_date", "next_review", "review_on", "review_due", "review", "expires", "expiry"],
    &["order", "weight", "position", "rank", "nav_order", "sidebar_position"],
    &["lang", "language", "locale"],
    &["aliases", "alias", "redirect", "redirects", "redirect_from", "old_urls", "former_address", "old_address"],
    &["related", "see_also", "see", "related_pages", "more"],
    &["source", "sources", "citation", "reference"],
    &["changes", "changelog", "history", "news", "what_changed"],
    &["minimum_age", "min_age", "age", "ages", "age_limit", "age_range"],
    &["grades", "grade", "level", "levels", "grade_level", "grade_levels", "grade_band", "year_group"],
    &["website", "link", "links", "url", "homepage", "web", "site", "web_address", "webpage", "href"],
    &["cost", "price", "fee", "fees", "pricing", "costs", "cost_model", "total_cost"],
    &["status", "state", "decision", "approval"],
    &["category", "categories", "topic", "topics", "tags", "tag"],
    &["subject", "subjects", "content_area", "course"],
    &["school", "schools", "campus", "building", "buildings"],
    &["time", "duration", "length", "how_long"],
    &["contact", "contacts", "support", "help", "helpdesk", "owner", "who_to_ask", "ask"],
    &["email", "mail", "e_mail", "mailbox", "advisor", "write_to"],
    &["device", "devices", "platform", "platforms", "works_on", "os"],
    &["sign_in", "login", "sso", "signin", "single_sign_on", "account", "log_in"],
    &["use_instead", "replaced_by", "replacement", "alternative", "alternatives", "instead", "successor"],
    &["conditions", "condition", "rules", "requirements", "restrictions"],
    &["approved_until", "valid_until", "until", "approval_ends"],
    &["introduced", "start_date", "since", "launched"],
    &["consent", "permission", "parent_consent", "consent_form"],
    &["premium", "paid_tier", "premium_tier", "upgrade"],
    &["image", "picture", "photo", "logo", "icon", "thumbnail"],
    &["role", "job", "job_title"],
    &["pay", "salary", "wage", "wages", "income"],
];

/// Whether two words are in one group. Both have to be in lower case with underscores.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    GROUPS.iter().any(|group| group.contains(&one) && group.contains(&other))
}

/// Keys that other site generators read in front matter, in lower case with underscores.
const OF_OTHERS: [&str; 36] = [
    "layout",
    "permalink",
    "slug",
    "toc",
    "author",
    "authors",
    "keywords",
    "type",
    "template",
    "sidebar",
    "sidebar_label",
    "hide_title",
    "hide_table_of_contents",
    "nav_exclude",
    "has_children",
    "parent",
    "id",
    "math",
    "mathjax",
    "comments",
    "cover",
    "featured",
    "pin",
    "menu",
    "series",
    "linktitle",
    "pagination_next",
    "pagination_prev",
    "hide",
    "search",
    "cssclasses",
    "tags",
    "categories",
    "uid",
    "robots",
    "noindex",
];

/// Whether a key is one that other site generators read but Homeroom does not.
#[must_use]
pub(crate) fn is_of_others(key: &str) -> bool {
    OF_OTHERS.contains(&key) || key.starts_with("ms_") || key.starts_with("og_")
}
