//! `homeroom serve`: the live preview.

use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use homeroom::diagnostic::{Format, Sources, render};
use homeroom::disk::Reader;
use homeroom::serve::{ServeOptions, Server, Today, Told};
use homeroom::source::{Options, VPath};
use jiff::civil::Date;

use super::report::{self, Failure};
use super::site::{SiteArguments, require_site};
use super::today::{day_of, today};

/// So many findings are named that are gone.
const FIXED: usize = 10;

#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// The port; if it is in use, the next free one is taken.
    #[arg(long, value_name = "N", default_value_t = 8000)]
    port: u16,
    /// The address to listen on, for other devices; only this machine if not given.
    #[arg(long, value_name = "ADDR")]
    host: Option<IpAddr>,
    /// Open the site in the browser.
    #[arg(long)]
    open: bool,
    /// Show drafts and pages with a future date too.
    #[arg(long)]
    drafts: bool,
    /// Look for changed files twice a second, for network drives that do not report changes.
    #[arg(long)]
    poll: bool,
}

pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Arguments { site: of_site, port, host, open, drafts, poll } = arguments;
    let (site, as_of) = (&of_site.folder(), &of_site.as_of);
    let options = Options { drafts: *drafts, ..Options::default() };
    let reader = Reader::open(site, Some(&site.join("public")), Date::default(), options);
    let reader = reader.map_err(|error| Failure::could_not_run(&error))?;
    // Says what there is to say about the time zone; the day itself is asked for again and again.
    day_of(&reader.snapshot, *as_of)?;
    require_site(site, &reader.snapshot)?;
    let options = ServeOptions { host: *host, port: *port, poll: *poll, today: day(*as_of) };
    let server = Server::start(reader, options).map_err(|error| Failure::could_not_run(&error))?;
    let stopper = server.stopper();
    ctrlc::set_handler(move || stopper.stop()).map_err(|error| Failure::could_not_run(&error))?;

    greet(&server, site, *port, *host)?;
    if *open && let Err(error) = open::that(server.url()) {
        report::tell(&format!("the browser could not be opened: {error}"))?;
    }
    // Whoever read the terminal is gone when writing fails; the preview goes on for the browser.
    let lock = Mutex::new(());
    server.run(&|told| {
        let _one_at_a_time = lock.lock();
        let _ = tell(&told);
    });
    report::tell("stopped")?;
    Ok(ExitCode::SUCCESS)
}

fn day(as_of: Option<Date>) -> Today {
    Box::new(move |zone| as_of.unwrap_or_else(|| today(zone)))
}

fn greet(server: &Server, site: &Path, port: u16, host: Option<IpAddr>) -> Result<(), Failure> {
    let taken = server.addresses().first().map(std::net::SocketAddr::port).filter(|taken| port != 0 && *taken != port);
    if let Some(taken) = taken {
        report::tell(&format!("port {port} is in use; port {taken} is free"))?;
    }
    if host.is_some_and(|host| !host.is_loopback()) {
        report::tell("warning: the preview is open to everyone on this network, drafts included")?;
    }
    report::write_out(&format!("Serving {} at {} (stop with Ctrl-C)\n", site.display(), server.url()))
}

fn tell(told: &Told<'_>) -> Result<(), Failure> {
    match told {
        Told::Fresh { changed, took } => report::tell(&fresh(changed.iter(), changed.len(), *took)),
        Told::Findings { findings, news } => {
            for gone in news.fixed.iter().take(FIXED) {
                // The text that its place was in may be gone as well; the file and the words say enough.
                let told = render(gone, &Sources::default(), Format::Short);
                report::tell(&format!("fixed: {}", told.trim_end()))?;
            }
            if news.fixed.len() > FIXED {
                report::tell(&format!("fixed: and {} more", news.fixed.len() - FIXED))?;
            }
            report::list(news.fresh.iter().copied(), &findings.sources, false)?;
            let held = findings.held.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
            let counts = report::counts(&findings.diagnostics);
            let held = if held.is_empty() { held } else { format!("; the last good version of {held} is shown") };
            report::tell(&format!("{counts}{held}"))
        }
        Told::Unreadable(error) => report::tell(&format!("{error}\nthe site in memory is served on")),
    }
}

/// "content/tools/nearpod.md changed: served in 12 ms".
fn fresh<'p>(mut changed: impl Iterator<Item = &'p VPath>, count: usize, took: Duration) -> String {
    let first = changed.next().map(ToString::to_string).unwrap_or_default();
    let others = match count {
        0 | 1 => String::new(),
        2 => " and another file".to_owned(),
        count => format!(" and {} other files", count - 1),
    };
    format!("{first}{others} changed: served in {} ms", took.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_changed() {
        let files: Vec<VPath> = ["a.md", "b.md", "c.md"].into_iter().filter_map(VPath::new).collect();
        let told = |count| fresh(files.iter(), count, Duration::from_millis(12));
        assert_eq!(told(1), "a.md changed: served in 12 ms");
        assert_eq!(told(2), "a.md and another file changed: served in 12 ms");
        assert_eq!(told(3), "a.md and 2 other files changed: served in 12 ms");
    }
}
