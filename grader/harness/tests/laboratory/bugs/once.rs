//! What must happen once, or only so many times at once.
use super::{together, work};
use facade::sync::{Mutex, OnceCell, RwLock, Semaphore};
use harness::{Lab, check};
use std::{
    collections::{HashMap, HashSet},
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

/// A slow backend that counts its calls.
#[derive(Default)]
struct Backend {
    log: Mutex<Vec<u64>>,
    calls: AtomicU64,
}

impl Backend {
    async fn call(&self) -> u64 {
        self.calls.fetch_add(1, SeqCst);
        work(&self.log).await;
        7
    }
}

async fn calls_once<F, S>(lab: Lab, get: impl Fn(Arc<Backend>, Arc<S>) -> F)
where
    F: Future<Output = u64> + Send + 'static,
    S: Default,
{
    let (backend, shared) = (Arc::new(Backend::default()), Arc::new(S::default()));
    let get = || get(backend.clone(), shared.clone());
    let got = together(&lab, [get(), get(), get()]).await;
    lab.expect_eq("the values", vec![7; 3], got);
    lab.expect_eq("calls of the backend", 1, backend.calls.load(SeqCst));
}

/// A value that is missing is made outside of the lock
#[check(race, points = 1)]
async fn made_twice(lab: Lab) {
    calls_once(lab, |backend, value: Arc<Mutex<Option<u64>>>| async move {
        let known = *value.lock().await;
        if let Some(known) = known {
            return known;
        }
        let made = backend.call().await;
        *value.lock().await.insert(made)
    })
    .await;
}

/// A value that is missing is made by one task, and the others wait for it
#[check(race, points = 1)]
async fn made_twice_mended(lab: Lab) {
    calls_once(lab, |backend, value: Arc<OnceCell<u64>>| async move {
        *value.get_or_init(|| backend.call()).await
    })
    .await;
}

/// A cell that was empty before an await is expected to be empty after it
#[check(race, points = 1)]
async fn set_twice(lab: Lab) {
    calls_once(lab, |backend, value: Arc<OnceCell<u64>>| async move {
        if let Some(known) = value.get() {
            return *known;
        }
        let made = backend.call().await;
        value.set(made).expect("the cell is empty");
        made
    })
    .await;
}

/// A cell is filled under a lock
#[check(race, points = 1)]
async fn set_twice_mended(lab: Lab) {
    calls_once(
        lab,
        |backend, value: Arc<Mutex<OnceCell<u64>>>| async move {
            let value = value.lock().await;
            if let Some(known) = value.get() {
                return *known;
            }
            let made = backend.call().await;
            value.set(made).expect("the cell is empty");
            made
        },
    )
    .await;
}

/// Everyone who misses the same key of a cache loads it
#[check(race, points = 1)]
async fn stampede(lab: Lab) {
    calls_once(
        lab,
        |backend, cache: Arc<RwLock<HashMap<u64, u64>>>| async move {
            if let Some(hit) = cache.read().await.get(&1) {
                return *hit;
            }
            let loaded = backend.call().await;
            cache.write().await.insert(1, loaded);
            loaded
        },
    )
    .await;
}

/// Each key of a cache has a cell that is filled once
#[check(race, points = 1)]
async fn stampede_mended(lab: Lab) {
    calls_once(
        lab,
        |backend, cache: Arc<Mutex<HashMap<u64, Arc<OnceCell<u64>>>>>| async move {
            let cell = Arc::clone(cache.lock().await.entry(1).or_default());
            *cell.get_or_init(|| backend.call()).await
        },
    )
    .await;
}

/// An order that comes twice is looked up before it is paid and noted after
#[check(race, points = 1)]
async fn paid_twice(lab: Lab) {
    calls_once(lab, |backend, paid: Arc<Mutex<HashSet<u64>>>| async move {
        if paid.lock().await.contains(&1) {
            return 7;
        }
        let paid_for = backend.call().await;
        paid.lock().await.insert(1);
        paid_for
    })
    .await;
}

/// An order that comes twice is noted before it is paid
#[check(race, points = 1)]
async fn paid_twice_mended(lab: Lab) {
    calls_once(lab, |backend, paid: Arc<Mutex<HashSet<u64>>>| async move {
        match paid.lock().await.insert(1) {
            true => backend.call().await,
            false => 7,
        }
    })
    .await;
}

/// How many are in a room at once.
#[derive(Default)]
struct Room {
    log: Mutex<Vec<u64>>,
    inside: AtomicU64,
    peak: AtomicU64,
}

impl Room {
    async fn visit(&self) {
        let inside = self.inside.fetch_add(1, SeqCst) + 1;
        self.peak.fetch_max(inside, SeqCst);
        work(&self.log).await;
        self.inside.fetch_sub(1, SeqCst);
    }
}

async fn at_most_two<F>(lab: Lab, visit: impl Fn(Arc<Semaphore>, Arc<Room>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let (permits, room) = (Arc::new(Semaphore::new(2)), Arc::new(Room::default()));
    let visits = (0..4).map(|_| visit(permits.clone(), room.clone()));
    together(&lab, visits).await;
    let peak = room.peak.load(SeqCst);
    lab.expect_eq("never more than two inside", true, peak <= 2);
}

/// A permit is dropped as soon as it is there
#[check(race, points = 1)]
async fn permit_dropped(lab: Lab) {
    at_most_two(lab, |permits, room| async move {
        let _ = permits.acquire().await.unwrap();
        room.visit().await;
    })
    .await;
}

/// A permit is kept until the work is done
#[check(race, points = 1)]
async fn permit_dropped_mended(lab: Lab) {
    at_most_two(lab, |permits, room| async move {
        let _permit = permits.acquire().await.unwrap();
        room.visit().await;
    })
    .await;
}
