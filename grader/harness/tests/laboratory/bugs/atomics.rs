//! Atomics that are looked at before an await and believed after it.
use super::{together, work};
use facade::sync::Mutex;
use harness::{Diagnosis, Lab, check};
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::SeqCst},
    },
};

type Log = Arc<Mutex<Vec<u64>>>;

async fn sells_what_is_there<F>(lab: Lab, sell: impl Fn(Arc<AtomicI64>, Log) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let stock = Arc::new(AtomicI64::new(1));
    let log = Log::default();
    let sell = || sell(stock.clone(), log.clone());
    together(&lab, [sell(), sell()]).await;
    lab.expect_eq("the stock", 0, stock.load(SeqCst));
}

/// The stock is checked, and sold after an await
#[check(race, points = 1)]
async fn check_then_act(lab: Lab) {
    sells_what_is_there(lab, |stock, log| async move {
        if stock.load(SeqCst) > 0 {
            work(&log).await;
            stock.fetch_sub(1, SeqCst);
        }
    })
    .await;
}

/// The stock is checked and sold in one step
#[check(race, points = 1)]
async fn check_then_act_mended(lab: Lab) {
    sells_what_is_there(lab, |stock, log| async move {
        let one_less = |stock| (stock > 0).then_some(stock - 1);
        if stock.fetch_update(SeqCst, SeqCst, one_less).is_ok() {
            work(&log).await;
        }
    })
    .await;
}

async fn counts_both<F>(lab: Lab, add: impl Fn(Arc<AtomicU64>, Log) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let count = Arc::new(AtomicU64::new(0));
    let log = Log::default();
    let add = || add(count.clone(), log.clone());
    together(&lab, [add(), add()]).await;
    lab.expect_updates("the count", 2, count.load(SeqCst));
}

/// A failed compare-and-swap is followed by a store of the old value
#[check(race, points = 1)]
async fn blind_retry(lab: Lab) {
    counts_both(lab, |count, log| async move {
        let seen = count.load(SeqCst);
        work(&log).await;
        let swapped = count.compare_exchange(seen, seen + 1, SeqCst, SeqCst);
        if swapped.is_err() {
            count.store(seen + 1, SeqCst);
        }
    })
    .await;
}

/// A failed compare-and-swap is tried again with the new value
#[check(race, points = 1)]
async fn blind_retry_mended(lab: Lab) {
    counts_both(lab, |count, log| async move {
        let mut seen = count.load(SeqCst);
        work(&log).await;
        while let Err(now) = count.compare_exchange(seen, seen + 1, SeqCst, SeqCst) {
            seen = now;
        }
    })
    .await;
}

/// "Nobody is at work" twice is taken for "nobody was at work in between"
#[check(race, points = 1)]
async fn aba(lab: Lab) {
    let busy = Arc::new(AtomicBool::new(false));
    counts_both(lab, |count, log| {
        let busy = busy.clone();
        async move {
            let (was_busy, seen) = (busy.load(SeqCst), count.load(SeqCst));
            work(&log).await;
            if busy
                .compare_exchange(was_busy, true, SeqCst, SeqCst)
                .is_ok()
            {
                count.store(seen + 1, SeqCst);
                busy.store(false, SeqCst);
            }
        }
    })
    .await;
}

/// The value that only grows is compared itself
#[check(race, points = 1)]
async fn aba_mended(lab: Lab) {
    counts_both(lab, |count, log| async move {
        loop {
            let seen = count.load(SeqCst);
            work(&log).await;
            let swapped = count.compare_exchange(seen, seen + 1, SeqCst, SeqCst);
            if swapped.is_ok() {
                return;
            }
        }
    })
    .await;
}

async fn ready_means_filled<F>(
    lab: Lab,
    publish: impl FnOnce(Arc<AtomicBool>, Arc<Mutex<u64>>) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let ready = Arc::new(AtomicBool::new(false));
    let data = Arc::new(Mutex::new(0));
    let publish = lab.start("the writer", publish(ready.clone(), data.clone()));
    let read = lab.start("the reader", async move {
        match ready.load(SeqCst) {
            true => Some(*data.lock().await),
            false => None,
        }
    });
    publish.join().await;
    let read = read.join().await;
    let holds = read.is_none_or(|data| data == 7);
    let actual = format!("{read:?}");
    lab.expect(
        "the data",
        Diagnosis::WrongOrder,
        holds,
        "none or 7",
        actual,
    );
}

/// A flag is set before the data that it announces
#[check(race, points = 1)]
async fn flag_before_data(lab: Lab) {
    ready_means_filled(lab, |ready, data| async move {
        ready.store(true, SeqCst);
        work(&Mutex::default()).await;
        *data.lock().await = 7;
    })
    .await;
}

/// A flag is set after the data that it announces
#[check(race, points = 1)]
async fn flag_before_data_mended(lab: Lab) {
    ready_means_filled(lab, |ready, data| async move {
        work(&Mutex::default()).await;
        *data.lock().await = 7;
        ready.store(true, SeqCst);
    })
    .await;
}
