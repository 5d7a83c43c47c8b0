//! Guesses what a broken link was meant to lead to, and writes a link that can replace it.

use std::fmt::Write;

use percent_encoding::percent_decode_str;

use super::linked::Linked;
use super::rewrites::{Own, is_on_a_disk, own_bases, own_path, rewrites};
use crate::artifact::UrlPath;
use crate::diagnostic::{Suggestions, begins_alike};
use crate::href::Tail;
use crate::library::{EntryIndex, Missing, Nearest, Target, Wanted, former};
use crate::markdown::slug::slug;
use crate::plan::Planned;
use crate::plan::files::Why;
use crate::scene::Scene;
use crate::schema::web_address;
use crate::source::VPath;

/// Signs that have to be encoded in a path, because Markdown, HTML or browsers would misread them.
const IN_PATHS: &str = " \"'#%&():<>?\\`";

/// Signs that have to be encoded in what follows a path. A `%` stays, because the author may have encoded something.
const IN_TAILS: &str = " \"()<>\\`";

/// Names that other tools give to files and pages of the build, with the addresses that these have here.
const KNOWN_ELSEWHERE: &[(&[&str], &str)] = &[
    (&["atom", "atom.xml", "feed", "feed.atom", "feed.rss", "index.xml", "rss", "rss.xml"], "/feed.xml"),
    (&["sitemap", "sitemap_index.xml"], "/sitemap.xml"),
    (&["whats-new", "news", "recent", "updates"], "/new"),
];

/// Guesses what links mean. It keeps what several guesses need.
pub(super) struct Guesser<'s> {
    scene: &'s Scene,
    pub(super) nearest: Nearest<'s>,
    /// All addresses that readers visit, with a slash in front.
    addresses: Option<Suggestions>,
    bases: Vec<&'s str>,
    base_paths: Vec<&'s str>,
}

/// What a link was meant to lead to.
pub(super) struct Guess {
    /// The link as it should be written.
    pub(super) written: String,
    /// A further sentence for the help, with a space in front; may be empty.
    pub(super) more: String,
}

