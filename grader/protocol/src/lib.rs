//! What the grader and a check program tell each other: serde types, and how they are framed.
//!
//! The grader starts one check program for each [`Order`] and reads [`Message`]s from it. Facts only
//! travel here: which diagnosis they amount to is judged by the grader.
#![forbid(unsafe_code)]

mod check;
mod diagnosis;
mod failure;
mod framing;
mod message;
pub mod phrase;
mod record;

pub use check::{CheckInfo, Kind};
pub use diagnosis::Diagnosis;
pub use failure::{Failure, PlanLine, Unmet};
pub use framing::{Assembler, BadFrame, MAX_FRAME, MAX_MESSAGE, frames};
pub use message::{EXIT_FAILED, EXIT_PASSED, Findings, Message, Order, Pass, Recorded, Run};
pub use record::{
    Blocking, Event, Finish, Hold, Lock, Outcome, Place, Record, Task, TaskId, Timer, Wait,
    WaitFor, What,
};
