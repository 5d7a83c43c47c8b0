//! Lengths of time.

use crate::fingerprint::mixed;

/// A length of time, or a range of lengths, in one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// The shortest.
    pub from: f64,
    /// The longest; equal to `from` if it is a single length.
    pub to: f64,
    /// The unit of both.
    pub unit: TimeUnit,
}

/// Units of time, as classes and offices count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A lesson, which counts as 45 minutes when durations are compared.
    Lesson,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A semester, which counts as half a year.
    Semester,
    /// A year.
    Year,
}

impl TimeUnit {
    /// Every unit with its word and its length in minutes, by which durations are compared.
    pub const ALL: [(Self, &'static str, f64); 8] = [
        (Self::Minute, "minute", 1.0),
        (Self::Hour, "hour", 60.0),
        (Self::Lesson, "lesson", 45.0),
        (Self::Day, "day", 1440.0),
        (Self::Week, "week", 10_080.0),
        (Self::Month, "month", 43_830.0),
        (Self::Semester, "semester", 262_980.0),
        (Self::Year, "year", 525_960.0),
    ];

    /// The unit's word in the singular.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or("", |(_, word, _)| word)
    }

    /// The unit's length in minutes.
    #[must_use]
    pub(crate) fn minutes(self) -> f64 {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or(0.0, |(.., minutes)| *minutes)
    }
}

impl Duration {
    /// The shortest length in minutes, for sorting.
    #[must_use]
    pub(crate) fn minutes(&self) -> f64 {
        self.from * self.unit.minutes()
    }
}

mixed!(struct Duration { from, to, unit });
mixed!(
    enum TimeUnit {
        Minute,
        Hour,
        Lesson,
        Day,
        Week,
        Month,
        Semester,
        Year,
    }
);
