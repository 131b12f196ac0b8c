//! Why nothing can go on: who waits for whom, and the circle in it.

mod awaited;
mod futurelock;
mod graph;

use super::diagnose::Finding;
use super::scene::{Scene, Spot};
use super::{Evidence, calls, words};
use awaited::{keeper, says, wanted, wanted_of, why_never};
use graph::Edge;
use protocol::{Blocking, Diagnosis, Hold, Place, TaskId, Wait, WaitFor};
use std::collections::BTreeMap;

const EXPECTED: &str = "Every task finishes.";

/// Nothing that could still happen would let the check go on.
pub(super) fn stuck(scene: &Scene<'_>) -> Finding {
    futurelock::futurelock(scene)
        .or_else(|| circle(scene))
        .unwrap_or_else(|| without_circle(scene))
}

/// The circle of tasks that wait for one another, if there is one.
pub(super) fn circle(scene: &Scene<'_>) -> Option<Finding> {
    let circle = graph::shortest_circle(scene)?;
    Some(match circle.as_slice() {
        [edge] => waits_for_itself(scene, edge),
        _ => wait_for_one_another(scene, &circle),
    })
}

/// A task of the circle, and what it waits for.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The task that waits.
    pub(crate) from: TaskId,
    /// The task that has what it waits for.
    pub(crate) to: TaskId,
    /// What it waits for: `Mutex #1`, `the end of` a task.
    pub(crate) wants: String,
    /// The lock, if it is one that `to` holds.
    pub(crate) lock: Option<u32>,
    /// Where it waits.
    pub(crate) waits_at: Option<Spot>,
    /// Where `to` got it.
    pub(crate) held_since: Option<Spot>,
}

/// The circle of tasks that wait for one another; empty if there is none.
pub(crate) fn links(scene: &Scene<'_>) -> Vec<Link> {
    let circle = graph::shortest_circle(scene).unwrap_or_default();
    let link = |edge: &Edge<'_>| Link {
        from: edge.from,
        to: edge.to,
        wants: wanted(scene, edge.wait),
        lock: edge.hold.map(|hold| hold.lock),
        waits_at: scene.spot(edge.wait.place.as_ref()),
        held_since: edge.hold.and_then(|hold| scene.spot(hold.place.as_ref())),
    };
    circle.iter().map(link).collect()
}

/// What a task waits for, in words: `Mutex #1`, `a message`.
pub(crate) fn awaits(scene: &Scene<'_>, wait: &Wait) -> String {
    wanted(scene, wait)
}

/// The thread itself waits for what only another task could do.
pub(super) fn blocked_for_ever(scene: &Scene<'_>, by: Blocking, place: &Place) -> Finding {
    let spot = scene.spot(Some(place));
    let alone = scene.unfinished().count() == 1;
    let says = |words: &[&str]| spot.as_ref().is_some_and(|spot| says(scene, spot, words));
    let takes_lock = says(&[".lock(", ".write(", ".read("]);
    let diagnosis = if by == Blocking::Wait && alone && takes_lock {
        Diagnosis::SelfDeadlock
    } else {
        Diagnosis::Deadlock
    };
    let line = spot
        .as_ref()
        .map_or(String::new(), |spot| format!(" at {}", words::at(spot)));
    let why = match by {
        Blocking::Wait if takes_lock && alone => {
            "The lock is probably taken twice: its guard from the first time still lives."
        }
        Blocking::Wait if takes_lock => {
            "The guard of a std lock is probably held across an `.await`, or the lock is taken twice."
        }
        Blocking::Wait if says(&["block_on("]) => {
            "It waits for a future that can only get on if this same thread runs it."
        }
        Blocking::Wait => {
            "It waits for a std lock, channel or signal that only another task could give, and no other task can run."
        }
        Blocking::Join => {
            "It waits for the end of a thread that cannot end before this one goes on."
        }
        Blocking::Sleep | Blocking::Spin => "Nothing can end this call.",
    };
    Finding {
        diagnosis,
        message: format!("The thread that runs all tasks waits{line} for ever. {why}"),
        evidence: spot
            .map(|spot| spot.shows("waits here for ever, and no other task can run"))
            .into_iter()
            .chain(takes_lock.then(|| half_way(scene)).into_iter().flatten())
            .collect(),
        expected: EXPECTED.to_owned(),
        actual: format!("The thread that runs all tasks waits{line} and nothing can wake it."),
    }
}

