//! Paths: the steps of an entry as a graph, their order, and what is wrong with them.
//!
//! A step follows the one before it unless `after` names others. Steps that share the word of
//! `choose` are alternatives: one of them is enough for what comes after.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::schema::value::{Duration, Fields, Range, Value};

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'f> {
    /// Its place in the list, as written.
    pub position: usize,
    /// Its key.
    pub key: &'f str,
    /// What pages call it.
    pub title: &'f str,
    /// All its fields.
    pub fields: &'f Fields,
    /// The keys, or the choices, that come before it; settled: never left out.
    pub after: Vec<&'f str>,
    /// The choice that it is an alternative of.
    pub choose: Option<&'f str>,
}

/// The steps of an entry in an order in which they can be taken.
#[derive(Debug, Default)]
pub struct Graph<'f> {
    /// The steps, each after all that it needs; those that cannot be ordered come last, as written.
    pub steps: Vec<Step<'f>>,
    /// What is wrong.
    pub faults: Vec<Fault<'f>>,
}

/// What is wrong with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault<'f> {
    /// Two steps have the key; the place of the second one.
    Twice(usize, &'f str),
    /// `after` names what is no step and no choice.
    Unknown {
        /// The step.
        position: usize,
        /// The place in its `after`.
        item: usize,
        /// What it names.
        key: &'f str,
    },
    /// The steps wait for each other.
    Circle(Vec<usize>),
    /// The step can never be taken, since everything before it was retired or cannot be reached.
    Unreachable(usize),
    /// The credential is no longer offered.
    Retired(usize, Date),
}

impl<'f> Step<'f> {
    fn text(fields: &'f Fields, name: &str) -> Option<&'f str> {
        match fields.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The day from which its credential is no longer offered, when that has come.
    #[must_use]
    pub fn retired(&self, today: Date) -> Option<Date> {
        match self.fields.get("retired") {
            Some(Value::Date(day)) if *day <= today => Some(*day),
            _ => None,
        }
    }

    /// Its cost, when it is known and paid once.
    #[must_use]
    pub fn cost(&self) -> Option<&'f Range> {
        match self.fields.get("cost") {
            Some(Value::Range(range, figure)) if figure.per.is_none() => Some(range),
            _ => None,
        }
    }

    /// Its time, when it is known.
    #[must_use]
    pub fn time(&self) -> Option<&'f Duration> {
        match self.fields.get("time") {
            Some(Value::Duration(duration)) => Some(duration),
            _ => None,
        }
    }
}

/// Reads the steps of a list field.
#[must_use]
pub fn graph<'f>(list: &'f [Value], today: Date) -> Graph<'f> {
    let mut faults = Vec::new();
    let mut steps: Vec<Step<'f>> = Vec::new();
    for (position, value) in list.iter().enumerate() {
        let Value::Group(fields) = value else { continue };
        let (Some(key), Some(title)) = (Step::text(fields, "key"), Step::text(fields, "title")) else { continue };
        if steps.iter().any(|step| step.key == key) {
            faults.push(Fault::Twice(position, key));
            continue;
        }
        let choose = Step::text(fields, "choose");
        let written: Option<Vec<&str>> = match fields.get("after") {
            Some(Value::List(items)) => Some(
                items
                    .iter()
                    .filter_map(|item| match item {
                        Value::Text(text) => Some(text.as_str()),
                        _ => None,
                    })
                    .collect(),
            ),
            _ => None,
        };
        let after = written.unwrap_or_else(|| default_after(&steps, choose));
        steps.push(Step { position, key, title, fields, after, choose });
    }
    for step in &steps {
        for (item, key) in step.after.iter().enumerate() {
            if !steps.iter().any(|other| other.key == *key || other.choose == Some(key)) {
                faults.push(Fault::Unknown { position: step.position, item, key });
            }
        }
        if let Some(day) = step.retired(today) {
            faults.push(Fault::Retired(step.position, day));
        }
    }
    let (steps, circle) = ordered(steps);
    if !circle.is_empty() {
        faults.push(Fault::Circle(circle.clone()));
    }
    // Once what is told already is mended, these can be taken; what follows them is no fault of its own.
    let told = |step: &&Step<'_>| {
        let unknown =
            |fault: &Fault<'_>| matches!(fault, Fault::Unknown { position, .. } if *position == step.position);
        circle.contains(&step.position) || faults.iter().any(unknown)
    };
    let told: BTreeSet<&str> = steps.iter().filter(told).map(|step| step.key).collect();
    let reached = reached(&steps, told, today);
    for step in &steps {
        if !reached.contains(step.key) && step.retired(today).is_none() {
            faults.push(Fault::Unreachable(step.position));
        }
    }
    Graph { steps, faults }
}

/// The step before, or its whole choice; for an alternative, what comes before its choice.
fn default_after<'f>(steps: &[Step<'f>], choose: Option<&'f str>) -> Vec<&'f str> {
    let sibling = choose.and_then(|word| steps.iter().find(|step| step.choose == Some(word)));
    if let Some(sibling) = sibling {
        return sibling.after.clone();
    }
    steps.last().map(|last| vec![last.choose.unwrap_or(last.key)]).unwrap_or_default()
}

/// The steps that a name in `after` stands for: one step, or the alternatives of a choice. A step
/// that is an alternative stands for its choice, since any one of them is enough.
fn stands_for<'s, 'f>(steps: &'s [Step<'f>], name: &str) -> Vec<&'s Step<'f>> {
    let choice = steps.iter().find(|step| step.key == name).map_or(Some(name), |step| step.choose);
    match choice {
        Some(word) => steps.iter().filter(|step| step.choose == Some(word)).collect(),
        None => steps.iter().filter(|step| step.key == name).collect(),
    }
}

