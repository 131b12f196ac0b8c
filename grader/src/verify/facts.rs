//! What grading the versions of an exercise gave: facts only, from which faults are judged.
use crate::compile::Diagnostic;
use crate::error::Error;
use crate::judge::Verdict;
use crate::report::Report;
use camino::Utf8PathBuf;
use protocol::Diagnosis;
use std::collections::BTreeMap;

/// What came of everything that was done with one exercise.
#[derive(Debug)]
pub(super) struct Facts {
    /// For each version of the plan, in its order; the error if it could not be graded at all.
    pub(super) graded: Vec<Result<Graded, Error>>,
    /// The files that rustfmt would write otherwise.
    pub(super) unformatted: Vec<Utf8PathBuf>,
}

/// One version, graded as often as was asked.
#[derive(Debug)]
pub(super) struct Graded {
    /// The report of the first grading.
    pub(super) report: Report,
    /// What clippy says, if it was asked.
    pub(super) lints: Vec<Diagnostic>,
    /// Every grading, the first too.
    pub(super) rounds: Vec<Round>,
    /// Milliseconds of wall time: compiling, clippy's included.
    pub(super) compile_ms: u64,
    /// Milliseconds of wall time: running the checks, every time.
    pub(super) checks_ms: u64,
}

/// One grading of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Round {
    /// By how much its seeds were moved.
    pub(super) shift: u64,
    pub(super) answers: Answers,
    /// The same once more with the same seeds, if rounds differ.
    pub(super) again: Option<Answers>,
}

/// What each check said, by its name.
pub(super) type Answers = BTreeMap<String, Answer>;

/// What a check said; none if it passed.
pub(super) type Answer = Option<Diagnosis>;

/// What each check of a report said.
pub(super) fn answers(report: &Report) -> Answers {
    let failed = report
        .checks
        .iter()
        .filter(|check| check.verdict != Verdict::Skipped);
    failed
        .map(|check| (check.name.clone(), check.diagnosis))
        .collect()
}
