//! A folder that is written beside its place, and gets there when it is whole.
use super::{ExportFault, refused};
use crate::error::{Error, Result};
use camino::{Utf8Path, Utf8PathBuf};
use std::{fs, io};
use tempfile::TempDir;

/// The parts of a course in which a student's copy would be a stranger.
const TREES: [&str; 3] = ["exercises", "solutions", "tests"];

/// A folder on its way. Unless it is placed, dropping it removes it.
pub(super) struct NewFolder {
    place: Utf8PathBuf,
    /// The new folder, inside `_staging`, whose own mode lets nobody in.
    new: Utf8PathBuf,
    _staging: TempDir,
}

impl NewFolder {
    /// Begins a folder that is to be at `place`, for the course in `course`.
    ///
    /// # Errors
    /// If something is there, or the folder above it takes no new ones.
    pub(super) fn begin(place: &Utf8Path, course: &Utf8Path) -> Result<NewFolder> {
        let place = free(place)?;
        for tree in TREES {
            if place.starts_with(course.join(tree)) {
                return Err(refused(&place, ExportFault::InsideCourse { tree }));
            }
        }
        let parent = place.parent().unwrap_or(&place);
        let failed = |cause| not_written(&place, cause);
        let staging = tempfile::Builder::new()
            .prefix(".grader-export-")
            .tempdir_in(parent)
            .map_err(failed)?;
        let new = Utf8Path::from_path(staging.path())
            .ok_or_else(|| failed(io::Error::other("its path is not UTF-8")))?
            .join("course");
        fs::create_dir(&new).map_err(failed)?;
        Ok(NewFolder {
            place,
            new,
            _staging: staging,
        })
    }

    /// Where it is now.
    pub(super) fn path(&self) -> &Utf8Path {
        &self.new
    }

    /// Writes a file of it.
    pub(super) fn write(&self, path: &Utf8Path, content: &[u8]) -> Result<()> {
        let file = self.new.join(path);
        let folder = file.parent().unwrap_or(&file);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, content))
            .map_err(|cause| not_written(&self.place.join(path), cause))
    }

    /// Brings it to its place, and says where that is.
    pub(super) fn place(self) -> Result<Utf8PathBuf> {
        // Linux lets a folder take the place of an empty one, and of nothing else.
        fs::rename(&self.new, &self.place).map_err(|cause| not_written(&self.place, cause))?;
        Ok(self.place)
    }
}

/// The place, absolute, if there is nothing or only an empty folder.
fn free(place: &Utf8Path) -> Result<Utf8PathBuf> {
    let failed = |cause| not_written(place, cause);
    match fs::metadata(place) {
        Ok(found) if !found.is_dir() => Err(refused(place, ExportFault::NotAFolder)),
        Ok(_) => match place.read_dir_utf8().map_err(failed)?.next() {
            Some(_) => Err(refused(place, ExportFault::NotEmpty)),
            None => place.canonicalize_utf8().map_err(failed),
        },
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
                return Err(failed(cause));
            };
            fs::create_dir_all(parent).map_err(failed)?;
            Ok(parent.canonicalize_utf8().map_err(failed)?.join(name))
        }
        Err(cause) => Err(failed(cause)),
    }
}

fn not_written(path: &Utf8Path, cause: io::Error) -> Error {
    refused(path, ExportFault::NotWritten { cause })
}
