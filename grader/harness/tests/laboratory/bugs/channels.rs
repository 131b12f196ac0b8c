//! Messages that get lost, come late or come in another order.
use super::work;
use facade::{
    sync::{Mutex, broadcast, mpsc, oneshot},
    task::yield_now,
};
use harness::{Lab, check};
use std::{future::Future, sync::Arc};

const MESSAGES: [u64; 3] = [1, 2, 3];

async fn all_of(mut messages: mpsc::Receiver<u64>) -> Vec<u64> {
    let mut received = Vec::new();
    while let Some(message) = messages.recv().await {
        received.push(message);
    }
    received
}

/// Messages of two senders are expected in the order in which these were started
#[check(race, points = 1)]
async fn two_producers(lab: Lab) {
    let (messages, received) = mpsc::channel(4);
    for message in [1, 2] {
        let messages = messages.clone();
        lab.start("a producer", async move { messages.send(message).await });
    }
    drop(messages);
    let received = lab.run("the consumer", all_of(received)).await;
    lab.expect_in_order("the messages", vec![1, 2], received);
}

/// Messages of two senders are put in order by their numbers
#[check(race, points = 1)]
async fn two_producers_mended(lab: Lab) {
    let (messages, received) = mpsc::channel(4);
    for message in [1, 2] {
        let messages = messages.clone();
        lab.start("a producer", async move { messages.send(message).await });
    }
    drop(messages);
    let received = lab.run("the consumer", async {
        let mut received = all_of(received).await;
        received.sort_unstable();
        received
    });
    lab.expect_in_order("the messages", vec![1, 2], received.await);
}

type Numbers = Arc<Mutex<u64>>;

async fn numbers_come_in_order<F>(lab: Lab, send: impl Fn(Numbers, mpsc::Sender<u64>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let (messages, received) = mpsc::channel(4);
    let last = Numbers::default();
    lab.start("a producer", send(last.clone(), messages.clone()));
    lab.start("a producer", send(last, messages));
    let received = lab.run("the consumer", all_of(received)).await;
    lab.expect_in_order("the numbers", vec![1, 2], received);
}

async fn next(last: &Mutex<u64>) -> u64 {
    let mut last = last.lock().await;
    *last += 1;
    *last
}

/// A message gets its number under a lock and is sent after it
#[check(race, points = 1)]
async fn numbered_then_sent(lab: Lab) {
    numbers_come_in_order(lab, |last, messages| async move {
        let number = next(&last).await;
        messages.send(number).await.unwrap();
    })
    .await;
}

/// A message gets its number and is sent under one lock
#[check(race, points = 1)]
async fn numbered_then_sent_mended(lab: Lab) {
    numbers_come_in_order(lab, |last, messages| async move {
        let mut last = last.lock().await;
        *last += 1;
        messages.send(*last).await.unwrap();
    })
    .await;
}

async fn question_is_answered<F>(
    lab: Lab,
    serve: impl FnOnce(Arc<Mutex<Option<u64>>>, oneshot::Sender<Option<u64>>) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let value = Arc::new(Mutex::new(None));
    let (answer, answered) = oneshot::channel();
    let set = value.clone();
    lab.start("the writer", async move { *set.lock().await = Some(7) });
    lab.start("the server", serve(value, answer));
    let answered = lab.run("the client", answered).await.is_ok();
    lab.expect_eq("the client gets an answer", true, answered);
}

/// A question is answered only if the value is there
#[check(race, points = 1)]
async fn no_answer(lab: Lab) {
    question_is_answered(lab, |value, answer| async move {
        if let Some(value) = *value.lock().await {
            let _ = answer.send(Some(value));
        }
    })
    .await;
}

/// A question is answered in any case
#[check(race, points = 1)]
async fn no_answer_mended(lab: Lab) {
    question_is_answered(lab, |value, answer| async move {
        let _ = answer.send(*value.lock().await);
    })
    .await;
}

async fn sees_its_own_write<F>(
    lab: Lab,
    save: impl FnOnce(Arc<Mutex<u64>>, oneshot::Sender<()>) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let value = Arc::new(Mutex::new(0));
    let (saved, is_saved) = oneshot::channel();
    lab.start("the server", save(value.clone(), saved));
    let read = lab.run("the client", async move {
        is_saved.await.unwrap();
        *value.lock().await
    });
    lab.expect_eq("what the client reads", 7, read.await);
}

/// A write is confirmed before it is done
#[check(race, points = 1)]
async fn early_answer(lab: Lab) {
    sees_its_own_write(lab, |value, saved| async move {
        let _ = saved.send(());
        work(&Mutex::default()).await;
        *value.lock().await = 7;
    })
    .await;
}

/// A write is confirmed when it is done
#[check(race, points = 1)]
async fn early_answer_mended(lab: Lab) {
    sees_its_own_write(lab, |value, saved| async move {
        work(&Mutex::default()).await;
        *value.lock().await = 7;
        let _ = saved.send(());
    })
    .await;
}

async fn broadcasts(events: broadcast::Sender<u64>) {
    for event in MESSAGES {
        // Without a listener it is an error, which is none here.
        let _ = events.send(event);
        yield_now().await;
    }
}

async fn hears(mut events: broadcast::Receiver<u64>) -> Vec<u64> {
    let mut heard = Vec::new();
    while let Ok(event) = events.recv().await {
        heard.push(event);
    }
    heard
}

/// A listener subscribes when it runs, and events are sent before
#[check(race, points = 1)]
async fn late_listener(lab: Lab) {
    let events = broadcast::Sender::new(4);
    let source = events.downgrade();
    let heard = lab.start("the listener", async move {
        let subscribed = source.upgrade().map(|source| source.subscribe());
        match subscribed {
            Some(events) => hears(events).await,
            None => Vec::new(),
        }
    });
    lab.start("the source", broadcasts(events));
    lab.expect_eq("what it heard", MESSAGES.to_vec(), heard.join().await);
}

/// A listener is subscribed before the source is started
#[check(race, points = 1)]
async fn late_listener_mended(lab: Lab) {
    let events = broadcast::Sender::new(4);
    let heard = lab.start("the listener", hears(events.subscribe()));
    lab.start("the source", broadcasts(events));
    lab.expect_eq("what it heard", MESSAGES.to_vec(), heard.join().await);
}

/// A listener that is too slow takes the gap for the end
#[check(race, points = 1)]
async fn gap_means_end(lab: Lab) {
    let events = broadcast::Sender::new(1);
    let heard = lab.start("the listener", hears(events.subscribe()));
    lab.start("the source", broadcasts(events));
    let last = heard.join().await.pop();
    lab.expect_eq("the last event it heard", Some(3), last);
}

/// A listener that is too slow goes on after the gap
#[check(race, points = 1)]
async fn gap_means_end_mended(lab: Lab) {
    use broadcast::error::RecvError;
    let events = broadcast::Sender::new(1);
    let mut heard = events.subscribe();
    let last = lab.start("the listener", async move {
        let mut last = None;
        loop {
            match heard.recv().await {
                Ok(event) => last = Some(event),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return last,
            }
        }
    });
    lab.start("the source", broadcasts(events));
    lab.expect_eq("the last event it heard", Some(3), last.join().await);
}
