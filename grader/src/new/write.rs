//! Writes folders of a course: all of them, or none.
use super::{NewFault, refused};
use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};
use std::{fs, io};
use tempfile::TempDir;

/// Folders on their way into a course. Unless it is kept, dropping it takes everything back.
pub(super) struct Writing {
    root: Utf8PathBuf,
    /// Within the course, so that a folder gets to its place by being renamed.
    staging: TempDir,
    /// Folders that were made on the way to a place.
    made: Vec<Utf8PathBuf>,
    /// Folders that are at their place.
    placed: Vec<Utf8PathBuf>,
}

impl Writing {
    /// Begins in the course with this folder.
    pub(super) fn begin(root: &Utf8Path) -> Result<Writing> {
        let staging = tempfile::Builder::new()
            .prefix(".grader-new-")
            .tempdir_in(root)
            .map_err(|cause| not_written(root, cause))?;
        Ok(Writing {
            root: root.to_owned(),
            staging,
            made: Vec::new(),
            placed: Vec::new(),
        })
    }

    /// Writes a file, given with its path in the course; it is not at its place yet.
    pub(super) fn file(&self, path: &Utf8Path, text: &str) -> Result<()> {
        let staged = self.staged(path)?;
        let folder = staged.parent().unwrap_or(&staged);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&staged, text))
            .map_err(|cause| not_written(&self.root.join(path), cause))
    }

    /// Brings a folder to its place, given as its path in the course.
    pub(super) fn place(&mut self, folder: &Utf8Path) -> Result<()> {
        let staged = self.staged(folder)?;
        let target = self.root.join(folder);
        let above: Vec<&Utf8Path> = folder
            .ancestors()
            .skip(1)
            .filter(|path| *path != "")
            .collect();
        for path in above.into_iter().rev() {
            let path = self.root.join(path);
            match fs::create_dir(&path) {
                Ok(()) => self.made.push(path),
                Err(_) if path.is_dir() => {}
                Err(cause) => return Err(not_written(&path, cause)),
            }
        }
        fs::rename(staged, &target).map_err(|cause| not_written(&target, cause))?;
        self.placed.push(target);
        Ok(())
    }

    /// Everything stays where it was placed.
    pub(super) fn keep(mut self) {
        self.made.clear();
        self.placed.clear();
    }

    fn staged(&self, path: &Utf8Path) -> Result<Utf8PathBuf> {
        match Utf8Path::from_path(self.staging.path()) {
            Some(staging) => Ok(staging.join(path)),
            None => Err(not_written(
                &self.root,
                io::Error::other("its path is not UTF-8"),
            )),
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        // What was only just written can be removed; if not, there is nothing better to do about it.
        for folder in self.placed.iter().rev() {
            let _ = fs::remove_dir_all(folder);
        }
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn not_written(path: &Utf8Path, cause: io::Error) -> Error {
    refused(path, NewFault::NotWritten { cause })
}
