//! Work that was never begun, or not waited for: futures that nobody polled, tasks that nobody awaits.
use super::calls::{self, Call};
use super::diagnose::Insight;
use super::scene::Scene;
use super::{Evidence, words};
use protocol::{Diagnosis, Finish, Outcome, Task, Unmet};

/// What the record shows of work that is missing.
pub(super) fn insight(scene: &Scene<'_>, unmet: &Unmet) -> Option<Insight> {
    if !work_may_be_missing(unmet) {
        return None;
    }
    let calls = calls::made_in(scene, &scene.record.events);
    // Where tasks may go on by themselves, the check alone knows which must not.
    let alone = || (!scene.record.background).then(|| running_alone(scene, unmet, &calls))?;
    dropped_unsent(scene, &calls)
        .or_else(alone)
        .or_else(|| never_sent(&calls))
}

/// Where the tasks that still run were spawned, and where they wait.
pub(super) fn left_running(scene: &Scene<'_>) -> Vec<Evidence> {
    traces_of(scene, &scene.left_running().collect::<Vec<_>>())
}

/// Only these failures can come from work that nobody did.
fn work_may_be_missing(unmet: &Unmet) -> bool {
    match unmet.meaning {
        Diagnosis::WrongResult
        | Diagnosis::ForgottenAwait
        | Diagnosis::LeakedTask
        | Diagnosis::SwallowedError => true,
        Diagnosis::WrongTiming => {
            match (words::millis(&unmet.expected), words::millis(&unmet.actual)) {
                (Some(expected), Some(actual)) => actual < expected,
                _ => false,
            }
        }
        _ => false,
    }
}

/// Calls that were dropped without having been sent, where nothing else explains that.
fn dropped_unsent(scene: &Scene<'_>, calls: &[Call]) -> Option<Insight> {
    let forgotten = calls.iter().filter(|call| {
        let Some(end) = call.ended.filter(|end| end.outcome == Outcome::NeverPolled) else {
            return false;
        };
        let cancelled = scene
            .task(end.task)
            .is_some_and(|task| task.finish == Some(Finish::Dropped));
        // `?` on an earlier failure may rightly leave the rest unsent.
        let after_failure = calls.iter().any(|other| {
            other.failed()
                && other
                    .ended
                    .is_some_and(|other| other.at_ms <= end.at_ms && other.task == end.task)
        });
        !cancelled && !after_failure && !sent_otherwise(call, calls)
    });
    forgotten_await(&forgotten.collect::<Vec<_>>())
}

/// Calls that were made, never sent, and still lie somewhere.
fn never_sent(calls: &[Call]) -> Option<Insight> {
    let lying =
        |call: &&Call| call.sent.is_none() && call.ended.is_none() && !sent_otherwise(call, calls);
    forgotten_await(&calls.iter().filter(lying).collect::<Vec<_>>())
}

/// True if the same request was sent by another call.
fn sent_otherwise(call: &Call, calls: &[Call]) -> bool {
    calls
        .iter()
        .any(|other| other.name == call.name && other.sent.is_some())
}

fn forgotten_await(calls: &[&Call]) -> Option<Insight> {
    let names: Vec<String> = calls
        .iter()
        .map(|call| format!("`{}`", call.name))
        .collect();
    let message = match names.as_slice() {
        [] => return None,
        [name] => format!("{name} was created but never awaited, so it was never sent."),
        names => format!(
            "{} requests were created but never awaited, so they were never sent: {}.",
            names.len(),
            words::list(names)
        ),
    };
    let place = |call: &&Call| {
        let spot = call.spot.as_ref()?;
        Some(spot.shows(format!("`{}` is created here and never awaited", call.name)))
    };
    Some(Insight {
        diagnosis: Diagnosis::ForgottenAwait,
        message,
        evidence: calls.iter().filter_map(place).collect(),
    })
}

