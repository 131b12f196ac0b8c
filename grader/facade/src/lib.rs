//! tokio, re-exported, with its spawning functions wrapped, and without what a submission must not reach.
//!
//! The grader hands this crate to a submission under the name `tokio`. Tasks spawned through it can be
//! made to sit out a poll, so that a schedule can decide who gets a lock first. Unless a
//! [`stage`](crate::stage) is installed, a wrapped task is polled as tokio would poll it.
//!
//! The clock's controls ([`time`]) and tokio's ways to the world outside are hidden:
//!
//! ```compile_fail,E0603
//! use facade::fs::File;
//! ```
//! ```compile_fail,E0603
//! use facade::net::TcpStream;
//! ```
//! ```compile_fail,E0603
//! use facade::process::Command;
//! ```
//! ```compile_fail,E0603
//! use facade::signal::ctrl_c;
//! ```
#![forbid(unsafe_code)]
#![expect(
    hidden_glob_reexports,
    reason = "what is hidden, a submission must not reach"
)]

pub mod coop;
pub mod join_set;
pub mod stage;
mod staged;
pub mod task;
pub mod time;

// A module of this crate goes before one of tokio's, and nobody outside sees these.
mod fs {}
mod net {}
mod process {}
mod signal {}

pub use self::task::spawn;
pub use tokio::*;
