//! For each reading of a wrong time: a case that shows it, and one that only looks like it.
use super::super::testing::{Story, plan, sources, unmet};
use super::*;
use protocol::{Finish, Outcome};

mod lines_and_runs;

fn read(story: &Story, unmet: &Unmet) -> Option<Insight> {
    insight(&Scene::new(&story.record, &sources()), unmet)
}

fn diagnosis(story: &Story, unmet: &Unmet) -> Option<Diagnosis> {
    read(story, unmet).map(|insight| insight.diagnosis)
}

fn late(expected: &str, actual: &str) -> Unmet {
    unmet(Diagnosis::WrongTiming, expected, actual)
}

/// `handle` makes calls, each sent and answered at these times.
fn with_calls(times: &[(u64, u64)]) -> Story {
    let mut story = Story::new();
    let task = story.run("handle");
    let calls: Vec<u32> = (0..times.len())
        .map(|n| story.make(task, &format!("GET /users/{n}"), 4))
        .collect();
    let sends = times
        .iter()
        .zip(&calls)
        .map(|((sent, _), call)| (*sent, 1, *call));
    let ends = times
        .iter()
        .zip(&calls)
        .map(|((_, end), call)| (*end, 0, *call));
    let mut moments: Vec<_> = sends.chain(ends).collect();
    moments.sort_unstable();
    for (at, sent, call) in moments {
        story.at(at);
        if sent == 1 {
            story.send(task, call)
        } else {
            story.end(task, call, Outcome::Answered)
        }
    }
    story.finish(task, Finish::Returned);
    story
}

#[test]
fn calls_one_after_another_are_sequential_at_their_line() {
    let story = with_calls(&[(0, 100), (100, 180), (180, 240)]);
    let found = read(&story, &late("100 ms", "240 ms")).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::Sequential);
    assert_eq!(
        found.message,
        "3 requests were sent one after another, so their waits added up: 240 ms instead of 100 ms."
    );
    assert_eq!(
        found
            .evidence
            .iter()
            .map(|piece| piece.line)
            .collect::<Vec<_>>(),
        [4]
    );
}

#[test]
fn calls_that_must_follow_one_another_are_not_sequential() {
    // Log in, fetch, and a needless sleep at the end.
    let mut story = with_calls(&[(0, 100), (100, 180)]);
    story.at(300);
    assert_eq!(diagnosis(&story, &late("180 ms", "300 ms")), None);
}

#[test]
fn work_that_is_too_fast_is_never_sequential() {
    let story = with_calls(&[(0, 10), (10, 20)]);
    assert_eq!(diagnosis(&story, &late("100 ms", "20 ms")), None);
}

#[test]
fn a_limit_of_two_is_over_serialised() {
    let story = with_calls(&[(0, 100), (0, 80), (80, 160), (100, 190)]);
    let found = read(&story, &late("100 ms", "190 ms")).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::OverSerialised);
    assert!(
        found.message.starts_with("At most 2 of 4 requests"),
        "{}",
        found.message
    );
    assert_eq!(found.evidence[0].line, 4);
}

#[test]
fn calls_as_planned_and_a_needless_sleep_are_not_over_serialised() {
    let story = with_calls(&[(50, 150), (50, 130)]);
    let mut expectation = late("100 ms", "150 ms");
    expectation.plan = Some(plan(&[
        (0, "GET /users/0 sent"),
        (0, "GET /users/1 sent"),
        (80, "GET /users/1 answered"),
        (100, "GET /users/0 answered"),
    ]));
    assert_eq!(diagnosis(&story, &expectation), None);
    expectation.plan = None;
    assert_eq!(diagnosis(&story, &expectation), None);
}

#[test]
fn chunks_that_wait_for_their_slowest_are_over_serialised() {
    let story = with_calls(&[(0, 100), (0, 20), (100, 150), (100, 130)]);
    let mut expectation = late("100 ms", "150 ms");
    expectation.plan = Some(plan(&[
        (0, "GET /users/0 sent"),
        (0, "GET /users/1 sent"),
        (20, "GET /users/1 answered"),
        (20, "GET /users/2 sent"),
        (70, "GET /users/2 answered"),
        (70, "GET /users/3 sent"),
        (100, "GET /users/0 answered"),
        (100, "GET /users/3 answered"),
    ]));
    let found = read(&story, &expectation).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::OverSerialised);
    assert!(
        found.message.starts_with("2 of 4 requests were sent later"),
        "{}",
        found.message
    );
}

#[test]
fn a_blocked_thread_is_found_behind_a_wrong_time() {
    let mut story = Story::new();
    let task = story.run("handle");
    story.block(task, 6, 30);
    story.block(task, 3, 200);
    story.block(task, 3, 200);
    story.finish(task, Finish::Returned);
    let found = read(&story, &late("200 ms", "430 ms")).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::BlockedEventLoop);
    assert!(
        found.message.contains("3 times for 430 ms in total"),
        "{}",
        found.message
    );
    assert_eq!(
        found
            .evidence
            .iter()
            .map(|piece| piece.line)
            .collect::<Vec<_>>(),
        [3, 6]
    );
    assert!(found.evidence[0].what.contains("2 times, 400 ms in total"));
}

