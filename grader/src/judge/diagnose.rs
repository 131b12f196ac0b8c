//! Which mistake a failure shows: what the record shows in particular, else what the check takes it to mean.
use super::scene::Scene;
use super::{
    Evidence, calls, endless, pace, panics, requests, stopped, stuck, undone, updates, value, words,
};
use protocol::{Diagnosis, Failure, Place, TaskId, Unmet};

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
            stuck::circle(scene).unwrap_or_else(|| endless::too_many_polls(scene, *polls))
        }
        Failure::Spinning { place } => endless::spinning(scene, place),
        Failure::StackFull { place } => stopped::stack_full(scene, place),
        Failure::OutOfMemory { limit, place } => stopped::out_of_memory(scene, *limit, place),
        Failure::ForbiddenCall { call, path, place } => {
            stopped::forbidden_call(scene, call, path.as_deref(), place)
        }
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
        evidence: evidence_as_meant(scene, unmet),
    }
}

fn evidence_as_meant(scene: &Scene<'_>, unmet: &Unmet) -> Vec<Evidence> {
    let calls = || calls::made_in(scene, &scene.record.events).into_iter();
    match unmet.meaning {
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
        Diagnosis::OverLimit => requests::together(scene),
        Diagnosis::DuplicateWork | Diagnosis::ExtraConnections => requests::sent_again(scene),
        Diagnosis::CancelledSiblings => requests::given_up(scene),
        Diagnosis::TimeoutMissing | Diagnosis::WrongTiming => {
            requests::waited_for_too_long(scene, unmet)
        }
        Diagnosis::LeakedTask => {
            let mut left = undone::left_running(scene);
            // A task that was spawned behind the laboratory's back shows by its requests alone.
            if left.is_empty() {
                left = requests::on_their_way(scene);
            }
            left
        }
        _ => Vec::new(),
    }
}

/// `actual instead of expected`, if both are short enough for a sentence.
pub(super) fn comparison(unmet: &Unmet) -> Option<String> {
    let short = |text: &str| {
        let text = value::in_one_line(text);
        (!text.is_empty() && text.len() <= 40 && !text.contains('\n')).then_some(text)
    };
    let (expected, actual) = (short(&unmet.expected)?, short(&unmet.actual)?);
    Some(format!("{actual} instead of {expected}"))
}

fn panicked(scene: &Scene<'_>, task: TaskId, message: &str, place: Option<&Place>) -> Finding {
    let who = words::sentence(&scene.task_name(task));
    let spot = scene.spot(place);
    let told = spot
        .as_ref()
        .map_or(String::new(), |spot| format!(" at {}", words::at(spot)));
    Finding {
        diagnosis: Diagnosis::Panicked,
        message: format!("{who} panicked{told}: {}", panics::told(message)),
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
    fn too_much_at_once_shows_the_line_whose_requests_overlap_and_no_other() {
        let mut story = Story::new();
        let task = story.run("handle");
        let alone = story.make(task, "GET /first", 3);
        story.send(task, alone);
        story.at(10).end(task, alone, protocol::Outcome::Answered);
        for name in ["GET /1", "GET /2", "GET /3"] {
            let call = story.make(task, name, 4);
            story.send(task, call);
        }
        story.at(20);
        story.finish(task, protocol::Finish::Returned);
        let finding = judged(story, Failure::Unmet(unmet(Diagnosis::OverLimit, "2", "3")));
        let told = finding.evidence.iter();
        assert_eq!(
            told.map(|piece| (piece.line, piece.what.as_str()))
                .collect::<Vec<_>>(),
            [(4, "3 of these are on their way together")]
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