impl<'s> Guesser<'s> {
    pub(super) fn new(scene: &'s Scene) -> Self {
        let bases = own_bases(scene);
        let path = |base: &&'s str| {
            let rest = base.split_once("://").map_or("", |(_, rest)| rest);
            rest.find('/').map_or("/", |at| &rest[at..])
        };
        let base_paths = bases.iter().map(path).collect();
        Self { scene, nearest: Nearest::new(&scene.library), addresses: None, bases, base_paths }
    }

    /// The web address that was meant by one with a faulty beginning. For a page of this site it is a relative link.
    pub(super) fn web(&mut self, linked: &Linked<'_>) -> Option<String> {
        let whole = web_address::meant(&linked.link.destination)?;
        self.own(linked, &whole).or(Some(whole))
    }

    /// The relative link that can replace an address of this site, or of the writer's own computer.
    pub(super) fn own(&mut self, linked: &Linked<'_>, address: &str) -> Option<String> {
        let (Own::Site(rest) | Own::Local(rest)) = own_path(address, &self.bases)?;
        let (path, tail) = Tail::split(rest);
        let path = if path.is_empty() { "/" } else { path };
        Some(self.of_path(linked, path, &tail)?.written)
    }

    /// What a broken link was meant to lead to.
    pub(super) fn of(&mut self, linked: &Linked<'_>) -> Option<Guess> {
        let (path, tail) = Tail::split(linked.link.destination.trim());
        self.of_path(linked, path, &tail)
    }

    /// What the path of a link was meant to lead to. The query and the fragment in `tail` are kept.
    pub(super) fn of_path(&mut self, linked: &Linked<'_>, path: &str, tail: &Tail) -> Option<Guess> {
        let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let image = linked.link.image;
        if let Some(written) = self.rewritten(linked, &decoded, tail) {
            return Some(Guess { written, more: String::new() });
        }
        let plain = decoded.replace('\\', "/");
        let name = plain.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        let missing = if is_on_a_disk(&plain) {
            VPath::new(&format!("content/{name}"))
        } else if let Some(rooted) = plain.strip_prefix('/') {
            VPath::unchecked("content/index.md").follow(rooted)
        } else {
            linked.entry.file.follow(&plain)
        };
        // A path that leads out of the site is looked up by its last name only.
        let missing = missing.filter(|path| path.below("content").is_some());
        let missing = missing.or_else(|| VPath::new(&format!("content/{name}")))?;
        if !image && let Some(index) = self.nearest.moved(&missing) {
            return Some(Guess { written: self.entry(linked, index, tail), more: String::new() });
        }
        let near = self.near(linked, &missing, tail);
        near.or_else(|| {
            let index = self.nearest.nearly_moved(&missing).filter(|_| !image)?;
            Some(Guess { written: self.entry(linked, index, tail), more: String::new() })
        })
    }

    /// The same path in a different spelling, if one of the usual ones leads somewhere.
    fn rewritten(&self, linked: &Linked<'_>, path: &str, tail: &Tail) -> Option<String> {
        let image = linked.link.image;
        let forms = rewrites(linked.entry, path, image, &self.base_paths);
        let own = [path.to_owned()];
        // The path itself comes first: it may differ from that of a file only in its capitals.
        own.iter().chain(&forms).find_map(|path| {
            let target = self.scene.library.follow(linked.entry, &encoded(path), image);
            self.written(linked, &target, tail)
        })
    }

    /// The most similar name: of a file of the wanted type, then of an address, then of any file.
    fn near(&mut self, linked: &Linked<'_>, missing: &VPath, tail: &Tail) -> Option<Guess> {
        let image = linked.link.image;
        let is_page = missing.is_markdown() || missing.extension().is_empty();
        let wanted = match (image, is_page) {
            (true, _) => Wanted::shown(missing),
            (false, true) => Wanted::Page,
            (false, false) => Wanted::File,
        };
        let file = self.nearest.file(missing, wanted);
        if let Some(file) = file {
            let more = if wanted == Wanted::Page { renamed(missing, file) } else { String::new() };
            return Some(Guess { written: self.file(linked, file, tail), more });
        }
        if image {
            return None;
        }
        if let Some(address) = self.address(missing.below("content")?) {
            return Some(Guess {
                written: format!("{}{}", encoded(&address), encoded_tail(tail)),
                more: String::new(),
            });
        }
        let other = if is_page { Wanted::File } else { Wanted::Page };
        let file = self.nearest.file(missing, other)?;
        Some(Guess { written: self.file(linked, file, tail), more: String::new() })
    }

    /// The address of the site that is most similar to one below the root.
    fn address(&mut self, below: &str) -> Option<String> {
        let scene = self.scene;
        let addresses = self.addresses.get_or_insert_with(|| {
            let leads_on = |url: &UrlPath| matches!(scene.plan.pages.get(url), Some(Planned::Redirect(_)));
            let made = scene.plan.claims.made().filter(|claim| claim.is_for_readers() && !leads_on(&claim.url));
            Suggestions::new(made.map(|claim| format!("/{}", claim.url.as_str().trim_end_matches('/'))))
        });
        let below = below.trim_end_matches('/');
        let name = below.rsplit('/').next().unwrap_or(below);
        let known = KNOWN_ELSEWHERE.iter().find(|(names, _)| names.contains(&name)).map(|(_, address)| *address);
        let known = known.filter(|address| scene.plan.published(address.trim_start_matches('/')).is_some());
        let elsewhere = || addresses.in_a_folder(name).filter(|_| name.contains('.'));
        let near = known.or_else(|| addresses.near(&format!("/{below}"))).or_else(elsewhere)?;
        scene.plan.published(near.trim_start_matches('/')).map(|url| url.to_string())
    }

    /// The link to a target; `None` if the target does not exist.
    fn written(&self, linked: &Linked<'_>, target: &Target, tail: &Tail) -> Option<String> {
        let scene = self.scene;
        match target {
            Target::Entry { index, .. } if !linked.link.image => Some(self.entry(linked, *index, tail)),
            Target::File { file, .. } => {
                let refused = |why| matches!(why, Why::Name(_) | Why::Picture | Why::Drawing);
                let is_refused = scene.plan.withheld.get(file).is_some_and(|withheld| refused(withheld.why));
                let is_wanted = !linked.link.image || Wanted::shown(file) == Wanted::shown(&linked_file(linked, file));
                (!is_refused && is_wanted).then(|| self.file(linked, file, tail))
            }
            Target::Address { path, otherwise, .. } => {
                let url = scene.plan.published(path).filter(|_| !linked.link.image);
                match url.map(|url| (scene.plan.pages.get(&url), url)) {
                    Some((Some(Planned::Redirect(index)), _)) => Some(self.entry(linked, *index, tail)),
                    Some((_, url)) => Some(format!("{}{}", encoded(&url.to_string()), encoded_tail(tail))),
                    None => self.written(linked, otherwise, tail),
                }
            }
            Target::Missing(Missing::Capitals(file)) => Some(self.file(linked, file, tail)),
            _ => None,
        }
    }

    /// The link to a file, from the file that holds the broken link.
    pub(super) fn file(&self, linked: &Linked<'_>, file: &VPath, tail: &Tail) -> String {
        match (self.scene.library.of_file(file), file.below("static")) {
            (Some(index), _) => self.entry(linked, index, tail),
            (None, Some(below)) => format!("/{}{}", encoded(below), encoded_tail(tail)),
            (None, None) => {
                format!("{}{}", encoded(&way(linked.entry.file.folder(), file.as_str())), encoded_tail(tail))
            }
        }
    }

    /// The link to an entry. An anchor that the page does not have is left out.
    fn entry(&self, linked: &Linked<'_>, index: EntryIndex, tail: &Tail) -> String {
        let entry = &self.scene.library.entries[index];
        let is_there = |anchor: &str| entry.has_anchor(anchor) || !entry.readable;
        let fragment = match tail.anchor() {
            Some(anchor) if !is_there(&anchor) => as_anchors(&anchor).into_iter().find(|form| is_there(form)),
            _ => tail.fragment.clone(),
        };
        let tail = Tail { fragment, query: tail.query.clone() };
        format!("{}{}", encoded(&way(linked.entry.file.folder(), entry.file.as_str())), encoded_tail(&tail))
    }

    /// A help that shows how pages are linked: it names the pages of the folder, or else one page of this site.
    pub(super) fn example(&mut self, linked: &Linked<'_>, missing: &VPath) -> String {
        /// How many pages are named.
        const SHOWN: usize = 4;
        let beside = self.nearest.pages_in(missing.folder(), linked.from);
        let is_page = missing.is_markdown();
        if is_page && let Some(below) = missing.below("content").filter(|_| !beside.is_empty()) {
            let pages = beside.iter().take(SHOWN).map(|index| self.entry(linked, *index, &Tail::default()));
            let pages: Vec<String> = pages.map(|page| format!("`{page}`")).collect();
            let (verb, more) = match beside.len() {
                1 => ("is", ""),
                number if number > SHOWN => ("are", " and more"),
                _ => ("are", ""),
            };
            let pages = pages.join(", ");
            let old = former(below);
            return format!(
                "in that folder {verb} {pages}{more}; if the page was renamed, write `aliases: [{old}]` in it to keep its old address"
            );
        }
        match self.nearest.example(linked.from) {
            Some(index) => {
                format!("link to the page's file, such as `{}`", self.entry(linked, index, &Tail::default()))
            }
            None => "link to the page's file".to_owned(),
        }
    }
}

