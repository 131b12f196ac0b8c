//! Circles of waiting tasks, and waits that only look like one.
use super::super::Sources;
use super::super::testing::{Story, line, sources};
use super::*;

fn judged(story: &Story) -> Finding {
    stuck(&Scene::new(&story.record, &sources()))
}

fn lines(finding: &Finding) -> Vec<u32> {
    finding.evidence.iter().map(|piece| piece.line).collect()
}

#[test]
fn two_tasks_and_two_locks_are_a_deadlock_with_all_four_lines() {
    let mut story = Story::new();
    let (one, two) = (story.run("1 to 2"), story.run("2 to 1"));
    let (first, second) = (story.lock("Mutex"), story.lock("Mutex"));
    story.holds(one, first, 5);
    story.holds(two, second, 7);
    story.waits(one, WaitFor::Lock(second), 6);
    story.waits(two, WaitFor::Lock(first), 8);
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(
        finding.message,
        "`1 to 2` holds Mutex #1 and waits for Mutex #2, while `2 to 1` holds Mutex #2 and waits for Mutex #1. None of them can ever go on."
    );
    assert_eq!(lines(&finding), [5, 6, 7, 8]);
}

#[test]
fn three_tasks_in_a_ring_are_one_deadlock() {
    let mut story = Story::new();
    let tasks = [story.run("a"), story.run("b"), story.run("c")];
    let locks = [
        story.lock("Mutex"),
        story.lock("Mutex"),
        story.lock("Mutex"),
    ];
    for number in 0..3 {
        story.holds(tasks[number], locks[number], 5);
        story.waits(tasks[number], WaitFor::Lock(locks[(number + 1) % 3]), 6);
    }
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(finding.actual.lines().count(), 3);
    assert_eq!(lines(&finding), [5, 6, 5, 6, 5, 6]);
}

#[test]
fn a_task_that_waits_for_its_own_lock_is_a_self_deadlock() {
    let mut story = Story::new();
    let task = story.run("1 to 1");
    let lock = story.lock("Mutex");
    story.holds(task, lock, 5);
    story.waits(task, WaitFor::Lock(lock), 6);
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::SelfDeadlock);
    assert_eq!(lines(&finding), [5, 6]);
}

#[test]
fn a_task_that_waits_for_a_permit_does_not_wait_for_itself() {
    let mut story = Story::new();
    let task = story.run("list");
    let permits = story.lock("Semaphore");
    // Taken by one of its requests and forgotten, or given back long ago: the record does not tell.
    story.holds(task, permits, 5);
    for _ in 0..3 {
        story.waits(task, WaitFor::Lock(permits), 5);
    }
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(
        finding.message,
        "`list` waits for a permit of Semaphore #1 (src/lib.rs:5), and nobody has one that will be given back."
    );
    assert_eq!(lines(&finding), [5]);
}

#[test]
fn two_tasks_that_each_hold_a_permit_and_want_another_wait_for_one_another() {
    let mut story = Story::new();
    let (one, two) = (story.run("one"), story.run("two"));
    let permits = story.lock("Semaphore");
    for task in [one, two] {
        story.holds(task, permits, 5);
        story.waits(task, WaitFor::Lock(permits), 6);
    }
    assert_eq!(judged(&story).diagnosis, Diagnosis::Deadlock);
}

#[test]
fn a_task_that_waits_for_one_that_waits_for_its_lock_is_a_deadlock() {
    let mut story = Story::new();
    let run = story.run("handle");
    let child = story.spawn(run, 4);
    let lock = story.lock("Mutex");
    story.holds(run, lock, 3);
    story.waits(run, WaitFor::Task(child), 6);
    story.waits(child, WaitFor::Lock(lock), 5);
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(lines(&finding), [3, 6, 5]);
}

#[test]
fn a_lock_whose_holder_has_finished_is_told_with_both_lines() {
    let mut story = Story::new();
    let (one, two) = (story.run("one"), story.run("two"));
    let lock = story.lock("Mutex");
    story.holds(one, lock, 3);
    story.finish(one, protocol::Finish::Returned);
    story.waits(two, WaitFor::Lock(lock), 6);
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(
        finding.message,
        "`two` waits for Mutex #1 (src/lib.rs:6), which `one` took (src/lib.rs:3) and never released, although it has finished."
    );
    assert_eq!(lines(&finding), [3, 6]);
}

#[test]
fn a_wait_for_something_unknown_is_told_with_its_line() {
    let mut story = Story::new();
    let task = story.run("consume");
    story.waits(task, WaitFor::Unknown, 6);
    let finding = judged(&story);
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(
        finding.message,
        "`consume` waits for something (src/lib.rs:6), but nothing will wake it."
    );
    assert_eq!(lines(&finding), [6]);
}

