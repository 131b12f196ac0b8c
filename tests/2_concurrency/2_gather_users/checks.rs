//! Stub: all_at_once = sequential
//! Stub: any_number_at_once = sequential
//!
//! Hidden checks of `gather_users`: how long a page takes, its order, and its odd cases.
use gather_users::gather_users;
use harness::{Diagnosis, Lab, Plan, check};
use services::{ApiError, User, UserApi};
use std::time::Duration;

/// Different ids, as many as asked for.
fn ids(lab: &Lab, count: usize) -> Vec<u32> {
    let numbers = lab.distinct(count, 1..=999);
    numbers
        .into_iter()
        .map(|number| u32::try_from(number).expect("at most 999"))
        .collect()
}

async fn gather(lab: &Lab, api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let (api, ids) = (api.clone(), ids.to_vec());
    lab.run(
        "gather_users",
        async move { gather_users(&api, &ids).await },
    )
    .await
}

/// Gathers and expects that it takes as long as the slowest of the users.
async fn expect_the_time_of_the_slowest(lab: &Lab, api: &UserApi, ids: &[u32]) {
    let start = lab.now();
    let mut slowest = Duration::ZERO;
    let mut plan = Plan::new();
    for &id in ids {
        let call = UserApi::call_name(id);
        let latency = api.backend().latency_of(&call);
        slowest = slowest.max(latency);
        plan = plan.call(&call, start, latency);
    }
    plan = plan.returns("gather_users", start + slowest);
    drop(gather(lab, api, ids).await);
    lab.expect_elapsed("gather_users", slowest, lab.now() - start, plan);
}

/// A page of five users takes as long as its slowest user.
#[check(timing, points = 4)]
async fn all_at_once(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let ids = ids(&lab, 5);
    expect_the_time_of_the_slowest(&lab, &api, &ids).await;
    let answered = api.backend().meter().answered;
    lab.expect(
        "the requests that the service answered",
        Diagnosis::WrongResult,
        answered >= ids.len(),
        ids.len(),
        answered,
    );
    // Three users of two seconds each: two seconds, and not six.
    let api = UserApi::new(lab.conditions().latency(2_000..=2_000));
    expect_the_time_of_the_slowest(&lab, &api, &ids[..3]).await;
}

/// A page takes as long as its slowest user, however many users there are.
#[check(timing, points = 1)]
async fn any_number_at_once(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let count = 100 + lab.between(5..=30) as usize;
    let ids = ids(&lab, count);
    expect_the_time_of_the_slowest(&lab, &api, &ids).await;
}

/// The users come in the order of the ids, whichever answer comes first.
#[check(behaviour, points = 2)]
async fn in_the_order_of_the_ids(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let ids = ids(&lab, 6);
    // At least this answer overtakes no other.
    api.backend()
        .set_latency(&UserApi::call_name(ids[1]), Duration::from_millis(200));
    let users = gather(&lab, &api, &ids).await.unwrap_or_default();
    let expected: Vec<User> = ids.iter().map(|&id| User::known(id)).collect();
    lab.expect_in_order("the users", expected, users);
}

/// If a user cannot be fetched, the caller gets that user's error.
#[check(behaviour, points = 1)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let ids = ids(&lab, 5);
    let id = ids[lab.between(0..=4) as usize];
    api.backend().break_call(&UserApi::call_name(id));
    let answer = gather(&lab, &api, &ids).await;
    lab.expect(
        "the answer while a user cannot be fetched",
        Diagnosis::SwallowedError,
        answer.is_err(),
        format!("Err({:?})", ApiError { id }),
        format!("{answer:?}"),
    );
    lab.expect_eq("the error", Err(ApiError { id }), answer);
}

/// An id that is asked for twice is answered twice.
#[check(behaviour, points = 1)]
async fn the_same_user_twice(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let mut ids = ids(&lab, 4);
    ids.push(ids[lab.between(0..=3) as usize]);
    lab.shuffle(&mut ids);
    let answer = gather(&lab, &api, &ids).await;
    // In which order is for another check to say.
    let mut came: Vec<u32> = answer.iter().flatten().map(|user| user.id).collect();
    came.sort_unstable();
    ids.sort_unstable();
    lab.expect_eq("the ids of the users, sorted", ids, came);
}

/// No ids give no users.
#[check(behaviour, points = 1)]
async fn nobody_to_fetch(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let answer = gather(&lab, &api, &[]).await;
    lab.expect_eq("the answer to an empty list", Ok(Vec::new()), answer);
}

harness::main!();
