//! Stub: unknown_users_do_not_wait = over_serialised
//! Stub: known_users_do_not_wait = over_serialised
//!
//! Hidden checks of `lock_across_await`: who waits for whom, and how often a user is fetched.
use harness::{Diagnosis, Lab, Plan, Started, check};
use lock_across_await::UserCache;
use services::{ApiError, User, UserApi};
use std::{sync::Arc, time::Duration};

/// A new cache; made by a task of its own, since it may start something.
async fn open(lab: &Lab, api: &UserApi) -> Arc<UserCache> {
    let api = api.clone();
    lab.run(
        "UserCache::new",
        async move { Arc::new(UserCache::new(api)) },
    )
    .await
}

/// Different ids, as many as asked for.
fn ids(lab: &Lab, count: usize) -> Vec<u32> {
    let numbers = lab.distinct(count, 1..=9999).into_iter();
    numbers
        .map(|number| u32::try_from(number).expect("at most 9999"))
        .collect()
}

fn name_of(id: u32) -> String {
    format!("get {id}")
}

fn get(lab: &Lab, cache: &Arc<UserCache>, id: u32) -> Started<Result<User, ApiError>> {
    let cache = Arc::clone(cache);
    lab.start(name_of(id), async move { cache.get(id).await })
}

/// Gets one user for so many at the same time.
async fn get_together(
    lab: &Lab,
    cache: &Arc<UserCache>,
    id: u32,
    count: usize,
) -> Vec<Result<User, ApiError>> {
    let waiting: Vec<_> = (0..count).map(|_| get(lab, cache, id)).collect();
    let mut answers = Vec::new();
    for waiting in waiting {
        answers.push(waiting.join().await);
    }
    answers
}

/// Users who are not known yet are fetched at the same time.
#[check(timing, points = 4)]
async fn unknown_users_do_not_wait(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let cache = open(&lab, &api).await;
    let mut plan = Plan::new();
    let ids = ids(&lab, 75);
    let (few, many) = ids.split_at(5);
    for ids in [few, many] {
        let begin = lab.now();
        let mut slowest = Duration::ZERO;
        let mut waiting = Vec::new();
        for &id in ids {
            let call = UserApi::call_name(id);
            let latency = api.backend().latency_of(&call);
            slowest = slowest.max(latency);
            plan = plan
                .call(&call, begin, latency)
                .returns(&name_of(id), begin + latency);
            waiting.push((id, get(&lab, &cache, id)));
        }
        for (id, waiting) in waiting {
            let answer = waiting.join().await;
            lab.expect_eq("the user", Ok(User::known(id)), answer);
        }
        lab.expect_elapsed(
            &format!("{} users at once", ids.len()),
            slowest,
            lab.now() - begin,
            plan.clone(),
        );
    }
}

/// A user who is known is answered at once, while others are fetched.
#[check(timing, points = 2)]
async fn known_users_do_not_wait(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let cache = open(&lab, &api).await;
    let ids = ids(&lab, 73);
    let known = ids[0];
    drop(get(&lab, &cache, known).join().await);
    // Who is known need not be fetched again.
    api.backend().break_call(&UserApi::call_name(known));
    // Two wait for one user, and one for another; then very many are fetched.
    for unknown in [&[ids[1], ids[1], ids[2]], &ids[3..]] {
        let fetched: Vec<_> = unknown.iter().map(|&id| get(&lab, &cache, id)).collect();
        lab.sleep(lab.millis(1..=20)).await;
        let begin = lab.now();
        let answer = get(&lab, &cache, known).join().await;
        let elapsed = lab.now() - begin;
        lab.expect_same(
            "the user who is known",
            Diagnosis::DuplicateWork,
            Ok(User::known(known)),
            answer,
        );
        let plan = Plan::new().returns(&name_of(known), begin);
        lab.expect_elapsed("a user who is known", Duration::ZERO, elapsed, plan);
        for waiting in fetched {
            drop(waiting.join().await);
        }
    }
}

