//! Tells when an exercise's files hold something new.
//!
//! What counts is what the files hold. The system's events, or the clock, only say when to look: so a save by
//! renaming, a folder that comes back and a lost event all end well.
use crate::catalog::Exercise;
use crate::error::Result;
use crate::submission::Submission;
use camino::Utf8Path;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// How often to look where the system tells nothing.
const POLL: Duration = Duration::from_millis(200);
/// How often to look although the system tells of changes: its folder may have been replaced.
const SAFETY: Duration = Duration::from_secs(1);
/// An editor's save is several changes, one right after the other.
const PAUSE: Duration = Duration::from_millis(10);
/// A file that is missing or empty may be in the middle of a save.
const PATIENCE: Duration = Duration::from_millis(150);

/// The files of one exercise.
pub(super) struct Files {
    exercise: Exercise,
    /// What was told last: the submission's hash, or why there is none.
    seen: Option<String>,
    changed: Arc<Notify>,
    every: Duration,
    /// Dropped, it tells no more.
    _watcher: Option<RecommendedWatcher>,
}

impl Files {
    /// The files of `exercise`, in the course in `root`. With `poll`, or where the system cannot tell of
    /// changes, they are looked at again and again.
    pub(super) fn open(root: &Utf8Path, exercise: Exercise, poll: bool) -> Files {
        let changed = Arc::new(Notify::new());
        let watcher = match poll {
            true => None,
            false => watcher(root, &changed).ok(),
        };
        Files {
            exercise,
            seen: None,
            changed,
            every: if watcher.is_some() { SAFETY } else { POLL },
            _watcher: watcher,
        }
    }

    /// Watches another exercise; what its files hold now is new.
    pub(super) fn turn_to(&mut self, exercise: Exercise) {
        self.exercise = exercise;
        self.seen = None;
    }

    /// Waits until the files hold something else than was told last. It may be dropped at any time.
    pub(super) async fn next(&mut self) -> Result<Submission> {
        loop {
            let mut found = self.look();
            if found.is_err() && self.is_new(&found) {
                sleep(PATIENCE).await;
                found = self.look();
            }
            if self.is_new(&found) {
                self.seen = Some(name(&found));
                return found;
            }
            if timeout(self.every, self.changed.notified()).await.is_ok() {
                sleep(PAUSE).await;
            }
        }
    }

    fn look(&self) -> Result<Submission> {
        Submission::read(&self.exercise, &self.exercise.dir)
    }

    fn is_new(&self, found: &Result<Submission>) -> bool {
        self.seen.as_ref() != Some(&name(found))
    }
}

/// What tells one content from another.
fn name(found: &Result<Submission>) -> String {
    match found {
        Ok(submission) => submission.sha256.clone(),
        Err(error) => error.to_string(),
    }
}

fn watcher(root: &Utf8Path, changed: &Arc<Notify>) -> notify::Result<RecommendedWatcher> {
    let changed = Arc::clone(changed);
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // That a file was opened or read says nothing, and looking would tell of itself.
        let read_only = |kind: EventKind| match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
            EventKind::Access(_) => true,
            _ => false,
        };
        if event.is_ok_and(|event| !read_only(event.kind)) {
            changed.notify_one();
        }
    })?;
    watcher.watch(
        root.join("exercises").as_std_path(),
        RecursiveMode::Recursive,
    )?;
    Ok(watcher)
}