/// Tasks that the student's code spawned and did not wait for, with work that is not done.
fn running_alone(scene: &Scene<'_>, unmet: &Unmet, calls: &[Call]) -> Option<Insight> {
    let unsent_by_parent = |task: &Task| {
        let parents = |call: &Call| Some(call.made_by) == task.parent;
        let unsent = |call: &Call| call.sent.is_none() && call.ended.is_none();
        !scene
            .record
            .events
            .iter()
            .any(|event| event.task == task.id)
            && calls.iter().any(|call| parents(call) && unsent(call))
    };
    let has_work = |task: &Task| {
        let own = |call: &Call| call.in_flight() && call.sent.is_some_and(|(by, _)| by == task.id);
        calls.iter().any(own) || unsent_by_parent(task)
    };
    // Where the check itself knows that something was left, any task that still runs is it.
    let left_for_sure = matches!(
        unmet.meaning,
        Diagnosis::LeakedTask | Diagnosis::ForgottenAwait
    );
    let left: Vec<&Task> = scene
        .left_running()
        .filter(|task| left_for_sure || has_work(task))
        .collect();
    let first = left.first()?;
    let name = words::sentence(&scene.task_name(first.id));
    let who = match left.len() {
        1 => format!("{name} was"),
        number => format!("{number} tasks that nobody waits for were"),
    };
    Some(Insight {
        diagnosis: Diagnosis::LeakedTask,
        message: format!("{who} still running {}.", when(scene, first)),
        evidence: traces_of(scene, &left),
    })
}

/// The lines that spawned these tasks, then the lines at which they wait.
fn traces_of(scene: &Scene<'_>, tasks: &[&Task]) -> Vec<Evidence> {
    let spawned = tasks.iter().filter_map(|task| spawned_at(scene, task));
    let waits = scene.record.waits.iter();
    let theirs = waits.filter(|wait| tasks.iter().any(|task| task.id == wait.task));
    let waiting = theirs.filter_map(|wait| {
        let who = scene.task_name(wait.task);
        Some(
            scene
                .spot(wait.place.as_ref())?
                .shows(format!("{who} still waits here")),
        )
    });
    spawned.chain(waiting).collect()
}

fn spawned_at(scene: &Scene<'_>, task: &Task) -> Option<Evidence> {
    Some(
        scene
            .spot(task.spawned.as_ref())?
            .shows("this task is spawned here and still runs at the end"),
    )
}