#[test]
fn a_block_of_no_time_or_before_the_run_explains_nothing() {
    let mut story = Story::new();
    let first = story.run("warm up");
    story.block(first, 3, 200);
    story.finish(first, Finish::Returned);
    let task = story.run("handle");
    story.block(task, 3, 0);
    story.at(500).finish(task, Finish::Returned);
    assert_eq!(diagnosis(&story, &late("200 ms", "300 ms")), None);
}

#[test]
fn a_heart_that_skips_a_beat_shows_the_line_that_blocked() {
    let mut story = Story::new();
    let task = story.run("handle");
    story.block(task, 3, 200);
    let expectation = Unmet {
        what: "the heartbeat".to_owned(),
        ..unmet(Diagnosis::BlockedEventLoop, "20 beats", "1 beat")
    };
    assert_eq!(read(&story, &expectation).unwrap().evidence[0].line, 3);
    assert_eq!(diagnosis(&Story::new(), &expectation), None);
}

/// Two tasks, each with a call while it holds a lock.
fn two_tasks_under_one_lock(waits_until: u64) -> Story {
    let mut story = Story::new();
    let (one, two) = (story.run("add to a"), story.run("add to b"));
    let lock = story.lock("Mutex");
    story.wait(one, lock, 7);
    story.acquire(one, lock, 7);
    story.wait(two, lock, 7);
    let first = story.make(one, "SAVE a", 8);
    story.send(one, first);
    if waits_until == 0 {
        story.acquire(two, lock, 7);
    }
    story.at(50).end(one, first, Outcome::Answered);
    story.release(one, lock);
    if waits_until > 0 {
        story.at(waits_until).acquire(two, lock, 7);
    }
    let second = story.make(two, "SAVE b", 8);
    story.send(two, second);
    story.at(100).end(two, second, Outcome::Answered);
    story.finish(two, Finish::Returned);
    story
}

#[test]
fn tasks_that_wait_for_one_lock_are_over_serialised_where_they_wait() {
    let expectation = Unmet {
        what: "two counters".to_owned(),
        ..late("50 ms", "100 ms")
    };
    let found = read(&two_tasks_under_one_lock(50), &expectation).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::OverSerialised);
    assert_eq!(found.evidence[0].line, 7);
    assert_eq!(
        found.evidence[0].what,
        "1 task waits here for Mutex #1, 50 ms in total"
    );
}

#[test]
fn a_channel_is_not_a_lock_that_others_hold() {
    let mut story = two_tasks_under_one_lock(50);
    story.record.locks[0].kind = "Sender|Receiver".to_owned();
    let expectation = Unmet {
        what: "two counters".to_owned(),
        ..late("50 ms", "100 ms")
    };
    let found = read(&story, &expectation).unwrap();
    assert!(!found.message.contains("lock"), "{}", found.message);
}

#[test]
fn a_lock_that_nobody_waited_for_is_not_to_blame() {
    let expectation = Unmet {
        what: "two counters".to_owned(),
        ..late("50 ms", "100 ms")
    };
    let found = read(&two_tasks_under_one_lock(0), &expectation).unwrap();
    assert!(!found.message.contains("lock"), "{}", found.message);
}

/// One run spawns two tasks, each with a call while it holds a lock.
fn two_parts_of_one_run_under_one_lock() -> Story {
    let mut story = Story::new();
    let run = story.run("handle");
    let (one, two) = (story.spawn(run, 5), story.spawn(run, 5));
    let lock = story.lock("Mutex");
    story.acquire(one, lock, 7);
    story.wait(two, lock, 7);
    let first = story.make(one, "GET /a", 8);
    story.send(one, first);
    story.at(50).end(one, first, Outcome::Answered);
    story.release(one, lock);
    story.acquire(two, lock, 7);
    let second = story.make(two, "GET /b", 8);
    story.send(two, second);
    story.at(100).end(two, second, Outcome::Answered);
    story.finish(run, Finish::Returned);
    story
}

#[test]
fn parts_of_one_run_that_take_turns_at_a_lock_are_sequential_where_they_wait() {
    let story = two_parts_of_one_run_under_one_lock();
    let found = read(&story, &late("50 ms", "100 ms")).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::Sequential);
    assert_eq!(found.evidence[0].line, 7);
    assert_eq!(
        found.message,
        "2 requests were sent one after another, since some had to wait for a lock that another one held: 100 ms instead of 50 ms."
    );
}

#[test]
fn parts_of_one_run_that_wait_while_another_run_works_are_over_serialised() {
    let mut story = two_parts_of_one_run_under_one_lock();
    story.run("another");
    let expectation = Unmet {
        what: "two pages".to_owned(),
        ..late("50 ms", "100 ms")
    };
    assert_eq!(
        diagnosis(&story, &expectation),
        Some(Diagnosis::OverSerialised)
    );
}

