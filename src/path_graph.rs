//! Paths: the steps of an entry as a graph, with their order and their faults.
//!
//! A step comes after the step before it, unless its `after` names different steps. Steps with the same word in
//! `choose` are alternatives: one of them is enough for the steps after them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::schema::value::{Duration, Fields, Range, Value};

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step<'f> {
    /// Its position in the list as written.
    pub position: usize,
    pub key: &'f str,
    pub title: &'f str,
    /// All its fields.
    pub fields: &'f Fields,
    /// The keys or choices that come before it: those that are written, or the default.
    pub after: Vec<&'f str>,
    /// The word of `choose`, if it is one of several alternatives.
    pub choose: Option<&'f str>,
}

/// The steps of an entry in an order in which they can be taken.
#[derive(Debug, Default)]
pub(crate) struct Graph<'f> {
    /// The steps, each after all steps that it needs. Steps that cannot be ordered come last, in the written order.
    pub steps: Vec<Step<'f>>,
    pub faults: Vec<Fault<'f>>,
    /// The steps by key and by choice.
    names: Names<'f>,
}

/// The indexes of steps by their keys and choices.
#[derive(Debug, Default)]
struct Names<'f> {
    by_key: BTreeMap<&'f str, usize>,
    by_choice: BTreeMap<&'f str, Vec<usize>>,
}

/// What a name in `after` stands for.
enum Named<'n> {
    /// A step.
    Step(usize),
    /// The alternatives of a choice. The name of one alternative stands for all, because any of them is enough.
    Choice(&'n [usize]),
}

impl<'f> Names<'f> {
    fn new(steps: &[Step<'f>]) -> Self {
        let mut names = Self::default();
        for (index, step) in steps.iter().enumerate() {
            names.add(step, index);
        }
        names
    }

    fn add(&mut self, step: &Step<'f>, index: usize) {
        self.by_key.insert(step.key, index);
        if let Some(word) = step.choose {
            self.by_choice.entry(word).or_default().push(index);
        }
    }

    /// What a name stands for. `steps` has to be the list from which these names were made.
    fn named(&self, name: &str, steps: &[Step<'f>]) -> Option<Named<'_>> {
        let word = match self.by_key.get(name) {
            Some(index) => match steps.get(*index)?.choose {
                Some(word) => word,
                None => return Some(Named::Step(*index)),
            },
            None => name,
        };
        self.by_choice.get(word).map(|alternatives| Named::Choice(alternatives))
    }
}

impl<'f> Graph<'f> {
    /// The step with a key, or the first alternative of a choice.
    #[must_use]
    pub(crate) fn find(&self, name: &str) -> Option<&Step<'f>> {
        let index = self.names.by_key.get(name).or_else(|| self.names.by_choice.get(name)?.first())?;
        self.steps.get(*index)
    }

    /// The alternatives of a choice.
    pub(crate) fn alternatives(&self, word: &str) -> impl Iterator<Item = &Step<'f>> {
        self.names.by_choice.get(word).into_iter().flatten().filter_map(|index| self.steps.get(*index))
    }
}

/// What is wrong with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault<'f> {
    /// Two steps have the same key; the position of the second one.
    Twice(usize, &'f str),
    /// `after` names something that is neither a step nor a choice.
    Unknown {
        /// The position of the step.
        position: usize,
        /// The position in its `after`.
        item: usize,
        /// The name that is written there.
        key: &'f str,
    },
    /// The steps at these positions wait for each other.
    Circle(Vec<usize>),
    /// The step can never be taken, because a step before it is retired or cannot be reached.
    Unreachable(usize),
    /// The credential is no longer offered.
    Retired(usize, Date),
}

impl<'f> Step<'f> {
    fn text(fields: &'f Fields, name: &str) -> Option<&'f str> {
        fields.get(name)?.as_text()
    }

    /// The day from which its credential is no longer offered, if that day has come.
    #[must_use]
    pub(crate) fn retired(&self, today: Date) -> Option<Date> {
        self.fields.get("retired")?.as_date().filter(|day| *day <= today)
    }

    /// Its cost, if it is known and paid only once.
    #[must_use]
    pub(crate) fn cost(&self) -> Option<&'f Range> {
        let (range, figure) = self.fields.get("cost")?.as_range()?;
        figure.per.is_none().then_some(range)
    }

    /// The time that it takes, if it is known.
    #[must_use]
    pub(crate) fn time(&self) -> Option<&'f Duration> {
        self.fields.get("time")?.as_duration()
    }
}

