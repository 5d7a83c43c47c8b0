//! Checks: they look for faults that only show when the whole site is known.
//!
//! Each file has one check or a few that belong together: the rule with its doc comment and examples, and `run`, which
//! finds the faults. To add a check, write a file and add three lines here: its `mod`, one in [`RULES`], one in
//! [`CHECKS`]. Rules of reading (YAML, kinds, front matter, templates) are declared beside the code that raises them,
//! and are listed here too.

mod bad_math;
mod broken_anchor;
mod broken_file;
mod broken_link;
mod broken_picture;
mod broken_reference;
mod defined_twice;
mod duplicate_id;
mod empty_square;
mod far_date;
mod figure_source;
mod file_name;
mod file_type;
mod files;
mod guess;
mod heading_order;
pub(crate) mod kind_folder;
mod large_picture;
mod life;
mod linked;
mod long_title;
mod lost;
mod lost_cell;
mod low_contrast;
mod misnamed_file;
mod missing_alt;
mod missing_content;
mod navigation;
mod never_closed;
mod no_review_date;
mod outside_image;
mod path_step;
mod picture_format;
mod removed_html;
mod review_due;
mod rewrites;
mod same_title;
mod self_reference;
mod unknown_check;
mod unknown_language;
mod unpublished_link;
mod unread_markdown;
mod unreadable_file;
mod unsafe_drawing;
mod unsafe_link;
mod unused_file;
mod unused_footnote;
mod unused_theme_file;
mod value_taken;
mod weigh;
mod whole_address;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::artifact::UrlPath;
use crate::content::allow::BAD_ALLOWANCE;
use crate::content::entry::NO_TITLE;
use crate::content::front_matter::{FRONT_MATTER, MERGE_CONFLICT};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::{
    CONTROL_CHARACTER, CUT_VALUE, DUPLICATE_KEY, MISSING_KEY, UNKNOWN_CHOICE, UNKNOWN_KEY, WRONG_TYPE, YAML_SYNTAX,
};
use crate::library::Library;
use crate::markdown::Ids;
use crate::plan::BAD_ALIAS;
use crate::plan::claims::ADDRESS_TAKEN;
use crate::plan::names::UNUSABLE_NAME;
use crate::scene::Scene;
use crate::schema::field::KIND_FAULT;
use crate::schema::read::{BAD_DATE, BAD_FORMAT, BAD_GRADES, CURLY_QUOTES, OUT_OF_RANGE};
use crate::site::Site;
use crate::theme::{BAD_BUNDLE, BAD_COLOR, MISSING_ASSET, TEMPLATE_FAULT, UNKNOWN_PLACE, UNKNOWN_THEME};
pub(crate) use broken_anchor::pages_to_look_at;
use weigh::Severities;

/// Every rule, in the order of `docs/checks.md`.
pub static RULES: &[&Rule] = &[
    // Reading
    &YAML_SYNTAX,
    &FRONT_MATTER,
    &MERGE_CONFLICT,
    &unreadable_file::UNREADABLE_FILE,
    &misnamed_file::MISNAMED_FILE,
    &CONTROL_CHARACTER,
    &NO_TITLE,
    &DUPLICATE_KEY,
    &UNKNOWN_KEY,
    &MISSING_KEY,
    &kind_folder::KIND_FOLDER,
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
    &far_date::FAR_DATE,
    &figure_source::FIGURE_SOURCE,
    // Text
    &never_closed::NEVER_CLOSED,
    &lost_cell::LOST_CELL,
    &lost_cell::SPLIT_CODE,
    &unused_footnote::UNUSED_FOOTNOTE,
    &defined_twice::DEFINED_TWICE,
    // Links
    &broken_link::BROKEN_LINK,
    &unread_markdown::UNREAD_MARKDOWN,
    &broken_anchor::BROKEN_ANCHOR,
    &broken_file::BROKEN_FILE,
    &broken_reference::BROKEN_REFERENCE,
    &self_reference::SELF_REFERENCE,
    &unpublished_link::UNPUBLISHED_LINK,
    &unsafe_link::UNSAFE_LINK,
    &whole_address::WHOLE_ADDRESS,
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
    &long_title::LONG_TITLE,
    &heading_order::HEADING_ORDER,
    &duplicate_id::DUPLICATE_ID,
    &removed_html::REMOVED_HTML,
    &bad_math::BAD_MATH,
    &bad_math::UNREAD_MATH,
    &unknown_language::UNKNOWN_LANGUAGE,
    &review_due::REVIEW_DUE,
    &no_review_date::NO_REVIEW_DATE,
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
    &kind_folder::REPLACED_KIND,
    &navigation::BROKEN_NAVIGATION,
    &unknown_check::UNKNOWN_CHECK,
    &BAD_ALLOWANCE,
    &weigh::UNUSED_ALLOWANCE,
    &missing_content::MISSING_CONTENT,
    &UNKNOWN_THEME,
    &MISSING_ASSET,
    &BAD_BUNDLE,
    &BAD_COLOR,
    &low_contrast::LOW_CONTRAST,
    &UNKNOWN_PLACE,
    &TEMPLATE_FAULT,
    &unused_theme_file::UNUSED_THEME_FILE,
];

/// The rules whose faults a check may find, and the function that looks for them.
type Check = (&'static [&'static Rule], fn(&Scene) -> Vec<Diagnostic>);