/// One run works while another asks how far it is; a lock is waited for by the one that asks, or by the worker.
fn one_worker_under_a_lock(the_other_waits: bool) -> Story {
    let mut story = Story::new();
    let worker = story.run("handle");
    let asks = story.run("progress");
    let lock = story.lock("Mutex");
    let waiter = if the_other_waits { asks } else { worker };
    story.wait(waiter, lock, 7);
    for name in ["GET /a", "GET /b"] {
        let call = story.make(worker, name, 8);
        story.send(worker, call);
        story.at(50).end(worker, call, Outcome::Answered);
    }
    story.acquire(waiter, lock, 7);
    story.finish(asks, Finish::Returned);
    story.finish(worker, Finish::Returned);
    story
}

#[test]
fn who_waits_for_the_lock_of_the_one_task_that_works_is_held_up_by_it() {
    let found = diagnosis(&one_worker_under_a_lock(true), &late("0 ms", "50 ms"));
    assert_eq!(found, Some(Diagnosis::OverSerialised));
}

#[test]
fn the_one_task_that_works_is_not_held_up_by_others() {
    let found = read(&one_worker_under_a_lock(false), &late("0 ms", "50 ms"));
    assert!(found.is_none_or(|found| !found.message.contains("lock")));
}

#[test]
fn several_waits_of_one_task_are_added_up() {
    let mut story = Story::new();
    let run = story.run("handle");
    let lock = story.lock("Mutex");
    for _ in 0..3 {
        story.wait(run, lock, 7);
    }
    for (number, end) in [50, 100, 150].into_iter().enumerate() {
        story.acquire(run, lock, 7);
        let call = story.make(run, &format!("GET /{number}"), 8);
        story.send(run, call);
        story.at(end).end(run, call, Outcome::Answered);
        story.release(run, lock);
    }
    story.finish(run, Finish::Returned);
    let found = read(&story, &late("50 ms", "150 ms")).unwrap();
    assert_eq!(found.diagnosis, Diagnosis::Sequential);
    assert_eq!(
        found.evidence[0].what,
        "1 task waits here for Mutex #1, 150 ms in total"
    );
}

/// Two tasks that the student's code spawns, alive at these times.
fn with_tasks(times: [(u64, u64); 2]) -> Story {
    let mut story = Story::new();
    let run = story.run("handle");
    let mut moments = Vec::new();
    for (number, (begin, end)) in times.into_iter().enumerate() {
        moments.extend([(begin, 1, number), (end, 0, number)]);
    }
    moments.sort_unstable();
    let mut tasks = [0; 2];
    for (at, begins, number) in moments {
        story.at(at);
        if begins == 1 {
            tasks[number] = story.spawn(run, 5 + u32::try_from(number).unwrap());
        } else {
            story.finish(tasks[number], Finish::Returned);
        }
    }
    story.finish(run, Finish::Returned);
    story
}

#[test]
fn tasks_spawned_one_after_another_are_sequential_without_any_call() {
    let found = read(
        &with_tasks([(0, 100), (100, 200)]),
        &late("100 ms", "200 ms"),
    )
    .unwrap();
    assert_eq!(found.diagnosis, Diagnosis::Sequential);
    assert_eq!(
        found
            .evidence
            .iter()
            .map(|piece| piece.line)
            .collect::<Vec<_>>(),
        [5, 6]
    );
}

#[test]
fn tasks_that_run_together_are_not_sequential() {
    assert_eq!(
        diagnosis(&with_tasks([(0, 100), (0, 200)]), &late("100 ms", "200 ms")),
        None
    );
}

#[test]
fn the_place_of_an_unknown_file_is_no_evidence() {
    let mut story = Story::new();
    let task = story.run("handle");
    story.block(task, 3, 200);
    story.record.events.last_mut().unwrap().place = Some(protocol::Place::Line {
        file: "library/std/src/thread.rs".to_owned(),
        line: 3,
        column: 1,
    });
    assert!(
        read(&story, &late("100 ms", "200 ms"))
            .unwrap()
            .evidence
            .is_empty()
    );
}

/// Three runs that are to take 100, 70 and 50 ms from the beginning, and return at these times.
fn three_runs(ends: [u64; 3]) -> (Story, Unmet) {
    let mut story = Story::new();
    let tasks = ["login 1", "login 2", "login 3"].map(|name| story.run(name));
    let mut moments: Vec<_> = ends.into_iter().zip(tasks).collect();
    moments.sort_unstable();
    for (at, task) in moments {
        story.at(at).finish(task, Finish::Returned);
    }
    let expectation = Unmet {
        what: "three logins".to_owned(),
        plan: Some(plan(&[
            (100, "login 1 returns"),
            (70, "login 2 returns"),
            (50, "login 3 returns"),
        ])),
        ..late("100 ms", "220 ms")
    };
    (story, expectation)
}

#[test]
fn runs_that_take_turns_at_a_lock_that_tells_nothing_are_over_serialised() {
    let (story, expectation) = three_runs([100, 220, 150]);
    assert_eq!(
        diagnosis(&story, &expectation),
        Some(Diagnosis::OverSerialised)
    );
}

#[test]
fn runs_that_are_each_too_slow_are_not_over_serialised() {
    let (story, expectation) = three_runs([200, 220, 210]);
    assert_eq!(diagnosis(&story, &expectation), None);
}
