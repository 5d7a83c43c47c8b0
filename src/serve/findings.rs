//! What is wrong with an edition: found while its pages are being served already.
//!
//! Checks look at all entries, and templates that fail show only when pages are made. Both take longer than a save
//! may take, so they run after the edition is served, and give way to the next one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

use super::editor::editor_address;
use super::preview::Edition;
use crate::diagnostic::{Alike, Diagnostic, Digest, Severity, Sources, excerpt};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::page::fault::PageFault;
use crate::source::VPath;

/// What is wrong with one edition.
pub struct Findings {
    /// The edition.
    pub edition: u64,
    /// The findings, in the order in which they are told.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts they point into.
    pub sources: Sources,
    /// The files of which the last good version is served.
    pub held: BTreeSet<VPath>,
    /// The fingerprint of all of it as it is told.
    pub fingerprint: Fingerprint,
}

impl Findings {
    /// Those of an edition. `faults` are those of its pages.
    #[must_use]
    pub fn of(edition: &Edition, faults: Vec<PageFault>) -> Self {
        let (diagnostics, sources) = edition.as_it_is().check(faults);
        let held = edition.held.clone();
        let told = Digest::of(&diagnostics).cut().render(&sources, false);
        // Browsers ask for the findings again when what they show of them has changed, which is this text.
        let mixer = Mixer::new().text(&told).with(&diagnostics.len());
        let fingerprint = held.iter().fold(mixer, |mixer, file| mixer.text(file.as_str())).finish();
        Self { edition: edition.number, diagnostics, sources, held, fingerprint }
    }

    /// What is new beside findings that were told before, and which of those are gone.
    #[must_use]
    pub(crate) fn since<'f>(&'f self, before: Option<&'f Self>) -> Difference<'f> {
        let mut left: BTreeMap<Name<'f>, VecDeque<&Diagnostic>> = BTreeMap::new();
        for diagnostic in before.into_iter().flat_map(|before| &before.diagnostics) {
            left.entry(name(diagnostic)).or_default().push_back(diagnostic);
        }
        let mut fresh = Vec::new();
        for diagnostic in &self.diagnostics {
            // A finding that an edit above it has moved is no new one.
            if left.get_mut(&name(diagnostic)).and_then(VecDeque::pop_front).is_none() {
                fresh.push(diagnostic);
            }
        }
        let is_held_anew = before.map_or(!self.held.is_empty(), |before| before.held != self.held);
        Difference { fresh, fixed: left.into_values().flatten().collect(), is_held_anew }
    }

    /// How many have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// As the card in the browser reads them; `has_editor` says whether the browser runs where an editor could open the
    /// files.
    #[must_use]
    pub(crate) fn json(&self, has_editor: bool) -> Value {
        let Digest { mut told, .. } = Digest::of(&self.diagnostics).cut();
        let all_told: usize = told.iter().map(|alike| 1 + alike.others.len()).sum();
        // What keeps the site from being published comes first.
        told.sort_by_key(|alike| std::cmp::Reverse(alike.first.severity));
        let items: Vec<Value> = told.iter().map(|alike| self.item(alike, has_editor)).collect();
        json!({
            "print": self.fingerprint.short(16),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "hints": self.count(Severity::Info),
            "held": self.held.iter().map(VPath::as_str).collect::<Vec<_>>(),
            "items": items,
            "left_out": self.diagnostics.len() - all_told,
        })
    }

    fn item(&self, alike: &Alike<'_>, has_editor: bool) -> Value {
        let diagnostic = alike.first;
        let Diagnostic { rule, severity, span, help, .. } = diagnostic;
        let (message, elsewhere) = (alike.headline(), alike.elsewhere(&self.sources));
        let mut item = json!({ "code": rule.code, "severity": severity.word(), "message": message, "help": help });
        if let Some(elsewhere) = elsewhere {
            item["elsewhere"] = json!(elsewhere);
        }
        let Some(span) = span else { return item };
        item["file"] = json!(span.file.as_str());
        let Some(lines) = self.sources.get(&span.file) else { return item };
        let place = lines.place(span.start);
        item["line"] = json!(place.line);
        item["column"] = json!(place.column);
        item["excerpt"] = json!(excerpt(diagnostic, &self.sources));
        // What ships with Homeroom is no file that an editor could open.
        if has_editor && !span.file.is_built_in() {
            item["editor"] = json!(editor_address(&span.file, place.line, place.column));
        }
        item
    }
}

/// What two editions' findings differ in.
pub struct Difference<'f> {
    /// Those that are new.
    pub fresh: Vec<&'f Diagnostic>,
    /// Those that are gone.
    pub fixed: Vec<&'f Diagnostic>,
    /// Whether the last good version of other files is served than before.
    pub is_held_anew: bool,
}

impl Difference<'_> {
    /// Whether there is nothing to tell.
    #[must_use]
    pub(crate) fn is_nothing(&self) -> bool {
        self.fresh.is_empty() && self.fixed.is_empty() && !self.is_held_anew
    }
}

/// What makes two findings of two editions the same one: all but the place in the file.
type Name<'f> = (Option<&'f VPath>, &'static str, Severity, &'f str);

fn name(diagnostic: &Diagnostic) -> Name<'_> {
    let Diagnostic { rule, severity, message, span, .. } = diagnostic;
    (span.as_ref().map(|span| &span.file), rule.code, *severity, message)
}

/// Makes every page of an edition as its files are, to find templates that fail, and keeps nothing of them. `None` when
/// `is_stale` says that nobody waits for it any more.
#[must_use]
pub(super) fn sweep(edition: &Arc<Edition>, is_stale: impl Fn() -> bool) -> Option<Vec<PageFault>> {
    let mut faults = Vec::new();
    let laid = edition.as_it_is();
    for (url, deferred) in &laid.output {
        if is_stale() {
            return None;
        }
        if laid.scene.plan.pages.contains_key(url)
            && let Some(fault) = deferred.fault()
        {
            faults.push(*fault);
        }
    }
    Some(faults)
}
