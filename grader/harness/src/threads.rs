//! One thread at a time, in virtual time.
//!
//! The threads of a run (the loop thread, tokio's blocking pool, threads that a submission starts) take
//! turns: exactly one runs, until it waits for something, and then the next one is chosen. So a run is
//! the same whatever the operating system does, sleeping costs nothing, and a wait that nothing can end
//! is known at once. [`crate::interpose`] leads every call that waits here.
use crate::{clock, gate::Gate, spin_lock::SpinLock};
use std::{cell::Cell, sync::Arc};

/// The thread on which the runtime and all tasks run. It alone moves the clock.
const LOOP: usize = 0;

thread_local! {
    static ME: Cell<Option<usize>> = const { Cell::new(None) };
    static LEAVE: Leave = const { Leave };
}

static WORLD: SpinLock<World> = SpinLock::new(World {
    threads: Vec::new(),
    turns: 0,
});

struct World {
    threads: Vec<Thread>,
    /// Counts state changes, so that threads which became ready earlier go first.
    turns: u64,
}

struct Thread {
    state: State,
    since: u64,
    gate: Arc<Gate>,
    pthread: Option<libc::pthread_t>,
    timed_out: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Running,
    Ready,
    /// Only the loop thread: it has nothing to do unless no other thread can go on.
    Idle,
    /// Ready, but gave way to all others.
    Yielded,
    Asleep {
        until: u64,
    },
    Waiting {
        address: usize,
        bits: u32,
        deadline: Option<u64>,
    },
    Joining {
        thread: usize,
    },
    Ended,
}

enum Turn {
    Of(usize),
    /// Nobody can go on before this time.
    Advance(u64),
    Stuck,
}

impl World {
    fn next(&self) -> Turn {
        let first = |wanted: State| {
            let threads = self.threads.iter().enumerate();
            threads
                .filter(|(_, thread)| thread.state == wanted)
                .min_by_key(|(_, thread)| thread.since)
                .map(|(number, _)| Turn::Of(number))
        };
        first(State::Ready)
            .or_else(|| first(State::Idle))
            .or_else(|| first(State::Yielded))
            .or_else(|| self.deadline().map(Turn::Advance))
            .unwrap_or(Turn::Stuck)
    }

    /// The earliest time at which a waiting thread goes on by itself.
    fn deadline(&self) -> Option<u64> {
        let deadlines = self.threads.iter().filter_map(|thread| match thread.state {
            State::Asleep { until } => Some(until),
            State::Waiting { deadline, .. } => deadline,
            _ => None,
        });
        deadlines.min()
    }

    fn set(&mut self, number: usize, state: State) {
        self.turns += 1;
        self.threads[number].since = self.turns;
        self.threads[number].state = state;
    }

