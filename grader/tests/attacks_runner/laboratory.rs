//! Grades an attack: as a user would, without the scan, and without layers of the sandbox.
use crate::attack::Attack;
use crate::description::Description;
use crate::place::Place;
use crate::together::{Compiled, Together};
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
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

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
    /// Sessions without the scan, by the layers that they lack too.
    weaker: Mutex<BTreeMap<Vec<Layer>, Arc<Session>>>,
    /// The attacks that one program tries.
    beside_others: Vec<Attack>,
    together: OnceLock<Result<Compiled, String>>,
    /// The folder of the suite.
    pub(crate) suite: Utf8PathBuf,
}

impl Laboratory {
    /// Opens the course; builds the kit if there is none.
    ///
    /// # Errors
    /// If there is no compiler, or the kit cannot be built.
    pub(crate) fn open(suite: &Utf8Path, beside_others: Vec<Attack>) -> Result<Laboratory, String> {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        let session = || {
            let opened = runtime.block_on(Session::open(Some(&course())));
            opened.map_err(|error| format!("{error}\nhelp: {}", error.help()))
        };
        Ok(Laboratory {
            usual: session()?,
            unscanned: session()?.without_scan(),
            weaker: Mutex::default(),
            beside_others,
            together: OnceLock::new(),
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
        if let Some(millis) = description.limits.rest_ms {
            exercise.limits.rest = Duration::from_millis(millis);
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
        attack: &Attack,
        exercise: &'e Exercise,
        submission: &Utf8Path,
        scan: bool,
    ) -> Result<Prepared<'e>, String> {
        let session = if scan { &self.usual } else { &self.unscanned };
        let Some(seconds) = attack.description.limits.compiler_s else {
            return self.prepare_in(session, exercise, submission);
        };
        let session = self.session()?;
        let session = if scan {
            session
        } else {
            session.without_scan()
        };
        let session = session.with_compile_limit(seconds);
        self.prepare_in(&session, exercise, submission)
    }

    /// Runs these checks of a prepared submission; all if none is named.
    pub(crate) fn run(&self, checks: &[String], prepared: &Prepared<'_>) -> Result<Seen, String> {
        self.run_in(&self.usual, checks, prepared)
    }

    /// The program of the attacks that stand beside one another, compiled without the scan.
    pub(crate) fn together(&self) -> Result<&Compiled, String> {
        let compiled = self.together.get_or_init(|| {
            let exercise = self.exercise(&self.beside_others[0].description)?;
            let together = Together::lay_out(&self.suite, &self.beside_others, &exercise)
                .map_err(|error| format!("the submission cannot be laid out: {error}"))?;
            let prepared =
                self.prepare_in(&self.unscanned, together.exercise, &together.submission)?;
            if !prepared.is_ready() {
                let seen = self.run(&[], &prepared)?;
                return Err(format!("it does not compile:\n{}", seen.text()));
            }
            Ok(Compiled { prepared, together })
        });
        compiled.as_ref().map_err(Clone::clone)
    }

    /// A session without the scan and without `layers`.
    pub(crate) fn weaker(&self, layers: &[Layer]) -> Result<Arc<Session>, String> {
        let mut weaker = self.weaker.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = weaker.get(layers) {
            return Ok(Arc::clone(session));
        }
        let session = self.session()?.without_scan();
        let sandbox = layers
            .iter()
            .fold(session.sandbox.clone(), |sandbox, layer| {
                sandbox.without(*layer)
            });
        let session = Arc::new(session.with_sandbox(sandbox));
        weaker.insert(layers.to_vec(), Arc::clone(&session));
        Ok(session)
    }

    /// Grades in a weaker session: what was compiled already is only run, unless it did not compile.
    pub(crate) fn weakened(
        &self,
        weaker: &Session,
        attack: &Attack,
        exercise: &Exercise,
        place: &Place,
        prepared: &Prepared<'_>,
    ) -> Result<Seen, String> {
        let checks = &attack.description.checks;
        if prepared.is_ready() {
            return self.run_in(weaker, checks, prepared);
        }
        let prepared = self.prepare_in(weaker, exercise, &place.submission)?;
        self.run_in(weaker, checks, &prepared)
    }

    fn session(&self) -> Result<Session, String> {
        let opened = self.runtime.block_on(Session::open(Some(&course())));
        opened.map_err(|error| error.to_string())
    }

    fn prepare_in<'e>(
        &self,
        session: &Session,
        exercise: &'e Exercise,
        submission: &Utf8Path,
    ) -> Result<Prepared<'e>, String> {
        let read = Submission::read(exercise, submission).map_err(|error| error.to_string())?;
        let prepared = self
            .runtime
            .block_on(session.prepare(exercise, read, false));
        prepared.map_err(|error| format!("the grader itself failed: {error}"))
    }

    /// Runs these checks of a prepared submission in `session`; all if none is named.
    pub(crate) fn run_in(
        &self,
        session: &Session,
        checks: &[String],
        prepared: &Prepared<'_>,
    ) -> Result<Seen, String> {
        let request = Request {
            checks: checks.to_vec(),
            ..Request::default()
        };
        let grading = self.runtime.block_on(session.run(prepared, request));
        let grading = grading.map_err(|error| format!("the grader itself failed: {error}"))?;
        let report = Report::new(&grading);
        Ok(Seen::Report(Box::new(Shown {
            text: report::text::render(&report, &report::sources(&grading), Style::Plain),
            output: printed(&grading),
            report,
        })))
    }
}

/// The folder of the course.
pub(crate) fn course() -> Utf8PathBuf {
    let own = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("the workspace").to_owned()
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
