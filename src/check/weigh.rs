//! Gives findings their severity, drops those that are allowed, and groups findings with their cause.
//!
//! 1. The first line of the settings that fits a finding sets its severity.
//! 2. An error in a draft becomes a warning.
//! 3. A finding that its page allows is dropped. An allowance that is wrong or unused is a finding.
//! 4. A finding that follows from a different finding goes below that one.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::checks::CheckSetting;
use crate::config::pattern::fits_name;
use crate::content::Entry;
use crate::content::allow::{Allowance, BAD_ALLOWANCE};
use crate::content::front_matter::{FRONT_MATTER, MERGE_CONFLICT};
use crate::diagnostic::{Diagnostic, Rule, Severity, did_you_mean, rule};
use crate::document::{CONTROL_CHARACTER, YAML_SYNTAX, excerpt};
use crate::library::Library;
use crate::plan::claims::ADDRESS_TAKEN;
use crate::plan::names::UNUSABLE_NAME;
use crate::site::Site;
use crate::source::{Span, VPath};
use crate::theme::TEMPLATE_FAULT;

rule! {
    /// An allowance is for findings that no longer exist. A reader of the file would think that something is wrong
    /// here, and the allowance would hide the next finding of this check.
    ///
    /// It is not reported in a draft, or if the settings turn the check off.
    ///
    /// Bad:
    /// ````markdown content/about.md
    /// # About
    ///
    /// <!-- homeroom: allow heading-order because the hours come from another system -->
    /// ## Office hours
    /// ````
    /// Good:
    /// ````markdown content/about.md
    /// # About
    ///
    /// ## Office hours
    /// ````
    pub(super) UNUSED_ALLOWANCE = "unused-allowance", Warning
}

/// Rules whose findings mean that the page would be lost or empty. No setting and no allowance can lower them.
pub(super) static FIXED: &[&Rule] =
    &[&YAML_SYNTAX, &FRONT_MATTER, &MERGE_CONFLICT, &CONTROL_CHARACTER, &TEMPLATE_FAULT];

/// Further rules that a page cannot allow: with the first two the page has no address, the others are about allowances.
static NOT_ALLOWED: &[&Rule] = &[&ADDRESS_TAKEN, &UNUSABLE_NAME, &BAD_ALLOWANCE, &UNUSED_ALLOWANCE];

/// The settings of checks, each found by its code.
pub(super) struct Severities<'s>(BTreeMap<&'s str, Vec<&'s CheckSetting>>);

impl<'s> Severities<'s> {
    pub(super) fn of(site: &'s Site) -> Self {
        let mut by_code: BTreeMap<&str, Vec<&CheckSetting>> = BTreeMap::new();
        for setting in &site.config.checks {
            by_code.entry(&setting.code).or_default().push(setting);
        }
        FIXED.iter().for_each(|rule| drop(by_code.remove(rule.code)));
        Self(by_code)
    }

    fn settings(&self, rule: &Rule) -> &[&'s CheckSetting] {
        self.0.get(rule.code).map_or(&[], Vec::as_slice)
    }

    /// The severity of the first setting that fits a finding; `None` if no setting fits.
    fn severity(&self, rule: &Rule, file: Option<&VPath>, subject: Option<&str>) -> Option<Severity> {
        self.settings(rule).iter().find(|setting| setting.fits(file, subject)).map(|setting| setting.severity)
    }

    /// Whether any finding of a rule may be reported. If not, its check need not run.
    pub(super) fn may_tell(&self, rule: &Rule) -> bool {
        let settings = self.settings(rule);
        let for_all = settings.iter().position(|setting| setting.paths.is_none() && setting.keys.is_none());
        let reached = &settings[..for_all.map_or(settings.len(), |last| last + 1)];
        reached.iter().any(|setting| setting.severity != Severity::Off)
            || for_all.is_none() && rule.severity != Severity::Off
    }
}

