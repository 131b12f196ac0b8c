//! One process of a check program: one order, at most one message, and how it ended.
use super::channel::Channel;
use super::{Program, output};
use crate::check_run::Ended;
use crate::limits::CheckLimits;
use crate::process_group::ProcessGroup;
use command_fds::{CommandFdExt, FdMapping};
use protocol::{Message, Order};
use rustix::process::Signal;
use std::io::{self, PipeWriter};
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::Command;
use tokio::sync::Notify;

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

/// Starts a process of `program`, gives it `order` and waits for its end.
pub(super) async fn ask(program: &Program, order: &Order) -> io::Result<Exchange> {
    let (channel, theirs) = Channel::new()?;
    let (reader, writer) = io::pipe()?;
    let bounds = Bounds::of(program, order);
    let mut group = start(program, theirs, writer, bounds.schedules)?;

    let (mut said, mut kept) = (Said::Nothing, Vec::new());
    let (too_much, nonsense) = (Notify::new(), Notify::new());
    let ended = {
        let mut streams = pin!(async {
            tokio::try_join!(
                channel.talk(order, &mut said, &nonsense),
                output::read(reader, &mut kept, program.limits.output, &too_much)
            )
        });
        let mut end = pin!(bounds.watch(&mut group, &too_much, &nonsense));
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

/// Starts the process inside its fence. The grader's copies of its ends are dropped on return; else nothing
/// would ever close.
fn start(
    program: &Program,
    channel: OwnedFd,
    output: PipeWriter,
    schedules: u32,
) -> io::Result<ProcessGroup> {
    let Program {
        sandbox, limits, ..
    } = program;
    let mut command = Command::new(&program.file);
    command
        .args(["--channel", &CHANNEL.to_string()])
        .args(["--seal", &sandbox.seal().to_string()])
        .args(["--memory", &limits.memory.to_string()])
        .current_dir(&program.folder)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .fd_mappings(vec![FdMapping {
            parent_fd: channel,
            child_fd: CHANNEL,
        }])
        .map_err(io::Error::other)?;
    let within = sandbox
        .round_check(&program.file, program.user, limits, schedules)?
        .around(command.as_std_mut());
    ProcessGroup::spawn(&mut command, within)
}

/// What bounds one process.
#[derive(Clone, Copy)]
struct Bounds {
    limits: CheckLimits,
    schedules: u32,
    /// Nothing else bounds what computes for ever.
    work_counts: bool,
}

impl Bounds {
    fn of(program: &Program, order: &Order) -> Bounds {
        let schedules = match order {
            Order::Run(run) => run.schedules.unwrap_or(1),
            Order::List => 1,
        };
        Bounds {
            limits: program.limits,
            schedules,
            work_counts: !program.sandbox.limits_processor_time(),
        }
    }

    async fn watch(
        self,
        group: &mut ProcessGroup,
        too_much: &Notify,
        nonsense: &Notify,
    ) -> io::Result<Ended> {
        let rest = group.rest().or_work(self.work_counts);
        let stopped = tokio::select! {
            status = group.wait() => return Ok(self.how(status?)),
            () = rest.lasts(self.limits.rest) => {
                Ended::TimedOut { limit_ms: millis(self.limits.rest) }
            }
            () = too_much.notified() => Ended::PrintedTooMuch { limit: self.limits.output },
            () = nonsense.notified() => {
                // Nobody reads on, so it may wait for that until its limit.
                group.kill();
                return Ok(self.how(group.wait().await?));
            }
        };
        group.kill();
        group.wait().await?;
        Ok(stopped)
    }

    fn how(self, status: ExitStatus) -> Ended {
        let processor = self.limits.processor(self.schedules);
        match (status.code(), status.signal()) {
            (Some(code), _) => Ended::Exited(code),
            (None, Some(signal)) if signal == Signal::XCPU.as_raw() => Ended::ComputedTooLong {
                limit_ms: millis(Duration::from_secs(processor.as_secs())),
            },
            (None, signal) => Ended::Signaled(signal.unwrap_or_default()),
        }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
