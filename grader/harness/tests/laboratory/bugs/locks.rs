//! Locks let go too early, and what others see in between.
use super::{together, work};
use facade::{
    spawn,
    sync::{Mutex, RwLock},
};
use harness::{Lab, check};
use std::{collections::HashMap, future::Future, sync::Arc};

type Count = Arc<Mutex<u64>>;
type SharedCount = Arc<RwLock<u64>>;
type Accounts = Arc<(Mutex<i64>, Mutex<i64>)>;
type Names = Arc<Mutex<HashMap<&'static str, u64>>>;

async fn counts_both<F>(lab: Lab, add: impl Fn(Count) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let count = Count::default();
    together(&lab, [add(count.clone()), add(count.clone())]).await;
    lab.expect_updates("the count", 2, *count.lock().await);
}

/// A counter is read under one lock and written under another
#[check(race, points = 1)]
async fn two_locks(lab: Lab) {
    counts_both(lab, |count| async move {
        let seen = *count.lock().await;
        *count.lock().await = seen + 1;
    })
    .await;
}

/// A counter is read and written under one lock
#[check(race, points = 1)]
async fn two_locks_mended(lab: Lab) {
    counts_both(lab, |count| async move { *count.lock().await += 1 }).await;
}

async fn counts_both_shared<F>(lab: Lab, add: impl Fn(SharedCount) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let count = SharedCount::default();
    together(&lab, [add(count.clone()), add(count.clone())]).await;
    lab.expect_updates("the count", 2, *count.read().await);
}

/// A read lock is let go before the write lock is taken
#[check(race, points = 1)]
async fn read_then_write(lab: Lab) {
    counts_both_shared(lab, |count| async move {
        let seen = *count.read().await;
        *count.write().await = seen + 1;
    })
    .await;
}

/// The write lock is taken for the whole update
#[check(race, points = 1)]
async fn read_then_write_mended(lab: Lab) {
    counts_both_shared(lab, |count| async move { *count.write().await += 1 }).await;
}

const PRICE: u64 = 70;

async fn stays_covered<F>(lab: Lab, pay: impl Fn(Count) -> F)
where
    F: Future<Output = bool> + Send + 'static,
{
    let balance = Arc::new(Mutex::new(100));
    let paid = together(&lab, [pay(balance.clone()), pay(balance.clone())]).await;
    let paid = paid.into_iter().filter(|paid| *paid).count();
    lab.expect_eq("payments of 70 out of 100", 1, paid);
}

/// A balance is checked under one lock and debited under another
#[check(race, points = 1)]
async fn overdraft(lab: Lab) {
    stays_covered(lab, |balance| async move {
        let covered = *balance.lock().await >= PRICE;
        if covered {
            let mut balance = balance.lock().await;
            *balance = balance.saturating_sub(PRICE);
        }
        covered
    })
    .await;
}

/// A balance is checked and debited under one lock
#[check(race, points = 1)]
async fn overdraft_mended(lab: Lab) {
    stays_covered(lab, |balance| async move {
        let mut balance = balance.lock().await;
        let covered = *balance >= PRICE;
        if covered {
            *balance -= PRICE;
        }
        covered
    })
    .await;
}

async fn total_is_kept<T, S>(
    lab: Lab,
    transfer: impl FnOnce(Accounts) -> T,
    sum: impl FnOnce(Accounts) -> S,
) where
    T: Future<Output = ()> + Send + 'static,
    S: Future<Output = i64> + Send + 'static,
{
    let accounts: Accounts = Arc::new((Mutex::new(60), Mutex::new(40)));
    let transfer = lab.start("a transfer", transfer(accounts.clone()));
    let sum = lab.start("the sum", sum(accounts));
    transfer.join().await;
    lab.expect_eq("the sum of both accounts", 100, sum.join().await);
}

/// A sum is taken while a transfer is half done
#[check(race, points = 1)]
async fn torn_sum(lab: Lab) {
    let transfer = |accounts: Accounts| async move {
        *accounts.0.lock().await -= 10;
        *accounts.1.lock().await += 10;
    };
    let sum = |accounts: Accounts| async move {
        let second = *accounts.1.lock().await;
        second + *accounts.0.lock().await
    };
    total_is_kept(lab, transfer, sum).await;
}

/// A sum and a transfer each hold both locks
#[check(race, points = 1)]
async fn torn_sum_mended(lab: Lab) {
    let transfer = |accounts: Accounts| async move {
        let mut first = accounts.0.lock().await;
        let mut second = accounts.1.lock().await;
        *first -= 10;
        *second += 10;
    };
    let sum = |accounts: Accounts| async move {
        let first = accounts.0.lock().await;
        let second = accounts.1.lock().await;
        *first + *second
    };
    total_is_kept(lab, transfer, sum).await;
}

async fn name_is_always_there<F>(lab: Lab, rename: impl FnOnce(Names) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let names: Names = Arc::new(Mutex::new(HashMap::from([("old", 7)])));
    let renamed = lab.start("the rename", rename(names.clone()));
    let names = lab.start("the reader", async move { names.lock().await.len() });
    renamed.join().await;
    lab.expect_eq("names that the reader saw", 1, names.join().await);
}

/// An entry is renamed by two locks, and in between it has no name
#[check(race, points = 1)]
async fn rename_gap(lab: Lab) {
    name_is_always_there(lab, |names| async move {
        let value = names.lock().await.remove("old");
        if let Some(value) = value {
            names.lock().await.insert("new", value);
        }
    })
    .await;
}

/// An entry is renamed under one lock
#[check(race, points = 1)]
async fn rename_gap_mended(lab: Lab) {
    name_is_always_there(lab, |names| async move {
        let mut names = names.lock().await;
        if let Some(value) = names.remove("old") {
            names.insert("new", value);
        }
    })
    .await;
}

async fn finds_the_value<F>(lab: Lab, read: impl FnOnce(Count) -> F)
where
    F: Future<Output = Option<u64>> + Send + 'static,
{
    let value = Arc::new(Mutex::new(7));
    let refreshed = value.clone();
    let refresh = lab.start("the refresh", async move {
        let _value = refreshed.lock().await;
        work(&Mutex::default()).await;
    });
    let read = lab.start("the reader", read(value));
    refresh.join().await;
    lab.expect_eq("what the reader found", Some(7), read.join().await);
}

/// A lock that is held at the moment is taken for a missing value
#[check(race, points = 1)]
async fn busy_means_absent(lab: Lab) {
    finds_the_value(lab, |value| async move {
        value.try_lock().ok().map(|value| *value)
    })
    .await;
}

/// A lock that is held at the moment is waited for
#[check(race, points = 1)]
async fn busy_means_absent_mended(lab: Lab) {
    finds_the_value(lab, |value| async move { Some(*value.lock().await) }).await;
}

async fn set_to_7(value: Count) {
    *value.lock().await = 7;
}

/// The task that was spawned first is expected to get the lock first
#[check(race, points = 1)]
async fn first_lock(lab: Lab) {
    let code = async {
        let value = Count::default();
        let set = spawn(set_to_7(value.clone()));
        let read = spawn(async move { *value.lock().await });
        set.await.unwrap();
        read.await.unwrap()
    };
    lab.expect_eq("the value", 7, lab.run("the code", code).await);
}

/// The first task is waited for before the second is spawned
#[check(race, points = 1)]
async fn first_lock_mended(lab: Lab) {
    let code = async {
        let value = Count::default();
        spawn(set_to_7(value.clone())).await.unwrap();
        spawn(async move { *value.lock().await }).await.unwrap()
    };
    lab.expect_eq("the value", 7, lab.run("the code", code).await);
}