/// All rules.
type Rules = &'static [&'static Rule];

/// Gives each finding the severity that the settings set, and drops those that are off or allowed.
pub(super) fn weigh(diagnostics: Vec<Diagnostic>, rules: Rules, site: &Site, library: &Library) -> Vec<Diagnostic> {
    let mut scale = Scale::of(rules, site, library);
    with_followers(diagnostics.into_iter().filter_map(|found| scale.weigh(found)).collect())
}

/// The same as [`weigh`] for all findings of a build, with further findings on allowances that are wrong or unused.
pub(super) fn weigh_all(diagnostics: Vec<Diagnostic>, rules: Rules, site: &Site, library: &Library) -> Vec<Diagnostic> {
    let mut scale = Scale::of(rules, site, library);
    let mut told: Vec<Diagnostic> = diagnostics.into_iter().filter_map(|found| scale.weigh(found)).collect();
    let of_allowances: Vec<Diagnostic> = scale.pages.values().flat_map(|page| scale.allowances(page)).collect();
    told.extend(of_allowances.into_iter().filter_map(|found| scale.weigh(found)));
    with_followers(told)
}

/// What the severity of a finding depends on.
struct Scale<'s> {
    rules: Rules,
    severities: Severities<'s>,
    /// The pages that are not published or that allow findings.
    pages: BTreeMap<&'s VPath, Page<'s>>,
}

/// A page that is not published, or allows findings.
struct Page<'s> {
    entry: &'s Entry,
    is_published: bool,
    allowed: BTreeMap<&'s str, Allowed<'s>>,
}

impl<'s> Scale<'s> {
    fn of(rules: Rules, site: &'s Site, library: &'s Library) -> Self {
        let entries = library.entries.iter().enumerate().map(|(index, entry)| (entry, library.is_published(index)));
        let entries = entries.filter(|(entry, is_published)| !is_published || !entry.allowances.is_empty());
        let page = |(entry, is_published): (&'s std::sync::Arc<Entry>, bool)| {
            (&entry.file, Page { entry, is_published, allowed: Allowed::by_code(&entry.allowances, rules) })
        };
        Self { rules, severities: Severities::of(site), pages: entries.map(page).collect() }
    }

    fn weigh(&mut self, mut found: Diagnostic) -> Option<Diagnostic> {
        let file = found.span.as_ref().map(|span| &span.file);
        let subject = found.subject.as_ref().map(|subject| subject.name.as_str());
        if let Some(severity) = self.severities.severity(found.rule, file, subject) {
            found.severity = severity;
        }
        if found.severity == Severity::Off {
            return None;
        }
        let Some((page, span)) = found.span.as_ref().and_then(|span| Some((self.pages.get_mut(&span.file)?, span)))
        else {
            return Some(found);
        };
        // A draft is not published, so nothing in it keeps the site from being built.
        if !page.is_published && found.severity == Severity::Error {
            found.severity = Severity::Warning;
        }
        let is_allowed = page.allowed.get_mut(found.rule.code).is_some_and(|allowed| allowed.allows(span, subject));
        (!is_allowed).then_some(found)
    }

    /// The findings on the allowances of a page.
    fn allowances(&self, page: &Page<'_>) -> Vec<Diagnostic> {
        let Page { entry, is_published, allowed } = page;
        let told = entry.allowances.iter().enumerate().filter_map(|(number, allowance)| {
            let code = excerpt(&allowance.code);
            if let Some((message, help)) = fault(allowance, self.rules) {
                return Some(BAD_ALLOWANCE.at(allowance.span.clone(), message).about(code).help(help));
            }
            let rule = rule_of(&allowance.code, self.rules)?;
            let severity = self.severities.severity(rule, Some(&entry.file), None).unwrap_or(rule.severity);
            // Some checks skip a page that cannot be read or is not published, so its allowances may look unused.
            let runs = *is_published && entry.readable && severity != Severity::Off;
            let is_idle = runs && !allowed.get(rule.code).is_some_and(|allowed| allowed.has_used(number, allowance));
            let message = match (&allowance.covers, &allowance.keys) {
                (_, Some(keys)) => format!("nothing about `{}` is wrong here by `{code}`", keys.join("`, `")),
                (Some(_), None) => format!("the block after this comment has no finding of `{code}`"),
                (None, None) => format!("the page has no finding of `{code}`"),
            };
            let idle = UNUSED_ALLOWANCE.at(allowance.span.clone(), message).about(code);
            is_idle.then(|| idle.help("delete the allowance, so that it does not hide a later finding"))
        });
        told.collect()
    }
}

