//! The live preview: serves the site from memory over HTTP, and brings it up to date after every save.
//!
//! 1. [`Server::start`] takes a site that was read, opens the gate and answers requests with the first edition.
//! 2. [`Server::run`] waits for changes. Each change makes a new edition, which is served at once.
//! 3. A second thread finds what is wrong with the edition, and reports it.
//! 4. Browsers learn of new editions and new findings from an event stream, and fetch again what they show.
//!
//! The preview serves the same bytes that `build` writes. Only answers get an addition: the script that keeps pages up
//! to date.

mod answer;
mod asked;
mod day;
mod days;
mod editor;
mod findings;
mod gate;
mod hosts;
mod http;
mod own;
mod page;
pub mod preview;
mod shared;
mod state;
mod watch;

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use jiff::civil::Date;

use crate::disk::{DiskError, Reader, Touched};
use crate::page::fault::PageFault;
use crate::site::{self, Site};
use crate::source::VPath;
use day::DayCookie;
pub(crate) use findings::Difference;
pub use findings::Findings;
use gate::{Answer, Gate};
pub use gate::{Head, judge_head};
use hosts::Hosts;
use preview::{Edition, Preview};
use shared::Shared;
use state::State;
use watch::{Signal, Watch, gather};

/// How many more ports are tried if the wanted port is not free.
const PORTS: u16 = 20;

/// How often the preview asks for the day, and looks whether a site's folder that is gone is back.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often the preview looks at the files with `--poll`, when the system does not report changes.
const POLL: Duration = Duration::from_millis(500);

/// Gives today's date in the time zone of this name, or in the machine's time zone if there is no name.
pub type Today = Box<dyn Fn(Option<&str>) -> Date + Send>;

/// How a preview is served, and for which day.
pub struct ServeOptions {
    /// The address to listen on. `None` if only this machine can open the preview.
    pub host: Option<IpAddr>,
    /// The first port that is tried; 0 for any free port.
    pub port: u16,
    /// Whether to look at the files twice a second instead of waiting for reports of the system: for network drives.
    pub poll: bool,
    /// Gives the day for which the site is shown; it is called again and again.
    pub today: Today,
}

/// What a preview reports while it runs.
pub enum Told<'t> {
    /// Files have changed, and the new edition is served.
    Fresh {
        /// The files that have changed.
        changed: &'t BTreeSet<VPath>,
        /// The time from reading the changed files to serving the new edition.
        took: Duration,
    },
    /// The findings have changed.
    Findings {
        /// All findings.
        findings: &'t Findings,
        /// Which findings are new, and which ones are gone.
        news: Difference<'t>,
    },
    /// The site's folder could not be read. The last edition is still served.
    Unreadable(&'t DiskError),
}

/// Why a preview could not start.
#[derive(Debug)]
pub enum ServeError {
    /// The site could not be read.
    Site(DiskError),
    /// No port was free, or the address is not one of this machine.
    Listen(SocketAddr, io::Error),
    /// The system cannot watch the files.
    Watch(notify::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Site(error) => error.fmt(f),
            Self::Listen(address, error) => write!(
                f,
                "cannot listen on {address}: {error}\nhelp: name another port with --port, or another address of this machine with --host"
            ),
            Self::Watch(error) => write!(
                f,
                "cannot watch the site's files: {error}\nhelp: start with --poll, which looks at the files twice a second"
            ),
        }
    }
}

impl std::error::Error for ServeError {}

/// A running preview.
pub struct Server {
    addresses: Vec<SocketAddr>,
    shared: Arc<Shared>,
    gate: Gate,
    preview: Preview,
    watch: Option<Watch>,
    poll: bool,
    today: Today,
    signals: Receiver<Signal>,
}

/// Ends a preview from another thread.
#[derive(Clone)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Ends the preview.
    pub fn stop(&self) {
        // Sending fails only if the preview has already ended.
        let _ = self.0.send(Signal::Stop);
    }
}