/// Where other tasks wait for an answer: nothing tells who holds a std lock, but it is one of them, if any.
fn half_way(scene: &Scene<'_>) -> Vec<Evidence> {
    let mut places = BTreeMap::new();
    for call in calls::made_in(scene, &scene.record.events) {
        let sender = call.sent.filter(|(task, _)| scene.is_students(*task));
        if let (true, Some((task, _)), Some(spot)) = (call.in_flight(), sender, call.spot) {
            places.entry(spot).or_insert(task);
        }
    }
    let told = |(spot, task): (Spot, _)| {
        let who = scene.task_name(task);
        spot.shows(format!(
            "{who} waits here meanwhile; a guard that it holds across this `.await` is never released"
        ))
    };
    places.into_iter().map(told).collect()
}

fn waits_for_itself(scene: &Scene<'_>, edge: &Edge<'_>) -> Finding {
    let who = scene.task_name(edge.from);
    let what = wanted(scene, edge.wait);
    let again = waits_at(scene, edge.wait, " again");
    let evidence = held_at(scene, edge).into_iter().chain(again).collect();
    Finding {
        diagnosis: Diagnosis::SelfDeadlock,
        message: words::sentence(&format!(
            "{who} waits for {what}, which it already holds, so it waits for itself."
        )),
        evidence,
        expected: EXPECTED.to_owned(),
        actual: words::sentence(&format!(
            "{who} holds {what}{} and waits for it again{}.",
            hold_line(scene, edge.hold),
            wait_line(scene, edge.wait)
        )),
    }
}

fn wait_for_one_another(scene: &Scene<'_>, circle: &[Edge<'_>]) -> Finding {
    let mut evidence = Vec::new();
    let mut clauses = Vec::new();
    let mut lines = Vec::new();
    for (number, edge) in circle.iter().enumerate() {
        // What this task holds is what the one before it in the circle waits for.
        let before = &circle[(number + circle.len() - 1) % circle.len()];
        let who = scene.task_name(edge.from);
        let wants = wanted_of(scene, edge.wait, edge.to);
        let waits = wait_line(scene, edge.wait);
        evidence.extend(held_at(scene, before));
        evidence.extend(waits_at(scene, edge.wait, ""));
        match before.hold {
            Some(hold) => {
                let has = scene.lock_name(hold.lock);
                clauses.push(format!("{who} holds {has} and waits for {wants}"));
                lines.push(words::sentence(&format!(
                    "{who} holds {has}{} and waits for {wants}{waits}.",
                    hold_line(scene, before.hold)
                )));
            }
            None => {
                clauses.push(format!("{who} waits for {wants}"));
                lines.push(words::sentence(&format!("{who} waits for {wants}{waits}.")));
            }
        }
    }
    Finding {
        diagnosis: Diagnosis::Deadlock,
        message: words::sentence(&format!(
            "{}. None of them can ever go on.",
            clauses.join(", and ").replacen(", and ", ", while ", 1)
        )),
        evidence,
        expected: EXPECTED.to_owned(),
        actual: lines.join("\n"),
    }
}

fn without_circle(scene: &Scene<'_>) -> Finding {
    let mut evidence = Vec::new();
    let mut lines = Vec::new();
    let mut names = Vec::new();
    for task in scene.unfinished() {
        let who = scene.task_name(task.id);
        names.push(who.clone());
        let waits: Vec<&Wait> = scene
            .record
            .waits
            .iter()
            .filter(|wait| wait.task == task.id)
            .collect();
        if waits.is_empty() {
            lines.push(words::sentence(&format!(
                "{who} has not finished, and nothing will wake it."
            )));
        }
        for wait in waits {
            lines.push(words::sentence(&format!(
                "{who} waits {}.",
                hopeless(scene, wait, &mut evidence)
            )));
        }
    }
    // One task may wait many times at one line: as many requests of one list do.
    lines.dedup();
    evidence.dedup();
    let message = match (lines.as_slice(), names.len()) {
        ([], _) => "The check waits for something that will never happen.".to_owned(),
        ([line], _) => line.clone(),
        (_, 1) => format!(
            "{} waits for something that will never happen.",
            words::sentence(&names[0])
        ),
        _ => words::sentence(&format!(
            "{} wait for something that will never happen.",
            words::list(&names)
        )),
    };
    Finding {
        diagnosis: Diagnosis::Deadlock,
        actual: if lines.is_empty() {
            message.clone()
        } else {
            lines.join("\n")
        },
        message,
        evidence,
        expected: EXPECTED.to_owned(),
    }
}

