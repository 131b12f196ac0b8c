//! Grades an attack: as a user would, without the scan, and without layers of the sandbox.
use crate::attack::Attack;
use crate::description::Description;
use crate::place::Place;
use camino::{Utf8Path, Utf8PathBuf};
use grader::catalog::Exercise;
use grader::compile::Diagnostic;
use grader::grade::{Prepared, Session};
use grader::grading::{Check, Grading, Outcome, Request};
use grader::report::text::Style;
use grader::report::{self, Report};
use grader::sandbox::Layer;
use grader::scan;
use grader::submission::Submission;
use serde_json::Value;
use std::process::Command;

/// What came of a submission, as its student and its instructor see it.
pub(crate) enum Seen {
    /// It was not read.
    Refused {
        /// The command's exit status.
        status: Option<i32>,
        /// The error's name.
        kind: String,
        /// What the command said.
        text: String,
    },
    /// The scan rejects it; nothing else was asked.
    Scanned(Vec<Diagnostic>),
    /// It was graded, or rejected.
    Report(Box<Shown>),
}

/// A report, and what stands behind it.
pub(crate) struct Shown {
    pub(crate) report: Report,
    /// As it is printed.
    pub(crate) text: String,
    /// What the submission printed.
    pub(crate) output: String,
}

/// What all attacks share.
pub(crate) struct Laboratory {
    runtime: tokio::runtime::Runtime,
    usual: Session,
    unscanned: Session,
    /// The folder of the suite.
    pub(crate) suite: Utf8PathBuf,
}

impl Laboratory {
    /// Opens the course; builds the kit if there is none.
    ///
    /// # Errors
    /// If there is no compiler, or the kit cannot be built.
    pub(crate) fn open(suite: &Utf8Path) -> Result<Laboratory, String> {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        let session = || {
            let opened = runtime.block_on(Session::open(Some(&course())));
            opened.map_err(|error| format!("{error}\nhelp: {}", error.help()))
        };
        Ok(Laboratory {
            usual: session()?,
            unscanned: session()?.without_scan(),
            runtime,
            suite: suite.to_owned(),
        })
    }

    /// The exercise of an attack, with the attack's limits.
    pub(crate) fn exercise(&self, description: &Description) -> Result<Exercise, String> {
        let found = self.usual.course.exercise(&description.exercise, &course());
        let mut exercise = found.map_err(|error| error.to_string())?.clone();
        if let Some(seconds) = description.limits.processor_s {
            exercise.limits.processor_s = seconds;
        }
        Ok(exercise)
    }

    /// Hands the submission in as a user does.
    pub(crate) fn refused(&self, attack: &Attack, place: &Place) -> Seen {
        let output = Command::new(env!("CARGO_BIN_EXE_grader"))
            .current_dir(course())
            .args(["grade", &attack.description.exercise, "--format=json"])
            .arg("--submission")
            .arg(&place.submission)
            .output()
            .expect("the grader starts");
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        let kind = serde_json::from_str::<Value>(&text)
            .ok()
            .and_then(|error| Some(error["error"]["kind"].as_str()?.to_owned()));
        Seen::Refused {
            status: output.status.code(),
            kind: kind.unwrap_or_default(),
            text,
        }
    }

    /// What the scan says of the submission.
    pub(crate) fn scanned(&self, exercise: &Exercise, place: &Place) -> Result<Seen, String> {
        let read =
            Submission::read(exercise, &place.submission).map_err(|error| error.to_string())?;
        let refusals = scan::refusals(&read);
        Ok(Seen::Scanned(scan::diagnostics(&read, &refusals)))
    }

    /// Compiles the submission, with the scan or without.
    pub(crate) fn prepare<'e>(
        &self,
        exercise: &'e Exercise,
        submission: &Utf8Path,
        scan: bool,
    ) -> Result<Prepared<'e>, String> {
        let session = if scan { &self.usual } else { &self.unscanned };
        prepare(&self.runtime, session, exercise, submission)
    }

    /// Runs the checks of a prepared submission.
    pub(crate) fn run(&self, attack: &Attack, prepared: &Prepared<'_>) -> Result<Seen, String> {
        run(&self.runtime, &self.usual, attack, prepared)
    }

    /// Grades without the scan and without `layers`: what was compiled already is only run, unless it did not
    /// compile.
    pub(crate) fn weakened(
        &self,
        attack: &Attack,
        exercise: &Exercise,
        place: &Place,
        prepared: &Prepared<'_>,
        layers: &[Layer],
    ) -> Result<Seen, String> {
        let opened = self.runtime.block_on(Session::open(Some(&course())));
        let session = opened.map_err(|error| error.to_string())?.without_scan();
        let weaker = layers
            .iter()
            .fold(session.sandbox.clone(), |sandbox, layer| {
                sandbox.without(*layer)
            });
        let session = session.with_sandbox(weaker);
        if prepared.is_ready() {
            return run(&self.runtime, &session, attack, prepared);
        }
        let prepared = prepare(&self.runtime, &session, exercise, &place.submission)?;
        run(&self.runtime, &session, attack, &prepared)
    }
}

/// The folder of the course.
pub(crate) fn course() -> Utf8PathBuf {
    let own = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("the workspace").to_owned()
}

fn prepare<'e>(
    runtime: &tokio::runtime::Runtime,
    session: &Session,
    exercise: &'e Exercise,
    submission: &Utf8Path,
) -> Result<Prepared<'e>, String> {
    let read = Submission::read(exercise, submission).map_err(|error| error.to_string())?;
    let prepared = runtime.block_on(session.prepare(exercise, read, false));
    prepared.map_err(|error| format!("the grader itself failed: {error}"))
}

fn run(
    runtime: &tokio::runtime::Runtime,
    session: &Session,
    attack: &Attack,
    prepared: &Prepared<'_>,
) -> Result<Seen, String> {
    let request = Request {
        exercise: attack.description.exercise.clone(),
        checks: attack.description.checks.clone(),
        ..Request::default()
    };
    let grading = runtime.block_on(session.run(prepared, request));
    let grading = grading.map_err(|error| format!("the grader itself failed: {error}"))?;
    let report = Report::new(&grading);
    Ok(Seen::Report(Box::new(Shown {
        text: report::text::render(&report, &report::sources(&grading), Style::Plain),
        output: printed(&grading),
        report,
    })))
}

/// What the checks' processes printed.
fn printed(grading: &Grading) -> String {
    let Outcome::Checked(checks) = &grading.outcome else {
        return String::new();
    };
    let outputs = checks.iter().filter_map(|check| match check {
        Check::Ran(run) => Some(run.output.as_str()),
        Check::Skipped(_) => None,
    });
    outputs.collect::<Vec<_>>().join("\n")
}
