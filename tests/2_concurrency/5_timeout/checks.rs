//! Stub: at_three_seconds = timeout_missing
//! Stub: both_steps_together = timeout_missing
//!
//! Hidden checks of `timeout`: when the answer comes, which one, and what goes on after it.
use harness::{Diagnosis, Lab, Plan, check};
use services::{NoReport, Report, ReportServer};
use std::time::Duration;
use timeout::fetch_report;

const LIMIT: Duration = Duration::from_secs(3);

/// A server with one report, and how long its two steps take.
struct Asked {
    server: ReportServer,
    report: Report,
    prepare: Duration,
    download: Duration,
}

impl Asked {
    fn new(lab: &Lab, prepare: Duration, download: Duration) -> Self {
        let server = ReportServer::new(lab.conditions());
        let report = Report {
            name: lab.word(),
            text: format!("{} in {}", lab.between(1..=999), lab.word()),
        };
        server.add(report.clone());
        let backend = server.backend();
        backend.set_latency(&ReportServer::prepare_call(&report.name), prepare);
        backend.set_latency(&ReportServer::download_call(&report.name), download);
        Self {
            server,
            report,
            prepare,
            download,
        }
    }

    async fn fetch(&self, lab: &Lab) -> Result<Report, NoReport> {
        let (server, name) = (self.server.clone(), self.report.name.clone());
        lab.run(
            "fetch_report",
            async move { fetch_report(&server, &name).await },
        )
        .await
    }

    /// Expects a time-out after exactly three seconds.
    async fn expect_time_out(&self, lab: &Lab) {
        expect_time_outs(lab, &[("fetch_report", self)]).await;
    }

    /// Adds what happens in three seconds, until `visit` returns.
    fn plan(&self, plan: Plan, visit: &str, start: Duration) -> Plan {
        let (prepare, download) = (
            ReportServer::prepare_call(&self.report.name),
            ReportServer::download_call(&self.report.name),
        );
        let plan = if self.prepare > LIMIT {
            plan.call_given_up(&prepare, start, LIMIT)
        } else {
            let left = LIMIT - self.prepare;
            let plan = plan.call(&prepare, start, self.prepare);
            plan.call_given_up(&download, start + self.prepare, left)
        };
        plan.returns(visit, start + LIMIT)
    }

    /// Whoever only waits has asked for nothing.
    fn expect_requests(&self, lab: &Lab, at_least: usize) {
        let calls = self.server.backend().meter().calls;
        lab.expect(
            "the requests that were sent in three seconds",
            Diagnosis::WrongResult,
            calls >= at_least,
            at_least,
            calls,
        );
    }
}

/// Expects of several visitors at the same time that each has a time-out after exactly three seconds.
async fn expect_time_outs(lab: &Lab, visits: &[(&str, &Asked)]) {
    let start = lab.now();
    let mut plan = Plan::new();
    let mut visitors = Vec::new();
    for &(visit, asked) in visits {
        plan = asked.plan(plan, visit, start);
        let (server, name) = (asked.server.clone(), asked.report.name.clone());
        let own = lab.clone();
        let visitor = lab.start(visit, async move {
            let answer = fetch_report(&server, &name).await;
            (answer, own.now())
        });
        visitors.push((visit, asked, visitor));
    }
    for (visit, asked, visitor) in visitors {
        let (answer, answered) = visitor.join().await;
        lab.expect_time_limit(
            visit,
            LIMIT,
            asked.prepare + asked.download,
            answered - start,
            plan.clone(),
        );
        lab.expect_eq(
            "the answer after three seconds",
            Err(NoReport::TimedOut),
            answer,
        );
        asked.expect_requests(lab, if asked.prepare > LIMIT { 1 } else { 2 });
    }
}

/// A report that takes ten seconds to prepare is not waited for longer than three.
#[check(timing, points = 4)]
async fn at_three_seconds(lab: Lab) {
    let long = || Asked::new(&lab, Duration::from_secs(10), lab.millis(100..=900));
    long().expect_time_out(&lab).await;
    // Two visitors at the same time do not wait for one another.
    let visits = [("visitor 1", &long()), ("visitor 2", &long())];
    expect_time_outs(&lab, &visits).await;
}

/// The three seconds count for both steps together.
#[check(timing, points = 2)]
async fn both_steps_together(lab: Lab) {
    let asked = Asked::new(&lab, lab.millis(1600..=2900), lab.millis(1600..=2900));
    asked.expect_time_out(&lab).await;
}

/// A report that comes earlier is there as soon as it is made.
#[check(timing, points = 2)]
async fn a_fast_report_is_not_held_back(lab: Lab) {
    let mut steps = [lab.millis(1600..=2000), lab.millis(50..=900)];
    lab.shuffle(&mut steps);
    let asked = Asked::new(&lab, steps[0], steps[1]);
    let start = lab.now();
    let answer = asked.fetch(&lab).await;
    let name = &asked.report.name;
    let expected = asked.prepare + asked.download;
    let downloading = start + asked.prepare;
    let plan = Plan::new()
        .call(&ReportServer::prepare_call(name), start, asked.prepare)
        .call(
            &ReportServer::download_call(name),
            downloading,
            asked.download,
        )
        .returns("fetch_report", start + expected);
    lab.expect_elapsed("fetch_report", expected, lab.now() - start, plan);
    lab.expect_eq("the answer", Ok(asked.report.clone()), answer);
}

/// When the time is over, nothing of the request goes on.
#[check(lifecycle, points = 3)]
async fn nothing_goes_on(lab: Lab) {
    let mut steps = [Duration::from_secs(10), lab.millis(100..=900)];
    lab.shuffle(&mut steps);
    let asked = Asked::new(&lab, steps[0], steps[1]);
    drop(asked.fetch(&lab).await);
    asked.expect_requests(&lab, 1);
    // What was aborted ends at its next turn.
    lab.sleep(Duration::from_millis(1)).await;
    lab.expect_no_task_left("work for the report after the answer");
    let in_flight = asked.server.backend().meter().in_flight;
    lab.expect(
        "requests on their way after the answer",
        Diagnosis::LeakedTask,
        in_flight == 0,
        0,
        in_flight,
    );
}

/// If the server cannot make the report, the caller gets its error and not a time-out.
#[check(behaviour, points = 2)]
async fn an_error_is_not_a_time_out(lab: Lab) {
    // Early, and shortly before the time is over.
    for slower in [Duration::ZERO, lab.millis(1951..=2050)] {
        for call in [ReportServer::prepare_call, ReportServer::download_call] {
            let (prepare, download) = (lab.millis(50..=450), lab.millis(50..=450));
            let asked = Asked::new(&lab, prepare + slower, download);
            let name = asked.report.name.clone();
            asked.server.backend().break_call(&call(&name));
            let answer = asked.fetch(&lab).await;
            lab.expect_eq(
                "the answer while the server fails",
                Err(NoReport::Failed { name }),
                answer,
            );
        }
    }
}

harness::main!();
