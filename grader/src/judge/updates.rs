//! How an update was lost: read under a lock once, written under the same lock taken again.
use super::diagnose::{Insight, comparison};
use super::scene::{Scene, Spot};
use super::{Evidence, calls, words};
use protocol::{Diagnosis, Event, Unmet, What};
use std::collections::BTreeSet;

/// What the record shows of an update that was lost.
pub(super) fn insight(scene: &Scene<'_>, unmet: &Unmet) -> Option<Insight> {
    if unmet.meaning != Diagnosis::LostUpdate {
        return None;
    }
    let (message, evidence) = locked_twice(scene).or_else(|| stepped_aside(scene))?;
    let told = comparison(unmet).map_or(String::new(), |instead| {
        words::sentence(&format!("{}: {instead}. ", words::quoted(&unmet.what)))
    });
    Some(Insight {
        diagnosis: Diagnosis::LostUpdate,
        message: format!("{told}{message}"),
        evidence,
    })
}

/// A task that took a lock twice for one update, and the task that had it in between.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Between<'a> {
    /// The task takes the lock.
    pub(crate) first: &'a Event,
    /// The other one has it.
    pub(crate) other: &'a Event,
    /// The task takes it again.
    pub(crate) again: &'a Event,
    pub(crate) lock: u32,
}

/// The first lock that a task took, released, and took again after another task had had it.
pub(crate) fn between<'a>(scene: &Scene<'a>) -> Option<Between<'a>> {
    let events = &scene.record.events;
    for (second, event) in events.iter().enumerate() {
        let What::Acquired { lock } = event.what else {
            continue;
        };
        let takes = |earlier: &Event| {
            earlier.what == What::Acquired { lock } && scene.is_students(earlier.task)
        };
        let before = &events[..second];
        let Some(first) = before
            .iter()
            .rposition(|earlier| takes(earlier) && earlier.task == event.task)
        else {
            continue;
        };
        let Some(other) = before[first..]
            .iter()
            .position(|between| takes(between) && between.task != event.task)
        else {
            continue;
        };
        // One line that is passed twice is a loop around one step, which loses nothing.
        if scene.spot(events[first].place.as_ref()) == scene.spot(event.place.as_ref()) {
            continue;
        }
        return Some(Between {
            first: &events[first],
            other: &events[first + other],
            again: event,
            lock,
        });
    }
    None
}

/// A task took a lock, released it, and took it again after another task had had it.
fn locked_twice(scene: &Scene<'_>) -> Option<(String, Vec<Evidence>)> {
    let found = between(scene)?;
    let (who, name) = (
        scene.task_name(found.again.task),
        scene.lock_name(found.lock),
    );
    let between = scene.task_name(found.other.task);
    let spot = |event: &Event| scene.spot(event.place.as_ref());
    let first =
        spot(found.first).map(|spot| spot.shows(format!("{who} releases {name} after this")));
    let again = spot(found.again).map(|spot| {
        spot.shows(format!(
            "{who} takes {name} again; {between} had it in between"
        ))
    });
    let message = words::sentence(&format!(
        "{who} took {name} twice for one update. In between {between} had it, so one of the two worked from an old value."
    ));
    Some((message, first.into_iter().chain(again).collect()))
}

/// Without a lock: the places at which other tasks ran between two steps.
fn stepped_aside(scene: &Scene<'_>) -> Option<(String, Vec<Evidence>)> {
    let events = scene.record.events.iter();
    let switched =
        events.filter(|event| event.what == What::Switched && scene.is_students(event.task));
    let places = switched.filter_map(|event| scene.spot(event.place.as_ref()));
    let places: BTreeSet<Spot> = places.collect();
    let asked = calls::made_in(scene, &scene.record.events).into_iter();
    let asked: BTreeSet<Spot> = asked
        .filter(|call| call.sent.is_some())
        .filter_map(|call| call.spot)
        .collect();
    let evidence: Vec<Evidence> = if places.is_empty() {
        asked
            .iter()
            .map(|spot| spot.shows("other tasks run while this one waits here"))
            .collect()
    } else {
        places
            .iter()
            .map(|spot| spot.shows("other tasks may run here, between two steps of this one"))
            .collect()
    };
    (!evidence.is_empty()).then(|| (Diagnosis::LostUpdate.explanation().to_owned(), evidence))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, line, sources, unmet};
    use super::*;

    fn read(story: &Story, meaning: Diagnosis) -> Option<Insight> {
        insight(
            &Scene::new(&story.record, &sources()),
            &unmet(meaning, "10", "9"),
        )
    }

    /// One task takes a lock at two lines; another may have it in between.
    fn two_sections(first: u32, second: u32, between: bool) -> Story {
        let mut story = Story::new();
        let (one, two) = (story.run("one"), story.run("two"));
        let lock = story.lock("Mutex");
        story.acquire(one, lock, first);
        story.release(one, lock);
        if between {
            story.acquire(two, lock, first);
            story.release(two, lock);
        }
        story.acquire(one, lock, second);
        story
    }

    #[test]
    fn a_lock_taken_twice_around_another_task_shows_both_lines() {
        let found = read(&two_sections(4, 6, true), Diagnosis::LostUpdate).unwrap();
        assert_eq!(
            found
                .evidence
                .iter()
                .map(|piece| piece.line)
                .collect::<Vec<_>>(),
            [4, 6]
        );
        assert!(
            found
                .message
                .starts_with("`handle`: 9 instead of 10. `one` took"),
            "{}",
            found.message
        );
    }

    #[test]
    fn a_lock_taken_twice_with_nobody_in_between_lost_nothing() {
        assert_eq!(
            read(&two_sections(4, 6, false), Diagnosis::LostUpdate),
            None
        );
    }

    #[test]
    fn one_locked_step_in_a_loop_is_not_two_steps() {
        assert_eq!(read(&two_sections(4, 4, true), Diagnosis::LostUpdate), None);
    }

    #[test]
    fn without_a_lock_the_lines_are_shown_at_which_others_ran() {
        let mut story = Story::new();
        let task = story.run("one");
        story.event(task, Some(line(8)), What::Switched);
        story.event(task, Some(line(8)), What::Switched);
        story.event(0, Some(line(9)), What::Switched);
        let found = read(&story, Diagnosis::LostUpdate).unwrap();
        assert_eq!(
            found
                .evidence
                .iter()
                .map(|piece| piece.line)
                .collect::<Vec<_>>(),
            [8]
        );
    }

    #[test]
    fn without_a_lock_and_a_switch_the_requests_in_between_are_shown() {
        let mut story = Story::new();
        let task = story.run("one");
        let (sent, unsent) = (story.make(task, "GET /1", 7), story.make(task, "GET /2", 8));
        story.send(task, sent);
        story.end(task, unsent, protocol::Outcome::NeverPolled);
        let found = read(&story, Diagnosis::LostUpdate).unwrap();
        assert_eq!(
            found
                .evidence
                .iter()
                .map(|piece| piece.line)
                .collect::<Vec<_>>(),
            [7]
        );
    }

    #[test]
    fn another_meaning_is_left_alone() {
        assert_eq!(
            read(&two_sections(4, 6, true), Diagnosis::WrongResult),
            None
        );
    }
}
