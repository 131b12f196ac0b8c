//! Waits for another task's doing: who would have to do it.
use crate::driver::Trials;
use facade::task::{JoinSet, spawn};
use harness::{Lab, check};
use protocol::{Failure, Findings, Wait, WaitFor};
use std::{future::pending, rc::Rc, sync::Arc, time::Duration};
use tokio::sync::{Notify, Semaphore, broadcast, mpsc, oneshot, watch};

pub(crate) fn trials(trials: &mut Trials) {
    trials.fails(
        "a_receiver_is_kept_by_the_task_with_the_last_sender",
        "sender_elsewhere",
        |found| kept_by(found, 1) == Some(2),
    );
    trials.fails(
        "a_receiver_that_has_a_sender_itself_keeps_itself",
        "own_sender",
        |found| kept_by(found, 1) == Some(1),
    );
    trials.fails(
        "a_receiver_may_be_kept_by_the_check",
        "sender_in_the_check",
        |found| kept_by(found, 1) == Some(0),
    );
    trials.fails(
        "a_full_channel_is_kept_by_the_task_with_the_receiver",
        "receiver_elsewhere",
        |found| kept_by(found, 1) == Some(2),
    );
    trials.fails(
        "oneshot_watch_and_broadcast_have_keepers_too",
        "three_channels",
        |found| {
            [1, 2, 3]
                .iter()
                .all(|task| kept_by(found, *task) == Some(4))
        },
    );
    trials.fails("a_handle_waits_for_its_task", "awaits_a_handle", |found| {
        wait(found, 1).is_some_and(|wait| wait.on == WaitFor::Task(2))
    });
    trials.fails(
        "a_set_of_tasks_waits_at_its_line_for_one_of_them",
        "awaits_a_set",
        |found| {
            wait(found, 1)
                .is_some_and(|wait| matches!(wait.on, WaitFor::Task(2 | 3)) && wait.place.is_some())
        },
    );
    trials.fails(
        "no_other_task_keeps_a_notification",
        "awaits_a_notification",
        |found| kept_by(found, 2) == Some(2),
    );
    trials.fails(
        "a_permit_that_was_forgotten_is_kept_by_no_other_task",
        "forgets_a_permit",
        |found| kept_by(found, 1) == Some(1),
    );
    trials.fails(
        "a_permit_is_kept_by_the_task_that_has_it",
        "keeps_a_permit",
        |found| kept_by(found, 1) == Some(2),
    );
    trials.fails(
        "two_actors_that_ask_one_another_keep_one_another",
        "actors_in_a_circle",
        |found| kept_by(found, 1) == Some(2) && kept_by(found, 2) == Some(1),
    );
}

fn wait(found: &Findings, task: u32) -> Option<&Wait> {
    assert_eq!(found.failure, Failure::Stuck);
    let mut waits = found.record.waits.iter().filter(|wait| wait.task == task);
    waits.next().filter(|_| waits.next().is_none())
}

fn kept_by(found: &Findings, task: u32) -> Option<u32> {
    wait(found, task)?.kept_by
}

/// The sender is in a task that waits for something else.
#[check(deadlock, points = 1, schedules = 20)]
async fn sender_elsewhere(lab: Lab) {
    let code = async {
        let (sender, mut receiver) = mpsc::channel::<u8>(1);
        let spare = sender.clone();
        spawn(async move {
            let _kept = sender;
            pending::<()>().await;
        });
        spawn(async move { spare.send(1).await });
        while receiver.recv().await.is_some() {}
    };
    lab.run("the code", code).await;
}

/// The code has a sender itself.
#[check(deadlock, points = 1, schedules = 20)]
async fn own_sender(lab: Lab) {
    let code = async {
        let (sender, mut receiver) = mpsc::channel::<u8>(1);
        let worker = sender.clone();
        spawn(async move { worker.send(1).await });
        while receiver.recv().await.is_some() {}
        drop(sender);
    };
    lab.run("the code", code).await;
}

