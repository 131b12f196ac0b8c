use super::*;
use protocol::{Failure, Pass, Record};
use std::cell::RefCell;

/// Answers orders by a rule, and keeps them.
async fn play(seeds: Seeds, rule: impl Fn(&Run) -> (Message, i32)) -> (Outcome, Vec<Run>) {
    let runs = RefCell::new(Vec::new());
    let ask = async |run: Run| {
        let (message, status) = rule(&run);
        runs.borrow_mut().push(run);
        Ok(Exchange {
            said: Said::One(message),
            ended: Ended::Exited(status),
            output: String::new(),
        })
    };
    let outcome = explore(&ask, "check", seeds).await.unwrap();
    (outcome, runs.into_inner())
}

fn passed(run: &Run) -> (Message, i32) {
    let schedules = run.schedules.unwrap();
    let pass = Pass {
        secret: run.secret.clone(),
        schedules,
        virtual_ms: run.first_seed,
        recorded: None,
    };
    (Message::Passed(pass), EXIT_PASSED)
}

fn failed(run: &Run, seed: u64, switches: Option<Vec<u32>>) -> (Message, i32) {
    let findings = Findings {
        failure: Failure::Stuck,
        seed,
        switches,
        schedules: u32::try_from(seed - run.first_seed).unwrap() + 1,
        virtual_ms: 0,
        record: Record {
            truncated: run.record,
            ..Record::default()
        },
    };
    (Message::Failed(Box::new(findings)), EXIT_FAILED)
}

const SEEDS: Seeds = Seeds {
    first: 0,
    count: 10,
};

#[tokio::test]
async fn a_pass_without_the_secret_is_forged() {
    let (outcome, _) = play(SEEDS, |run| {
        let run = Run {
            secret: "guess".to_owned(),
            ..run.clone()
        };
        passed(&run)
    })
    .await;
    assert!(matches!(outcome.answer, Answer::Forged(_)));
}

#[tokio::test]
async fn a_pass_with_another_status_is_forged() {
    let (outcome, _) = play(SEEDS, |run| (passed(run).0, 0)).await;
    assert!(matches!(outcome.answer, Answer::Forged(_)));
}

#[tokio::test]
async fn each_process_gets_another_secret() {
    let (_, runs) = play(SEEDS, |run| failed(run, 3, None)).await;
    assert_eq!(runs.len(), 2);
    assert_ne!(runs[0].secret, runs[1].secret);
}

#[tokio::test]
async fn a_failure_is_replayed_with_its_switches_and_recorded() {
    let (outcome, runs) = play(SEEDS, |run| match run.record {
        false => failed(run, 3, Some(vec![7])),
        true => failed(run, 3, None),
    })
    .await;
    let Answer::Failed(findings) = outcome.answer else {
        panic!("{outcome:?}")
    };
    assert!(findings.record.truncated, "the recorded run counts");
    assert_eq!((findings.schedules, findings.seed), (4, 3));
    assert_eq!(findings.switches, Some(vec![7]));
    assert_eq!((runs[1].first_seed, runs[1].schedules), (3, Some(1)));
    assert_eq!(runs[1].switches, Some(vec![7]));
}

#[tokio::test]
async fn when_the_few_switches_pass_all_of_the_seed_are_tried() {
    let (outcome, runs) = play(SEEDS, |run| match (run.record, &run.switches) {
        (true, Some(_)) => passed(run),
        _ => failed(run, 3, Some(vec![7])),
    })
    .await;
    let Answer::Failed(findings) = outcome.answer else {
        panic!("{outcome:?}")
    };
    assert_eq!(findings.switches, None);
    assert_eq!(runs.len(), 3);
}

#[tokio::test]
async fn a_failure_that_only_an_old_process_shows_does_not_count() {
    let (outcome, runs) = play(SEEDS, |run| match run.schedules {
        Some(1) => passed(run),
        _ => failed(run, 3, Some(vec![7])),
    })
    .await;
    let Answer::Passed(pass) = outcome.answer else {
        panic!("{outcome:?}")
    };
    assert_eq!((pass.schedules, pass.virtual_ms), (10, 0));
    assert_eq!(runs.len(), 1 + 2 + 10);
}

#[tokio::test]
async fn a_failure_in_a_fresh_process_counts_after_one_that_did_not() {
    let (outcome, _) = play(SEEDS, |run| match (run.schedules, run.first_seed) {
        (Some(1), 5) => failed(run, 5, None),
        (Some(1), _) => passed(run),
        _ => failed(run, 3, None),
    })
    .await;
    let Answer::Failed(findings) = outcome.answer else {
        panic!("{outcome:?}")
    };
    assert_eq!((findings.seed, findings.schedules), (5, 6));
    assert!(findings.record.truncated);
}

#[tokio::test]
async fn a_process_that_asks_for_it_is_renewed_and_the_schedules_add_up() {
    let (outcome, runs) = play(SEEDS, |run| match run.first_seed {
        0 => (
            Message::Renew {
                secret: run.secret.clone(),
                next_seed: 4,
                schedules: 4,
                virtual_ms: 77,
            },
            EXIT_FAILED,
        ),
        _ => passed(run),
    })
    .await;
    let Answer::Passed(pass) = outcome.answer else {
        panic!("{outcome:?}")
    };
    assert_eq!((pass.schedules, pass.virtual_ms), (10, 77));
    assert_eq!((runs[1].first_seed, runs[1].schedules), (4, Some(6)));
}

#[tokio::test]
async fn asking_for_a_fresh_process_without_the_secret_is_no_pass() {
    let renew = |_: &Run| {
        (
            Message::Renew {
                secret: "another".to_owned(),
                next_seed: 9,
                schedules: 9,
                virtual_ms: 0,
            },
            EXIT_FAILED,
        )
    };
    let (outcome, runs) = play(SEEDS, renew).await;
    assert!(matches!(outcome.answer, Answer::Forged(_)), "{outcome:?}");
    assert_eq!(runs.len(), 1);
}

#[tokio::test]
async fn renewing_without_end_is_no_pass() {
    let renew = |run: &Run| {
        (
            Message::Renew {
                secret: run.secret.clone(),
                next_seed: 0,
                schedules: 0,
                virtual_ms: 0,
            },
            EXIT_FAILED,
        )
    };
    let (outcome, runs) = play(SEEDS, renew).await;
    assert!(matches!(outcome.answer, Answer::Forged(_)));
    assert_eq!(runs.len(), 1);
}
