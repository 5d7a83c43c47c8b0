use jiff::civil::{Date, date};

use super::*;
use crate::schema::life::{Consent, State};
use crate::theme;

fn words() -> std::sync::Arc<Dictionary> {
    theme::builtin_words()
}

const TODAY: Date = date(2026, 11, 22);

/// An approved tool that anyone may use, for ever.
fn open() -> LifeFacts {
    LifeFacts {
        state: State::Approved,
        grades: GradeSet::parse("3-8").ok(),
        staff_only: false,
        minimum_age: None,
        consent: Consent::Nobody,
        conditions: Vec::new(),
        approved_until: None,
        reason: None,
        instead: vec!["Nearpod".to_owned()],
        contacts: vec!["office".to_owned()],
        pilot_until: None,
        pilot_schools: vec!["Mill Pond".to_owned()],
        pilot_grades: GradeSet::parse("4").ok(),
        ends: None,
    }
}

fn class(grade: &str) -> Reader {
    Reader::Class(Grade::parse(grade).expect("a grade"))
}

fn told(facts: &LifeFacts, reader: Reader, day: Date) -> (Key, String) {
    let verdict = verdict(facts, reader, day, &words());
    (verdict.key, verdict.sentence)
}

/// A change that makes one row match.
type Change = fn(&mut LifeFacts);

/// One change for each row of the table, with the class that asks, the answer and its words.
fn rows() -> Vec<(&'static str, Change, Key, &'static str)> {
    vec![
        (
            "1",
            |facts| {
                facts.state = State::Sunsetting;
                facts.ends = Some(date(2026, 6, 30));
            },
            Key::No,
            "No. Retired on June 30, 2026; use Nearpod instead.",
        ),
        (
            "2",
            |facts| {
                facts.state = State::Declined;
                facts.reason = Some("it sells data".to_owned());
            },
            Key::No,
            "No. The district decided against it. It sells data. Use Nearpod instead.",
        ),
        ("3", |facts| facts.state = State::Proposed, Key::NotYet, "Not yet. It is under review; ask the office."),
        (
            "4",
            |facts| facts.approved_until = Some(date(2026, 11, 21)),
            Key::CheckFirst,
            "Check first. Its approval ended on November 21, 2026.",
        ),
        ("5", |facts| facts.staff_only = true, Key::StaffOnly, "Staff only, not for students."),
        ("6", |facts| facts.grades = GradeSet::parse("6-8").ok(), Key::No, "Not for grade 4. Approved for grades 6–8."),
        ("7", |facts| facts.minimum_age = Some(13.0), Key::No, "Not for grade 4. The vendor's terms start at age 13."),
        (
            "8",
            |facts| {
                facts.state = State::Piloting;
                facts.pilot_until = Some(date(2026, 12, 4));
            },
            Key::PilotOnly,
            "Only in pilot classes (Mill Pond, grade 4) until December 4, 2026.",
        ),
        (
            "9",
            |facts| {
                facts.state = State::Sunsetting;
                facts.ends = Some(date(2026, 12, 18));
            },
            Key::Until,
            "Until December 18, 2026, then use Nearpod instead.",
        ),
        ("10", |facts| facts.conditions = vec!["Sound is off".to_owned()], Key::YesIf, "Yes, on these conditions."),
        ("11", |_| {}, Key::Yes, "Yes."),
    ]
}

#[test]
fn each_row() {
    for (number, change, key, sentence) in rows() {
        let mut facts = open();
        change(&mut facts);
        assert_eq!(told(&facts, class("4"), TODAY), (key, sentence.to_owned()), "row {number}");
    }
}

/// Where two rows match, the upper one decides. Rows 1, 2, 3, 8 and 9 each need a state of their own, so
/// of a pair the upper row's change is made last.
#[test]
fn each_pair() {
    let rows = rows();
    for upper in 0..rows.len() {
        for lower in upper + 1..rows.len() {
            let mut facts = open();
            (rows[lower].1)(&mut facts);
            (rows[upper].1)(&mut facts);
            let (key, _) = told(&facts, class("4"), TODAY);
            assert_eq!(key, rows[upper].2, "row {} over row {}", rows[upper].0, rows[lower].0);
        }
    }
}

#[test]
fn staff_read_without_rows_5_to_7() {
    for (number, change, key, _) in rows() {
        let mut facts = open();
        change(&mut facts);
        let expected = if matches!(number, "5" | "6" | "7") { Key::Yes } else { key };
        assert_eq!(told(&facts, Reader::Staff, TODAY).0, expected, "row {number}");
    }
}

#[test]
fn consent() {
    let mut facts = LifeFacts { minimum_age: Some(13.0), consent: Consent::Family, ..open() };
    assert_eq!(told(&facts, class("4"), TODAY), (Key::YesIf, "Yes, once the consent form is back.".to_owned()));
    assert_eq!(told(&facts, class("8"), TODAY).0, Key::YesIf, "the district's form is asked for at any age");
    facts.consent = Consent::School;
    assert_eq!(told(&facts, class("4"), TODAY), (Key::YesIf, "Yes, once the school has consented.".to_owned()));
    assert_eq!(told(&facts, class("8"), TODAY).0, Key::Yes, "grade 8 starts at 13, and the terms ask for nothing more");
    assert_eq!(told(&facts, Reader::Staff, TODAY).0, Key::Yes);
}

