//! The judgement as a whole: which facts are a pass, and what every result keeps to.
#[path = "../src/judge/testing.rs"]
#[expect(dead_code, reason = "the judgement's own tests use the rest")]
mod testing;

use grader::check_run::{Answer, CheckRun, Ended};
use grader::judge::{self, CheckResult, Score, Sources, Verdict};
use protocol::{
    Blocking, CheckInfo, Diagnosis, EXIT_FAILED, EXIT_PASSED, Failure, Findings, Kind, Pass, Place,
    WaitFor,
};
use testing::{Story, line, sources, unmet};

fn run(answer: Answer, ended: Ended) -> CheckRun {
    CheckRun {
        info: CheckInfo {
            name: "check".to_owned(),
            title: "It works.".to_owned(),
            kind: Kind::Race,
            points: 3,
            schedules: 500,
        },
        answer,
        ended,
        output: "test result: ok. 1 passed".to_owned(),
        wall_ms: 7,
    }
}

fn judged(answer: Answer, ended: Ended) -> CheckResult {
    judge::check(&run(answer, ended), &sources())
}

fn found(failure: Failure, story: Story) -> CheckResult {
    let findings = Findings {
        failure,
        seed: 11,
        switches: None,
        schedules: 12,
        virtual_ms: 90,
        record: story.record,
    };
    judged(
        Answer::Failed(Box::new(findings)),
        Ended::Exited(EXIT_FAILED),
    )
}

/// One of every kind of failure, each with places in the submission, outside of it, and unknown ones.
fn every_failure() -> Vec<CheckResult> {
    let elsewhere = Place::Line {
        file: "checks.rs".to_owned(),
        line: 3,
        column: 1,
    };
    let mut results = Vec::new();
    for place in [line(3), elsewhere, Place::Frames(vec![17])] {
        let mut failures: Vec<Failure> = Diagnosis::ALL
            .iter()
            .map(|meaning| Failure::Unmet(unmet(*meaning, "20 ms", "10 ms")))
            .collect();
        failures.extend([
            Failure::Stuck,
            Failure::TooManyPolls { polls: 2_000 },
            Failure::Spinning {
                place: place.clone(),
            },
            Failure::Panicked {
                task: 1,
                message: "no".to_owned(),
                place: Some(place.clone()),
            },
        ]);
        let blockings = [
            Blocking::Sleep,
            Blocking::Wait,
            Blocking::Join,
            Blocking::Spin,
        ];
        failures.extend(blockings.map(|by| Failure::BlockedForEver {
            by,
            place: place.clone(),
        }));
        for failure in failures {
            let mut story = Story::new();
            let task = story.run("handle");
            let child = story.spawn(task, place.clone());
            let lock = story.lock("Mutex");
            story.wait(child, lock, place.clone());
            story.waits(child, WaitFor::Lock(lock), place.clone());
            story.make(task, "GET /users/1", place.clone());
            results.push(found(failure, story));
        }
    }
    results
}

#[test]
fn only_the_secret_is_a_pass() {
    let pass = Pass {
        secret: "s".to_owned(),
        schedules: 500,
        virtual_ms: 40,
        recorded: None,
    };
    let passed = judged(Answer::Passed(pass), Ended::Exited(EXIT_PASSED));
    assert_eq!((passed.verdict, passed.earned), (Verdict::Passed, 3));
    assert_eq!((passed.diagnosis, passed.message), (None, None));

    let endings = [0, EXIT_PASSED, EXIT_FAILED].map(Ended::Exited).into_iter();
    for ended in endings.chain([Ended::Signaled(9), Ended::TimedOut { limit_ms: 10_000 }]) {
        for answer in [Answer::Silent, Answer::Forged("a false secret".to_owned())] {
            let result = judged(answer, ended);
            assert_eq!(
                (result.verdict, result.earned),
                (Verdict::Failed, 0),
                "{ended:?}"
            );
        }
    }
}

#[test]
fn a_time_limit_is_a_time_out_and_every_other_silence_a_crash() {
    let diagnosis = |ended| judged(Answer::Silent, ended).diagnosis;
    assert_eq!(
        diagnosis(Ended::TimedOut { limit_ms: 10_000 }),
        Some(Diagnosis::TimedOut)
    );
    assert_eq!(diagnosis(Ended::Exited(0)), Some(Diagnosis::Crashed));
    assert_eq!(diagnosis(Ended::Signaled(11)), Some(Diagnosis::Crashed));
}