/// Steps in an order in which each comes after what it needs, as near to the written one as can be;
/// and the places of those that wait for each other.
fn ordered(mut steps: Vec<Step<'_>>) -> (Vec<Step<'_>>, Vec<usize>) {
    let needs: BTreeMap<usize, BTreeSet<usize>> = steps
        .iter()
        .map(|step| {
            let before = step.after.iter().flat_map(|name| stands_for(&steps, name)).map(|other| other.position);
            (step.position, before.collect())
        })
        .collect();
    let mut placed: BTreeSet<usize> = BTreeSet::new();
    let mut order: Vec<usize> = Vec::new();
    // The first step in the written order whose needs are placed comes next.
    while let Some(next) = needs.iter().find(|(position, needs)| !placed.contains(position) && needs.is_subset(&placed))
    {
        placed.insert(*next.0);
        order.push(*next.0);
    }
    let waiting: Vec<usize> = needs.keys().copied().filter(|position| !placed.contains(position)).collect();
    // Of those that wait, the circle is what waits for itself; the others only wait for the circle.
    let circle = waiting
        .iter()
        .copied()
        .filter(|position| waits_for(*position, *position, &needs, &mut BTreeSet::new()))
        .collect();
    let place = |position: usize| order.iter().position(|other| *other == position).unwrap_or(usize::MAX);
    steps.sort_by_key(|step| (place(step.position), step.position));
    (steps, circle)
}

fn waits_for(from: usize, target: usize, needs: &BTreeMap<usize, BTreeSet<usize>>, seen: &mut BTreeSet<usize>) -> bool {
    needs
        .get(&from)
        .into_iter()
        .flatten()
        .any(|next| *next == target || (seen.insert(*next) && waits_for(*next, target, needs, seen)))
}

/// The keys of the steps that can be taken, beside those that are taken for granted: nothing before
/// them is retired without another way.
fn reached<'f>(steps: &[Step<'f>], granted: BTreeSet<&'f str>, today: Date) -> BTreeSet<&'f str> {
    let mut reached = granted;
    for step in steps {
        let open =
            step.after.iter().all(|name| stands_for(steps, name).iter().any(|other| reached.contains(other.key)));
        if open && step.retired(today).is_none() {
            reached.insert(step.key);
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 22);

    /// Steps from lines such as `b after a choose x retired 2026-01-01`.
    fn list(lines: &[&str]) -> Vec<Value> {
        let step = |line: &&str| {
            let mut words = line.split(' ');
            let mut fields = Fields::new();
            let key = words.next().expect("a key");
            fields.insert("key".to_owned(), Value::Text(key.to_owned()));
            fields.insert("title".to_owned(), Value::Text(key.to_uppercase()));
            while let (Some(name), Some(value)) = (words.next(), words.next()) {
                let value = match name {
                    "after" => Value::List(
                        value.split(',').filter(|key| *key != "-").map(|key| Value::Text(key.to_owned())).collect(),
                    ),
                    "retired" => Value::Date(value.parse().expect("a day")),
                    _ => Value::Text(value.to_owned()),
                };
                fields.insert(name.to_owned(), value);
            }
            Value::Group(fields)
        };
        lines.iter().map(step).collect()
    }

    fn order(lines: &[&str]) -> String {
        let list = list(lines);
        let graph = graph(&list, TODAY);
        assert_eq!(graph.faults, [], "{lines:?}");
        graph.steps.iter().map(|step| step.key).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn orders() {
        assert_eq!(order(&["a", "b", "c"]), "a b c");
        assert_eq!(order(&["c after b", "a after -", "b after a"]), "a b c");
        assert_eq!(order(&["a", "b choose x", "c choose x", "d"]), "a b c d");
        assert_eq!(order(&["a", "b choose x", "c choose x", "d after b,c"]), "a b c d");
    }

    #[test]
    fn alternatives_start_where_their_choice_starts() {
        let list = list(&["a", "b choose x", "c choose x", "d"]);
        let graph = graph(&list, TODAY);
        let after: Vec<&[&str]> = graph.steps.iter().map(|step| step.after.as_slice()).collect();
        assert_eq!(after, [&[] as &[&str], &["a"], &["a"], &["x"]]);
    }

    #[test]
    fn faults() {
        let told = |lines: &[&str]| {
            let list = list(lines);
            let faults = graph(&list, TODAY).faults;
            faults.iter().map(|fault| format!("{fault:?}")).collect::<Vec<_>>().join("; ")
        };
        assert_eq!(told(&["a", "a"]), "Twice(1, \"a\")");
        assert_eq!(told(&["a", "b after z"]), "Unknown { position: 1, item: 0, key: \"z\" }");
        assert_eq!(told(&["a after b", "b after a", "c after b"]), "Circle([0, 1])");
        assert_eq!(told(&["a", "b after z", "c"]), "Unknown { position: 1, item: 0, key: \"z\" }");
        assert_eq!(told(&["a retired 2026-01-01", "b"]), "Retired(0, 2026-01-01); Unreachable(1)");
        assert_eq!(told(&["a choose x retired 2026-01-01", "b choose x", "c"]), "Retired(0, 2026-01-01)");
        assert_eq!(told(&["a retired 2027-01-01", "b"]), "");
    }
}
