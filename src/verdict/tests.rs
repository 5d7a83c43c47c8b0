use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::rule::{Reader, Row, consent_needed, row, youngest};
use super::sentence::{Case, in_words};
use super::*;
use crate::schema::life::{Consent, State};
use crate::schema::{Grade, GradeSet};
use crate::theme;

fn words() -> std::sync::Arc<Dictionary> {
    theme::builtin_words()
}

const TODAY: Date = date(2026, 11, 22);

/// An approved tool that everybody may use without an end.
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

/// The verdict for one reader on one day, straight from the table and the words, without a timeline.
fn verdict(facts: &LifeFacts, reader: Reader, day: Date) -> Verdict {
    let row = row(facts, reader, day);
    let grades = match (row, reader) {
        (Row::OtherGrades | Row::TooYoung, Reader::Class(grade)) => GradeSet::from_iter([grade]),
        _ => GradeSet::default(),
    };
    in_words(facts, &Case { row, grades, consent: consent_needed(facts, reader) }, &words())
}

/// The verdict for one reader on one day, from a timeline.
fn on(timeline: &Timeline, reader: Reader, day: Date) -> &Verdict {
    let held = timeline.days.iter().rev().find(|step| step.from <= day).expect("a day of the timeline or later");
    let number = match reader {
        Reader::Class(grade) => held.classes[usize::from(grade.0)],
        Reader::Staff => held.staff,
    };
    &timeline.verdicts[number]
}

fn readers() -> impl Iterator<Item = Reader> {
    Grade::all().map(Reader::Class).chain([Reader::Staff])
}

fn told(facts: &LifeFacts, reader: Reader, day: Date) -> (Answer, String) {
    let verdict = verdict(facts, reader, day);
    (verdict.key, verdict.sentence)
}

/// A change that makes one row match.
type Change = fn(&mut LifeFacts);

/// One change for each row of the table, with the class that asks, the answer and its words.
fn rows() -> Vec<(&'static str, Change, Answer, &'static str)> {
    vec![
        (
            "1",
            |facts| {
                facts.state = State::Sunsetting;
                facts.ends = Some(date(2026, 6, 30));
            },
            Answer::No,
            "No. Retired on June 30, 2026; use Nearpod instead.",
        ),
        (
            "2",
            |facts| {
                facts.state = State::Declined;
                facts.reason = Some("it sells data".to_owned());
            },
            Answer::No,
            "No. The district decided against it. It sells data. Use Nearpod instead.",
        ),
        ("3", |facts| facts.state = State::Proposed, Answer::NotYet, "Not yet. It is under review; ask the office."),
        (
            "4",
            |facts| facts.approved_until = Some(date(2026, 11, 21)),
            Answer::CheckFirst,
            "Check first. Its approval ended on November 21, 2026.",
        ),
        ("5", |facts| facts.staff_only = true, Answer::StaffOnly, "Staff only, not for students."),
        (
            "6",
            |facts| facts.grades = GradeSet::parse("6-8").ok(),
            Answer::No,
            "Not for grade 4. Approved for grades 6–8.",
        ),
        (
            "7",
            |facts| facts.minimum_age = Some(13.0),
            Answer::No,
            "Not for grade 4. The vendor's terms start at age 13.",
        ),
        (
            "8",
            |facts| {
                facts.state = State::Piloting;
                facts.pilot_until = Some(date(2026, 12, 4));
            },
            Answer::PilotOnly,
            "Only in pilot classes (Mill Pond, grade 4) until December 4, 2026.",
        ),
        (
            "9",
            |facts| {
                facts.state = State::Sunsetting;
                facts.ends = Some(date(2026, 12, 18));
            },
            Answer::Until,
            "Until December 18, 2026, then use Nearpod instead.",
        ),
        ("10", |facts| facts.conditions = vec!["Sound is off".to_owned()], Answer::YesIf, "Yes, on these conditions."),
        ("11", |_| {}, Answer::Yes, "Yes."),
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

/// When two rows match, the upper one decides. Rows 1, 2, 3, 8 and 9 each set the state, so the upper row's change is
/// made last.
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
        let expected = if matches!(number, "5" | "6" | "7") { Answer::Yes } else { key };
        assert_eq!(told(&facts, Reader::Staff, TODAY).0, expected, "row {number}");
    }
}

