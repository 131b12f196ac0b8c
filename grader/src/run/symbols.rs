//! Turns addresses of the check program into lines of the student's files.
use crate::check_run::{Answer, CheckRun};
use addr2line::Loader;
use camino::{Utf8Path, Utf8PathBuf};
use protocol::{Failure, Findings, Place, Record};
use std::cell::OnceCell;

/// The debug information of one check program, read when it is first needed.
pub(super) struct Symbols<'a> {
    program: &'a Utf8Path,
    /// The files that count.
    submitted: &'a [Utf8PathBuf],
    loader: OnceCell<Option<Loader>>,
}

impl<'a> Symbols<'a> {
    pub(super) fn new(program: &'a Utf8Path, submitted: &'a [Utf8PathBuf]) -> Symbols<'a> {
        Symbols {
            program,
            submitted,
            loader: OnceCell::new(),
        }
    }

    /// Resolves every place of a run that was recorded. What is in no file of the submission becomes no place.
    pub(super) fn resolve(&mut self, run: &mut CheckRun) {
        match &mut run.answer {
            Answer::Failed(findings) => self.resolve_failed(findings),
            Answer::Passed(pass) => {
                if let Some(recorded) = &mut pass.recorded {
                    self.resolve_each(places(&mut recorded.record));
                }
            }
            Answer::Silent | Answer::Forged(_) => {}
        }
    }

    fn resolve_each<'p>(&mut self, places: impl Iterator<Item = &'p mut Option<Place>>) {
        for place in places {
            if let Some(Place::Frames(frames)) = place {
                *place = self.line(frames);
            }
        }
    }

    fn resolve_failed(&mut self, findings: &mut Findings) {
        let of_failure = match &mut findings.failure {
            Failure::Unmet(unmet) => Some(&mut unmet.place),
            Failure::Panicked { place, .. } => Some(place),
            _ => None,
        };
        self.resolve_each(of_failure.into_iter().chain(places(&mut findings.record)));
        match &mut findings.failure {
            Failure::BlockedForEver { place, .. }
            | Failure::Spinning { place }
            | Failure::StackFull { place }
            | Failure::OutOfMemory { place, .. }
            | Failure::ForbiddenCall { place, .. } => {
                if let Place::Frames(frames) = place {
                    *place = self.line(frames).unwrap_or(Place::Frames(Vec::new()));
                }
            }
            _ => {}
        }
    }

    /// The innermost line of the student's on this stack.
    fn line(&self, frames: &[u64]) -> Option<Place> {
        // A return address is the next instruction, which may already belong to the next line.
        frames
            .iter()
            .find_map(|address| self.line_of(address.checked_sub(1)?))
    }

    fn line_of(&self, address: u64) -> Option<Place> {
        let loader = self
            .loader
            .get_or_init(|| Loader::new(self.program).ok())
            .as_ref()?;
        let mut frames = loader.find_frames(address).ok()?;
        while let Ok(Some(frame)) = frames.next() {
            let Some(location) = frame.location else {
                continue;
            };
            let (Some(file), Some(line)) = (location.file, location.line) else {
                continue;
            };
            if self.submitted.iter().any(|submitted| submitted == file) {
                // Column 0 means the left edge of the line.
                let column = location.column.unwrap_or(0).max(1);
                return Some(Place::Line {
                    file: file.to_owned(),
                    line,
                    column,
                });
            }
        }
        None
    }
}

fn places(record: &mut Record) -> impl Iterator<Item = &mut Option<Place>> {
    let spawned = record.tasks.iter_mut().map(|task| &mut task.spawned);
    spawned
        .chain(record.locks.iter_mut().map(|lock| &mut lock.made))
        .chain(record.events.iter_mut().map(|event| &mut event.place))
        .chain(record.timers.iter_mut().map(|timer| &mut timer.place))
        .chain(record.waits.iter_mut().map(|wait| &mut wait.place))
        .chain(record.holds.iter_mut().map(|hold| &mut hold.place))
}
