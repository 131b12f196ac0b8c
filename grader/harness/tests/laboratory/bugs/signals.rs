//! Signals that nobody hears, or that are heard in another order.
use super::{together, work};
use facade::{
    spawn,
    sync::{Barrier, Mutex, Notify, Semaphore, mpsc, watch},
    task::yield_now,
};
use harness::{Lab, check};
use std::{
    future::Future,
    sync::{Arc, Mutex as StdMutex},
};

async fn one_waits_one_wakes<W, S>(
    lab: Lab,
    wait: impl FnOnce(Arc<Notify>) -> W,
    wake: impl FnOnce(Arc<Notify>) -> S,
) where
    W: Future<Output = ()> + Send + 'static,
    S: Future<Output = ()> + Send + 'static,
{
    let signal = Arc::new(Notify::new());
    let wait = lab.start("the waiter", wait(signal.clone()));
    let wake = lab.start("the worker", wake(signal));
    wait.join().await;
    wake.join().await;
}

/// A signal is only for those who wait already
#[check(deadlock, points = 1)]
async fn lost_signal(lab: Lab) {
    let wait = |signal: Arc<Notify>| async move { signal.notified().await };
    let wake = |signal: Arc<Notify>| async move { signal.notify_waiters() };
    one_waits_one_wakes(lab, wait, wake).await;
}

/// A signal is kept for the one who waits later
#[check(deadlock, points = 1)]
async fn lost_signal_mended(lab: Lab) {
    let wait = |signal: Arc<Notify>| async move { signal.notified().await };
    let wake = |signal: Arc<Notify>| async move { signal.notify_one() };
    one_waits_one_wakes(lab, wait, wake).await;
}

