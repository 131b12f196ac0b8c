//! Which mistake a failure shows: what the record shows in particular, else what the check takes it to mean.
use super::scene::Scene;
use super::{Evidence, calls, pace, stuck, undone, updates, words};
use protocol::{Diagnosis, Failure, Place, TaskId, Unmet, What};
use std::collections::HashMap;

/// A failed check, explained.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    pub(super) diagnosis: Diagnosis,
    pub(super) message: String,
    pub(super) evidence: Vec<Evidence>,
    pub(super) expected: String,
    pub(super) actual: String,
}

/// What a record shows about an expectation that was not met.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Insight {
    pub(super) diagnosis: Diagnosis,
    pub(super) message: String,
    pub(super) evidence: Vec<Evidence>,
}

/// Explains a failure that the harness reported.
pub(super) fn diagnose(scene: &Scene<'_>, failure: &Failure) -> Finding {
    match failure {
        Failure::Unmet(unmet) => not_met(scene, unmet),
        Failure::Stuck => stuck::stuck(scene),
        Failure::BlockedForEver { by, place } => stuck::blocked_for_ever(scene, *by, place),
        Failure::TooManyPolls { polls } => {
            stuck::circle(scene).unwrap_or_else(|| too_many_polls(scene, *polls))
        }
        Failure::Spinning { place } => spinning(scene, place),
        Failure::Panicked {
            task,
            message,
            place,
        } => panicked(scene, *task, message, place.as_ref()),
    }
}

fn not_met(scene: &Scene<'_>, unmet: &Unmet) -> Finding {
    let mut insight = pace::insight(scene, unmet)
        .or_else(|| undone::insight(scene, unmet))
        .or_else(|| updates::insight(scene, unmet))
        .unwrap_or_else(|| as_meant(scene, unmet));
    // What the check knows to matter comes after what the record shows, unless that is the same line.
    if let Some(spot) = scene.spot(unmet.place.as_ref()) {
        let shown = |piece: &Evidence| piece.file == spot.file && piece.line == spot.line;
        if !insight.evidence.iter().any(shown) {
            insight
                .evidence
                .push(spot.shows(format!("{} comes from here", unmet.what)));
        }
    }
    Finding {
        diagnosis: insight.diagnosis,
        message: insight.message,
        evidence: insight.evidence,
        expected: unmet.expected.clone(),
        actual: unmet.actual.clone(),
    }
}

/// The check's own reading, where the record shows nothing more particular.
fn as_meant(scene: &Scene<'_>, unmet: &Unmet) -> Insight {
    let what = words::quoted(&unmet.what);
    let explanation = unmet.meaning.explanation();
    let message = match (unmet.meaning, comparison(unmet)) {
        (Diagnosis::WrongTiming, Some(instead)) => {
            words::sentence(&format!("{what} took {instead}."))
        }
        (Diagnosis::WrongResult, Some(instead)) => words::sentence(&format!("{what}: {instead}.")),
        (_, Some(instead)) => {
            format!(
                "{explanation} {}",
                words::sentence(&format!("{what}: {instead}."))
            )
        }
        (_, None) => format!("{}: {what}.", explanation.trim_end_matches('.')),
    };
    Insight {
        diagnosis: unmet.meaning,
        message,
        evidence: evidence_as_meant(scene, unmet.meaning),
    }
}

fn evidence_as_meant(scene: &Scene<'_>, meaning: Diagnosis) -> Vec<Evidence> {
    let calls = || calls::made_in(scene, &scene.record.events).into_iter();
    match meaning {
        Diagnosis::WrongOrder => {
            let asked = |call: calls::Call| {
                Some(call.spot?.shows("these requests may end in another order"))
            };
            calls().filter_map(asked).collect()
        }
        Diagnosis::SwallowedError => {
            let failed = |call: calls::Call| {
                let what = format!("`{}` failed, and its caller was not told", call.name);
                call.failed().then_some(call.spot?.shows(what))
            };
            calls().filter_map(failed).collect()
        }
        Diagnosis::LeakedTask => undone::left_running(scene),
        _ => Vec::new(),
    }
}

/// `actual instead of expected`, if both are short enough for a sentence.
pub(super) fn comparison(unmet: &Unmet) -> Option<String> {
    let short = |text: &str| !text.is_empty() && text.len() <= 40 && !text.contains('\n');
    (short(&unmet.expected) && short(&unmet.actual))
        .then(|| format!("{} instead of {}", unmet.actual, unmet.expected))
}

fn too_many_polls(scene: &Scene<'_>, polls: u64) -> Finding {
    let evidence = busiest(scene).into_iter().collect();
    Finding {
        diagnosis: Diagnosis::NeverFinishes,
        message: format!("The tasks ran {polls} times in turn and none of them got anywhere."),
        evidence,
        expected: "The code finishes.".to_owned(),
        actual: format!("It was still running after {polls} turns."),
    }
}

