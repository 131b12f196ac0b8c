//! The JSON Schema of what the command prints as JSON.
use super::Report;
use super::class::ClassReport;
use crate::doctor::Health;
use crate::error::ErrorReport;
use crate::learner::listing::Listing;
use crate::verify::Verification;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// What `grader grade` prints: the report of a submission, or why nothing was graded.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only the shape of this type is used")]
enum Output {
    /// The submission was graded, or rejected because it does not compile or is refused.
    Report(Box<Report>),
    /// The grader failed, or its input is at fault. There is no score.
    Error(ErrorReport),
}

/// What `grader grade` prints of several exercises: their reports, or why nothing was graded.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only the shape of this type is used")]
enum GradedClass {
    /// The exercises were graded, as far as that was possible.
    Class(Box<ClassReport>),
    /// The grader failed, or its input is at fault. There is no score.
    Error(ErrorReport),
}

/// What `grader verify` prints: what was found in a course, or why nothing was verified.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only the shape of this type is used")]
enum Verified {
    /// The course was verified.
    Verification(Box<Verification>),
    /// The grader failed, or its input is at fault.
    Error(ErrorReport),
}

/// What `grader doctor` prints: what was found on this machine, or why nothing was looked at.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only the shape of this type is used")]
enum Examined {
    /// The machine was looked at.
    Health(Box<Health>),
    /// The grader failed, or its input is at fault.
    Error(ErrorReport),
}

/// What `grader list` prints: the exercises and where each stands, or why nothing was listed.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only the shape of this type is used")]
enum ListedCourse {
    /// The exercises were listed.
    Listing(Box<Listing>),
    /// The grader failed, or its input is at fault.
    Error(ErrorReport),
}

/// The schema of a report, as `grader schema` prints it.
pub fn schema() -> Schema {
    of::<Output>()
}

/// The schema of the report of several exercises, as `grader schema class` prints it.
pub fn class() -> Schema {
    of::<GradedClass>()
}

/// The schema of a verification, as `grader schema verify` prints it.
pub fn verification() -> Schema {
    of::<Verified>()
}

/// The schema of what `grader doctor` finds, as `grader schema doctor` prints it.
pub fn health() -> Schema {
    of::<Examined>()
}

/// The schema of a listing, as `grader schema list` prints it.
pub fn listing() -> Schema {
    of::<ListedCourse>()
}

fn of<T: JsonSchema>() -> Schema {
    // As it is written: every field is there, also one that is `null`.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}
