//! Stub: answers_at_once = wrong_timing
//! Stub: running_and_then_done = wrong_result
//! Stub: a_panic_is_a_failure = panicked
//!
//! Hidden checks of `background_task`: when `start` answers, what `status` tells, and what `shut_down` ends.
use background_task::JobRegistry;
use harness::{Diagnosis, Lab, Plan, check};
use services::{Export, Exporter, JobStatus};
use std::{
    collections::HashSet,
    iter::{once, repeat_n},
    sync::Arc,
    time::Duration,
};

/// How long an export takes, unless a check says otherwise.
const EXPORT: Duration = Duration::from_secs(5);
const MOMENT: Duration = Duration::from_millis(1);

/// A registry and the exporter behind it.
struct Office {
    exporter: Exporter,
    registry: Arc<JobRegistry>,
}

impl Office {
    /// The registry is made by a task of its own, since it may spawn some.
    async fn open(lab: &Lab) -> Self {
        lab.allow_background_work();
        let exporter = Exporter::new(lab.conditions());
        let own = exporter.clone();
        let registry = lab
            .run("JobRegistry::new", async move {
                Arc::new(JobRegistry::new(own))
            })
            .await;
        Self { exporter, registry }
    }

    /// A customer whose export takes this long.
    fn customer(&self, lab: &Lab, number: u64, latency: Duration) -> Export {
        let export = Export {
            customer: format!("{} {number}", lab.word()),
            rows: lab.between(1..=9999),
        };
        self.exporter.add_customer(&export.customer, export.rows);
        let call = Exporter::call_name(&export.customer);
        self.exporter.backend().set_latency(&call, latency);
        export
    }

    async fn start(&self, lab: &Lab, customer: &str) -> u64 {
        let (registry, customer) = (Arc::clone(&self.registry), customer.to_owned());
        lab.run("start", async move { registry.start(&customer).await })
            .await
    }

    async fn status(&self, lab: &Lab, id: u64) -> Option<JobStatus> {
        let registry = Arc::clone(&self.registry);
        lab.run("status", async move { registry.status(id).await })
            .await
    }

    /// A job that has started is an export on its way, or one that has ended.
    fn expect_begun(&self, lab: &Lab) {
        let begun = self.exporter.backend().meter().calls;
        lab.expect(
            "the exports that have begun a moment after the start",
            Diagnosis::WrongResult,
            begun > 0,
            "1 or more",
            begun,
        );
    }

    /// The status at that time or a moment later: who looks at a task may see its end at the next look only.
    async fn settled(&self, lab: &Lab, id: u64, at: Duration) -> Option<JobStatus> {
        lab.sleep(at.saturating_sub(lab.now())).await;
        let (registry, own) = (Arc::clone(&self.registry), lab.clone());
        lab.run("status", async move {
            for _ in 0..50 {
                let status = registry.status(id).await;
                if status != Some(JobStatus::Running) {
                    return status;
                }
                own.sleep(MOMENT).await;
            }
            Some(JobStatus::Running)
        })
        .await
    }

    /// Expects that the job ends like this at that time or a moment later, and that this is told for good.
    async fn expect_end(&self, lab: &Lab, id: u64, at: Duration, what: &str, end: JobStatus) {
        let status = self.settled(lab, id, at).await;
        lab.expect_eq(what, Some(end.clone()), status);
        for _ in 0..2 {
            let status = self.settled(lab, id, lab.now()).await;
            let what = format!("{what}, asked for again");
            lab.expect_eq(&what, Some(end.clone()), status);
        }
    }

    async fn shut_down(&self, lab: &Lab) {
        let registry = Arc::clone(&self.registry);
        lab.run("shut_down", async move { registry.shut_down().await })
            .await;
    }
}

/// The answer comes at once, however long the export takes.
#[check(timing, points = 4)]
async fn answers_at_once(lab: Lab) {
    let office = Office::open(&lab).await;
    for number in 1..=2 {
        let customer = office.customer(&lab, number, EXPORT).customer;
        let start = lab.now();
        office.start(&lab, &customer).await;
        let plan = Plan::new()
            .call(&Exporter::call_name(&customer), start, EXPORT)
            .returns("start", start);
        lab.expect_elapsed("start", Duration::ZERO, lab.now() - start, plan);
        lab.sleep(MOMENT).await;
        office.expect_begun(&lab);
    }
}

