//! What happens to the interface, and what it asks to be done.
use crate::learner::hint::Hint;
use crate::learner::listing::Listing;
use crate::replay::Story;
use crate::report::Report;
use crate::submission::Submission;
use ratatui::text::Text;

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A key was pressed.
    Key(Key),
    /// The terminal has this size now: columns and rows.
    Resized(u16, u16),
    /// The exercise's files hold this now; or why they cannot be read.
    Saved(Result<Submission, String>),
    /// The submission that was saved last is graded.
    Graded(Box<Graded>),
    /// It could not be graded, or something else went wrong.
    Trouble(String),
    /// What the learner has done, for the head line and the list.
    Listed(Listing),
    /// A text to be read.
    Opened(Page),
    /// One more hint; none if the exercise has none.
    Hinted(Option<Hint>),
    /// Something to tell in a line.
    Told(String),
}

/// A key that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Letter(char),
    Enter,
    Escape,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    /// Ctrl-C.
    Interrupt,
}

/// A graded submission, ready to be shown.
#[derive(Clone, Debug)]
pub(super) struct Graded {
    /// The report.
    pub(super) report: Report,
    /// What the report says below its title.
    pub(super) text: Text<'static>,
    /// What happened in the runs that failed.
    pub(super) timeline: Text<'static>,
    /// The schedules that failed, step by step.
    pub(super) stories: Vec<Story>,
    /// If it passed: the place of the exercise to go on with; none if all are done.
    pub(super) next: Option<usize>,
}

/// A text to be read.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// What it is.
    pub(super) title: &'static str,
    /// What it says.
    pub(super) text: Text<'static>,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Watch the exercise at this place, and look at its files at once.
    Turn(usize),
    /// Grade this; an older grading ends.
    Grade(Submission),
    /// End the grading that is under way.
    Stop,
    /// Look up where all exercises stand.
    List,
    /// Show one more hint.
    Hint,
    /// Put the stub back.
    Reset,
    /// Show the reference solution.
    Solution,
    /// Show the exercise's README.
    Readme,
    /// End, as the learner asked.
    Quit,
    /// End, as by Ctrl-C elsewhere.
    Interrupt,
}
