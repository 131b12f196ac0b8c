//! An exercise's stub as it was handed out: a copy that the course keeps beside the files that are edited.
//!
//! It lies in the exercise's own folder, so it is in every clone and copy of the course, and needs neither
//! git nor a first look before somebody edits. `grader verify` keeps it equal to the stub.
use super::{LearnerFault, refused};
use crate::catalog::Exercise;
use crate::error::Result;
use crate::submission::Submission;
use camino::{Utf8Path, Utf8PathBuf};
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;

/// The folder in an exercise's folder that has the copy, laid out like the exercise.
pub const FOLDER: &str = ".stub";

/// What putting a stub back did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reset {
    /// How many files were written; 0 if all of them held the stub already.
    pub written: usize,
    /// Where the learner's versions of them were kept.
    pub kept: Vec<Utf8PathBuf>,
}

/// The exercise's stub.
///
/// # Errors
/// If the course keeps no copy of it.
pub fn read(exercise: &Exercise) -> Result<Submission> {
    let folder = exercise.dir.join(FOLDER);
    let missing = |_| refused(&folder, LearnerFault::NoStub);
    Submission::read(exercise, &folder).map_err(missing)
}

/// Puts the stub back. What the learner wrote is kept in the exercise's folder with a number, `lib.1.rs`, where
/// nothing compiles it and nothing hands it on.
///
/// # Errors
/// If the course keeps no copy of the stub, or a file cannot be written; nothing of the learner's is lost.
pub fn reset(exercise: &Exercise) -> Result<Reset> {
    let stub = read(exercise)?;
    let (mut written, mut kept) = (0, Vec::new());
    for file in &stub.files {
        let path = exercise.dir.join(&file.path);
        let failed = |cause| refused(&path, LearnerFault::Reset(cause));
        match fs::read(&path) {
            Ok(bytes) if bytes == file.text.as_bytes() => continue,
            Ok(bytes) => kept.push(keep(exercise, &path, &bytes).map_err(failed)?),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(failed(cause)),
        }
        write(&path, &file.text).map_err(failed)?;
        written += 1;
    }
    Ok(Reset { written, kept })
}

/// Writes the bytes into the exercise's folder, under the name of `path` with the first free number.
fn keep(exercise: &Exercise, path: &Utf8Path, bytes: &[u8]) -> io::Result<Utf8PathBuf> {
    let name = |number: u32| {
        let stem = path.file_stem().unwrap_or("file");
        let ending = path
            .extension()
            .map_or(String::new(), |ending| format!(".{ending}"));
        exercise.dir.join(format!("{stem}.{number}{ending}"))
    };
    for number in 1..=u32::MAX {
        let place = name(number);
        match File::create_new(&place) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                return Ok(place);
            }
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(cause),
        }
    }
    Err(io::Error::other("no number is free"))
}

/// Writes a file whole or not at all.
fn write(path: &Utf8Path, text: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        // As any new file's; the user's mask applies.
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.persist(path).map_err(|refused| refused.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::Place;
    use super::*;

    #[test]
    fn each_version_is_kept_under_a_number_of_its_own() {
        let place = Place::new();
        let exercise = place.exercise();
        let file = exercise.dir.join("src/lib.rs");
        let stub = fs::read_to_string(&file).unwrap();
        assert_eq!(reset(&exercise).unwrap().written, 0);
        for (number, own) in (1..).zip(["one", "two\0\u{ff}"]) {
            fs::write(&file, own).unwrap();
            let kept = exercise.dir.join(format!("lib.{number}.rs"));
            assert_eq!(reset(&exercise).unwrap().kept, std::slice::from_ref(&kept));
            assert_eq!(fs::read_to_string(kept).unwrap(), own);
            assert_eq!(fs::read_to_string(&file).unwrap(), stub);
        }
    }

    #[test]
    fn a_missing_file_comes_back_and_nothing_is_kept() {
        let place = Place::new();
        let exercise = place.exercise();
        fs::remove_dir_all(exercise.dir.join("src")).unwrap();
        let reset = reset(&exercise).unwrap();
        assert_eq!((reset.written, reset.kept.len()), (1, 0));
        assert!(Submission::read(&exercise, &exercise.dir).is_ok());
    }

    #[test]
    fn without_a_copy_of_the_stub_nothing_is_touched() {
        let place = Place::new();
        let exercise = place.exercise();
        let file = exercise.dir.join("src/lib.rs");
        fs::write(&file, "mine").unwrap();
        fs::remove_dir_all(exercise.dir.join(FOLDER)).unwrap();
        assert_eq!(reset(&exercise).unwrap_err().kind(), "no_stub");
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
}
