//! The compiler, called directly: the student's crate first, then the check program that uses it.
mod diagnostic;
mod message;
mod mismatch;
mod rustc;

pub use diagnostic::{Diagnostic, Level};

use crate::catalog::Exercise;
use crate::error::{Error, Result};
use crate::kit::Kit;
use crate::sandbox::Sandbox;
use crate::scan;
use crate::submission::Submission;
use crate::toolchain::Toolchain;
use crate::workspace::{self, Workspace};
use camino::Utf8PathBuf;
use rustc::{Compiled, Rustc};

/// What came of compiling a submission.
#[derive(Debug)]
pub enum Build {
    /// It compiles.
    Ready {
        /// The check program.
        program: Utf8PathBuf,
        /// What the compiler warns of.
        warnings: Vec<Diagnostic>,
    },
    /// It does not compile, or it is refused.
    Rejected {
        /// What the compiler says, warnings too; or what is refused, and nothing else.
        diagnostics: Vec<Diagnostic>,
    },
}

/// What the compiler needs, besides the sources.
#[derive(Clone, Copy, Debug)]
pub struct Compiler<'a> {
    /// The compiler itself.
    pub toolchain: &'a Toolchain,
    /// The libraries.
    pub kit: &'a Kit,
    /// What is compiled.
    pub exercise: &'a Exercise,
    /// What stands round the compiler.
    pub sandbox: &'a Sandbox,
    /// Whether submissions are looked through before they are compiled.
    pub scans: bool,
    /// Seconds of processor time that each of its processes may take.
    pub processor_s: u64,
}

