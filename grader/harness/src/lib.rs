//! The virtual laboratory that is linked into every check program.
//!
//! A check is an async function with the attribute [`check`]. It gets a [`Lab`], runs the submission's code
//! in it, and states what must hold. The laboratory runs the check under many schedules, each in a fresh
//! runtime whose clock is virtual, and tells the grader what it saw.
//!
//! Its own maps are `BTreeMap`s: making a `HashMap` on the loop thread would change the order of the
//! submission's, and a recorded replay makes more of them than an exploration.

mod blocking;
mod channel;
mod check;
mod clock;
mod explore;
mod fatal;
mod forbidden;
mod gate;
mod interpose;
mod lab;
mod locks;
mod memory;
mod panics;
mod peers;
mod probe;
mod program;
mod random;
mod recorder;
mod run;
mod schedule;
mod spin;
mod spin_lock;
mod stack;
mod stack_full;
mod stage;
mod stopped;
mod sys;
mod text;
mod threads;
mod waits;

pub use check::{CHECKS, Check};
pub use harness_macros::check;
pub use lab::{ByHand, Fact, Heartbeat, Lab, Plan, Started};
#[doc(hidden)]
pub use linkme;
pub use program::main;
pub use protocol::{Diagnosis, Kind};
/// Scripted readers, writers and streams for checks that go poll by poll. Their polls are part of the run.
pub use tokio_test;

/// The `main` of a check program.
#[macro_export]
macro_rules! main {
    () => {
        fn main() {
            $crate::main();
        }
    };
}