#[test]
fn consent() {
    let mut facts = LifeFacts { minimum_age: Some(13.0), consent: Consent::Family, ..open() };
    assert_eq!(told(&facts, class("4"), TODAY), (Answer::YesIf, "Yes, once the consent form is back.".to_owned()));
    assert_eq!(told(&facts, class("8"), TODAY).0, Answer::YesIf, "the district's form is asked for at any age");
    facts.consent = Consent::School;
    assert_eq!(told(&facts, class("4"), TODAY), (Answer::YesIf, "Yes, once the school has consented.".to_owned()));
    assert_eq!(
        told(&facts, class("8"), TODAY).0,
        Answer::Yes,
        "grade 8 starts at 13, and the terms ask for nothing more"
    );
    assert_eq!(told(&facts, Reader::Staff, TODAY).0, Answer::Yes);
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
        let verdict = verdict(&facts, class("4"), TODAY);
        assert_eq!(verdict.conditions, ["The family's consent form is on file.", "Sound is off."], "{end}");
    }
}

/// The days on which the answer for a reader changes, each with the answer.
fn steps(facts: &LifeFacts, reader: Reader) -> Vec<(String, Answer)> {
    let timeline = Timeline::of(facts, TODAY, &words());
    let mut steps: Vec<(String, Answer)> = Vec::new();
    for day in &timeline.days {
        let answer = on(&timeline, reader, day.from).key;
        if steps.last().is_none_or(|(_, last)| *last != answer) {
            steps.push((day.from.to_string(), answer));
        }
    }
    steps
}

/// The last day still counts; the answer changes on the day after it.
#[test]
fn timelines_turn_the_day_after_an_end() {
    let end = Some(date(2026, 12, 18));
    let today = ("2026-11-22".to_owned(), Answer::Yes);
    let turn = "2026-12-19".to_owned();
    let approved = LifeFacts { approved_until: end, ..open() };
    assert_eq!(steps(&approved, class("4")), [today.clone(), (turn.clone(), Answer::CheckFirst)]);
    assert_eq!(
        steps(&approved, class("9")),
        [("2026-11-22".to_owned(), Answer::No), (turn.clone(), Answer::CheckFirst)]
    );
    let piloting = LifeFacts { state: State::Piloting, pilot_until: end, ..open() };
    assert_eq!(
        steps(&piloting, class("4")),
        [("2026-11-22".to_owned(), Answer::PilotOnly), (turn.clone(), Answer::CheckFirst)]
    );
    let sunsetting = LifeFacts { state: State::Sunsetting, ends: end, ..open() };
    assert_eq!(steps(&sunsetting, class("4")), [("2026-11-22".to_owned(), Answer::Until), (turn.clone(), Answer::No)]);
    let both = LifeFacts { state: State::Sunsetting, ends: end, approved_until: Some(date(2026, 11, 30)), ..open() };
    assert_eq!(
        steps(&both, class("4")),
        [("2026-11-22".to_owned(), Answer::Until), ("2026-12-01".to_owned(), Answer::CheckFirst), (turn, Answer::No)]
    );
    assert_eq!(steps(&open(), class("4")), [today], "nothing ends, nothing turns");
}

/// Random facts, with days around `TODAY`.
fn facts() -> impl Strategy<Value = LifeFacts> {
    use prop::option::of;
    use prop::sample::{select, subsequence};
    let states =
        [State::Proposed, State::Piloting, State::Approved, State::Sunsetting, State::Retired, State::Declined];
    let day = || of((-3_i32..40).prop_map(|ahead| TODAY.saturating_add(ahead.days())));
    let grades = || of(subsequence(Grade::all().collect::<Vec<_>>(), 0..=14).prop_map(GradeSet::from_iter));
    let texts = |most: usize| prop::collection::vec(select(vec!["the office", "Sound is off", "iPads"]), 0..=most);
    let texts = move |most| texts(most).prop_map(|texts| texts.into_iter().map(str::to_owned).collect::<Vec<_>>());
    let who =
        (grades(), any::<bool>(), of(3.0_f64..19.0), select(vec![Consent::Nobody, Consent::School, Consent::Family]));
    let when = (day(), day(), day());
    let what = (texts(2), texts(1), texts(3), texts(2), texts(2), grades());
    (select(states.to_vec()), who, when, what).prop_map(|(state, who, when, what)| {
        let (grades, staff_only, minimum_age, consent) = who;
        let (approved_until, pilot_until, ends) = when;
        let (conditions, reason, instead, contacts, pilot_schools, pilot_grades) = what;
        LifeFacts {
            state,
            grades,
            staff_only,
            minimum_age,
            consent,
            conditions,
            approved_until,
            reason: reason.into_iter().next(),
            instead,
            contacts,
            pilot_until,
            pilot_schools,
            pilot_grades,
            ends,
        }
    })
}

