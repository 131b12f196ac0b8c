//! Services away from the laboratory: plain tokio code, under tokio's paused clock.
use services::{AuditLog, Backend, Conditions, SaveError, User, UserApi};
use std::time::Duration;
use tokio::time::{Instant, advance, timeout};
use tokio_test::{assert_pending, assert_ready_ok, task};

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

fn ping(backend: &Backend) -> services::Call<Result<(), ()>> {
    let answer = |broken| if broken { Err(()) } else { Ok(()) };
    backend.call("PING".to_owned(), answer, Result::is_err)
}

#[tokio::test(start_paused = true)]
async fn a_call_takes_exactly_its_latency() {
    let api = UserApi::new(Conditions::seeded(1));
    let start = Instant::now();
    assert_eq!(api.user(3).await, Ok(User::known(3)));
    let latency = api.backend().latency_of(&UserApi::call_name(3));
    assert_eq!(start.elapsed(), latency);
    assert!((ms(50)..=ms(150)).contains(&latency));
}

#[tokio::test(start_paused = true)]
async fn a_latency_that_was_set_is_used() {
    let backend = Backend::new(Conditions::default());
    backend.set_latency("PING", ms(7));
    let start = Instant::now();
    assert_eq!(ping(&backend).await, Ok(()));
    assert_eq!(start.elapsed(), ms(7));
}

#[test]
fn a_latency_depends_on_the_seed_and_the_name_only() {
    let latencies = |seed| {
        let backend = Backend::new(Conditions::seeded(seed));
        let names = (1..=20).map(|number| format!("PING {number}"));
        names
            .map(|name| backend.latency_of(&name))
            .collect::<Vec<_>>()
    };
    assert_eq!(latencies(1), latencies(1));
    assert_ne!(latencies(1), latencies(2));
    let backend = Backend::new(Conditions::seeded(1));
    assert_eq!(backend.latency_of("PING 20"), latencies(1)[19]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_awaited_sends_nothing() {
    let log = AuditLog::new(Conditions::default());
    drop(log.save("a record"));
    let meter = log.backend().meter();
    assert_eq!((meter.calls, meter.never_polled), (0, 1));
    assert!(log.records().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_given_up_has_no_effect() {
    let log = AuditLog::new(Conditions::default());
    assert!(timeout(ms(10), log.save("a record")).await.is_err());
    let meter = log.backend().meter();
    assert_eq!((meter.calls, meter.dropped, meter.in_flight), (1, 1, 0));
    assert!(log.records().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_broken_call_fails_until_it_is_mended() {
    let log = AuditLog::new(Conditions::default());
    log.backend().break_call("SAVE it");
    let error = SaveError {
        record: "it".to_owned(),
    };
    assert_eq!(log.save("it").await, Err(error));
    log.backend().mend_call("SAVE it");
    assert_eq!(log.save("it").await, Ok(()));
    let meter = log.backend().meter();
    assert_eq!((meter.failed, meter.answered), (1, 1));
    assert_eq!(log.records(), ["it"]);
}

#[tokio::test(start_paused = true)]
async fn the_peak_is_the_most_calls_at_once() {
    let backend = Backend::new(Conditions::default());
    let (one, two) = tokio::join!(ping(&backend), ping(&backend));
    assert_eq!((one, two), (Ok(()), Ok(())));
    assert_eq!(ping(&backend).await, Ok(()));
    let meter = backend.meter();
    assert_eq!((meter.peak, meter.calls, meter.in_flight), (2, 3, 0));
}

#[tokio::test(start_paused = true)]
async fn a_call_is_sent_by_its_first_poll_and_wakes_its_task_when_it_is_answered() {
    let backend = Backend::new(Conditions::default());
    backend.set_latency("PING", ms(7));
    let mut call = task::spawn(ping(&backend));
    assert_eq!(backend.meter().calls, 0);
    assert_pending!(call.poll());
    assert_eq!(backend.meter().calls, 1);
    advance(ms(6)).await;
    assert!(!call.is_woken());
    advance(ms(1)).await;
    assert!(call.is_woken());
    assert_ready_ok!(call.poll());
    assert_eq!(backend.meter().answered, 1);
}

#[tokio::test(start_paused = true)]
async fn calls_are_listed_in_the_order_in_which_they_were_sent() {
    let api = UserApi::new(Conditions::default());
    let (first, second) = (api.user(1), api.user(2));
    let _ = second.await;
    let _ = first.await;
    let unsent = api.user(3);
    let names = [2, 1].map(UserApi::call_name);
    assert_eq!(api.backend().sent(), names);
    drop(unsent);
}
