//! Waits that nothing can end.
use crate::driver::Trials;
use futures::{StreamExt, future::join_all, stream};
use harness::{Lab, check};
use protocol::{Failure, Findings, WaitFor};
use std::{pin::pin, sync::Arc, time::Duration};
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
    trials.fails(
        "a_lock_that_a_buffered_stream_is_granted_and_does_not_take_is_a_futurelock",
        "locks_in_a_buffer",
        |found| {
            let waits = &found.record.waits;
            found.record.holds.is_empty() && waits.iter().filter(|wait| !wait.aside).count() == 1
        },
    );
    trials.fails(
        "a_lock_that_a_joined_future_waits_for_is_not_put_aside",
        "joins_many_waits",
        |found| found.record.waits.iter().all(|wait| !wait.aside) || !found.record.holds.is_empty(),
    );
    trials.passes("two_locks_in_one_order_do_not_deadlock", "one_order");
    trials.fails(
        "a_lock_granted_to_a_future_that_nobody_polls_is_a_futurelock",
        "locks_in_a_forgotten_future",
        |found| {
            let aside: Vec<bool> = found.record.waits.iter().map(|wait| wait.aside).collect();
            aside == [true, false] && found.record.holds.is_empty()
        },
    );
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

/// A future waits for the lock, is put aside, is granted the lock, and nobody polls it.
#[check(deadlock, points = 1)]
async fn locks_in_a_forgotten_future(lab: Lab) {
    let lock = Arc::new(Mutex::new(0));
    let held = Arc::clone(&lock);
    let holder = lab.start("the holder", async move {
        let _guard = held.lock().await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    });
    let code = async move {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let mut first = pin!(lock.lock());
        tokio::select! {
            _ = &mut first => {}
            () = tokio::time::sleep(Duration::from_millis(1)) => {
                *lock.lock().await += 1;
            }
        }
    };
    lab.run("the code", code).await;
    holder.join().await;
}

/// The loop's body takes the lock that the stream's next futures wait for.
#[check(deadlock, points = 1)]
async fn locks_in_a_buffer(lab: Lab) {
    let code = async move {
        let lock = Mutex::new(0);
        let step = |_: u32| async {
            let mut total = lock.lock().await;
            tokio::time::sleep(Duration::from_millis(10)).await;
            *total += 1;
        };
        let mut steps = pin!(stream::iter(0..4).map(step).buffer_unordered(2));
        while steps.next().await.is_some() {
            *lock.lock().await += 1;
        }
    };
    lab.run("the code", code).await;
}

/// Forty futures of one task wait for a lock that another task never gives back.
#[check(deadlock, points = 1, schedules = 5)]
async fn joins_many_waits(lab: Lab) {
    let lock = Arc::new(Mutex::new(()));
    let held = Arc::clone(&lock);
    let holder = lab.start("the holder", async move {
        let _guard = held.lock().await;
        std::future::pending::<()>().await;
    });
    lab.sleep(Duration::from_millis(1)).await;
    let code = async move { join_all((0..40).map(|_| lock.lock())).await.len() };
    lab.run("the code", code).await;
    holder.join().await;
}
