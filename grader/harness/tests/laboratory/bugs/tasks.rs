//! Assumptions about when tasks run, and in which order they end.
use facade::{
    spawn,
    sync::Mutex,
    task::{JoinHandle, JoinSet, yield_now},
    time::sleep,
};
use futures::{StreamExt, stream};
use harness::{Lab, check};
use std::{
    future::Future,
    sync::{Arc, Mutex as StdMutex},
    time::Duration,
};

const NUMBERS: [u64; 3] = [1, 2, 3];

async fn comes_in_order<F>(lab: Lab, code: F)
where
    F: Future<Output = Vec<u64>> + Send + 'static,
{
    let numbers = lab.run("the code", code).await;
    lab.expect_in_order("the numbers", NUMBERS.to_vec(), numbers);
}

type Begun = Arc<StdMutex<Vec<u64>>>;

fn begin_each(begun: &Begun) -> Vec<JoinHandle<u64>> {
    let tasks = NUMBERS.map(|number| {
        let begun = begun.clone();
        spawn(async move {
            begun.lock().unwrap().push(number);
            yield_now().await;
            number
        })
    });
    tasks.into()
}

async fn outputs(tasks: Vec<JoinHandle<u64>>) -> Vec<u64> {
    let mut outputs = Vec::new();
    for task in tasks {
        outputs.push(task.await.unwrap());
    }
    outputs
}

/// What tasks do before their first await is expected to happen in the order of spawning
#[check(race, points = 1)]
async fn spawn_order(lab: Lab) {
    comes_in_order(lab, async {
        let begun = Begun::default();
        outputs(begin_each(&begun)).await;
        let begun = begun.lock().unwrap();
        begun.clone()
    })
    .await;
}

/// What tasks return is put in the order of their handles
#[check(race, points = 1)]
async fn spawn_order_mended(lab: Lab) {
    comes_in_order(lab, async { outputs(begin_each(&Begun::default())).await }).await;
}

/// Tasks of a `JoinSet` are expected to end in the order of spawning
#[check(race, points = 1)]
async fn join_set_order(lab: Lab) {
    comes_in_order(lab, async {
        let mut tasks: JoinSet<u64> = NUMBERS.into_iter().map(std::future::ready).collect();
        let mut numbers = Vec::new();
        while let Some(number) = tasks.join_next().await {
            numbers.push(number.unwrap());
        }
        numbers
    })
    .await;
}

/// Results of a `JoinSet` are sorted
#[check(race, points = 1)]
async fn join_set_order_mended(lab: Lab) {
    comes_in_order(lab, async {
        let tasks: JoinSet<u64> = NUMBERS.into_iter().map(std::future::ready).collect();
        let mut numbers = tasks.join_all().await;
        numbers.sort_unstable();
        numbers
    })
    .await;
}

/// `buffer_unordered` is expected to keep the order
#[check(race, points = 1)]
async fn unordered_stream(lab: Lab) {
    comes_in_order(lab, async {
        let tasks = stream::iter(NUMBERS).map(|number| spawn(async move { number }));
        let numbers = tasks.buffer_unordered(3).map(Result::unwrap);
        numbers.collect().await
    })
    .await;
}

/// `buffered` keeps the order
#[check(race, points = 1)]
async fn unordered_stream_mended(lab: Lab) {
    comes_in_order(lab, async {
        let tasks = stream::iter(NUMBERS).map(|number| spawn(async move { number }));
        let numbers = tasks.buffered(3).map(Result::unwrap);
        numbers.collect().await
    })
    .await;
}

fn three_adders(count: &Arc<Mutex<u64>>) -> [JoinHandle<()>; 3] {
    NUMBERS.map(|_| {
        let count = count.clone();
        spawn(async move { *count.lock().await += 1 })
    })
}

/// A counter is read when its tasks should have run by now
#[check(race, points = 1)]
async fn read_too_early(lab: Lab) {
    let code = async {
        let count = Arc::default();
        three_adders(&count);
        yield_now().await;
        *count.lock().await
    };
    lab.expect_updates("the count", 3, lab.run("the code", code).await);
}

/// A counter is read when its tasks have ended
#[check(race, points = 1)]
async fn read_too_early_mended(lab: Lab) {
    let code = async {
        let count = Arc::default();
        for task in three_adders(&count) {
            task.await.unwrap();
        }
        *count.lock().await
    };
    lab.expect_updates("the count", 3, lab.run("the code", code).await);
}

type Accounts = Arc<(Mutex<i64>, Mutex<i64>)>;

async fn abort_keeps_the_total<F>(lab: Lab, transfer: impl FnOnce(Accounts) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    let code = async {
        let accounts: Accounts = Arc::new((Mutex::new(60), Mutex::new(40)));
        let transfer = spawn(transfer(accounts.clone()));
        yield_now().await;
        transfer.abort();
        let _ = transfer.await;
        *accounts.0.lock().await + *accounts.1.lock().await
    };
    let total = lab.run("the code", code).await;
    lab.expect_eq("the sum of both accounts", 100, total);
}

/// A task is aborted with half of its work done
#[check(race, points = 1)]
async fn aborted_halfway(lab: Lab) {
    abort_keeps_the_total(lab, |accounts| async move {
        *accounts.0.lock().await -= 10;
        *accounts.1.lock().await += 10;
    })
    .await;
}

/// A task can only be aborted before its work or after it
#[check(race, points = 1)]
async fn aborted_halfway_mended(lab: Lab) {
    abort_keeps_the_total(lab, |accounts| async move {
        let mut first = accounts.0.lock().await;
        let mut second = accounts.1.lock().await;
        *first -= 10;
        *second += 10;
    })
    .await;
}

fn all_sleep(woken: &Begun) -> Vec<JoinHandle<u64>> {
    let tasks = NUMBERS.map(|number| {
        let woken = woken.clone();
        spawn(async move {
            sleep(Duration::from_millis(100)).await;
            woken.lock().unwrap().push(number);
            number
        })
    });
    tasks.into()
}

/// Sleeps that end at the same time are expected to end in the order of their beginning
#[check(race, points = 1)]
async fn same_instant(lab: Lab) {
    comes_in_order(lab, async {
        let woken = Begun::default();
        outputs(all_sleep(&woken)).await;
        let woken = woken.lock().unwrap();
        woken.clone()
    })
    .await;
}

/// What is done after a sleep is put in the order of the handles
#[check(race, points = 1)]
async fn same_instant_mended(lab: Lab) {
    comes_in_order(lab, async { outputs(all_sleep(&Begun::default())).await }).await;
}
