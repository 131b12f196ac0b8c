//! One process of a check program: one order, at most one message, and how it ended.
use super::channel::Channel;
use super::output;
use crate::check_run::Ended;
use crate::process_group::ProcessGroup;
use camino::Utf8Path;
use command_fds::{CommandFdExt, FdMapping};
use protocol::{Message, Order};
use rustix::process::{Pid, Resource, Rlimit, prlimit};
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::Command;

/// How long a process may take. It only bounds: an honest one needs some milliseconds.
const LIMIT: Duration = Duration::from_secs(10);
/// How long a process may compute, should it outlive a grader that was killed.
const PROCESSOR_SECONDS: u64 = 30;
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
    group.leader().map_or(Ok(()), limit)?;

    let (mut said, mut kept) = (Said::Nothing, Vec::new());
    let ended = {
        let mut streams = pin!(async {
            tokio::try_join!(
                channel.talk(order, &mut said),
                output::read(reader, &mut kept)
            )
        });
        let mut end = pin!(watch(&mut group));
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

async fn watch(group: &mut ProcessGroup) -> io::Result<Ended> {
    match tokio::time::timeout(LIMIT, group.wait()).await {
        Ok(status) => Ok(how(status?)),
        Err(_) => {
            group.kill();
            group.wait().await?;
            let limit_ms = u64::try_from(LIMIT.as_millis()).unwrap_or(u64::MAX);
            Ok(Ended::TimedOut { limit_ms })
        }
    }
}

fn how(status: ExitStatus) -> Ended {
    match (status.code(), status.signal()) {
        (Some(code), _) => Ended::Exited(code),
        (None, signal) => Ended::Signaled(signal.unwrap_or_default()),
    }
}

fn limit(process: Pid) -> io::Result<()> {
    let limits = [
        (Resource::Core, 0),
        (Resource::Cpu, PROCESSOR_SECONDS),
        (Resource::As, ADDRESS_SPACE),
    ];
    for (resource, most) in limits {
        let limit = Rlimit {
            current: Some(most),
            maximum: Some(most),
        };
        prlimit(Some(process), resource, limit)?;
    }
    Ok(())
}