/// When a task still ran: after the run that it belongs to, if that has returned.
fn when(scene: &Scene<'_>, task: &Task) -> String {
    let mut above = task.parent.and_then(|parent| scene.task(parent));
    while let Some(task) = above.filter(|task| task.name.is_none()) {
        above = task
            .parent
            .filter(|parent| *parent < task.id)
            .and_then(|parent| scene.task(parent));
    }
    match above {
        Some(run) if run.finish == Some(Finish::Returned) => {
            format!("after {} had returned", scene.task_name(run.id))
        }
        _ => "when the check looked at the result".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, sources, unmet};
    use super::*;

    fn read(story: &Story, meaning: Diagnosis) -> Option<Insight> {
        insight(
            &Scene::new(&story.record, &sources()),
            &unmet(meaning, "1 record", "0 records"),
        )
    }

    fn diagnosis(story: &Story, meaning: Diagnosis) -> Option<Diagnosis> {
        read(story, meaning).map(|insight| insight.diagnosis)
    }

    #[test]
    fn a_leaked_task_is_shown_where_it_was_spawned_and_where_it_waits() {
        let mut story = Story::new();
        let run = story.run("handle");
        let child = story.spawn(run, 4);
        story.finish(run, Finish::Returned);
        story.waits(child, protocol::WaitFor::Unknown, 7);
        story.waits(run, protocol::WaitFor::Unknown, 9);
        let found = read(&story, Diagnosis::LeakedTask).unwrap();
        let lines: Vec<u32> = found.evidence.iter().map(|piece| piece.line).collect();
        assert_eq!(lines, [4, 7]);
    }

    #[test]
    fn a_call_that_nobody_polled_is_a_forgotten_await_at_its_line() {
        let mut story = Story::new();
        let task = story.run("handle");
        let call = story.make(task, "SAVE login", 3);
        story.end(task, call, Outcome::NeverPolled);
        story.finish(task, Finish::Returned);
        let found = read(&story, Diagnosis::WrongResult).unwrap();
        assert_eq!(found.diagnosis, Diagnosis::ForgottenAwait);
        assert_eq!(
            found.message,
            "`SAVE login` was created but never awaited, so it was never sent."
        );
        assert_eq!(found.evidence[0].line, 3);
    }

    #[test]
    fn a_call_that_is_kept_and_never_polled_is_a_forgotten_await() {
        let mut story = Story::new();
        let task = story.run("handle");
        story.make(task, "SAVE login", 3);
        assert_eq!(
            diagnosis(&story, Diagnosis::WrongResult),
            Some(Diagnosis::ForgottenAwait)
        );
    }

    #[test]
    fn a_request_that_another_call_sent_was_not_forgotten() {
        let mut story = Story::new();
        let task = story.run("handle");
        let call = story.make(task, "SAVE login", 3);
        story.end(task, call, Outcome::NeverPolled);
        let again = story.make(task, "SAVE login", 4);
        story.send(task, again);
        story.end(task, again, Outcome::Answered);
        assert_eq!(diagnosis(&story, Diagnosis::WrongResult), None);
    }

    #[test]
    fn calls_left_unsent_after_a_failure_were_not_forgotten() {
        let mut story = Story::new();
        let task = story.run("handle");
        let (first, second) = (story.make(task, "GET /1", 3), story.make(task, "GET /2", 3));
        story.send(task, first);
        story.end(task, first, Outcome::Failed);
        story.end(task, second, Outcome::NeverPolled);
        assert_eq!(diagnosis(&story, Diagnosis::WrongResult), None);
    }

    #[test]
    fn a_cancelled_task_did_not_forget_its_calls() {
        let mut story = Story::new();
        let task = story.run("handle");
        let call = story.make(task, "SAVE login", 3);
        story.end(task, call, Outcome::NeverPolled);
        story.finish(task, Finish::Dropped);
        assert_eq!(diagnosis(&story, Diagnosis::WrongResult), None);
    }

    #[test]
    fn a_lost_update_is_not_a_forgotten_await() {
        let mut story = Story::new();
        let task = story.run("handle");
        story.make(task, "SAVE login", 3);
        assert_eq!(diagnosis(&story, Diagnosis::LostUpdate), None);
    }

    #[test]
    fn a_spawned_task_with_a_call_on_its_way_is_leaked_at_its_line() {
        let mut story = Story::new();
        let run = story.run("handle");
        let child = story.spawn(run, 5);
        let call = story.make(child, "SAVE login", 6);
        story.send(child, call);
        story.finish(run, Finish::Returned);
        let found = read(&story, Diagnosis::WrongResult).unwrap();
        assert_eq!(found.diagnosis, Diagnosis::LeakedTask);
        assert_eq!(
            found.message,
            "The task spawned at src/lib.rs:5 was still running after `handle` had returned."
        );
        assert_eq!(found.evidence[0].line, 5);
    }

    #[test]
    fn a_task_that_may_go_on_in_the_background_explains_nothing() {
        let mut story = Story::new();
        story.record.background = true;
        let run = story.run("handle");
        let child = story.spawn(run, 5);
        let call = story.make(child, "SAVE login", 6);
        story.send(child, call);
        story.finish(run, Finish::Returned);
        assert_eq!(diagnosis(&story, Diagnosis::WrongResult), None);
        assert_eq!(diagnosis(&story, Diagnosis::LeakedTask), None);
    }

    #[test]
    fn a_call_given_to_a_task_that_did_not_run_yet_is_leaked_and_not_forgotten() {
        let mut story = Story::new();
        let run = story.run("handle");
        story.make(run, "SAVE login", 5);
        story.spawn(run, 5);
        story.finish(run, Finish::Returned);
        assert_eq!(
            diagnosis(&story, Diagnosis::WrongResult),
            Some(Diagnosis::LeakedTask)
        );
    }

    #[test]
    fn an_idle_actor_does_not_explain_a_wrong_result() {
        let mut story = Story::new();
        let run = story.run("handle");
        story.spawn(run, 5);
        story.finish(run, Finish::Returned);
        assert_eq!(diagnosis(&story, Diagnosis::WrongResult), None);
        assert_eq!(
            diagnosis(&story, Diagnosis::LeakedTask),
            Some(Diagnosis::LeakedTask)
        );
    }

    #[test]
    fn a_task_of_the_check_is_never_leaked() {
        let mut story = Story::new();
        story.spawn(0, 5);
        assert_eq!(diagnosis(&story, Diagnosis::LeakedTask), None);
    }
}
