//! Calls that block the event loop, and threads in virtual time.
use crate::driver::Trials;
use facade::task::{JoinSet, spawn_blocking};
use harness::{Lab, Plan, check};
use protocol::{Blocking, Failure, Findings, What};
use services::CarrierSdk;
use std::{
    hint,
    sync::Mutex as StdMutex,
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};

pub(crate) fn trials(trials: &mut Trials) {
    trials.fails(
        "a_blocking_sleep_blocks_the_loop_for_as_long_as_it_sleeps",
        "sleeps",
        |found| blocked_for(found, Blocking::Sleep) == 5_000,
    );
    trials.fails(
        "a_thread_joined_in_place_blocks_the_loop",
        "joins",
        |found| blocked_for(found, Blocking::Join) == 5_000,
    );
    trials.fails(
        "a_loop_over_the_clock_blocks_the_loop",
        "watches_the_clock",
        |found| blocked_for(found, Blocking::Spin) == 5_000 && found.virtual_ms == 8_000,
    );
    trials.fails(
        "a_std_lock_taken_twice_ends_at_once",
        "locks_std_twice",
        |found| {
            matches!(
                found.failure,
                Failure::BlockedForEver {
                    by: Blocking::Wait,
                    ..
                }
            )
        },
    );
    trials.fails(
        "a_poll_that_computes_without_end_is_stopped",
        "computes",
        |found| matches!(found.failure, Failure::Spinning { .. }),
    );
    trials.fails(
        "a_call_on_another_thread_is_made_by_the_task_that_sent_it_there",
        "calls_elsewhere",
        |found| {
            let made = found.record.events.iter();
            let mut makers = made
                .filter(|event| matches!(event.what, What::CallMade { .. }))
                .map(|event| found.record.tasks[event.task as usize].name.as_deref());
            makers.by_ref().take(3).all(|name| name == Some("the code")) && makers.next().is_none()
        },
    );
    trials.passes(
        "closures_on_the_blocking_pool_sleep_side_by_side_in_virtual_time",
        "pools",
    );
    trials.passes("a_dedicated_thread_sleeps_in_virtual_time", "dedicates");
    trials.passes(
        "a_std_channel_with_a_time_limit_waits_in_virtual_time",
        "waits_with_a_limit",
    );
    trials.passes("std_and_tokio_show_the_same_time", "compares_clocks");
    trials.passes(
        "a_runtime_on_a_thread_of_its_own_sleeps_in_virtual_time",
        "runs_its_own_runtime",
    );
    trials.passes(
        "a_closure_on_the_pool_may_wait_for_tokio_s_timers",
        "blocks_on_the_handle",
    );
}

fn blocked_for(found: &Findings, wanted: Blocking) -> u64 {
    let blocks = found
        .record
        .events
        .iter()
        .filter_map(|event| match event.what {
            What::Blocked { by, for_ms } if by == wanted => Some(for_ms),
            _ => None,
        });
    blocks.sum()
}

const LONG: Duration = Duration::from_secs(5);

async fn must_keep_time<F>(lab: Lab, code: F)
where
    F: Future<Output = ()> + 'static,
{
    let heartbeat = lab.heartbeat(Duration::from_millis(100), 80);
    lab.run("the code", code).await;
    lab.expect_elapsed("the code", LONG, lab.now(), Plan::new());
    lab.expect_steady(heartbeat).await;
}

/// Sleeps on the loop.
#[check(timing, points = 1)]
async fn sleeps(lab: Lab) {
    must_keep_time(lab, async { thread::sleep(LONG) }).await;
}

/// Joins a thread in place.
#[check(timing, points = 1)]
async fn joins(lab: Lab) {
    let code = async { thread::spawn(|| thread::sleep(LONG)).join().unwrap() };
    must_keep_time(lab, code).await;
}

/// Watches the clock.
#[check(timing, points = 1)]
async fn watches_the_clock(lab: Lab) {
    let code = async {
        let start = Instant::now();
        while start.elapsed() < LONG {
            hint::spin_loop();
        }
    };
    must_keep_time(lab, code).await;
}

