//! Stub: is_doubled = wrong_result
//!
//! Hidden checks of `double`: what it gives back, and when.
use double::double;
use harness::{Lab, Plan, check};
use std::time::Duration;

/// The number comes back doubled.
#[check(behaviour, points = 2)]
async fn is_doubled(lab: Lab) {
    let number = lab.between(10..=1000);
    let actual = lab.run("double", double(number)).await;
    lab.expect_eq("twice the number", number * 2, actual);
}

/// It takes 100 ms.
#[check(timing, points = 1)]
async fn takes_its_time(lab: Lab) {
    let wanted = Duration::from_millis(100);
    let start = lab.now();
    lab.run("double", double(3)).await;
    let plan = Plan::new().returns("double", start + wanted);
    lab.expect_elapsed("double", wanted, lab.now() - start, plan);
}

harness::main!();
