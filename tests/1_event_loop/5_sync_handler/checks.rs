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

fn ask(
    lab: &Lab,
    site: &Arc<Site>,
    path: &'static str,
    member: u32,
) -> Started<Result<String, ApiError>> {
    let site = Arc::clone(site);
    lab.start(name_of(path, member), async move {
        site.page(path, member).await
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

/// Each member sees a page with their own name, also when several ask at the same time.
#[check(behaviour, points = 4)]
async fn each_member_their_own(lab: Lab) {
    let users = UserApi::new(lab.conditions());
    let members = members(&lab, 4);
    let site = open(&lab, &users).await;
    // One alone, and then all.
    for asking in [&members[..1], &members[..]] {
        let mut pages = Vec::new();
        let mut expected = Vec::new();
        for (number, &member) in asking.iter().enumerate() {
            let path = path(number);
            expected.push(Ok(page_of(path, member)));
            pages.push(ask(&lab, &site, path, member));
        }
        let mut answers = Vec::new();
        for page in pages {
            answers.push(page.join().await);
        }
        lab.expect_eq("the pages", expected, answers);
    }
    expect_asked(&lab, &users, members.len());
}

/// While the user service takes a second, ten pages at the same time take that second.
#[check(timing, points = 3)]
async fn ten_in_a_second(lab: Lab) {
    const SECOND: Duration = Duration::from_secs(1);
    let users = UserApi::new(lab.conditions());
    let members = members(&lab, 10);
    let site = open(&lab, &users).await;
    let begin = lab.now();
    let mut plan = Plan::new();
    let mut pages = Vec::new();
    for (number, &member) in members.iter().enumerate() {
        let call = UserApi::call_name(member);
        users.backend().set_latency(&call, SECOND);
        plan = plan
            .call(&call, begin, SECOND)
            .returns(&name_of(path(number), member), begin + SECOND);
        pages.push(ask(&lab, &site, path(number), member));
    }
    for page in pages {
        drop(page.join().await);
    }
    lab.expect_elapsed("ten pages", SECOND, lab.now() - begin, plan);
    expect_asked(&lab, &users, members.len());
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

/// If the user cannot be fetched, the caller gets the user service's error.
#[check(behaviour, points = 1)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    let users = UserApi::new(lab.conditions());
    let site = open(&lab, &users).await;
    for (number, id) in members(&lab, 2).into_iter().enumerate() {
        users.backend().break_call(&UserApi::call_name(id));
        let answer = ask(&lab, &site, path(number), id).join().await;
        lab.expect(
            "the answer while the user cannot be fetched",
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({:?})", ApiError { id }),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(ApiError { id }), answer);
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
        let answer = ask(&lab, &site, path, member).join().await;
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
