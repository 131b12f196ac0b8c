//! The progress file: read whole, written whole or not at all, and by one grader at a time.
use super::progress::{FORMAT_VERSION, Progress};
use super::{LearnerFault, refused};
use crate::error::Result;
use camino::{Utf8Path, Utf8PathBuf};
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{self, Write};

/// The folder in a course for what the grader keeps there.
pub const FOLDER: &str = ".grader";

/// Where a course's progress is kept.
#[derive(Clone, Debug)]
pub struct Store {
    folder: Utf8PathBuf,
}

/// A value, and what must be told with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told<T> {
    /// The value.
    pub value: T,
    /// Where a damaged progress file was put aside, if there was one.
    pub damaged: Option<Utf8PathBuf>,
}

impl<T> Told<T> {
    /// What to tell about a damaged file.
    pub fn warning(&self) -> Option<String> {
        let kept = self.damaged.as_ref()?;
        Some(format!(
            "your progress file was damaged: it is kept as {kept}, and a new one is begun; \
             grade your exercises again to fill it\n"
        ))
    }
}

impl Store {
    /// That of the course in this folder.
    pub fn of(course: &Utf8Path) -> Store {
        Store {
            folder: course.join(FOLDER),
        }
    }

    /// The file.
    pub fn file(&self) -> Utf8PathBuf {
        self.folder.join("progress.json")
    }

    /// What the learner has done; nothing if there is no file.
    ///
    /// # Errors
    /// If the file cannot be read, was written by a newer grader, or is damaged and cannot be put aside.
    pub fn read(&self) -> Result<Told<Progress>> {
        match self.parse()? {
            Some(value) => Ok(Told {
                value,
                damaged: None,
            }),
            None => self.update(|progress| progress.clone()),
        }
    }

    /// Changes what is kept, and gives what `change` gives.
    ///
    /// # Errors
    /// If the file cannot be read or written, or was written by a newer grader.
    pub fn update<T>(&self, change: impl FnOnce(&mut Progress) -> T) -> Result<Told<T>> {
        let failed = |cause| refused(&self.file(), LearnerFault::Progress(cause));
        let _alone = self.lock().map_err(failed)?;
        let (mut progress, damaged) = match self.parse()? {
            Some(progress) => (progress, None),
            None => (Progress::default(), Some(self.put_aside().map_err(failed)?)),
        };
        let before = progress.clone();
        let value = change(&mut progress);
        if progress != before || damaged.is_some() {
            self.write(&progress).map_err(failed)?;
        }
        Ok(Told { value, damaged })
    }

