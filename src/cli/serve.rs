//! `homeroom serve`: starts the live preview, and prints what happens to it.

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

/// How many fixed findings are named one by one; of more only the number is printed.
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
    // This prints a warning if the time zone is not known. The preview itself asks for the day again and again.
    day_of(&reader.snapshot, *as_of)?;
    require_site(site, &reader.snapshot)?;
    let options = ServeOptions { host: *host, port: *port, poll: *poll, today: day(*as_of) };
    let server = Server::start(reader, options).map_err(|error| Failure::could_not_run(&error))?;
    let stopper = server.stopper();
    ctrlc::set_handler(move || stopper.stop()).map_err(|error| Failure::could_not_run(&error))?;

    greet(&server, site, *port, *host)?;
    if *open && let Err(error) = open::that(server.url()) {
        report::print(&format!("the browser could not be opened: {error}"))?;
    }
    // If printing fails, nobody reads the terminal any more. The preview goes on for the browser.
    let lock = Mutex::new(());
    server.run(&|event| {
        let _one_at_a_time = lock.lock();
        let _ = print(&event);
    });
    report::print("stopped")?;
    Ok(ExitCode::SUCCESS)
}

fn day(as_of: Option<Date>) -> Today {
    Box::new(move |zone| as_of.unwrap_or_else(|| today(zone)))
}

fn greet(server: &Server, site: &Path, port: u16, host: Option<IpAddr>) -> Result<(), Failure> {
    let taken = server.addresses().first().map(std::net::SocketAddr::port).filter(|taken| port != 0 && *taken != port);
    if let Some(taken) = taken {
        report::print(&format!("port {port} is in use, so the preview uses port {taken}"))?;
    }
    if host.is_some_and(|host| !host.is_loopback()) {
        report::print("warning: everyone on this network can see the preview, drafts included")?;
    }
    report::write_out(&format!("Serving {} at {} (stop with Ctrl-C)\n", site.display(), server.url()))
}

fn print(event: &Told<'_>) -> Result<(), Failure> {
    match event {
        Told::Fresh { changed, took } => report::print(&fresh(changed.iter(), changed.len(), *took)),
        Told::Findings { findings, news } => {
            for gone in news.fixed.iter().take(FIXED) {
                // The place in the text is left out, as that text may be gone; the file and the message are enough.
                let line = render(gone, &Sources::default(), Format::Short);
                report::print(&format!("fixed: {}", line.trim_end()))?;
            }
            if news.fixed.len() > FIXED {
                report::print(&format!("fixed: and {} more", news.fixed.len() - FIXED))?;
            }
            report::list(news.fresh.iter().copied(), &findings.sources, false)?;
            let held = findings.held.iter().map(|file| format!("`{file}`")).collect::<Vec<_>>().join(", ");
            let counts = report::counts(&findings.diagnostics);
            let held =
                if held.is_empty() { held } else { format!("; the preview shows the last good version of {held}") };
            report::print(&format!("{counts}{held}"))
        }
        Told::Unreadable(error) => report::print(&format!("{error}\nthe preview shows the site as it was before")),
    }
}

/// The line for files that have changed, such as "content/tools/nearpod.md changed: served in 12 ms".
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
    fn names_the_files_that_changed() {
        let files: Vec<VPath> = ["a.md", "b.md", "c.md"].into_iter().filter_map(VPath::new).collect();
        let line = |count| fresh(files.iter(), count, Duration::from_millis(12));
        assert_eq!(line(1), "a.md changed: served in 12 ms");
        assert_eq!(line(2), "a.md and another file changed: served in 12 ms");
        assert_eq!(line(3), "a.md and 2 other files changed: served in 12 ms");
    }
}
