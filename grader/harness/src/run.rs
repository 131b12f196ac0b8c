//! One run of a check under one schedule: a fresh runtime with a paused clock, on a thread of its own.
use crate::{
    Lab, blocking, check::Check, clock, panics, probe, probe::Keeper, random, recorder,
    schedule::Schedule, schedule::TaskPoll, schedule::WHOLE_BUDGET, spin, threads, waits,
};
use protocol::{Failure, Record, TaskId};
use std::{
    cell::RefCell,
    collections::BTreeMap,
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::{
    runtime::{Builder, RngSeed, Runtime},
    time::Sleep,
};

/// When this much virtual time is over, nothing that a check waits for can still happen.
const HORIZON: Duration = Duration::from_secs(365 * 24 * 3600);
/// How much virtual time the threads of a run get to end after it.
const LAST_HOUR: u64 = 3600 * 1_000_000_000;

/// What is left of a poll's budget where each poll takes a task one step further.
const ONE_STEP: u8 = 1;

/// A run in which virtual time moves may take so many times the polls of one in which it stands still.
const MOVING: u64 = 50;

/// After so many polls in which virtual time stands still, a schedule disturbs no more until it moves. A task
/// that yields is polled again before time can move; where one wakes many others, as a shared future does, some
/// of them would be made to yield each time, and honest code would never rest.
const UNTIL_CALM: u64 = 1_000;

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
    /// Makes the runtime's clock stop where [`wake_at`] wants it.
    static TIMER: RefCell<Option<Pin<Box<Sleep>>>> = const { RefCell::new(None) };
}

/// What is to be run.
pub(crate) struct Plan {
    pub(crate) check: &'static Check,
    pub(crate) seed: u64,
    /// As in [`protocol::Run::switches`].
    pub(crate) switches: Option<Vec<u32>>,
    /// As in [`protocol::Run::record`].
    pub(crate) detailed: bool,
    /// If the run gets stuck, it is to be found out who keeps this task waiting.
    pub(crate) probe: Option<TaskId>,
}

/// What came of it.
pub(crate) struct Ran {
    pub(crate) failure: Option<(Failure, Record)>,
    /// The numbers of the decisions that were not tokio's own.
    pub(crate) switches: Vec<u32>,
    /// In a replay that passed: what happened.
    pub(crate) record: Option<Record>,
    /// Milliseconds of virtual time when the check ended.
    pub(crate) virtual_ms: u64,
    /// Threads of the submission that did not end.
    pub(crate) threads_left: usize,
    /// Who keeps the task of [`Plan::probe`] waiting.
    pub(crate) keeper: Option<Keeper>,
}

/// The state of the run on this loop thread.
struct Run {
    schedule: Schedule,
    polls: u64,
    /// Polls since virtual time last moved, and that time.
    stale_polls: u64,
    polled_at: u64,
    cap: u64,
    root: Option<Waker>,
    tasks: BTreeMap<TaskId, Polled>,
    probe: Option<TaskId>,
    keeper: Option<Keeper>,
}

impl Run {
    /// True if tasks were polled too often while no time passed, or too often altogether.
    fn never_finishes(&self) -> bool {
        self.stale_polls > self.cap || self.polls > self.cap.saturating_mul(MOVING)
    }
}

#[derive(Default)]
struct Polled {
    /// How many times it is still to be passed over before its next poll, once that is decided.
    sits: Option<u8>,
    /// How often it was polled.
    polls: u32,
    /// Each poll takes it one step further.
    step_by_step: bool,
}

/// Runs the check on this thread, which must be a fresh one: thread-locals and the order of a `HashMap` are
/// part of a run.
pub(crate) fn run(plan: Plan) -> Ran {
    threads::begin();
    random::seed(plan.seed);
    recorder::begin(plan.detailed);
    RUN.set(Some(Run {
        schedule: Schedule::new(plan.seed, plan.switches),
        polls: 0,
        stale_polls: 0,
        polled_at: 0,
        cap: plan.check.polls(),
        root: None,
        tasks: BTreeMap::new(),
        probe: plan.probe,
        keeper: None,
    }));
    let watch = spin::watch();
    let runtime = runtime(plan.seed);
    blocking::set_polling(true);
    let failure = runtime.block_on(root(plan.check, plan.seed));
    blocking::set_polling(false);
    // Before what is left of the run is dropped, which would be told too.
    let record = (plan.detailed && failure.is_none()).then(recorder::snapshot);
    TIMER.set(None);
    drop(watch);
    let virtual_ms = match &failure {
        // The horizon is not a time that anybody wants to read.
        Some((Failure::Stuck, record)) => record.events.last().map_or(0, |last| last.at_ms),
        _ => clock::now_ms(),
    };
    clock::untie();
    // Drops the tasks, and with them code of the submission, which may panic.
    let _ = catch_unwind(AssertUnwindSafe(|| runtime.shutdown_background()));
    let threads_left = threads::end(clock::now().saturating_add(LAST_HOUR));
    let run = RUN.take().expect("set at the beginning");
    Ran {
        failure,
        record,
        switches: run.schedule.into_taken(),
        virtual_ms,
        threads_left,
        keeper: run.keeper,
    }
}

/// A runtime in which `spawn_local` asks for a `LocalSet`, as in an ordinary program.
fn runtime(seed: u64) -> Runtime {
    let parked = || {
        blocking::set_polling(false);
        if let Some(deadline) = threads::let_others_run() {
            wake_at(deadline);
        }
    };
    let unparked = || {
        clock::follow_runtime();
        threads::clock_moved();
        blocking::set_polling(true);
    };
    Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .rng_seed(RngSeed::from_bytes(&seed.to_le_bytes()))
        .on_thread_park(parked)
        .on_thread_unpark(unparked)
        .on_before_task_poll(|_| count_poll())
        .build()
        .expect("a runtime without I/O needs nothing of the system")
}