impl Server {
    /// Starts to answer requests for the site of a reader.
    ///
    /// # Errors
    /// When the site cannot be read any more, no port is free or the files cannot be watched.
    pub fn start(mut reader: Reader, options: ServeOptions) -> Result<Self, ServeError> {
        let ServeOptions { host, port, poll, today } = options;
        let listeners = listen(host, port)?;
        let (sender, signals) = mpsc::channel();
        reader.snapshot.today = today(site::time_zone(&reader.snapshot).as_deref());
        let mut preview = Preview::of(reader);
        let watch = if poll { None } else { Some(Watch::start(&preview.reader, &sender).map_err(ServeError::Watch)?) };
        // Nobody has reported what changed after the site was read and before it was watched.
        let (changed, _) = preview.refresh(&Touched::Anything).map_err(ServeError::Site)?;
        if !changed.is_empty() {
            turn(&mut preview, &today, &changed);
        }

        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let refused = |error| ServeError::Listen(loopback, error);
        let addresses: Vec<SocketAddr> =
            listeners.iter().map(TcpListener::local_addr).collect::<io::Result<_>>().map_err(refused)?;
        let port = addresses.first().map_or(0, SocketAddr::port);
        let run = format!("{}-{port}", std::process::id());
        let state = Arc::new(State::new(Arc::clone(preview.edition()), run));
        let hosts = Hosts::new(&addresses);
        let root = preview.reader.root().to_owned();
        let shared = Arc::new(Shared { state, hosts, signals: sender, day: DayCookie::new(port), root });
        let answering = Arc::clone(&shared);
        let answer: Box<Answer> = Box::new(move |request, out| http::answer(&answering, request, out));
        let gate = Gate::open(listeners, answer).map_err(refused)?;
        Ok(Self { addresses, shared, gate, preview, watch, poll, today, signals })
    }