#[test]
fn pilots_and_sunsets_carry_conditions() {
    for (state, end) in [(State::Piloting, "pilot"), (State::Sunsetting, "end")] {
        let day = Some(date(2026, 12, 18));
        let facts = LifeFacts {
            state,
            pilot_until: day,
            ends: day,
            consent: Consent::Family,
            conditions: vec!["Sound is off".to_owned()],
            ..open()
        };
        let verdict = verdict(&facts, class("4"), TODAY, &words());
        assert_eq!(verdict.conditions, ["The family's consent form is on file.", "Sound is off."], "{end}");
    }
}

fn steps(facts: &LifeFacts, reader: Reader) -> Vec<(String, Key)> {
    let timelines = timelines_of(facts, TODAY, &words());
    timelines.0[&reader].iter().map(|(from, verdict)| (from.to_string(), verdict.key)).collect()
}

/// The last day still counts; the answer changes on the day after it.
#[test]
fn timelines_turn_the_day_after_an_end() {
    let end = Some(date(2026, 12, 18));
    let today = ("2026-11-22".to_owned(), Key::Yes);
    let turn = "2026-12-19".to_owned();
    let approved = LifeFacts { approved_until: end, ..open() };
    assert_eq!(steps(&approved, class("4")), [today.clone(), (turn.clone(), Key::CheckFirst)]);
    assert_eq!(steps(&approved, class("9")), [("2026-11-22".to_owned(), Key::No), (turn.clone(), Key::CheckFirst)]);
    let piloting = LifeFacts { state: State::Piloting, pilot_until: end, ..open() };
    assert_eq!(
        steps(&piloting, class("4")),
        [("2026-11-22".to_owned(), Key::PilotOnly), (turn.clone(), Key::CheckFirst)]
    );
    let sunsetting = LifeFacts { state: State::Sunsetting, ends: end, ..open() };
    assert_eq!(steps(&sunsetting, class("4")), [("2026-11-22".to_owned(), Key::Until), (turn.clone(), Key::No)]);
    let both = LifeFacts { state: State::Sunsetting, ends: end, approved_until: Some(date(2026, 11, 30)), ..open() };
    assert_eq!(
        steps(&both, class("4")),
        [("2026-11-22".to_owned(), Key::Until), ("2026-12-01".to_owned(), Key::CheckFirst), (turn, Key::No)]
    );
    assert_eq!(steps(&open(), class("4")), [today], "nothing ends, nothing turns");
}

#[test]
fn a_timeline_agrees_with_the_table_on_every_day() {
    let facts = LifeFacts {
        state: State::Sunsetting,
        ends: Some(date(2026, 12, 18)),
        approved_until: Some(date(2026, 12, 1)),
        ..open()
    };
    let timelines = timelines_of(&facts, TODAY, &words());
    let mut day = TODAY;
    while day < date(2027, 1, 15) {
        for reader in Grade::all().map(Reader::Class).chain([Reader::Staff]) {
            let expected = verdict(&facts, reader, day, &words());
            assert_eq!(timelines.on(reader, day), Some(&expected), "{reader:?} on {day}");
        }
        day = day.tomorrow().expect("a day in the calendar");
    }
}

#[test]
fn approvals_say_how_long() {
    let facts = LifeFacts { approved_until: Some(date(2027, 6, 30)), consent: Consent::Family, ..open() };
    let (_, sentence) = told(&facts, class("4"), TODAY);
    assert_eq!(sentence, "Yes, once the consent form is back. Valid to June 30, 2027.");
}

#[test]
fn ages() {
    assert_eq!(rule::youngest(Grade(0)), 4.0);
    assert_eq!(rule::youngest(Grade(1)), 5.0);
    assert_eq!(rule::youngest(Grade::parse("8").expect("a grade")), 13.0);
}

#[test]
fn grades_are_grouped_by_answer() {
    let facts = LifeFacts { grades: GradeSet::parse("6-12").ok(), minimum_age: Some(13.0), ..open() };
    let groups: Vec<(String, Key, String)> = by_grade(&facts, TODAY, &words())
        .into_iter()
        .map(|(grades, verdict)| (grades.to_string(), verdict.key, verdict.sentence))
        .collect();
    let told = |grades: &str, key, sentence: &str| (grades.to_owned(), key, sentence.to_owned());
    assert_eq!(
        groups,
        [
            told("8–12", Key::Yes, "Yes."),
            told("6–7", Key::No, "Not for grades 6–7. The vendor's terms start at age 13."),
            told("PK–5", Key::No, "Not for grades PK–5. Approved for grades 6–12."),
        ]
    );
}

#[test]
fn answers_that_read_alike_share_a_group() {
    let consented = LifeFacts { grades: None, minimum_age: Some(13.0), consent: Consent::School, ..open() };
    let groups = |facts: &LifeFacts| -> Vec<String> {
        by_grade(facts, TODAY, &words()).into_iter().map(|(grades, _)| grades.to_string()).collect()
    };
    assert_eq!(groups(&consented), ["8–12", "PK–7"]);
    for state in [State::Retired, State::Declined, State::Proposed, State::Sunsetting] {
        assert_eq!(groups(&LifeFacts { state, ..consented.clone() }), ["PK–12"], "{state:?}");
    }
    let lapsed = LifeFacts { approved_until: Some(date(2026, 6, 30)), ..consented };
    assert_eq!(groups(&lapsed), ["PK–12"]);
}
