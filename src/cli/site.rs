//! The options that say which site a command is about and for which day, and reading that site.

use std::path::{Path, PathBuf};

use clap::Args;
use homeroom::source::{File, Options, Unreadable};
use homeroom::{Snapshot, VPath};
use jiff::civil::Date;

use super::place;
use super::report::Failure;
use super::today;

/// Which site to read, and for which day.
#[derive(Args)]
pub struct SiteArguments {
    /// The folder of the site, with homeroom.yaml and content/ in it; if not given, the current folder or the site
    /// that it lies in.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// The day to build for, such as 2027-06-30; today if not given.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

fn date(text: &str) -> Result<Date, String> {
    homeroom::schema::parse::date(text).map_err(|refusal| refusal.help)
}

impl SiteArguments {
    /// The folder that `--site` names, or the folder of the site around the current folder.
    pub fn folder(&self) -> PathBuf {
        self.site.clone().unwrap_or_else(place::site)
    }

    /// Reads the site in its folder, without the folder `out`. Fails if the folder is not a site.
    pub fn read(&self, site: &Path, out: Option<&Path>, options: Options) -> Result<Snapshot, Failure> {
        // The settings name the time zone of the day, so the site is read before the day is known.
        let read = homeroom::disk::read(site, out, Date::default(), options);
        let mut snapshot = read.map_err(|error| Failure::could_not_run(&error))?;
        snapshot.today = today::day_of(&snapshot, self.as_of)?;
        require_site(site, &snapshot)?;
        Ok(snapshot)
    }
}

/// Fails if the folder is not a site. Most often it is the wrong folder, and an empty site would only confuse.
pub fn require_site(site: &Path, snapshot: &Snapshot) -> Result<(), Failure> {
    let is_of_site =
        |path: &VPath| matches!(path.as_str(), "homeroom.yaml" | "content") || path.below("content").is_some();
    if snapshot.files.keys().any(is_of_site) {
        return Ok(());
    }
    let folder = site.display();
    if let Some((name, meant)) = misnamed(snapshot) {
        let words = format!("`{folder}` is not a site yet: `{name}` has to be called `{meant}`\nhelp: rename it");
        return Err(Failure::CouldNotRun(words));
    }
    let words = format!(
        "`{folder}` is not a site: it has neither homeroom.yaml nor content/\nhelp: go to the site's folder or into it, or name it with --site; to start a site here, write a first page: content/index.md with the line `# Handbook`"
    );
    Err(Failure::CouldNotRun(words))
}

/// A file or folder that has nearly the name of one that the site reads, and the name that it should have.
fn misnamed(snapshot: &Snapshot) -> Option<(&VPath, &str)> {
    snapshot.files.iter().find_map(|(path, file)| match file {
        File::Unreadable(Unreadable::Misnamed { meant }) => Some((path, meant.as_str())),
        _ => None,
    })
}
