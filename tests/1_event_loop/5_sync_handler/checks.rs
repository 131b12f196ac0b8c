//! Stub: each_member_their_own = panicked
//! Stub: ten_in_a_second = panicked
//! Stub: others_keep_their_beat = panicked
//! Stub: a_failure_reaches_the_caller = panicked
//!
//! Hidden checks of `sync_handler`: what is on the pages, and when they come.
use harness::{Diagnosis, Lab, Plan, Started, check};
use services::{ApiError, User, UserApi};
use std::{sync::Arc, time::Duration};
use sync_handler::Site;

/// A new site; made by a task of its own, since it may start something.
async fn open(lab: &Lab, users: &UserApi) -> Arc<Site> {
    let users = users.clone();
    lab.run("Site::new", async move { Arc::new(Site::new(users)) })
        .await
}

/// Different members, as many as asked for.
fn members(lab: &Lab, count: usize) -> Vec<u32> {
    let numbers = lab.distinct(count, 1..=999).into_iter();
    numbers
        .map(|number| u32::try_from(number).expect("at most 999"))
        .collect()
}

fn name_of(path: &str, member: u32) -> String {
    format!("{path} for {member}")
}

/// What the caller of a page gets, and when.
type Answer = (Result<String, ApiError>, Duration);

fn ask(lab: &Lab, site: &Arc<Site>, path: &'static str, member: u32) -> Started<Answer> {
    let (site, clock) = (Arc::clone(site), lab.clone());
    lab.start(name_of(path, member), async move {
        let answer = site.page(path, member).await;
        (answer, clock.now())
    })
}

/// The pages that need the user, in turn.
fn path(number: usize) -> &'static str {
    ["/welcome", "/card"][number % 2]
}

fn page_of(path: &str, member: u32) -> String {
    let user = User::known(member);
    match path {
        "/welcome" => format!("Welcome, {}!", user.name),
        _ => format!("Member {}: {}", user.id, user.name),
    }
}

/// The user service knows who asks, nobody else does.
fn expect_asked(lab: &Lab, users: &UserApi, members: usize) {
    let answered = users.backend().meter().answered;
    lab.expect(
        "the users that the service told",
        Diagnosis::WrongResult,
        answered >= members,
        format!("{members} or more"),
        answered,
    );
}

/// Each member sees a page with their own name, also when several ask at the same time and some leave again.
#[check(behaviour, points = 4)]
async fn each_member_their_own(lab: Lab) {
    let users = UserApi::new(lab.conditions().latency(50..=4_000));
    let members = members(&lab, 4);
    let site = open(&lab, &users).await;
    // One alone, and then all; one opens both pages, and one of them twice.
    let mut all = members.clone();
    all.extend([members[0], members[0], members[1]]);
    for asking in [&members[..1], &all] {
        // Somebody closes the window before the page is there.
        let leaving = ask(&lab, &site, path(0), members[0]);
        lab.sleep(Duration::from_millis(10)).await;
        let mut pages = Vec::new();
        let mut expected = Vec::new();
        for (number, &member) in asking.iter().enumerate() {
            let path = path(number);
            expected.push(Ok(page_of(path, member)));
            pages.push(ask(&lab, &site, path, member));
        }
        lab.sleep(Duration::from_millis(10)).await;
        leaving.abort();
        let mut answers = Vec::new();
        for page in pages {
            answers.push(page.join().await.0);
        }
        lab.expect_eq("the pages", expected, answers);
    }
    expect_asked(&lab, &users, members.len());
}

