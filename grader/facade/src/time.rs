//! `tokio::time` without `pause`, `resume` and `advance`: the clock is the grader's.
//!
//! ```compile_fail,E0603
//! facade::time::pause();
//! ```
//! ```compile_fail,E0603
//! facade::time::resume();
//! ```
//! ```compile_fail,E0603
//! facade::time::advance();
//! ```
//! ```compile_fail,E0425
//! use facade::time::*;
//! pause();
//! ```
pub use tokio::time::*;

// A name of this module goes before one that comes with the line above, and nobody outside sees these.
#[expect(dead_code, reason = "it hides tokio's")]
fn pause() {}
#[expect(dead_code, reason = "it hides tokio's")]
fn resume() {}
#[expect(dead_code, reason = "it hides tokio's")]
fn advance() {}
