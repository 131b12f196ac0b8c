//! Runs the checks of a built submission, each in a process of its own.
mod channel;
mod explore;
mod output;
mod process;
mod symbols;

use crate::catalog::nearest;
use crate::check_run::{Answer, CheckRun, Ended};
use crate::error::{Error, Result};
use crate::grading::{Check, Request};
use crate::limits::CheckLimits;
use crate::sandbox::Sandbox;
use camino::Utf8PathBuf;
pub(crate) use explore::heard;
use explore::{Outcome, Seeds};
use fence::User;
use futures::future::try_join_all;
pub(crate) use output::show;
use process::{Exchange, Said};
use protocol::{CheckInfo, Message, Order};
use std::time::Instant;
use symbols::Symbols;
use tokio::sync::Semaphore;

/// A check program that can be run.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program.
    pub file: Utf8PathBuf,
    /// An empty folder for its processes to stand in.
    pub folder: Utf8PathBuf,
    /// The hidden source that it was made from, for errors.
    pub source: Utf8PathBuf,
    /// The files of the submission, as the debug information names them.
    pub submitted: Vec<Utf8PathBuf>,
    /// What a process may use.
    pub limits: CheckLimits,
    /// As whom it runs, if not as the grader.
    pub user: Option<User>,
    /// What stands round it.
    pub sandbox: Sandbox,
}

impl Program {
    /// The checks, in the order of their source.
    ///
    /// # Errors
    /// If the program does not list them, or cannot be started.
    pub async fn list(&self) -> Result<Vec<CheckInfo>> {
        let exchange = self.ask(&Order::List).await?;
        match exchange.said {
            Said::One(Message::Checks(checks)) => Ok(checks),
            ref said => Err(Error::ChecksDoNotRun {
                path: self.source.clone(),
                cause: format!(
                    "asked for its checks, the program {}",
                    describe(said, &exchange)
                ),
            }),
        }
    }

    /// Runs those `checks` that `request` names, as many at once as there are `places`.
    ///
    /// # Errors
    /// If the program cannot be started. What a check does is never an error.
    pub async fn run(
        &self,
        checks: Vec<CheckInfo>,
        request: &Request,
        places: &Semaphore,
    ) -> Result<Vec<Check>> {
        let runs = checks.into_iter().map(async |info| {
            if !request.checks.is_empty() && !request.checks.contains(&info.name) {
                return Ok(Check::Skipped(info));
            }
            let _place = places.acquire().await;
            let seeds = seeds(&info, request);
            let record_passed = request.record_passed;
            let run = self.run_one(info, seeds, record_passed).await?;
            Ok(Check::Ran(Box::new(run)))
        });
        let mut checks: Vec<Check> = try_join_all(runs).await?;
        let mut symbols = Symbols::new(&self.file, &self.submitted);
        for check in &mut checks {
            if let Check::Ran(run) = check {
                symbols.resolve(run);
            }
        }
        Ok(checks)
    }

    async fn run_one(
        &self,
        info: CheckInfo,
        seeds: Seeds,
        record_passed: bool,
    ) -> Result<CheckRun> {
        let begun = Instant::now();
        let ask = async |run| self.ask(&Order::Run(run)).await;
        let Outcome {
            mut answer,
            ended,
            output,
        } = explore::explore(&ask, &info.name, seeds).await?;
        if let (Answer::Passed(pass), true) = (&mut answer, record_passed) {
            pass.recorded = explore::recorded(&ask, &info.name, seeds.first).await?;
        }
        let wall_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(CheckRun {
            info,
            answer,
            ended,
            output,
            wall_ms,
        })
    }

    async fn ask(&self, order: &Order) -> Result<Exchange> {
        let failed = |cause| Error::io("run the check program", &self.file, cause);
        process::ask(self, order).await.map_err(failed)
    }
}

/// Sees that `request` names checks that there are.
///
/// # Errors
/// [`Error::UnknownCheck`] with the nearest names.
pub fn select(checks: &[CheckInfo], request: &Request, exercise: &str) -> Result<()> {
    let known: Vec<String> = checks.iter().map(|check| check.name.clone()).collect();
    match request.checks.iter().find(|named| !known.contains(named)) {
        None => Ok(()),
        Some(named) => Err(Error::UnknownCheck {
            exercise: exercise.to_owned(),
            named: named.clone(),
            nearest: nearest(named, &known),
            known,
        }),
    }
}

/// A seed alone asks for that one schedule; a number of schedules begins there, or at seed 0.
fn seeds(info: &CheckInfo, request: &Request) -> Seeds {
    let count = match (request.seed, request.schedules) {
        (_, Some(count)) => count,
        (Some(_), None) => 1,
        (None, None) => info.schedules,
    };
    Seeds {
        first: request.seed.unwrap_or(0).saturating_add(request.shift),
        count,
    }
}

fn describe(said: &Said, exchange: &Exchange) -> String {
    let what = match said {
        Said::Nothing => "said nothing".to_owned(),
        Said::One(_) => "answered something else".to_owned(),
        Said::Nonsense(why) => format!("answered what cannot be understood ({why})"),
    };
    let how = match exchange.ended {
        Ended::Exited(status) => format!("ended with status {status}"),
        Ended::Signaled(signal) => format!("was ended by signal {signal}"),
        Ended::TimedOut { limit_ms } => {
            format!("was stopped after it had waited for {limit_ms} ms")
        }
        Ended::ComputedTooLong { limit_ms } => {
            format!("was stopped after {limit_ms} ms of processor time")
        }
        Ended::PrintedTooMuch { limit } => {
            format!("was stopped after it had printed {limit} bytes")
        }
    };
    format!("{what} and {how}\n{}", exchange.output)
        .trim_end()
        .to_owned()
}
