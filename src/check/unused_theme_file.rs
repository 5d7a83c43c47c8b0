//! Files of the theme that nothing uses.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity, did_you_mean, rule};
use crate::language::Language;
use crate::scene::Scene;
use crate::schema::guess::words::language;
use crate::source::{File, Span, VPath};
use crate::theme;

rule! {
    /// Nothing uses a file of the theme: a template that no page and no other template uses, words in a language that
    /// no page has, or a file in a folder that themes do not have. Most often its name is slightly wrong.
    ///
    /// Bad:
    /// ```html templates/homepage.html
    /// {% extends "base.html" %}
    /// ```
    /// ```markdown content/about.md
    /// # About
    /// ```
    /// Good:
    /// ```html templates/home.html
    /// {% extends "base.html" %}
    /// ```
    /// ```markdown content/about.md
    /// # About
    /// ```
    pub(super) UNUSED_THEME_FILE = "unused-theme-file", Warning
}

pub(super) fn run(scene: &Scene) -> Vec<Diagnostic> {
    let theme = format!("themes/{}", scene.site.config.theme);
    let mut found = Vec::new();
    for folder in [theme.clone(), String::new()] {
        let inside = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        found.extend(templates(scene, &inside("templates"), &theme));
        found.extend(words(scene, &inside("words")));
    }
    found.extend(strangers(scene, &theme));
    found
}

fn templates(scene: &Scene, folder: &str, theme: &str) -> Vec<Diagnostic> {
    let files = scene.snapshot.below(folder);
    let known: Vec<&str> = theme::template_names().collect();
    let own = ["templates".to_owned(), format!("{theme}/templates")];
    let own = own.iter().flat_map(|folder| scene.snapshot.below(folder));
    let mut texts: Vec<&str> = own.filter_map(|(path, _)| Some(&**scene.snapshot.text(path)?)).collect();
    theme::template_texts().for_each(|text| texts.push(text));
    let is_named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        texts.iter().any(|text| quoted.iter().any(|name| text.contains(name)))
    };
    let tell = |path: &VPath| {
        let name = path.below(folder)?;
        if known.contains(&name) || is_named(name) {
            return None;
        }
        // The ending is ignored, to find `home.htm`, `home.html.txt` and `homepage.html`.
        let stem = |name: &str| name.split('.').next().unwrap_or("").to_lowercase();
        let stems: Vec<String> = known.iter().map(|known| stem(known)).collect();
        let spelled = did_you_mean(&stem(name), stems.iter().map(String::as_str)).map(str::to_owned);
        let begins = |other: &&String| other.len() > 3 && stem(name).starts_with(other.as_str());
        let near = spelled.or_else(|| stems.iter().find(begins).cloned());
        let near = near.and_then(|near| known.iter().find(|known| stem(known) == near).copied());
        let is_template = path.extension() == "html";
        if near.is_none() && !is_template {
            return None;
        }
        let help = match near {
            Some(near) => format!("did you mean `{near}`? Templates have the names that docs/themes.md lists"),
            None => {
                "include it in a template that pages use, or delete it; docs/themes.md lists the names of templates"
                    .to_owned()
            }
        };
        Some(UNUSED_THEME_FILE.at(Span::file(path), format!("no page uses the template `{name}`")).help(help))
    };
    files.filter_map(|(path, _)| tell(path)).collect()
}

fn words(scene: &Scene, folder: &str) -> Vec<Diagnostic> {
    let mut used: BTreeSet<String> = BTreeSet::from(["en".to_owned()]);
    let pages = scene.library.entries.iter().map(|entry| &entry.language);
    for tag in pages.chain([&scene.site.config.language]) {
        let tag = tag.to_ascii_lowercase();
        used.extend(tag.split('-').next().map(str::to_owned));
        used.insert(tag);
    }
    let is_language = |text: &str| Language::new(text).is_some();
    let tell = |path: &VPath| {
        let name = path.name();
        let stem = name.split('.').next().unwrap_or("");
        let is_yaml = matches!(path.extension().as_str(), "yaml" | "yml");
        let is_whole = name.matches('.').count() == 1;
        if is_yaml && is_whole && used.contains(&stem.to_ascii_lowercase()) {
            return None;
        }
        let near = language(stem)
            .or_else(|| (!is_whole || !is_yaml).then(|| stem.to_owned()).filter(|stem| is_language(stem)));
        match near {
            Some(near) => {
                let message = format!("`{name}` is not named after a language");
                Some(UNUSED_THEME_FILE.at(Span::file(path), message).help(format!("did you mean `{near}.yaml`?")))
            }
            None if is_yaml && is_language(stem) => {
                let message = format!("no page is in the language `{stem}`, so its words are not used");
                let told = UNUSED_THEME_FILE.at(Span::file(path), message);
                let help = format!("write `lang: {stem}` into the pages of that language");
                Some(Diagnostic { severity: Severity::Info, ..told.help(help) })
            }
            None if is_yaml => {
                let message = format!("`{name}` is not named after a language");
                let help = "name it after the tag of its language, such as `es.yaml`";
                Some(UNUSED_THEME_FILE.at(Span::file(path), message).help(help))
            }
            None => None,
        }
    };
    // A file with a wrong name that was not read has its own finding.
    let files = scene.snapshot.below(folder).filter(|(_, file)| !matches!(file, File::Unreadable(_)));
    files.filter_map(|(path, _)| tell(path)).collect()
}

/// The findings of files and folders of the theme that are not read, because their names are slightly wrong.
fn strangers(scene: &Scene, theme: &str) -> Vec<Diagnostic> {
    const KNOWN: [&str; 4] = ["assets", "templates", "words", "theme.yaml"];
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for (path, _) in scene.snapshot.below(theme) {
        names.extend(path.below(theme).and_then(|below| below.split('/').next()));
    }
    let tell = |name: &&str| {
        let lower = name.to_lowercase();
        let stem = lower.split('.').next().unwrap_or("");
        let near = if stem == "theme" { Some("theme.yaml") } else { did_you_mean(&lower, KNOWN) };
        let near = near.filter(|_| !KNOWN.contains(name))?;
        let path = VPath::unchecked(&format!("{theme}/{name}"));
        let message = format!("`{path}` is not read: a theme has no `{name}`");
        Some(UNUSED_THEME_FILE.at(Span::file(&path), message).help(format!("did you mean `{near}`?")))
    };
    names.iter().filter_map(tell).collect()
}