/// A job runs for the five seconds that it takes, and is done then.
#[check(behaviour, points = 3)]
async fn running_and_then_done(lab: Lab) {
    let office = Office::open(&lab).await;
    // The second is the export of a customer who has much data.
    for (number, takes) in (1..).zip([EXPORT, lab.millis(11_000..=60_000)]) {
        let export = office.customer(&lab, number, takes);
        let start = lab.now();
        let id = office.start(&lab, &export.customer).await;
        for at in [Duration::ZERO, lab.millis(100..=4900), takes - MOMENT] {
            lab.sleep((start + at).saturating_sub(lab.now())).await;
            let asked = lab.now();
            let status = office.status(&lab, id).await;
            let plan = Plan::new().returns("status", asked);
            lab.expect_elapsed("status", Duration::ZERO, lab.now() - asked, plan);
            let what = format!("the status {} ms after the start", at.as_millis());
            lab.expect_eq(&what, Some(JobStatus::Running), status);
        }
        let what = match number {
            1 => "the status after five seconds".to_owned(),
            _ => format!("the status after {} ms", takes.as_millis()),
        };
        let end = JobStatus::Done(export);
        let at = start + takes + MOMENT;
        office.expect_end(&lab, id, at, &what, end).await;
    }
}

/// A job whose export fails has failed.
#[check(behaviour, points = 1)]
async fn a_failure_is_told(lab: Lab) {
    let office = Office::open(&lab).await;
    let latency = lab.millis(100..=900);
    let customer = office.customer(&lab, 1, latency).customer;
    let call = Exporter::call_name(&customer);
    office.exporter.backend().break_call(&call);
    let start = lab.now();
    let id = office.start(&lab, &customer).await;
    let at = start + latency + MOMENT;
    let what = "the status when the export has failed";
    office
        .expect_end(&lab, id, at, what, JobStatus::Failed)
        .await;
}

/// A job whose export panics has failed, which is no matter to other jobs.
#[check(behaviour, points = 2)]
async fn a_panic_is_a_failure(lab: Lab) {
    let office = Office::open(&lab).await;
    let latency = lab.millis(100..=900);
    let customer = office.customer(&lab, 1, latency).customer;
    let call = Exporter::call_name(&customer);
    office.exporter.backend().garble_call(&call);
    let start = lab.now();
    let id = office.start(&lab, &customer).await;
    let other = office.customer(&lab, 2, EXPORT);
    let other_id = office.start(&lab, &other.customer).await;
    let at = start + latency + MOMENT;
    let what = "the status when the export has panicked";
    office
        .expect_end(&lab, id, at, what, JobStatus::Failed)
        .await;
    let status = office.status(&lab, other_id).await;
    lab.expect(
        "the status of another job when the export has panicked",
        Diagnosis::WrongResult,
        status != Some(JobStatus::Failed),
        "Some(Running)",
        format!("{status:?}"),
    );
    // Time enough, also for one after the other.
    let at = lab.now() + 2 * EXPORT;
    let what = "the status of another job when it is done";
    office
        .expect_end(&lab, other_id, at, what, JobStatus::Done(other))
        .await;
}