    /// Makes ready whoever waited for a time that has come.
    fn wake_due(&mut self, now: u64) {
        for number in 0..self.threads.len() {
            match self.threads[number].state {
                State::Asleep { until } if until <= now => self.set(number, State::Ready),
                State::Waiting {
                    deadline: Some(deadline),
                    ..
                } if deadline <= now => {
                    self.threads[number].timed_out = true;
                    self.set(number, State::Ready);
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, state: State) -> (usize, Arc<Gate>) {
        let gate = Arc::new(Gate::new());
        self.threads.push(Thread {
            state,
            since: 0,
            gate: Arc::clone(&gate),
            pthread: None,
            timed_out: false,
        });
        let number = self.threads.len() - 1;
        self.set(number, state);
        (number, gate)
    }
}

/// This thread's number, if it takes turns.
fn me() -> Option<usize> {
    ME.get()
}

/// True on a thread that takes turns: time is virtual there.
pub(crate) fn inside() -> bool {
    me().is_some()
}

/// True on the loop thread.
pub(crate) fn on_loop() -> bool {
    me() == Some(LOOP)
}

/// Makes this thread the loop thread of a new run. Threads that an earlier run left behind never run again.
pub(crate) fn begin() {
    let mut world = WORLD.lock();
    world.threads.clear();
    world.add(State::Running);
    drop(world);
    clock::reset();
    ME.set(Some(LOOP));
}

/// Ends the run: lets the other threads finish, for at most `limit` nanoseconds of virtual time. How many
/// are left.
pub(crate) fn end(limit: u64) -> usize {
    loop {
        let _ = let_others_run();
        let mut world = WORLD.lock();
        match world.deadline() {
            Some(deadline) if deadline <= limit => {
                clock::advance(deadline);
                world.wake_due(deadline);
            }
            _ => {
                let ended = |thread: &&Thread| thread.state == State::Ended;
                let left = world.threads.len() - 1 - world.threads.iter().filter(ended).count();
                ME.set(None);
                return left;
            }
        }
    }
}

/// On the loop thread, which has nothing to do: returns when no other thread can go on, with the time at
/// which the first of them can.
pub(crate) fn let_others_run() -> Option<u64> {
    let alone = WORLD.lock().threads.len() == 1;
    if alone {
        return None;
    }
    switch(LOOP, State::Idle);
    WORLD.lock().deadline()
}

/// On the loop thread: the runtime moved the clock.
pub(crate) fn clock_moved() {
    let mut world = WORLD.lock();
    if world.threads.len() > 1 {
        world.wake_due(clock::now());
    }
}

/// Sleeps until a time, in nanoseconds of virtual time.
pub(crate) fn sleep_until(until: u64) {
    if let Some(me) = me() {
        switch(me, State::Asleep { until });
    }
}

/// Lets all others go first.
pub(crate) fn give_way() {
    if let Some(me) = me() {
        switch(me, State::Yielded);
    }
}

/// Waits for [`wake`] on `address`; false if `deadline` came first.
pub(crate) fn wait(address: usize, bits: u32, deadline: Option<u64>) -> bool {
    let Some(me) = me() else { return true };
    WORLD.lock().threads[me].timed_out = false;
    let waiting = State::Waiting {
        address,
        bits,
        deadline,
    };
    switch(me, waiting);
    !WORLD.lock().threads[me].timed_out
}

/// Makes up to `count` threads ready that wait on `address`, the longest waiting first. How many there were.
pub(crate) fn wake(address: usize, wanted: u32, count: usize) -> usize {
    let mut world = WORLD.lock();
    let mut waiting: Vec<(u64, usize)> = Vec::new();
    for (number, thread) in world.threads.iter().enumerate() {
        if let State::Waiting {
            address: at, bits, ..
        } = thread.state
            && at == address
            && bits & wanted != 0
        {
            waiting.push((thread.since, number));
        }
    }
    waiting.sort_unstable();
    waiting.truncate(count);
    for (_, number) in &waiting {
        world.set(*number, State::Ready);
    }
    waiting.len()
}

/// Waits until a thread has ended; at once if it does not take turns.
pub(crate) fn join(pthread: libc::pthread_t) {
    let Some(me) = me() else { return };
    let world = WORLD.lock();
    // A thread that has ended may have left its handle to a later one.
    let alive = |other: &Thread| other.pthread == Some(pthread) && other.state != State::Ended;
    let Some(thread) = world.threads.iter().position(alive) else {
        return;
    };
    drop(world);
    switch(me, State::Joining { thread });
}

/// A thread that is about to be started by one that takes turns.
pub(crate) struct Newcomer {
    number: usize,
    gate: Arc<Gate>,
}

impl Newcomer {
    /// One that will take turns as its starter does; none if the starter does not.
    pub(crate) fn announce() -> Option<Self> {
        me()?;
        let (number, gate) = WORLD.lock().add(State::Ready);
        Some(Self { number, gate })
    }

    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// On the new thread: waits for its first turn.
    pub(crate) fn arrive(self) {
        ME.set(Some(self.number));
        // The first to be registered on this thread, hence the last to be dropped: what other
        // destructors of the thread do still happens in its turn.
        LEAVE.with(|_| ());
        self.gate.pass();
    }
}

/// The starter learned the new thread's handle, or that there is none.
pub(crate) fn started(number: usize, pthread: Option<libc::pthread_t>) {
    let mut world = WORLD.lock();
    world.threads[number].pthread = pthread;
    if pthread.is_none() {
        world.set(number, State::Ended);
    }
}

/// Hands the turn on when its thread ends.
struct Leave;

impl Drop for Leave {
    fn drop(&mut self) {
        let Some(me) = ME.take() else { return };
        let mut world = WORLD.lock();
        world.set(me, State::Ended);
        for number in 0..world.threads.len() {
            if world.threads[number].state == (State::Joining { thread: me }) {
                world.set(number, State::Ready);
            }
        }
        let next = match world.next() {
            Turn::Of(next) => {
                world.threads[next].state = State::Running;
                next
            }
            // The loop thread keeps the clock, and tells of a deadlock.
            Turn::Advance(_) | Turn::Stuck => LOOP,
        };
        let gate = Arc::clone(&world.threads[next].gate);
        drop(world);
        gate.open();
    }
}

/// Gives the turn away in this state, and returns when it comes back.
fn switch(me: usize, state: State) {
    let mut world = WORLD.lock();
    world.set(me, state);
    loop {
        let next = match world.next() {
            Turn::Of(next) => {
                world.threads[next].state = State::Running;
                next
            }
            Turn::Advance(to) if me == LOOP => {
                drop(world);
                clock::advance(to);
                world = WORLD.lock();
                world.wake_due(to);
                continue;
            }
            Turn::Stuck if me == LOOP => {
                drop(world);
                crate::fatal::blocked_for_ever()
            }
            // The loop thread keeps the clock, and tells of a deadlock.
            Turn::Advance(_) | Turn::Stuck => LOOP,
        };
        if next == me {
            return;
        }
        let (theirs, mine) = (
            Arc::clone(&world.threads[next].gate),
            Arc::clone(&world.threads[me].gate),
        );
        drop(world);
        theirs.open();
        mine.pass();
        world = WORLD.lock();
        if world.threads[me].state == State::Running {
            return;
        }
    }
}