/// Reads the steps of a list field.
#[must_use]
pub(crate) fn graph<'f>(list: &'f [Value], today: Date) -> Graph<'f> {
    let mut faults = Vec::new();
    let mut steps: Vec<Step<'f>> = Vec::new();
    let mut names = Names::default();
    for (position, value) in list.iter().enumerate() {
        let Some(fields) = value.as_group() else { continue };
        let (Some(key), Some(title)) = (Step::text(fields, "key"), Step::text(fields, "title")) else { continue };
        if names.by_key.contains_key(key) {
            faults.push(Fault::Twice(position, key));
            continue;
        }
        let choose = Step::text(fields, "choose");
        let written = fields.get("after").and_then(Value::as_list);
        let written = written.map(|items| items.iter().filter_map(Value::as_text).collect());
        let after = written.unwrap_or_else(|| default_after(&steps, &names, choose));
        let step = Step { position, key, title, fields, after, choose };
        names.add(&step, steps.len());
        steps.push(step);
    }
    let mut unknown = BTreeSet::new();
    for step in &steps {
        for (item, key) in step.after.iter().enumerate() {
            if names.named(key, &steps).is_none() {
                unknown.insert(step.position);
                faults.push(Fault::Unknown { position: step.position, item, key });
            }
        }
        if let Some(day) = step.retired(today) {
            faults.push(Fault::Retired(step.position, day));
        }
    }
    let (steps, circle) = ordered(steps, &names);
    let names = Names::new(&steps);
    if !circle.is_empty() {
        faults.push(Fault::Circle(circle.iter().copied().collect()));
    }
    // Steps with a fault count as reached, so that the steps after them are not reported as well.
    let told = |step: &&Step<'_>| circle.contains(&step.position) || unknown.contains(&step.position);
    let told: BTreeSet<&str> = steps.iter().filter(told).map(|step| step.key).collect();
    let reached = reached(&steps, &names, told, today);
    for step in &steps {
        if !reached.contains(step.key) && step.retired(today).is_none() {
            faults.push(Fault::Unreachable(step.position));
        }
    }
    Graph { steps, faults, names }
}

/// The default of `after`: the step before or its choice. For a further alternative it is the `after` of the first one.
fn default_after<'f>(steps: &[Step<'f>], names: &Names<'f>, choose: Option<&'f str>) -> Vec<&'f str> {
    let sibling = choose.and_then(|word| steps.get(*names.by_choice.get(word)?.first()?));
    if let Some(sibling) = sibling {
        return sibling.after.clone();
    }
    steps.last().map(|last| vec![last.choose.unwrap_or(last.key)]).unwrap_or_default()
}

/// The graph of what waits for what. Its nodes are the steps and, after them, the choices. A choice waits for its
/// alternatives, and the steps after it wait for the choice.
struct Waits {
    /// The nodes that wait for each node.
    waiting: Vec<Vec<usize>>,
    /// The number of nodes that each node waits for.
    needs: Vec<usize>,
}

impl Waits {
    fn new(steps: &[Step<'_>], names: &Names<'_>) -> Self {
        let count = steps.len() + names.by_choice.len();
        let mut waits = Self { waiting: vec![Vec::new(); count], needs: vec![0; count] };
        let numbers: BTreeMap<&str, usize> = names.by_choice.keys().copied().zip(steps.len()..).collect();
        let number = |step: &Step<'_>| numbers.get(step.choose?).copied();
        for (index, step) in steps.iter().enumerate() {
            if let Some(choice) = number(step) {
                waits.add(index, choice);
            }
            let before = step.after.iter().filter_map(|name| match names.named(name, steps)? {
                Named::Step(other) => Some(other),
                Named::Choice(alternatives) => number(steps.get(*alternatives.first()?)?),
            });
            for other in before.collect::<BTreeSet<_>>() {
                waits.add(other, index);
            }
        }
        waits
    }

    fn add(&mut self, before: usize, after: usize) {
        self.waiting[before].push(after);
        self.needs[after] += 1;
    }
}

/// Orders steps so that each comes after the steps that it needs, as close to the written order as possible. The second
/// value has the positions of steps that wait for each other.
fn ordered<'f>(mut steps: Vec<Step<'f>>, names: &Names<'f>) -> (Vec<Step<'f>>, BTreeSet<usize>) {
    let Waits { waiting, mut needs } = Waits::new(&steps, names);
    // The next step is the first in the written order for which nothing is left to wait for.
    let mut ready: BTreeSet<usize> = (0..needs.len()).filter(|node| needs[*node] == 0).collect();
    let mut place = vec![usize::MAX; needs.len()];
    let mut placed = 0;
    while let Some(next) = ready.pop_first() {
        let mut done = vec![next];
        while let Some(next) = done.pop() {
            place[next] = placed;
            placed += 1;
            for after in &waiting[next] {
                needs[*after] -= 1;
                match needs[*after] {
                    0 if *after < steps.len() => drop(ready.insert(*after)),
                    // A choice is placed together with its last alternative.
                    0 => done.push(*after),
                    _ => {}
                }
            }
        }
    }
    // Among the nodes that are left, those in a circle wait for themselves; the others only wait for the circle.
    let left = |node: &usize| place[*node] == usize::MAX;
    let circle = in_circles(&waiting, &left);
    let circle = circle.into_iter().filter_map(|node| steps.get(node)).map(|step| step.position).collect();
    let by_position: BTreeMap<usize, usize> =
        steps.iter().enumerate().map(|(index, step)| (step.position, place[index])).collect();
    steps.sort_by_key(|step| (by_position.get(&step.position).copied(), step.position));
    (steps, circle)
}