/// What a page allows of one check. A page may have as many allowances as findings, so lookups are by key and by place
/// and not over all allowances.
#[derive(Default)]
struct Allowed<'s> {
    /// The number of the allowance for the whole page.
    whole: Option<usize>,
    /// The numbers of the allowances for single subjects, such as a field.
    by_key: BTreeMap<&'s str, usize>,
    patterns: Vec<(&'s str, usize)>,
    /// Where allowed blocks begin and end, sorted. Each end is the furthest of all ends so far.
    blocks: Vec<(usize, usize)>,
    used: BTreeSet<usize>,
    /// The places of findings that a block allows.
    used_at: BTreeSet<usize>,
}

impl<'s> Allowed<'s> {
    /// Groups allowances by the codes of their checks. An allowance with a fault allows nothing and is left out.
    fn by_code(allowances: &'s [Allowance], rules: Rules) -> BTreeMap<&'s str, Self> {
        let mut by_code: BTreeMap<&str, Self> = BTreeMap::new();
        let sound = allowances.iter().enumerate().filter(|(_, allowance)| fault(allowance, rules).is_none());
        for (number, Allowance { code, keys, covers, .. }) in sound {
            let of_code = by_code.entry(code).or_default();
            match (covers, keys) {
                (Some(covers), _) => of_code.blocks.push((covers.start, covers.end)),
                (None, None) => of_code.whole = of_code.whole.or(Some(number)),
                (None, Some(keys)) => {
                    for key in keys {
                        if key.contains(['*', '?']) {
                            of_code.patterns.push((key, number));
                        } else {
                            of_code.by_key.entry(key).or_insert(number);
                        }
                    }
                }
            }
        }
        for of_code in by_code.values_mut() {
            of_code.blocks.sort_unstable();
            let mut furthest = 0;
            for (_, end) in &mut of_code.blocks {
                furthest = furthest.max(*end);
                *end = furthest;
            }
        }
        by_code
    }

    /// Whether a finding is allowed. The allowance is then marked as used.
    fn allows(&mut self, span: &Span, subject: Option<&str>) -> bool {
        let before = self.blocks.partition_point(|(start, _)| *start <= span.start);
        let in_block = before.checked_sub(1).and_then(|last| self.blocks.get(last));
        if in_block.is_some_and(|(_, end)| span.start < *end) {
            self.used_at.insert(span.start);
            return true;
        }
        let by_key = subject.and_then(|subject| {
            let pattern = || self.patterns.iter().find(|(pattern, _)| fits_name(pattern, subject));
            self.by_key.get(subject).copied().or_else(|| pattern().map(|(_, number)| *number))
        });
        let number = by_key.or(self.whole);
        self.used.extend(number);
        number.is_some()
    }

    fn has_used(&self, number: usize, allowance: &Allowance) -> bool {
        match &allowance.covers {
            Some(covers) => self.used_at.range(covers.range()).next().is_some(),
            None => self.used.contains(&number),
        }
    }
}

fn rule_of(code: &str, rules: Rules) -> Option<&'static Rule> {
    rules.iter().find(|rule| rule.code == code).copied()
}

