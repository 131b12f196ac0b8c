//! The judgement: from the facts of a run check to a verdict that is explained. Pure functions, no I/O.

pub(crate) mod calls;
mod diagnose;
mod diff;
mod endless;
mod evidence;
pub(crate) mod pace;
mod panics;
mod process;
mod requests;
mod result;
pub(crate) mod scene;
mod score;
mod sources;
mod stopped;
pub(crate) mod stuck;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod timeline;
mod undone;
pub(crate) mod updates;
mod value;
pub(crate) mod words;

pub use result::{CheckResult, Evidence, Moment, Revealed, Verdict};
pub use score::Score;
pub use sources::Sources;

use crate::check_run::{Answer, CheckRun};
use crate::compile::Diagnostic;
use diagnose::Finding;
use protocol::{CheckInfo, Diagnosis, Findings};

/// Judges one check that was run. The command that replays it is the report's to add.
pub fn check(run: &CheckRun, sources: &Sources) -> CheckResult {
    match &run.answer {
        Answer::Passed(pass) => CheckResult {
            earned: run.info.points,
            verdict: Verdict::Passed,
            schedules: pass.schedules,
            virtual_ms: Some(pass.virtual_ms),
            wall_ms: run.wall_ms,
            ..skipped(&run.info)
        },
        Answer::Failed(findings) => failed(run, findings, sources),
        Answer::Silent => with_finding(run, process::silent(run)),
        Answer::Forged(how) => with_finding(run, process::forged(how)),
    }
}

/// Why no check of a rejected submission was run, and a first hint.
pub fn why_rejected(diagnostics: &[Diagnostic]) -> (&'static str, &'static str) {
    if diagnostics.iter().any(Diagnostic::is_refusal) {
        return (
            "The submission was refused before it was compiled, so no check could run.",
            "Each message says why, and what to use instead.",
        );
    }
    let diagnosis = Diagnosis::CompileError;
    (diagnosis.explanation(), diagnosis.hint())
}

/// The result of a check of a submission that is rejected with these diagnostics.
pub fn rejected(info: &CheckInfo, diagnostics: &[Diagnostic]) -> CheckResult {
    let (message, hint) = why_rejected(diagnostics);
    CheckResult {
        verdict: Verdict::Failed,
        diagnosis: Some(Diagnosis::CompileError),
        message: Some(message.to_owned()),
        hint: Some(hint.to_owned()),
        ..skipped(info)
    }
}

/// The result of a check of an exercise for which nothing was handed in.
pub fn missing(info: &CheckInfo) -> CheckResult {
    CheckResult {
        verdict: Verdict::Failed,
        message: Some(NOTHING_HANDED_IN.to_owned()),
        hint: Some("Hand in your files in a folder of the same name as in the course.".to_owned()),
        ..skipped(info)
    }
}

/// What is said of an exercise that has no submission.
pub const NOTHING_HANDED_IN: &str = "Nothing was handed in for this exercise.";

/// Everything that was recorded of a run that failed, also what a timeline leaves out.
pub fn events(run: &CheckRun, sources: &Sources) -> Vec<Moment> {
    match &run.answer {
        Answer::Failed(findings) => timeline::whole(&scene::Scene::new(&findings.record, sources)),
        Answer::Passed(_) | Answer::Silent | Answer::Forged(_) => Vec::new(),
    }
}

/// The result of a check that was not asked for.
pub fn skipped(info: &CheckInfo) -> CheckResult {
    CheckResult {
        name: info.name.clone(),
        title: info.title.clone(),
        kind: info.kind,
        points: info.points,
        earned: 0,
        verdict: Verdict::Skipped,
        diagnosis: None,
        message: None,
        hint: None,
        evidence: Vec::new(),
        expected: None,
        actual: None,
        diff: None,
        timeline: Vec::new(),
        schedules: 0,
        failing_seed: None,
        replay: None,
        virtual_ms: None,
        wall_ms: 0,
        revealed: None,
    }
}

fn failed(run: &CheckRun, findings: &Findings, sources: &Sources) -> CheckResult {
    let scene = scene::Scene::new(&findings.record, sources);
    let finding = diagnose::diagnose(&scene, &findings.failure);
    CheckResult {
        diff: diff::of(&scene, &findings.failure),
        timeline: timeline::of(&scene),
        schedules: findings.schedules,
        failing_seed: Some(findings.seed),
        virtual_ms: Some(findings.virtual_ms),
        ..with_finding(run, finding)
    }
}

fn with_finding(run: &CheckRun, finding: Finding) -> CheckResult {
    CheckResult {
        verdict: Verdict::Failed,
        diagnosis: Some(finding.diagnosis),
        message: Some(finding.message),
        hint: Some(finding.diagnosis.hint().to_owned()),
        evidence: evidence::most_important(finding.evidence),
        expected: Some(finding.expected),
        actual: Some(finding.actual),
        wall_ms: run.wall_ms,
        ..skipped(&run.info)
    }
}
