//! The record of a run that failed, laid beside the submission: what its tasks, locks and places are called.
use super::{Evidence, Sources, words};
use protocol::{Place, Record, Task, TaskId, What};
use std::collections::HashMap;

/// A record and the submission that it is about.
pub(crate) struct Scene<'a> {
    pub(crate) record: &'a Record,
    pub(crate) sources: &'a Sources,
    tasks: HashMap<TaskId, &'a Task>,
    lock_numbers: HashMap<u32, usize>,
}

/// A place in one of the submission's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Spot {
    pub(crate) fn shows(&self, what: impl Into<String>) -> Evidence {
        Evidence {
            file: self.file.clone(),
            line: self.line,
            column: self.column,
            what: what.into(),
        }
    }
}

impl<'a> Scene<'a> {
    pub(crate) fn new(record: &'a Record, sources: &'a Sources) -> Self {
        Self {
            record,
            sources,
            tasks: record.tasks.iter().map(|task| (task.id, task)).collect(),
            lock_numbers: number_locks(record),
        }
    }

    /// The place, if it is in a file of the submission.
    pub(crate) fn spot(&self, place: Option<&Place>) -> Option<Spot> {
        let Some(Place::Line { file, line, column }) = place else {
            return None;
        };
        let file = file.strip_prefix("./").unwrap_or(file);
        self.sources.line(file, *line)?;
        Some(Spot {
            file: file.to_owned(),
            line: *line,
            column: (*column).max(1),
        })
    }

    pub(crate) fn task(&self, id: TaskId) -> Option<&'a Task> {
        self.tasks.get(&id).copied()
    }

    /// What a task is called: as the check calls it, else by the line that spawned it.
    pub(crate) fn task_name(&self, id: TaskId) -> String {
        if id == 0 {
            return words::THE_CHECK.to_owned();
        }
        let task = self.task(id);
        if let Some(name) = task.and_then(|task| task.name.as_ref()) {
            return self.public_name(id, name);
        }
        match self.spot(task.and_then(|task| task.spawned.as_ref())) {
            Some(spot) if self.spawned_alone(id, &spot) => words::task_spawned_at(&spot),
            Some(spot) => words::nth_task_spawned_at(id, &spot),
            None => words::nth_task(id),
        }
    }

    /// Tasks of one name are numbered.
    fn public_name(&self, id: TaskId, name: &str) -> String {
        let namesakes = || {
            self.record
                .tasks
                .iter()
                .filter(|task| task.name.as_deref() == Some(name))
        };
        match namesakes().count() {
            1 => format!("`{name}`"),
            _ => format!(
                "`{name}` #{}",
                namesakes().take_while(|task| task.id != id).count() + 1
            ),
        }
    }

    /// What a lock is called: `Mutex #1`. Locks are numbered in the order in which the report names them.
    pub(crate) fn lock_name(&self, id: u32) -> String {
        let kind = match self.lock_kind(id) {
            "Sender|Receiver" => "oneshot channel",
            kind => kind,
        };
        match self.lock_numbers.get(&id) {
            Some(number) => format!("{kind} #{number}"),
            None => kind.to_owned(),
        }
    }

    /// True for what one task has and others wait for; tokio tells of channels and barriers in the same way.
    pub(crate) fn is_lock(&self, id: u32) -> bool {
        matches!(self.lock_kind(id), "Mutex" | "RwLock" | "Semaphore")
    }

    /// True for what only one task can have.
    pub(crate) fn is_mutex(&self, id: u32) -> bool {
        matches!(self.lock_kind(id), "Mutex" | "RwLock")
    }

    /// True for what has permits, which one task may take and another give back.
    pub(crate) fn has_permits(&self, id: u32) -> bool {
        self.lock_kind(id) == "Semaphore"
    }

    fn lock_kind(&self, id: u32) -> &'a str {
        let lock = self.record.locks.iter().find(|lock| lock.id == id);
        lock.map_or("lock", |lock| lock.kind.as_str())
    }

    /// True for a task that runs the student's code: one that the check named, or what such a one spawned.
    pub(crate) fn is_students(&self, id: TaskId) -> bool {
        self.run_of(id).is_some()
    }

    /// The run that a task belongs to: the task that the check started and named, and that spawned this one.
    pub(crate) fn run_of(&self, id: TaskId) -> Option<TaskId> {
        let mut next = self.task(id);
        // The chain is as long as the list of tasks at most, unless the record is wrong.
        for _ in 0..self.record.tasks.len() {
            let task = next.filter(|task| task.id != 0)?;
            if task.name.is_some() {
                return Some(task.id);
            }
            next = task.parent.and_then(|parent| self.task(parent));
        }
        None
    }

    /// The student's tasks that had not finished when the run ended.
    pub(crate) fn unfinished(&self) -> impl Iterator<Item = &'a Task> + '_ {
        let tasks = self.record.tasks.iter();
        tasks.filter(|task| task.finish.is_none() && self.is_students(task.id))
    }

    /// The tasks that the student's own code spawned and that had not finished when the run ended.
    pub(crate) fn left_running(&self) -> impl Iterator<Item = &'a Task> + '_ {
        self.unfinished().filter(|task| task.name.is_none())
    }

    fn spawned_alone(&self, id: TaskId, spot: &Spot) -> bool {
        let mut others = self.record.tasks.iter().filter(|task| task.id != id);
        !others.any(|task| self.spot(task.spawned.as_ref()).as_ref() == Some(spot))
    }
}

