//! Templates: reads and renders them, and turns Tera's errors into findings.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::builtin;
use super::words::Dictionary;
use crate::diagnostic::{Diagnostic, Reported, rule};
use crate::fingerprint::{Fingerprint, Mixer};
use crate::source::{Snapshot, Span, VPath};

rule! {
    /// A template cannot be read, or it fails for a page.
    ///
    /// A template sees the model of its page and nothing else; `docs/themes.md` lists every field.
    ///
    /// Bad:
    /// ```html templates/404.html
    /// <h1>{{ page.titel }}</h1>
    /// ```
    /// Good:
    /// ```html templates/404.html
    /// <h1>{{ page.title }}</h1>
    /// ```
    pub(crate) TEMPLATE_FAULT = "template-fault", Error
}

/// The largest page, in bytes. Loops within loops can write more than any memory can hold.
const PAGE_LIMIT: usize = 64 * 1024 * 1024;

/// The templates of a site.
pub struct Templates {
    tera: Tera,
    files: BTreeMap<String, VPath>,
    fingerprint: Fingerprint,
    has_own: bool,
}

/// Why a template failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Tera's message.
    pub message: String,
    /// The place in the template, if it is known.
    pub span: Option<Span>,
}

impl Templates {
    /// Gives every template a value by a name.
    pub(crate) fn set_global<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.tera.global_context().insert(name, value);
    }

    /// Renders a page. The template's variables are the fields of the model, the globals and `words`.
    ///
    /// # Errors
    /// When the template is missing or fails; the page is then not made.
    pub fn render<T: Serialize>(&self, name: &str, words: &Dictionary, model: &T) -> Result<String, Fault> {
        let mut context = Context::from_serialize(model).map_err(|error| self.fault(name, &error))?;
        context.insert_value("words", words.shared().value());
        let mut page = Page(Vec::new());
        self.tera.render_to(name, &context, &mut page).map_err(|error| self.fault(name, &error))?;
        String::from_utf8(page.0).map_err(|error| Fault { message: error.to_string(), span: None })
    }

    /// The fingerprint of all templates.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Whether the site or its theme has templates of its own.
    #[must_use]
    pub(crate) fn has_own(&self) -> bool {
        self.has_own
    }

    fn fault(&self, name: &str, error: &tera::Error) -> Fault {
        fault(&|name| self.files.get(name).cloned(), name, error)
    }
}

/// A page while it is written. It takes no more than [`PAGE_LIMIT`].
struct Page(Vec<u8>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > PAGE_LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn fault(file: &dyn Fn(&str) -> Option<VPath>, name: &str, error: &tera::Error) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let filename = if report.filename().is_empty() { name } else { report.filename() };
            let span = file(filename).map(|file| Span::new(&file, report.span().range.clone()));
            Fault { message: lower_first(report.message()), span }
        }
        ErrorKind::Io(io::ErrorKind::FileTooLarge) => {
            let message = format!("the page is larger than {} MB", PAGE_LIMIT / 1024 / 1024);
            Fault { message, span: file(name).map(|file| Span::file(&file)) }
        }
        other => Fault { message: lower_first(&other.to_string()), span: file(name).map(|file| Span::file(&file)) },
    }
}

