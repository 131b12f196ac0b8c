//! Submissions of the exercise `lock_ordering`.
use super::{at, failed, grading, info, passed};
use crate::testing::Story;
use grader::grading::Grading;
use protocol::{Failure, Kind, Place, TaskId, WaitFor, What};

const TRANSFER: &str = r#"//! Moves money between accounts.
use tokio::sync::Mutex;

/// An account's balance in cents.
pub type Account = Mutex<u64>;

/// Moves `amount` from one account to the other.
pub async fn transfer(from: &Account, to: &Account, amount: u64) {
    let mut from = from.lock().await;
    let mut to = to.lock().await;
    *from -= amount;
    *to += amount;
}
"#;

pub(crate) fn deadlock_of_two_tasks_and_two_locks() -> Grading {
    let mut story = Story::new();
    let tasks = [
        story.run("transfer from 1 to 2"),
        story.run("transfer from 2 to 1"),
    ];
    let locks = [story.lock("Mutex"), story.lock("Mutex")];
    for (task, lock) in tasks.into_iter().zip(locks) {
        take(
            &mut story,
            task,
            lock,
            at(TRANSFER, "lock().await;\n    let mut to"),
        );
    }
    for (task, lock) in [(tasks[0], locks[1]), (tasks[1], locks[0])] {
        wait(
            &mut story,
            task,
            lock,
            at(TRANSFER, "lock().await;\n    *from"),
        );
    }
    let opposite = info(
        "opposite_transfers_end",
        "Two opposite transfers both end.",
        Kind::Deadlock,
        5,
    );
    let oneself = info(
        "to_oneself",
        "A transfer to the same account ends.",
        Kind::Deadlock,
        2,
    );
    let checks = vec![
        failed(opposite, Failure::Stuck, story.record, 0),
        passed(oneself),
    ];
    grading(
        "3_shared_state/2_lock_ordering",
        "The bank that freezes",
        TRANSFER,
        checks,
    )
}

pub(crate) fn self_deadlock() -> Grading {
    let mut story = Story::new();
    let task = story.run("transfer from 1 to 1");
    let lock = story.lock("Mutex");
    take(
        &mut story,
        task,
        lock,
        at(TRANSFER, "lock().await;\n    let mut to"),
    );
    wait(
        &mut story,
        task,
        lock,
        at(TRANSFER, "lock().await;\n    *from"),
    );
    let oneself = info(
        "to_oneself",
        "A transfer to the same account ends.",
        Kind::Deadlock,
        2,
    );
    let checks = vec![failed(oneself, Failure::Stuck, story.record, 0)];
    grading(
        "3_shared_state/2_lock_ordering",
        "The bank that freezes",
        TRANSFER,
        checks,
    )
}

fn take(story: &mut Story, task: TaskId, lock: u32, place: Place) {
    story.acquire(task, lock, place.clone());
    story.event(task, Some(place.clone()), What::Switched);
    story.holds(task, lock, place);
}

fn wait(story: &mut Story, task: TaskId, lock: u32, place: Place) {
    story.wait(task, lock, place.clone());
    story.waits(task, WaitFor::Lock(lock), place);
}
