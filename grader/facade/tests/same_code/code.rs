// What submissions use of tokio, included twice by `same_code.rs`.
use std::{
    sync::{Arc, Mutex as StdMutex},
    time::Duration,
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::{Mutex, Notify, RwLock, Semaphore, broadcast, mpsc, oneshot, watch},
    task::{AbortHandle, JoinError, JoinHandle, JoinSet, LocalSet, spawn_blocking},
    time::{interval, sleep, timeout},
};

tokio::task_local! {
    static NUMBER: u32;
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

pub(crate) fn everything() -> Vec<String> {
    let runtime = runtime();
    let handle: &Handle = runtime.handle();
    let spawned: JoinHandle<u32> = handle.spawn(async { 1 });
    let mut results = runtime.block_on(async { vec![format!("{:?}", spawned.await)] });
    results.extend(runtime.block_on(tasks()));
    results.extend(runtime.block_on(waits()));
    let local = LocalSet::new();
    results.push(runtime.block_on(local.run_until(async {
        let here = std::rc::Rc::new(5);
        format!("{:?}", tokio::task::spawn_local(async move { *here }).await)
    })));
    results
}

async fn tasks() -> Vec<String> {
    let mut results = Vec::new();
    let joined = tokio::join!(tokio::spawn(async { 1 }), tokio::task::spawn(async { 2 }));
    results.push(format!("{:?}", (joined.0.unwrap(), joined.1.unwrap())));
    let tried: Result<(u32, u32), JoinError> =
        tokio::try_join!(tokio::spawn(async { 1 }), tokio::spawn(async { 2 }));
    results.push(format!("{:?}", tried.unwrap()));

    let free: tokio::task::coop::Unconstrained<_> = tokio::task::coop::unconstrained(async {
        for _ in 0..1_000 {
            tokio::task::coop::consume_budget().await;
        }
        tokio::task::coop::has_budget_remaining()
    });
    results.push(format!("{}", tokio::spawn(free).await.unwrap()));

    let mut set = JoinSet::new();
    for number in 0..5u64 {
        let _: AbortHandle = set.spawn(async move {
            sleep(Duration::from_millis(10 - number)).await;
            number
        });
    }
    set.spawn_blocking(|| 99);
    results.push(format!("{} {}", set.len(), set.is_empty()));
    while let Some(next) = set.join_next().await {
        results.push(format!("{:?}", next.unwrap()));
    }
    let mut more: JoinSet<u32> = (0..3).map(|number| async move { number }).collect();
    more.extend((3..5).map(|number| async move { number }));
    let mut all = more.join_all().await;
    all.sort_unstable();
    results.push(format!("{all:?}"));
    let mut aborted = JoinSet::new();
    aborted.spawn(std::future::pending::<()>());
    aborted.shutdown().await;

    let panicked = tokio::spawn(async { if true { panic!("on purpose") } }).await;
    results.push(format!("{}", panicked.unwrap_err().is_panic()));
    let pending = tokio::spawn(std::future::pending::<()>());
    pending.abort();
    results.push(format!("{}", pending.await.unwrap_err().is_cancelled()));
    results.push(format!("{:?}", spawn_blocking(|| 7).await.unwrap()));
    results.push(format!("{}", NUMBER.scope(8, async { NUMBER.get() }).await));
    results
}

async fn waits() -> Vec<String> {
    let mut results = Vec::new();
    let (sender, mut receiver) = mpsc::channel(1);
    let (one, other) = oneshot::channel();
    let (watched, mut watcher) = watch::channel(0);
    let (_told, _) = broadcast::channel::<u32>(1);
    let notify = Arc::new(Notify::new());
    let notified = Arc::clone(&notify);
    tokio::spawn(async move {
        sender.send(1).await.unwrap();
        one.send(2).unwrap();
        watched.send(3).unwrap();
        notified.notify_one();
    });
    results.push(format!("{:?}", receiver.recv().await));
    results.push(format!("{:?}", other.await));
    watcher.changed().await.unwrap();
    results.push(format!("{:?}", *watcher.borrow()));
    notify.notified().await;

    let lock = Mutex::new(1);
    *lock.lock().await += 1;
    let shared = RwLock::new(*lock.lock().await);
    let semaphore = Semaphore::new(1);
    let _permit = semaphore.acquire().await.unwrap();
    results.push(format!("{:?}", *shared.read().await));
    let late = timeout(Duration::from_millis(5), std::future::pending::<()>()).await;
    results.push(format!("{}", late.is_err()));
    let mut ticks = interval(Duration::from_millis(3));
    ticks.tick().await;
    let first = tokio::select! {
        _ = ticks.tick() => "tick",
        _ = sleep(Duration::from_millis(50)) => "sleep",
    };
    results.push(first.to_owned());
    let pinned = sleep(Duration::from_millis(1));
    tokio::pin!(pinned);
    pinned.as_mut().await;
    results
}

pub(crate) fn order_of_first_polls() -> Vec<u32> {
    let order = Arc::new(StdMutex::new(Vec::new()));
    runtime().block_on(async {
        let mut set = JoinSet::new();
        for number in 0..5 {
            let order = Arc::clone(&order);
            set.spawn(async move { order.lock().unwrap().push(number) });
        }
        set.join_all().await;
    });
    let order = order.lock().unwrap();
    order.clone()
}
