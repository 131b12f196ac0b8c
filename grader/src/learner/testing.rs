//! A copy of the course of one exercise for this module's tests.
use crate::catalog::{Course, Exercise};
use camino::{Utf8Path, Utf8PathBuf};
use std::fs;
use tempfile::TempDir;

/// A course in a temporary folder.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Place {
        let folder = TempDir::new().unwrap();
        let grader = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
        let place = Place { folder };
        copy(&grader.join("tests/course"), &place.path());
        let manifest = grader.join("../Cargo.toml");
        fs::copy(manifest, place.path().join("Cargo.toml")).unwrap();
        place
    }

    pub(crate) fn path(&self) -> Utf8PathBuf {
        Utf8PathBuf::from_path_buf(self.folder.path().canonicalize().unwrap()).unwrap()
    }

    pub(crate) fn course(&self) -> Course {
        Course::open(Some(&self.path()), "/".into()).unwrap()
    }

    pub(crate) fn exercise(&self) -> Exercise {
        self.course().exercises[0].clone()
    }
}

fn copy(from: &Utf8Path, to: &Utf8Path) {
    fs::create_dir_all(to).unwrap();
    for entry in from.read_dir_utf8().unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}
