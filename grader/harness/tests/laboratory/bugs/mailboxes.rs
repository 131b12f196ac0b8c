//! Tasks that send to one who does not read.
use super::work;
use facade::{
    spawn,
    sync::{Mutex, mpsc, oneshot},
    task::yield_now,
};
use harness::{Lab, check};
use std::{future::Future, sync::Arc};

enum Mail {
    /// To be answered with the peer's help.
    Ask(oneshot::Sender<u64>),
    Tell(oneshot::Sender<u64>),
}

async fn request(
    mailbox: &mpsc::Sender<Mail>,
    mail: impl FnOnce(oneshot::Sender<u64>) -> Mail,
) -> u64 {
    let (answer, answered) = oneshot::channel();
    mailbox.send(mail(answer)).await.ok().unwrap();
    answered.await.unwrap()
}

/// Two actors, one of them asked a little later than the other.
async fn both_answer<F>(lab: Lab, actor: impl Fn(mpsc::Receiver<Mail>, mpsc::Sender<Mail>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let (to_a, mail_of_a) = mpsc::channel(4);
    let (to_b, mail_of_b) = mpsc::channel(4);
    lab.start("actor A", actor(mail_of_a, to_b.clone()));
    lab.start("actor B", actor(mail_of_b, to_a.clone()));
    let first = lab.start(
        "first client",
        async move { request(&to_a, Mail::Ask).await },
    );
    let second = lab.start("second client", async move {
        yield_now().await;
        request(&to_b, Mail::Ask).await
    });
    lab.expect_eq("the first answer", 2, first.join().await);
    lab.expect_eq("the second answer", 2, second.join().await);
}

/// Two actors call one another and read no mail while they wait
#[check(deadlock, points = 1)]
async fn calling_actors(lab: Lab) {
    both_answer(lab, |mut mailbox, peer| async move {
        while let Some(mail) = mailbox.recv().await {
            let _ = match mail {
                Mail::Tell(answer) => answer.send(1),
                Mail::Ask(answer) => answer.send(1 + request(&peer, Mail::Tell).await),
            };
        }
    })
    .await;
}

/// Two actors call one another from tasks of their own
#[check(deadlock, points = 1)]
async fn calling_actors_mended(lab: Lab) {
    both_answer(lab, |mut mailbox, peer| async move {
        while let Some(mail) = mailbox.recv().await {
            let peer = peer.clone();
            spawn(async move {
                match mail {
                    Mail::Tell(answer) => answer.send(1),
                    Mail::Ask(answer) => answer.send(1 + request(&peer, Mail::Tell).await),
                }
            });
        }
    })
    .await;
}

/// Reports on a job, and on having to wait for it. Two reports are the usual number for two jobs.
async fn job(machine: Arc<Mutex<Vec<u64>>>, reports: mpsc::Sender<&'static str>) {
    if machine.try_lock().is_err() {
        reports.send("waits").await.unwrap();
    }
    let _machine = machine.lock().await;
    work(&Mutex::default()).await;
    reports.send("done").await.unwrap();
}

/// Nobody reads a bounded channel before its senders have ended
#[check(deadlock, points = 1)]
async fn full_channel(lab: Lab) {
    let code = async {
        let machine = Arc::default();
        let (reports, mut reported) = mpsc::channel(2);
        let one = spawn(job(Arc::clone(&machine), reports.clone()));
        let other = spawn(job(machine, reports));
        one.await.unwrap();
        other.await.unwrap();
        while reported.recv().await.is_some() {}
    };
    lab.run("the code", code).await;
}

/// A bounded channel is read while its senders run
#[check(deadlock, points = 1)]
async fn full_channel_mended(lab: Lab) {
    let code = async {
        let machine = Arc::default();
        let (reports, mut reported) = mpsc::channel(2);
        let one = spawn(job(Arc::clone(&machine), reports.clone()));
        let other = spawn(job(machine, reports));
        while reported.recv().await.is_some() {}
        one.await.unwrap();
        other.await.unwrap();
    };
    lab.run("the code", code).await;
}