#[test]
fn a_failure_that_was_told_counts_even_if_the_process_was_ended_later() {
    let mut story = Story::new();
    story.run("handle");
    let findings = Findings {
        failure: Failure::Unmet(unmet(Diagnosis::WrongResult, "2", "1")),
        seed: 0,
        switches: None,
        schedules: 1,
        virtual_ms: 0,
        record: story.record,
    };
    let answer = Answer::Failed(Box::new(findings));
    let result = judged(answer, Ended::TimedOut { limit_ms: 10_000 });
    assert_eq!(result.diagnosis, Some(Diagnosis::WrongResult));
}

#[test]
fn every_failed_check_is_explained() {
    for result in every_failure() {
        assert_eq!((result.verdict, result.earned), (Verdict::Failed, 0));
        assert_eq!((result.failing_seed, result.schedules), (Some(11), 12));
        let message = result.message.unwrap();
        assert!(
            message.ends_with(['.', 'o']) && message.len() > 10,
            "{message}"
        );
        assert!(
            message.starts_with(|c: char| c.is_uppercase() || c == '`'),
            "{message}"
        );
        assert!(result.hint.is_some() && result.expected.is_some() && result.actual.is_some());
    }
}

#[test]
fn only_lines_of_the_submission_are_shown() {
    let mut shown = 0;
    for result in every_failure() {
        shown += result.evidence.len();
        assert!(
            result
                .evidence
                .iter()
                .all(|piece| piece.file == "src/lib.rs")
        );
        let files = result
            .timeline
            .iter()
            .filter_map(|moment| moment.file.as_deref());
        assert!(files.into_iter().all(|file| file == "src/lib.rs"));
    }
    assert!(shown > 0);
}

#[test]
fn a_submission_without_files_has_no_evidence() {
    let mut story = Story::new();
    let task = story.run("handle");
    story.block(task, line(3), 50);
    let findings = Findings {
        failure: Failure::Unmet(unmet(Diagnosis::WrongTiming, "10 ms", "50 ms")),
        seed: 0,
        switches: None,
        schedules: 1,
        virtual_ms: 50,
        record: story.record,
    };
    let answer = Answer::Failed(Box::new(findings));
    let result = judge::check(
        &run(answer, Ended::Exited(EXIT_FAILED)),
        &Sources::default(),
    );
    assert_eq!(result.diagnosis, Some(Diagnosis::BlockedEventLoop));
    assert!(result.evidence.is_empty());
}

#[test]
fn an_empty_record_is_judged_too() {
    let story = Story {
        record: protocol::Record::default(),
        now: 0,
    };
    let result = found(Failure::Stuck, story);
    assert_eq!(result.diagnosis, Some(Diagnosis::Deadlock));
    let task = Failure::Panicked {
        task: 99,
        message: String::new(),
        place: None,
    };
    let empty = Story {
        record: protocol::Record::default(),
        now: 0,
    };
    assert_eq!(found(task, empty).diagnosis, Some(Diagnosis::Panicked));
}

#[test]
fn a_forged_record_does_not_stop_the_grader() {
    let mut story = Story::new();
    let task = story.run("handle");
    let lock = story.lock("Mutex");
    for at in [u64::MAX, 3, u64::MAX, 0] {
        story.now = at;
        story.wait(task, lock, 3);
        story.acquire(task, lock, 3);
        let call = story.make(task, "GET /users/1", 4);
        story.send(task, call);
        let (by, for_ms) = (Blocking::Sleep, u64::MAX);
        story.event(task, Some(line(5)), protocol::What::Blocked { by, for_ms });
    }
    // A task that is its own parent, and one whose parent is not there.
    story.record.tasks[1].parent = Some(1);
    story.record.tasks[1].name = None;
    story.waits(77, WaitFor::Task(77), 3);
    let failures = [
        Failure::Stuck,
        Failure::TooManyPolls { polls: u64::MAX },
        Failure::Unmet(unmet(
            Diagnosis::WrongTiming,
            "1 ms",
            "99999999999999999999 ms",
        )),
        Failure::Unmet(unmet(Diagnosis::LeakedTask, "[", "]")),
        Failure::Unmet(unmet(Diagnosis::LostUpdate, "", "\n")),
    ];
    for failure in failures {
        let record = story.record.clone();
        assert_eq!(
            found(failure, Story { record, now: 0 }).verdict,
            Verdict::Failed
        );
    }
}

#[test]
fn a_rejected_submission_earns_nothing_of_what_was_possible() {
    let info = run(Answer::Silent, Ended::Exited(0)).info;
    let results = [
        judge::rejected(&info, &[]),
        judge::rejected(&info, &[]),
        judge::skipped(&info),
    ];
    assert_eq!(Score::of(&results), Score::new(0, 6));
    assert_eq!(results[0].diagnosis, Some(Diagnosis::CompileError));
}
