//! Faults in the grader's own way: it is killed, the disk is full, the cache is damaged, a stream is closed. It
//! leaves no process and no damaged cache, says what happened, and the next run works.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "faults/cache.rs"]
mod cache;
#[path = "faults/checks.rs"]
mod checks;
#[path = "faults/disk.rs"]
mod disk;
#[path = "faults/folders.rs"]
mod folders;
#[path = "faults/killed.rs"]
mod killed;
#[path = "faults/place.rs"]
mod place;
#[path = "faults/session.rs"]
mod session;
#[path = "faults/streams.rs"]
mod streams;