/// The nodes that lead back to themselves, by Kosaraju's algorithm: one walk along the arrows, then one against them
/// that starts with the node at which the first walk ended last.
fn in_circles(waiting: &[Vec<usize>], left: &dyn Fn(&usize) -> bool) -> BTreeSet<usize> {
    let mut against: Vec<Vec<usize>> = vec![Vec::new(); waiting.len()];
    for (node, after) in waiting.iter().enumerate().filter(|(node, _)| left(node)) {
        after.iter().filter(|next| left(next)).for_each(|next| against[*next].push(node));
    }
    let mut ended = Vec::new();
    let mut seen = vec![false; waiting.len()];
    for start in (0..waiting.len()).filter(left) {
        walk(start, waiting, &mut seen, left, &mut ended);
    }
    let mut circles = BTreeSet::new();
    let mut seen = vec![false; waiting.len()];
    for start in ended.into_iter().rev() {
        let mut together = Vec::new();
        walk(start, &against, &mut seen, left, &mut together);
        if together.len() > 1 || waiting[start].contains(&start) && !together.is_empty() {
            circles.extend(together);
        }
    }
    circles
}

/// Walks along the arrows to all nodes that were not seen yet. Adds each node to `ended` after all nodes behind it.
fn walk(start: usize, arrows: &[Vec<usize>], seen: &mut [bool], left: &dyn Fn(&usize) -> bool, ended: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut open = vec![(start, arrows[start].iter())];
    while let Some((node, next)) = open.last_mut() {
        match next.find(|next| left(next) && !seen[**next]) {
            Some(next) => {
                seen[*next] = true;
                open.push((*next, arrows[*next].iter()));
            }
            None => {
                ended.push(*node);
                open.pop();
            }
        }
    }
}

/// The keys of the steps that can be taken, and those in `granted`. A step can be taken if it is not retired and each
/// step or choice that it needs can be taken.
fn reached<'f>(steps: &[Step<'f>], names: &Names<'f>, granted: BTreeSet<&'f str>, today: Date) -> BTreeSet<&'f str> {
    let mut choices: BTreeSet<&str> =
        steps.iter().filter(|step| granted.contains(step.key)).filter_map(|step| step.choose).collect();
    let mut reached = granted;
    for step in steps {
        let open = step.after.iter().all(|name| match names.named(name, steps) {
            Some(Named::Step(other)) => reached.contains(steps[other].key),
            Some(Named::Choice(alternatives)) => {
                alternatives.first().and_then(|first| steps[*first].choose).is_some_and(|word| choices.contains(word))
            }
            None => false,
        });
        if open && step.retired(today).is_none() {
            reached.insert(step.key);
            choices.extend(step.choose);
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
            Value::Group(Box::new(fields))
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
    fn twenty_thousand_steps_are_ordered_without_going_through_them_for_each() {
        let lines: Vec<String> = (0..20_000).map(|number| format!("s{number} after s{}", number + 1)).collect();
        let list = list(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let graph = graph(&list, TODAY);
        assert_eq!(graph.steps.first().map(|step| step.key), Some("s19999"), "the last needs a step that is not there");
        assert_eq!(graph.faults.len(), 1);
        let mut lines: Vec<String> =
            (0..20_000).map(|number| format!("s{number} after s{}", (number + 1) % 20_000)).collect();
        lines.push("x choose y after y".to_owned());
        let list = self::list(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(matches!(&self::graph(&list, TODAY).faults[..], [Fault::Circle(all)] if all.len() == 20_001));
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
