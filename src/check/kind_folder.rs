//! Folders that were meant for a kind but belong to none. One finding names the right folder, in place of a finding for
//! each unknown key of each page in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::allow::Allowance;
use crate::content::{Entry, Role};
use crate::diagnostic::{Diagnostic, Severity, all_of, did_you_mean, rule};
use crate::document::UNKNOWN_KEY;
use crate::library::Library;
use crate::schema::guess::fold::folded;
use crate::schema::kind::PAGE;
use crate::schema::near::{has_near, snake};
use crate::schema::synonyms::is_of_others;
use crate::schema::{Kind, Kinds};
use crate::site::Site;
use crate::source::{Span, VPath};

rule! {
    /// A folder of `content/` belongs to no kind, though its name is similar to the folder of a kind, or though its
    /// pages have keys that plain pages do not have. Rename the folder, or declare the kind in a file of `kinds/`, as
    /// `docs/kinds.md` shows.
    ///
    /// Bad:
    /// ```markdown content/tool/graph-sketch.md
    /// ---
    /// title: Graph Sketch
    /// summary: Students sketch a function.
    /// category: practice
    /// status: proposed
    /// ---
    /// ```
    /// Good:
    /// ```markdown content/tools/graph-sketch.md
    /// ---
    /// title: Graph Sketch
    /// summary: Students sketch a function.
    /// category: practice
    /// status: proposed
    /// ---
    /// ```
    pub(crate) KIND_FOLDER = "kind-folder", Warning
}
rule! {
    /// A file of `kinds/` has the name of a kind that ships with Homeroom, and replaces this kind. This is a hint, in
    /// case you did not mean to replace it. If entries have fields that only the built-in kind declares, it is an
    /// error, which is reported once.
    ///
    /// Bad:
    /// ```yaml kinds/tool.yaml
    /// label: { one: Workshop tool, many: Workshop tools }
    /// folder: workshop
    /// fields:
    ///   shelf: text
    /// ```
    /// Good:
    /// ```yaml kinds/workshop-tool.yaml
    /// label: { one: Workshop tool, many: Workshop tools }
    /// folder: workshop
    /// fields:
    ///   shelf: text
    /// ```
    pub(crate) REPLACED_KIND = "replaced-kind", Info
}

/// The findings of single files, where those that come from a folder or a replaced kind name it as their cause; and the
/// findings on these causes.
#[must_use]
pub(crate) fn causes(reading: Vec<Diagnostic>, site: &Site, library: &Library) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let by_file: BTreeMap<&VPath, &Entry> = library.entries.iter().map(|entry| (&entry.file, &**entry)).collect();
    let unknown = Unknown::gather(&reading, &by_file);
    let mut causes = folders(&unknown, site, library);
    causes.extend(replaced(&unknown, site, &by_file));
    let follow = |told: Diagnostic| {
        let Some(span) = told.span.as_ref().filter(|_| told.rule == &UNKNOWN_KEY && told.follows.is_none()) else {
            return told;
        };
        let key = told.subject.as_ref().map_or("", |subject| subject.name.as_str());
        let cause = causes.iter().find(|cause| cause.explains(&span.file, key));
        match cause.and_then(|cause| cause.told.span.clone()) {
            Some(cause) => told.follows(cause),
            None => told,
        }
    };
    let reading = reading.into_iter().map(follow).collect();
    (reading, causes.into_iter().map(|cause| cause.told).collect())
}

/// A finding on a folder or a kind, with the findings that it explains.
struct Cause {
    told: Diagnostic,
    /// The files whose findings it explains.
    files: Files,
    /// The keys whose findings it explains; `None` for all keys.
    keys: Option<BTreeSet<String>>,
}

enum Files {
    Below(String),
    These(BTreeSet<VPath>),
}

impl Cause {
    fn explains(&self, file: &VPath, key: &str) -> bool {
        let has_file = match &self.files {
            Files::Below(folder) => file.below(folder).is_some(),
            Files::These(files) => files.contains(file),
        };
        has_file && self.keys.as_ref().is_none_or(|keys| keys.contains(key))
    }
}

/// The unknown keys of each file.
struct Unknown(BTreeMap<VPath, BTreeSet<String>>);

