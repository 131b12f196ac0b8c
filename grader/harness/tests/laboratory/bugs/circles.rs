//! Tasks that hold what the others wait for.
use super::together;
use facade::{
    spawn,
    sync::{Mutex, RwLock, Semaphore, mpsc},
    task::yield_now,
};
use harness::{Lab, check};
use std::{future::Future, sync::Arc};

/// An account's number and its balance.
type Account = Arc<(usize, Mutex<i64>)>;

/// Each account pays to the next one, the last to the first.
async fn all_pay<F>(lab: Lab, accounts: usize, transfer: impl Fn(Account, Account) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let accounts: Vec<Account> = (0..accounts)
        .map(|number| Arc::new((number, Mutex::new(100))))
        .collect();
    let next = accounts.iter().cycle().skip(1);
    let transfers = accounts.iter().zip(next);
    let transfers: Vec<F> = transfers
        .map(|(from, to)| transfer(from.clone(), to.clone()))
        .collect();
    together(&lab, transfers).await;
    for account in accounts {
        lab.expect_eq("a balance", 100, *account.1.lock().await);
    }
}

async fn transfer(from: Account, to: Account) {
    let mut debited = from.1.lock().await;
    let mut credited = to.1.lock().await;
    *debited -= 10;
    *credited += 10;
}

async fn transfer_in_order(from: Account, to: Account) {
    let (first, second) = match from.0 < to.0 {
        true => (&from, &to),
        false => (&to, &from),
    };
    let mut low = first.1.lock().await;
    let mut high = second.1.lock().await;
    let (debited, credited) = match from.0 < to.0 {
        true => (&mut low, &mut high),
        false => (&mut high, &mut low),
    };
    **debited -= 10;
    **credited += 10;
}

/// Two transfers lock the same accounts in opposite order
#[check(deadlock, points = 1)]
async fn lock_order(lab: Lab) {
    all_pay(lab, 2, transfer).await;
}

/// Two transfers lock the lower account first
#[check(deadlock, points = 1)]
async fn lock_order_mended(lab: Lab) {
    all_pay(lab, 2, transfer_in_order).await;
}

/// Three transfers lock in a ring
#[check(deadlock, points = 1)]
async fn ring_of_transfers(lab: Lab) {
    all_pay(lab, 3, transfer).await;
}

/// Three transfers lock the lower account first
#[check(deadlock, points = 1)]
async fn ring_of_transfers_mended(lab: Lab) {
    all_pay(lab, 3, transfer_in_order).await;
}

/// At a table with so many seats.
async fn philosophers_eat(lab: Lab, seats: usize) {
    let seats = Arc::new(Semaphore::new(seats));
    let forks: [Arc<Mutex<()>>; 3] = Default::default();
    let dinners = (0..3).map(|place| {
        let seats = seats.clone();
        let (left, right) = (forks[place].clone(), forks[(place + 1) % 3].clone());
        async move {
            let _seat = seats.acquire().await.unwrap();
            let _left = left.lock().await;
            let _right = right.lock().await;
        }
    });
    together(&lab, dinners).await;
}

/// Three philosophers each take the left fork first
#[check(deadlock, points = 1)]
async fn philosophers(lab: Lab) {
    philosophers_eat(lab, 3).await;
}

/// Two of three philosophers may sit down
#[check(deadlock, points = 1)]
async fn philosophers_mended(lab: Lab) {
    philosophers_eat(lab, 2).await;
}

async fn reads_beside_a_writer<F>(lab: Lab, read: impl FnOnce(Arc<RwLock<u64>>) -> F)
where
    F: Future<Output = u64> + Send + 'static,
{
    let value = Arc::new(RwLock::new(7));
    let written = value.clone();
    let read = lab.start("the reader", read(value));
    let write = lab.start("the writer", async move { *written.write().await += 1 });
    read.join().await;
    write.join().await;
}

/// A read lock is taken twice, and a writer queues in between
#[check(deadlock, points = 1)]
async fn read_twice(lab: Lab) {
    reads_beside_a_writer(lab, |value| async move {
        let outer = value.read().await;
        let inner = value.read().await;
        *outer + *inner
    })
    .await;
}

/// A read lock is taken once and passed on
#[check(deadlock, points = 1)]
async fn read_twice_mended(lab: Lab) {
    reads_beside_a_writer(lab, |value| async move {
        let value = value.read().await;
        *value + *value
    })
    .await;
}

async fn hears_of_the_update<F>(
    lab: Lab,
    listen: impl FnOnce(Arc<RwLock<u64>>, mpsc::Receiver<u64>) -> F,
) where
    F: Future<Output = u64> + Send + 'static,
{
    let settings = Arc::new(RwLock::new(1));
    let (updates, updated) = mpsc::channel(1);
    let written = settings.clone();
    let write = lab.start("the update", async move {
        *written.write().await = 2;
        updates.send(1).await.unwrap();
    });
    let listen = lab.start("the listener", listen(settings, updated));
    write.join().await;
    lab.expect_eq("what the listener has", 3, listen.join().await);
}

/// A read lock is held while waiting for one who needs the write lock
#[check(deadlock, points = 1)]
async fn guard_across_recv(lab: Lab) {
    hears_of_the_update(lab, |settings, mut updated| async move {
        let settings = settings.read().await;
        let update = updated.recv().await.unwrap();
        *settings + update
    })
    .await;
}

/// The read lock is taken after the wait
#[check(deadlock, points = 1)]
async fn guard_across_recv_mended(lab: Lab) {
    hears_of_the_update(lab, |settings, mut updated| async move {
        let update = updated.recv().await.unwrap();
        *settings.read().await + update
    })
    .await;
}

async fn add_one(total: Arc<Mutex<u64>>) {
    *total.lock().await += 1;
}

/// A lock is held while waiting for a task that needs it
#[check(deadlock, points = 1)]
async fn join_under_lock(lab: Lab) {
    let code = async {
        let total = Arc::new(Mutex::new(0));
        let child = spawn(add_one(total.clone()));
        yield_now().await;
        let total = total.lock().await;
        child.await.unwrap();
        *total
    };
    lab.expect_eq("the total", 1, lab.run("the code", code).await);
}

/// The lock is taken after the task has ended
#[check(deadlock, points = 1)]
async fn join_under_lock_mended(lab: Lab) {
    let code = async {
        let total = Arc::new(Mutex::new(0));
        spawn(add_one(total.clone())).await.unwrap();
        *total.lock().await
    };
    lab.expect_eq("the total", 1, lab.run("the code", code).await);
}

/// Two tasks each take two of two permits, one by one
#[check(deadlock, points = 1)]
async fn permit_by_permit(lab: Lab) {
    let permits = Arc::new(Semaphore::new(2));
    let code = (0..2).map(|_| {
        let permits = permits.clone();
        async move {
            let _first = permits.acquire().await.unwrap();
            let _second = permits.acquire().await.unwrap();
        }
    });
    together(&lab, code).await;
}

/// Two tasks each take two of two permits at once
#[check(deadlock, points = 1)]
async fn permit_by_permit_mended(lab: Lab) {
    let permits = Arc::new(Semaphore::new(2));
    let code = (0..2).map(|_| {
        let permits = permits.clone();
        async move { drop(permits.acquire_many(2).await.unwrap()) }
    });
    together(&lab, code).await;
}
