//! How long a process group has rested: nothing in it computed, and nothing waited for a processor.
use rustix::process::Pid;
use std::time::Duration;

/// Wall time between two looks. What ends before the first one, as nearly all do, is never looked at.
const BETWEEN_LOOKS: Duration = Duration::from_millis(250);

/// A watch on a process group. It is the limit for what waits for ever; the limit for what computes for ever is of
/// processor time, and the kernel keeps it. So no limit is nearer on a busy machine, where a process waits for a
/// processor most of the time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    /// As long as the watch is used, the leader must not be reaped.
    leader: Option<Pid>,
    work_counts: bool,
}

impl Rest {
    pub(super) fn of(leader: Option<Pid>) -> Rest {
        Rest {
            leader,
            work_counts: false,
        }
    }

    /// The same; but where nothing else bounds what computes for ever, all time counts as rest.
    pub(crate) fn or_work(self, work_counts: bool) -> Rest {
        Rest {
            work_counts,
            ..self
        }
    }

    /// Returns when the group has rested for `limit` of wall time altogether.
    pub(crate) async fn lasts(self, limit: Duration) {
        let mut rested = Duration::ZERO;
        while rested < limit {
            // The grader itself may have waited for a processor, so a look counts as much as was planned.
            let until_look = BETWEEN_LOOKS.min(limit - rested);
            tokio::time::sleep(until_look).await;
            if self.work_counts || !self.has_work() {
                rested += until_look;
            }
        }
    }

    fn has_work(self) -> bool {
        self.leader.is_some_and(fence::any_has_work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process_group::ProcessGroup;
    use tokio::process::Command;
    use tokio::time::{Instant, timeout};

    const LIMIT: Duration = Duration::from_secs(60);
    const LONG: Duration = Duration::from_secs(600);

    fn shell(script: &str) -> ProcessGroup {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        ProcessGroup::spawn(&mut command, None).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn what_waits_for_ever_rests() {
        // Until it sleeps it has work, which may last on a busy machine.
        let until_it_sleeps = 60 * LONG;
        let sleeps = shell("exec sleep 1000");
        assert!(
            timeout(until_it_sleeps, sleeps.rest().lasts(LIMIT))
                .await
                .is_ok()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn what_computes_or_waits_for_a_processor_never_rests() {
        let computes = shell("while :; do :; done");
        assert!(timeout(LONG, computes.rest().lasts(LIMIT)).await.is_err());
        let below = shell("(while :; do :; done) & wait");
        assert!(timeout(LONG, below.rest().lasts(LIMIT)).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn all_time_counts_where_nothing_else_limits_work() {
        let computes = shell("while :; do :; done");
        let begun = Instant::now();
        computes.rest().or_work(true).lasts(LIMIT).await;
        assert_eq!(begun.elapsed(), LIMIT);
    }
}
