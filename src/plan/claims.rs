//! Claims: each address of the output has one owner.
//!
//! 1. Whoever makes something for an address claims it, in the order of the plan. The first claim gets the address.
//! 2. Addresses are compared as the strictest of all file systems compares files: capitals and composed letters make
//!    no difference, what is a file cannot be a folder too, and there is a file for the name on every system.
//! 3. A claim in vain is told with both places. What it was for is not published, whatever severity the settings give
//!    the finding: so what was laid out can always be written.

use std::collections::HashMap;

use super::names::{self, Fault, UNUSABLE_NAME};
use crate::artifact::{UrlPath, folded, folders};
use crate::diagnostic::{Diagnostic, Rule, rule};
use crate::library::{EntryIndex, Library};
use crate::source::{Span, VPath};
use crate::yaml::{Part, Step};

rule! {
    /// Two things want the same address: two files whose names differ only in capitals or in how accents are stored, a
    /// page and an alias, or a page and a view of its section. A file and a folder of the same name collide too,
    /// because a page is the file `index.html` in a folder. The folder `assets/` belongs to the theme, `search/shards/`
    /// to the search index, and `_homeroom/` to the preview.
    ///
    /// Only one of the two is published, whatever the severity of the finding. Files that the build makes itself have
    /// priority, then pages, then other files, then aliases.
    ///
    /// Bad:
    /// ```markdown content/About.md
    /// # About
    /// ```
    /// ```markdown content/about.md
    /// # About us
    /// ```
    /// Good:
    /// ```markdown content/about.md
    /// # About
    /// ```
    pub(crate) ADDRESS_TAKEN = "address-taken", Error
}

/// Who makes what stands at an address. Nobody else's gets there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// A template.
    Page,
    /// Files of `content/` and `static/`, as they are.
    File,
    /// Smaller pictures.
    Picture,
    /// The live preview, which puts its own files there.
    Preview,
    /// An output, by its name.
    Output(&'static str),
}

/// Whether anything stands at a claimed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It does.
    Today,
    /// Not yet: a page with a later date, a draft, and what comes with them.
    Later,
    /// Not as the site is: the feed of a site without a base URL. Or nobody can tell before it is made.
    Perhaps,
}

/// What a file of an output is to readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The feed of the site.
    Feed,
    /// The data of a section, to be downloaded.
    Data,
    /// The cards of a catalogue that its own page does not hold.
    MoreCards {
        /// The view's number in its kind.
        view: usize,
    },
    /// A file that somebody may link by its address, and no page does by itself.
    Other,
}

/// An address of the output and its one owner.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The address; in a claim on a whole folder, that of the folder.
    pub url: UrlPath,
    /// Who makes what stands there.
    pub maker: Maker,
    /// The owner in the words of findings: `` `content/about.md` ``, `the home page`.
    pub owner: String,
    /// Where the owner stands.
    pub place: Place,
    /// Whether anything stands there.
    pub made: Made,
    /// What it is to readers, where an output makes it.
    pub purpose: Option<Purpose>,
}

impl Claim {
    /// Whether somebody may mean this address by a link: it is no file that only browsers and hosts read.
    #[must_use]
    pub(crate) fn is_for_readers(&self) -> bool {
        match self.maker {
            Maker::Page | Maker::File | Maker::Picture => true,
            Maker::Preview => false,
            Maker::Output(_) => matches!(self.purpose, Some(Purpose::Feed | Purpose::Data | Purpose::Other)),
        }
    }
}

/// Where the owner of an address stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in the site: the build's own.
    Nowhere,
    /// In a file.
    File(VPath),
    /// In an entry's list of aliases, by its number there.
    Alias(EntryIndex, usize),
}

/// All claims that got their address.
#[derive(Debug, Default)]
pub struct Claims {
    all: Vec<Claim>,
    by_url: HashMap<UrlPath, usize>,
    /// By the folded path of the file.
    by_file: HashMap<String, usize>,
    /// By each folded folder that a file needs: the first that needs it.
    by_folder: HashMap<String, usize>,
    /// By the folded folder that belongs to one maker.
    folders: HashMap<String, usize>,
    /// The makers of which everything in their folder is, claimed or not.
    whole: Vec<Maker>,
}

/// A claim that got nothing.
#[derive(Debug)]
pub(crate) struct Vain {
    claim: Claim,
    why: Why,
}

#[derive(Debug)]
enum Why {
    /// No file can have the name.
    Name(Fault),
    /// Another claim has the address.
    Taken(Clash, usize),
}

#[derive(Debug, Clone, Copy)]
enum Clash {
    /// Both have the same file.
    Same,
    /// The other one has its file below a file of this name.
    NeedsFolder,
    /// The other one's file stands where a folder is needed.
    IsFile,
    /// The other one has a whole folder.
    HasFolder,
}

impl Claims {
    /// Claims the file behind an address.
    ///
    /// # Errors
    /// When there cannot be such a file, or another claim keeps it from being there.
    pub(crate) fn claim(&mut self, claim: Claim) -> Result<(), Box<Vain>> {
        match self.objection(&claim) {
            Some(why) => Err(Box::new(Vain { claim, why })),
            None => {
                self.insert(folded(&claim.url.file()), claim);
                Ok(())
            }
        }
    }

    /// Claims a folder for one maker, before anything else is claimed. With `whole`, all that is ever in it is the maker's,
    /// also what nobody has claimed: how many files there are may be found out later.
    pub(crate) fn claim_folder(&mut self, claim: Claim, whole: bool) {
        let folder = folded(claim.url.as_str().trim_end_matches('/'));
        self.folders.insert(folder.clone(), self.all.len());
        self.whole.extend(whole.then_some(claim.maker));
        self.need(&folder, self.all.len());
        self.by_folder.insert(folder, self.all.len());
        self.all.push(claim);
    }

