//! Reads kinds from YAML. The same code reads the built-in kinds and those of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use super::base;
use super::checklist_spec::{Point, read_checklist};
use super::choice::label_of;
use super::field::{Field, KIND_FAULT};
use super::field_reader::FieldReader;
use super::life::{Life, read_life};
use super::scale::{Scale, Scales, read_scale};
use super::schema_org::{SchemaOrg, read_schema_org};
use super::view_reader::{Declared, read_view};
use super::view_spec::{PathSpec, ViewSpec};
use crate::diagnostic::{Diagnostic, Reported, Suggestions};
use crate::document::{Document, Keys};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::source::Span;

/// One kind of entry.
#[derive(Debug, Clone)]
pub struct Kind {
    /// The name of its file: `tool`.
    pub id: String,
    /// The word for one entry.
    pub one: String,
    /// The word for several entries, and the name of their section.
    pub many: String,
    /// One sentence on what the section holds.
    pub describe: Option<String>,
    /// The folder of its entries below `content/`, and its section's address. Empty for plain pages.
    pub folder: String,
    /// The fields by name: the kind's own, then the base fields that it does not redeclare.
    pub fields: IndexMap<String, Field>,
    /// The fields whose declarations cannot be read, each with the place of its finding.
    pub faulty: BTreeMap<String, Span>,
    /// The views that have pages, the section page's own first.
    pub views: Vec<ViewSpec>,
    /// The paths that the pages of entries show. The first path for which an entry has steps counts.
    pub paths: Vec<PathSpec>,
    /// The fields that say whether an entry may be used. A kind without them has no verdicts.
    pub life: Option<Life>,
    /// The points of the checklist.
    pub checklist: Vec<Point>,
    /// The schema.org type of its entries, for search engines.
    pub schema_org: Option<SchemaOrg>,
    /// The fingerprint of all other fields, and so of everything that an entry depends on.
    pub fingerprint: Fingerprint,
}

/// All kinds by id, plain pages included.
#[derive(Debug, Clone, Default)]
pub struct Kinds {
    by_id: BTreeMap<String, Arc<Kind>>,
    /// The ids of kinds by their folders.
    by_folder: BTreeMap<String, String>,
}

/// The id of plain pages.
pub(crate) const PAGE: &str = "page";

/// The key of front matter that allows findings. No field may have this name.
pub(crate) const ALLOW: &str = "allow";

/// The keys of a kind file.
pub const KIND_KEYS: [&str; 9] =
    ["label", "describe", "folder", "scales", "fields", "views", "life", "checklist", "schema_org"];

impl Kinds {
    /// The kind with an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Kind>> {
        self.by_id.get(id)
    }

    /// All kinds except plain pages, by id.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &Arc<Kind>> {
        self.by_id.values().filter(|kind| kind.id != PAGE)
    }

    /// The kind of a path below `content/`: the kind with the longest folder that contains it, or else plain pages.
    #[must_use]
    pub(crate) fn of_path(&self, below_content: &str) -> Option<&Arc<Kind>> {
        let folders = below_content.rmatch_indices('/').map(|(end, _)| &below_content[..end]);
        folders.filter_map(|folder| self.get(self.by_folder.get(folder)?)).next().or_else(|| self.get(PAGE))
    }
}

/// Reads all kinds. `outer` are the scales of the settings. `files` are the kind files by id, where files of the site
/// have replaced built-in files of the same name.
#[must_use]
pub(crate) fn read_kinds(files: &BTreeMap<String, Document>, outer: &Scales) -> Reported<Kinds> {
    let mut diagnostics = Vec::new();
    let scales = all_scales(files, outer, &mut diagnostics);
    let ids = Suggestions::new(files.keys().map(String::as_str).chain([PAGE]));
    let base = base_fields(&mut diagnostics);
    let mut kinds = BTreeMap::new();
    let mut by_folder: BTreeMap<String, String> = BTreeMap::new();
    for (id, document) in files {
        let context = Context { scales: &scales, ids: &ids, base: &base };
        if let Some(kind) = read_kind(id, document, &context, &mut diagnostics) {
            if let Some(other) = by_folder.get(&kind.folder).and_then(|other: &String| kinds.get(other)) {
                let other: &Arc<Kind> = other;
                let message = format!("the kinds `{}` and `{id}` share the folder `{}`", other.id, kind.folder);
                // A coach cannot change a kind that ships with Homeroom, so the finding is placed in the site's kind.
                let shipped = document.source.file.is_built_in();
                let told = files.get(&other.id).filter(|_| shipped).unwrap_or(document);
                let span = told.source.span(&[crate::yaml::Step::Key("folder".to_owned())], crate::yaml::Part::Value);
                let (shipped_id, own_id) = if shipped { (id, &other.id) } else { (&other.id, id) };
                let help = if own_id.to_lowercase().trim_end_matches('s') == shipped_id.trim_end_matches('s') {
                    format!(
                        "name the file `{shipped_id}.yaml` to replace the kind that ships with Homeroom, or give the kind a different folder"
                    )
                } else {
                    "give one of them a different folder".to_owned()
                };
                diagnostics.push(KIND_FAULT.at(span, message).help(help));
                continue;
            }
            by_folder.insert(kind.folder.clone(), id.clone());
            kinds.insert(id.clone(), Arc::new(kind));
        }
    }
    kinds.insert(PAGE.to_owned(), Arc::new(page_kind(base)));
    Reported { value: Kinds { by_id: kinds, by_folder }, diagnostics }
}

