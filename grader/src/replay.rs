//! One schedule of a check, told step by step: facts → [`Story`] → text, picture or page.
//!
//! A story is a pure function of what a grading gave, and holds only what a student may see: titles, evidence,
//! and lines of the submission.

mod bars;
mod circle;
mod escape;
mod expected;
mod harm;
pub mod html;
mod spans;
mod steps;
mod story;
pub mod svg;
#[cfg(test)]
mod tests;
pub mod text;

pub use story::{
    Bar, BarKind, Circle, End, Expected, Harm, Lane, Line, Planned, PlannedLane, Point, Span,
    State, Step, Tie,
};

use crate::check_run::{Answer, CheckRun};
use crate::grading::{Check, Grading, Outcome};
use crate::judge::scene::Scene;
use crate::judge::{self, CheckResult, Evidence, Sources, Verdict};
use crate::report;
use protocol::{Diagnosis, Failure, Kind, Record};

/// One schedule of a check, told.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The exercise's title.
    pub exercise: String,
    /// The check's name.
    pub check: String,
    /// What must hold, in one sentence.
    pub title: String,
    /// What the check looks at.
    pub kind: Kind,
    /// Whether this schedule passed.
    pub verdict: Verdict,
    /// The schedule's seed; absent if the check's process ended without an answer.
    pub seed: Option<u64>,
    /// Which mistake it shows.
    pub diagnosis: Option<Diagnosis>,
    /// What happened, in a sentence or two.
    pub message: Option<String>,
    /// The places in the submission that matter.
    pub evidence: Vec<Evidence>,
    /// The lines that the evidence names, in the same order.
    pub evidence_lines: Vec<Line>,
    /// The tasks, in the order in which they were spawned.
    pub lanes: Vec<Lane>,
    /// The lanes that the failure is about, the most important first.
    pub involved: Vec<usize>,
    /// What happened, in order.
    pub steps: Vec<Step>,
    /// Milliseconds of virtual time at the last step.
    pub end_ms: u64,
    /// The timeline that the check expects, if it states one.
    pub expected: Option<Expected>,
    /// Where the harm was done.
    pub harm: Option<Harm>,
    /// Who waits for whom at the end, if that is a circle.
    pub circle: Option<Circle>,
    /// True if the record was too long and its rest is missing.
    pub truncated: bool,
}

/// Tells the schedule that failed of the check called `check`; of a check that passed the one that was recorded.
/// Nothing if there is no such check, or it was not run.
pub fn told(grading: &Grading, check: &str) -> Option<Story> {
    let Outcome::Checked(checks) = &grading.outcome else {
        return None;
    };
    let run = checks.iter().find_map(|one| match one {
        Check::Ran(run) if run.info.name == check => Some(run),
        _ => None,
    })?;
    let sources = report::sources(grading);
    Some(Story::new(&grading.exercise.title, run, &sources))
}

impl Story {
    /// The story of one run of a check. `sources` are the files of the submission.
    pub fn new(exercise: &str, run: &CheckRun, sources: &Sources) -> Story {
        let result = judge::check(run, sources);
        let (seed, record, failure) = match &run.answer {
            Answer::Failed(findings) => (
                Some(findings.seed),
                Some(&findings.record),
                Some(&findings.failure),
            ),
            Answer::Passed(pass) => {
                let recorded = pass.recorded.as_ref();
                (
                    recorded.map(|one| one.seed),
                    recorded.map(|one| &one.record),
                    None,
                )
            }
            Answer::Silent | Answer::Forged(_) => (None, None, None),
        };
        let untold = untold(exercise, result, seed, sources);
        match record {
            Some(record) => with_record(untold, record, failure, sources),
            None => untold,
        }
    }

    /// True if nothing is known of what happened within the schedule.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// True if the order of the steps matters, and not how long they take.
    pub fn is_about_order(&self) -> bool {
        let order = self.harm.as_ref().is_some_and(|harm| harm.is_order);
        self.expected.is_none() && (order || self.end_ms == self.begin_ms())
    }

    /// Milliseconds of virtual time at the first step.
    pub fn begin_ms(&self) -> u64 {
        self.steps.first().map_or(0, |step| step.at_ms)
    }
}

/// What is known without a record.
fn untold(exercise: &str, result: CheckResult, seed: Option<u64>, sources: &Sources) -> Story {
    let lines = result.evidence.iter().map(|piece| Line {
        file: piece.file.clone(),
        number: piece.line,
        code: story::code(sources, &piece.file, piece.line),
    });
    Story {
        exercise: exercise.to_owned(),
        check: result.name,
        title: result.title,
        kind: result.kind,
        verdict: result.verdict,
        seed,
        diagnosis: result.diagnosis,
        message: result.message,
        evidence_lines: lines.collect(),
        evidence: result.evidence,
        lanes: Vec::new(),
        involved: Vec::new(),
        steps: Vec::new(),
        end_ms: result.virtual_ms.unwrap_or_default(),
        expected: None,
        harm: None,
        circle: None,
        truncated: false,
    }
}

fn with_record(
    untold: Story,
    record: &Record,
    failure: Option<&Failure>,
    sources: &Sources,
) -> Story {
    let scene = Scene::new(record, sources);
    let told = steps::of(&scene, failure.is_some());
    let end_ms = told
        .steps
        .iter()
        .map(|step| step.at_ms.saturating_add(step.blocks_ms))
        .max()
        .unwrap_or_default();
    let mut lanes = spans::lanes(
        &scene,
        &told,
        end_ms,
        matches!(failure, Some(Failure::Stuck)),
    );
    let expected = failure.and_then(|failure| expected::of(&scene, failure, &told, &mut lanes));
    let circle = failure.and_then(|_| circle::of(&scene, &told));
    let harm = harm::of(
        &scene,
        &told,
        &untold,
        failure,
        circle.as_ref(),
        &lanes,
        expected.as_ref(),
    );
    Story {
        involved: harm::involved(&told, &lanes, harm.as_ref(), circle.as_ref()),
        lanes,
        steps: told.steps,
        end_ms,
        expected,
        harm: harm.map(|(harm, _)| harm),
        circle,
        truncated: record.truncated,
        ..untold
    }
}