    fn insert(&mut self, file: String, claim: Claim) {
        let number = self.all.len();
        self.need(&file, number);
        self.by_file.insert(file, number);
        self.by_url.insert(claim.url.clone(), number);
        self.all.push(claim);
    }

    fn need(&mut self, file: &str, number: usize) {
        // The outer folders of one that is needed already are needed too.
        for folder in folders(file).rev() {
            if self.by_folder.contains_key(folder) {
                break;
            }
            self.by_folder.insert(folder.to_owned(), number);
        }
    }

    /// What keeps a claim from getting its address.
    fn objection(&self, claim: &Claim) -> Option<Why> {
        let file = claim.url.file();
        if let Some(fault) = names::fault(&file) {
            return Some(Why::Name(fault));
        }
        let file = folded(&file);
        let taken = |clash| move |number: &usize| Why::Taken(clash, *number);
        let same = self.by_file.get(&file).map(taken(Clash::Same));
        same.or_else(|| self.by_folder.get(&file).map(taken(Clash::NeedsFolder))).or_else(|| {
            folders(&file).find_map(|folder| {
                let whole = self.folders.get(folder).filter(|number| self.all[**number].maker != claim.maker);
                let whole = whole.map(taken(Clash::HasFolder));
                whole.or_else(|| self.by_file.get(folder).map(taken(Clash::IsFile)))
            })
        })
    }

    /// The owner of an address.
    #[must_use]
    pub fn owner(&self, url: &UrlPath) -> Option<&Claim> {
        if let Some(number) = self.by_url.get(url) {
            return Some(&self.all[*number]);
        }
        let folder = folders(url.as_str()).find_map(|folder| self.folders.get(folder));
        folder.map(|number| &self.all[*number]).filter(|claim| self.whole.contains(&claim.maker))
    }

    /// The claim on the very address, no matter what stands there.
    #[must_use]
    pub fn on(&self, url: &UrlPath) -> Option<&Claim> {
        self.by_url.get(url).map(|number| &self.all[*number])
    }

    /// What an address leads to as it is written in a link: a page with and without a slash at its end, or with
    /// `index.html`, and a file.
    #[must_use]
    pub fn named(&self, address: &str) -> Option<(UrlPath, &Claim)> {
        let bare = address.trim_end_matches('/');
        let folder = if bare == "index.html" { "" } else { bare.strip_suffix("/index.html").unwrap_or(bare) };
        let page = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let (file, page) = (UrlPath::new(address), UrlPath::new(&page));
        let index = page.join("index.html");
        let file = self.on(&file).map(|claim| (file, claim));
        // A folder of `static/` with an `index.html` is a page to browsers.
        file.or_else(|| self.on(&page).or_else(|| self.on(&index)).map(|claim| (page, claim)))
    }

    /// All claims on single addresses where something stands.
    pub(crate) fn made(&self) -> impl Iterator<Item = &Claim> {
        self.all.iter().filter(|claim| claim.made == Made::Today && self.by_url.contains_key(&claim.url))
    }

    /// Whether an address is a maker's.
    #[must_use]
    pub(crate) fn is_of(&self, url: &UrlPath, maker: Maker) -> bool {
        self.owner(url).is_some_and(|claim| claim.maker == maker)
    }

    /// The finding about a claim in vain.
    #[must_use]
    pub(crate) fn tell(&self, vain: &Vain, library: &Library) -> Diagnostic {
        let Vain { claim, why } = vain;
        let told = |rule: &'static Rule, message: String| match span_of(&claim.place, library) {
            Some(span) => rule.at(span, message),
            None => rule.nowhere(message),
        };
        match why {
            Why::Name(fault) => {
                told(&UNUSABLE_NAME, format!("the address of {} {}", claim.owner, fault.why)).help(fault.help)
            }
            Why::Taken(clash, number) => {
                let other = &self.all[*number];
                let diagnostic = told(&ADDRESS_TAKEN, clash.message(claim, other)).help(clash.help(claim, other));
                match span_of(&other.place, library) {
                    Some(span) => diagnostic.other(span, "the other one"),
                    None => diagnostic,
                }
            }
        }
    }
}

impl Clash {
    fn message(self, claim: &Claim, other: &Claim) -> String {
        let (Claim { url, owner, .. }, rival) = (claim, &other.owner);
        match self {
            Self::Same => format!("{owner} and {rival} have the same address `{url}`"),
            Self::NeedsFolder => format!("{owner} is a file at `/{}`, where {rival} needs a folder", url.file()),
            Self::IsFile => format!("{owner} needs a folder at `/{}`, where {rival} is a file", other.url.file()),
            Self::HasFolder => {
                format!("{owner} has the address `{url}`, and all of `{}` belongs to {rival}", other.url)
            }
        }
    }

    fn help(self, claim: &Claim, other: &Claim) -> &'static str {
        match (&claim.place, self) {
            (Place::Alias(..), _) => "write another alias, or leave it out",
            (Place::File(file), _) if file.below("kinds").is_some() => {
                "give the kind another `folder`, or the view another `url`"
            }
            (_, Self::HasFolder) => "put it into another folder; its address follows its place",
            _ if other.place == Place::Nowhere => "rename it; its address follows its name",
            _ => "rename one of them; its address follows its name",
        }
    }
}

fn span_of(place: &Place, library: &Library) -> Option<Span> {
    match place {
        Place::Nowhere => None,
        Place::File(file) => Some(Span::file(file)),
        Place::Alias(index, number) => {
            let path = [Step::Key("aliases".to_owned()), Step::Item(*number)];
            Some(library.entries[*index].front.span(&path, Part::Value))
        }
    }
}
