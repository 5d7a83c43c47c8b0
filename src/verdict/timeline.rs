//! The verdicts of one entry, for every reader, from a day on.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::answer::Verdict;
use super::facts::LifeFacts;
use super::rule::{Reader, Row, consent_needed, row};
use super::sentence::{Case, in_words};
use crate::schema::life::Consent;
use crate::schema::{Grade, GradeSet, Tone};
use crate::theme::Dictionary;

/// The verdicts of one entry in the words of a language: each different verdict once, and which reader gets which
/// verdict from which day on.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// A verdict for each case that occurs.
    pub(super) verdicts: Vec<Verdict>,
    /// Each day's verdicts hold until the next one. The first is the day of the build.
    pub(super) days: Vec<Day>,
    /// The JSON for the scripts of cards.
    script: String,
}

/// Which reader gets which verdict from a day on, by the verdicts' numbers.
#[derive(Debug)]
pub(crate) struct Day {
    pub(super) from: Date,
    /// The verdict for a class of each grade, from PK to 12.
    pub(super) classes: Vec<usize>,
    pub(super) staff: usize,
    /// The grades that share a verdict, the best verdict first.
    pub(super) groups: Vec<(GradeSet, usize)>,
    /// The verdict for a reader who has chosen no grade: the best one, which names the grades that it holds for.
    unchosen: usize,
}

/// A verdict for scripts: tone, word, sentence, heading of the conditions, conditions.
type Said<'t> = (Tone, &'t str, &'t str, &'t str, &'t [String]);

/// What a script needs to show the verdict for a different grade or on a later day. It contains no rules.
#[derive(Serialize)]
struct Script<'t> {
    /// Each verdict once.
    says: Vec<Said<'t>>,
    /// From each day on: the numbers of the verdicts for the grades from PK to 12, followed by the
    /// number of the verdict for a reader who has chosen no grade.
    from: Vec<(String, Vec<usize>)>,
}

impl Timeline {
    /// The verdicts that follow from facts, from `today` on. The table is asked for every reader and every day on which
    /// a verdict can change. Many of them share a case, and each case is put into words only once.
    pub(super) fn of(facts: &LifeFacts, today: Date, words: &Dictionary) -> Self {
        let mut cases: Vec<Case> = Vec::new();
        let mut number = |case: Case| {
            cases.iter().position(|other| *other == case).unwrap_or_else(|| {
                cases.push(case);
                cases.len() - 1
            })
        };
        let days = facts.turning_days(today).into_iter().map(|from| Day::of(facts, from, &mut number)).collect();
        let verdicts = cases.iter().map(|case| in_words(facts, case, words)).collect();
        let timeline = Self { verdicts, days, script: String::new() };
        Self { script: timeline.script(words, false), ..timeline }
    }

    /// Today's verdict for a reader who has chosen no grade: the best one of any grade. It names the grades unless it
    /// holds for all.
    pub(crate) fn unchosen(&self) -> &Verdict {
        &self.verdicts[self.today().unchosen]
    }

    /// The grades that share a verdict today. The best verdict comes first; of equal ones, grades without an approval
    /// come last, and larger groups first.
    pub(crate) fn by_grade(&self) -> impl Iterator<Item = (GradeSet, &Verdict)> {
        self.today().groups.iter().map(|(grades, number)| (*grades, &self.verdicts[*number]))
    }

    /// Today's verdict for staff.
    pub(crate) fn staff(&self) -> &Verdict {
        &self.verdicts[self.today().staff]
    }

    /// The first of the days is today.
    fn today(&self) -> &Day {
        &self.days[0]
    }

    /// The verdicts from today on, as JSON for the scripts of an entry's page.
    pub(crate) fn page_script(&self, words: &Dictionary) -> String {
        self.script(words, true)
    }

    /// The same for the scripts of cards, without conditions.
    pub(crate) fn card_script(&self) -> &str {
        &self.script
    }