impl Unknown {
    /// Gathers the unknown keys. A key that its page allows is meant, and left out.
    fn gather(reading: &[Diagnostic], by_file: &BTreeMap<&VPath, &Entry>) -> Self {
        let is_meant = |file: &VPath, key: &str| {
            let allowed = |allowance: &Allowance| {
                let has_key = |keys: &Vec<String>| keys.iter().any(|own| own == key);
                allowance.code == UNKNOWN_KEY.code && allowance.keys.as_ref().is_none_or(has_key)
            };
            by_file.get(file).is_some_and(|entry| entry.allowances.iter().any(allowed))
        };
        let mut keys: BTreeMap<VPath, BTreeSet<String>> = BTreeMap::new();
        for told in reading.iter().filter(|told| told.rule == &UNKNOWN_KEY) {
            if let (Some(span), Some(subject)) = (&told.span, &told.subject)
                && !is_meant(&span.file, &subject.name)
            {
                keys.entry(span.file.clone()).or_default().insert(subject.name.clone());
            }
        }
        Self(keys)
    }

    fn of(&self, file: &VPath) -> impl Iterator<Item = &str> {
        self.0.get(file).into_iter().flatten().map(String::as_str)
    }
}

/// The folders of plain pages that were meant for a kind. A folder inside one that is reported is left out.
fn folders(unknown: &Unknown, site: &Site, library: &Library) -> Vec<Cause> {
    let mut pages: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in library.entries.iter().filter(|entry| entry.kind.id == PAGE && entry.role == Role::Page) {
        let below = entry.file.below("content").unwrap_or("");
        for (end, _) in below.match_indices('/') {
            pages.entry(&below[..end]).or_default().push(entry);
        }
    }
    let mut causes: Vec<Cause> = Vec::new();
    for (folder, entries) in pages {
        let path = format!("content/{folder}");
        let is_told = causes
            .iter()
            .any(|cause| matches!(&cause.files, Files::Below(outer) if path.starts_with(&format!("{outer}/"))));
        let holds_a_kind = site.kinds.sections().any(|kind| kind.folder.starts_with(&format!("{folder}/")));
        if !is_told && !holds_a_kind {
            causes.extend(meant(folder, &entries, unknown, &site.kinds));
        }
    }
    causes
}

/// The finding on a folder of plain pages, if it was meant for a kind that exists or that is still to be declared.
fn meant(folder: &str, entries: &[&Entry], unknown: &Unknown, kinds: &Kinds) -> Option<Cause> {
    let page = kinds.get(PAGE)?;
    let written: Vec<&&Entry> = entries.iter().filter(|entry| entry.file.stem() != "index").collect();
    // How many pages have a key that is a field of the kind but not a field of plain pages.
    let having = |kind: &Kind| {
        written.iter().filter(|entry| unknown.of(&entry.file).any(|key| kind.fields.contains_key(key))).count()
    };
    let keys_of = |kind: &Kind| -> BTreeSet<&str> {
        let keys = written.iter().flat_map(|entry| unknown.of(&entry.file));
        keys.filter(|key| kind.fields.contains_key(*key)).collect()
    };
    let many = |count: usize| count > 0 && count * 2 >= written.len();
    let by_name = kinds.sections().find(|kind| is_name_of(folder, kind));
    let by_letters = || {
        let near = did_you_mean(folder, kinds.sections().map(|kind| kind.folder.as_str()))?;
        kinds.sections().find(|kind| kind.folder == near).filter(|kind| many(having(kind)))
    };
    let by_keys = || {
        let mut best: Vec<(usize, &std::sync::Arc<Kind>)> =
            kinds.sections().filter(|kind| many(having(kind))).map(|kind| (keys_of(kind).len(), kind)).collect();
        best.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let all: BTreeSet<&str> = written.iter().flat_map(|entry| unknown.of(&entry.file)).collect();
        let is_clear = best.get(1).is_none_or(|(second, _)| Some(*second) < best.first().map(|(first, _)| *first));
        best.first().filter(|(count, _)| is_clear && *count >= 2 && count * 2 >= all.len()).map(|(_, kind)| *kind)
    };
    let path = VPath::unchecked(&format!("content/{folder}"));
    let files = Files::Below(path.as_str().to_owned());
    if let Some(kind) = by_name.or_else(by_letters).or_else(by_keys) {
        let entries = kind.many.to_lowercase();
        let message =
            format!("`content/{folder}/` belongs to no kind: {entries} belong into `content/{}/`", kind.folder);
        let help = format!("move its pages to `content/{}/`, so that they are read as {entries}", kind.folder);
        let has_keys = written.iter().any(|entry| unknown.of(&entry.file).next().is_some());
        let severity = if has_keys { Severity::Error } else { KIND_FOLDER.severity };
        let told = Diagnostic { severity, ..KIND_FOLDER.at(Span::file(&path), message).help(help) };
        return Some(Cause { told, files, keys: None });
    }
    // A key that is similar to one of plain pages is mistyped, and has its own finding.
    // Each key is looked up once, however many pages have it.
    let all: BTreeSet<&str> = written.iter().flat_map(|entry| unknown.of(&entry.file)).collect();
    let foreign: BTreeSet<&str> =
        all.into_iter().filter(|key| !has_near(&page.fields, key) && !is_of_others(&snake(key))).collect();
    let pages = written.iter().filter(|entry| unknown.of(&entry.file).any(|key| foreign.contains(key))).count();
    if foreign.len() < 2 || !many(pages) {
        return None;
    }
    let id = singular(folder.rsplit('/').next().unwrap_or(folder));
    let has = if pages == 1 { "a page".to_owned() } else { format!("{pages} pages") };
    let has = format!("{has} with keys that plain pages do not have: {}", all_of(foreign.iter().copied()));
    let message = format!("no kind has the folder `content/{folder}/`, which holds {has}");
    let help = format!(
        "declare a kind for them in a file `kinds/{id}.yaml` with `folder: {folder}` and these fields (docs/kinds.md shows how, and a site that already has this kind can lend you its file); or delete the keys"
    );
    let told = Diagnostic { severity: Severity::Error, ..KIND_FOLDER.at(Span::file(&path), message).help(help) };
    Some(Cause { told, files, keys: Some(foreign.into_iter().map(str::to_owned).collect()) })
}

