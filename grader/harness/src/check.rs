//! A check, as `#[check]` registers it.
use crate::Lab;
use protocol::{CheckInfo, Kind};
use std::{future::Future, pin::Pin};

/// Every check of the program.
#[linkme::distributed_slice]
pub static CHECKS: [Check];

/// One check of a check program. Made by the attribute [`crate::check`], not by hand.
pub struct Check {
    /// The function's name.
    pub name: &'static str,
    /// The first paragraph of its doc comment.
    pub title: &'static str,
    /// What it looks at.
    pub kind: Kind,
    /// What it is worth.
    pub points: u32,
    /// How many schedules it explores; absent: as many as its kind deserves.
    pub schedules: Option<u32>,
    /// How many polls a run may take while virtual time stands still; absent: [`Check::POLLS`].
    pub polls: Option<u64>,
    /// Its line, by which checks are put in order.
    pub line: u32,
    /// Its code.
    pub body: fn(Lab) -> Pin<Box<dyn Future<Output = ()>>>,
}

impl Check {
    /// The most polls of an honest run while virtual time stands still, with much to spare.
    pub const POLLS: u64 = 20_000;

    /// What the check says of itself.
    pub fn info(&self) -> CheckInfo {
        CheckInfo {
            name: self.name.to_owned(),
            title: self.title.to_owned(),
            kind: self.kind,
            points: self.points,
            schedules: self.schedules.unwrap_or_else(|| self.kind.schedules()),
        }
    }

    pub(crate) fn polls(&self) -> u64 {
        self.polls.unwrap_or(Self::POLLS)
    }

    /// The checks of this program, in the order of their source.
    pub(crate) fn all() -> Vec<&'static Check> {
        let mut checks: Vec<&Check> = CHECKS.iter().collect();
        checks.sort_by_key(|check| check.line);
        checks
    }
}
