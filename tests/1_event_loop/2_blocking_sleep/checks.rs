//! Stub: others_keep_their_beat = blocked_event_loop
//! Stub: ten_take_as_long_as_one = blocked_event_loop
//!
//! Hidden checks of `blocking_sleep`: what others notice of a pause, and that the pause is made.
use blocking_sleep::refuse_login;
use harness::{Diagnosis, Lab, Plan, check};
use std::time::Duration;

fn answer_to(user: &str) -> String {
    format!("Wrong password for {user}.")
}

/// While logins pause, everything else on the thread goes on, to the millisecond.
#[check(timing, points = 4)]
async fn others_keep_their_beat(lab: Lab) {
    // Several at once: the slices of one might by chance end just where a beat is due.
    let mut logins = Vec::new();
    for pause in [200..=400, 200..=400, 200..=400, 20..=49] {
        let (user, pause) = (lab.word(), lab.millis(pause));
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

/// Ten refused logins at the same time each take their own pause and no longer, also while more come in.
#[check(timing, points = 4)]
async fn ten_take_as_long_as_one(lab: Lab) {
    // Somebody who mistypes twice, or has two windows open.
    let users = [(); 4].map(|()| lab.word());
    let mut plan = Plan::new();
    let mut logins = Vec::new();
    for number in 1..=12 {
        if number > 10 {
            lab.sleep(lab.millis(1..=10)).await;
        }
        let name = format!("login {number}");
        let (user, pause) = (users[number % users.len()].clone(), lab.millis(80..=900));
        let due = lab.now() + pause;
        plan = plan.returns(&name, due);
        let clock = lab.clone();
        let login = lab.start(name.clone(), async move {
            refuse_login(&user, pause).await;
            clock.now()
        });
        logins.push((name, login, pause, due));
    }
    let mut ended = Vec::new();
    for (name, login, pause, due) in logins {
        ended.push((name, pause, due, login.join().await));
    }
    for (name, pause, due, ended) in ended {
        let began = due - pause;
        let what = format!("the pause of {name}");
        lab.expect_elapsed(&what, pause, ended - began, plan.clone());
    }
}

/// The pause is made in full, however long or short it is, and the answer has the same words.
#[check(behaviour, points = 2)]
async fn the_pause_is_still_made(lab: Lab) {
    let second = Duration::from_secs(1);
    let whole = [1_001..=1_999, 3_001..=4_999, 1..=49].map(|range| lab.millis(range));
    for pause in whole.into_iter().chain([second, Duration::ZERO]) {
        let elapsed = refused_in(&lab, pause).await;
        let plan = Plan::new().returns("refuse_login", lab.now() - elapsed + pause);
        lab.expect_elapsed("refuse_login", pause, elapsed, plan);
    }
    let pause = lab.millis(1..=49) + Duration::from_micros(lab.between(1..=999));
    let elapsed = refused_in(&lab, pause).await;
    // Timers count whole milliseconds.
    let most = pause + Duration::from_millis(1);
    lab.expect(
        "a pause that is no whole number of milliseconds",
        Diagnosis::WrongTiming,
        (pause..most).contains(&elapsed),
        format!("{pause:?}, or up to the next millisecond"),
        format!("{elapsed:?}"),
    );
}

/// How long it takes to refuse a login.
async fn refused_in(lab: &Lab, pause: Duration) -> Duration {
    let user = lab.word();
    let start = lab.now();
    let name = user.clone();
    let refusing = async move { refuse_login(&name, pause).await };
    let answer = lab.run("refuse_login", refusing).await;
    let elapsed = lab.now() - start;
    lab.expect_eq("the answer", answer_to(&user), answer);
    elapsed
}

harness::main!();