/// While the user service takes a second, ten pages at the same time take that second, and one that comes
/// meanwhile its own time.
#[check(timing, points = 3)]
async fn ten_in_a_second(lab: Lab) {
    const SECOND: Duration = Duration::from_secs(1);
    let users = UserApi::new(lab.conditions());
    let mut members = members(&lab, 10);
    // The tenth page is for the first member as well: the other one.
    members.insert(9, members[0]);
    let site = open(&lab, &users).await;
    let mut plan = Plan::new();
    let mut asked = Vec::new();
    for (number, &member) in members.iter().enumerate() {
        let mut latency = SECOND;
        if number == 10 {
            lab.sleep(lab.millis(1..=50)).await;
            latency = lab.millis(20..=300);
        }
        let call = UserApi::call_name(member);
        users.backend().set_latency(&call, latency);
        let begin = lab.now();
        plan = plan
            .call(&call, begin, latency)
            .returns(&name_of(path(number), member), begin + latency);
        asked.push((begin, latency, ask(&lab, &site, path(number), member)));
    }
    let (mut expected, mut answers) = (Vec::new(), Vec::new());
    let mut waits = Vec::new();
    for (number, (begin, latency, page)) in asked.into_iter().enumerate() {
        let (answer, at) = page.join().await;
        let path = path(number);
        expected.push(Ok(page_of(path, members[number])));
        answers.push(answer);
        let what = format!("the wait for {}", name_of(path, members[number]));
        waits.push((what, latency, at - begin));
    }
    for (number, (what, latency, elapsed)) in waits.into_iter().enumerate() {
        if number == 10 {
            expect_asked(&lab, &users, 10);
        }
        lab.expect_elapsed(&what, latency, elapsed, plan.clone());
    }
    lab.expect_eq("the pages", expected, answers);
}

/// While pages wait for the user service, everything else on the thread goes on, to the millisecond.
#[check(timing, points = 2)]
async fn others_keep_their_beat(lab: Lab) {
    let users = UserApi::new(lab.conditions());
    let site = open(&lab, &users).await;
    let mut pages = Vec::new();
    for (number, member) in members(&lab, 3).into_iter().enumerate() {
        let latency = lab.millis(200..=400);
        users
            .backend()
            .set_latency(&UserApi::call_name(member), latency);
        pages.push(ask(&lab, &site, path(number), member));
    }
    let heartbeat = lab.heartbeat(lab.millis(3..=17), 20);
    lab.expect_steady(heartbeat).await;
    for page in pages {
        drop(page.join().await);
    }
    expect_asked(&lab, &users, 1);
}

/// If the user cannot be fetched, the caller gets the user service's error; when the service works again, the page.
#[check(behaviour, points = 1)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    let users = UserApi::new(lab.conditions());
    let site = open(&lab, &users).await;
    for (number, id) in members(&lab, 2).into_iter().enumerate() {
        users.backend().break_call(&UserApi::call_name(id));
        let (answer, _) = ask(&lab, &site, path(number), id).join().await;
        lab.expect(
            "the answer while the user cannot be fetched",
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({:?})", ApiError { id }),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(ApiError { id }), answer);
        users.backend().mend_call(&UserApi::call_name(id));
        let (answer, _) = ask(&lab, &site, path(number), id).join().await;
        let page = Ok(page_of(path(number), id));
        lab.expect_eq("the page after a failure", page, answer);
    }
}

/// Pages that do not need the user come at once and do not ask for one.
#[check(behaviour, points = 1)]
async fn pages_for_everybody(lab: Lab) {
    let users = UserApi::new(lab.conditions());
    let member = members(&lab, 1)[0];
    let site = open(&lab, &users).await;
    let begin = lab.now();
    for (path, expected) in [
        ("/rules", "Be kind to each other."),
        ("/cellar", "There is no page /cellar."),
    ] {
        let (answer, _) = ask(&lab, &site, path, member).join().await;
        lab.expect_eq("the page", Ok(expected.to_owned()), answer);
        let plan = Plan::new().returns(&name_of(path, member), begin);
        lab.expect_elapsed(
            "a page without a user",
            Duration::ZERO,
            lab.now() - begin,
            plan,
        );
    }
    let calls = users.backend().meter().calls;
    lab.expect_eq("the requests to the user service", 0, calls);
}

harness::main!();
