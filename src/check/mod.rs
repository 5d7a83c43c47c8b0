//! Checks: what can only be judged with all of the site at hand.
//!
//! One rule a file: a doc comment with a bad and a good example, `run`, and the rule itself. Adding
//! one is a file and two lines here: one in [`RULES`], one in [`CHECKS`]. Rules of reading (YAML,
//! kinds, front matter, templates) stand beside the code that raises them and are listed here too.

mod broken_anchor;
mod broken_file;
mod broken_link;
mod broken_picture;
mod broken_reference;
mod duplicate_id;
mod empty_square;
mod figure_source;
mod file_name;
mod file_type;
mod heading_order;
mod large_picture;
mod life;
mod low_contrast;
mod missing_alt;
mod missing_content;
mod navigation;
mod outside_image;
mod path_step;
mod picture_format;
mod removed_html;
mod review_due;
mod same_title;
mod unknown_check;
mod unknown_language;
mod unpublished_link;
mod unread_markdown;
mod unreadable_file;
mod unsafe_drawing;
mod unsafe_link;
mod unused_file;
mod value_taken;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::{Catalog, EntryIndex, Target};
use crate::content::Entry;
use crate::content::entry::NO_TITLE;
use crate::content::front_matter::{FRONT_MATTER, MERGE_CONFLICT};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::document::{
    CONTROL_CHARACTER, CUT_VALUE, DUPLICATE_KEY, MISSING_KEY, UNKNOWN_CHOICE, UNKNOWN_KEY, WRONG_TYPE, YAML_SYNTAX,
};
use crate::markdown::Link;
use crate::page::claims::ADDRESS_TAKEN;
use crate::page::files::Withheld;
use crate::page::names::UNUSABLE_NAME;
use crate::page::plan::{BAD_ALIAS, Plan};
use crate::schema::field::KIND_FAULT;
use crate::schema::read::{BAD_DATE, BAD_FORMAT, BAD_GRADES, CURLY_QUOTES, OUT_OF_RANGE};
use crate::site::Site;
use crate::source::{Picture, Snapshot, Span, VPath};
use crate::theme::{BAD_BUNDLE, BAD_COLOR, MISSING_ASSET, TEMPLATE_FAULT, UNKNOWN_PLACE, UNKNOWN_THEME};
use crate::view::pictures::Pictures;
use crate::yaml::Step;

/// What a check sees.
#[derive(Clone)]
pub struct Scene {
    /// The inputs.
    pub snapshot: Arc<Snapshot>,
    /// Settings, kinds, theme.
    pub site: Arc<Site>,
    /// The entries.
    pub catalog: Arc<Catalog>,
    /// The pages.
    pub plan: Arc<Plan>,
    /// The pictures that they show.
    pub pictures: Arc<Pictures>,
}

/// Every rule, in the order of `docs/checks.md`.
pub static RULES: &[&Rule] = &[
    // Reading
    &YAML_SYNTAX,
    &FRONT_MATTER,
    &MERGE_CONFLICT,
    &unreadable_file::UNREADABLE_FILE,
    &CONTROL_CHARACTER,
    &NO_TITLE,
    &DUPLICATE_KEY,
    &UNKNOWN_KEY,
    &MISSING_KEY,
    // Values
    &WRONG_TYPE,
    &UNKNOWN_CHOICE,
    &BAD_DATE,
    &BAD_GRADES,
    &BAD_FORMAT,
    &OUT_OF_RANGE,
    &CURLY_QUOTES,
    &CUT_VALUE,
    &value_taken::VALUE_TAKEN,
    &figure_source::FIGURE_SOURCE,
    // Links
    &broken_link::BROKEN_LINK,
    &unread_markdown::UNREAD_MARKDOWN,
    &broken_anchor::BROKEN_ANCHOR,
    &broken_file::BROKEN_FILE,
    &broken_reference::BROKEN_REFERENCE,
    &unpublished_link::UNPUBLISHED_LINK,
    &unsafe_link::UNSAFE_LINK,
    &outside_image::OUTSIDE_IMAGE,
    &missing_alt::MISSING_ALT,
    // Files
    &file_type::FILE_TYPE,
    &unsafe_drawing::UNSAFE_DRAWING,
    &broken_picture::BROKEN_PICTURE,
    &picture_format::PICTURE_FORMAT,
    &large_picture::LARGE_PICTURE,
    &unused_file::UNUSED_FILE,
    // Pages
    &ADDRESS_TAKEN,
    &UNUSABLE_NAME,
    &BAD_ALIAS,
    &file_name::FILE_NAME,
    &same_title::SAME_TITLE,
    &heading_order::HEADING_ORDER,
    &duplicate_id::DUPLICATE_ID,
    &removed_html::REMOVED_HTML,
    &unknown_language::UNKNOWN_LANGUAGE,
    &review_due::REVIEW_DUE,
    // Paths and maps
    &path_step::PATH_STEP,
    &path_step::PATH_RETIRED,
    &empty_square::EMPTY_SQUARE,
    // A tool's life
    &life::sunset_notice::SUNSET_NOTICE,
    &life::approval_past::APPROVAL_PAST,
    &life::unchecked_point::UNCHECKED_POINT,
    &life::pilot_shape::PILOT_SHAPE,
    &life::harm_reported::HARM_REPORTED,
    &life::low_use::LOW_USE,
    &life::too_many_at_once::TOO_MANY_AT_ONCE,
    // The site
    &crate::config::BAD_SETTING,
    &KIND_FAULT,
    &navigation::BROKEN_NAVIGATION,
    &unknown_check::UNKNOWN_CHECK,
    &missing_content::MISSING_CONTENT,
    &UNKNOWN_THEME,
    &MISSING_ASSET,
    &BAD_BUNDLE,
    &BAD_COLOR,
    &low_contrast::LOW_CONTRAST,
    &UNKNOWN_PLACE,
    &TEMPLATE_FAULT,
];