/// Every job has an id of its own, also when many are started at the same time.
#[check(race, points = 1)]
async fn an_id_for_each_job(lab: Lab) {
    let office = Office::open(&lab).await;
    let mut starting = Vec::new();
    let mut exports: Vec<Export> = (1..=5)
        .map(|number| office.customer(&lab, number, lab.millis(100..=700)))
        .collect();
    // A customer may ask again, without waiting for the first export.
    exports.push(exports[0].clone());
    for (number, export) in (1..).zip(exports) {
        let (registry, customer) = (Arc::clone(&office.registry), export.customer.clone());
        let start = lab.start(format!("start {number}"), async move {
            registry.start(&customer).await
        });
        starting.push((export, start));
    }
    let (mut expected, mut told) = (Vec::new(), Vec::new());
    for (export, start) in starting {
        told.push(start.join().await);
        expected.push(Some(JobStatus::Done(export)));
    }
    // Time enough, also for one after the other.
    lab.sleep(EXPORT).await;
    let mut statuses = Vec::new();
    let different = told.iter().collect::<HashSet<_>>().len();
    for id in told {
        statuses.push(office.settled(&lab, id, lab.now()).await);
    }
    lab.expect_eq("the statuses of the jobs", expected, statuses);
    lab.expect_eq("how many different ids there are", 6, different);
}

/// Jobs do not wait for one another, however many there are.
#[check(timing, points = 1)]
async fn jobs_do_not_wait(lab: Lab) {
    for count in [3, 70 + lab.between(5..=30)] {
        let office = Office::open(&lab).await;
        let begin = lab.now();
        let mut starting = Vec::new();
        for number in 1..=count {
            let customer = office.customer(&lab, number, EXPORT).customer;
            let registry = Arc::clone(&office.registry);
            starting.push(lab.start(format!("start {number}"), async move {
                registry.start(&customer).await
            }));
        }
        for start in starting {
            start.join().await;
        }
        lab.sleep((begin + EXPORT + MOMENT).saturating_sub(lab.now()))
            .await;
        let answered = office.exporter.backend().meter().answered as u64;
        lab.expect(
            "the exports that are there after five seconds",
            Diagnosis::OverSerialised,
            answered >= count,
            count,
            answered,
        );
    }
}

/// An id that was never given has no status.
#[check(behaviour, points = 1)]
async fn an_unknown_id(lab: Lab) {
    let office = Office::open(&lab).await;
    let customer = office.customer(&lab, 1, EXPORT).customer;
    let id = office.start(&lab, &customer).await;
    for unknown in [id.wrapping_add(lab.between(1..=99)), 0, u64::MAX] {
        if unknown != id {
            let status = office.status(&lab, unknown).await;
            lab.expect_eq("the status of an id that was never given", None, status);
        }
    }
}

/// Shutting down ends at once what still runs.
#[check(lifecycle, points = 3, schedules = 100)]
async fn nothing_runs_after_shutting_down(lab: Lab) {
    let short = lab.millis(100..=900);
    let in_the_course = (lab.millis(0..=2000), vec![short, EXPORT, EXPORT]);
    // Whether a job has had its first turn by then is for the schedule to say, so there are several.
    let right_after = repeat_n((Duration::ZERO, vec![EXPORT]), 6);
    for (waited, latencies) in once(in_the_course).chain(right_after) {
        let office = Office::open(&lab).await;
        for (number, latency) in (1..).zip(latencies) {
            let customer = office.customer(&lab, number, latency).customer;
            office.start(&lab, &customer).await;
        }
        lab.sleep(waited).await;
        if waited > Duration::ZERO {
            office.expect_begun(&lab);
        }
        let begin = lab.now();
        office.shut_down(&lab).await;
        let plan = Plan::new().returns("shut_down", begin);
        lab.expect_elapsed("shut_down", Duration::ZERO, lab.now() - begin, plan);
        // What was aborted ends at its next turn.
        lab.sleep(MOMENT).await;
        let in_flight = office.exporter.backend().meter().in_flight;
        lab.expect(
            "exports on their way after shutting down",
            Diagnosis::LeakedTask,
            in_flight == 0,
            0,
            in_flight,
        );
    }
    // What was done stays done.
    let office = Office::open(&lab).await;
    let export = office.customer(&lab, 1, short);
    let id = office.start(&lab, &export.customer).await;
    lab.sleep(short + 50 * MOMENT).await;
    office.shut_down(&lab).await;
    let status = office.settled(&lab, id, lab.now()).await;
    let what = "the status of a job that was done before shutting down";
    lab.expect_eq(what, Some(JobStatus::Done(export)), status);
}

harness::main!();
