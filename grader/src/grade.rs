//! The way of submissions, from their files to the facts of a report.
use crate::catalog::{self, Course, Exercise};
use crate::compile::{Build, Compiler, Diagnostic};
use crate::error::{Error, Result};
use crate::grading::{Grading, Outcome, Request, Timing, Versions};
use crate::kit::Kit;
use crate::limits::COMPILER;
use crate::run::{self, Program};
use crate::sandbox::Sandbox;
use crate::submission::Submission;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use camino::{Utf8Path, Utf8PathBuf};
use protocol::CheckInfo;
use std::time::Instant;
use tokio::sync::Semaphore;

/// What all gradings of a course share: the course, the compiler and the kit, each opened once.
/// Any number of gradings may be under way at once.
#[derive(Debug)]
pub struct Session {
    /// The course.
    pub course: Course,
    /// The compiler.
    pub toolchain: Toolchain,
    /// The libraries.
    pub kit: Kit,
    /// What stands round every compiler and check process.
    pub sandbox: Sandbox,
    /// From where names and paths are seen.
    here: Utf8PathBuf,
    /// Room for so many check processes at once.
    places: Semaphore,
    /// Milliseconds of wall time that finding the compiler and opening the kit took.
    opened_ms: u64,
    /// Whether submissions are looked through before they are compiled.
    scans: bool,
    /// Seconds of processor time that a compiler may take.
    compiler_s: u64,
}

/// A submission that is compiled, or rejected by the compiler or the scan before it. Its checks can be run any number of times.
#[derive(Debug)]
pub struct Prepared<'a> {
    exercise: &'a Exercise,
    submission: Submission,
    workspace: Workspace,
    build: Build,
    /// The exercise's checks in the order of their source.
    checks: Vec<CheckInfo>,
    keep: bool,
    compile_ms: u64,
}

/// Grades what `request` asks for; with `keep` the workspace stays afterwards.
///
/// # Errors
/// If nothing could be graded. A wrong submission is no error.
pub async fn grade(request: Request, keep: bool) -> Result<Grading> {
    let begun = Instant::now();
    let here = current_folder()?;
    let course = Course::open(request.course.as_deref(), &here)?;
    let exercise = course.exercise(&request.exercise, &here)?;
    // It is read first: a wrong path is known before a kit is built.
    let path = request.submission.as_ref().unwrap_or(&exercise.dir);
    let submission = Submission::read(exercise, path)?;
    course.with_checks()?;
    let session = Session::with(course).await?;
    if let Some(level) = request.required_sandbox {
        session.sandbox.require(level)?;
    }
    let mut grading = session.grade(request, submission, keep).await?;
    grading.timing.total_ms = millis(begun);
    Ok(grading)
}

impl Prepared<'_> {
    /// True if it compiles, and its checks with it.
    pub fn is_ready(&self) -> bool {
        matches!(self.build, Build::Ready { .. })
    }

    /// The exercise's checks in the order of their source.
    pub fn checks(&self) -> &[CheckInfo] {
        &self.checks
    }
}

impl Session {
    /// Opens the course in `course`, or the nearest one upwards from the current folder, and its kit.
    ///
    /// # Errors
    /// If there is no such course, one of its exercises is not described well, there is no compiler, or
    /// the kit cannot be built.
    pub async fn open(course: Option<&Utf8Path>) -> Result<Session> {
        Session::with(Course::open(course, &current_folder()?)?).await
    }

    /// Opens the kit of a course.
    ///
    /// # Errors
    /// If there is no compiler, or the kit cannot be built.
    pub async fn with(course: Course) -> Result<Session> {
        let begun = Instant::now();
        let toolchain = Toolchain::find(&course.root).await?;
        let session = Session::with_toolchain(course, toolchain).await?;
        Ok(Session {
            opened_ms: millis(begun),
            ..session
        })
    }

