//! The setting `time_zone`, by its name in the IANA database.
//!
//! The database ships with Homeroom, so that the same setting is right on every computer.

use jiff::tz::TimeZoneDatabase;

use super::keys::BAD_SETTING;
use crate::diagnostic::did_you_mean;
use crate::document::Keys;

/// Reads the setting.
pub(super) fn read(keys: &mut Keys<'_, '_>) -> Option<String> {
    let at = keys.value("time_zone")?;
    let written = keys.text("time_zone")?;
    let known = TimeZoneDatabase::bundled();
    if let Ok(zone) = known.get(&written) {
        return Some(zone.iana_name().unwrap_or(&written).to_owned());
    }
    let names: Vec<String> = known.available().map(|name| name.to_string()).collect();
    let names = || names.iter().map(String::as_str);
    // People often know only the city of a zone: `Chicago`.
    let city = written.trim().replace(' ', "_");
    let ends_so = |name: &&str| name.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city));
    let near = names().find(ends_so).or_else(|| did_you_mean(&written, names()));
    let fault = BAD_SETTING.at(at.span(), format!("`{}` is not a time zone", crate::document::excerpt(&written)));
    keys.faults.push(match near {
        Some(near) => fault.help(format!("did you mean `{near}`?")).fix(at.span(), near),
        None => fault.help("write the region and a city, such as `America/Chicago`"),
    });
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::Document;
    use crate::document::YamlSource;
    use crate::source::VPath;

    fn read(zone: &str) -> (Option<String>, String) {
        let text: Arc<str> = format!("time_zone: {zone}\n").into();
        let source = YamlSource::new(VPath::unchecked("homeroom.yaml"), text.clone(), 0..text.len());
        let read = crate::config::read(&Document::parse(source).expect("YAML"));
        let faults = read
            .diagnostics
            .iter()
            .map(|fault| format!("{}; {}", fault.message, fault.help.clone().unwrap_or_default()));
        (read.value.time_zone, faults.collect())
    }

    #[test]
    fn a_time_zone_is_known_by_its_name() {
        for zone in ["America/Chicago", "Pacific/Kiritimati", "Etc/GMT+12", "UTC", "America/Indiana/Knox"] {
            assert_eq!(read(zone), (Some(zone.to_owned()), String::new()));
        }
        assert_eq!(read("america/chicago").0.as_deref(), Some("America/Chicago"));
        for (zone, help) in [
            ("America/Chcago", "did you mean `America/Chicago`?"),
            ("Chicago", "did you mean `America/Chicago`?"),
            ("new york", "did you mean `America/New_York`?"),
            ("nowhere at all", "write the region and a city, such as `America/Chicago`"),
            ("../../etc/passwd", "write the region and a city, such as `America/Chicago`"),
        ] {
            assert_eq!(read(zone), (None, format!("`{zone}` is not a time zone; {help}")));
        }
    }
}
