//! The finding about an asset that is named and does not exist.

use crate::diagnostic::{Diagnostic, did_you_mean, rule};
use crate::document::excerpt;
use crate::source::Span;

rule! {
    /// `theme.yaml` or the settings name a style sheet, script, font or picture that does not exist.
    ///
    /// Bad:
    /// ```yaml themes/plain/theme.yaml
    /// styles: [plain.css]
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: plain
    /// ```
    /// Good:
    /// ```yaml themes/plain/theme.yaml
    /// styles: [site.css]
    /// ```
    /// ```yaml homeroom.yaml
    /// title: Handbook
    /// theme: plain
    /// ```
    pub(crate) MISSING_ASSET = "missing-asset", Error
}

/// The finding that an asset does not exist. `there` are the paths of all assets that do.
pub(super) fn missing_asset<'a>(name: &str, span: &Span, there: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let message = format!("there is no file `{}` in the folder `assets/`", excerpt(name));
    // Many people write the folder `assets/` in front of the path.
    let below = name.trim_start_matches("./").trim_start_matches('/');
    let below = below.strip_prefix("assets/").unwrap_or(below);
    if let Some(meant) = there.clone().find(|path| *path == below) {
        let help = format!("write `{meant}`: the path starts in the folder `assets/`");
        return MISSING_ASSET.at(span.clone(), message).help(help).fix(span.clone(), meant);
    }
    let help = match did_you_mean(name, there) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "put the file into the folder `assets/` of the theme or the site".to_owned(),
    };
    MISSING_ASSET.at(span.clone(), message).help(help)
}