    /// The addresses that the preview listens on.
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The address of the home page.
    #[must_use]
    pub fn url(&self) -> String {
        let base = self.preview.edition().served.scene.site.config.base_path();
        let address = self.addresses.first().copied().unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        let host = if address.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address.ip() };
        format!("http://{}{base}", SocketAddr::new(host, address.port()))
    }

    /// A handle that ends the preview from another thread.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        Stopper(self.shared.signals.clone())
    }

    /// Serves until it is stopped. `report` is called with what happens, from two threads.
    pub fn run(mut self, report: &(dyn Fn(Told<'_>) + Sync)) {
        let shared = Arc::clone(&self.shared);
        thread::scope(|scope| {
            scope.spawn(|| check_all(&shared, report));
            self.turn_all(report);
            self.shared.state.close();
        });
        self.gate.shut();
    }

    fn turn_all(&mut self, report: &(dyn Fn(Told<'_>) + Sync)) {
        let mut unreadable = false;
        loop {
            let patience = if self.poll { POLL } else { PATIENCE };
            let gathered = gather(&self.signals, patience, &self.preview.reader);
            let start = Instant::now();
            if gathered.stop {
                return;
            }
            let is_mended = gathered.sound.is_some_and(|number| self.preview.prove(number));
            let failing = gathered.failing.is_some_and(|(number, files)| self.preview.fail(number, &files));
            let is_new_day = set_today(&mut self.preview, &self.today);
            let touched = gathered.touched.or_else(|| self.must_look(unreadable).then_some(Touched::Anything));
            let mut changed = BTreeSet::new();
            if let Some(touched) = touched {
                match self.refresh(&touched) {
                    Ok(files) => {
                        unreadable = false;
                        changed = files;
                    }
                    Err(error) => {
                        if !unreadable {
                            report(Told::Unreadable(&error));
                        }
                        unreadable = true;
                    }
                }
            }
            if changed.is_empty() && !is_mended && !failing && !is_new_day {
                continue;
            }
            let edition = turn(&mut self.preview, &self.today, &changed);
            self.shared.state.show(edition);
            if !changed.is_empty() {
                report(Told::Fresh { changed: &changed, took: start.elapsed() });
            }
        }
    }

    /// Whether to look at the folder although no change was reported.
    fn must_look(&self, unreadable: bool) -> bool {
        unreadable || self.poll || self.watch.is_none()
    }

    /// Reads what was touched. If folders may have appeared or vanished, it starts a new watch and reads the site
    /// again.
    fn refresh(&mut self, touched: &Touched) -> Result<BTreeSet<VPath>, DiskError> {
        let (mut changed, folders) = self.preview.refresh(touched)?;
        if folders && !self.poll {
            // The old watch ends first: a system may allow too few watches for both.
            drop(self.watch.take());
            // If this fails, `must_look` makes the preview look at the folder after each `PATIENCE`.
            self.watch = Watch::start(&self.preview.reader, &self.shared.signals).ok();
            changed.extend(self.preview.refresh(&Touched::Anything)?.0);
        }
        Ok(changed)
    }
}

/// Makes the next edition, for today in the time zone that its settings name.
fn turn(preview: &mut Preview, today: &Today, changed: &BTreeSet<VPath>) -> Arc<Edition> {
    preview.turn(changed);
    if set_today(preview, today) {
        preview.turn(&BTreeSet::new());
    }
    Arc::clone(preview.edition())
}

/// Moves the preview to today. Gives whether the day has changed.
fn set_today(preview: &mut Preview, today: &Today) -> bool {
    let day = today(preview.edition().served.scene.site.config.time_zone.as_deref());
    preview.set_today(day)
}

/// Finds what is wrong with each edition, until the preview ends.
fn check_all(shared: &Shared, report: &(dyn Fn(Told<'_>) + Sync)) {
    let state = &shared.state;
    let mut number = 0;
    let mut last: Option<Arc<Findings>> = None;
    let mut swept: Option<Arc<Site>> = None;
    let mut faults = Vec::new();
    while let Some(edition) = state.edition_after(number) {
        number = edition.number;
        let site = &edition.as_it_is().scene.site;
        // Templates that ship with Homeroom never fail because of content, so they are tried once for each change of
        // the declarations. Templates of the site itself may fail because of any content.
        if site.theme.templates.has_own() || !swept.as_ref().is_some_and(|swept| Arc::ptr_eq(swept, site)) {
            if last.is_none() {
                // Making all pages of a large site takes seconds. The findings of the checks are shown before that.
                state.show_findings(Arc::new(Findings::of(&edition, Vec::new())));
            }
            let is_stale = || state.shown().closing || state.shown().edition.number != number;
            let Some(found) = findings::sweep(&edition, is_stale) else { continue };
            swept = Some(Arc::clone(site));
            let files = files_of(&found);
            faults = found;
            let signal = if files.is_empty() { Signal::Sound(number) } else { Signal::Failing(number, files) };
            // Sending fails only if the preview has ended.
            let _ = shared.signals.send(signal);
        }
        let findings = Arc::new(Findings::of(&edition, faults.clone()));
        let news = findings.since(last.as_deref());
        if !news.is_nothing() {
            report(Told::Findings { findings: &findings, news });
        }
        last = Some(Arc::clone(&findings));
        state.show_findings(findings);
    }
}

fn files_of(faults: &[PageFault]) -> BTreeSet<VPath> {
    faults.iter().filter_map(|fault| Some(fault.span()?.file.clone())).collect()
}

/// Listens on the two loopback addresses of this machine, or on the address `host`, with the first port that is free.
fn listen(host: Option<IpAddr>, port: u16) -> Result<Vec<TcpListener>, ServeError> {
    let first = host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let mut refusal = None;
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS) };
    for port in port..=last {
        let address = SocketAddr::new(first, port);
        match TcpListener::bind(address) {
            Ok(listener) => {
                let mut listeners = vec![listener];
                if host.is_none() {
                    let port = listeners[0].local_addr().map_or(port, |address| address.port());
                    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))) {
                        Ok(listener) => listeners.push(listener),
                        // Another program has this port in IPv6, and a browser that asks for `localhost` would get the
                        // pages of that program, so the next port is tried.
                        Err(error) if error.kind() == io::ErrorKind::AddrInUse => continue,
                        // The machine has no IPv6.
                        Err(_) => {}
                    }
                }
                return Ok(listeners);
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied) => {
                refusal = Some((address, error));
            }
            Err(error) => return Err(ServeError::Listen(address, error)),
        }
    }
    let taken = io::Error::from(io::ErrorKind::AddrInUse);
    let (address, error) = refusal.unwrap_or((SocketAddr::new(first, port), taken));
    Err(ServeError::Listen(address, error))
}