impl Compiler<'_> {
    /// Compiles `submission`, which `workspace` holds, and the exercise's checks with it; unless there is
    /// something in it that is refused.
    ///
    /// # Errors
    /// If the hidden checks do not compile even with a good version, or rustc cannot be run.
    pub async fn build(self, submission: &Submission, workspace: &Workspace) -> Result<Build> {
        let mut refusals = if self.scans {
            scan::refusals(submission)
        } else {
            Vec::new()
        };
        if refusals.iter().any(|one| !one.may_not_compile()) {
            refusals.retain(|one| !one.may_not_compile());
            return Ok(refused(submission, &refusals));
        }
        let student = self.compile_student(workspace).await?;
        let mut diagnostics = student.diagnostics();
        if !student.succeeded {
            return Ok(Build::Rejected { diagnostics });
        }
        if !refusals.is_empty() {
            return Ok(refused(submission, &refusals));
        }
        let checks = self.compile_checks(workspace).await?;
        if checks.succeeded {
            let program = program(workspace);
            let warnings = diagnostics;
            return Ok(Build::Ready { program, warnings });
        }
        if !self.a_model_compiles(submission).await?
            && !mismatch::may_be_the_students(&checks.messages, &self.exercise.crate_name())
        {
            return Err(self.bad_checks(&checks));
        }
        diagnostics.extend(mismatch::explain(&checks.messages, &submission.files));
        Ok(Build::Rejected { diagnostics })
    }

    /// True if the compiler accepts the submission that `workspace` holds; it makes no program.
    ///
    /// # Errors
    /// If rustc cannot be run.
    pub async fn accepts(self, workspace: &Workspace) -> Result<bool> {
        let metadata = workspace.scratch.join("accepted.rmeta");
        let rustc = self.student(self.rustc(workspace, &self.exercise.crate_name()))?;
        let compiled = rustc
            .args(["--emit=metadata", "-Funsafe_code"])
            .args([format!("-o{metadata}")])
            .compile(&workspace.source, "src/lib.rs");
        Ok(compiled.await?.succeeded)
    }

    /// Compiles a version that the checks must compile with; if they do, the submission is at fault. False if there
    /// is no such version.
    ///
    /// # Errors
    /// If the checks do not even compile with that.
    async fn a_model_compiles(self, submission: &Submission) -> Result<bool> {
        let model = workspace::model(self.exercise)?;
        if model == *submission {
            // A learner who changes the exercise's own files leaves nothing to compare with.
            return Ok(false);
        }
        let user = self.sandbox.user()?;
        let workspace = Workspace::new(self.exercise, &model, false, user)?;
        if !self.compile_student(&workspace).await?.succeeded {
            return Ok(false);
        }
        let checks = self.compile_checks(&workspace).await?;
        match checks.succeeded {
            true => Ok(true),
            false => Err(self.bad_checks(&checks)),
        }
    }

    fn bad_checks(self, checks: &Compiled) -> Error {
        let rendered = checks
            .diagnostics()
            .into_iter()
            .map(|one| one.rendered)
            .collect();
        let path = self.exercise.checks.clone();
        Error::ChecksDoNotCompile { path, rendered }
    }

    async fn compile_student(self, workspace: &Workspace) -> Result<Compiled> {
        let library = student_library(self.exercise, workspace);
        let rustc = self
            .student(self.rustc(workspace, &self.exercise.crate_name()))?
            .args(["--emit=link", "-Funsafe_code"])
            .args([format!("-o{library}")]);
        let quiet = rustc.clone().args(["--cap-lints=allow"]);
        let compiled = rustc.compile(&workspace.source, "src/lib.rs").await?;
        if compiled.stopped_at_warnings() {
            // Only errors decide.
            let decided = quiet.compile(&workspace.source, "src/lib.rs").await?;
            return compiled.decided_by(decided).unless_disk_full(workspace);
        }
        compiled.unless_disk_full(workspace)
    }

    /// What clippy says of the submission that `workspace` holds; what rustc says too is left out.
    ///
    /// # Errors
    /// If clippy is not installed, or cannot be run.
    pub async fn lint(self, workspace: &Workspace) -> Result<Vec<Diagnostic>> {
        let clippy = self.toolchain.tool("clippy-driver", "clippy")?;
        let said = self
            .student(self.rustc(workspace, &self.exercise.crate_name()))?
            .args(["--emit=metadata"])
            .args([format!("-o{}", workspace.scratch.join("linted.rmeta"))])
            .run_as(clippy)
            .compile(&workspace.source, "src/lib.rs")
            .await?;
        let is_clippys = |message: &Diagnostic| {
            let code = message.code.as_deref().unwrap_or_default();
            code.starts_with("clippy::") || message.level == Level::Error
        };
        let mut messages = said.diagnostics();
        messages.retain(is_clippys);
        Ok(messages)
    }

    /// The same for everything that looks at the student's crate.
    fn student<'a>(&self, rustc: Rustc<'a>) -> Result<Rustc<'a>> {
        let mut rustc = rustc.args(["--crate-type=lib"]);
        for dependency in &self.exercise.dependencies {
            let krate = dependency.name.replace('-', "_");
            rustc = rustc.with(&krate, &self.library(&krate)?);
        }
        Ok(rustc)
    }

    async fn compile_checks(self, workspace: &Workspace) -> Result<Compiled> {
        let checks = &self.exercise.checks;
        let (Some(folder), true) = (checks.parent(), checks.is_file()) else {
            return Err(Error::bad_course_file(checks, "there is no such file"));
        };
        let mut rustc = self
            .rustc(workspace, "checks")
            // Warnings in hidden checks are nothing to the student.
            .args(["--crate-type=bin", "--emit=link", "--cap-lints=allow"])
            .args([format!("-o{}", program(workspace))])
            .with(
                &self.exercise.crate_name(),
                &student_library(self.exercise, workspace),
            )
            .with("tokio", &self.library("tokio")?);
        for (krate, file) in self.kit.libraries() {
            rustc = rustc.with(krate, &file);
        }
        let compiled = rustc.compile(folder, "checks.rs").await?;
        compiled.unless_disk_full(workspace)
    }

    fn rustc<'a>(&'a self, workspace: &'a Workspace, krate: &str) -> Rustc<'a> {
        Rustc::new(*self, workspace, krate).args([format!("-Ldependency={}", self.kit.folder())])
    }

    fn library(self, krate: &str) -> Result<Utf8PathBuf> {
        self.kit.library(krate).ok_or_else(|| {
            let cause = format!("the kit has no library for the dependency `{krate}`");
            Error::bad_course_file(&self.exercise.dir.join("Cargo.toml"), cause)
        })
    }
}

fn refused(submission: &Submission, refusals: &[scan::Refusal]) -> Build {
    let diagnostics = scan::diagnostics(submission, refusals);
    Build::Rejected { diagnostics }
}

fn student_library(exercise: &Exercise, workspace: &Workspace) -> Utf8PathBuf {
    workspace
        .out
        .join(format!("lib{}.rlib", exercise.crate_name()))
}

fn program(workspace: &Workspace) -> Utf8PathBuf {
    workspace.out.join("checks")
}

/// What lines of a compiler become in a report, those about the hidden checks too. For fuzzing.
pub(crate) fn heard(lines: &[u8], submission: &Submission) -> Vec<Diagnostic> {
    let (messages, mut diagnostics) = rustc::heard(lines);
    diagnostics.extend(mismatch::explain(&messages, &submission.files));
    diagnostics
}
