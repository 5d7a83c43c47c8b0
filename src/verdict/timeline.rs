//! The verdicts of one entry: for every reader, from a day on.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use super::answer::Verdict;
use super::facts::LifeFacts;
use super::rule::{Reader, Row, consent_needed, row};
use super::sentence::{Case, tell};
use crate::schema::life::Consent;
use crate::schema::{Grade, GradeSet, Tone};
use crate::theme::Dictionary;

/// The verdicts of one entry in the words of a language: each once, and who gets which from which day on.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// A verdict for each case that occurs.
    pub(super) verdicts: Vec<Verdict>,
    /// Each holds until the next; the first is that of the site.
    pub(super) days: Vec<Day>,
    /// What the scripts of cards read.
    script: String,
}

/// Who gets which verdict from a day on, by the numbers of the verdicts.
#[derive(Debug)]
pub(crate) struct Day {
    pub(super) from: Date,
    /// For classes from PK to 12.
    pub(super) classes: Vec<usize>,
    pub(super) staff: usize,
    /// The grades that share a verdict, the best verdict first.
    pub(super) groups: Vec<(GradeSet, usize)>,
    /// For a reader who has chosen no grade: the best verdict, with the grades that it holds for.
    unchosen: usize,
}

/// A verdict in a script's hands: tone, word, sentence, what stands above the conditions, conditions.
type Said<'t> = (Tone, &'t str, &'t str, &'t str, &'t [String]);

/// What a script needs to show the verdict of another grade or of a later day, and no rule with it.
#[derive(Serialize)]
struct Script<'t> {
    /// Each verdict once.
    says: Vec<Said<'t>>,
    /// From each day on: the numbers of the verdicts for the grades from PK to 12, and behind them the
    /// number of the verdict for who has chosen no grade.
    from: Vec<(String, Vec<usize>)>,
}

impl Timeline {
    /// What follows from facts, from `today` on. Readers and days are many and cases are few: the table is asked for
    /// every reader and every day on which a verdict can change, and words are found for each case once.
    pub(super) fn of(facts: &LifeFacts, today: Date, words: &Dictionary) -> Self {
        let mut cases: Vec<Case> = Vec::new();
        let mut number = |case: Case| {
            cases.iter().position(|other| *other == case).unwrap_or_else(|| {
                cases.push(case);
                cases.len() - 1
            })
        };
        let days = facts.turning_days(today).into_iter().map(|from| Day::of(facts, from, &mut number)).collect();
        let verdicts = cases.iter().map(|case| tell(facts, case, words)).collect();
        let told = Self { verdicts, days, script: String::new() };
        Self { script: told.script(words, false), ..told }
    }

    /// The verdict today for a reader who has chosen no grade: the best of any grade, with the grades that it holds for
    /// where they are not all.
    pub(crate) fn unchosen(&self) -> &Verdict {
        &self.verdicts[self.today().unchosen]
    }

    /// The grades that share a verdict today, best verdict first, then the one of most grades; grades that it is not
    /// approved for come last.
    pub(crate) fn by_grade(&self) -> impl Iterator<Item = (GradeSet, &Verdict)> {
        self.today().groups.iter().map(|(grades, number)| (*grades, &self.verdicts[*number]))
    }

    /// The verdict for staff today.
    pub(crate) fn staff(&self) -> &Verdict {
        &self.verdicts[self.today().staff]
    }

    /// The turning days start with that of the site.
    fn today(&self) -> &Day {
        &self.days[0]
    }

    /// The verdicts from today on as JSON for the scripts of an entry's page.
    pub(crate) fn page_script(&self, words: &Dictionary) -> String {
        self.script(words, true)
    }

    /// The same for the scripts of cards, which have no room for conditions.
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

    /// What is said of the verdicts, each saying once, and from each day on the numbers of what is said to the grades
    /// from PK to 12 and last to all, which is the verdict that `to_all` gives the number of.
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
            // Only "yes, once …" says whose consent it needs. Other answers would read alike in two rows,
            // so that the youngest of a group, who need the most, stand for all of it.
            let same = |(other, needed, _): &&mut (Row, Consent, Vec<Grade>)| {
                *other == row && (*needed == consent || row != Row::Conditions)
            };
            match groups.iter_mut().find(same) {
                Some((.., grades)) => grades.push(grade),
                None => groups.push((row, consent, vec![grade])),
            }
        }
        // Where no class may, why the approved grades may not says more than which other grades may not.
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

    /// The number of the verdict for a reader who has chosen no grade; it says for which grades it holds.
    pub(crate) fn unchosen(&self) -> usize {
        self.unchosen
    }

    /// The number of the best verdict of any grade, as those grades read it.
    pub(crate) fn best(&self) -> usize {
        self.groups[0].1
    }
}
