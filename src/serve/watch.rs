//! Watches the site's folder, and gathers changes until no more arrive for a moment.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::{Reader, Touched};
use crate::source::VPath;

/// What wakes the preview.
#[derive(Debug)]
pub(super) enum Signal {
    /// A path was touched.
    Path(PathBuf),
    /// Something was touched, but it is not known what.
    Anything,
    /// These templates failed while pages of the edition with this number were made.
    Failing(u64, BTreeSet<VPath>),
    /// All pages of the edition with this number were made without a fault.
    Sound(u64),
    /// The preview has to end.
    Stop,
}

/// How long no change may arrive before the site is read.
const QUIET: Duration = Duration::from_millis(5);

/// How long a change waits at most while more changes arrive.
const CAP: Duration = Duration::from_millis(60);

/// How long to wait for a file that is gone or empty, since most editors write it again at once.
const UNFINISHED: Duration = Duration::from_millis(80);

/// With more paths than this it is quicker to read the whole site; most often somebody has switched a Git branch.
const BURST: usize = 200;

/// Watches a site. A new watch is started whenever folders may have changed, since a watch loses folders that move.
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Starts watching.
    ///
    /// # Errors
    /// When the system refuses, most often because it watches too many files already.
    pub(super) fn start(reader: &Reader, signals: &Sender<Signal>) -> notify::Result<Self> {
        let signals = signals.clone();
        let send = move |event: notify::Result<Event>| {
            for signal in signals_of(event) {
                // Sending fails only if the preview has ended.
                let _ = signals.send(signal);
            }
        };
        // Links are not followed, since a link can lead to the root of the disk.
        let mut watcher = RecommendedWatcher::new(send, Config::default().with_follow_symlinks(false))?;
        let (site, folders) = reader.folders();
        watcher.watch(&site, RecursiveMode::NonRecursive)?;
        for folder in folders {
            match watcher.watch(&folder, RecursiveMode::Recursive) {
                // A folder that vanished at this moment is reported by the watch of the site's own folder.
                Err(error) if is_gone(&error, &folder) => {}
                result => result?,
            }
        }
        Ok(Self { _watcher: watcher })
    }
}

fn is_gone(error: &notify::Error, folder: &Path) -> bool {
    matches!(error.kind, notify::ErrorKind::PathNotFound) || !folder.is_dir()
}

fn signals_of(event: notify::Result<Event>) -> Vec<Signal> {
    let Ok(event) = event else { return vec![Signal::Anything] };
    if event.need_rescan() || event.paths.is_empty() {
        return vec![Signal::Anything];
    }
    match event.kind {
        // Reading a file is no change. Otherwise the preview would wake itself each time it reads the site.
        EventKind::Access(_) => Vec::new(),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => {
            event.paths.into_iter().map(Signal::Path).collect()
        }
    }
}

/// The signals that arrived together.
#[derive(Default)]
pub(super) struct Gathered {
    /// What was touched. `None` if nothing was.
    pub(super) touched: Option<Touched>,
    /// The latest edition with templates that fail, and those templates.
    pub(super) failing: Option<(u64, BTreeSet<VPath>)>,
    /// The latest edition of which all pages were made.
    pub(super) sound: Option<u64>,
    /// Whether the preview has to end.
    pub(super) stop: bool,
}

impl Gathered {
    fn take(&mut self, signal: Signal) {
        match signal {
            Signal::Path(path) => match self.touched.get_or_insert_with(|| Touched::Paths(BTreeSet::new())) {
                Touched::Paths(paths) if paths.len() < BURST => {
                    paths.insert(path);
                }
                touched => *touched = Touched::Anything,
            },
            Signal::Anything => self.touched = Some(Touched::Anything),
            Signal::Failing(number, files) => match &mut self.failing {
                Some((latest, failing)) if *latest == number => failing.extend(files),
                Some((latest, _)) if *latest > number => {}
                failing => *failing = Some((number, files)),
            },
            Signal::Sound(number) => self.sound = self.sound.max(Some(number)),
            Signal::Stop => self.stop = true,
        }
    }
}

/// Waits for a signal, but no longer than `patience`, and then until no more signals arrive for a moment.
pub(super) fn gather(signals: &Receiver<Signal>, patience: Duration, reader: &Reader) -> Gathered {
    let mut gathered = Gathered::default();
    match signals.recv_timeout(patience) {
        Ok(signal) => gathered.take(signal),
        Err(RecvTimeoutError::Timeout) => return gathered,
        Err(RecvTimeoutError::Disconnected) => gathered.stop = true,
    }
    let start = Instant::now();
    let mut last = start;
    while !gathered.stop {
        let unfinished = gathered.touched.as_ref().is_some_and(|touched| reader.is_unfinished(touched));
        let (quiet, cap) = if unfinished { (UNFINISHED, UNFINISHED + CAP) } else { (QUIET, CAP) };
        let left = quiet.saturating_sub(last.elapsed()).min(cap.saturating_sub(start.elapsed()));
        if left.is_zero() {
            break;
        }
        match signals.recv_timeout(left) {
            Ok(signal) => {
                gathered.take(signal);
                last = Instant::now();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => gathered.stop = true,
        }
    }
    gathered
}
