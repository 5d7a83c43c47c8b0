//! Findings that a page allows, with the reason: `allow` in its front matter, and comments in its text.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, rule};
use crate::document::{At, Keys, UNKNOWN_KEY, YamlSource, excerpt};
use crate::markdown;
use crate::source::{Span, VPath};
use crate::yaml::{Part, Step};

rule! {
    /// An allowance of a finding cannot be read. It has no effect, so the finding that it should allow is reported too.
    ///
    /// Allow a finding with a reason: in a comment before the block that the finding is about, `<!-- homeroom: allow
    /// CODE because REASON -->`, or for the whole page in its front matter, `allow: { CODE: REASON }`. You cannot allow
    /// findings that keep a page from being read or from getting its address.
    ///
    /// Bad:
    /// ````markdown content/about.md
    /// # About
    ///
    /// <!-- homeroom: allow heading-order -->
    /// ### Office hours
    /// ````
    /// Good:
    /// ````markdown content/about.md
    /// # About
    ///
    /// <!-- homeroom: allow heading-order because the hours come from another system -->
    /// ### Office hours
    /// ````
    pub(crate) BAD_ALLOWANCE = "bad-allowance", Warning
}

/// Findings that a page allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The code of the check, as written.
    pub code: String,
    /// Why they are allowed.
    pub reason: Option<String>,
    /// The subjects of the allowed findings; `None` for any subject.
    pub keys: Option<Vec<String>>,
    /// Where the allowance is written.
    pub span: Span,
    /// The block whose findings are allowed; `None` for the whole page.
    pub covers: Option<Span>,
}

/// Reads the allowances of the front matter. One that cannot be read is a finding.
pub(super) fn of_front_matter(at: &At<'_>, faults: &mut Vec<Diagnostic>) -> Vec<Allowance> {
    if let Some(items) = at.items() {
        return items.iter().filter_map(|item| listed(item, faults)).collect();
    }
    let Some(entries) = at.entries() else {
        if let Some(code) = at.scalar() {
            return vec![without_reason(&code.text, at)];
        }
        return Vec::new();
    };
    entries.iter().filter_map(|(code, value)| named(code, value, faults)).collect()
}

/// Reads `CODE: reason` or `CODE: { because: reason, keys: [key] }`.
fn named(code: &str, value: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Allowance> {
    let mut allowance = Allowance { span: value.key_span(), ..without_reason(code, value) };
    if value.entries().is_some() {
        let told = faults.len();
        let mut keys =
            Keys::open(value, &format!("the allowance of `{}`", excerpt(code)), &["because", "keys"], faults)?;
        // An unknown key was probably meant to limit the allowance. Without it, more would be allowed than meant.
        if is_misread(&mut keys.faults[told..]) {
            return None;
        }
        allowance.reason = keys.text("because");
        allowance.keys = keys.value("keys").map(|_| keys.texts("keys"));
    } else if value.items().is_some() {
        faults.push(value.wrong_type(code, "a reason in words"));
        return None;
    } else {
        allowance.reason = value.scalar().map(|scalar| scalar.text.trim().to_owned());
    }
    allowance.reason = allowance.reason.filter(|reason| says_why(reason));
    Some(allowance)
}

/// Whether a text is a reason; `true` only says that something is allowed.
fn says_why(text: &str) -> bool {
    let word = text.trim().to_ascii_lowercase();
    !word.is_empty() && !["true", "yes", "on", "off", "allow", "ignore"].contains(&word.as_str())
}

/// Whether any key was unknown. Adds the right key to findings on words that people write for `because` and `keys`.
fn is_misread(faults: &mut [Diagnostic]) -> bool {
    for fault in &mut *faults {
        let written = fault.subject.as_ref().map_or("", |subject| subject.name.as_str());
        let meant = match written {
            "reason" | "why" | "note" | "comment" => "because",
            "key" | "about" | "names" | "subjects" => "keys",
            _ => continue,
        };
        if let (None, Some(span)) = (&fault.fix, fault.span.clone()) {
            *fault = fault.clone().help(format!("did you mean `{meant}`?")).fix(span, meant);
        }
    }
    faults.iter().any(|fault| fault.rule == &UNKNOWN_KEY)
}

/// Reads an item of a list: only a code, `CODE: reason`, or `{ code: CODE, because: reason, keys: [key] }`.
fn listed(item: &At<'_>, faults: &mut Vec<Diagnostic>) -> Option<Allowance> {
    let Some(entries) = item.entries() else {
        return item.scalar().map(|scalar| without_reason(&scalar.text, item));
    };
    if item.get("code").is_none()
        && let [(code, value)] = entries.as_slice()
    {
        return named(code, value, faults);
    }
    let told = faults.len();
    let mut keys = Keys::open(item, "an allowance", &["code", "because", "keys"], faults)?;
    if is_misread(&mut keys.faults[told..]) {
        return None;
    }
    let code = keys.required_text("code")?;
    let reason = keys.text("because").filter(|reason| says_why(reason));
    let subjects = keys.value("keys").map(|_| keys.texts("keys"));
    Some(Allowance { reason, keys: subjects, ..without_reason(&code, item) })
}

/// Reads only a code, or a text as in comments: `CODE because REASON`.
fn without_reason(code: &str, at: &At<'_>) -> Allowance {
    let (code, reason) = code.split_once(" because ").map_or((code, None), |(code, reason)| (code, Some(reason)));
    let reason = reason.filter(|reason| says_why(reason)).map(|reason| reason.trim().to_owned());
    Allowance { code: code.trim().to_owned(), reason, keys: None, span: at.span(), covers: None }
}

/// The allowances in comments of an entry: in its body, which begins at byte `start` of the file, and in its fields.
pub(super) fn of_texts(
    file: &VPath,
    start: usize,
    body: &markdown::Body,
    inner: &[(Vec<Step>, Arc<str>, markdown::Body)],
    front: &YamlSource,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Allowance> {
    let in_file = |range: &Range<usize>| Span::new(file, start + range.start..start + range.end);
    let mut allowances = of_text(body, &in_file, faults);
    for (path, _, body) in inner.iter().filter(|(_, _, body)| !body.allowances.is_empty()) {
        // YAML may fold the text of a field, so the field is the place.
        allowances.extend(of_text(body, &|_| front.span(path, Part::Value), faults));
    }
    allowances
}

/// The allowances in comments of one text. `place` gives the place in the file for a range of the text.
fn of_text(
    body: &markdown::Body,
    place: &dyn Fn(&Range<usize>) -> Span,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for markdown::Allowance { codes, reason, range, covers } in &body.allowances {
        if codes.is_empty() {
            let told = BAD_ALLOWANCE.at(place(range), "this comment does not name the check whose findings it allows");
            faults
                .push(told.help("write <!-- homeroom: allow CODE because REASON --> before the block that it is for"));
        }
        allowances.extend(codes.iter().map(|code| Allowance {
            code: code.clone(),
            reason: reason.clone(),
            keys: None,
            span: place(range),
            covers: Some(place(covers)),
        }));
    }
    allowances
}
