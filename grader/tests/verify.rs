//! `grader verify`: a whole course has no fault, and each way of breaking it is named.
//!
//! The course in `course/` is copied and broken.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "verify/broken_course.rs"]
mod broken_course;
#[path = "verify/input.rs"]
mod input;
#[path = "verify/mutants.rs"]
mod mutants;
#[path = "verify/unsteady.rs"]
mod unsteady;
#[path = "verify/versions.rs"]
mod versions;
#[path = "verify/wholeness.rs"]
mod wholeness;
