//! Does what the interface asks for with the learner's files: progress, hints, stubs, texts.
use super::event::{Effect, Event, Graded, Page};
use super::{trouble, view};
use crate::catalog::Exercise;
use crate::error::Result;
use crate::grade::Session;
use crate::grading::Grading;
use crate::judge::Verdict;
use crate::learner::listing::Listing;
use crate::learner::store::Store;
use crate::learner::{self, hint, solution, stub};
use crate::replay;
use crate::report::text::{self, Style, plain};
use crate::report::{self, Report};
use ratatui::text::Text;

/// The learner's files of one course.
pub(super) struct Desk<'a> {
    session: &'a Session,
    store: Store,
}

impl<'a> Desk<'a> {
    pub(super) fn new(session: &'a Session, store: Store) -> Desk<'a> {
        Desk { session, store }
    }

    /// The exercise at this place is the one to begin with next time.
    pub(super) fn turn_to(&self, at: usize) -> Option<Event> {
        let id = self.exercise(at).id.clone();
        let kept = self.store.update(|progress| progress.current = Some(id));
        kept.err().map(|error| Event::Told(error.to_string()))
    }

    /// Does what is asked for the exercise at this place; what there is to tell about it.
    pub(super) fn act(&self, effect: Effect, at: usize) -> Option<Event> {
        let exercise = self.exercise(at);
        let done = match effect {
            Effect::List => self.listing().map(Event::Listed),
            Effect::Hint => self.hint(exercise),
            Effect::Reset => reset(exercise).map(Event::Told),
            Effect::Solution => self.solution(exercise).map(Event::Opened),
            Effect::Readme => Ok(readme(exercise)),
            Effect::Turn(_) | Effect::Grade(_) | Effect::Stop => return None,
            Effect::Quit | Effect::Interrupt => return None,
        };
        Some(done.unwrap_or_else(|error| Event::Told(error.to_string())))
    }

    /// Records a grading and makes it ready to be shown.
    pub(super) fn graded(&self, grading: &Grading, at: usize) -> Event {
        let report = Report::new(grading);
        let sources = report::sources(grading);
        let text = view::coloured(&text::body(&report, &sources, Style::Coloured));
        // A verdict is shown even if it cannot be recorded; turning to an exercise has told that.
        let _ = learner::record(grading, &report);
        let failed = report
            .checks
            .iter()
            .filter(|one| one.verdict == Verdict::Failed);
        let stories = failed
            .filter_map(|check| replay::told(grading, &check.name))
            .collect();
        let next = report.passed.then(|| self.go_on(at)).flatten();
        Event::Graded(Box::new(Graded {
            timeline: view::timeline(&report),
            text,
            stories,
            next,
            report,
        }))
    }

    /// The exercise to go on with after this one, which is also the one to begin with next time.
    fn go_on(&self, at: usize) -> Option<usize> {
        let course = &self.session.course;
        let progress = self.store.read().ok()?.value;
        let next = learner::next_open(course, &progress, at)?;
        self.turn_to(next);
        Some(next)
    }

    fn listing(&self) -> Result<Listing> {
        let progress = self.store.read()?.value;
        Ok(Listing::of(&self.session.course, &progress))
    }

    fn hint(&self, exercise: &Exercise) -> Result<Event> {
        let next = |progress: &mut learner::progress::Progress| {
            hint::next(exercise, progress.of_mut(&exercise.id))
        };
        Ok(Event::Hinted(self.store.update(next)?.value))
    }

    fn solution(&self, exercise: &Exercise) -> Result<Page> {
        let progress = self.store.read()?.value;
        let solution = solution::compare(exercise, progress.of(&exercise.id))?;
        Ok(Page {
            title: "the reference solution",
            text: view::coloured(&solution.render(exercise, Style::Coloured)),
        })
    }

    fn exercise(&self, at: usize) -> &'a Exercise {
        &self.session.course.exercises[at]
    }
}

fn reset(exercise: &Exercise) -> Result<String> {
    let reset = stub::reset(exercise)?;
    let kept: Vec<&str> = reset
        .kept
        .iter()
        .filter_map(|path| path.file_name())
        .collect();
    Ok(match (reset.written, kept.as_slice()) {
        (0, _) => "The stub is there already; nothing was changed.".to_owned(),
        (_, []) => "The stub is back.".to_owned(),
        (_, kept) => format!(
            "The stub is back; your version is kept as {}.",
            kept.join(", ")
        ),
    })
}

fn readme(exercise: &Exercise) -> Event {
    let path = exercise.dir.join("README.md");
    match std::fs::read_to_string(&path) {
        Ok(readme) => Event::Opened(Page {
            title: "what it is about",
            text: Text::raw(plain::printable(&readme)),
        }),
        Err(cause) => Event::Told(trouble(&crate::error::Error::io("read", &path, cause))),
    }
}
