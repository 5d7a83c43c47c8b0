//! Watching the site's folder: what was touched, gathered until it is quiet.

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
    /// Something was touched; nobody knows what.
    Anything,
    /// Templates that turned out to fail while pages of an edition were made from them.
    Failing(u64, BTreeSet<VPath>),
    /// The pages of an edition were all made once without a fault.
    Sound(u64),
    /// The end.
    Stop,
}

/// How long nothing must happen before the site is read.
const QUIET: Duration = Duration::from_millis(5);

/// How long a change waits at most while others go on.
const CAP: Duration = Duration::from_millis(60);

/// How long a file that is gone or empty is waited for, since most editors put it back.
const UNFINISHED: Duration = Duration::from_millis(80);

/// More paths than this are a change of branch; looking at everything is quicker then.
const BURST: usize = 200;

/// Watches a site. It is made anew when folders have come or gone: watchers lose those that move.
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
        let tell = move |event: notify::Result<Event>| {
            for signal in signals_of(event) {
                // The preview that listened has ended.
                let _ = signals.send(signal);
            }
        };
        // A link can lead to the root of the disk.
        let mut watcher = RecommendedWatcher::new(tell, Config::default().with_follow_symlinks(false))?;
        let (site, folders) = reader.folders();
        watcher.watch(&site, RecursiveMode::NonRecursive)?;
        for folder in folders {
            match watcher.watch(&folder, RecursiveMode::Recursive) {
                // A folder that went away in this moment has told so to the site's own watch.
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
        // Reading the site would wake the preview that reads it.
        EventKind::Access(_) => Vec::new(),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => {
            event.paths.into_iter().map(Signal::Path).collect()
        }
    }
}

/// Everything that happened in one go.
#[derive(Default)]
pub(super) struct Gathered {
    /// What was touched, when anything was.
    pub(super) touched: Option<Touched>,
    /// The latest edition of which templates fail, and those.
    pub(super) failing: Option<(u64, BTreeSet<VPath>)>,
    /// The latest edition that is sound.
    pub(super) sound: Option<u64>,
    /// Whether it is the end.
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

/// Waits for something to happen, for `patience` at most, and then until it is quiet.
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
