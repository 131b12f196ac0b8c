//! Consumers that give up a message they should have had.
use super::work;
use facade::{
    select, spawn,
    sync::{Mutex, Notify, mpsc},
    task::yield_now,
};
use harness::{Lab, check};
use std::{future::Future, sync::Arc};

const MESSAGES: [u64; 3] = [1, 2, 3];
const SUM: u64 = 6;

async fn send_all(messages: mpsc::Sender<u64>) {
    for message in MESSAGES {
        messages.send(message).await.unwrap();
        yield_now().await;
    }
}

async fn sums_beside_ticks<F>(
    lab: Lab,
    sum: impl FnOnce(mpsc::Receiver<u64>, mpsc::Receiver<()>) -> F,
) where
    F: Future<Output = u64> + Send + 'static,
{
    let (messages, received) = mpsc::channel(4);
    let (ticks, ticked) = mpsc::channel(1);
    let sum = lab.start("the consumer", sum(received, ticked));
    lab.start("the producer", send_all(messages));
    lab.start("the clock", async move {
        while ticks.send(()).await.is_ok() {
            yield_now().await;
        }
    });
    lab.expect_eq("the sum", SUM, sum.join().await);
}

async fn logged(messages: &mut mpsc::Receiver<u64>, log: &Mutex<Vec<u64>>) -> Option<u64> {
    let message = messages.recv().await;
    work(log).await;
    message
}

/// A branch of `select!` is dropped with a message in its hand
#[check(race, points = 1)]
async fn select_loses(lab: Lab) {
    sums_beside_ticks(lab, |mut messages, mut ticks| async move {
        let (log, mut sum) = (Mutex::default(), 0);
        loop {
            select! {
                message = logged(&mut messages, &log) => match message {
                    Some(message) => sum += message,
                    None => return sum,
                },
                Some(()) = ticks.recv() => {}
            }
        }
    })
    .await;
}

/// A branch of `select!` only receives, and the rest is done after it
#[check(race, points = 1)]
async fn select_loses_mended(lab: Lab) {
    sums_beside_ticks(lab, |mut messages, mut ticks| async move {
        let (log, mut sum) = (Mutex::default(), 0);
        loop {
            select! {
                message = messages.recv() => match message {
                    Some(message) => {
                        work(&log).await;
                        sum += message;
                    }
                    None => return sum,
                },
                Some(()) = ticks.recv() => {}
            }
        }
    })
    .await;
}

async fn sums_until_stopped<F>(lab: Lab, sum: impl FnOnce(mpsc::Receiver<u64>, Arc<Notify>) -> F)
where
    F: Future<Output = u64> + Send + 'static,
{
    let (messages, received) = mpsc::channel(4);
    let stop = Arc::new(Notify::new());
    let sum = lab.start("the consumer", sum(received, stop.clone()));
    let sent = lab.start("the producer", async move {
        send_all(messages).await;
        stop.notify_one();
    });
    lab.expect_eq("the sum", SUM, sum.join().await);
    sent.join().await;
}

/// `select!` is expected to look at messages before it looks at the signal to stop
#[check(race, points = 1)]
async fn select_order(lab: Lab) {
    sums_until_stopped(lab, |mut messages, stop| async move {
        let mut sum = 0;
        loop {
            select! {
                Some(message) = messages.recv() => sum += message,
                () = stop.notified() => return sum,
            }
        }
    })
    .await;
}

/// After the signal to stop, what is left in the channel is read
#[check(race, points = 1)]
async fn select_order_mended(lab: Lab) {
    sums_until_stopped(lab, |mut messages, stop| async move {
        let mut sum = 0;
        loop {
            select! {
                Some(message) = messages.recv() => sum += message,
                () = stop.notified() => break,
            }
        }
        messages.close();
        while let Some(message) = messages.recv().await {
            sum += message;
        }
        sum
    })
    .await;
}

async fn add_all(mut messages: mpsc::Receiver<u64>, sum: Arc<Mutex<u64>>) {
    while let Some(message) = messages.recv().await {
        *sum.lock().await += message;
    }
}

/// A consumer is stopped when its producer has ended
#[check(race, points = 1)]
async fn stopped_too_early(lab: Lab) {
    let code = async {
        let (messages, received) = mpsc::channel(4);
        let sum = Arc::default();
        let consumer = spawn(add_all(received, Arc::clone(&sum)));
        spawn(send_all(messages)).await.unwrap();
        consumer.abort();
        let _ = consumer.await;
        *sum.lock().await
    };
    lab.expect_eq("the sum", SUM, lab.run("the code", code).await);
}

/// A consumer ends by itself when its producer has ended
#[check(race, points = 1)]
async fn stopped_too_early_mended(lab: Lab) {
    let code = async {
        let (messages, received) = mpsc::channel(4);
        let sum = Arc::default();
        let consumer = spawn(add_all(received, Arc::clone(&sum)));
        spawn(send_all(messages)).await.unwrap();
        consumer.await.unwrap();
        *sum.lock().await
    };
    lab.expect_eq("the sum", SUM, lab.run("the code", code).await);
}