async fn waits_until_done<F>(lab: Lab, wait: impl FnOnce(Arc<Notify>, Arc<Mutex<bool>>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let done = Arc::new(Mutex::new(false));
    let set = done.clone();
    let wait = |signal| wait(signal, done);
    let wake = |signal: Arc<Notify>| async move {
        *set.lock().await = true;
        signal.notify_waiters();
    };
    one_waits_one_wakes(lab, wait, wake).await;
}

/// A signal comes between a look at the flag and the wait
#[check(deadlock, points = 1)]
async fn check_then_wait(lab: Lab) {
    waits_until_done(lab, |signal, done| async move {
        let done = *done.lock().await;
        if !done {
            work(&Mutex::default()).await;
            signal.notified().await;
        }
    })
    .await;
}

/// The wait begins before the look at the flag
#[check(deadlock, points = 1)]
async fn check_then_wait_mended(lab: Lab) {
    waits_until_done(lab, |signal, done| async move {
        let notified = signal.notified();
        let done = *done.lock().await;
        if !done {
            work(&Mutex::default()).await;
            notified.await;
        }
    })
    .await;
}

/// Two signals that nobody waits for yet become one
#[check(deadlock, points = 1)]
async fn merged_signals(lab: Lab) {
    let signal = Arc::new(Notify::new());
    let (one, other) = (signal.clone(), signal.clone());
    let one = lab.start("one waiter", async move { one.notified().await });
    let other = lab.start("other waiter", async move { other.notified().await });
    let wake = async move {
        signal.notify_one();
        signal.notify_one();
    };
    lab.run("the worker", wake).await;
    one.join().await;
    other.join().await;
}

/// Two permits stay two
#[check(deadlock, points = 1)]
async fn merged_signals_mended(lab: Lab) {
    let permits = Arc::new(Semaphore::new(0));
    let (one, other) = (permits.clone(), permits.clone());
    let one = lab.start("one waiter", async move {
        one.acquire().await.unwrap().forget();
    });
    let other = lab.start("other waiter", async move {
        other.acquire().await.unwrap().forget();
    });
    let wake = async move {
        permits.add_permits(1);
        permits.add_permits(1);
    };
    lab.run("the worker", wake).await;
    one.join().await;
    other.join().await;
}

/// Those who wait are expected to go on in the order in which they began to wait
#[check(race, points = 1)]
async fn woken_in_order(lab: Lab) {
    let code = async {
        let signal = Arc::new(Notify::new());
        let woken = Arc::new(StdMutex::new(Vec::new()));
        let waiters: Vec<_> = (0..3)
            .map(|number| {
                let (notified, woken) = (signal.clone().notified_owned(), woken.clone());
                spawn(async move {
                    notified.await;
                    woken.lock().unwrap().push(number);
                })
            })
            .collect();
        yield_now().await;
        signal.notify_waiters();
        for waiter in waiters {
            waiter.await.unwrap();
        }
        let woken = woken.lock().unwrap();
        woken.clone()
    };
    let woken = lab.run("the code", code).await;
    lab.expect_in_order("the waiters", vec![0, 1, 2], woken);
}

/// Those who wait are put in order by their handles
#[check(race, points = 1)]
async fn woken_in_order_mended(lab: Lab) {
    let code = async {
        let signal = Arc::new(Notify::new());
        let waiters: Vec<_> = (0..3)
            .map(|number| {
                let notified = signal.clone().notified_owned();
                spawn(async move {
                    notified.await;
                    number
                })
            })
            .collect();
        yield_now().await;
        signal.notify_waiters();
        let mut woken = Vec::new();
        for waiter in waiters {
            woken.push(waiter.await.unwrap());
        }
        woken
    };
    let woken = lab.run("the code", code).await;
    lab.expect_in_order("the waiters", vec![0, 1, 2], woken);
}

const STEPS: [u64; 3] = [1, 2, 3];

/// Every step is expected to be seen in a place that only keeps the last one
#[check(race, points = 1)]
async fn missed_step(lab: Lab) {
    let (steps, mut stepped) = watch::channel(0);
    let watch = lab.start("the watcher", async move {
        let mut seen = Vec::new();
        while stepped.changed().await.is_ok() {
            seen.push(*stepped.borrow_and_update());
        }
        seen
    });
    lab.start("the worker", async move {
        for step in STEPS {
            steps.send_replace(step);
            yield_now().await;
        }
    });
    lab.expect_eq("the steps", STEPS.to_vec(), watch.join().await);
}

/// Every step is seen in a queue
#[check(race, points = 1)]
async fn missed_step_mended(lab: Lab) {
    let (steps, mut stepped) = mpsc::unbounded_channel();
    let watch = lab.start("the watcher", async move {
        let mut seen = Vec::new();
        while let Some(step) = stepped.recv().await {
            seen.push(step);
        }
        seen
    });
    lab.start("the worker", async move {
        for step in STEPS {
            steps.send(step).unwrap();
            yield_now().await;
        }
    });
    lab.expect_eq("the steps", STEPS.to_vec(), watch.join().await);
}

type State = Arc<watch::Sender<u64>>;

async fn sees_the_change<F>(lab: Lab, see: impl FnOnce(State) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let state = Arc::new(watch::Sender::new(0));
    let see = lab.start("the watcher", see(state.clone()));
    let change = lab.start("the worker", async move {
        state.send_replace(1);
    });
    see.join().await;
    change.join().await;
}

/// A change that came before the subscription is waited for
#[check(deadlock, points = 1)]
async fn late_watcher(lab: Lab) {
    sees_the_change(lab, |state| async move {
        state.subscribe().changed().await.unwrap();
    })
    .await;
}

/// The state is looked at before it is waited for
#[check(deadlock, points = 1)]
async fn late_watcher_mended(lab: Lab) {
    sees_the_change(lab, |state| async move {
        let mut state = state.subscribe();
        state.wait_for(|state| *state == 1).await.unwrap();
    })
    .await;
}

async fn state_counts_both<F>(lab: Lab, add: impl Fn(State, Arc<Mutex<Vec<u64>>>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let (state, log) = (Arc::new(watch::Sender::new(0)), Arc::default());
    let add = || add(state.clone(), Arc::clone(&log));
    together(&lab, [add(), add()]).await;
    lab.expect_updates("the state", 2, *state.borrow());
}

/// A state is sent that was worked out from an older one
#[check(race, points = 1)]
async fn stale_state(lab: Lab) {
    state_counts_both(lab, |state, log| async move {
        let seen = *state.borrow();
        work(&log).await;
        state.send_replace(seen + 1);
    })
    .await;
}

/// A state is changed in place
#[check(race, points = 1)]
async fn stale_state_mended(lab: Lab) {
    state_counts_both(lab, |state, log| async move {
        work(&log).await;
        state.send_modify(|state| *state += 1);
    })
    .await;
}

/// Three tasks meet, the leader of them makes a value, and all read it.
async fn all_read_what_the_leader_made(lab: Lab, meet_again: bool) {
    let barrier = Arc::new(Barrier::new(3));
    let value = Arc::new(Mutex::new(0));
    let code = (0..3).map(|_| {
        let (barrier, value) = (barrier.clone(), value.clone());
        async move {
            if barrier.wait().await.is_leader() {
                work(&Mutex::default()).await;
                *value.lock().await = 7;
            }
            if meet_again {
                barrier.wait().await;
            }
            *value.lock().await
        }
    });
    let read = together(&lab, code).await;
    lab.expect_eq("what was read", vec![7; 3], read);
}

/// The leader of a barrier is expected to go on before the others
#[check(race, points = 1)]
async fn barrier_leader(lab: Lab) {
    all_read_what_the_leader_made(lab, false).await;
}

/// The others wait for the leader at the barrier once more
#[check(race, points = 1)]
async fn barrier_leader_mended(lab: Lab) {
    all_read_what_the_leader_made(lab, true).await;
}