/// A submission whose third line receives and whose fourth sends.
fn with_a_channel() -> Sources {
    Sources::from_iter([(
        "src/lib.rs",
        "\n\nwhile let Some(item) = items.recv().await {\nitems.send(item).await\n",
    )])
}

#[test]
fn a_receiver_that_keeps_its_own_sender_is_told_so() {
    let mut story = Story::new();
    let task = story.run("consume");
    story.waits_kept(task, 3, task);
    let sources = with_a_channel();
    let finding = stuck(&Scene::new(&story.record, &sources));
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert_eq!(
        finding.message,
        "`consume` waits for a message (src/lib.rs:3), but no other task has a sender, and one that is still alive keeps the channel open."
    );
}

#[test]
fn a_sender_waits_for_the_task_that_has_the_receiver() {
    let mut story = Story::new();
    let (produce, consume) = (story.run("produce"), story.run("consume"));
    story.waits_kept(produce, 4, consume);
    let sources = with_a_channel();
    let finding = stuck(&Scene::new(&story.record, &sources));
    assert!(
        finding.actual.contains(
            "`produce` waits for room in the channel (src/lib.rs:4), but `consume`, which has the receiver, takes nothing out."
        ),
        "{}",
        finding.actual
    );
}

#[test]
fn two_tasks_that_keep_one_anothers_channels_are_a_circle() {
    let mut story = Story::new();
    let (one, two) = (story.run("one"), story.run("two"));
    story.waits_kept(one, 3, two);
    story.waits_kept(two, 4, one);
    let sources = with_a_channel();
    let finding = stuck(&Scene::new(&story.record, &sources));
    assert_eq!(
        finding.message,
        "`one` waits for a message of `two`, while `two` waits for room in the channel of `one`. None of them can ever go on."
    );
    assert_eq!(lines(&finding), [3, 4]);
}

#[test]
fn waiting_in_line_for_a_lock_is_not_a_circle() {
    let mut story = Story::new();
    let (one, two) = (story.run("one"), story.run("two"));
    let lock = story.lock("Mutex");
    story.holds(one, lock, 3);
    story.waits(two, WaitFor::Lock(lock), 6);
    assert!(circle(&Scene::new(&story.record, &sources())).is_none());
}

/// A submission whose third line takes a std lock.
fn with_a_lock() -> Sources {
    let text = "\n\nlet guard = counter.lock().unwrap();\n\n\nlog.save(record).await;\n";
    Sources::from_iter([("src/lib.rs", text)])
}

#[test]
fn one_task_that_blocks_on_a_std_lock_took_it_twice() {
    let mut story = Story::new();
    story.run("handle");
    let sources = with_a_lock();
    let finding = blocked_for_ever(
        &Scene::new(&story.record, &sources),
        Blocking::Wait,
        &line(3),
    );
    assert_eq!(finding.diagnosis, Diagnosis::SelfDeadlock);
    assert_eq!(lines(&finding), [3]);
}

#[test]
fn a_std_lock_among_several_tasks_is_a_deadlock_by_a_guard_held_across_an_await() {
    let mut story = Story::new();
    story.run("one");
    story.run("two");
    let sources = with_a_lock();
    let finding = blocked_for_ever(
        &Scene::new(&story.record, &sources),
        Blocking::Wait,
        &line(3),
    );
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert!(
        finding.message.contains("across an `.await`"),
        "{}",
        finding.message
    );
}

/// One task waits for an answer at line 6; the thread blocks in another one, at line 3.
fn blocked_beside_a_call(sources: &Sources, answered: bool) -> Vec<u32> {
    let mut story = Story::new();
    let one = story.run("one");
    story.run("two");
    let call = story.make(one, "SAVE it", 6);
    story.send(one, call);
    if answered {
        story.end(one, call, protocol::Outcome::Answered);
    }
    let scene = Scene::new(&story.record, sources);
    lines(&blocked_for_ever(&scene, Blocking::Wait, &line(3)))
}

#[test]
fn beside_a_std_lock_stand_the_waits_that_a_guard_may_be_held_across() {
    assert_eq!(blocked_beside_a_call(&with_a_lock(), false), [3, 6]);
}

#[test]
fn an_answered_call_or_a_wait_for_no_lock_hints_at_no_guard() {
    assert_eq!(blocked_beside_a_call(&with_a_lock(), true), [3]);
    assert_eq!(blocked_beside_a_call(&sources(), false), [3]);
}

#[test]
fn a_std_channel_of_a_single_task_is_not_a_lock_taken_twice() {
    let mut story = Story::new();
    story.run("handle");
    let finding = blocked_for_ever(
        &Scene::new(&story.record, &sources()),
        Blocking::Wait,
        &line(3),
    );
    assert_eq!(finding.diagnosis, Diagnosis::Deadlock);
    assert!(finding.message.contains("channel"), "{}", finding.message);
}
