//! A temporary directory that only the grader writes: the submission, and what is built from it.
use crate::catalog::Exercise;
use crate::error::{Error, Result};
use crate::submission::{SourceFile, Submission};
use camino::{Utf8Path, Utf8PathBuf};
use fence::User;
use std::io;
use std::os::unix::fs::{PermissionsExt, lchown};
use tempfile::TempDir;

/// The directory; dropped, it is removed, unless it was asked to stay.
#[derive(Debug)]
pub struct Workspace {
    /// The student's crate, laid out like the exercise.
    pub source: Utf8PathBuf,
    /// What the compiler makes.
    pub out: Utf8PathBuf,
    /// Temporary files of the compiler and the linker.
    pub scratch: Utf8PathBuf,
    /// Whose it is, if not the grader's own: the user who compiles and runs what is in it.
    pub user: Option<User>,
    /// Owns the directory.
    directory: TempDir,
}

impl Workspace {
    /// Lays out `submission`, and those sources of `exercise` that a submission does not bring.
    /// With `keep` the directory stays when the grader ends. It is given to `user`, if there is one.
    ///
    /// # Errors
    /// If the directory cannot be made, or a source of the exercise cannot be read.
    pub fn new(
        exercise: &Exercise,
        submission: &Submission,
        keep: bool,
        user: Option<User>,
    ) -> Result<Workspace> {
        let parent = std::env::temp_dir();
        let failed = |cause| {
            Error::io(
                "make a temporary folder",
                parent.to_string_lossy().as_ref(),
                cause,
            )
        };
        // The directory gets the mode 0700: other users of the machine cannot look inside.
        let directory = tempfile::Builder::new()
            .prefix("grader-")
            .permissions(PermissionsExt::from_mode(0o700))
            .disable_cleanup(keep)
            .tempdir()
            .map_err(failed)?;
        let path = directory.path().canonicalize().map_err(failed)?;
        let path = Utf8PathBuf::from_path_buf(path)
            .map_err(|_| failed(io::ErrorKind::InvalidFilename.into()))?;
        let workspace = Workspace {
            source: path.join("submission"),
            out: path.join("out"),
            scratch: path.join("scratch"),
            user,
            directory,
        };
        for folder in [&workspace.source, &workspace.out, &workspace.scratch] {
            std::fs::create_dir(folder).map_err(failed)?;
        }
        let given = own_sources(exercise)?;
        for file in given.iter().chain(&submission.files) {
            write(&workspace.source, file).map_err(failed)?;
        }
        if let Some(user) = user {
            give(&path, user).map_err(failed)?;
        }
        Ok(workspace)
    }

    /// The directory itself.
    pub fn path(&self) -> &Utf8Path {
        self.out.parent().unwrap_or(&self.out)
    }

    /// Removes the directory now, rather than when it is dropped.
    ///
    /// # Errors
    /// If something in it cannot be removed.
    pub fn remove(self) -> io::Result<()> {
        self.directory.close()
    }
}

/// A version that the checks must compile with: the reference solution, or, in a course without
/// solutions, the exercise's own files.
///
/// # Errors
/// If a file cannot be read.
pub fn model(exercise: &Exercise) -> Result<Submission> {
    let reference = exercise.reference();
    if let ([path], true) = (exercise.editable.as_slice(), reference.is_file()) {
        let file = read(&reference, path.clone())?;
        return Ok(Submission::new(vec![file]));
    }
    let editable = exercise.editable.iter();
    let files = editable.map(|path| read(&exercise.dir.join(path), path.clone()));
    Ok(Submission::new(files.collect::<Result<_>>()?))
}

/// The sources of an exercise that are not editable.
fn own_sources(exercise: &Exercise) -> Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    let mut folders = vec![Utf8PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        let path = exercise.dir.join(&folder);
        let failed = |cause| Error::io("read the exercise's folder", &path, cause);
        for entry in path.read_dir_utf8().map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let inside = folder.join(entry.file_name());
            if entry.file_type().map_err(failed)?.is_dir() {
                folders.push(inside);
            } else if inside.extension() == Some("rs") && !exercise.editable.contains(&inside) {
                files.push(read(&exercise.dir.join(&inside), inside)?);
            }
        }
    }
    Ok(files)
}

fn read(file: &Utf8Path, path: Utf8PathBuf) -> Result<SourceFile> {
    let text =
        std::fs::read_to_string(file).map_err(|cause| Error::bad_course_file(file, cause))?;
    Ok(SourceFile { path, text })
}

/// Makes `user` the owner of the folder and of all that is in it; the grader alone has written there.
fn give(folder: &Utf8Path, user: User) -> io::Result<()> {
    for entry in folder.read_dir_utf8()? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => give(entry.path(), user)?,
            false => lchown(entry.path(), Some(user.id), Some(user.id))?,
        }
    }
    lchown(folder, Some(user.id), Some(user.id))
}

fn write(folder: &Utf8Path, file: &SourceFile) -> io::Result<()> {
    let path = folder.join(&file.path);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, &file.text)
}
