//! Web addresses in the settings.

use super::keys::BAD_SETTING;
use crate::document::Keys;

/// Reads `base_url` and adds a `/` at its end.
pub(super) fn base_url(keys: &mut Keys<'_, '_>) -> Option<String> {
    let mut url = web_address(keys, "base_url")?;
    if !is_base_url(&url)
        && let Some(at) = keys.value("base_url")
    {
        let help =
            "write only the host and the names of folders, such as `https://handbook.district.example/help-desk/`";
        keys.faults.push(BAD_SETTING.at(at.span(), format!("`{url}` cannot be the address of a site")).help(help));
        return None;
    }
    if !url.ends_with('/') {
        url.push('/');
    }
    Some(url)
}

/// Reads a setting that is a whole web address.
pub(super) fn web_address(keys: &mut Keys<'_, '_>, key: &str) -> Option<String> {
    let at = keys.value(key)?;
    let url = keys.text(key)?;
    if is_web_address(&url) {
        return Some(url);
    }
    let help = format!("write the whole address, such as `https://{}`", url.trim_start_matches('/'));
    keys.faults.push(BAD_SETTING.at(at.span(), format!("`{key}` is not a web address: `{url}`")).help(help));
    None
}

/// Whether a text is a whole `http` or `https` address.
#[must_use]
pub(crate) fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || "\"<>".contains(letter))
}

/// Whether a text can be the base URL of a site: a whole web address with only plain names of folders behind its host.
/// Its path is written into links and into the files of hosts, where other signs or an empty name would be misread.
#[must_use]
pub fn is_base_url(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-._~%".contains(letter);
    let is_folder = |name: &str| !matches!(name, "" | "." | "..") && name.chars().all(is_plain);
    let host = |letter: char| is_plain(letter) || ":[]".contains(letter);
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let (name, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.strip_suffix('/').unwrap_or(path);
    is_web_address(text) && name.chars().all(host) && (path.is_empty() || path.split('/').all(is_folder))
}
