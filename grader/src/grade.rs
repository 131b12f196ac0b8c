//! The way of one submission, from its path to the facts of a report.
use crate::catalog::{Course, Exercise};
use crate::compile::{Build, Compiler, Model};
use crate::error::{Error, Result};
use crate::grading::{Grading, Outcome, Request, Timing, Versions};
use crate::kit::Kit;
use crate::run::{self, Program};
use crate::submission::Submission;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use camino::{Utf8Path, Utf8PathBuf};
use std::time::Instant;

/// Grades what `request` asks for; with `keep` the workspace stays afterwards.
///
/// # Errors
/// If nothing could be graded. A wrong submission is no error.
pub async fn grade(request: Request, keep: bool) -> Result<Grading> {
    let begun = Instant::now();
    let here = current_folder()?;
    let course = Course::open(request.course.as_deref(), &here)?;
    let exercise = course.exercise(&request.exercise, &here)?;
    let submission = match &request.submission {
        Some(path) => Submission::read(exercise, path)?,
        None => Submission::read(exercise, &exercise.dir)?,
    };

    let toolchain = Toolchain::find(&course.root).await?;
    let kit = Kit::open(&course, &toolchain).await?;
    let kit_ms = millis(begun);

    let compiling = Instant::now();
    let workspace = Workspace::new(exercise, &submission, keep)?;
    let compiler = Compiler {
        toolchain: &toolchain,
        kit: &kit,
        exercise,
    };
    let build = compiler.build(&submission, &workspace).await?;
    let compile_ms = millis(compiling);

    let checking = Instant::now();
    let (diagnostics, outcome) = match build {
        Build::Ready { program, warnings } => {
            let program = checks(exercise, program, &workspace);
            let listed = program.list().await?;
            run::select(&listed, &request, &exercise.name)?;
            (
                warnings,
                Outcome::Checked(program.run(listed, &request).await?),
            )
        }
        Build::Rejected { diagnostics, model } => {
            let listed = match model {
                Some(Model { program, workspace }) => {
                    let listed = checks(exercise, program, &workspace).list().await?;
                    run::select(&listed, &request, &exercise.name)?;
                    listed
                }
                None => Vec::new(),
            };
            (diagnostics, Outcome::Rejected(listed))
        }
    };
    let checks_ms = millis(checking);

    let workspace = keep.then(|| workspace.path().to_owned());
    let timing = Timing {
        kit_ms,
        compile_ms,
        checks_ms,
        total_ms: millis(begun),
    };
    let versions = Versions {
        grader: env!("CARGO_PKG_VERSION").to_owned(),
        rustc: toolchain.version,
        tokio: kit.tokio().to_owned(),
    };
    let exercise = exercise.clone();
    Ok(Grading {
        versions,
        exercise,
        submission,
        diagnostics,
        outcome,
        request,
        workspace,
        timing,
    })
}

fn checks(exercise: &Exercise, file: Utf8PathBuf, workspace: &Workspace) -> Program {
    Program {
        file,
        folder: workspace.scratch.clone(),
        source: exercise.checks.clone(),
        submitted: exercise.editable.clone(),
    }
}

fn current_folder() -> Result<Utf8PathBuf> {
    let failed = |cause| Error::io("find the current folder", Utf8Path::new("."), cause);
    let folder = std::env::current_dir().map_err(failed)?;
    Utf8PathBuf::from_path_buf(folder)
        .map_err(|_| failed(std::io::Error::other("its path is not UTF-8")))
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
