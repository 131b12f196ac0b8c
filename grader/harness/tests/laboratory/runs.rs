//! What a run shows: leaked tasks, forgotten calls, panics, and that a seed decides everything.
use crate::driver::{self, Trials};
use futures::FutureExt;
use harness::{Diagnosis, Lab, check};
use protocol::{Failure, Findings, Message, Outcome, Place, Run, Unmet, What};
use services::UserApi;
use std::{collections::HashSet, sync::Mutex as StdMutex, thread, time::Duration};

pub(crate) fn trials(trials: &mut Trials) {
    trials.fails("a_task_that_is_left_running_is_seen_where_it_was_spawned", "leaves_a_task", |found| {
        let unmet = unmet(found);
        let here = |place: &Place| matches!(place, Place::Line { file, .. } if file.ends_with("runs.rs"));
        let waits: Vec<_> = found.record.waits.iter().map(|wait| wait.task).collect();
        unmet.meaning == Diagnosis::LeakedTask
            && unmet.place.as_ref().is_some_and(here)
            && waits == [2]
    });
    trials.fails(
        "a_call_that_is_never_awaited_is_seen_where_it_was_made",
        "forgets_a_call",
        |found| {
            let events = &found.record.events;
            let never = |what: &What| {
                matches!(
                    what,
                    What::CallEnded {
                        outcome: Outcome::NeverPolled,
                        ..
                    }
                )
            };
            let made = events
                .iter()
                .find(|event| matches!(event.what, What::CallMade { .. }));
            events.iter().any(|event| never(&event.what))
                && made.is_some_and(|made| made.place.is_some())
        },
    );
    trials.fails("a_panic_is_seen_with_its_message_and_its_place", "panics", |found| {
        matches!(&found.failure, Failure::Panicked { message, place: Some(_), .. } if message == "on purpose")
    });
    trials.add("a_seed_decides_the_order_of_a_hash_map", || {
        let (one, again, other) = (order_of_set(5), order_of_set(5), order_of_set(6));
        match one == again && one != other {
            true => Ok(()),
            false => Err(format!("{one}\n{again}\n{other}").into()),
        }
    });
    trials.add(
        "a_process_full_of_threads_that_never_end_is_renewed",
        || match driver::ask(&protocol::Order::Run(driver::order("leaves_threads"))) {
            Message::Renew { schedules, .. } if schedules < 60 => Ok(()),
            other => Err(format!("{other:#?}").into()),
        },
    );
    trials.passes(
        "all_schedules_are_run_over_several_processes",
        "leaves_threads",
    );
    trials.passes(
        "code_that_lets_time_pass_may_be_polled_very_often",
        "naps_very_often",
    );
    trials.passes(
        "tasks_that_wake_one_another_come_to_rest_under_every_schedule",
        "shares_a_future",
    );
}

fn unmet(found: &Findings) -> &Unmet {
    match &found.failure {
        Failure::Unmet(unmet) => unmet,
        other => panic!("{other:?}"),
    }
}

fn order_of_set(seed: u64) -> String {
    let order = Run {
        first_seed: seed,
        schedules: Some(1),
        ..driver::order("shows_the_order_of_a_set")
    };
    match driver::run(order) {
        Message::Failed(found) => unmet(&found).actual.clone(),
        other => panic!("{other:?}"),
    }
}

/// Leaves a task running.
#[check(lifecycle, points = 1)]
async fn leaves_a_task(lab: Lab) {
    // The facade is what a submission gets for tokio; here it goes by its own name.
    let code = async {
        facade::spawn(tokio::time::sleep(Duration::from_secs(9)));
    };
    lab.run("the code", code).await;
    lab.expect_no_task_left("after the code");
}

/// Forgets a call.
#[check(behaviour, points = 1)]
async fn forgets_a_call(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let backend = api.backend().clone();
    lab.run("the code", async move { drop(api.user(7)) }).await;
    lab.expect_eq("the calls that were sent", 1, backend.meter().calls);
}

/// Panics.
#[check(behaviour, points = 1)]
async fn panics(lab: Lab) {
    lab.run("the code", async { panic!("on purpose") }).await;
}

/// Shows the order of a set.
#[check(behaviour, points = 1)]
async fn shows_the_order_of_a_set(lab: Lab) {
    let set: HashSet<u64> = (0..64).collect();
    let order: Vec<u64> = set.into_iter().collect();
    lab.expect_eq("the order", Vec::new(), order);
}

/// Leaves threads that never end.
#[check(behaviour, points = 1)]
async fn leaves_threads(lab: Lab) {
    let code = async {
        for _ in 0..10 {
            thread::spawn(|| {
                let lock = StdMutex::new(());
                let _once = lock.lock();
                let _twice = lock.lock();
            });
        }
    };
    lab.run("the code", code).await;
}

/// Naps very often.
#[check(timing, points = 1, schedules = 3)]
async fn naps_very_often(lab: Lab) {
    let code = async {
        for _ in 0..30_000 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    lab.run("the code", code).await;
    lab.expect_eq("the time", Duration::from_secs(30), lab.now());
}

/// Shares a future: each poll of it that yields wakes every task that waits for it.
#[check(race, points = 1)]
async fn shares_a_future(lab: Lab) {
    let nap = tokio::time::sleep(Duration::from_millis(100)).shared();
    let sharing = [(); 10].map(|()| lab.start("a task", nap.clone()));
    for task in sharing {
        task.join().await;
    }
    lab.expect_eq("the time", Duration::from_millis(100), lab.now());
}