/// What a check may find, and how it looks for it.
type Check = (&'static [&'static Rule], fn(&Scene) -> Vec<Diagnostic>);

const CHECKS: &[Check] = &[
    (&[&broken_anchor::BROKEN_ANCHOR], broken_anchor::run),
    (&[&broken_file::BROKEN_FILE], broken_file::run),
    (&[&broken_link::BROKEN_LINK], broken_link::run),
    (&[&broken_picture::BROKEN_PICTURE], broken_picture::run),
    (&[&broken_reference::BROKEN_REFERENCE], broken_reference::run),
    (&[&duplicate_id::DUPLICATE_ID], duplicate_id::run),
    (&[&empty_square::EMPTY_SQUARE], empty_square::run),
    (&[&figure_source::FIGURE_SOURCE], figure_source::run),
    (&[&file_name::FILE_NAME], file_name::run),
    (&[&file_type::FILE_TYPE], file_type::run),
    (&[&heading_order::HEADING_ORDER], heading_order::run),
    (&[&large_picture::LARGE_PICTURE], large_picture::run),
    (&[&life::approval_past::APPROVAL_PAST], life::approval_past::run),
    (&[&life::harm_reported::HARM_REPORTED], life::harm_reported::run),
    (&[&life::low_use::LOW_USE], life::low_use::run),
    (&[&life::pilot_shape::PILOT_SHAPE], life::pilot_shape::run),
    (&[&life::sunset_notice::SUNSET_NOTICE], life::sunset_notice::run),
    (&[&life::too_many_at_once::TOO_MANY_AT_ONCE], life::too_many_at_once::run),
    (&[&life::unchecked_point::UNCHECKED_POINT], life::unchecked_point::run),
    (&[&low_contrast::LOW_CONTRAST], low_contrast::run),
    (&[&missing_alt::MISSING_ALT], missing_alt::run),
    (&[&missing_content::MISSING_CONTENT], missing_content::run),
    (&[&navigation::BROKEN_NAVIGATION], navigation::run),
    (&[&outside_image::OUTSIDE_IMAGE], outside_image::run),
    (&[&path_step::PATH_STEP, &path_step::PATH_RETIRED], path_step::run),
    (&[&picture_format::PICTURE_FORMAT], picture_format::run),
    (&[&removed_html::REMOVED_HTML], removed_html::run),
    (&[&review_due::REVIEW_DUE], review_due::run),
    (&[&same_title::SAME_TITLE], same_title::run),
    (&[&unknown_check::UNKNOWN_CHECK], unknown_check::run),
    (&[&unknown_language::UNKNOWN_LANGUAGE], unknown_language::run),
    (&[&unpublished_link::UNPUBLISHED_LINK], unpublished_link::run),
    (&[&unread_markdown::UNREAD_MARKDOWN], unread_markdown::run),
    (&[&unreadable_file::UNREADABLE_FILE], unreadable_file::run),
    (&[&unsafe_drawing::UNSAFE_DRAWING], unsafe_drawing::run),
    (&[&unsafe_link::UNSAFE_LINK], unsafe_link::run),
    (&[&unused_file::UNUSED_FILE], unused_file::run),
    (&[&value_taken::VALUE_TAKEN], value_taken::run),
];

/// Runs all checks.
#[must_use]
pub fn run(scene: &Scene) -> Vec<Diagnostic> {
    let set = severities(&scene.site);
    // What is not told is not looked for either.
    let is_told = |rule: &&Rule| set.get(rule.code).copied().unwrap_or(rule.severity) != Severity::Off;
    let told = CHECKS.par_iter().filter(|(rules, _)| rules.iter().any(is_told));
    let found: Vec<Vec<Diagnostic>> = told.map(|(_, check)| check(scene)).collect();
    found.into_iter().flatten().collect()
}

/// The severities that the settings give, by the code of a check; the first one counts.
fn severities(site: &Site) -> BTreeMap<&str, Severity> {
    site.config.checks.iter().rev().map(|(code, severity, _)| (code.as_str(), *severity)).collect()
}

