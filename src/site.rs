//! Everything that a site declares: settings, kinds, theme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::{Document, YamlSource};
use crate::schema::Kinds;
use crate::schema::field::KIND_FAULT;
use crate::schema::kind::read_kinds;
use crate::source::{Snapshot, Span, VPath};
use crate::theme::{self, Theme};

/// Settings, kinds and theme.
pub struct Site {
    /// The settings, with the command line's values in place of those it replaces.
    pub config: Config,
    /// The kinds.
    pub kinds: Kinds,
    /// The theme.
    pub theme: Theme,
    /// The site's kinds that replace a kind that ships with Homeroom.
    pub replaced: Vec<Replaced>,
}

/// A kind of the site that replaces one that ships with Homeroom.
pub struct Replaced {
    /// The kind's id.
    pub id: String,
    /// The site's file for the kind.
    pub file: VPath,
    /// The fields that the shipped kind declares and the site's does not.
    pub lost: BTreeSet<String>,
}

/// The kinds that ship with Homeroom, by id.
const BUILTIN_KINDS: [(&str, &str); 5] = [
    ("certification", include_str!("../kinds/certification.yaml")),
    ("degree", include_str!("../kinds/degree.yaml")),
    ("example", include_str!("../kinds/example.yaml")),
    ("salary", include_str!("../kinds/salary.yaml")),
    ("tool", include_str!("../kinds/tool.yaml")),
];

/// The folder that findings name for built-in kinds.
const BUILTIN_FOLDER: &str = "kinds/(built in)";

/// The text of a file that ships with Homeroom, so that findings can point into it.
#[must_use]
pub(crate) fn builtin_text(file: &VPath) -> Option<&'static str> {
    if file.as_str() == crate::schema::base::FILE {
        return Some(crate::schema::base::FIELDS);
    }
    let kind = file.below(BUILTIN_FOLDER).and_then(|name| name.strip_suffix(".yaml"));
    let kind = kind.and_then(|id| BUILTIN_KINDS.iter().find(|(name, _)| *name == id)).map(|(_, text)| *text);
    kind.or_else(|| theme::builtin_text(file))
}

/// The kinds that ship with Homeroom, as documents by id.
fn builtin_kinds() -> BTreeMap<String, Document> {
    let document = |(id, text): (&str, &str)| {
        let file = VPath::unchecked(&format!("{BUILTIN_FOLDER}/{id}.yaml"));
        let document = Document::parse(YamlSource::new(file, Arc::from(text), 0..text.len())).ok()?;
        Some((id.to_owned(), document))
    };
    BUILTIN_KINDS.into_iter().filter_map(document).collect()
}

/// The kinds of a site that declares no kind.
#[must_use]
pub fn kinds_that_ship() -> Kinds {
    read_kinds(&builtin_kinds(), &Config::defaults().scales).value
}

/// Reads all declarations of a snapshot.
#[must_use]
pub fn declare(snapshot: &Snapshot) -> Reported<Site> {
    let mut diagnostics = Vec::new();
    let settings = VPath::unchecked(config::FILE);
    let mut config = match document(snapshot, &settings, &mut diagnostics) {
        Some(document) => {
            let read = config::read(&document);
            diagnostics.extend(read.diagnostics);
            read.value
        }
        None => Config::defaults(),
    };
    let theme_span = theme_span(snapshot, &settings);
    if let Some(base_url) = &snapshot.options.base_url {
        config.usual_base_url = config.base_url.take();
        config.base_url = Some(format!("{}/", base_url.trim_end_matches('/')));
    }

    let mut files = builtin_kinds();
    let mut replaced = Vec::new();
    for (path, _) in snapshot.below("kinds") {
        if matches!(path.extension().as_str(), "yaml" | "yml")
            && let Some(document) = document(snapshot, path, &mut diagnostics)
        {
            let id = path.stem().to_owned();
            let (text, file) = (Arc::clone(&document.source.text), path.clone());
            let fields = fields_of(&document);
            let Some(earlier) = files.insert(id.clone(), document) else { continue };
            if builtin_text(&earlier.source.file).is_none() {
                let message = format!("the kind `{id}` is declared twice, here and in `{}`", earlier.source.file);
                diagnostics.push(KIND_FAULT.at(Span::file(path), message).help("delete one of the two files"));
            } else if earlier.source.text != text {
                let lost = fields_of(&earlier).difference(&fields).cloned().collect();
                replaced.push(Replaced { id, file, lost });
            }
        }
    }
    let kinds = read_kinds(&files, &config.scales);
    diagnostics.extend(kinds.diagnostics);
    let theme = theme::load(snapshot, &config.theme, &theme_span, &config.look, config.metadata);
    diagnostics.extend(theme.diagnostics);
    Reported { value: Site { config, kinds: kinds.value, theme: theme.value, replaced }, diagnostics }
}

/// The names of the fields that a kind declares.
fn fields_of(kind: &Document) -> BTreeSet<String> {
    let root = kind.root();
    let fields = root.get("fields").and_then(|fields| fields.entries()).unwrap_or_default();
    fields.into_iter().map(|(name, _)| name.to_owned()).collect()
}

/// The time zone that the settings of a snapshot name; `None` when they name none or cannot be read.
#[must_use]
pub fn time_zone(snapshot: &Snapshot) -> Option<String> {
    let document = document(snapshot, &VPath::unchecked(config::FILE), &mut Vec::new())?;
    config::read(&document).value.time_zone
}

/// A YAML file of the snapshot, parsed without its byte order mark. A fault is added to `diagnostics`.
fn document(snapshot: &Snapshot, path: &VPath, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    let text = Arc::clone(snapshot.text(path)?);
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let range = start..text.len();
    match Document::parse(YamlSource::new(path.clone(), text, range)) {
        Ok(document) => Some(document),
        Err(fault) => {
            diagnostics.push(*fault);
            None
        }
    }
}

fn theme_span(snapshot: &Snapshot, settings: &VPath) -> Span {
    let path = [crate::yaml::Step::Key("theme".to_owned())];
    match snapshot.text(settings) {
        Some(text) => {
            let range = 0..text.len();
            YamlSource::new(settings.clone(), Arc::clone(text), range).span(&path, crate::yaml::Part::Value)
        }
        None => Span::file(settings),
    }
}
