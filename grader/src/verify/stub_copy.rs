//! Whether the copy of the stub that `grader reset` puts back is there, and is the stub.
use super::fault::{Fault, FaultKind};
use super::plan::Plan;
use crate::learner::stub;
use std::fs;

/// One fault for each file of the stub that the copy lacks or has otherwise.
pub(super) fn faults(plan: &Plan) -> Vec<Fault> {
    let exercise = &plan.exercise;
    let copies = exercise.dir.join(stub::FOLDER);
    let differing = exercise.editable.iter().filter_map(|file| {
        // A stub that is missing is a fault already.
        let own = fs::read(exercise.dir.join(file)).ok()?;
        let copy = copies.join(file);
        let what = match fs::read(&copy) {
            Ok(bytes) if bytes == own => return None,
            Ok(_) => "it is not the stub",
            Err(_) => "the copy of the stub is missing",
        };
        let from = plan.relative(&exercise.dir.join(file));
        let help = format!("`grader reset` puts it back for learners: copy {from} there");
        Some(Fault::new(
            FaultKind::StubCopy,
            plan.relative(&copy),
            what,
            help,
        ))
    });
    differing.collect()
}