    /// What the file says; none if it is damaged.
    fn parse(&self) -> Result<Option<Progress>> {
        #[derive(Deserialize)]
        struct Version {
            format_version: u32,
        }
        let failed = |cause| refused(&self.file(), LearnerFault::Progress(cause));
        let bytes = match fs::read(self.file()) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                return Ok(Some(Progress::default()));
            }
            Err(cause) => return Err(failed(cause)),
        };
        match serde_json::from_slice(&bytes) {
            Ok(Version { format_version }) if format_version > FORMAT_VERSION => {
                let fault = LearnerFault::NewerProgress(format_version);
                Err(refused(&self.file(), fault))
            }
            _ => Ok(serde_json::from_slice(&bytes).ok()),
        }
    }

    /// Waits until no other grader writes. Whoever holds the lock only reads and writes one small file.
    fn lock(&self) -> io::Result<File> {
        match fs::create_dir(&self.folder) {
            // What is in it belongs to this copy of the course.
            Ok(()) => fs::write(self.folder.join(".gitignore"), "*\n")?,
            // It was there, or another grader has just made it.
            Err(_) if self.folder.is_dir() => {}
            Err(cause) => return Err(cause),
        }
        let path = self.folder.join("lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        lock.lock()?;
        Ok(lock)
    }

    fn write(&self, progress: &Progress) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        serde_json::to_writer_pretty(&mut file, progress)?;
        file.write_all(b"\n")?;
        // After a loss of power there is the old file or the new one.
        file.as_file().sync_all()?;
        file.persist(self.file()).map_err(|refused| refused.error)?;
        Ok(())
    }

    /// Moves a damaged file to a free name beside its own.
    fn put_aside(&self) -> io::Result<Utf8PathBuf> {
        let free = |number: &u32| {
            let path = self.folder.join(format!("progress.damaged-{number}.json"));
            (!path.exists()).then_some(path)
        };
        let kept = (1..).find_map(|number| free(&number));
        let kept = kept.ok_or_else(|| io::Error::other("there are too many damaged files"))?;
        fs::rename(self.file(), &kept)?;
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Place;
    use super::*;

    fn chosen(store: &Store) -> Option<String> {
        store.read().unwrap().value.current
    }

    #[test]
    fn what_is_written_is_read_again_and_git_is_told_to_leave_it_alone() {
        let place = Place::new();
        let store = Store::of(&place.course().root);
        assert_eq!(chosen(&store), None);
        assert!(!store.folder.exists(), "reading writes nothing");
        store
            .update(|progress| progress.current = Some("1_a/1_b".into()))
            .unwrap();
        assert_eq!(chosen(&store).as_deref(), Some("1_a/1_b"));
        assert_eq!(
            fs::read_to_string(store.folder.join(".gitignore")).unwrap(),
            "*\n"
        );
    }

    #[test]
    fn a_damaged_file_is_kept_beside_and_told() {
        let place = Place::new();
        let store = Store::of(&place.course().root);
        store
            .update(|progress| progress.of_mut("1_a/1_b").hints = 2)
            .unwrap();
        for number in 1..=2 {
            fs::write(store.file(), "{\"format_version\": 1, \"exer").unwrap();
            let told = store.read().unwrap();
            assert_eq!(told.value, Progress::default());
            let kept = store.folder.join(format!("progress.damaged-{number}.json"));
            assert_eq!(told.damaged.as_ref(), Some(&kept));
            assert!(told.warning().unwrap().contains(kept.as_str()));
            assert!(fs::read_to_string(kept).unwrap().ends_with("exer"));
            assert_eq!(store.read().unwrap().damaged, None);
        }
    }

    #[test]
    fn the_file_of_a_newer_grader_is_left_alone() {
        let place = Place::new();
        let store = Store::of(&place.course().root);
        store
            .update(|progress| progress.current = Some("x".into()))
            .unwrap();
        let newer = "{\"format_version\": 2, \"exercises\": []}";
        fs::write(store.file(), newer).unwrap();
        assert_eq!(store.read().unwrap_err().kind(), "progress_too_new");
        assert_eq!(store.update(|_| ()).unwrap_err().kind(), "progress_too_new");
        assert_eq!(fs::read_to_string(store.file()).unwrap(), newer);
    }

    #[test]
    fn graders_side_by_side_lose_nothing_of_each_other() {
        let place = Place::new();
        let store = Store::of(&place.course().root);
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let store = store.clone();
                scope.spawn(move || {
                    for step in 0..10 {
                        let id = format!("1_a/{thread}_{step}");
                        store
                            .update(|progress| progress.of_mut(&id).hints = 1)
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(store.read().unwrap().value.exercises.len(), 40);
    }

    #[test]
    fn a_writer_that_died_leaves_the_old_file_and_no_hindrance() {
        let place = Place::new();
        let store = Store::of(&place.course().root);
        store
            .update(|progress| progress.current = Some("x".into()))
            .unwrap();
        // What a grader leaves that is killed before its file takes its place.
        fs::write(store.folder.join(".tmpAbCdEf"), "{\"format").unwrap();
        assert_eq!(chosen(&store).as_deref(), Some("x"));
        store
            .update(|progress| progress.current = Some("y".into()))
            .unwrap();
        assert_eq!(chosen(&store).as_deref(), Some("y"));
    }
}