/// What a task waits for in vain, in words that follow `waits`; adds the places to the evidence.
fn hopeless(scene: &Scene<'_>, wait: &Wait, evidence: &mut Vec<Evidence>) -> String {
    let line = wait_line(scene, wait);
    match wait.on {
        WaitFor::Lock(lock) if scene.has_permits(lock) => {
            let name = wanted(scene, wait);
            evidence.extend(waits_at(scene, wait, " in vain"));
            match keeper(scene, wait) {
                Some(keeper) => format!("for {name}{line}{keeper}"),
                None => format!("for {name}{line}, and nobody has one that will be given back"),
            }
        }
        WaitFor::Lock(lock) => {
            let name = scene.lock_name(lock);
            let holds = scene.record.holds.iter().filter(|hold| hold.lock == lock);
            let holders: Vec<String> = holds.map(|hold| holder(scene, hold, evidence)).collect();
            evidence.extend(waits_at(scene, wait, " in vain"));
            match holders.as_slice() {
                [] if scene.is_lock(lock) => format!("for {name}{line}, which nobody will release"),
                [] => match keeper(scene, wait) {
                    Some(keeper) => format!("for {name}{line}{keeper}"),
                    None => format!("for {name}{line}, and nothing will ever come"),
                },
                holders => format!("for {name}{line}, {}", words::list(holders)),
            }
        }
        WaitFor::Task(task) => {
            evidence.extend(waits_at(scene, wait, ", which never comes"));
            format!("for {} to finish{line}", scene.task_name(task))
        }
        WaitFor::Unknown => {
            evidence.extend(waits_at(scene, wait, ", and nothing will wake it"));
            let what = wanted(scene, wait);
            match keeper(scene, wait) {
                Some(keeper) => format!("for {what}{line}{keeper}"),
                None => format!("for {what}{line}{}", why_never(scene, wait)),
            }
        }
    }
}

/// Who has a lock, in words that follow its name; adds the place to the evidence.
fn holder(scene: &Scene<'_>, hold: &Hold, evidence: &mut Vec<Evidence>) -> String {
    let (who, name) = (scene.task_name(hold.task), scene.lock_name(hold.lock));
    let line = hold_line(scene, Some(hold));
    let taken = scene.spot(hold.place.as_ref());
    evidence.extend(
        taken.map(|spot| spot.shows(format!("{who} takes {name} here and does not release it"))),
    );
    if scene
        .task(hold.task)
        .is_some_and(|task| task.finish.is_some())
    {
        format!("which {who} took{line} and never released, although it has finished")
    } else {
        format!("which {who} holds{line}")
    }
}

fn held_at(scene: &Scene<'_>, edge: &Edge<'_>) -> Option<Evidence> {
    let hold = edge.hold?;
    let what = format!(
        "{} holds {}",
        scene.task_name(hold.task),
        scene.lock_name(hold.lock)
    );
    Some(scene.spot(hold.place.as_ref())?.shows(what))
}

fn waits_at(scene: &Scene<'_>, wait: &Wait, more: &str) -> Option<Evidence> {
    let who = scene.task_name(wait.task);
    let what = match wait.on {
        WaitFor::Unknown => format!("{who} waits here{more}"),
        _ => format!("{who} waits for {}{more}", wanted(scene, wait)),
    };
    Some(scene.spot(wait.place.as_ref())?.shows(what))
}

fn wait_line(scene: &Scene<'_>, wait: &Wait) -> String {
    in_line(scene.spot(wait.place.as_ref()))
}

fn hold_line(scene: &Scene<'_>, hold: Option<&Hold>) -> String {
    in_line(scene.spot(hold.and_then(|hold| hold.place.as_ref())))
}

fn in_line(spot: Option<Spot>) -> String {
    spot.map_or(String::new(), |spot| format!(" ({})", words::at(&spot)))
}

#[cfg(test)]
mod tests;
