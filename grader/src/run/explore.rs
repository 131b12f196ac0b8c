//! Explores the schedules of one check: when a fresh process is needed, and which answer counts.
use super::process::{Exchange, Said};
use crate::check_run::{Answer, Ended};
use crate::error::Result;
use protocol::{EXIT_FAILED, EXIT_PASSED, Findings, Message, Recorded, Run};

/// Which schedules to explore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seeds {
    /// The first.
    pub(super) first: u64,
    /// How many.
    pub(super) count: u32,
}

/// What came of a check.
#[derive(Debug, PartialEq)]
pub(super) struct Outcome {
    /// What counts of what its processes said.
    pub(super) answer: Answer,
    /// How the process ended that said it.
    pub(super) ended: Ended,
    /// What that process printed.
    pub(super) output: String,
}

/// Explores the check called `check`; `ask` starts a process.
pub(super) async fn explore<A>(ask: &A, check: &str, seeds: Seeds) -> Result<Outcome>
where
    A: AsyncFn(Run) -> Result<Exchange>,
{
    let found = together(ask, check, seeds).await?;
    let Answer::Failed(findings) = &found.answer else {
        return Ok(found);
    };
    match replay(ask, check, findings).await? {
        Replay::Failed(recorded) => Ok(recorded),
        Replay::Unclear => Ok(found),
        // Something that an earlier schedule left behind in the process, a `static` for example, made
        // it fail. A correct submission may do that, so each schedule gets a process of its own.
        Replay::Passed => apart(ask, check, seeds).await,
    }
}

/// Explores in one process, or in few, when a process asks to be renewed.
async fn together<A>(ask: &A, check: &str, seeds: Seeds) -> Result<Outcome>
where
    A: AsyncFn(Run) -> Result<Exchange>,
{
    let (mut first, mut left) = (seeds.first, seeds.count);
    let (mut tried, mut first_virtual_ms) = (0, None);
    loop {
        let run = Run {
            check: check.to_owned(),
            first_seed: first,
            schedules: Some(left),
            switches: None,
            record: false,
            secret: secret()?,
        };
        let (mut outcome, renew) = hear(&run.secret.clone(), ask(run).await?);
        match (&mut outcome.answer, renew) {
            (_, Some(renew)) if (1..left).contains(&renew.schedules) => {
                tried += renew.schedules;
                left -= renew.schedules;
                first = renew.next_seed;
                first_virtual_ms.get_or_insert(renew.virtual_ms);
                continue;
            }
            (Answer::Passed(pass), _) => {
                pass.schedules += tried;
                pass.virtual_ms = first_virtual_ms.unwrap_or(pass.virtual_ms);
            }
            (Answer::Failed(findings), _) => findings.schedules += tried,
            (Answer::Silent | Answer::Forged(_), _) => {}
        }
        return Ok(outcome);
    }
}

/// Explores with a process for each schedule.
async fn apart<A>(ask: &A, check: &str, seeds: Seeds) -> Result<Outcome>
where
    A: AsyncFn(Run) -> Result<Exchange>,
{
    let mut tried = 0;
    let mut first_virtual_ms = None;
    loop {
        let seed = Seeds {
            first: seeds.first.saturating_add(tried.into()),
            count: 1,
        };
        let mut found = together(ask, check, seed).await?;
        tried += 1;
        match &mut found.answer {
            Answer::Passed(pass) => {
                pass.virtual_ms = *first_virtual_ms.get_or_insert(pass.virtual_ms);
                pass.schedules = tried;
                if tried < seeds.count {
                    continue;
                }
            }
            Answer::Failed(findings) => {
                findings.schedules = tried;
                if let Replay::Failed(recorded) = replay(ask, check, findings).await? {
                    return Ok(recorded);
                }
            }
            Answer::Silent | Answer::Forged(_) => {}
        }
        return Ok(found);
    }
}

/// Runs a schedule that passed again, recording everything. Nothing if it does not pass again: then an earlier
/// schedule of its process had left something behind.
pub(super) async fn recorded<A>(ask: &A, check: &str, seed: u64) -> Result<Option<Box<Recorded>>>
where
    A: AsyncFn(Run) -> Result<Exchange>,
{
    let run = Run {
        check: check.to_owned(),
        first_seed: seed,
        schedules: Some(1),
        switches: None,
        record: true,
        secret: secret()?,
    };
    let (outcome, _) = hear(&run.secret.clone(), ask(run).await?);
    Ok(match outcome.answer {
        Answer::Passed(pass) => pass.recorded,
        Answer::Failed(_) | Answer::Silent | Answer::Forged(_) => None,
    })
}

