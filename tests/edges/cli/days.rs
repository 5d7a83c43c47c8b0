//! The day that the program takes for today.

use super::*;

/// Two time zones whose dates always differ: the one where a day begins first, and the one where it begins last.
const FIRST: &str = "Pacific/Kiritimati";
const LAST: &str = "Etc/GMT+12";

/// A site with a page whose date is today in the first time zone, and tomorrow in the last one.
fn site_of_today() -> Site {
    let zone = jiff::tz::TimeZone::get(FIRST).expect("a zone");
    let day = zone.to_datetime(jiff::Timestamp::now()).date();
    Site::new(&[("content/today.md", &format!("---\ntitle: Today\ndate: {day}\n---\n"))])
}

fn publishes_today(site: &Site, zone: Option<&str>) -> (bool, String) {
    let mut command = site.command(&["build"]);
    match zone {
        Some(zone) => command.env("TZ", zone),
        None => command.env_remove("TZ"),
    };
    let run = Run::of(command.output().expect("the program starts")).ends_with(0);
    (site.path().join("public/today/index.html").exists(), run.err)
}

#[test]
fn today_depends_on_the_time_zone_of_the_machine() {
    let site = site_of_today();
    for (zone, publishes) in [
        (FIRST, true),
        (LAST, false),
        (":Pacific/Kiritimati", true),
        ("/usr/share/zoneinfo/Pacific/Kiritimati", true),
        ("<+14>-14", true),
        ("<-12>12", false),
    ] {
        let (is_there, told) = publishes_today(&site, Some(zone));
        assert!(is_there == publishes && !told.contains("TZ"), "{zone}: {told}");
    }
}

#[test]
fn an_unknown_time_zone_gets_a_warning() {
    let site = site_of_today();
    let (_, told) = publishes_today(&site, Some("Amerika/Chicago"));
    assert!(told.contains("warning: `Amerika/Chicago` in TZ is not a time zone, so the day in UTC is used"), "{told}");
    assert_eq!(told.matches("in TZ is not a time zone").count(), 1, "{told}");
    let check = site.command(&["check"]).env("TZ", "x\u{1b}[2J").output().expect("the program starts");
    let told = Run::of(check).ends_with(0).err;
    assert!(told.contains("`x\u{fffd}[2J`"), "{told}");
    // With `--as-of` or a time zone in the settings, the zone of the machine is not needed.
    let as_of = site.command(&["build", "--as-of", "2027-01-01"]).env("TZ", "Amerika/Chicago").output();
    assert!(!Run::of(as_of.expect("the program starts")).ends_with(0).err.contains("TZ"));
    site.put(&[("homeroom.yaml", "title: Handbook\ntime_zone: America/Chicago\n")]);
    assert!(!publishes_today(&site, Some("Amerika/Chicago")).1.contains("TZ"));
}

#[test]
fn the_time_zone_of_the_settings_wins_over_that_of_the_machine() {
    let site = site_of_today();
    for (setting, machine) in [(FIRST, LAST), (LAST, FIRST)] {
        let settings = format!("title: Handbook\nbase_url: https://handbook.example/\ntime_zone: {setting}\n");
        site.put(&[("homeroom.yaml", &settings)]);
        for zone in [Some(machine), Some("UTC"), None] {
            assert_eq!(publishes_today(&site, zone).0, setting == FIRST, "{setting} against {zone:?}");
        }
    }
}
