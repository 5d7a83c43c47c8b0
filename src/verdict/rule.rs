//! The rule table: the first row that matches decides.

use jiff::civil::Date;

use super::answer::Answer;
use super::facts::LifeFacts;
use crate::schema::Grade;
use crate::schema::life::{Consent, State};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// A teacher for a class of this grade.
    Class(Grade),
    /// A member of staff for their own work.
    Staff,
}

/// A row of the table, with the days that its sentence names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// 1: retired, or its last day has passed.
    Retired,
    /// 2: declined.
    Declined,
    /// 3: under review.
    Proposed,
    /// 4: its approval or its pilot has ended.
    Lapsed {
        /// The last day of the approval or of the pilot.
        ended: Date,
        /// Whether it was a pilot.
        pilot: bool,
    },
    /// 5: only for staff.
    StaffOnly,
    /// 6: outside the approved grades.
    OtherGrades,
    /// 7: the vendor's terms ask for a higher age, and nobody can consent.
    TooYoung,
    /// 8: only in pilot classes.
    Piloting,
    /// 9: until its last day.
    Sunsetting,
    /// 10: on conditions.
    Conditions,
    /// 11: yes.
    Yes,
}

impl Row {
    /// The answer in one word.
    pub(super) fn answer(self) -> Answer {
        match self {
            Self::Retired | Self::Declined | Self::OtherGrades | Self::TooYoung => Answer::No,
            Self::Proposed => Answer::NotYet,
            Self::Lapsed { .. } => Answer::CheckFirst,
            Self::StaffOnly => Answer::StaffOnly,
            Self::Piloting => Answer::PilotOnly,
            Self::Sunsetting => Answer::Until,
            Self::Conditions => Answer::YesIf,
            Self::Yes => Answer::Yes,
        }
    }
}

/// The age of the youngest children of a grade at its start: 4 in PK, 5 in K, n + 5 in grade n.
pub(super) fn youngest(grade: Grade) -> f64 {
    f64::from(grade.0) + 4.0
}

/// The row that decides for a reader on a day. Staff read the same table without rows 5 to 7.
pub(super) fn row(facts: &LifeFacts, reader: Reader, day: Date) -> Row {
    let passed = |end: Option<Date>| end.filter(|end| day > *end);
    if facts.state == State::Retired || (facts.state == State::Sunsetting && passed(facts.ends).is_some()) {
        return Row::Retired;
    }
    match facts.state {
        State::Declined => return Row::Declined,
        State::Proposed => return Row::Proposed,
        State::Piloting | State::Approved | State::Sunsetting | State::Retired => {}
    }
    if let Some(ended) = passed(facts.approved_until) {
        return Row::Lapsed { ended, pilot: false };
    }
    // A pilot that has ended counts like an approval that has ended: nobody has renewed it.
    if facts.state == State::Piloting
        && let Some(ended) = passed(facts.pilot_until)
    {
        return Row::Lapsed { ended, pilot: true };
    }
    if let Reader::Class(grade) = reader {
        if facts.staff_only {
            return Row::StaffOnly;
        }
        if facts.grades.is_some_and(|grades| !grades.contains(grade)) {
            return Row::OtherGrades;
        }
        let too_young = facts.minimum_age.is_some_and(|age| age > youngest(grade));
        if too_young && facts.consent == Consent::Nobody {
            return Row::TooYoung;
        }
    }
    match facts.state {
        State::Piloting => Row::Piloting,
        State::Sunsetting => Row::Sunsetting,
        _ if has_conditions(facts, reader) => Row::Conditions,
        _ => Row::Yes,
    }
}

/// Whose consent a reader needs. A family's consent is needed at any age when the entry asks for it; the school's
/// consent below the minimum age, or at any age when none is known.
pub(super) fn consent_needed(facts: &LifeFacts, reader: Reader) -> Consent {
    let Reader::Class(grade) = reader else { return Consent::Nobody };
    match facts.consent {
        Consent::School if facts.minimum_age.is_some_and(|age| age <= youngest(grade)) => Consent::Nobody,
        consent => consent,
    }
}

fn has_conditions(facts: &LifeFacts, reader: Reader) -> bool {
    !facts.conditions.is_empty() || consent_needed(facts, reader) != Consent::Nobody
}