/// However many ask for a user at the same time or later, the user is fetched once.
#[check(race, points = 3)]
async fn fetched_once(lab: Lab) {
    const TOGETHER: usize = 10;
    let api = UserApi::new(lab.conditions());
    let cache = open(&lab, &api).await;
    let id = ids(&lab, 1)[0];
    let expected = vec![Ok(User::known(id)); TOGETHER];
    let together = get_together(&lab, &cache, id, TOGETHER).await;
    lab.expect_eq("the users for all who ask at once", expected, together);
    let calls = api.backend().meter().calls;
    lab.expect_times("the fetches for all who ask at once", 1, calls);
    // Up to a day.
    lab.sleep(lab.millis(0..=86_400_000)).await;
    let later = get(&lab, &cache, id).join().await;
    lab.expect_eq(
        "the user for one who asks later",
        Ok(User::known(id)),
        later,
    );
    let calls = api.backend().meter().calls;
    lab.expect_times("the fetches after one more has asked", 1, calls);
}

/// A fetch that fails is told to those who wait, and is not remembered.
#[check(behaviour, points = 2)]
async fn a_failure_is_not_remembered(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let cache = open(&lab, &api).await;
    let id = ids(&lab, 1)[0];
    let call = UserApi::call_name(id);
    api.backend().break_call(&call);
    for answer in get_together(&lab, &cache, id, 3).await {
        lab.expect(
            "the answer while the user cannot be fetched",
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({:?})", ApiError { id }),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(ApiError { id }), answer);
    }
    api.backend().mend_call(&call);
    let answer = get(&lab, &cache, id).join().await;
    lab.expect_eq(
        "the answer when the user can be fetched again",
        Ok(User::known(id)),
        answer,
    );
    let calls = api.backend().meter().calls;
    drop(get(&lab, &cache, id).join().await);
    let more = api.backend().meter().calls - calls;
    lab.expect_times("the fetches after the one that succeeded", 0, more);
}

/// If some give up, the others still get their user, and so does whoever asks after all have given up.
#[check(lifecycle, points = 1)]
async fn giving_up_harms_nobody(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let cache = open(&lab, &api).await;
    let ids = ids(&lab, 3);
    for answer in left_by_the_first(&lab, &cache, ids[0]).await {
        lab.expect_eq(
            "the user for those who still wait",
            Ok(User::known(ids[0])),
            answer,
        );
    }

    for waiting in [(); 2].map(|()| get(&lab, &cache, ids[1])) {
        lab.sleep(lab.millis(1..=9)).await;
        waiting.abort();
    }
    lab.sleep(lab.millis(0..=300)).await;
    let answer = get(&lab, &cache, ids[1]).join().await;
    let what = "the user for one who asks after all have given up";
    lab.expect_eq(what, Ok(User::known(ids[1])), answer);

    let call = UserApi::call_name(ids[2]);
    api.backend().break_call(&call);
    drop(left_by_the_first(&lab, &cache, ids[2]).await);
    api.backend().mend_call(&call);
    let answer = get(&lab, &cache, ids[2]).join().await;
    let what = "the answer after a failed fetch whose first caller gave up";
    lab.expect_eq(what, Ok(User::known(ids[2])), answer);
}

/// Three ask for a user, and the first of them gives up: what the others get.
async fn left_by_the_first(
    lab: &Lab,
    cache: &Arc<UserCache>,
    id: u32,
) -> Vec<Result<User, ApiError>> {
    let first = get(lab, cache, id);
    lab.sleep(lab.millis(1..=9)).await;
    let others = [(); 2].map(|()| get(lab, cache, id));
    lab.sleep(lab.millis(1..=9)).await;
    first.abort();
    let mut answers = Vec::new();
    for other in others {
        answers.push(other.join().await);
    }
    answers
}

harness::main!();
