//! What a check says of itself.
use serde::{Deserialize, Serialize};

/// One hidden check, as its check program lists it. The source of a check is never part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInfo {
    /// The name of the check's function, unique in its exercise.
    pub name: String,
    /// The first paragraph of its doc comment: what must hold, in one sentence.
    pub title: String,
    /// What it looks at.
    pub kind: Kind,
    /// What it is worth.
    pub points: u32,
    /// How many schedules it explores unless told otherwise.
    pub schedules: u32,
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// How long something takes in virtual time.
    Timing,
    /// Whether an interleaving of tasks spoils a result.
    Race,
    /// Whether tasks can wait for one another for ever.
    Deadlock,
    /// Results, order and errors.
    Behaviour,
    /// What is left running, or left undone, when a task ends.
    Lifecycle,
}

impl Kind {
    /// How many schedules a check of this kind explores unless it asks for another number. Interleavings matter
    /// most where a race or a deadlock is looked for; the figures stand in `grader/docs/performance.md`.
    pub fn schedules(self) -> u32 {
        match self {
            Kind::Race | Kind::Deadlock => 500,
            Kind::Timing | Kind::Behaviour | Kind::Lifecycle => 60,
        }
    }
}