    /// The same with a compiler that was found already.
    ///
    /// # Errors
    /// If the kit cannot be built.
    pub async fn with_toolchain(course: Course, toolchain: Toolchain) -> Result<Session> {
        let begun = Instant::now();
        let here = current_folder()?;
        let kit = Kit::open(&course, &toolchain).await?;
        let sandbox = Sandbox::find(&[toolchain.folder(), kit.folder(), &course.root]);
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Session {
            course,
            toolchain,
            kit,
            sandbox,
            here,
            places: Semaphore::new(processors),
            opened_ms: millis(begun),
            scans: true,
            compiler_s: COMPILER.processor_s,
        })
    }

    /// The same, but nothing in a submission is refused before it is compiled. It shows what the layers
    /// behind do by themselves, and is for their tests.
    #[doc(hidden)]
    pub fn without_scan(self) -> Session {
        Session {
            scans: false,
            ..self
        }
    }

    /// The same with another limit of processor time for the compiler, for tests that would wait for the usual one.
    #[doc(hidden)]
    pub fn with_compile_limit(self, seconds: u64) -> Session {
        Session {
            compiler_s: seconds,
            ..self
        }
    }

    /// The same, with room for another number of check processes at once, all gradings together.
    pub fn with_places(self, places: usize) -> Session {
        Session {
            places: Semaphore::new(places.max(1)),
            ..self
        }
    }

    /// The same in another sandbox. For tests that show what a layer is good for; no command leads here.
    #[doc(hidden)]
    pub fn with_sandbox(self, sandbox: Sandbox) -> Session {
        Session { sandbox, ..self }
    }

    /// Grades `submission` as `request` asks; with `keep` the workspace stays afterwards.
    ///
    /// # Errors
    /// If nothing could be graded. A wrong submission is no error.
    pub async fn grade(
        &self,
        request: Request,
        submission: Submission,
        keep: bool,
    ) -> Result<Grading> {
        let exercise = self.course.exercise(&request.exercise, &self.here)?;
        let prepared = self.prepare(exercise, submission, keep).await?;
        self.run(&prepared, request).await
    }

    /// Compiles `submission` with the checks of `exercise`.
    ///
    /// # Errors
    /// If the hidden checks do not compile, or there are none, or the compiler cannot be run.
    pub async fn prepare<'a>(
        &self,
        exercise: &'a Exercise,
        submission: Submission,
        keep: bool,
    ) -> Result<Prepared<'a>> {
        let begun = Instant::now();
        let workspace = Workspace::new(exercise, &submission, keep, self.sandbox.user()?)?;
        let compiler = self.compiler(exercise);
        let build = compiler.build(&submission, &workspace).await?;
        let compile_ms = millis(begun);
        // Code of the submission may run before its check program's `main`: it has no say in what is asked of it.
        let checks = catalog::listed(exercise)?;
        let prepared = Prepared {
            exercise,
            submission,
            workspace,
            build,
            checks,
            keep,
            compile_ms,
        };
        match prepared.is_ready() && prepared.checks.is_empty() {
            false => Ok(prepared),
            true => Err(checks_do_not_run(
                exercise,
                "there is no `async fn` with `#[check(…)]` on it",
            )),
        }
    }

    /// Runs the checks of a prepared submission, those that `request` names and as it asks.
    ///
    /// # Errors
    /// If the check program cannot be run. What a check does is never an error.
    pub async fn run(&self, prepared: &Prepared<'_>, request: Request) -> Result<Grading> {
        let begun = Instant::now();
        let (diagnostics, outcome) = self.outcome(prepared, &request).await?;
        let checks_ms = millis(begun);
        let Prepared {
            exercise,
            submission,
            workspace,
            keep,
            compile_ms,
            ..
        } = prepared;
        Ok(Grading {
            versions: self.versions(),
            sandbox: self.sandbox.standing(),
            exercise: (*exercise).clone(),
            submission: submission.clone(),
            diagnostics,
            outcome,
            request,
            workspace: keep.then(|| workspace.path().to_owned()),
            timing: Timing {
                kit_ms: self.opened_ms,
                compile_ms: *compile_ms,
                checks_ms,
                total_ms: self.opened_ms + compile_ms + checks_ms,
            },
        })
    }

    /// True if the compiler accepts `submission`; no check is compiled or run.
    ///
    /// # Errors
    /// If the compiler cannot be run.
    pub async fn accepts(&self, exercise: &Exercise, submission: &Submission) -> Result<bool> {
        let user = self.sandbox.user()?;
        let workspace = Workspace::new(exercise, submission, false, user)?;
        self.compiler(exercise).accepts(&workspace).await
    }

    /// What clippy says of a prepared submission.
    ///
    /// # Errors
    /// If clippy is not installed, or cannot be run.
    pub async fn lint(&self, prepared: &Prepared<'_>) -> Result<Vec<Diagnostic>> {
        let compiler = self.compiler(prepared.exercise);
        compiler.lint(&prepared.workspace).await
    }

    /// Sees that the check program of a version that is known to be good has the checks that its source lists.
    ///
    /// # Errors
    /// [`Error::ChecksDoNotRun`] if it has others, or none that can be run.
    pub async fn confirm_checks(&self, prepared: &Prepared<'_>) -> Result<()> {
        let Build::Ready { program, .. } = &prepared.build else {
            return Ok(());
        };
        let program = self.program(prepared.exercise, program, &prepared.workspace);
        match program.list().await? == prepared.checks {
            true => Ok(()),
            false => Err(checks_do_not_run(
                prepared.exercise,
                "the program has others than the text: a check is an `async fn` with `#[check(…)]` on it, written \
                 out and made by no macro",
            )),
        }
    }

    /// The compiler for `exercise`.
    pub fn compiler<'a>(&'a self, exercise: &'a Exercise) -> Compiler<'a> {
        Compiler {
            toolchain: &self.toolchain,
            kit: &self.kit,
            exercise,
            sandbox: &self.sandbox,
            scans: self.scans,
            processor_s: self.compiler_s,
        }
    }

    /// The versions that a verdict depends on.
    pub fn versions(&self) -> Versions {
        Versions {
            grader: env!("CARGO_PKG_VERSION").to_owned(),
            rustc: self.toolchain.version.clone(),
            tokio: self.kit.tokio().to_owned(),
        }
    }

    async fn outcome(
        &self,
        prepared: &Prepared<'_>,
        request: &Request,
    ) -> Result<(Vec<Diagnostic>, Outcome)> {
        let exercise = prepared.exercise;
        let listed = prepared.checks.clone();
        match &prepared.build {
            Build::Ready { program, warnings } => {
                run::select(&listed, request, &exercise.name)?;
                let program = self.program(exercise, program, &prepared.workspace);
                let checks = program.run(listed, request, &self.places).await?;
                Ok((warnings.clone(), Outcome::Checked(checks)))
            }
            Build::Rejected { diagnostics } => {
                run::select(&listed, request, &exercise.name)?;
                Ok((diagnostics.clone(), Outcome::Rejected(listed)))
            }
        }
    }

    fn program(&self, exercise: &Exercise, file: &Utf8Path, workspace: &Workspace) -> Program {
        Program {
            file: file.to_owned(),
            folder: workspace.scratch.clone(),
            source: exercise.checks.clone(),
            submitted: exercise.editable.clone(),
            limits: exercise.limits,
            user: workspace.user,
            sandbox: self.sandbox.clone(),
        }
    }
}

fn checks_do_not_run(exercise: &Exercise, cause: &str) -> Error {
    Error::ChecksDoNotRun {
        path: exercise.checks.clone(),
        cause: cause.to_owned(),
    }
}

/// The current folder.
///
/// # Errors
/// If it is gone, or its path is not UTF-8.
pub fn current_folder() -> Result<Utf8PathBuf> {
    let failed = |cause| Error::io("find the current folder", Utf8Path::new("."), cause);
    let folder = std::env::current_dir().map_err(failed)?;
    Utf8PathBuf::from_path_buf(folder)
        .map_err(|_| failed(std::io::Error::other("its path is not UTF-8")))
}

/// Milliseconds of wall time.
pub(crate) fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
