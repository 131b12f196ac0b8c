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

/// Gathers and expects that it takes as long as the slowest of the users. Gives the number of users that came.
async fn expect_the_time_of_the_slowest(lab: &Lab, api: &UserApi, ids: &[u32]) -> usize {
    expect_the_time_of_each(lab, api, &[("gather_users", ids)]).await
}

/// Gathers the users of several pages at the same time, and expects that each page takes as long as the slowest of
/// its own users. Gives the number of users that came, for all pages together.
async fn expect_the_time_of_each(lab: &Lab, api: &UserApi, pages: &[(&str, &[u32])]) -> usize {
    let start = lab.now();
    let mut plan = Plan::new();
    let mut gathering = Vec::new();
    for &(page, ids) in pages {
        let mut slowest = Duration::ZERO;
        for &id in ids {
            let call = UserApi::call_name(id);
            let latency = api.backend().latency_of(&call);
            slowest = slowest.max(latency);
            plan = plan.call(&call, start, latency);
        }
        plan = plan.returns(page, start + slowest);
        let (api, ids, own) = (api.clone(), ids.to_vec(), lab.clone());
        let gathered = lab.start(page, async move {
            let users = gather_users(&api, &ids).await;
            (users, own.now())
        });
        gathering.push((page, slowest, gathered));
    }
    let mut came = 0;
    for (page, slowest, gathered) in gathering {
        let (users, there) = gathered.join().await;
        lab.expect_elapsed(page, slowest, there - start, plan.clone());
        came += users.unwrap_or_default().len();
    }
    came
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
    // One user may be much slower than the others, which is no matter to another page.
    let slow = UserApi::call_name(ids[lab.between(0..=2) as usize]);
    api.backend().set_latency(&slow, lab.millis(6_000..=9_000));
    let pages = [("page 1", &ids[..3]), ("page 2", &ids[3..])];
    expect_the_time_of_each(&lab, &api, &pages).await;
}

/// A page takes as long as its slowest user, however many users there are.
#[check(timing, points = 1, schedules = 20)]
async fn any_number_at_once(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let count = 300 + lab.between(5..=30) as usize;
    let mut ids = ids(&lab, count);
    // A large team belongs to a large company.
    let company = u32::try_from(lab.between(1..=4_000_000)).expect("at most 4,000,000");
    ids.iter_mut().for_each(|id| *id += 1000 * company);
    let came = expect_the_time_of_the_slowest(&lab, &api, &ids).await;
    lab.expect_eq("how many users came", ids.len(), came);
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
    lab.expect_in_order("the users", known(&ids), users);
    // Those who are asked for again stand in each of their places.
    let again = [ids[0], ids[1], ids[0], ids[2], ids[1], ids[0]];
    let users = gather(&lab, &api, &again).await.unwrap_or_default();
    // How many come is for another check to say.
    if users.len() == again.len() {
        lab.expect_in_order("the users, some of them again", known(&again), users);
    }
}

fn known(ids: &[u32]) -> Vec<User> {
    ids.iter().map(|&id| User::known(id)).collect()
}

/// If a user cannot be fetched, the caller gets that user's error; if several cannot, the error of one of them.
#[check(behaviour, points = 1)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    for failing in 1..=3 {
        let api = UserApi::new(lab.conditions());
        let mut ids = ids(&lab, 5);
        let errors: Vec<ApiError> = ids[..failing].iter().map(|&id| ApiError { id }).collect();
        for error in &errors {
            api.backend().break_call(&UserApi::call_name(error.id));
        }
        lab.shuffle(&mut ids);
        let answer = gather(&lab, &api, &ids).await;
        // With several, the caller chooses.
        let told = errors.iter().find(|&error| answer.as_ref() == Err(error));
        let error = told.unwrap_or(&errors[0]).clone();
        let what = match failing {
            1 => "the answer while a user cannot be fetched".to_owned(),
            several => format!("the answer while {several} users cannot be fetched"),
        };
        lab.expect(
            &what,
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({error:?})"),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(error), answer);
    }
}

/// An id that is asked for twice is answered twice, and so on.
#[check(behaviour, points = 1)]
async fn the_same_user_twice(lab: Lab) {
    let different = ids(&lab, 4);
    for more in [vec![0], vec![0, 0], vec![0, 0, 1, 2]] {
        let api = UserApi::new(lab.conditions());
        let mut ids = different.clone();
        ids.extend(more.into_iter().map(|place| different[place]));
        lab.shuffle(&mut ids);
        let answer = gather(&lab, &api, &ids).await;
        // In which order is for another check to say.
        let mut came: Vec<u32> = answer.iter().flatten().map(|user| user.id).collect();
        came.sort_unstable();
        ids.sort_unstable();
        lab.expect_eq("the ids of the users, sorted", ids, came);
    }
}

/// No ids give no users.
#[check(behaviour, points = 1)]
async fn nobody_to_fetch(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let answer = gather(&lab, &api, &[]).await;
    lab.expect_eq("the answer to an empty list", Ok(Vec::new()), answer);
}

harness::main!();
