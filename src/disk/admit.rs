//! Decides which folders a build may write its output to.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::DiskError;
use super::manifest::Manifest;
use super::ways::look;

/// The folders of a site that hold what people wrote. A build never writes its output into one of them.
const SOURCES: [&str; 8] = ["assets", "content", "kinds", "templates", "themes", "static", "words", "src"];

pub(super) fn refusal(out: &Path, why: &str) -> DiskError {
    let help = "choose a folder that is empty or does not exist yet";
    DiskError::new(format!("cannot write the site to `{}`: {why}", out.display())).help(help)
}

/// The true path of the output folder. Errs when a build must not fill that folder.
pub(super) fn admissible(out: &Path, site: &Path) -> Result<PathBuf, DiskError> {
    let site = fs::canonicalize(site).map_err(|error| DiskError::os("find the site", site, &error))?;
    let out = resolve(out)?;
    if site.starts_with(&out) {
        return Err(refusal(&out, "the site itself lies there"));
    }
    for name in SOURCES {
        let written = site.join(name);
        let real = fs::canonicalize(&written).ok();
        if out.starts_with(&written) || real.is_some_and(|real| out.starts_with(real)) {
            return Err(refusal(&out, &format!("the site's own files lie in `{name}`")));
        }
    }
    Ok(out)
}

/// The path without `..`; links are resolved in the part of it that exists.
fn resolve(path: &Path) -> Result<PathBuf, DiskError> {
    let absolute = std::path::absolute(path).map_err(|error| DiskError::os("use", path, &error))?;
    let mut real = PathBuf::new();
    for component in absolute.components() {
        match component {
            Component::ParentDir => {
                real.pop();
            }
            component => {
                real.push(component);
                // This follows links. On a system that ignores case, it also gives names their true case.
                if look(&real).is_ok_and(|found| found.is_some()) {
                    real = fs::canonicalize(&real).map_err(|error| DiskError::os("follow", &real, &error))?;
                }
            }
        }
    }
    Ok(real)
}

/// Whether the folder exists. Errs when it holds files that Homeroom did not write, or when it is not a folder.
pub(super) fn require_empty(out: &Path) -> Result<bool, DiskError> {
    match look(out)? {
        None => return Ok(false),
        Some(metadata) if metadata.is_dir() => {}
        Some(_) => return Err(refusal(out, "it is not a folder")),
    }
    let mut entries = fs::read_dir(out).map_err(|error| DiskError::os("list", out, &error))?;
    match entries.next() {
        None => Ok(true),
        // Another build may have finished its site here in the meantime.
        Some(_) if Manifest::is_in(out)? => Ok(true),
        Some(_) => Err(refusal(out, "it holds files that Homeroom did not write")),
    }
}