const CHECKS: &[Check] = &[
    (&[&broken_file::BROKEN_FILE], broken_file::run),
    (&[&broken_link::BROKEN_LINK], broken_link::run),
    (&[&broken_picture::BROKEN_PICTURE], broken_picture::run),
    (&[&broken_reference::BROKEN_REFERENCE], broken_reference::run),
    (&[&defined_twice::DEFINED_TWICE], defined_twice::run),
    (&[&duplicate_id::DUPLICATE_ID], duplicate_id::run),
    (&[&empty_square::EMPTY_SQUARE], empty_square::run),
    (&[&far_date::FAR_DATE], far_date::run),
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
    (&[&long_title::LONG_TITLE], long_title::run),
    (&[&lost_cell::LOST_CELL, &lost_cell::SPLIT_CODE], lost_cell::run),
    (&[&low_contrast::LOW_CONTRAST], low_contrast::run),
    (&[&misnamed_file::MISNAMED_FILE], misnamed_file::run),
    (&[&missing_alt::MISSING_ALT], missing_alt::run),
    (&[&missing_content::MISSING_CONTENT], missing_content::run),
    (&[&navigation::BROKEN_NAVIGATION], navigation::run),
    (&[&never_closed::NEVER_CLOSED], never_closed::run),
    (&[&no_review_date::NO_REVIEW_DATE], no_review_date::run),
    (&[&outside_image::OUTSIDE_IMAGE], outside_image::run),
    (&[&path_step::PATH_STEP, &path_step::PATH_RETIRED], path_step::run),
    (&[&picture_format::PICTURE_FORMAT], picture_format::run),
    (&[&removed_html::REMOVED_HTML], removed_html::run),
    (&[&review_due::REVIEW_DUE], review_due::run),
    (&[&same_title::SAME_TITLE], same_title::run),
    (&[&self_reference::SELF_REFERENCE], self_reference::run),
    (&[&unknown_check::UNKNOWN_CHECK], |scene| unknown_check::run_among(scene, RULES)),
    (&[&unknown_language::UNKNOWN_LANGUAGE], unknown_language::run),
    (&[&unpublished_link::UNPUBLISHED_LINK], unpublished_link::run),
    (&[&unread_markdown::UNREAD_MARKDOWN], unread_markdown::run),
    (&[&bad_math::BAD_MATH, &bad_math::UNREAD_MATH], bad_math::run),
    (&[&unreadable_file::UNREADABLE_FILE], unreadable_file::run),
    (&[&unsafe_drawing::UNSAFE_DRAWING], unsafe_drawing::run),
    (&[&unsafe_link::UNSAFE_LINK], unsafe_link::run),
    (&[&unused_file::UNUSED_FILE], unused_file::run),
    (&[&unused_footnote::UNUSED_FOOTNOTE], unused_footnote::run),
    (&[&unused_theme_file::UNUSED_THEME_FILE], unused_theme_file::run),
    (&[&value_taken::VALUE_TAKEN], value_taken::run),
    (&[&whole_address::WHOLE_ADDRESS], whole_address::run),
];

/// Runs all checks that the settings have not turned off. `places` holds the ids on rendered pages, for the pages that
/// [`pages_to_look_at`] names.
#[must_use]
pub fn run(scene: &Scene, places: &BTreeMap<UrlPath, Ids>) -> Vec<Diagnostic> {
    let severities = Severities::of(&scene.site);
    let told = CHECKS.par_iter().filter(|(rules, _)| rules.iter().any(|rule| severities.may_tell(rule)));
    // This is the only check that looks at rendered pages.
    let looks = severities.may_tell(&broken_anchor::BROKEN_ANCHOR);
    let anchors = || if looks { broken_anchor::run(scene, places) } else { Vec::new() };
    let checks = || -> Vec<Vec<Diagnostic>> { told.map(|(_, check)| check(scene)).collect() };
    let (anchors, found) = rayon::join(anchors, checks);
    found.into_iter().flatten().chain(anchors).collect()
}

/// Gives each finding the severity that the settings set, and drops those that are off or allowed.
#[must_use]
pub(crate) fn weigh(diagnostics: Vec<Diagnostic>, site: &Site, library: &Library) -> Vec<Diagnostic> {
    weigh::weigh(diagnostics, RULES, site, library)
}

/// The same as [`weigh()`] for all findings of a build, with further findings on allowances that are wrong or unused.
#[must_use]
pub(crate) fn weigh_all(diagnostics: Vec<Diagnostic>, site: &Site, library: &Library) -> Vec<Diagnostic> {
    weigh::weigh_all(diagnostics, RULES, site, library)
}

/// The rule with a code, such as `broken-link`.
#[must_use]
pub fn rule_of(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// The reference of all checks as Markdown; `docs/checks.md` holds it, and a test compares the two.
#[must_use]
pub fn reference() -> String {
    let mut text = "# Checks\n\nThis page lists what `homeroom check` and `homeroom build` check. `homeroom explain CODE` prints the text of one\ncheck. The settings change a check's severity: `checks: { review-due: error, heading-order: off }`.\n".to_owned();
    for rule in RULES {
        text.push_str(&format!("\n## {}\n\nSeverity: {}\n\n{}\n", rule.code, rule.severity.word(), rule.explanation()));
    }
    text
}
