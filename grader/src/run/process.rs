//! One process of a check program: one order, at most one message, and how it ended.
use super::channel::Channel;
use super::output;
use crate::check_run::Ended;
use crate::process_group::ProcessGroup;
use camino::Utf8Path;
use command_fds::{CommandFdExt, FdMapping};
use protocol::{Message, Order};
use rustix::process::{Pid, Resource, Rlimit, Signal, getrlimit, prlimit};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::Command;

/// How long a process may take, and how much longer for each schedule. It only bounds: an honest process
/// needs a fraction of a millisecond a schedule, and a busy machine must not make a difference.
const WALL_LIMIT: (Duration, Duration) = (Duration::from_secs(60), Duration::from_millis(100));
/// How long a process may compute, and how much longer for each schedule. This ends what computes for ever
/// on a thread of its own, however busy the machine is.
const PROCESSOR_LIMIT: (Duration, Duration) = (Duration::from_secs(10), Duration::from_millis(20));
/// How much address space a process may have: room for the stacks of many threads.
const ADDRESS_SPACE: u64 = 4 << 30;
/// How long the pipes of a dead process group may take to close. They do so at once, unless a process
/// has left the group and holds them.
const GRACE: Duration = Duration::from_secs(1);
/// The number of the channel in the process.
const CHANNEL: i32 = 3;

/// What came of a process.
#[derive(Debug)]
pub(super) struct Exchange {
    /// What it said over its channel.
    pub(super) said: Said,
    /// How it ended.
    pub(super) ended: Ended,
    /// What it printed, safe to show.
    pub(super) output: String,
}

/// What a process said over its channel.
#[derive(Debug)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// One message.
    One(Message),
    /// What no check program of ours says, and why.
    Nonsense(String),
}

/// Starts `program` in `folder`, gives it `order` and waits for its end.
pub(super) async fn ask(
    program: &Utf8Path,
    folder: &Utf8Path,
    order: &Order,
) -> io::Result<Exchange> {
    let (channel, theirs) = Channel::new()?;
    let (reader, writer) = io::pipe()?;
    let mut group = {
        let mut command = Command::new(program);
        command
            .arg("--channel")
            .arg(CHANNEL.to_string())
            .current_dir(folder)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .fd_mappings(vec![FdMapping {
                parent_fd: theirs,
                child_fd: CHANNEL,
            }])
            .map_err(io::Error::other)?;
        // The grader's copies of the process's ends are dropped here; else nothing would ever close.
        ProcessGroup::spawn(&mut command)?
    };
    // The process waits for its order, so none of the student's code has run before this.
    let limits = Limits::of(order);
    let limit = |process| limits.set(process);
    group.leader().map_or(Ok(()), limit)?;

    let (mut said, mut kept) = (Said::Nothing, Vec::new());
    let ended = {
        let mut streams = pin!(async {
            tokio::try_join!(
                channel.talk(order, &mut said),
                output::read(reader, &mut kept)
            )
        });
        let mut end = pin!(limits.watch(&mut group));
        tokio::select! {
            ended = &mut end => {
                if let Ok(read) = tokio::time::timeout(GRACE, streams).await {
                    read?;
                }
                ended?
            }
            read = &mut streams => {
                read?;
                end.await?
            }
        }
    };
    Ok(Exchange {
        said,
        ended,
        output: output::show(&kept),
    })
}

/// What bounds a process.
#[derive(Clone, Copy)]
struct Limits {
    wall: Duration,
    processor: Duration,
}

impl Limits {
    fn of(order: &Order) -> Limits {
        let schedules = match order {
            Order::Run(run) => run.schedules.unwrap_or(1),
            Order::List => 1,
        };
        let of = |(at_least, each): (Duration, Duration)| at_least + each * schedules;
        Limits {
            wall: of(WALL_LIMIT),
            processor: of(PROCESSOR_LIMIT),
        }
    }

    fn set(self, process: Pid) -> io::Result<()> {
        let limits = [
            (Resource::Core, 0),
            (Resource::Cpu, self.processor.as_secs()),
            (Resource::As, ADDRESS_SPACE),
        ];
        for (resource, most) in limits {
            // The process has the grader's own limits, and nobody may raise them.
            let own = getrlimit(resource).maximum;
            let at_most = |most: u64| Some(own.map_or(most, |own| own.min(most)));
            // Reaching the first ends the process by a signal of its own, which can be told from others.
            let grace = if resource == Resource::Cpu { 5 } else { 0 };
            let limit = Rlimit {
                current: at_most(most),
                maximum: at_most(most + grace),
            };
            prlimit(Some(process), resource, limit)?;
        }
        Ok(())
    }

    async fn watch(self, group: &mut ProcessGroup) -> io::Result<Ended> {
        match tokio::time::timeout(self.wall, group.wait()).await {
            Ok(status) => Ok(self.how(status?)),
            Err(_) => {
                group.kill();
                group.wait().await?;
                let limit_ms = millis(self.wall);
                Ok(Ended::TimedOut { limit_ms })
            }
        }
    }

    fn how(self, status: ExitStatus) -> Ended {
        match (status.code(), status.signal()) {
            (Some(code), _) => Ended::Exited(code),
            (None, Some(signal)) if signal == Signal::XCPU.as_raw() => Ended::ComputedTooLong {
                limit_ms: millis(Duration::from_secs(self.processor.as_secs())),
            },
            (None, signal) => Ended::Signaled(signal.unwrap_or_default()),
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