proptest! {
    /// What pages, cards and search read for a reader on a day equals what the table gives for only this reader and
    /// day.
    #[test]
    fn a_timeline_agrees_with_the_table(facts in facts(), ahead in 0_i32..50) {
        let verdicts = Verdicts::new(vec![None, Some(facts.clone())], TODAY);
        let timeline = verdicts.timeline(1, &words()).expect("a life");
        let day = TODAY.saturating_add(ahead.days());
        for reader in readers() {
            prop_assert_eq!(on(&timeline, reader, day), &verdict(&facts, reader, day), "{:?}", reader);
        }
    }

    /// Each grade is in exactly one group, with the grade's own answer, and the first group has the best answer.
    #[test]
    fn groups_agree_with_their_grades(facts in facts()) {
        let timeline = Timeline::of(&facts, TODAY, &words());
        let answer = |grade: Grade| row(&facts, Reader::Class(grade), TODAY).answer();
        let mut grouped: Vec<(Grade, Answer)> = timeline
            .by_grade()
            .flat_map(|(grades, verdict)| grades.iter().map(|grade| (grade, verdict.key)).collect::<Vec<_>>())
            .collect();
        grouped.sort();
        prop_assert_eq!(grouped, Grade::all().map(|grade| (grade, answer(grade))).collect::<Vec<_>>());
        prop_assert_eq!(Some(timeline.unchosen().key), Grade::all().map(answer).min());
    }
}

/// Fifteen readers and two days share twelve sentences: "Yes." and "Yes. For grades 3–8.", one for each grade without
/// an approval and one for all of these, and one for the time after the approval.
#[test]
fn words_are_found_once_for_each_case() {
    let facts = LifeFacts { approved_until: Some(date(2026, 12, 18)), ..open() };
    assert_eq!(Timeline::of(&facts, TODAY, &words()).verdicts.len(), 12);
}

#[test]
fn approvals_say_how_long() {
    let facts = LifeFacts { approved_until: Some(date(2027, 6, 30)), consent: Consent::Family, ..open() };
    let (_, sentence) = told(&facts, class("4"), TODAY);
    assert_eq!(sentence, "Yes, once the consent form is back. Valid to June 30, 2027.");
}

#[test]
fn ages() {
    assert_eq!(youngest(Grade(0)), 4.0);
    assert_eq!(youngest(Grade(1)), 5.0);
    assert_eq!(youngest(Grade::parse("8").expect("a grade")), 13.0);
}

#[test]
fn grades_are_grouped_by_answer() {
    let facts = LifeFacts { grades: GradeSet::parse("6-12").ok(), minimum_age: Some(13.0), ..open() };
    let timeline = Timeline::of(&facts, TODAY, &words());
    let groups: Vec<(String, Answer, String)> = timeline
        .by_grade()
        .map(|(grades, verdict)| (grades.to_string(), verdict.key, verdict.sentence.clone()))
        .collect();
    let told = |grades: &str, key, sentence: &str| (grades.to_owned(), key, sentence.to_owned());
    assert_eq!(
        groups,
        [
            told("8–12", Answer::Yes, "Yes."),
            told("6–7", Answer::No, "Not for grades 6–7. The vendor's terms start at age 13."),
            told("PK–5", Answer::No, "Not for grades PK–5. Approved for grades 6–12."),
        ]
    );
}

#[test]
fn answers_that_read_alike_share_a_group() {
    let consented = LifeFacts { grades: None, minimum_age: Some(13.0), consent: Consent::School, ..open() };
    let groups = |facts: &LifeFacts| -> Vec<String> {
        Timeline::of(facts, TODAY, &words()).by_grade().map(|(grades, _)| grades.to_string()).collect()
    };
    assert_eq!(groups(&consented), ["8–12", "PK–7"]);
    for state in [State::Retired, State::Declined, State::Proposed, State::Sunsetting] {
        assert_eq!(groups(&LifeFacts { state, ..consented.clone() }), ["PK–12"], "{state:?}");
    }
    let lapsed = LifeFacts { approved_until: Some(date(2026, 6, 30)), ..consented };
    assert_eq!(groups(&lapsed), ["PK–12"]);
}