/// A message as findings have it: in lower case at the start, without a full stop.
fn lower_first(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    let second_is_lower = text.chars().nth(1).is_some_and(char::is_lowercase);
    match letters.next() {
        Some(first) if second_is_lower => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// Gathers the templates of all layers. For a template that cannot be read there is a finding, and the one of the layer
/// below is used.
pub(super) fn load(snapshot: &Snapshot, theme: &str) -> Reported<Templates> {
    let mut diagnostics = Vec::new();
    let mut tera = Tera::new();
    tera.register_filter("strip", strip);
    let mut files = BTreeMap::new();
    let mut mixer = Mixer::new();
    let mut built_in = Vec::new();
    for (name, bytes) in builtin::below("templates") {
        if let (Ok(text), Some(path)) =
            (std::str::from_utf8(bytes), VPath::new(&format!("themes/default/templates/{name}")))
        {
            built_in.push((name, text));
            files.insert(name.to_owned(), path);
            mixer = mixer.text(name).text(text);
        }
    }
    if let Err(error) = tera.add_raw_templates(built_in) {
        let fault = fault(&|name| files.get(name).cloned(), "base.html", &error);
        diagnostics.push(tell(fault, "base.html"));
    }

    let mut own: BTreeMap<String, (VPath, Arc<str>)> = BTreeMap::new();
    for folder in [format!("{theme}/templates"), "templates".to_owned()] {
        for (path, _) in snapshot.below(&folder) {
            if let (Some(text), Some(name)) = (snapshot.text(path), path.below(&folder)) {
                own.insert(name.to_owned(), (path.clone(), Arc::clone(text)));
            }
        }
    }
    for (name, (path, text)) in &own {
        // The fault of a page contains the path of its template, so the path is part of the fingerprint.
        mixer = mixer.text(name).text(path.as_str()).text(text);
    }
    let place = |name: &str| own.get(name).map(|(path, _)| path.clone()).or_else(|| files.get(name).cloned());
    let mut sound: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, (_, text)) in &own {
        match syntax_fault(name, text) {
            Some(error) => diagnostics.push(tell(fault(&place, name, &error), name)),
            None => {
                sound.insert(name, text);
            }
        }
    }
    // Templates without a syntax error may still extend missing ones, or each other in a circle.
    while let Err(error) = tera.add_raw_templates(sound.iter().map(|(name, text)| (*name, *text))) {
        if let Some((name, fault)) = printed_fault(&error.to_string(), &own) {
            diagnostics.push(tell(fault, name));
            if sound.remove(name).is_none() {
                sound.clear();
            }
            continue;
        }
        let culprit = match error.kind() {
            ErrorKind::MissingParent { current, .. } => current.clone(),
            // The circle may go through built-in templates; the fault is then in the site's own template.
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                inheritance_chain.iter().find(|name| sound.contains_key(name.as_str())).unwrap_or(tpl).clone()
            }
            ErrorKind::CircularInclude { tpl, .. } => tpl.clone(),
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.filename().to_owned(),
            _ => String::new(),
        };
        diagnostics.push(tell(fault(&place, &culprit, &error), &culprit));
        if sound.remove(culprit.as_str()).is_none() {
            sound.clear();
        }
    }
    for name in sound.keys() {
        if let Some((path, _)) = own.get(*name) {
            files.insert((*name).to_owned(), path.clone());
        }
    }
    let has_own = !sound.is_empty();
    Reported { value: Templates { tera, files, fingerprint: mixer.finish(), has_own }, diagnostics }
}

/// The filter `strip`: the path of a drawing with the outline `square` at each cell that is `on`, or at each that is
/// not. It is in Rust because pages contain many strips of grades, and loops in a template would be slow.
fn strip(cells: &[Value], arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let (on, square): (bool, &str) = (arguments.must_get("on")?, arguments.must_get("square")?);
    let places = cells.iter().enumerate().filter(|(_, cell)| cell.is_truthy() == on);
    Ok(places.map(|(place, _)| format!("M{} {square}", place * 9)).collect())
}

/// The syntax error of a template, without regard to what it extends or includes.
fn syntax_fault(name: &str, text: &str) -> Option<tera::Error> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(report) if report.filename() == name || report.filename().is_empty())
        .then_some(error)
}

/// Reads Tera's printed report about an unknown filter, function or include, which Tera gives only as text: the message
/// in the first line, then the template with line and column behind an arrow. Only the first report is read; the next
/// one comes when the templates are loaded again.
fn printed_fault<'o>(printed: &str, own: &'o BTreeMap<String, (VPath, Arc<str>)>) -> Option<(&'o str, Fault)> {
    let (words, rest) = printed.split_once("\n")?;
    let place = rest.lines().next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.trim().rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let (name, (path, text)) = own.get_key_value(name)?;
    let above = line.parse::<usize>().ok()?.checked_sub(1)?;
    let line = text.split('\n').nth(above)?;
    let line_start = text.split('\n').take(above).map(|line| line.len() + 1).sum::<usize>();
    let column = column.parse::<usize>().ok()?.checked_sub(1)?;
    let before = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
    let length = line[before..].find(char::is_whitespace).unwrap_or(line.len() - before);
    let start = line_start + before;
    let message = lower_first(words.trim_start_matches("error: "));
    Some((name, Fault { message, span: Some(Span::new(path, start..start + length)) }))
}

fn tell(fault: Fault, name: &str) -> Diagnostic {
    let message = format!("the template `{name}` cannot be read: {}", fault.message);
    let diagnostic = match fault.span {
        Some(span) => TEMPLATE_FAULT.at(span, message),
        None => TEMPLATE_FAULT.nowhere(message),
    };
    diagnostic.help("docs/themes.md lists what a template may use")
}