/// Locks that something waits for come first, so that a deadlock speaks of #1 and #2.
fn number_locks(record: &Record) -> HashMap<u32, usize> {
    let mut holds: Vec<_> = record.holds.iter().collect();
    holds.sort_by_key(|hold| hold.task);
    let held = holds.into_iter().map(|hold| hold.lock);
    let waited = record.waits.iter().filter_map(|wait| match wait.on {
        protocol::WaitFor::Lock(lock) => Some(lock),
        _ => None,
    });
    let seen = record.events.iter().filter_map(|event| match event.what {
        What::Waits { lock } | What::Acquired { lock } | What::Released { lock } => Some(lock),
        _ => None,
    });
    let mut numbers = HashMap::new();
    for lock in held.chain(waited).chain(seen) {
        let next = numbers.len() + 1;
        numbers.entry(lock).or_insert(next);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, line, sources};

    #[test]
    fn a_task_is_called_as_the_check_calls_it_or_by_the_line_that_spawned_it() {
        let mut story = Story::new();
        let run = story.run("handle");
        let child = story.spawn(run, 4);
        let (record, sources) = (story.record, sources());
        let scene = super::Scene::new(&record, &sources);
        assert_eq!(scene.task_name(0), "the check");
        assert_eq!(scene.task_name(run), "`handle`");
        assert_eq!(scene.task_name(child), "the task spawned at src/lib.rs:4");
    }

    #[test]
    fn two_tasks_of_one_line_have_different_names() {
        let mut story = Story::new();
        let run = story.run("handle");
        let (one, two) = (story.spawn(run, 4), story.spawn(run, 4));
        let (record, sources) = (story.record, sources());
        let scene = super::Scene::new(&record, &sources);
        assert_ne!(scene.task_name(one), scene.task_name(two));
    }

    #[test]
    fn two_tasks_that_the_check_calls_the_same_are_numbered() {
        let mut story = Story::new();
        let (one, two) = (story.run("handle"), story.run("handle"));
        let (record, sources) = (story.record, sources());
        let scene = super::Scene::new(&record, &sources);
        assert_eq!(scene.task_name(one), "`handle` #1");
        assert_eq!(scene.task_name(two), "`handle` #2");
    }

    #[test]
    fn only_lines_of_the_submission_are_spots() {
        let (record, sources) = (Story::new().record, sources());
        let scene = super::Scene::new(&record, &sources);
        assert!(scene.spot(Some(&line(3))).is_some());
        assert!(scene.spot(Some(&line(4_000))).is_none());
        let elsewhere = protocol::Place::Line {
            file: "checks.rs".to_owned(),
            line: 3,
            column: 1,
        };
        assert!(scene.spot(Some(&elsewhere)).is_none());
    }

    #[test]
    fn what_the_check_itself_spawned_without_a_name_is_not_the_students() {
        let mut story = Story::new();
        let run = story.run("handle");
        let (students, checks) = (story.spawn(run, 4), story.spawn(0, 4));
        let (record, sources) = (story.record, sources());
        let scene = super::Scene::new(&record, &sources);
        assert!(scene.is_students(run) && scene.is_students(students));
        assert!(!scene.is_students(0) && !scene.is_students(checks));
    }
}
