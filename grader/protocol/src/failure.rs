//! Why a run of a check failed, as the harness saw it. The judgement is the grader's.
use crate::{Blocking, Diagnosis, Place, TaskId};
use serde::{Deserialize, Serialize};

/// What the harness saw go wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Failure {
    /// An expectation of the check was not met.
    Unmet(Unmet),
    /// Nothing that could still happen would let the check go on.
    Stuck,
    /// The thread that runs every task waits for something that nothing can end.
    BlockedForEver {
        /// What kind of call waits.
        by: Blocking,
        /// The call.
        place: Place,
    },
    /// Tasks were polled again and again without the check getting on.
    TooManyPolls {
        /// The cap that was reached.
        polls: u64,
    },
    /// One poll used far more processor time than any honest one and did not return.
    Spinning {
        /// Where it was at the end.
        place: Place,
    },
    /// A thread used its whole stack.
    StackFull {
        /// Where it was.
        place: Place,
    },
    /// More memory was asked for than a check may have.
    OutOfMemory {
        /// How much it may have, in bytes.
        limit: u64,
        /// Where it was asked for.
        place: Place,
    },
    /// A system call was made that no check needs; it was refused.
    ForbiddenCall {
        /// Its name: `openat`.
        call: String,
        /// The path that it was about, if it was about one.
        path: Option<String>,
        /// Where it was made.
        place: Place,
    },
    /// Code that the check waited for panicked.
    Panicked {
        /// The task.
        task: TaskId,
        /// The panic's message.
        message: String,
        /// The panic's place.
        place: Option<Place>,
    },
}

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unmet {
    /// What the check looked at, for people: `the answer to the caller`.
    pub what: String,
    /// What it means if the record shows nothing more particular.
    pub meaning: Diagnosis,
    /// What was expected, for people; several lines are fine.
    pub expected: String,
    /// What was there instead.
    pub actual: String,
    /// The timeline that was expected, if the expectation is about time. Its texts are those of
    /// [`crate::phrase`], so that it can be laid beside the record's events.
    pub plan: Option<Vec<PlanLine>>,
    /// A place that the check itself knows to matter.
    pub place: Option<Place>,
}

/// A line of an expected timeline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlanLine {
    /// Milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// What happens then.
    pub text: String,
}
