//! Finds what is wrong with an edition while its pages are already being served.
//!
//! Checks read all entries, and a template that fails is noticed only when its pages are made. Both take longer than a
//! reader should wait after a save. So they run after the edition is served, and stop when there is a newer edition.

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
    /// The number of the edition.
    pub edition: u64,
    /// The findings, in the order in which they are shown.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the findings point into.
    pub sources: Sources,
    /// The files that are held back: their last good version is served.
    pub held: BTreeSet<VPath>,
    /// The fingerprint of everything that is shown of the findings.
    pub fingerprint: Fingerprint,
}

impl Findings {
    /// Checks an edition. `faults` are the pages of it that could not be made.
    #[must_use]
    pub fn of(edition: &Edition, faults: Vec<PageFault>) -> Self {
        let (diagnostics, sources) = edition.as_it_is().check(faults);
        let held = edition.held.clone();
        let shown = Digest::of(&diagnostics).cut().render(&sources, false);
        // Browsers ask for the findings again when what they show of them has changed, which is this text.
        let mixer = Mixer::new().text(&shown).with(&diagnostics.len());
        let fingerprint = held.iter().fold(mixer, |mixer, file| mixer.text(file.as_str())).finish();
        Self { edition: edition.number, diagnostics, sources, held, fingerprint }
    }

    /// The difference from the findings `before`: which ones are new and which ones are fixed.
    #[must_use]
    pub(crate) fn since<'f>(&'f self, before: Option<&'f Self>) -> Difference<'f> {
        let mut left: BTreeMap<Name<'f>, VecDeque<&Diagnostic>> = BTreeMap::new();
        for diagnostic in before.into_iter().flat_map(|before| &before.diagnostics) {
            left.entry(name(diagnostic)).or_default().push_back(diagnostic);
        }
        let mut fresh = Vec::new();
        for diagnostic in &self.diagnostics {
            // A finding is not new if only its place has changed, because the text above it was edited.
            if left.get_mut(&name(diagnostic)).and_then(VecDeque::pop_front).is_none() {
                fresh.push(diagnostic);
            }
        }
        let is_held_anew = before.map_or(!self.held.is_empty(), |before| before.held != self.held);
        Difference { fresh, fixed: left.into_values().flatten().collect(), is_held_anew }
    }

    /// The number of findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The findings as the card in the browser reads them. `has_editor` says whether the browser runs on this machine,
    /// where an editor can open the files.
    #[must_use]
    pub(crate) fn json(&self, has_editor: bool) -> Value {
        let Digest { told: mut shown, .. } = Digest::of(&self.diagnostics).cut();
        let count: usize = shown.iter().map(|alike| 1 + alike.others.len()).sum();
        // Errors come first: they keep the site from being published.
        shown.sort_by_key(|alike| std::cmp::Reverse(alike.first.severity));
        let items: Vec<Value> = shown.iter().map(|alike| self.item(alike, has_editor)).collect();
        json!({
            "print": self.fingerprint.short(16),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "hints": self.count(Severity::Info),
            "held": self.held.iter().map(VPath::as_str).collect::<Vec<_>>(),
            "items": items,
            "left_out": self.diagnostics.len() - count,
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
        // Files that ship with Homeroom are inside of the program, where no editor can open them.
        if has_editor && !span.file.is_built_in() {
            item["editor"] = json!(editor_address(&span.file, place.line, place.column));
        }
        item
    }
}

/// How the findings of two editions differ.
pub struct Difference<'f> {
    /// The new findings.
    pub fresh: Vec<&'f Diagnostic>,
    /// The findings that are gone.
    pub fixed: Vec<&'f Diagnostic>,
    /// Whether the files that are held back are not the same as before.
    pub is_held_anew: bool,
}

impl Difference<'_> {
    /// Whether nothing differs.
    #[must_use]
    pub(crate) fn is_nothing(&self) -> bool {
        self.fresh.is_empty() && self.fixed.is_empty() && !self.is_held_anew
    }
}

/// What identifies a finding in two editions: everything about it except its place in the file.
type Name<'f> = (Option<&'f VPath>, &'static str, Severity, &'f str);

fn name(diagnostic: &Diagnostic) -> Name<'_> {
    let Diagnostic { rule, severity, message, span, .. } = diagnostic;
    (span.as_ref().map(|span| &span.file), rule.code, *severity, message)
}

/// Makes every page of an edition from the files as they are, to find templates that fail. The pages are not kept.
/// `None` if `is_stale` says that there is a newer edition or the preview ends.
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