/// Locks a std mutex twice.
#[check(deadlock, points = 1)]
async fn locks_std_twice(lab: Lab) {
    let code = async {
        let lock = StdMutex::new(());
        let _once = lock.lock();
        let _twice = lock.lock();
    };
    lab.run("the code", code).await;
}

/// Computes without end.
#[check(deadlock, points = 1)]
async fn computes(lab: Lab) {
    let code = async {
        while hint::black_box(true) {
            hint::spin_loop();
        }
    };
    lab.run("the code", code).await;
}

/// Sleeps on the pool.
#[check(timing, points = 1)]
async fn pools(lab: Lab) {
    let sleep = || spawn_blocking(|| thread::sleep(LONG));
    let code = async move {
        let (one, two, three) = tokio::join!(sleep(), sleep(), sleep());
        one.and(two).and(three).unwrap();
    };
    must_keep_time(lab, code).await;
}

/// Calls a service on the pool, through a set, and on a thread of its own, and fails.
#[check(timing, points = 1)]
async fn calls_elsewhere(lab: Lab) {
    let sdk = CarrierSdk::new(lab.conditions());
    let code = async move {
        let (one, two, three) = (sdk.clone(), sdk.clone(), sdk);
        spawn_blocking(move || one.label(1)).await.unwrap().unwrap();
        let mut set = JoinSet::new();
        set.spawn_blocking(move || two.label(2));
        set.join_next().await;
        thread::spawn(move || three.label(3))
            .join()
            .unwrap()
            .unwrap();
    };
    lab.run("the code", code).await;
    lab.expect_eq("a number", 1, 2);
}

/// Sleeps on a thread of its own.
#[check(timing, points = 1)]
async fn dedicates(lab: Lab) {
    let code = async {
        let (answer, answered) = oneshot::channel();
        thread::spawn(move || {
            thread::sleep(LONG);
            answer.send(()).unwrap();
        });
        answered.await.unwrap();
    };
    must_keep_time(lab, code).await;
}

/// Waits for a std channel, but not for ever.
#[check(timing, points = 1)]
async fn waits_with_a_limit(lab: Lab) {
    let code = async {
        spawn_blocking(|| {
            let (_sender, receiver) = std::sync::mpsc::channel::<()>();
            receiver.recv_timeout(LONG).unwrap_err();
        })
        .await
        .unwrap();
    };
    must_keep_time(lab, code).await;
}

/// Compares the clocks.
#[check(timing, points = 1)]
async fn compares_clocks(lab: Lab) {
    let code = async {
        let (std, tokio) = (Instant::now(), tokio::time::Instant::now());
        tokio::time::sleep(Duration::from_millis(1_234)).await;
        spawn_blocking(|| thread::sleep(Duration::from_millis(3_766)))
            .await
            .unwrap();
        assert_eq!(std.elapsed(), tokio.elapsed());
    };
    must_keep_time(lab, code).await;
}

/// Waits in a runtime of its own, on a thread of its own.
#[check(timing, points = 1)]
async fn runs_its_own_runtime(lab: Lab) {
    let code = async {
        let (answer, answered) = oneshot::channel();
        thread::spawn(move || {
            let runtime = Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let nap = tokio::spawn(tokio::time::sleep(LONG));
                tokio::join!(nap, tokio::time::sleep(LONG / 2)).0.unwrap();
            });
            answer.send(()).unwrap();
        });
        answered.await.unwrap();
    };
    must_keep_time(lab, code).await;
}

/// Waits for a timer of the runtime from the pool.
#[check(timing, points = 1)]
async fn blocks_on_the_handle(lab: Lab) {
    let code = async {
        let handle = Handle::current();
        spawn_blocking(move || handle.block_on(tokio::time::sleep(LONG)))
            .await
            .unwrap();
    };
    must_keep_time(lab, code).await;
}
