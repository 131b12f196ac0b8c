//! Records for the tests of the judgement, told event by event.
use super::Sources;
use protocol::{
    Blocking, Diagnosis, Event, Finish, Hold, Lock, Outcome, Place, PlanLine, Record, Task, TaskId,
    Unmet, Wait, WaitFor, What,
};

/// A record that is being told.
pub(crate) struct Story {
    pub(crate) record: Record,
    pub(crate) now: u64,
}

/// A submission of twenty lines.
pub(crate) fn sources() -> Sources {
    let text: String = (1..=20)
        .map(|n| format!("    let line_{n} = {n};\n"))
        .collect();
    Sources::from_iter([("src/lib.rs", text)])
}

/// A place as a test tells it: a line number alone means its fifth column.
pub(crate) trait Where {
    /// The place in full.
    fn place(self) -> Place;
}

impl Where for u32 {
    fn place(self) -> Place {
        line(self)
    }
}

impl Where for Place {
    fn place(self) -> Place {
        self
    }
}

/// A line of that submission.
pub(crate) fn line(line: u32) -> Place {
    Place::Line {
        file: "src/lib.rs".to_owned(),
        line,
        column: 5,
    }
}

/// An expectation that was not met.
pub(crate) fn unmet(meaning: Diagnosis, expected: &str, actual: &str) -> Unmet {
    Unmet {
        what: "handle".to_owned(),
        meaning,
        expected: expected.to_owned(),
        actual: actual.to_owned(),
        plan: None,
        place: None,
    }
}

/// A plan of these lines.
pub(crate) fn plan(lines: &[(u64, &str)]) -> Vec<PlanLine> {
    let line = |&(at_ms, text): &(u64, &str)| PlanLine {
        at_ms,
        text: text.to_owned(),
    };
    lines.iter().map(line).collect()
}

impl Story {
    pub(crate) fn new() -> Self {
        let check = Task {
            id: 0,
            name: None,
            parent: None,
            spawned: None,
            finish: None,
        };
        let record = Record {
            tasks: vec![check],
            ..Record::default()
        };
        Self { record, now: 0 }
    }

    pub(crate) fn at(&mut self, now: u64) -> &mut Self {
        self.now = now;
        self
    }

    pub(crate) fn event(&mut self, task: TaskId, place: Option<Place>, what: What) {
        let at_ms = self.now;
        self.record.events.push(Event {
            at_ms,
            task,
            place,
            what,
        });
    }

    /// The check starts a task of this name.
    pub(crate) fn run(&mut self, name: &str) -> TaskId {
        let id = self.add_task(Some(name), 0, None);
        let run = name.to_owned();
        self.event(id, None, What::Began { run });
        id
    }

    /// A task spawns another at this line.
    pub(crate) fn spawn(&mut self, parent: TaskId, at: impl Where) -> TaskId {
        let place = at.place();
        let task = self.add_task(None, parent, Some(place.clone()));
        self.event(parent, Some(place), What::Spawned { task });
        task
    }

    /// A task ends; if the check started it, its run ends with it.
    pub(crate) fn finish(&mut self, id: TaskId, how: Finish) {
        let task = self
            .record
            .tasks
            .iter_mut()
            .find(|task| task.id == id)
            .expect("a task of this story");
        task.finish = Some(how);
        if let Some(run) = task.name.clone().filter(|_| how == Finish::Returned) {
            self.event(id, None, What::Ended { run });
        }
        self.event(id, None, What::Finished { how });
    }

    /// A task makes a call at this line.
    pub(crate) fn make(&mut self, task: TaskId, name: &str, at: impl Where) -> u32 {
        let made = |event: &&Event| matches!(event.what, What::CallMade { .. });
        let call =
            u32::try_from(self.record.events.iter().filter(made).count()).expect("few calls");
        let name = name.to_owned();
        self.event(task, Some(at.place()), What::CallMade { call, name });
        call
    }

    pub(crate) fn send(&mut self, task: TaskId, call: u32) {
        self.event(task, None, What::CallStarted { call });
    }

    pub(crate) fn end(&mut self, task: TaskId, call: u32, outcome: Outcome) {
        self.event(task, None, What::CallEnded { call, outcome });
    }

    pub(crate) fn block(&mut self, task: TaskId, at: impl Where, for_ms: u64) {
        let by = Blocking::Sleep;
        self.event(task, Some(at.place()), What::Blocked { by, for_ms });
        self.now += for_ms;
    }

    pub(crate) fn lock(&mut self, kind: &str) -> u32 {
        let id = u32::try_from(self.record.locks.len()).expect("few locks");
        self.record.locks.push(Lock {
            id,
            kind: kind.to_owned(),
            made: None,
        });
        id
    }

    pub(crate) fn wait(&mut self, task: TaskId, lock: u32, at: impl Where) {
        self.event(task, Some(at.place()), What::Waits { lock });
    }

    pub(crate) fn acquire(&mut self, task: TaskId, lock: u32, at: impl Where) {
        self.event(task, Some(at.place()), What::Acquired { lock });
    }

    pub(crate) fn release(&mut self, task: TaskId, lock: u32) {
        self.event(task, None, What::Released { lock });
    }

    /// At the end the task holds the lock.
    pub(crate) fn holds(&mut self, task: TaskId, lock: u32, at: impl Where) {
        let place = Some(at.place());
        self.record.holds.push(Hold { task, lock, place });
    }

    /// At the end the task waits.
    pub(crate) fn waits(&mut self, task: TaskId, on: WaitFor, at: impl Where) {
        let place = Some(at.place());
        self.record.waits.push(Wait {
            task,
            place,
            on,
            kept_by: None,
            aside: false,
        });
    }

    /// The future that was told of last is not polled any more.
    pub(crate) fn put_aside(&mut self) {
        if let Some(wait) = self.record.waits.last_mut() {
            wait.aside = true;
        }
    }

    /// At the end the task waits for something that `keeper` has.
    pub(crate) fn waits_kept(&mut self, task: TaskId, at: impl Where, keeper: TaskId) {
        self.waits(task, WaitFor::Unknown, at);
        if let Some(wait) = self.record.waits.last_mut() {
            wait.kept_by = Some(keeper);
        }
    }

    fn add_task(&mut self, name: Option<&str>, parent: TaskId, spawned: Option<Place>) -> TaskId {
        let id = TaskId::try_from(self.record.tasks.len()).expect("few tasks");
        self.record.tasks.push(Task {
            id,
            name: name.map(str::to_owned),
            parent: Some(parent),
            spawned,
            finish: None,
        });
        id
    }
}