/// Has the runtime's clock stop at the time at which a sleeping thread goes on.
fn wake_at(deadline: u64) {
    let left = Duration::from_nanos(deadline.saturating_sub(clock::now()));
    let mut timer = Box::pin(tokio::time::sleep(left));
    let _ = timer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    TIMER.set(Some(timer));
}

fn count_poll() {
    probe::turn_begins();
    spin::new_poll();
    blocking::new_poll();
    with(|run| {
        let now = clock::now();
        if std::mem::replace(&mut run.polled_at, now) != now {
            run.stale_polls = 0;
        }
        run.stale_polls += 1;
        run.polls += 1;
        if run.never_finishes()
            && let Some(root) = run.root.take()
        {
            root.wake();
        }
    });
}

fn with<T>(action: impl FnOnce(&mut Run) -> T) -> Option<T> {
    RUN.with_borrow_mut(|run| run.as_mut().map(action))
}

/// Before a poll of a task: whether it sits this one out; if not, how far it gets is decided too.
pub(crate) fn sits_out(task: TaskId) -> bool {
    let left = with(|run| {
        let calm = run.stale_polls > UNTIL_CALM;
        let polled = run.tasks.entry(task).or_default();
        let poll = TaskPoll {
            task,
            poll: polled.polls,
        };
        polled.sits = match polled.sits {
            _ if calm => None,
            None => Some(run.schedule.sits(poll).unwrap_or(0)),
            Some(left) => Some(left - 1),
        };
        if polled.sits > Some(0) {
            return Turn::SitsOut;
        }
        polled.sits = None;
        polled.polls += 1;
        if polled.step_by_step {
            return Turn::Plays(Some(ONE_STEP));
        }
        if calm {
            return Turn::Plays(None);
        }
        Turn::Plays(run.schedule.budget(poll))
    });
    match left {
        Some(Turn::SitsOut) => true,
        Some(Turn::Plays(Some(left))) => {
            leave_budget(left);
            false
        }
        Some(Turn::Plays(None)) | None => false,
    }
}

/// From now on each poll takes this task one step further: through one wait that is over.
pub(crate) fn step_by_step(task: TaskId) {
    with(|run| run.tasks.entry(task).or_default().step_by_step = true);
}

/// After a poll that a task sat out: has it polled again.
pub(crate) fn come_again(cx: &mut Context<'_>) {
    if with(|run| run.schedule.until_idle()).unwrap_or(false) {
        // Its next poll is put off until every other task has had its turn.
        let _ = pin!(tokio::task::yield_now()).poll(cx);
    } else {
        cx.waker().wake_by_ref();
    }
}

/// What a schedule says of one poll.
enum Turn {
    SitsOut,
    /// With this much of its budget, or all of it.
    Plays(Option<u8>),
}

/// Spends the budget of the poll that begins, but for `left` units.
fn leave_budget(left: u8) {
    let mut cx = Context::from_waker(Waker::noop());
    for _ in left..WHOLE_BUDGET {
        let _ = pin!(tokio::task::coop::consume_budget()).poll(&mut cx);
    }
}

/// The check, until it ends, fails, gets stuck or takes too many polls.
async fn root(check: &'static Check, seed: u64) -> Option<(Failure, Record)> {
    clock::tie_to_runtime();
    let mut body = Some((check.body)(Lab::new(seed)));
    let mut horizon = pin!(tokio::time::sleep(HORIZON));
    let failure = poll_fn(|cx| {
        count_root(cx.waker());
        if let Some(Some(polls)) = with(|run| run.never_finishes().then_some(run.polls)) {
            return Poll::Ready(Some(Failure::TooManyPolls { polls }));
        }
        let polled = body
            .as_mut()
            .map(|body| catch_unwind(AssertUnwindSafe(|| body.as_mut().poll(cx))));
        match polled.expect("it is only taken afterwards") {
            Ok(Poll::Ready(())) => return Poll::Ready(None),
            Ok(Poll::Pending) => {}
            Err(payload) => return Poll::Ready(Some(failure_of(payload))),
        }
        horizon.as_mut().poll(cx).map(|()| Some(Failure::Stuck))
    })
    .await?;
    if let (Failure::Stuck, Some(task)) = (&failure, with(|run| run.probe).flatten()) {
        waits::only_drop();
        let keeper = probe::keeper(task, || drop(body.take())).await;
        with(|run| run.keeper = keeper);
    }
    // Before anything is polled again or dropped: both go on with tasks and calls.
    let record = recorder::snapshot();
    let waits = match failure {
        Failure::Stuck | Failure::TooManyPolls { .. } => Some(true),
        Failure::Unmet(_) => Some(false),
        _ => None,
    };
    let record = match waits {
        Some(ready) => waits::complete(record, ready).await,
        None => record,
    };
    Some((failure, record))
}

fn count_root(waker: &Waker) {
    spin::new_poll();
    blocking::new_poll();
    with(|run| run.root = Some(waker.clone()));
}

/// Ends the check, from within its own code.
pub(crate) fn fail(failure: Failure) -> ! {
    resume_unwind(Box::new(failure))
}

fn failure_of(payload: Box<dyn std::any::Any + Send>) -> Failure {
    match payload.downcast::<Failure>() {
        Ok(failure) => *failure,
        // The check itself called code that panicked.
        Err(payload) => Failure::Panicked {
            task: recorder::CHECK,
            message: panics::text_of(payload.as_ref()),
            place: recorder::panic_of(recorder::CHECK).and_then(|(_, place)| place),
        },
    }
}