    fn script(&self, words: &Dictionary, with_conditions: bool) -> String {
        let (says, days) = self.table(Day::unchosen, |verdict| {
            let (reason, conditions) =
                if with_conditions { (verdict.reason(words), verdict.conditions.as_slice()) } else { ("", &[][..]) };
            (verdict.tone, verdict.key.word(words), verdict.sentence.as_str(), reason, conditions)
        });
        let from = days.into_iter().map(|(day, numbers)| (day.to_string(), numbers)).collect();
        serde_json::to_string(&Script { says, from }).unwrap_or_default()
    }

    /// The verdicts as a table for scripts. `say` turns a verdict into what a script shows; equal results stand in the
    /// list once. For each day there is a row of numbers into that list: for the grades from PK to 12, and last for a
    /// reader without a grade, who gets the verdict `to_all`.
    pub(crate) fn table<'t, S: PartialEq>(
        &'t self,
        to_all: impl Fn(&Day) -> usize,
        say: impl Fn(&'t Verdict) -> S,
    ) -> (Vec<S>, Vec<(Date, Vec<usize>)>) {
        let mut said: Vec<S> = Vec::new();
        let mut numbers: Vec<Option<usize>> = vec![None; self.verdicts.len()];
        let mut number = |verdict: usize| {
            *numbers[verdict].get_or_insert_with(|| {
                let saying = say(&self.verdicts[verdict]);
                said.iter().position(|other| *other == saying).unwrap_or_else(|| {
                    said.push(saying);
                    said.len() - 1
                })
            })
        };
        let mut row = |day: &Day| day.classes.iter().copied().chain([to_all(day)]).map(&mut number).collect();
        let days = self.days.iter().map(|day| (day.from, row(day))).collect();
        (said, days)
    }
}

impl Day {
    fn of(facts: &LifeFacts, from: Date, number: &mut impl FnMut(Case) -> usize) -> Self {
        let mut classes = Vec::new();
        let mut groups: Vec<(Row, Consent, Vec<Grade>)> = Vec::new();
        for grade in Grade::all() {
            let reader = Reader::Class(grade);
            let (row, consent) = (row(facts, reader, from), consent_needed(facts, reader));
            classes.push(number(Case::new(row, GradeSet::from_iter([grade]), consent)));
            // Only the answer "yes, once …" names the consent that it needs, so only for it a difference in consent
            // makes two groups. In the other groups the youngest grade, which needs the most, counts for all.
            let same = |(other, needed, _): &&mut (Row, Consent, Vec<Grade>)| {
                *other == row && (*needed == consent || row != Row::Conditions)
            };
            match groups.iter_mut().find(same) {
                Some((.., grades)) => grades.push(grade),
                None => groups.push((row, consent, vec![grade])),
            }
        }
        // When no class may use it, the reason for the approved grades says more than the list of grades without an
        // approval, so that group comes last.
        groups.sort_by_key(|(row, _, grades)| {
            (row.answer(), *row == Row::OtherGrades, Reverse(grades.len()), grades.first().copied())
        });
        let groups: Vec<(GradeSet, Case)> = groups
            .into_iter()
            .map(|(row, consent, grades)| {
                let grades = GradeSet::from_iter(grades);
                (grades, Case::new(row, grades, consent))
            })
            .collect();
        let (grades, best) = groups[0];
        let staff = Case::new(row(facts, Reader::Staff, from), GradeSet::default(), Consent::Nobody);
        Self {
            from,
            classes,
            staff: number(staff),
            unchosen: number(best.with_grades(grades)),
            groups: groups.into_iter().map(|(grades, case)| (grades, number(case))).collect(),
        }
    }

    /// The number of the verdict for a reader who has chosen no grade. Its sentence names its grades.
    pub(crate) fn unchosen(&self) -> usize {
        self.unchosen
    }

    /// The number of the best verdict of any grade, in the words for these grades.
    pub(crate) fn best(&self) -> usize {
        self.groups[0].1
    }
}
