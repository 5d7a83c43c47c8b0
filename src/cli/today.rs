//! Finds today's date. Only this file asks the clock for the day that a site is built for.

use std::ffi::OsStr;
use std::path::Path;

use homeroom::Snapshot;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::report::{self, Failure};

/// The largest file of a time zone that is read, in bytes. Real ones have a few thousand.
const LARGEST: u64 = 1024 * 1024;

/// Today's date in the time zone of the settings, or in this machine's time zone if they name none.
pub fn today(setting: Option<&str>) -> Date {
    day_at(Timestamp::now(), &zone(setting).0)
}

/// The day to build a site for: `as_of` if it is given, else today. Prints a warning if the time zone is not known.
pub fn day_of(snapshot: &Snapshot, as_of: Option<Date>) -> Result<Date, Failure> {
    if let Some(day) = as_of {
        return Ok(day);
    }
    let setting = homeroom::site::time_zone(snapshot);
    let (zone, warning) = zone(setting.as_deref());
    if let Some(warning) = warning {
        report::print(&warning)?;
    }
    Ok(day_at(Timestamp::now(), &zone))
}

fn day_at(now: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(now).date()
}

/// The time zone of the settings or of this machine, and a warning if it is not known. On machines without data on time
/// zones, the data that ship with the program are used.
fn zone(setting: Option<&str>) -> (TimeZone, Option<String>) {
    if let Some(zone) = setting.and_then(named) {
        return (zone, None);
    }
    let written = std::env::var_os("TZ");
    if !written.as_deref().is_some_and(never_ends)
        && let Ok(zone) = TimeZone::try_system()
    {
        return (zone, None);
    }
    let Some(written) = written else { return (TimeZone::UTC, None) };
    let written = written.to_string_lossy();
    let name = written.trim_start_matches(':');
    let name = name.rsplit_once("zoneinfo/").map_or(name, |(_, name)| name);
    match named(name) {
        Some(zone) => (zone, None),
        None => {
            let plain = written.replace(|letter: char| letter.is_control(), "\u{fffd}");
            let warning = format!(
                "warning: `{plain}` in TZ is not a time zone, so the day in UTC is used\nhelp: write TZ=America/Chicago, or set `time_zone` in homeroom.yaml"
            );
            (TimeZone::UTC, Some(warning))
        }
    }
}

/// Whether TZ names a device, a pipe or a file that is too large for a time zone. Such a file must not be read.
fn never_ends(written: &OsStr) -> bool {
    let written = written.to_string_lossy();
    let path = Path::new(written.trim_start_matches(':'));
    let is_other = path.metadata().is_ok_and(|metadata| !metadata.is_file() || metadata.len() > LARGEST);
    path.is_absolute() && is_other
}

fn named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).or_else(|_| TimeZoneDatabase::bundled().get(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_the_time_zone() {
        let day = |now: &str, zone: &str| {
            let zone = named(zone).expect("a zone");
            day_at(now.parse().expect("a moment"), &zone).to_string()
        };
        assert_eq!(day("2026-11-27T00:00:00Z", "America/Chicago"), "2026-11-26");
        assert_eq!(day("2026-11-27T05:59:59Z", "America/Chicago"), "2026-11-26");
        assert_eq!(day("2026-11-27T06:00:00Z", "America/Chicago"), "2026-11-27");
        assert_eq!(day("2026-07-27T05:00:00Z", "America/Chicago"), "2026-07-27", "in summer");
        assert_eq!(day("2026-11-26T23:52:00Z", "Pacific/Auckland"), "2026-11-27");
        assert_eq!(day("2026-11-26T23:52:00Z", "UTC"), "2026-11-26");
    }

    #[cfg(unix)]
    #[test]
    fn a_time_zone_that_is_a_device_is_not_read() {
        for path in ["/dev/zero", ":/dev/zero", "/dev", "/proc/self/fd"] {
            assert!(never_ends(OsStr::new(path)), "{path}");
        }
        for other in ["", "UTC", "America/Chicago", "CST6CDT,M3.2.0,M11.1.0", "/etc/passwd", "/nothing/there"] {
            assert!(!never_ends(OsStr::new(other)), "{other}");
        }
    }

    #[test]
    fn zones_are_known_without_the_system() {
        for name in ["America/Chicago", "Pacific/Kiritimati", "Etc/GMT+12"] {
            assert!(TimeZoneDatabase::bundled().get(name).is_ok(), "{name}");
        }
    }
}
