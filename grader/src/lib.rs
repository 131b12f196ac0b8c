//! The grader as a library: each module is one step on the way of a submission.
//!
//! catalog → submission → kit → workspace → scan → compile → run → judge → report; `docs/design.md` tells why.
//! `verify` goes this way for everything that a course holds.
#![forbid(unsafe_code)]

pub mod catalog;
pub mod check_run;
pub mod class;
pub mod compile;
pub mod doctor;
pub mod error;
pub mod exit_code;
pub mod export;
#[doc(hidden)]
pub mod fuzzed;
pub mod grade;
pub mod grading;
pub mod judge;
pub mod kit;
pub mod learner;
pub mod limits;
pub mod mutants;
pub mod new;
mod process_group;
mod progress;
pub mod replay;
pub mod report;
pub mod run;
pub mod sandbox;
pub mod scan;
pub mod submission;
pub mod toolchain;
pub mod verify;
pub mod watch;
pub mod workspace;
