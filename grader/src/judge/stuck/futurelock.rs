//! A lock that was granted to a future which nobody polls any more: nobody uses it, nobody gives it back.
use super::super::scene::Scene;
use super::super::words;
use super::{EXPECTED, Finding, waits_at};
use protocol::{Diagnosis, Wait, WaitFor};

/// Such a lock, if there is one that nobody holds and whose first in line was put aside.
pub(super) fn futurelock(scene: &Scene<'_>) -> Option<Finding> {
    let record = scene.record;
    let free =
        |lock: u32| scene.is_mutex(lock) && !record.holds.iter().any(|hold| hold.lock == lock);
    let first = record.waits.iter().find(|wait| match wait.on {
        WaitFor::Lock(lock) => wait.aside && free(lock),
        _ => false,
    })?;
    let WaitFor::Lock(lock) = first.on else {
        return None;
    };
    let others: Vec<&Wait> = record.waits.iter().filter(|wait| !wait.aside).collect();
    let (who, name) = (scene.task_name(first.task), scene.lock_name(lock));
    let line = super::wait_line(scene, first);
    let mut evidence = Vec::new();
    let asked = scene.spot(first.place.as_ref());
    evidence.extend(asked.map(|spot| {
        spot.shows(format!(
            "this future is granted {name}, and {who} no longer polls it"
        ))
    }));
    evidence.extend(
        others
            .iter()
            .filter_map(|wait| waits_at(scene, wait, " in vain")),
    );
    let mut actual = vec![words::sentence(&format!(
        "{who} asked for {name}{line} and put that future aside; the lock was granted to it."
    ))];
    actual.extend(others.iter().map(|wait| {
        let (who, wanted) = (scene.task_name(wait.task), super::wanted(scene, wait));
        words::sentence(&format!(
            "{who} waits for {wanted}{}.",
            super::wait_line(scene, wait)
        ))
    }));
    Some(Finding {
        diagnosis: Diagnosis::Futurelock,
        message: words::sentence(&format!(
            "{who} asked for {name}{line} and then stopped polling that future. It is next in line, so the lock was granted to it, and nobody else can have it."
        )),
        evidence,
        expected: EXPECTED.to_owned(),
        actual: actual.join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Story, sources};
    use super::*;

    /// One task asks for a lock twice; the first future is put aside.
    fn story(kind: &str) -> Story {
        let mut story = Story::new();
        let task = story.run("handle");
        let lock = story.lock(kind);
        story.waits(task, WaitFor::Lock(lock), 5);
        story.put_aside();
        story.waits(task, WaitFor::Lock(lock), 8);
        story
    }

    fn judged(story: &Story) -> Finding {
        super::super::stuck(&Scene::new(&story.record, &sources()))
    }

    #[test]
    fn a_future_put_aside_with_the_lock_is_a_futurelock_with_both_lines() {
        let finding = judged(&story("Mutex"));
        assert_eq!(finding.diagnosis, Diagnosis::Futurelock);
        let lines: Vec<u32> = finding.evidence.iter().map(|piece| piece.line).collect();
        assert_eq!(lines, [5, 8]);
        assert!(
            finding.message.starts_with(
                "`handle` asked for Mutex #1 (src/lib.rs:5) and then stopped polling that future."
            ),
            "{}",
            finding.message
        );
    }

    #[test]
    fn a_lock_that_somebody_holds_was_not_granted_to_it() {
        let mut story = story("Mutex");
        let holder = story.run("holder");
        story.holds(holder, 0, 3);
        assert_ne!(judged(&story).diagnosis, Diagnosis::Futurelock);
    }

    #[test]
    fn a_semaphore_without_permits_grants_nothing() {
        assert_ne!(judged(&story("Semaphore")).diagnosis, Diagnosis::Futurelock);
    }
}