/// Names of a heading that may have been meant by an anchor: without the prefix that GitHub puts in front of ids, and
/// as a slug.
pub(super) fn as_anchors(anchor: &str) -> Vec<String> {
    let bare = anchor.trim().trim_start_matches('#');
    let bare = bare.strip_prefix("user-content-").unwrap_or(bare);
    vec![bare.to_owned(), slug(bare)]
}

/// The file name that tells the type of what a picture link shows: the one in the link, or that of `file` if the link
/// has no ending.
fn linked_file(linked: &Linked<'_>, file: &VPath) -> VPath {
    let (path, _) = Tail::split(&linked.link.destination);
    let named = VPath::new(path.rsplit(['/', '\\']).next().unwrap_or(""));
    named.filter(|named| !named.extension().is_empty()).unwrap_or_else(|| file.clone())
}

/// A path as it can stand in a link. Letters of all languages stay as they are.
pub(super) fn encoded(path: &str) -> String {
    without(path, IN_PATHS)
}

/// The query and the fragment behind a path, as they can stand in a link.
pub(super) fn encoded_tail(tail: &Tail) -> String {
    let part =
        |mark: char, text: &Option<String>| text.as_ref().map(|text| format!("{mark}{}", without(text, IN_TAILS)));
    part('?', &tail.query).unwrap_or_default() + &part('#', &tail.fragment).unwrap_or_default()
}

fn without(text: &str, signs: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_control() || signs.contains(letter) {
            // Writing into a String cannot fail.
            let _ = write!(out, "%{:02X}", u32::from(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

/// The advice to keep the old address, if the missing file was probably renamed to `near`; empty otherwise.
fn renamed(missing: &VPath, near: &VPath) -> String {
    let stem = |path: &VPath| path.name().split('.').next().unwrap_or("").to_owned();
    let (old, new) = (stem(missing), stem(near));
    let is_plain = old.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
    if old == new || !is_plain || begins_alike(&old, [new.as_str()]).is_none() {
        return String::new();
    }
    let folder = near.folder().strip_prefix("content").unwrap_or("");
    format!(
        " If the page was renamed, write `aliases: [{}]` in it to keep its old address",
        format!("{folder}/{old}").trim_start_matches('/')
    )
}

/// The relative path from a folder to a file.
pub(super) fn way(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    format!("{}{}", "../".repeat(from.len() - shared), to[shared..].join("/"))
}