struct Context<'c> {
    scales: &'c Scales,
    ids: &'c Suggestions,
    base: &'c IndexMap<String, Field>,
}

/// The scales of the settings and of all kinds together. A name means the same scale everywhere.
fn all_scales(files: &BTreeMap<String, Document>, outer: &Scales, diagnostics: &mut Vec<Diagnostic>) -> Scales {
    let mut scales = outer.clone();
    for document in files.values() {
        let Some(declared) = document.root().get("scales") else { continue };
        let Some(entries) = declared.entries() else {
            diagnostics.push(declared.wrong_type("scales", "scale names with their choices"));
            continue;
        };
        for (name, at) in entries {
            let scale: Scale = read_scale(&at, name, &[], diagnostics);
            if scales.insert(name.to_owned(), Arc::new(scale)).is_some() {
                let message =
                    format!("the scale `{name}` is declared twice, here and in a different kind or in the settings");
                diagnostics.push(
                    KIND_FAULT
                        .at(at.key_span(), message)
                        .help("give it a different name, because all kinds share their scales"),
                );
            }
        }
    }
    scales
}

fn read_kind(id: &str, document: &Document, context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Kind> {
    let Context { scales, ids, base } = context;
    let root = document.root();
    let mut keys = Keys::open(&root, &format!("the kind `{id}`"), &KIND_KEYS, diagnostics)?;
    let folder = keys.text("folder").unwrap_or_else(|| id.to_owned()).trim_matches('/').to_owned();
    let folder_sound = !folder.is_empty() && folder.split('/').all(|name| !matches!(name, "" | "." | ".."));
    if !folder_sound {
        let span = keys.value("folder").map_or_else(|| Span::file(&document.source.file), |at| at.span());
        let help = "name a folder inside `content/`, such as `tools`";
        keys.faults
            .push(KIND_FAULT.at(span, "the `folder` of a kind has to be inside the folder `content`").help(help));
        return None;
    }
    let describe = keys.text("describe");
    let label_at = keys.value("label");
    // Without the fields there would be findings in every entry, so a misspelled `fields` is read too.
    let fields_at = keys.value("fields").or_else(|| keys.meant("fields"));
    let view_items = keys.items("views");
    let (life_at, checklist_at, schema_org_at) =
        (keys.value("life"), keys.value("checklist"), keys.value("schema_org"));
    let (one, many) = match label_at {
        Some(at) => match Keys::open(&at, "`label`", &["one", "many"], diagnostics) {
            Some(mut label) => (label.required_text("one"), label.required_text("many")),
            None => (None, None),
        },
        None => (None, None),
    };
    let one = one.unwrap_or_else(|| label_of(id));
    let many = many.unwrap_or_else(|| one.clone());

    let mut faulty = BTreeMap::new();
    let mut fields = match fields_at {
        Some(at) => {
            let before = diagnostics.len();
            let mut own = FieldReader { scales, kinds: ids, faults: diagnostics }.fields(&at);
            for (name, declaration) in at.entries().into_iter().flatten().filter(|(name, _)| !own.contains_key(*name)) {
                let whole = declaration.span();
                let is_inside = |span: &&Span| (whole.start..=whole.end).contains(&span.start);
                let told = diagnostics[before..].iter().filter_map(|fault| fault.span.as_ref()).find(is_inside);
                faulty.extend(told.map(|span| (name.to_owned(), span.clone())));
            }
            if own.shift_remove(ALLOW).is_some()
                && let Some(field) = at.get(ALLOW)
            {
                let message =
                    format!("a field cannot be called `{ALLOW}`, because every page uses this key to allow findings");
                diagnostics.push(KIND_FAULT.at(field.key_span(), message).help("give the field a different name"));
            }
            for (name, field) in &own {
                if let Some(inherited) = base.get(name).filter(|inherited| inherited.ty.name() != field.ty.name()) {
                    let mut path = at.path.clone();
                    path.push(crate::yaml::Step::Key(name.clone()));
                    let span = document.source.span(&path, crate::yaml::Part::Key);
                    let message =
                        format!("every entry already has a field `{name}`, of type `{}`", inherited.ty.name().word());
                    diagnostics
                        .push(KIND_FAULT.at(span, message).help("give the field a different name, or use that type"));
                }
            }
            own
        }
        None => IndexMap::new(),
    };
    for (name, inherited) in *base {
        let field = fields.entry(name.clone()).or_insert_with(|| inherited.clone());
        if field.ty.name() != inherited.ty.name() {
            *field = inherited.clone();
        }
        // A base field has its own place on the page, even if the kind declares it again.
        field.facts = false;
    }

    let mut views: Vec<ViewSpec> = Vec::new();
    let mut paths: Vec<PathSpec> = Vec::new();
    let names = Suggestions::new(fields.keys().map(String::as_str));
    let mut addresses = BTreeSet::new();
    for at in view_items {
        let view = match read_view(&at, (&fields, &names), &many, diagnostics) {
            Some(Declared::View(view)) => view,
            Some(Declared::Path(path)) => {
                paths.push(path);
                continue;
            }
            None => continue,
        };
        if addresses.insert(view.head().url.clone()) {
            views.push(view);
        } else {
            let address = format!("{folder}/{}", view.head().url);
            let message = format!("two views of `{id}` have the address `/{}`", address.trim_end_matches('/'));
            diagnostics.push(KIND_FAULT.at(at.span(), message).help("give one of them a different `url`"));
        }
    }
    if !addresses.contains("") {
        views.insert(0, ViewSpec::default_catalogue(&many));
    }
    let life = life_at.and_then(|at| read_life(&at, &fields, diagnostics));
    if let Some(life) = &life {
        base::tell_status(&mut fields, life);
    }
    let checklist = checklist_at.map(|at| read_checklist(&at, &fields, diagnostics)).unwrap_or_default();
    let schema_org = schema_org_at.and_then(|at| read_schema_org(&at, &fields, diagnostics));
    let fingerprint = Fingerprint::default();
    let id = id.to_owned();
    let kind = Kind {
        id,
        one,
        many,
        describe,
        folder,
        fields,
        faulty,
        views,
        paths,
        life,
        checklist,
        schema_org,
        fingerprint,
    };
    Some(with_fingerprint(kind))
}

/// Sets the fingerprint of a kind: that of everything it declares.
fn with_fingerprint(kind: Kind) -> Kind {
    let Kind {
        id,
        one,
        many,
        describe,
        folder,
        fields,
        faulty,
        views,
        paths,
        life,
        checklist,
        schema_org,
        fingerprint: _,
    } = &kind;
    let mixer = Mixer::new().text(id).text(one).text(many).with(describe).text(folder).with(fields).with(faulty);
    let fingerprint = mixer.with(views).with(paths).with(life).with(checklist).with(schema_org).finish();
    Kind { fingerprint, ..kind }
}

fn base_fields(diagnostics: &mut Vec<Diagnostic>) -> IndexMap<String, Field> {
    let Some(document) = base::document() else { return IndexMap::new() };
    FieldReader { scales: &Scales::new(), kinds: &Suggestions::default(), faults: diagnostics }.fields(&document.root())
}

fn page_kind(fields: IndexMap<String, Field>) -> Kind {
    with_fingerprint(Kind {
        id: PAGE.to_owned(),
        one: "Page".to_owned(),
        many: "Pages".to_owned(),
        describe: None,
        folder: String::new(),
        fields,
        faulty: BTreeMap::new(),
        views: Vec::new(),
        paths: Vec::new(),
        life: None,
        checklist: Vec::new(),
        schema_org: None,
        fingerprint: Fingerprint::default(),
    })
}
