//! The diff from what was expected to what was there.
use super::scene::Scene;
use super::{pace, timeline, value, words};
use protocol::{Event, Failure, Outcome, PlanLine, Unmet, What, phrase};
use similar::TextDiff;

/// A unified diff of two timelines or of two values; nothing if it would say no more than the two texts.
pub(super) fn of(scene: &Scene<'_>, failure: &Failure) -> Option<String> {
    let Failure::Unmet(unmet) = failure else {
        return None;
    };
    match unmet.plan.as_deref() {
        Some(plan @ [_, ..]) => unified(&planned_lines(plan), &actual_lines(scene, unmet, plan)),
        _ => of_values(&unmet.expected, &unmet.actual),
    }
}

fn unified(expected: &[String], actual: &[String]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let text = |lines: &[String]| {
        lines
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let (expected, actual) = (text(expected), text(actual));
    let diff = TextDiff::from_lines(&expected, &actual);
    Some(
        diff.unified_diff()
            .context_radius(3)
            .header("expected", "actual")
            .to_string(),
    )
}

fn planned_lines(plan: &[PlanLine]) -> Vec<String> {
    in_order(
        plan.iter()
            .map(|line| (line.at_ms, line.text.clone()))
            .collect(),
    )
}

/// The runs that the plan names, the calls if it names some, and every block, which no plan has.
fn actual_lines(scene: &Scene<'_>, unmet: &Unmet, plan: &[PlanLine]) -> Vec<String> {
    let calls = timeline::call_names(&scene.record.events);
    let events = pace::events_of(scene, &unmet.what)
        .iter()
        .filter(|event| is_planned(event, plan));
    let lines = events.map(|event| (event.at_ms, timeline::text(scene, &calls, event)));
    in_order(lines.collect())
}

fn is_planned(event: &Event, plan: &[PlanLine]) -> bool {
    let planned = |text: &str| plan.iter().any(|line| line.text == text);
    let any = |ending: &str| plan.iter().any(|line| line.text.ends_with(ending));
    match &event.what {
        What::Began { run } => planned(&phrase::begins(run)),
        What::Ended { run } => planned(&phrase::returns(run)),
        What::CallStarted { .. } => any(&phrase::sent("")),
        What::CallEnded { .. } => [Outcome::Answered, Outcome::Failed, Outcome::Dropped]
            .into_iter()
            .any(|outcome| any(&phrase::ended("", outcome))),
        What::Blocked { for_ms, .. } => *for_ms > 0,
        _ => false,
    }
}

fn in_order(mut lines: Vec<(u64, String)>) -> Vec<String> {
    lines.sort();
    lines
        .into_iter()
        .map(|(at, text)| format!("{:>9}  {text}", words::ms(at)))
        .collect()
}

/// Values of several lines, or lists, which are compared element by element.
fn of_values(expected: &str, actual: &str) -> Option<String> {
    let (expected, actual) = (value::elements(expected), value::elements(actual));
    (expected.len() > 1 || actual.len() > 1).then(|| unified(&expected, &actual))?
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, plan, sources, unmet};
    use super::*;
    use protocol::{Diagnosis, Finish};

    fn diff(story: &Story, unmet: Unmet) -> Option<String> {
        of(
            &Scene::new(&story.record, &sources()),
            &Failure::Unmet(unmet),
        )
    }

    fn two_calls_in_sequence() -> Story {
        let mut story = Story::new();
        let task = story.run("handle");
        for (name, end) in [("GET /1", 80), ("GET /2", 150)] {
            let call = story.make(task, name, 4);
            story.send(task, call);
            story.at(end).end(task, call, Outcome::Answered);
        }
        story.finish(task, Finish::Returned);
        story
    }

    #[test]
    fn a_plan_is_laid_beside_the_events_of_the_same_kind() {
        let mut expectation = unmet(Diagnosis::WrongTiming, "80 ms", "150 ms");
        expectation.plan = Some(plan(&[
            (0, "GET /1 sent"),
            (0, "GET /2 sent"),
            (70, "GET /2 answered"),
            (80, "GET /1 answered"),
            (80, "handle returns"),
        ]));
        let shown = diff(&two_calls_in_sequence(), expectation).unwrap();
        let changed: Vec<&str> = shown
            .lines()
            .skip(3)
            .filter(|line| !line.starts_with(' '))
            .collect();
        assert_eq!(
            changed,
            [
                "-     0 ms  GET /2 sent",
                "-    70 ms  GET /2 answered",
                "-    80 ms  handle returns",
                "+    80 ms  GET /2 sent",
                "+   150 ms  GET /2 answered",
                "+   150 ms  handle returns",
            ]
        );
    }

    #[test]
    fn a_plan_that_was_kept_has_no_diff() {
        let mut expectation = unmet(Diagnosis::WrongTiming, "80 ms", "150 ms");
        expectation.plan = Some(plan(&[(0, "GET /1 sent"), (80, "GET /2 sent")]));
        assert_eq!(diff(&two_calls_in_sequence(), expectation), None);
    }

    #[test]
    fn lists_are_compared_element_by_element() {
        let expectation = unmet(
            Diagnosis::WrongOrder,
            r#"[User { id: 1, name: "a, b" }, User { id: 2, name: "c" }]"#,
            r#"[User { id: 2, name: "c" }, User { id: 1, name: "a, b" }]"#,
        );
        let shown = diff(&Story::new(), expectation).unwrap();
        assert!(
            shown.contains("\n-User { id: 2, name: \"c\" }\n"),
            "{shown}"
        );
    }

    #[test]
    fn runs_that_the_plan_does_not_name_are_left_out() {
        let mut story = two_calls_in_sequence();
        let other = story.run("warm up");
        story.finish(other, Finish::Returned);
        let expectation = Unmet {
            what: "both".to_owned(),
            plan: Some(plan(&[(80, "handle returns")])),
            ..unmet(Diagnosis::WrongTiming, "80 ms", "150 ms")
        };
        let shown = diff(&story, expectation).unwrap();
        assert!(
            shown.contains("handle returns") && !shown.contains("warm up"),
            "{shown}"
        );
    }

    #[test]
    fn two_plain_values_need_no_diff() {
        assert_eq!(
            diff(&Story::new(), unmet(Diagnosis::WrongResult, "10", "9")),
            None
        );
        assert_eq!(
            diff(&Story::new(), unmet(Diagnosis::WrongResult, "", "9")),
            None
        );
    }
}
