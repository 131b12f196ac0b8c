//! Stub: others_keep_their_beat = blocked_event_loop
//! Stub: ten_take_as_long_as_one = blocked_event_loop
//!
//! Hidden checks of `blocking_sleep`: what others notice of a pause, and that the pause is made.
use blocking_sleep::refuse_login;
use harness::{Lab, Plan, check};
use std::time::Duration;

fn answer_to(user: &str) -> String {
    format!("Wrong password for {user}.")
}

/// While logins pause, everything else on the thread goes on, to the millisecond.
#[check(timing, points = 4)]
async fn others_keep_their_beat(lab: Lab) {
    // Several at once: the slices of one might by chance end just where a beat is due.
    let mut logins = Vec::new();
    for _ in 0..3 {
        let (user, pause) = (lab.word(), lab.millis(200..=400));
        logins.push(lab.start(
            "refuse_login",
            async move { refuse_login(&user, pause).await },
        ));
    }
    let heartbeat = lab.heartbeat(lab.millis(3..=17), 20);
    lab.expect_steady(heartbeat).await;
    for login in logins {
        login.join().await;
    }
}

/// Ten refused logins at the same time each take their own pause and no longer.
#[check(timing, points = 4)]
async fn ten_take_as_long_as_one(lab: Lab) {
    let start = lab.now();
    let mut longest = Duration::ZERO;
    let mut logins = Vec::new();
    for number in 1..=10 {
        let (user, pause) = (lab.word(), lab.millis(80..=900));
        longest = longest.max(pause);
        let login = lab.start(format!("login {number}"), async move {
            refuse_login(&user, pause).await
        });
        logins.push((login, pause));
    }
    let mut plan = Plan::new();
    for (number, (_, pause)) in logins.iter().enumerate() {
        plan = plan.returns(&format!("login {}", number + 1), start + *pause);
    }
    for (login, _) in logins {
        login.join().await;
    }
    lab.expect_elapsed("ten logins", longest, lab.now() - start, plan);
}

/// The pause is made in full, and the answer has the same words.
#[check(behaviour, points = 2)]
async fn the_pause_is_still_made(lab: Lab) {
    for pause in [lab.millis(1_001..=2_999), Duration::from_secs(2)] {
        let user = lab.word();
        let start = lab.now();
        let name = user.clone();
        let answer = lab
            .run(
                "refuse_login",
                async move { refuse_login(&name, pause).await },
            )
            .await;
        let plan = Plan::new().returns("refuse_login", start + pause);
        lab.expect_elapsed("refuse_login", pause, lab.now() - start, plan);
        lab.expect_eq("the answer", answer_to(&user), answer);
    }
}

harness::main!();
