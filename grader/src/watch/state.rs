//! Everything that the interface shows.
use super::event::{Graded, Page};
use crate::catalog::Exercise;
use crate::learner::hint::Hint;
use crate::learner::listing::Listing;

/// What is shown, and what keys mean now.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// The exercises, in their order.
    pub(super) exercises: Vec<Brief>,
    /// Which of them is watched.
    pub(super) at: usize,
    /// Columns and rows of the terminal.
    pub(super) size: (u16, u16),
    /// True while a grading is under way.
    pub(super) running: bool,
    /// What the last grading gave; it stays while a newer one runs.
    pub(super) outcome: Outcome,
    /// What the middle of the screen shows.
    pub(super) shown: Shown,
    /// How many lines of it have been scrolled away.
    pub(super) scroll: usize,
    /// A hint below it.
    pub(super) hint: Option<Hint>,
    /// True while the learner is asked whether the stub is to be put back.
    pub(super) asks_reset: bool,
    /// A line about what was just done.
    pub(super) notice: Option<String>,
    /// Where all exercises stand.
    pub(super) listing: Option<Listing>,
}

/// What is shown of an exercise.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    pub(super) name: String,
    pub(super) title: String,
    /// Its first editable file, seen from the course.
    pub(super) file: String,
}

/// What a grading gave.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// Nothing yet.
    None,
    /// A report.
    Graded(Box<Graded>),
    /// The files cannot be read, or grading failed: why, and what to try.
    Trouble(String),
}

/// What the middle of the screen shows.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    /// The report.
    Report,
    /// What happened in the runs that failed.
    Timeline,
    /// The schedules that failed, step by step.
    Replay,
    /// The exercises; this one is marked.
    List(usize),
    /// The keys.
    Help,
    /// A text.
    Page(Page),
}

impl State {
    pub(super) fn new(exercises: &[Exercise], at: usize, size: (u16, u16)) -> State {
        State {
            exercises: exercises.iter().map(Brief::of).collect(),
            at,
            size,
            running: false,
            outcome: Outcome::None,
            shown: Shown::Report,
            scroll: 0,
            hint: None,
            asks_reset: false,
            notice: None,
            listing: None,
        }
    }

    /// The report of the last grading, if there is one.
    pub(super) fn graded(&self) -> Option<&Graded> {
        match &self.outcome {
            Outcome::Graded(graded) => Some(graded),
            Outcome::None | Outcome::Trouble(_) => None,
        }
    }

    /// The place to go on with after a pass: none if this is not one, or all others are done.
    pub(super) fn announced(&self) -> Option<usize> {
        self.graded().and_then(|graded| graded.next)
    }

    /// True if what was saved last has full marks.
    pub(super) fn passed(&self) -> bool {
        !self.running && self.graded().is_some_and(|graded| graded.report.passed)
    }
}

impl Brief {
    fn of(exercise: &Exercise) -> Brief {
        Brief {
            name: exercise.name.clone(),
            title: exercise.title.clone(),
            file: format!("exercises/{}/{}", exercise.id, exercise.editable[0]),
        }
    }
}
