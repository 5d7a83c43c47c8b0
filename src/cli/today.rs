//! The day of today: the one thing beside its files that a site is made from. It is asked for here alone.

use homeroom::Snapshot;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::report::{self, Failure};

/// The day that it is in the time zone of the settings, or else in that of this machine.
pub fn today(setting: Option<&str>) -> Date {
    day_at(Timestamp::now(), &zone(setting).0)
}

/// The day of a site, `as_of` if one was asked for. Tells when the machine's time zone is needed and is not known.
pub fn day_of(snapshot: &Snapshot, as_of: Option<Date>) -> Result<Date, Failure> {
    if let Some(day) = as_of {
        return Ok(day);
    }
    let setting = homeroom::site::time_zone(snapshot);
    let (zone, warning) = zone(setting.as_deref());
    if let Some(warning) = warning {
        report::tell(&warning)?;
    }
    Ok(day_at(Timestamp::now(), &zone))
}

fn day_at(now: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(now).date()
}

/// A time zone, and what there is to say about it. Machines without data on time zones get those that ship with the
/// program.
fn zone(setting: Option<&str>) -> (TimeZone, Option<String>) {
    if let Some(zone) = setting.and_then(named) {
        return (zone, None);
    }
    if let Ok(zone) = TimeZone::try_system() {
        return (zone, None);
    }
    let Some(written) = std::env::var_os("TZ") else { return (TimeZone::UTC, None) };
    let written = written.to_string_lossy();
    let name = written.trim_start_matches(':');
    let name = name.rsplit_once("zoneinfo/").map_or(name, |(_, name)| name);
    match named(name) {
        Some(zone) => (zone, None),
        None => {
            let plain = written.replace(|letter: char| letter.is_control(), "\u{fffd}");
            let warning = format!(
                "warning: TZ names no time zone: `{plain}`; today is the day in UTC\nhelp: write TZ=America/Chicago, or set `time_zone` in homeroom.yaml"
            );
            (TimeZone::UTC, Some(warning))
        }
    }
}

fn named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).or_else(|_| TimeZoneDatabase::bundled().get(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_of_its_zone() {
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

    #[test]
    fn zones_are_known_without_the_system() {
        for name in ["America/Chicago", "Pacific/Kiritimati", "Etc/GMT+12"] {
            assert!(TimeZoneDatabase::bundled().get(name).is_ok(), "{name}");
        }
    }
}
