//! Futures that the check polls by hand, and tokio-test's scripted ones.
use crate::driver::Trials;
use harness::{Diagnosis, Lab, check};
use protocol::{Failure, Finish, What};
use std::{future::poll_fn, task::Poll, time::Duration};
use tokio::{io::AsyncReadExt, sync::oneshot};

pub(crate) fn trials(trials: &mut Trials) {
    trials.passes(
        "a_future_is_pending_until_what_it_waits_for_is_there",
        "waits_for_a_word",
    );
    trials.fails(
        "a_future_that_is_ready_too_early_is_named",
        "ready_at_once",
        |found| matches!(&found.failure, Failure::Unmet(unmet) if unmet.actual == "the code was ready"),
    );
    trials.fails(
        "a_future_that_forgets_its_waker_is_named",
        "forgets_its_waker",
        |found| matches!(&found.failure, Failure::Unmet(unmet) if unmet.actual == "nothing has woken the code"),
    );
    trials.fails(
        "its_panic_is_the_submissions_and_has_its_task",
        "panics_by_hand",
        |found| matches!(&found.failure, Failure::Panicked { task: 1, message, .. } if message == "by hand"),
    );
    trials.fails(
        "a_future_that_is_dropped_is_on_record",
        "dropped_by_hand",
        |found| {
            let dropped = What::Finished {
                how: Finish::Dropped,
            };
            found
                .record
                .events
                .iter()
                .any(|event| event.task == 1 && event.what == dropped)
        },
    );
    trials.passes("a_scripted_reader_waits_in_virtual_time", "reads_a_script");
}

/// Waits for a word.
#[check(behaviour, points = 1)]
async fn waits_for_a_word(lab: Lab) {
    let (tell, told) = oneshot::channel();
    let mut code = lab.by_hand("the code", told);
    lab.expect_pending("before the word", Diagnosis::WrongResult, &mut code);
    tell.send(lab.seed()).expect("the receiver is alive");
    lab.expect_woken("by the word", Diagnosis::WrongResult, &code);
    let heard = lab.expect_ready("after the word", Diagnosis::WrongResult, &mut code);
    lab.expect_eq("the word", Some(lab.seed()), heard.ok());
}

/// Ready at once.
#[check(behaviour, points = 1)]
async fn ready_at_once(lab: Lab) {
    let mut code = lab.by_hand("the code", async {});
    lab.expect_pending("before the word", Diagnosis::WrongResult, &mut code);
}

/// Forgets its waker.
#[check(behaviour, points = 1)]
async fn forgets_its_waker(lab: Lab) {
    let mut code = lab.by_hand("the code", poll_fn(|_| Poll::<()>::Pending));
    lab.expect_pending("before the word", Diagnosis::WrongResult, &mut code);
    lab.sleep(Duration::from_secs(1)).await;
    lab.expect_woken("by the word", Diagnosis::WrongResult, &code);
}

/// Panics by hand.
#[check(behaviour, points = 1)]
async fn panics_by_hand(lab: Lab) {
    let mut code = lab.by_hand("the code", async { panic!("by hand") });
    lab.expect_pending("before the panic", Diagnosis::WrongResult, &mut code);
}

/// Dropped by hand.
#[check(behaviour, points = 1)]
async fn dropped_by_hand(lab: Lab) {
    drop(lab.by_hand("the code", std::future::pending::<()>()));
    lab.expect_eq("a number", 1, 2);
}

/// Reads a script.
#[check(behaviour, points = 1)]
async fn reads_a_script(lab: Lab) {
    let wait = lab.millis(10..=500);
    let mut script = harness::tokio_test::io::Builder::new()
        .read(b"he")
        .wait(wait)
        .read(b"llo")
        .build();
    let start = lab.now();
    let text = lab
        .run("read", async move {
            let mut text = String::new();
            script.read_to_string(&mut text).await.map(|_| text)
        })
        .await;
    lab.expect_eq("the text", Some("hello".to_owned()), text.ok());
    lab.expect_eq("the wait", wait, lab.now() - start);
}
