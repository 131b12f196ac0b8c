//! The compiler, called directly: the student's crate first, then the check program that uses it.
mod diagnostic;
mod mismatch;
mod rustc;

pub use diagnostic::{Diagnostic, Level};

use crate::catalog::Exercise;
use crate::error::{Error, Result};
use crate::kit::Kit;
use crate::submission::Submission;
use crate::toolchain::Toolchain;
use crate::workspace::{self, Workspace};
use camino::Utf8PathBuf;
use rustc::{Compiled, Rustc};

/// What came of compiling a submission.
#[derive(Clone, Debug)]
pub enum Build {
    /// It compiles.
    Ready {
        /// The check program.
        program: Utf8PathBuf,
        /// What the compiler warns of.
        warnings: Vec<Diagnostic>,
    },
    /// It does not compile.
    Rejected {
        /// What the compiler says, warnings too.
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
}

impl Compiler<'_> {
    /// Compiles `submission`, which `workspace` holds, and the exercise's checks with it.
    ///
    /// # Errors
    /// If the hidden checks do not compile even with the exercise's own code, or rustc cannot be run.
    pub async fn build(self, submission: &Submission, workspace: &Workspace) -> Result<Build> {
        let student = self.compile_student(workspace).await?;
        if !student.succeeded {
            return Ok(Build::Rejected {
                diagnostics: student.diagnostics(),
            });
        }
        let checks = self.compile_checks(workspace).await?;
        if checks.succeeded {
            let program = program(workspace);
            return Ok(Build::Ready {
                program,
                warnings: student.diagnostics(),
            });
        }
        // With the exercise's own code they must compile; then it is the submission that differs.
        drop(self.build_stub().await?);
        let mut diagnostics = student.diagnostics();
        diagnostics.extend(mismatch::explain(&checks.messages, &submission.files));
        Ok(Build::Rejected { diagnostics })
    }

    /// Compiles the exercise's own code and its checks. The program lives as long as the workspace.
    ///
    /// # Errors
    /// If either does not compile, which is the course's fault.
    pub async fn build_stub(self) -> Result<(Workspace, Utf8PathBuf)> {
        let workspace = Workspace::new(self.exercise, &workspace::stub(self.exercise)?, false)?;
        let student = self.compile_student(&workspace).await?;
        if !student.succeeded {
            let cause = format!("it does not compile\n{}", rendered(&student.diagnostics()));
            return Err(Error::bad_course_file(&self.exercise.dir, cause));
        }
        let checks = self.compile_checks(&workspace).await?;
        if !checks.succeeded {
            return Err(Error::ChecksDoNotCompile {
                path: self.exercise.checks.clone(),
                rendered: rendered(&checks.diagnostics()),
            });
        }
        let program = program(&workspace);
        Ok((workspace, program))
    }

    async fn compile_student(self, workspace: &Workspace) -> Result<Compiled> {
        let mut rustc = self
            .rustc(workspace, &self.exercise.crate_name())
            .args(["--crate-type=lib", "--emit=link", "-Funsafe_code"])
            .args([format!("-o{}", student_library(self.exercise, workspace))]);
        for dependency in &self.exercise.dependencies {
            let krate = dependency.name.replace('-', "_");
            rustc = rustc.with(&krate, &self.library(&krate)?);
        }
        rustc.compile(&workspace.source, "src/lib.rs").await
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
        rustc.compile(folder, "checks.rs").await
    }

    fn rustc<'a>(&'a self, workspace: &'a Workspace, krate: &str) -> Rustc<'a> {
        Rustc::new(self.toolchain, workspace, krate, &self.exercise.edition)
            .args([format!("-Ldependency={}", self.kit.folder())])
    }

    fn library(self, krate: &str) -> Result<Utf8PathBuf> {
        self.kit.library(krate).ok_or_else(|| {
            let cause = format!("the kit has no library for the dependency `{krate}`");
            Error::bad_course_file(&self.exercise.dir.join("Cargo.toml"), cause)
        })
    }
}

fn student_library(exercise: &Exercise, workspace: &Workspace) -> Utf8PathBuf {
    workspace
        .out
        .join(format!("lib{}.rlib", exercise.crate_name()))
}

fn program(workspace: &Workspace) -> Utf8PathBuf {
    workspace.out.join("checks")
}

fn rendered(diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|one| one.rendered.as_str())
        .collect()
}
