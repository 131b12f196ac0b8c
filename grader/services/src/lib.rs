//! Simulated backends that the exercises call.
//!
//! A service answers after a latency, fails when it is told to, and counts what was asked of it. It is
//! plain tokio code: it works in a `main`, in a test under tokio's paused clock, and in the grader's
//! laboratory, which listens through [`observe`].
#![forbid(unsafe_code)]

mod audit_log;
mod backend;
mod call;
mod conditions;
pub mod observe;
mod user_api;
mod voter_register;

pub use audit_log::{AuditLog, SaveError};
pub use backend::{Backend, Meter};
pub use call::Call;
pub use conditions::Conditions;
pub use user_api::{ApiError, User, UserApi};
pub use voter_register::{NotRegistered, VoterRegister};
