//! What a blocking line is called, and calls of several runs.
use super::super::super::Sources;
use super::*;

#[test]
fn a_line_that_sleeps_is_called_a_sleep_and_any_other_a_call() {
    let mut story = Story::new();
    let task = story.run("handle");
    story.block(task, 1, 300);
    story.block(task, 2, 100);
    let sources = Sources::from_iter([(
        "src/lib.rs",
        "thread::sleep(pause);\nsdk.label(7);\n".to_owned(),
    )]);
    let scene = Scene::new(&story.record, &sources);
    let found = insight(&scene, &late("0 ms", "400 ms")).unwrap();
    let told: Vec<&str> = found
        .evidence
        .iter()
        .map(|piece| piece.what.as_str())
        .collect();
    assert_eq!(
        told,
        [
            "this sleep blocks the thread for 300 ms",
            "this call blocks the thread for 100 ms"
        ]
    );
}

/// Two runs with a call each, the second sent when the first is answered; the runs take place together or one
/// after the other.
fn two_runs_in_turn(together: bool) -> Story {
    let mut story = Story::new();
    let one = story.run("order 1");
    let mut two = together.then(|| story.run("order 2"));
    for (run, at) in [(Some(one), 0), (two, 100)] {
        let run = run.unwrap_or_else(|| *two.insert(story.run("order 2")));
        let call = story.make(run, &format!("SELECT {at}"), 4);
        story.at(at).send(run, call);
        story.at(at + 100).end(run, call, Outcome::Answered);
        story.finish(run, Finish::Returned);
    }
    story
}

#[test]
fn calls_in_sequence_of_runs_that_are_under_way_together_are_over_serialised() {
    let story = two_runs_in_turn(true);
    let found = diagnosis(&story, &late("100 ms", "200 ms"));
    assert_eq!(found, Some(Diagnosis::OverSerialised));
}

#[test]
fn calls_in_sequence_of_runs_in_sequence_are_not_over_serialised() {
    let story = two_runs_in_turn(false);
    let found = diagnosis(&story, &late("100 ms", "200 ms"));
    assert_eq!(found, Some(Diagnosis::Sequential));
}
