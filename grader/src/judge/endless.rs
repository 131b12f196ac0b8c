//! Code that runs and runs: tasks that take turns without end, and a loop that never gives control back.
use super::diagnose::Finding;
use super::scene::{Scene, Spot};
use super::{Evidence, words};
use protocol::{Diagnosis, Place, Wait, WaitFor, What};
use std::collections::BTreeMap;

/// So often a line must have been seen before it is called the one that runs again and again.
const OFTEN: usize = 50;

/// Tasks were polled again and again without the check getting on.
pub(super) fn too_many_polls(scene: &Scene<'_>, polls: u64) -> Finding {
    let mut evidence: Vec<Evidence> = busiest(scene).into_iter().collect();
    if evidence.is_empty() {
        evidence = last_places(scene);
    }
    Finding {
        diagnosis: Diagnosis::NeverFinishes,
        message: format!("The tasks ran {polls} times in turn and none of them got anywhere."),
        evidence,
        expected: "The code finishes.".to_owned(),
        actual: format!("It was still running after {polls} turns."),
    }
}

/// One poll did not return.
pub(super) fn spinning(scene: &Scene<'_>, place: &Place) -> Finding {
    let spot = scene.spot(Some(place));
    let told = spot
        .as_ref()
        .map(|spot| format!(" It was at {} when it was stopped.", words::at(spot)));
    let shown = spot.map(|spot| spot.shows("still running here when it was stopped"));
    Finding {
        diagnosis: Diagnosis::NeverFinishes,
        message: format!(
            "The code ran without a pause and did not let any other task run.{}",
            told.unwrap_or_default()
        ),
        evidence: shown.into_iter().collect(),
        expected: "The code finishes, or waits with `.await`.".to_owned(),
        actual: "It kept running and never waited.".to_owned(),
    }
}

/// The line of the submission at which the most happened, if that is much.
fn busiest(scene: &Scene<'_>) -> Option<Evidence> {
    let mut times: BTreeMap<Spot, usize> = BTreeMap::new();
    for event in &scene.record.events {
        let turns = matches!(
            event.what,
            What::Switched | What::Waits { .. } | What::Acquired { .. }
        );
        if turns && let Some(spot) = scene.spot(event.place.as_ref()) {
            *times.entry(spot).or_default() += 1;
        }
    }
    let (spot, times) = times.into_iter().max_by_key(|(_, times)| *times)?;
    (times >= OFTEN).then(|| spot.shows("this line ran again and again"))
}

/// Where the unfinished tasks were at the end: those that ran before those that waited for a lock.
fn last_places(scene: &Scene<'_>) -> Vec<Evidence> {
    let waits = || {
        scene
            .record
            .waits
            .iter()
            .filter(|wait| scene.is_students(wait.task))
    };
    let ran = |wait: &&Wait| wait.on == WaitFor::Unknown;
    let mut evidence = Vec::new();
    for wait in waits().filter(ran) {
        let who = scene.task_name(wait.task);
        let spot = scene.spot(wait.place.as_ref());
        evidence.extend(spot.map(|spot| spot.shows(format!("{who} was here when it was stopped"))));
        for hold in scene
            .record
            .holds
            .iter()
            .filter(|hold| hold.task == wait.task)
        {
            let spot = scene.spot(hold.place.as_ref());
            evidence.extend(
                spot.map(|spot| spot.shows(format!("{who} holds {}", scene.lock_name(hold.lock)))),
            );
        }
    }
    for wait in waits() {
        if let WaitFor::Lock(lock) = wait.on {
            let what = format!(
                "{} waits for {}",
                scene.task_name(wait.task),
                scene.lock_name(lock)
            );
            evidence.extend(scene.spot(wait.place.as_ref()).map(|spot| spot.shows(what)));
        }
    }
    evidence
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, line, sources};
    use super::*;

    fn judged(story: &Story) -> Finding {
        too_many_polls(&Scene::new(&story.record, &sources()), 2_000)
    }

    fn lines(finding: &Finding) -> Vec<u32> {
        finding.evidence.iter().map(|piece| piece.line).collect()
    }

    #[test]
    fn an_endless_loop_shows_the_line_that_ran_again_and_again() {
        let mut story = Story::new();
        let task = story.run("handle");
        story.event(task, Some(line(3)), What::Switched);
        for _ in 0..OFTEN {
            story.event(task, Some(line(4)), What::Switched);
        }
        let finding = judged(&story);
        assert_eq!(finding.diagnosis, Diagnosis::NeverFinishes);
        assert_eq!(lines(&finding), [4]);
    }

    #[test]
    fn a_few_turns_are_not_the_loop_and_the_last_places_are_shown() {
        let mut story = Story::new();
        let (one, two) = (story.run("one"), story.run("two"));
        let lock = story.lock("Mutex");
        story.acquire(two, lock, 9);
        story.holds(one, lock, 5);
        story.waits(two, WaitFor::Lock(lock), 8);
        story.waits(one, WaitFor::Unknown, 6);
        assert_eq!(lines(&judged(&story)), [6, 5, 8]);
    }

    #[test]
    fn spinning_is_never_finishes_at_its_line() {
        let (record, sources) = (Story::new().record, sources());
        let finding = spinning(&Scene::new(&record, &sources), &line(9));
        assert_eq!(finding.diagnosis, Diagnosis::NeverFinishes);
        assert_eq!(lines(&finding), [9]);
    }
}
