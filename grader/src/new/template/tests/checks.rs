//! Stub: both_at_once = sequential
//!
//! Hidden checks of `new_exercise`: how long the answer takes, and its order.
use new_exercise::players;

use harness::{Lab, Plan, check};
use services::{ApiError, User, UserApi};

/// The numbers of two different players.
fn match_of(lab: &Lab) -> (u32, u32) {
    let numbers = lab.distinct(2, 1..=999);
    let number = |place: usize| u32::try_from(numbers[place]).expect("at most 999");
    (number(0), number(1))
}

async fn ask(lab: &Lab, api: &UserApi, white: u32, black: u32) -> Result<(User, User), ApiError> {
    let api = api.clone();
    lab.run("players", async move { players(&api, white, black).await })
        .await
}

/// The answer takes as long as the slower of the two requests.
#[check(timing, points = 3)]
async fn both_at_once(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let (white, black) = match_of(&lab);
    let calls = [white, black].map(UserApi::call_name);
    let latencies = [0, 1].map(|place| api.backend().latency_of(&calls[place]));
    let slower = latencies[0].max(latencies[1]);

    let start = lab.now();
    let plan = Plan::new()
        .call(&calls[0], start, latencies[0])
        .call(&calls[1], start, latencies[1])
        .returns("players", start + slower);
    // Who they are is for the other check to say.
    drop(ask(&lab, &api, white, black).await);
    lab.expect_elapsed("players", slower, lab.now() - start, plan);
}

/// The player with the white pieces comes first, whichever answer comes first.
#[check(behaviour, points = 1)]
async fn white_before_black(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let (white, black) = match_of(&lab);
    let answer = ask(&lab, &api, white, black).await;
    let expected = vec![User::known(white), User::known(black)];
    let actual = answer.map_or_else(|_| Vec::new(), |(white, black)| vec![white, black]);
    lab.expect_in_order("the players", expected, actual);
}

harness::main!();