/// The message and the help if an allowance has a fault and so allows nothing.
fn fault(allowance: &Allowance, rules: Rules) -> Option<(String, String)> {
    let code = || excerpt(&allowance.code);
    let Some(rule) = rule_of(&allowance.code, rules) else {
        let near = did_you_mean(&allowance.code, rules.iter().map(|rule| rule.code));
        let all = || "`homeroom explain` lists all checks".to_owned();
        let help = near.map_or_else(all, |near| format!("did you mean `{near}`?"));
        return Some((format!("there is no check `{}`", code()), help));
    };
    if FIXED.contains(&rule) || NOT_ALLOWED.contains(&rule) {
        let help = "mend what this check finds, and delete the allowance";
        return Some((format!("`{}` cannot be allowed", code()), help.to_owned()));
    }
    if allowance.reason.is_none() {
        let form = match allowance.covers {
            Some(_) => format!("write <!-- homeroom: allow {} because REASON -->", code()),
            None => format!("write why: `allow: {{ {}: … }}`", code()),
        };
        return Some((format!("the allowance of `{}` gives no reason", code()), form));
    }
    None
}

/// Puts findings below the finding that causes them, because mending the cause mends both. A finding that is graver
/// than its cause stays on its own.
fn with_followers(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    /// How many causes in a row are followed at most.
    const STEPS: usize = 8;
    let (followers, mut told): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(|found| found.follows.is_some());
    // The gravest finding at each place that is the cause of a different finding.
    let mut causes: BTreeMap<Span, Option<usize>> =
        followers.iter().filter_map(|follower| Some((follower.follows.clone()?, None))).collect();
    for (number, Diagnostic { span, severity, .. }) in told.iter().enumerate() {
        if let Some(cause) = span.as_ref().and_then(|span| causes.get_mut(span))
            && cause.is_none_or(|other: usize| told[other].severity < *severity)
        {
            *cause = Some(number);
        }
    }
    // If the cause of a finding has a cause itself, both go to the last one.
    let further: BTreeMap<&Span, &Span> =
        followers.iter().filter_map(|follower| Some((follower.span.as_ref()?, follower.follows.as_ref()?))).collect();
    let cause_of = |follower: &Diagnostic| {
        let mut span = follower.follows.as_ref()?;
        for _ in 0..STEPS {
            if let Some(number) = causes.get(span).copied().flatten() {
                return Some(number);
            }
            span = further.get(span).copied()?;
        }
        None
    };
    let found: Vec<Option<usize>> = followers.iter().map(cause_of).collect();
    for (follower, cause) in followers.into_iter().zip(found) {
        match cause.filter(|cause| told[*cause].severity >= follower.severity) {
            Some(cause) => told[cause].followers.push(follower),
            None => told.push(follower),
        }
    }
    for cause in &mut told {
        crate::diagnostic::sort(&mut cause.followers);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{MISSING_KEY, UNKNOWN_KEY};

    fn at(start: usize) -> Span {
        Span::new(&VPath::unchecked("content/a.md"), start..start + 1)
    }

    #[test]
    fn what_comes_from_a_finding_goes_with_it() {
        let cause = UNKNOWN_KEY.at(at(1), "cause");
        let follower = MISSING_KEY.at(at(2), "follower").follows(at(1));
        let further = MISSING_KEY.at(at(3), "further").follows(at(2));
        let alone = MISSING_KEY.at(at(4), "alone").follows(at(9));
        let circle = MISSING_KEY.at(at(5), "circle").follows(at(5));
        let told = with_followers(vec![further.clone(), follower.clone(), alone, cause.clone(), circle]);
        let words: Vec<&str> = told.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(words, ["cause", "alone", "circle"]);
        assert_eq!(told[0].followers, [follower.clone(), further]);

        // What is told as less grave hides nothing that is graver.
        let mild = Diagnostic { severity: Severity::Warning, ..cause };
        assert_eq!(with_followers(vec![mild, follower]).len(), 2);
    }
}