/// The line of the submission at which the most happened, if that is much.
fn busiest(scene: &Scene<'_>) -> Option<Evidence> {
    let mut times: HashMap<_, usize> = HashMap::new();
    for event in &scene.record.events {
        let turns = matches!(
            event.what,
            What::Switched | What::Waits { .. } | What::Acquired { .. }
        );
        if turns && let Some(spot) = scene.spot(event.place.as_ref()) {
            *times.entry(spot).or_default() += 1;
        }
    }
    let (spot, times) = times
        .into_iter()
        .max_by(|(a, one), (b, other)| one.cmp(other).then(b.cmp(a)))?;
    (times >= 3).then(|| spot.shows("this line ran again and again"))
}

fn spinning(scene: &Scene<'_>, place: &Place) -> Finding {
    let spot = scene.spot(Some(place));
    let told = spot.as_ref().map_or(String::new(), |spot| {
        format!(" It was at {} when it was stopped.", words::at(spot))
    });
    Finding {
        diagnosis: Diagnosis::NeverFinishes,
        message: format!("The code ran without a pause and did not let any other task run.{told}"),
        evidence: spot
            .map(|spot| spot.shows("still running here when it was stopped"))
            .into_iter()
            .collect(),
        expected: "The code finishes, or waits with `.await`.".to_owned(),
        actual: "It kept running and never waited.".to_owned(),
    }
}

fn panicked(scene: &Scene<'_>, task: TaskId, message: &str, place: Option<&Place>) -> Finding {
    let who = words::sentence(&scene.task_name(task));
    let spot = scene.spot(place);
    let told = spot
        .as_ref()
        .map_or(String::new(), |spot| format!(" at {}", words::at(spot)));
    let first_line = message.lines().next().unwrap_or_default();
    Finding {
        diagnosis: Diagnosis::Panicked,
        message: format!("{who} panicked{told}: {first_line}"),
        evidence: spot
            .map(|spot| spot.shows("the panic began here"))
            .into_iter()
            .collect(),
        expected: "The code returns.".to_owned(),
        actual: format!("It panicked: {message}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, line, sources, unmet};
    use super::*;

    fn judged(story: Story, failure: Failure) -> Finding {
        diagnose(&Scene::new(&story.record, &sources()), &failure)
    }

    #[test]
    fn a_panic_in_the_submission_is_shown_with_its_line() {
        let mut story = Story::new();
        let task = story.run("handle");
        let failure = Failure::Panicked {
            task,
            message: "index out of bounds".to_owned(),
            place: Some(line(7)),
        };
        let finding = judged(story, failure);
        assert_eq!(finding.diagnosis, Diagnosis::Panicked);
        assert_eq!(
            finding.message,
            "`handle` panicked at src/lib.rs:7: index out of bounds"
        );
        assert_eq!(finding.evidence[0].line, 7);
    }

    #[test]
    fn a_panic_elsewhere_has_no_evidence() {
        let mut story = Story::new();
        let task = story.run("handle");
        let failure = Failure::Panicked {
            task,
            message: "no reactor".to_owned(),
            place: None,
        };
        assert!(judged(story, failure).evidence.is_empty());
    }

    #[test]
    fn an_endless_loop_shows_the_line_that_ran_again_and_again() {
        let mut story = Story::new();
        let task = story.run("handle");
        story.event(task, Some(line(3)), What::Switched);
        for _ in 0..5 {
            story.event(task, Some(line(4)), What::Switched);
        }
        let finding = judged(story, Failure::TooManyPolls { polls: 2_000 });
        assert_eq!(finding.diagnosis, Diagnosis::NeverFinishes);
        assert_eq!(finding.evidence[0].line, 4);
    }

    #[test]
    fn spinning_is_never_finishes_at_its_line() {
        let finding = judged(Story::new(), Failure::Spinning { place: line(9) });
        assert_eq!(finding.diagnosis, Diagnosis::NeverFinishes);
        assert_eq!(finding.evidence[0].line, 9);
    }

    #[test]
    fn a_meaning_stays_where_the_record_shows_nothing_more() {
        for meaning in Diagnosis::ALL {
            let finding = judged(Story::new(), Failure::Unmet(unmet(*meaning, "2", "1")));
            assert_eq!(finding.diagnosis, *meaning);
            assert!(
                finding.message.contains("1 instead of 2"),
                "{}",
                finding.message
            );
        }
    }

    #[test]
    fn a_swallowed_error_shows_the_call_that_failed_and_not_the_others() {
        let mut story = Story::new();
        let task = story.run("handle");
        let fine = story.make(task, "SAVE a", 3);
        let broken = story.make(task, "SAVE b", 4);
        for (call, outcome) in [
            (fine, protocol::Outcome::Answered),
            (broken, protocol::Outcome::Failed),
        ] {
            story.send(task, call);
            story.end(task, call, outcome);
        }
        let finding = judged(
            story,
            Failure::Unmet(unmet(Diagnosis::SwallowedError, "an error", "Ok(())")),
        );
        assert_eq!(
            finding
                .evidence
                .iter()
                .map(|piece| piece.line)
                .collect::<Vec<_>>(),
            [4]
        );
    }

    #[test]
    fn the_place_that_the_check_knows_is_evidence() {
        let mut expectation = unmet(Diagnosis::WrongResult, "2", "1");
        expectation.place = Some(line(6));
        let finding = judged(Story::new(), Failure::Unmet(expectation));
        assert_eq!(finding.evidence[0].line, 6);
    }
}
