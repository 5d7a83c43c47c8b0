//! `homeroom explain WHAT`: explains a finding, a kind or a field.

use std::path::PathBuf;
use std::process::ExitCode;

use homeroom::check::{RULES, rule_of};
use homeroom::diagnostic::{did_you_mean, one_of};
use homeroom::schema::Kinds;
use homeroom::schema::describe::{self, KindSheet};
use homeroom::schema::near::snake;
use homeroom::schema::synonyms;
use homeroom::source::Options;
use jiff::civil::Date;

use super::report::{Failure, write_out};

#[derive(clap::Args)]
pub struct Arguments {
    /// The code of a finding (broken-link), a kind (tool) or a field (tool.minimum_age); all codes and kinds are listed
    /// if none is given.
    what: Option<String>,
    /// The folder of the site whose kinds are explained; if it is not a site, the kinds that ship with Homeroom.
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
    /// List the kinds instead of the codes; with --markdown, their fields as docs/fields.md holds them.
    #[arg(long, conflicts_with = "what")]
    fields: bool,
    /// Print the reference of all checks as Markdown, as docs/checks.md holds it.
    #[arg(long, conflicts_with = "what")]
    markdown: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let text = match (&arguments.what, arguments.fields, arguments.markdown) {
        (None, false, true) => homeroom::check::reference(),
        (None, true, true) => describe::reference(&describe::sheets(&homeroom::site::kinds_that_ship())),
        (None, true, false) => describe::kinds_text(&describe::sheets(&kinds(arguments))),
        (None, false, false) => codes(),
        (Some(what), ..) => explain(what, arguments)?,
    };
    write_out(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// All codes with their severities and the first sentences of their explanations.
fn codes() -> String {
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
    let line = |rule: &&homeroom::diagnostic::Rule| {
        let start = format!("{:width$}  {:7}  ", rule.code, rule.severity.word());
        describe::hanging(&start, &rule.first_sentence())
    };
    RULES.iter().map(line).collect()
}

fn explain(what: &str, arguments: &Arguments) -> Result<String, Failure> {
    if let Some(rule) = rule_of(what) {
        return Ok(format!("{} ({})\n\n{}\n", rule.code, rule.severity.word(), rule.explanation()));
    }
    let sheets = describe::sheets(&kinds(arguments));
    let (kind, field) = what.split_once('.').map_or((what, None), |(kind, field)| (kind, Some(field)));
    let sheet = sheets.iter().find(|sheet| sheet.id == kind);
    match (sheet, field) {
        (Some(sheet), None) => Ok(describe::kind_text(sheet)),
        (Some(sheet), Some(path)) => match sheet.field(path) {
            Some(field) => Ok(describe::field_text(kind, field)),
            None => Err(unknown_field(sheet, path)),
        },
        (None, _) => Err(unknown(what, &sheets)),
    }
}

/// The kinds of the site, or the kinds that ship with Homeroom if the folder is not a site.
fn kinds(arguments: &Arguments) -> Kinds {
    match homeroom::disk::read(&arguments.site, None, Date::default(), Options::default()) {
        Ok(snapshot) => homeroom::site::declare(&snapshot).value.kinds,
        Err(_) => homeroom::site::kinds_that_ship(),
    }
}

fn unknown_field(sheet: &KindSheet, path: &str) -> Failure {
    let fields = sheet.fields();
    let last = snake(path.rsplit('.').next().unwrap_or(path));
    let is_meant = |name: &str| synonyms::same(&last, name) || name == last || name.split('_').any(|part| part == last);
    let mut near: Vec<&str> =
        fields.iter().filter(|field| is_meant(&field.name)).map(|field| field.path.as_str()).collect();
    let spelled = did_you_mean(path, fields.iter().map(|field| field.path.as_str()));
    if near.is_empty() {
        near.extend(spelled);
    }
    let near: Vec<String> = near.iter().take(5).map(|path| format!("{}.{path}", sheet.id)).collect();
    let help = if near.is_empty() {
        format!("`homeroom explain {}` lists its fields", sheet.id)
    } else {
        format!("did you mean {}?", one_of(near.iter().map(String::as_str)))
    };
    Failure::CouldNotRun(format!("the kind `{}` has no field `{path}`; {help}", sheet.id))
}

/// The failure for a name that no code, kind or field has. It suggests similar names.
fn unknown(what: &str, sheets: &[KindSheet]) -> Failure {
    let mut near: Vec<String> = Vec::new();
    near.extend(did_you_mean(what, RULES.iter().map(|rule| rule.code)).map(str::to_owned));
    let (kind, field) = what.split_once('.').map_or((what, None), |(kind, field)| (kind, Some(field)));
    let lower = kind.to_lowercase();
    let is_called = |sheet: &&KindSheet| {
        let folder = sheet.folder.trim_start_matches("content/").trim_end_matches('/');
        let label = sheet.one.to_lowercase();
        let is_first_word = label.split(' ').next() == Some(lower.trim_end_matches('s'));
        label == lower || is_first_word || !folder.is_empty() && folder == lower
    };
    let by_name = sheets.iter().find(is_called).map(|sheet| sheet.id.as_str());
    if let Some(kind) = by_name.or_else(|| did_you_mean(kind, sheets.iter().map(|sheet| sheet.id.as_str()))) {
        near.push(field.map_or(kind.to_owned(), |field| format!("{kind}.{field}")));
    }
    // Perhaps the name is that of a field, written without its kind.
    let word = snake(what);
    let of_kind = |sheet: &KindSheet| {
        let fields = sheet.fields();
        let field = fields.iter().find(|field| field.name == word || field.path == what)?;
        Some(format!("{}.{}", sheet.id, field.path))
    };
    if field.is_none() {
        near.extend(sheets.iter().filter_map(of_kind).take(3));
    }
    near.dedup();
    let help = if near.is_empty() {
        "`homeroom explain` lists all codes, and `homeroom explain --fields` all kinds".to_owned()
    } else {
        format!("did you mean {}?", one_of(near.iter().map(String::as_str)))
    };
    Failure::CouldNotRun(format!("there is no check and no kind `{what}`; {help}"))
}
