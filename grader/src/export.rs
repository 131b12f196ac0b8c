//! Writes a course as students get it: without solutions, hidden checks and mistakes. `docs/export.md` says what
//! is in such a copy.
mod fault;
mod files;
mod folder;

pub use fault::ExportFault;

use crate::catalog::Course;
use crate::error::{Error, Result};
use crate::kit;
use crate::toolchain::Toolchain;
use camino::{Utf8Path, Utf8PathBuf};
use folder::NewFolder;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder to write; it must not exist, or be empty.
    pub student: Utf8PathBuf,
    /// The course's folder; absent: the nearest one upwards.
    pub course: Option<Utf8PathBuf>,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Exported {
    /// The folder, absolute.
    pub folder: Utf8PathBuf,
    /// How many exercises are in it.
    pub exercises: usize,
}

/// Writes the student's copy that `request` asks for, seen from the folder `from`: all of it, or nothing.
///
/// # Errors
/// If there is no course, something of it must not go to students, the folder cannot be written, or cargo cannot
/// make its lock file.
pub async fn export(request: &Request, from: &Utf8Path) -> Result<Exported> {
    let course = Course::open(request.course.as_deref(), from)?;
    let new = NewFolder::begin(&from.join(&request.student), &course.root)?;
    for (path, content) in files::of_exercises(&course)? {
        new.write(&path, content.as_bytes())?;
    }
    for (path, content) in kit::for_students(&course)? {
        new.write(Utf8Path::new(&path), &content)?;
    }
    let toolchain = Toolchain::find(&course.root).await?;
    kit::settle_lock(new.path(), &toolchain)
        .await
        .map_err(|error| match error {
            Error::KitBuild { rendered, .. } => {
                refused(&course.root, ExportFault::NotLocked { rendered })
            }
            error => error,
        })?;
    Ok(Exported {
        folder: new.place()?,
        exercises: course.exercises.len(),
    })
}

fn refused(path: &Utf8Path, fault: ExportFault) -> Error {
    let path = path.to_owned();
    Error::Export { path, fault }
}
