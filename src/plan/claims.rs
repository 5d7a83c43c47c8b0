//! Claims: each address of the output has one owner.
//!
//! 1. Everything that is made for an address claims it first, in the order of the plan. The first claim gets the
//!    address.
//! 2. Addresses are compared so that every file system can hold them: case and the way accents are stored make no
//!    difference, a file cannot be a folder too, and every system must allow the name.
//! 3. A rejected claim is a finding that shows both places. What the claim was for is not published, whatever severity
//!    the settings give the finding. So everything that is laid out can be written.

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

/// Who makes the file at an address. No other maker writes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// The pages, each made by a template.
    Page,
    /// The files of `content/` and `static/` that are published as they are.
    File,
    /// The smaller pictures.
    Picture,
    /// The live preview, for its own files.
    Preview,
    /// An output, by its name.
    Output(&'static str),
}

/// Whether a file is made at a claimed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It is made today.
    Today,
    /// It is not made yet: a draft or a page with a future date, and the files that come with it.
    Later,
    /// It is not made with these settings (the feed of a site without a base URL), or the plan cannot know.
    Perhaps,
}

/// What readers use an output's file for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The feed of the site.
    Feed,
    /// A section's data, for download.
    Data,
    /// The cards of a catalogue that are not on its page.
    MoreCards {
        /// The view's number in its kind.
        view: usize,
    },
    /// A file that the site's own pages do not link, but that somebody may link by its address.
    Other,
}

/// An address of the output and its one owner.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The address; in a claim on a whole folder, that of the folder.
    pub url: UrlPath,
    /// Who makes the file there.
    pub maker: Maker,
    /// The owner as findings call it: `` `content/about.md` ``, `the home page`.
    pub owner: String,
    /// The place that findings point at.
    pub place: Place,
    /// Whether the file is made today.
    pub made: Made,
    /// What readers use it for; only for files of outputs.
    pub purpose: Option<Purpose>,
}

impl Claim {
    /// Whether a link may lead here: a file that only browsers and hosts read is no target for readers.
    #[must_use]
    pub(crate) fn is_for_readers(&self) -> bool {
        match self.maker {
            Maker::Page | Maker::File | Maker::Picture => true,
            Maker::Preview => false,
            Maker::Output(_) => matches!(self.purpose, Some(Purpose::Feed | Purpose::Data | Purpose::Other)),
        }
    }
}

/// The place in the site that a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// No file of the site: the build claims it by itself.
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
    /// For each folder (folded) that files need: the first claim that needs it.
    by_folder: HashMap<String, usize>,
    /// For each folder (folded) that belongs to one maker: the claim on it.
    folders: HashMap<String, usize>,
    /// The makers that own every address in their folder, claimed or not.
    whole: Vec<Maker>,
}

/// A claim that was rejected.
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
    /// Both claims have the same file.
    Same,
    /// The other claim needs a folder where this claim has its file.
    NeedsFolder,
    /// The other claim has a file where this claim needs a folder.
    IsFile,
    /// The address lies in a folder that belongs to the other claim.
    HasFolder,
}

impl Claims {
    /// Claims the file behind an address.
    ///
    /// # Errors
    /// When no file can have the name, or another claim is in the way.
    pub(crate) fn claim(&mut self, claim: Claim) -> Result<(), Box<Vain>> {
        match self.objection(&claim) {
            Some(why) => Err(Box::new(Vain { claim, why })),
            None => {
                self.insert(folded(&claim.url.file()), claim);
                Ok(())
            }
        }
    }

    /// Claims a folder for one maker, before anything else is claimed. With `whole`, the maker owns every address in
    /// it, even those that nobody has claimed: some outputs learn only later how many files they make.
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
        // When a folder is in the table, the folders around it are too.
        for folder in folders(file).rev() {
            if self.by_folder.contains_key(folder) {
                break;
            }
            self.by_folder.insert(folder.to_owned(), number);
        }
    }

    /// Why a claim cannot get its address; `None` when it can.
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

    /// The claim on exactly this address, without the claims on whole folders.
    #[must_use]
    pub fn on(&self, url: &UrlPath) -> Option<&Claim> {
        self.by_url.get(url).map(|number| &self.all[*number])
    }

    /// The page or file that a link's address leads to. A page's address may end with a slash, without one, or with
    /// `index.html`.
    #[must_use]
    pub fn named(&self, address: &str) -> Option<(UrlPath, &Claim)> {
        let bare = address.trim_end_matches('/');
        let folder = if bare == "index.html" { "" } else { bare.strip_suffix("/index.html").unwrap_or(bare) };
        let page = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let (file, page) = (UrlPath::new(address), UrlPath::new(&page));
        let index = page.join("index.html");
        let file = self.on(&file).map(|claim| (file, claim));
        // Browsers show the `index.html` of a folder of `static/` as a page.
        file.or_else(|| self.on(&page).or_else(|| self.on(&index)).map(|claim| (page, claim)))
    }

    /// All claims on single addresses whose files are made today.
    pub(crate) fn made(&self) -> impl Iterator<Item = &Claim> {
        self.all.iter().filter(|claim| claim.made == Made::Today && self.by_url.contains_key(&claim.url))
    }

    /// Whether an address belongs to a maker.
    #[must_use]
    pub(crate) fn is_of(&self, url: &UrlPath, maker: Maker) -> bool {
        self.owner(url).is_some_and(|claim| claim.maker == maker)
    }

    /// The finding about a rejected claim.
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
                format!("{owner} has the address `{url}`, but everything in `{}` belongs to {rival}", other.url)
            }
        }
    }

    fn help(self, claim: &Claim, other: &Claim) -> &'static str {
        match (&claim.place, self) {
            (Place::Alias(..), _) => "choose a different alias, or remove it",
            (Place::File(file), _) if file.below("kinds").is_some() => {
                "give the kind a different `folder`, or the view a different `url`"
            }
            (_, Self::HasFolder) => "move it to a different folder; its address is made from its folder",
            _ if other.place == Place::Nowhere => "rename it; its address is made from its name",
            _ => "rename one of the two; its address is made from its name",
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
