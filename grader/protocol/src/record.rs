//! What happened in one run of a check: the one record from which diagnosis, timeline and diff are made.
use serde::{Deserialize, Serialize};

/// Numbers tasks in the order in which a run spawned them, from 1. The check itself is task 0.
pub type TaskId = u32;

/// Everything that was seen in one run of a check under one schedule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Every task, by number; the first is the check.
    pub tasks: Vec<Task>,
    /// Every lock-like thing that tasks waited for or held.
    pub locks: Vec<Lock>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What each unfinished task waited for when the run ended.
    pub waits: Vec<Wait>,
    /// Which locks were held when the run ended.
    pub holds: Vec<Hold>,
    /// In a replay: when tasks began to wait for a timer.
    #[serde(default)]
    pub timers: Vec<Timer>,
    /// True if events after the first few thousand were left out.
    pub truncated: bool,
    /// True if the check says that tasks may rightly go on after the code that spawned them has answered.
    pub background: bool,
}

/// A place in source code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// A known place; `file` is as the compiler was given it (`src/lib.rs`).
    Line {
        /// The file's path as the compiler was given it.
        file: String,
        /// From 1.
        line: u32,
        /// From 1.
        column: u32,
    },
    /// Return addresses, innermost first, less the program's load address. The grader, which has the
    /// program's file, turns them into lines.
    Frames(Vec<u64>),
}

/// A task of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its number.
    pub id: TaskId,
    /// The check's public name for it (`transfer A to B`), if the check started it.
    pub name: Option<String>,
    /// The task that spawned it.
    pub parent: Option<TaskId>,
    /// Where it was spawned.
    pub spawned: Option<Place>,
    /// How it ended, if it did.
    pub finish: Option<Finish>,
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finish {
    /// Its future returned.
    Returned,
    /// Its future panicked.
    Panicked,
    /// Its future was dropped before it returned.
    Dropped,
}

/// A lock-like thing: a Mutex, an RwLock, a Semaphore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Its number, from 0, in the order in which they were made.
    pub id: u32,
    /// Its type's name, `Mutex`.
    pub kind: String,
    /// Where it was made.
    pub made: Option<Place>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// In which task; 0 is the check.
    pub task: TaskId,
    /// Where in the source, if known.
    pub place: Option<Place>,
    /// What.
    pub what: What,
}

/// A task begins to wait for a timer: a sleep, or a time limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// When, in milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// The task.
    pub task: TaskId,
    /// Where.
    pub place: Option<Place>,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// The check began to run a piece of the student's code.
    Began {
        /// The check's public name for it.
        run: String,
    },
    /// That piece returned.
    Ended {
        /// The check's public name for it.
        run: String,
    },
    /// A task was spawned.
    Spawned {
        /// The new task.
        task: TaskId,
    },
    /// A task ended.
    Finished {
        /// How.
        how: Finish,
    },
    /// A service was called: its future was made, and did nothing yet.
    CallMade {
        /// Numbers calls from 0.
        call: u32,
        /// The call as people read it, `GET /users/3`.
        name: String,
    },
    /// A service's future was polled for the first time: the request is on its way.
    CallStarted {
        /// The call's number.
        call: u32,
    },
    /// A service's future ended.
    CallEnded {
        /// The call's number.
        call: u32,
        /// How.
        outcome: Outcome,
    },
    /// The thread that runs every task was blocked.
    Blocked {
        /// By what.
        by: Blocking,
        /// How long, in milliseconds of virtual time.
        for_ms: u64,
    },
    /// A task began to wait for a lock.
    Waits {
        /// The lock's number.
        lock: u32,
    },
    /// A task got a lock.
    Acquired {
        /// The lock's number.
        lock: u32,
    },
    /// A lock was released.
    Released {
        /// The lock's number.
        lock: u32,
    },
    /// A schedule made the task step aside here, where it could have gone on.
    Switched,
}

/// How a service's future ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// With an answer.
    Answered,
    /// With the service's error.
    Failed,
    /// Dropped while the request was on its way.
    Dropped,
    /// Dropped without ever having been polled.
    NeverPolled,
}

/// What blocked the thread that runs every task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Blocking {
    /// `std::thread::sleep` or its like.
    Sleep,
    /// A wait for a std lock, channel, condition variable or parked thread.
    Wait,
    /// A wait for a thread to end.
    Join,
    /// A loop that watches the clock.
    Spin,
}

/// What an unfinished task waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The task that waits.
    pub task: TaskId,
    /// Where it waits.
    pub place: Option<Place>,
    /// For what.
    pub on: WaitFor,
    /// The task that has what would end the wait: the other end of a channel. The waiting task itself if no
    /// other task has it. Absent if that was not found out.
    pub kept_by: Option<TaskId>,
    /// True if the task no longer polls the future that waits.
    pub aside: bool,
}

/// What a task can wait for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitFor {
    /// A lock.
    Lock(u32),
    /// A task's end.
    Task(TaskId),
    /// Something else; the place says what.
    Unknown,
}

/// A lock that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The task that got it.
    pub task: TaskId,
    /// The lock.
    pub lock: u32,
    /// Where the task got it.
    pub place: Option<Place>,
}
