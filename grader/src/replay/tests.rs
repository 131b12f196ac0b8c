//! Stories of small records.
use super::*;
use crate::check_run::Ended;
use crate::judge::testing::{Story as Records, line, plan, sources, unmet};
use protocol::{CheckInfo, Findings, Finish, Outcome, Pass, Recorded, TaskId, WaitFor, What};

fn run_of(answer: Answer, kind: Kind) -> CheckRun {
    CheckRun {
        info: CheckInfo {
            name: "check".to_owned(),
            title: "It holds.".to_owned(),
            kind,
            points: 1,
            schedules: 1,
        },
        answer,
        ended: Ended::Exited(protocol::EXIT_FAILED),
        output: String::new(),
        wall_ms: 0,
    }
}

fn told(records: Records, failure: Failure, kind: Kind) -> Story {
    let findings = Findings {
        failure,
        seed: 7,
        switches: None,
        schedules: 1,
        virtual_ms: records.now,
        record: records.record,
    };
    let run = run_of(Answer::Failed(Box::new(findings)), kind);
    Story::new("An exercise", &run, &sources())
}

fn wrong(meaning: Diagnosis) -> Failure {
    Failure::Unmet(unmet(meaning, "2", "1"))
}

fn states(story: &Story, lane: usize) -> Vec<(State, u64, u64)> {
    let spans = story.lanes[lane].spans.iter();
    spans
        .filter(|span| span.until.at_ms > span.from.at_ms)
        .map(|span| (span.state, span.from.at_ms, span.until.at_ms))
        .collect()
}

#[test]
fn while_one_task_blocks_the_thread_the_others_stand_still() {
    let mut records = Records::new();
    let (one, two) = (records.run("one"), records.run("two"));
    records.block(one, 4, 300);
    records.finish(one, Finish::Returned);
    records.finish(two, Finish::Returned);
    let story = told(records, wrong(Diagnosis::WrongTiming), Kind::Timing);
    assert_eq!(states(&story, 0), [(State::Blocks, 0, 300)]);
    assert_eq!(states(&story, 1), [(State::StandsStill, 0, 300)]);
    assert_eq!(story.harm.unwrap().step, 2);
}

#[test]
fn a_task_waits_for_a_lock_an_answer_or_a_timer() {
    let mut records = Records::new();
    let (one, two) = (records.run("one"), records.run("two"));
    let lock = records.lock("Mutex");
    records.acquire(one, lock, 3);
    records.wait(two, lock, 4);
    let call = records.make(one, "GET /a", 5);
    records.send(one, call);
    records.at(80).end(one, call, Outcome::Answered);
    records.release(one, lock);
    records.acquire(two, lock, 4);
    records.record.timers.push(protocol::Timer {
        at_ms: 80,
        task: two,
        place: Some(line(6)),
    });
    records.at(90).finish(two, Finish::Returned);
    let story = told(records, wrong(Diagnosis::WrongTiming), Kind::Timing);
    assert_eq!(
        states(&story, 0),
        [(State::Asks, 0, 80), (State::Waits, 80, 90)]
    );
    assert_eq!(
        states(&story, 1),
        [(State::WaitsForLock, 0, 80), (State::Waits, 80, 90)]
    );
    let last = story.lanes[1]
        .spans
        .iter()
        .find(|span| span.what == "waits for a timer");
    assert_eq!(last.unwrap().line.as_ref().unwrap().number, 6);
    let bars: Vec<_> = story.lanes[0]
        .bars
        .iter()
        .map(|bar| (bar.kind, bar.row))
        .collect();
    assert_eq!(bars, [(BarKind::Held, 0), (BarKind::Answered, 1)]);
}

#[test]
fn a_cancelled_task_and_its_request_are_shown_as_such() {
    let mut records = Records::new();
    let task = records.run("one");
    let call = records.make(task, "GET /a", 5);
    records.send(task, call);
    records.at(40).end(task, call, Outcome::Dropped);
    records.finish(task, Finish::Dropped);
    let story = told(records, wrong(Diagnosis::CancelUnsafe), Kind::Lifecycle);
    assert_eq!(story.lanes[0].end, End::Cancelled);
    assert_eq!(story.lanes[0].bars[0].kind, BarKind::GivenUp);
    assert!(text::render(&story, 80, text::Style::Plain).contains("is cancelled"));
    assert!(svg::picture(&story).contains("cancelled before it ended"));
}

/// Each of so many tasks has what the next one wants.
fn ring(count: u32) -> Records {
    let mut records = Records::new();
    let tasks: Vec<TaskId> = (0..count)
        .map(|number| records.run(&format!("task {number}")))
        .collect();
    let locks: Vec<u32> = (0..count).map(|_| records.lock("Mutex")).collect();
    for (task, lock) in tasks.iter().zip(&locks) {
        records.acquire(*task, *lock, 3);
        records.holds(*task, *lock, 3);
    }
    for (number, task) in tasks.iter().enumerate() {
        let wanted = locks[(number + 1) % locks.len()];
        records.wait(*task, wanted, 4);
        records.waits(*task, WaitFor::Lock(wanted), 4);
    }
    records
}