/// What came of running a failed schedule again.
enum Replay {
    /// It failed again, and everything was recorded.
    Failed(Outcome),
    /// It passed.
    Passed,
    /// It neither passed nor failed.
    Unclear,
}

/// Runs the schedule that failed again, recording everything: first with the few switches that were
/// enough, then with all that its seed makes.
async fn replay<A>(ask: &A, check: &str, failed: &Findings) -> Result<Replay>
where
    A: AsyncFn(Run) -> Result<Exchange>,
{
    let shrunk = failed.switches.clone().map(Some);
    for switches in shrunk.into_iter().chain([None]) {
        let run = Run {
            check: check.to_owned(),
            first_seed: failed.seed,
            schedules: Some(1),
            switches: switches.clone(),
            record: true,
            secret: secret()?,
        };
        let (mut outcome, renew) = hear(&run.secret.clone(), ask(run).await?);
        match &mut outcome.answer {
            Answer::Passed(_) => {}
            Answer::Failed(findings) => {
                findings.schedules = failed.schedules;
                findings.switches = switches;
                return Ok(Replay::Failed(outcome));
            }
            Answer::Silent | Answer::Forged(_) if renew.is_none() => return Ok(Replay::Unclear),
            Answer::Silent | Answer::Forged(_) => {}
        }
    }
    Ok(Replay::Passed)
}

/// A process that wants the rest of its schedules to be run by a fresh one.
struct Renew {
    next_seed: u64,
    schedules: u32,
    virtual_ms: u64,
}

/// Decides what a process's message is worth, given how it ended.
fn hear(secret: &str, exchange: Exchange) -> (Outcome, Option<Renew>) {
    let Exchange {
        said,
        ended,
        output,
    } = exchange;
    let mut renew = None;
    let answer = match (said, ended) {
        (Said::Nothing, _) => Answer::Silent,
        (Said::Nonsense(why), _) => Answer::Forged(why),
        (Said::One(Message::Passed(pass)), Ended::Exited(EXIT_PASSED)) if pass.secret == secret => {
            Answer::Passed(pass)
        }
        (Said::One(Message::Passed(pass)), _) if pass.secret == secret => Answer::Forged(
            "it said that it passed, but did not end as a passed check does".to_owned(),
        ),
        (Said::One(Message::Passed(_)), _) => {
            Answer::Forged("it said that it passed, without this run's secret".to_owned())
        }
        (Said::One(Message::Failed(findings)), Ended::Exited(EXIT_FAILED)) => {
            Answer::Failed(findings)
        }
        (
            Said::One(Message::Renew {
                secret: theirs,
                next_seed,
                schedules,
                virtual_ms,
            }),
            Ended::Exited(EXIT_FAILED),
        ) if theirs == secret => {
            renew = Some(Renew {
                next_seed,
                schedules,
                virtual_ms,
            });
            Answer::Forged("it asked for a new process with nothing left to run".to_owned())
        }
        (Said::One(_), _) => {
            Answer::Forged("its message and its end do not fit together".to_owned())
        }
    };
    (
        Outcome {
            answer,
            ended,
            output,
        },
        renew,
    )
}

/// What packets and an exit status are worth, for a process with this secret; true if they ask for a fresh
/// process. For fuzzing.
pub(crate) fn heard(secret: &str, packets: &[&[u8]], status: i32) -> (Answer, bool) {
    let (mut said, mut assembler) = (Said::Nothing, protocol::Assembler::default());
    let mut packets = packets.iter();
    while packets
        .next()
        .is_some_and(|packet| said.take(&mut assembler, packet))
    {}
    let exchange = Exchange {
        said,
        ended: Ended::Exited(status),
        output: String::new(),
    };
    let (outcome, renew) = hear(secret, exchange);
    (outcome.answer, renew.is_some())
}

/// 128 random bits, in hexadecimal.
fn secret() -> Result<String> {
    let mut bytes = [0_u8; 16];
    let mut filled = 0;
    while filled < bytes.len() {
        let flags = rustix::rand::GetRandomFlags::empty();
        filled += rustix::rand::getrandom(&mut bytes[filled..], flags).map_err(|cause| {
            crate::error::Error::io("draw random numbers", "getrandom", cause.into())
        })?;
    }
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests;
