//! The cookie that holds the day for which a browser shows the site.
//!
//! A cookie counts for all ports of a machine, so any other program on this machine can set one. The cookie's name
//! holds the port, so that two previews do not use the same one. Its value holds a seal, which only this run of the
//! preview can make, and makes only for its own pages.

use std::hash::{BuildHasher, RandomState};

use jiff::civil::Date;

/// Makes and reads the cookie of one preview.
pub(super) struct DayCookie {
    name: String,
    /// The keys of the seal. They are chosen at random at each start.
    secret: RandomState,
}

impl DayCookie {
    /// The cookie of the preview that listens on `port`.
    pub(super) fn new(port: u16) -> Self {
        Self { name: format!("homeroom-day-{port}"), secret: RandomState::new() }
    }

    /// The day in a cookie header. `None` if the cookie is missing or its seal is not from this run.
    pub(super) fn of(&self, cookies: &str) -> Option<Date> {
        let named = cookies.split(';').filter_map(|cookie| cookie.trim().split_once('='));
        named.filter(|(name, _)| *name == self.name).find_map(|(_, value)| {
            let day: Date = value.split('.').next()?.parse().ok()?;
            (value == self.value(day)).then_some(day)
        })
    }

    fn value(&self, day: Date) -> String {
        format!("{day}.{:016x}", self.secret.hash_one(day))
    }

    /// The value of the header that sets the cookie, or removes it if there is no day.
    pub(super) fn set(&self, day: Option<Date>) -> String {
        let rest = "Path=/; SameSite=Strict; HttpOnly";
        match day {
            Some(day) => format!("{}={}; {rest}", self.name, self.value(day)),
            None => format!("{}=; Max-Age=0; {rest}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_only_with_the_seal_of_this_run() {
        let day = jiff::civil::date(2027, 6, 30);
        let cookie = DayCookie::new(8000);
        let set = cookie.set(Some(day));
        let pair = set.split(';').next().expect("a pair");
        assert_eq!(cookie.of(&format!("a=b; {pair}")), Some(day));
        assert_eq!(cookie.of(&format!("homeroom-day-8000=2020-01-01; {pair}")), Some(day), "beside a forged one");
        assert_eq!(DayCookie::new(8000).of(pair), None, "another run");
        for none in [
            "",
            "homeroom-day-8000=",
            "homeroom-day-8000=soon",
            "homeroom-day-8000=2027-06-30",
            "homeroom-day-8000=2027-06-30.0000000000000000",
            &pair.replace("2027-06-30", "2027-07-01"),
            &pair.replace("8000", "8001"),
            &format!("{pair}0"),
        ] {
            assert_eq!(cookie.of(none), None, "{none}");
        }
    }
}
