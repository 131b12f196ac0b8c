//! The kinds of change that make a mutant.
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! operators {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal)+) => {
        /// A kind of change. Where two of them make the same mutant, the earlier one gives it its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(schemars::JsonSchema)]
        pub enum Operator {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        impl Operator {
            /// Its name in a file and in a report.
            pub fn name(self) -> &'static str {
                match self { $(Operator::$variant => $name,)+ }
            }
        }
    };
}

operators! {
    /// An `.await` is dropped, so the future is never polled, or the task is never waited for.
    AwaitDropped = "await_dropped"
    /// `join!`, `join_all` and their like await one future after another.
    JoinedInSequence = "joined_in_sequence"
    /// A task is spawned only when its work is done.
    SpawnedAfterwards = "spawned_afterwards"
    /// A task is not spawned: its work begins when its handle is awaited.
    NotSpawned = "not_spawned"
    /// Blocking work is called in place and not on a thread of its own.
    CalledInPlace = "called_in_place"
    /// An asynchronous sleep blocks the thread.
    SleepBlocks = "sleep_blocks"
    /// A stream gives its results in the order in which they come, or in the order asked for.
    StreamOrderChanged = "stream_order_changed"
    /// A limit is one more or one less.
    LimitChanged = "limit_changed"
    /// A limit is one.
    LimitOfOne = "limit_of_one"
    /// Two locks are taken in the opposite order.
    LocksSwapped = "locks_swapped"
    /// A lock or permit is taken one statement later.
    LockTakenLater = "lock_taken_later"
    /// A lock or permit is taken one statement earlier.
    LockTakenEarlier = "lock_taken_earlier"
    /// A lock is released and taken again between two statements that use it.
    Relocked = "relocked"
    /// A guard or permit that was held over an await is released before it.
    GuardReleasedEarly = "guard_released_early"
    /// A guard of one statement is held to the end of the block.
    GuardKept = "guard_kept"
    /// A guard's scope is removed, so the guard is held to the end of the block around it.
    ScopeRemoved = "scope_removed"
    /// A guard or permit is taken and dropped at once.
    GuardNotHeld = "guard_not_held"
    /// A guard or permit is not taken.
    GuardNotTaken = "guard_not_taken"
    /// A permit is never given back.
    PermitForgotten = "permit_forgotten"
    /// Readers exclude one another.
    ReadLockExclusive = "read_lock_exclusive"
    /// A time limit is removed.
    TimeoutRemoved = "timeout_removed"
    /// A duration is half or twice as long.
    DurationChanged = "duration_changed"
    /// A `drop` is removed.
    DropRemoved = "drop_removed"
    /// A `select!` has one branch less.
    BranchRemoved = "branch_removed"
    /// A `select!` polls its branches in any order.
    BiasedRemoved = "biased_removed"
    /// A full channel loses what is sent.
    SendGivenUp = "send_given_up"
    /// All are notified and not one, or one and not all.
    NotifyChanged = "notify_changed"
    /// A step of an atomic is a load and a store, with a pause between.
    LoadThenStore = "load_then_store"
    /// A compare-and-exchange succeeds always.
    ComparisonSkipped = "comparison_skipped"
    /// An error is thrown away, or a default stands for it.
    ErrorSwallowed = "error_swallowed"
    /// A comparison says the opposite.
    ComparisonNegated = "comparison_negated"
    /// A comparison is off by one: `<` for `<=`.
    BoundaryChanged = "boundary_changed"
    /// A condition is negated.
    ConditionNegated = "condition_negated"
    /// `&&` for `||`, or the other way round.
    LogicChanged = "logic_changed"
    /// `min` for `max`, or the other way round.
    MinMaxSwapped = "min_max_swapped"
    /// `+` for `-`, or the other way round.
    ArithmeticChanged = "arithmetic_changed"
    /// A loop runs once at most.
    LoopedOnce = "looped_once"
    /// An iteration begins at the end.
    OrderReversed = "order_reversed"
    /// An iteration leaves out its first item.
    FirstLeftOut = "first_left_out"
    /// A step of an iterator or stream is left out.
    StepLeftOut = "step_left_out"
    /// A number is one more.
    NumberChanged = "number_changed"
    /// A statement is removed.
    StatementRemoved = "statement_removed"
}

impl fmt::Display for Operator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}
