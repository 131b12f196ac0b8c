//! Waits that nothing can end.
use crate::driver::Trials;
use harness::{Lab, check};
use protocol::{Failure, Findings, WaitFor};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc};

pub(crate) fn trials(trials: &mut Trials) {
    trials.fails(
        "two_locks_in_opposite_order_deadlock",
        "opposite_order",
        |found| found.failure == Failure::Stuck && cycle(found) == 2 && all_places_known(found),
    );
    trials.fails(
        "a_lock_taken_twice_waits_for_itself",
        "locks_twice",
        |found| found.failure == Failure::Stuck && cycle(found) == 1,
    );
    trials.fails(
        "a_receiver_whose_sender_lives_on_waits_at_its_line",
        "receives",
        |found| {
            let waits = &found.record.waits;
            found.failure == Failure::Stuck && waits.len() == 1 && waits[0].on == WaitFor::Unknown
        },
    );
    trials.fails(
        "a_task_that_only_yields_never_finishes",
        "yields",
        |found| matches!(found.failure, Failure::TooManyPolls { .. }),
    );
    trials.passes("two_locks_in_one_order_do_not_deadlock", "one_order");
}

/// How many tasks wait in a circle of locks.
fn cycle(found: &Findings) -> usize {
    let waits = &found.record.waits;
    let holder = |lock| {
        found
            .record
            .holds
            .iter()
            .find(|hold| hold.lock == lock)
            .map(|hold| hold.task)
    };
    let next = |task| {
        let wait = waits.iter().find(|wait| wait.task == task)?;
        match wait.on {
            WaitFor::Lock(lock) => holder(lock),
            _ => None,
        }
    };
    let Some(start) = waits.first().map(|wait| wait.task) else {
        return 0;
    };
    let mut task = start;
    for length in 1..=waits.len() {
        match next(task) {
            Some(next) if next == start => return length,
            Some(next) => task = next,
            None => return 0,
        }
    }
    0
}

fn all_places_known(found: &Findings) -> bool {
    let record = &found.record;
    record.waits.iter().all(|wait| wait.place.is_some())
        && record.holds.iter().all(|hold| hold.place.is_some())
        && record.locks.iter().all(|lock| lock.made.is_some())
}

async fn both(first: Arc<Mutex<()>>, second: Arc<Mutex<()>>) {
    let _first = first.lock().await;
    let _second = second.lock().await;
}

/// Opposite order.
#[check(deadlock, points = 1)]
async fn opposite_order(lab: Lab) {
    let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
    let one = lab.start("A then B", both(a.clone(), b.clone()));
    let other = lab.start("B then A", both(b, a));
    one.join().await;
    other.join().await;
}

/// One order.
#[check(deadlock, points = 1)]
async fn one_order(lab: Lab) {
    let (a, b) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(())));
    let one = lab.start("A then B", both(a.clone(), b.clone()));
    let other = lab.start("A then B", both(a, b));
    one.join().await;
    other.join().await;
}

/// Locks twice.
#[check(deadlock, points = 1)]
async fn locks_twice(lab: Lab) {
    let a = Arc::new(Mutex::new(()));
    lab.run("A then A", both(a.clone(), a)).await;
}

/// Receives what nobody sends.
#[check(deadlock, points = 1)]
async fn receives(lab: Lab) {
    let (sender, mut receiver) = mpsc::channel::<()>(1);
    lab.run("the receiver", async move { receiver.recv().await })
        .await;
    drop(sender);
}

/// Only yields.
#[check(deadlock, points = 1)]
async fn yields(lab: Lab) {
    let code = async {
        loop {
            tokio::task::yield_now().await;
        }
    };
    lab.run("the code", code).await;
}
