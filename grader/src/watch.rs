//! The terminal interface: grades the exercise that a learner works at, again at each save.
//!
//! keys, saves, gradings → event → `update` changes the state and asks for effects → `view` draws the state.
//! `update` and `view` are pure; `desk` and the loop here do what an effect asks for. Input is taken while a
//! grading runs: it is one of the futures that the loop waits for, and dropping it ends its processes.
mod desk;
mod event;
mod files;
mod state;
mod terminal;
mod update;
mod view;

pub use terminal::Screen;

use crate::catalog::Course;
use crate::error::{Error, ErrorReport, Result};
use crate::grade::{Session, current_folder};
use crate::grading::{Grading, Request};
use crate::learner::store::Told;
use crate::learner::{self, LearnerFault};
use crate::report::text::plain;
use crate::sandbox::Level;
use crate::submission::Submission;
use camino::Utf8PathBuf;
use desk::Desk;
use event::{Effect, Event};
use files::Files;
use futures::StreamExt;
use futures::future::{LocalBoxFuture, OptionFuture};
use state::State;
use std::collections::VecDeque;
use std::io::{IsTerminal, stdout};

/// What to watch, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The exercise to begin with, as it was named; absent: the one that the learner was at.
    pub exercise: Option<String>,
    /// The course's folder, as it was given.
    pub course: Option<Utf8PathBuf>,
    /// True if the system is not asked to tell of changes.
    pub poll: bool,
    /// Below which level of the sandbox nothing is run, if one was given.
    pub required_sandbox: Option<Level>,
}

/// A grading that is under way.
type Running<'a> = LocalBoxFuture<'a, Result<Grading>>;

/// Watches until the learner quits. What it gives says whether the progress file was damaged.
///
/// # Errors
/// If this is no terminal, there is no such course or exercise, or gradings cannot be made here. What goes
/// wrong later is shown, and does not end it.
pub async fn watch(options: &Options) -> Result<Told<()>> {
    let here = current_folder()?;
    let course = Course::open(options.course.as_deref(), &here)?;
    let store = learner::store::Store::of(&course.root);
    let progress = store.read()?;
    let at = match &options.exercise {
        Some(named) => {
            let chosen = course.exercise(named, &here)?;
            let position = course.exercises.iter().position(|one| one.id == chosen.id);
            position.unwrap_or(0)
        }
        None => learner::current(&course, &progress.value),
    };
    if !stdout().is_terminal() {
        return Err(learner::refused(&course.root, LearnerFault::NoTerminal));
    }
    // The kit is there before the screen is taken: building it tells of itself line by line.
    let session = Session::with(course).await?;
    if let Some(level) = options.required_sandbox {
        session.sandbox.require(level)?;
    }
    let told = Told {
        value: (),
        damaged: progress.damaged,
    };
    run(&session, store, at, options.poll, told.warning()).await?;
    Ok(told)
}

/// The loop: waits for what happens next, and does what follows from it.
async fn run(
    session: &Session,
    store: learner::store::Store,
    at: usize,
    poll: bool,
    notice: Option<String>,
) -> Result<()> {
    let exercises = &session.course.exercises;
    let failed = |cause| learner::refused(&session.course.root, LearnerFault::Terminal(cause));
    let mut files = Files::open(&session.course.root, exercises[at].clone(), poll);
    let desk = Desk::new(session, store);
    let mut screen = Screen::enter().map_err(failed)?;
    let mut keys = crossterm::event::EventStream::new();
    let mut state = State::new(exercises, at, screen.size().map_err(failed)?);
    state.notice = notice;
    let mut running: OptionFuture<Running<'_>> = None.into();
    let mut effects = VecDeque::from([Effect::Turn(at)]);
    loop {
        while let Some(effect) = effects.pop_front() {
            let event = match effect {
                Effect::Quit => return Ok(()),
                Effect::Interrupt => return Err(Error::Interrupted),
                Effect::Turn(to) => {
                    files.turn_to(exercises[to].clone());
                    desk.turn_to(to)
                }
                Effect::Grade(submission) => {
                    // The older one is dropped here, and its processes end.
                    running = Some(grading(session, state.at, submission)).into();
                    None
                }
                Effect::Stop => {
                    running = None.into();
                    None
                }
                other => desk.act(other, state.at),
            };
            effects.extend(
                event
                    .map(|event| update::update(&mut state, event))
                    .into_iter()
                    .flatten(),
            );
        }
        screen
            .draw(|frame| view::render(&state, frame))
            .map_err(failed)?;
        let event = tokio::select! {
            key = keys.next() => match key {
                Some(Ok(input)) => terminal::event(&input),
                Some(Err(cause)) => return Err(failed(cause)),
                // The terminal is gone.
                None => return Ok(()),
            },
            found = files.next() => Some(Event::Saved(found.map_err(|error| trouble(&error)))),
            Some(graded) = &mut running => {
                running = None.into();
                Some(match graded {
                    Ok(grading) => desk.graded(&grading, state.at),
                    Err(error) => Event::Trouble(trouble(&error)),
                })
            }
        };
        effects.extend(
            event
                .map(|event| update::update(&mut state, event))
                .into_iter()
                .flatten(),
        );
    }
}

/// Grades a submission of the exercise at this place.
fn grading(session: &Session, at: usize, submission: Submission) -> Running<'_> {
    let request = Request {
        exercise: session.course.exercises[at].id.clone(),
        ..Request::default()
    };
    Box::pin(session.grade(request, submission, false))
}

/// An error as it is shown.
fn trouble(error: &Error) -> String {
    plain::printable(&ErrorReport::from(error).to_string())
}