/// The place of the finding on the folder of a plain page, if the folder's name is similar to that of the kind. A
/// reference to this page then fails because of that folder.
pub(super) fn meant_folder(file: &VPath, kind: &Kind) -> Option<Span> {
    let below = file.below("content")?;
    let folders = below.match_indices('/').map(|(end, _)| &below[..end]);
    let is_near = |folder: &&str| is_name_of(folder, kind) || did_you_mean(folder, [kind.folder.as_str()]).is_some();
    let folder = folders.into_iter().find(is_near)?;
    Some(Span::file(&VPath::unchecked(&format!("content/{folder}"))))
}

/// Whether the name of a folder means a kind: the kind's folder in capitals or in the singular, its id, or one of its
/// labels.
fn is_name_of(folder: &str, kind: &Kind) -> bool {
    let (above, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let (kind_above, kind_name) = kind.folder.rsplit_once('/').unwrap_or(("", kind.folder.as_str()));
    if !above.eq_ignore_ascii_case(kind_above) {
        return false;
    }
    let name = singular(&folded(name));
    let labels =
        [kind_name, kind.id.as_str(), kind.one.as_str(), kind.many.as_str()].map(|label| singular(&folded(label)));
    labels.contains(&name)
}

/// An English word in lower case without its plural ending.
fn singular(word: &str) -> String {
    let word = word.to_lowercase();
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map_or(word.clone(), str::to_owned),
    }
}

/// The findings on kinds of the site that replace kinds that ship with Homeroom.
fn replaced(unknown: &Unknown, site: &Site, by_file: &BTreeMap<&VPath, &Entry>) -> Vec<Cause> {
    let tell = |kind: &crate::site::Replaced| {
        let mut lost: BTreeSet<&str> = BTreeSet::new();
        let mut files = BTreeSet::new();
        for (file, keys) in &unknown.0 {
            let is_of_kind = by_file.get(file).is_some_and(|entry| entry.kind.id == kind.id);
            let of_file: Vec<&str> = keys.iter().filter(|key| kind.lost.contains(*key)).map(String::as_str).collect();
            if is_of_kind && !of_file.is_empty() {
                lost.extend(of_file);
                files.insert(file.clone());
            }
        }
        let span = Span::file(&kind.file);
        let replaces = format!("`{}` replaces the kind `{}` that ships with Homeroom", kind.file, kind.id);
        let told = if lost.is_empty() {
            let help = "to have both kinds, give the file a different name and the kind a different folder";
            REPLACED_KIND.at(span, replaces).help(help)
        } else {
            let entries =
                if files.len() == 1 { "an entry has".to_owned() } else { format!("{} entries have", files.len()) };
            let names = all_of(lost.iter().copied());
            let message = format!("{replaces}, but does not declare {names}, which {entries}");
            let help = "declare these fields in it too, or delete it to use the kind that ships with Homeroom";
            Diagnostic { severity: Severity::Error, ..REPLACED_KIND.at(span, message).help(help) }
        };
        let keys = lost.into_iter().map(str::to_owned).collect();
        Cause { told, files: Files::These(files), keys: Some(keys) }
    };
    site.replaced.iter().map(tell).collect()
}