/// The rule of a code.
#[must_use]
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// Gives each finding the severity that the settings set, and drops those that are off. A draft
/// is not published, so nothing in it keeps the site from being built: its errors become warnings.
#[must_use]
pub fn weigh(diagnostics: Vec<Diagnostic>, site: &Site, catalog: &Catalog) -> Vec<Diagnostic> {
    let unpublished: std::collections::BTreeSet<&VPath> = (0..catalog.entries.len())
        .filter(|index| !catalog.is_published(*index))
        .map(|index| &catalog.entries[index].file)
        .collect();
    let set = severities(site);
    let weigh = |mut diagnostic: Diagnostic| {
        if let Some(severity) = set.get(diagnostic.rule.code) {
            diagnostic.severity = *severity;
        }
        let in_draft = diagnostic.span.as_ref().is_some_and(|span| unpublished.contains(&span.file));
        if in_draft && diagnostic.severity == Severity::Error {
            diagnostic.severity = Severity::Warning;
        }
        (diagnostic.severity != Severity::Off).then_some(diagnostic)
    };
    without_followers(diagnostics.into_iter().filter_map(weigh).collect())
}

/// Leaves out what another finding brings about that is told as gravely: mending that one mends both.
fn without_followers(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut causes: BTreeMap<Span, Option<Severity>> =
        diagnostics.iter().filter_map(|diagnostic| Some((diagnostic.follows.clone()?, None))).collect();
    for Diagnostic { span, severity, .. } in diagnostics.iter().filter(|diagnostic| diagnostic.follows.is_none()) {
        if let Some(told) = span.as_ref().and_then(|span| causes.get_mut(span)) {
            *told = (*told).max(Some(*severity));
        }
    }
    let told = |cause: &Span| causes.get(cause).copied().flatten();
    diagnostics.retain(|follower| {
        follower.follows.as_ref().and_then(told).is_none_or(|severity| severity < follower.severity)
    });
    diagnostics
}

/// What every picture of the site is, wherever it lies.
fn pictures(scene: &Scene) -> impl Iterator<Item = (&VPath, Picture)> {
    let files = ["assets", "content", "static", "themes"].iter().flat_map(|folder| scene.snapshot.below(folder));
    files.filter_map(|(path, _)| Some((path, scene.snapshot.picture(path)?)))
}

/// The finding of a file that is not published: an error where a page leads to it, since the page then lacks it.
fn withheld(found: Diagnostic, file: &Withheld) -> Diagnostic {
    if file.used { found } else { Diagnostic { severity: Severity::Warning, ..found } }
}

/// The finding of a picture that is not published, as [`withheld`] has it for those of content.
fn withheld_picture(found: Diagnostic, scene: &Scene, path: &VPath) -> Diagnostic {
    match scene.plan.withheld.get(path).filter(|_| path.below("content").is_some()) {
        Some(file) => withheld(found, file),
        None => found,
    }
}

/// A link with the entry that holds it and what it leads to.
struct Linked<'s> {
    from: EntryIndex,
    link: &'s Link,
    target: &'s Target,
    entry: &'s Entry,
    /// The way to the field whose text holds it; `None` for the body.
    field: Option<&'s [Step]>,
}

impl Linked<'_> {
    /// The place of the link. A folded or quoted text does not stand in the file as it reads; its field is the place.
    fn span(&self) -> Span {
        match self.field {
            None => self.entry.body_span(&self.link.range),
            Some(path) => self.entry.field_span(path),
        }
    }
}

/// All links, with the pages that they stand on.
fn links(scene: &Scene) -> impl Iterator<Item = Linked<'_>> {
    let catalog = &scene.catalog;
    catalog.entries.iter().enumerate().flat_map(move |(from, entry)| {
        let body = entry.body.links.iter().zip(catalog.links[from].iter());
        let body = body.map(move |(link, target)| Linked { from, link, target, entry, field: None });
        let inner = entry.inner_bodies.iter().zip(catalog.inner_links[from].iter());
        let inner = inner.flat_map(move |((path, _, body), targets)| {
            let field = Some(path.as_slice());
            body.links.iter().zip(targets).map(move |(link, target)| Linked { from, link, target, entry, field })
        });
        body.chain(inner)
    })
}

/// The reference of all checks as Markdown; `docs/checks.md` holds it, and a test compares the two.
#[must_use]
pub fn reference() -> String {
    let mut text = "# Checks\n\nWhat `homeroom check` and `homeroom build` look for. The text of each check is the one that `homeroom explain CODE` prints.\nThe settings change a check's severity: `checks: { review-due: error, heading-order: off }`.\n".to_owned();
    for rule in RULES {
        text.push_str(&format!("\n## {}\n\nSeverity: {}\n\n{}\n", rule.code, rule.severity.word(), rule.explanation()));
    }
    text
}