#[test]
fn a_ring_of_any_size_is_told_and_drawn_whole() {
    for count in 1..8 {
        let story = told(ring(count), Failure::Stuck, Kind::Deadlock);
        let circle = story.circle.as_ref().unwrap();
        assert_eq!(circle.ties.len(), count as usize);
        let harm = story.harm.as_ref().unwrap();
        let step = &story.steps[harm.step];
        let expected = if count == 1 {
            "waits for Mutex #1".to_owned()
        } else {
            format!("gets Mutex #{count}")
        };
        assert_eq!(step.text, expected);
        let waiting = story.lanes.iter().map(|lane| lane.spans.last().unwrap());
        assert!(
            waiting
                .clone()
                .all(|span| span.what.ends_with(", for ever")),
            "{waiting:?}"
        );
        let drawn = svg::circle(circle).0;
        assert_eq!(drawn.matches("class=\"wants\"").count(), count as usize);
        assert_eq!(drawn.matches("class=\"has\"").count(), count as usize);
    }
}

#[test]
fn of_many_tasks_a_table_shows_those_that_matter_and_names_the_rest() {
    let mut records = Records::new();
    for number in 0..30 {
        let task = records.run(&format!("task {number}"));
        records.event(task, Some(line(3)), What::Switched);
    }
    let blocker = records.run("blocker");
    records.block(blocker, 4, 10);
    let story = told(records, wrong(Diagnosis::WrongTiming), Kind::Timing);
    let table = text::render(&story, 80, text::Style::Plain);
    let head = table.lines().find(|line| line.contains("task 0")).unwrap();
    assert!(head.contains("blocker"), "{table}");
    assert!(table.contains("Not shown: 28 more tasks (task "), "{table}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [1, 40, 60, 80, 200] {
        for story in [
            told(ring(5), Failure::Stuck, Kind::Deadlock),
            told(ring(1), Failure::Stuck, Kind::Race),
        ] {
            let text = text::render(&story, width, text::Style::Plain);
            let wide = |line: &&str| line.chars().count() > width.max(40);
            assert_eq!(text.lines().find(wide), None, "{text}");
        }
    }
}

#[test]
fn a_plan_is_laid_into_the_lanes_that_it_names() {
    let mut records = Records::new();
    let task = records.run("handle");
    for (name, end) in [("GET /1", 80), ("GET /2", 150)] {
        let call = records.make(task, name, 4);
        records.send(task, call);
        records.at(end).end(task, call, Outcome::Answered);
    }
    records.finish(task, Finish::Returned);
    let mut expectation = unmet(Diagnosis::WrongTiming, "80 ms", "150 ms");
    expectation.plan = Some(plan(&[
        (0, "GET /1 sent"),
        (0, "GET /2 sent"),
        (0, "GET /3 sent"),
        (70, "GET /2 answered"),
        (75, "GET /3 failed"),
        (80, "GET /1 answered"),
        (80, "handle returns"),
    ]));
    let story = told(records, Failure::Unmet(expectation), Kind::Timing);
    let expected = story.expected.as_ref().unwrap();
    let [lane] = expected.lanes.as_slice() else {
        panic!("{expected:?}");
    };
    assert_eq!((lane.lane, lane.from_ms, lane.until_ms), (0, 0, Some(80)));
    let bars: Vec<_> = lane
        .bars
        .iter()
        .map(|bar| (bar.name.as_str(), bar.row, bar.until.at_ms, bar.kind))
        .collect();
    let answered = BarKind::Answered;
    assert_eq!(
        bars,
        [
            ("GET /1", 0, 80, answered),
            ("GET /2", 1, 70, answered),
            ("GET /3", 2, 75, BarKind::Failed)
        ]
    );
    assert_eq!(
        story.harm.unwrap().text,
        "GET /2 was expected at 0 ms: here the two timelines part"
    );
}

#[test]
fn a_schedule_that_passed_is_told_without_any_harm() {
    let mut records = Records::new();
    let task = records.run("handle");
    records.event(task, Some(line(3)), What::Switched);
    records.at(5).finish(task, Finish::Returned);
    let pass = Pass {
        secret: String::new(),
        schedules: 1,
        virtual_ms: 5,
        recorded: Some(Box::new(Recorded {
            seed: 3,
            record: records.record,
        })),
    };
    let story = Story::new(
        "An exercise",
        &run_of(Answer::Passed(pass), Kind::Race),
        &sources(),
    );
    assert_eq!((story.verdict, story.seed), (Verdict::Passed, Some(3)));
    let texts: Vec<&str> = story.steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(texts, ["begins", "returns"]);
    assert_eq!(story.harm, None);
}

#[test]
fn a_process_that_ended_silently_leaves_a_story_that_says_so() {
    let story = Story::new(
        "An exercise",
        &run_of(Answer::Silent, Kind::Race),
        &sources(),
    );
    assert!(story.is_empty());
    let text = text::render(&story, 80, text::Style::Plain);
    assert!(text.contains("What happened before is not known"), "{text}");
    assert!(svg::picture(&story).contains("ended without an answer"));
    assert!(html::page(&story).contains("ended without an answer"));
}