/// The check has the sender.
#[check(deadlock, points = 1, schedules = 20)]
async fn sender_in_the_check(lab: Lab) {
    let (sender, mut receiver) = mpsc::channel::<u8>(1);
    lab.run("the code", async move { receiver.recv().await })
        .await;
    drop(sender);
}

/// The receiver is in a task that waits for something else.
#[check(deadlock, points = 1, schedules = 20)]
async fn receiver_elsewhere(lab: Lab) {
    let code = async {
        let (sender, receiver) = mpsc::channel::<u8>(1);
        spawn(async move {
            let _kept = receiver;
            pending::<()>().await;
        });
        while sender.send(1).await.is_ok() {}
    };
    lab.run("the code", code).await;
}

/// Three tasks wait for a fourth.
#[check(deadlock, points = 1, schedules = 20)]
async fn three_channels(lab: Lab) {
    let (one, first) = oneshot::channel::<u8>();
    let (two, mut second) = watch::channel(0_u8);
    let (three, mut third) = broadcast::channel::<u8>(4);
    let first = lab.start("the oneshot", async move { drop(first.await) });
    let second = lab.start("the watch", async move { drop(second.changed().await) });
    let third = lab.start("the broadcast", async move { drop(third.recv().await) });
    let keeper = lab.start("the keeper", async move {
        pending::<()>().await;
        drop((one, two, three));
    });
    for started in [first, second, third, keeper] {
        started.join().await;
    }
}

/// Awaits a handle.
#[check(deadlock, points = 1, schedules = 20)]
async fn awaits_a_handle(lab: Lab) {
    let code = async {
        let task = spawn(pending::<()>());
        drop(task.await);
    };
    lab.run("the code", code).await;
}

/// Awaits a set.
#[check(deadlock, points = 1, schedules = 20)]
async fn awaits_a_set(lab: Lab) {
    let code = async {
        let mut set = JoinSet::new();
        set.spawn(pending::<()>());
        set.spawn(pending::<()>());
        while set.join_next().await.is_some() {}
    };
    lab.run("the code", code).await;
}

/// Awaits a notification.
#[check(deadlock, points = 1, schedules = 20)]
async fn awaits_a_notification(lab: Lab) {
    let bell = Rc::new(Notify::new());
    let other = Rc::clone(&bell);
    let keeper = lab.start("the keeper", async move {
        pending::<()>().await;
        other.notify_one();
    });
    lab.run("the code", async move { bell.notified().await })
        .await;
    keeper.join().await;
}

/// Forgets a permit.
#[check(deadlock, points = 1, schedules = 20)]
async fn forgets_a_permit(lab: Lab) {
    let code = async {
        let permits = Semaphore::new(1);
        if let Ok(permit) = permits.acquire().await {
            permit.forget();
        }
        drop(permits.acquire().await);
    };
    lab.run("the code", code).await;
}

/// Another task keeps a permit.
#[check(deadlock, points = 1, schedules = 20)]
async fn keeps_a_permit(lab: Lab) {
    let code = async {
        let permits = Arc::new(Semaphore::new(1));
        let other = Arc::clone(&permits);
        let (tell, told) = oneshot::channel();
        spawn(async move {
            let _permit = other.acquire().await;
            tell.send(()).unwrap();
            pending::<()>().await;
        });
        drop(told.await);
        drop(permits.acquire().await);
    };
    lab.run("the code", code).await;
}

/// Two actors ask one another.
#[check(deadlock, points = 1, schedules = 20)]
async fn actors_in_a_circle(lab: Lab) {
    let (to_one, mut one) = mpsc::channel::<oneshot::Sender<u8>>(4);
    let (to_two, mut two) = mpsc::channel::<oneshot::Sender<u8>>(4);
    let actor_one = lab.start("one", async move {
        let (tell, told) = oneshot::channel();
        drop(to_two.send(tell).await);
        drop(told.await);
        drop(one.recv().await);
    });
    let actor_two = lab.start("two", async move {
        let (tell, told) = oneshot::channel();
        drop(to_one.send(tell).await);
        drop(told.await);
        drop(two.recv().await);
    });
    lab.sleep(Duration::from_millis(1)).await;
    actor_one.join().await;
    actor_two.join().await;
}
