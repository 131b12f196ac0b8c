//! tokio, re-exported whole, with its spawning functions wrapped.
//!
//! The grader hands this crate to a submission under the name `tokio`. Tasks spawned through it can be
//! made to sit out a poll, so that a schedule can decide who gets a lock first. Unless a
//! [`stage`](crate::stage) is installed, a wrapped task is polled as tokio would poll it.
#![forbid(unsafe_code)]

pub mod join_set;
pub mod stage;
mod staged;
pub mod task;

pub use self::task::spawn;
pub use tokio::*;
