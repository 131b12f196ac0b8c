//! What a story is made of: tasks as lanes, steps in their order, and spans between them.
use crate::judge::Sources;
use crate::judge::scene::{Scene, Spot};

/// A line of the submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The file, relative to the submission.
    pub file: String,
    /// Its number, from 1.
    pub number: u32,
    /// Its text, without the space around it. It is the student's: never trust it.
    pub code: String,
}

/// A task.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it is called.
    pub name: String,
    /// What it did at each time, without gaps from its beginning to its end.
    pub spans: Vec<Span>,
    /// Its requests and the locks it held.
    pub bars: Vec<Bar>,
    /// How many rows the bars take.
    pub rows: usize,
    /// How it ended.
    pub end: End,
    /// True if it did nothing that anybody else could notice.
    pub trivial: bool,
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It returned.
    Finished,
    /// It was dropped before it returned.
    Cancelled,
    /// It panicked.
    Panicked,
    /// It had not ended when the schedule ended.
    Unfinished,
}

/// A time, and the number of the step before which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// Step `n` goes from `n` to `n + 1`.
    pub step: usize,
}

/// What a task did for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// From when.
    pub from: Point,
    /// Until when.
    pub until: Point,
    /// What.
    pub state: State,
    /// The same in words: `waits for Mutex #1`.
    pub what: String,
    /// Where.
    pub line: Option<Line>,
}

/// What a task can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being run.
    Runs,
    /// It could run; another task has its turn.
    Ready,
    /// It waits for the answer to a request.
    Asks,
    /// It waits for a lock or a permit.
    WaitsForLock,
    /// It waits for something else: a sleep, a channel, another task.
    Waits,
    /// It blocks the thread that runs all tasks.
    Blocks,
    /// It cannot run, because another task blocks the thread.
    StandsStill,
}

/// A request on its way, or a lock that is held.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// From when.
    pub from: Point,
    /// Until when.
    pub until: Point,
    /// What it shows.
    pub kind: BarKind,
    /// The request, or the lock.
    pub name: String,
    /// Where.
    pub line: Option<Line>,
    /// Its row in its lane, from 0.
    pub row: usize,
}

/// What a bar shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarKind {
    /// A request that was answered.
    Answered,
    /// A request that failed.
    Failed,
    /// A request that was given up.
    GivenUp,
    /// A request that is still on its way.
    OnItsWay,
    /// A lock that is held.
    Held,
}

/// Something that a task did.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// The task's lane.
    pub lane: usize,
    /// What it did: `gets Mutex #1`.
    pub text: String,
    /// Where.
    pub line: Option<Line>,
    /// How long it blocked the thread, in milliseconds of virtual time; 0 if it did not.
    pub blocks_ms: u64,
}

/// The step that did the harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Harm {
    /// The step's number.
    pub step: usize,
    /// Why it is that one.
    pub text: String,
    /// True if it did harm by coming between other steps, whatever the time.
    pub is_order: bool,
}

/// A timeline that a check expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// What was to happen, in order of time.
    pub planned: Vec<Planned>,
    /// The same as lanes.
    pub lanes: Vec<PlannedLane>,
    /// Milliseconds of virtual time at its end.
    pub end_ms: u64,
}

/// Something that was to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Milliseconds of virtual time since the check began.
    pub at_ms: u64,
    /// What.
    pub text: String,
}

/// What was to happen in a lane.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedLane {
    /// The lane's number in the story.
    pub lane: usize,
    /// When it begins, in milliseconds of virtual time.
    pub from_ms: u64,
    /// When it was to return, if the check says so.
    pub until_ms: Option<u64>,
    /// Its requests.
    pub bars: Vec<Bar>,
}

/// Tasks that wait for one another; each tie's task waits for that of the next one.
#[derive(Clone, Debug, PartialEq)]
pub struct Circle {
    /// The ties, in order.
    pub ties: Vec<Tie>,
}

/// A task of a circle, and what it waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// The task that waits.
    pub from: String,
    /// Its lane, if it has one.
    pub lane: Option<usize>,
    /// The task that has what it waits for.
    pub to: String,
    /// What it waits for: `Mutex #1`.
    pub wants: String,
    /// Where it waits.
    pub waits_at: Option<Line>,
    /// Where the other task got it.
    pub held_since: Option<Line>,
    /// True if that is a lock, which the other task holds.
    pub is_lock: bool,
}

/// The text of a line, without the space around it.
pub(super) fn code(sources: &Sources, file: &str, line: u32) -> String {
    let text = sources.line(file, line).unwrap_or_default();
    text.trim().to_owned()
}

/// A task's name for a picture: a task without a name of its own is called by its line alone.
pub(super) fn brief(name: &str) -> String {
    let name = name.replace('`', "");
    let Some((before, place)) = name.split_once("spawned at ") else {
        return name;
    };
    let (_, place) = place.rsplit_once('/').unwrap_or(("", place));
    let before = before
        .trim_end()
        .trim_end_matches(',')
        .replace("the task", "task");
    format!("{before} ({place})")
}

/// A place as a line.
pub(super) fn line(scene: &Scene<'_>, spot: Option<Spot>) -> Option<Line> {
    let spot = spot?;
    Some(Line {
        code: code(scene.sources, &spot.file, spot.line),
        file: spot.file,
        number: spot.line,
    })
}

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn a_task_without_a_name_is_called_by_its_line() {
        assert_eq!(
            brief("task #2, spawned at src/lib.rs:18"),
            "task #2 (lib.rs:18)"
        );
        assert_eq!(brief("the task spawned at src/lib.rs:4"), "task (lib.rs:4)");
        assert_eq!(brief("the end of `handle` #2"), "the end of handle #2");
    }
}
