//! Stub: others_keep_their_beat = blocked_event_loop
//! Stub: five_at_once = blocked_event_loop
//! Stub: a_crash_is_an_answer = panicked
//!
//! Hidden checks of `blocking_client`: what others notice of an order, and what a desk is told.
use blocking_client::{NoLabel, PackingDesk};
use harness::{Diagnosis, Lab, Plan, Started, check};
use services::{CarrierSdk, Label, Refused};
use std::{sync::Arc, time::Duration};

/// A new desk; made by a task of its own, since it may start something.
async fn open(lab: &Lab, carrier: &CarrierSdk) -> Arc<PackingDesk> {
    let carrier = carrier.clone();
    lab.run("PackingDesk::new", async move {
        Arc::new(PackingDesk::new(carrier))
    })
    .await
}

/// Different parcels, as many as asked for.
fn parcels(lab: &Lab, count: usize) -> Vec<u32> {
    let numbers = lab.distinct(count, 1..=999).into_iter();
    numbers
        .map(|number| u32::try_from(number).expect("at most 999"))
        .collect()
}

fn name_of(parcel: u32) -> String {
    format!("label of {parcel}")
}

/// Starts an order; gives what the desk is told, in words, and when.
fn order(lab: &Lab, desk: &Arc<PackingDesk>, parcel: u32) -> Started<(String, Duration)> {
    let (desk, clock) = (Arc::clone(desk), lab.clone());
    lab.start(name_of(parcel), async move {
        let answer = in_words(desk.label(parcel).await);
        (answer, clock.now())
    })
}

/// The error is the submission's own type, so it is put into words here.
fn in_words(answer: Result<Label, NoLabel>) -> String {
    match answer {
        Ok(label) => format!("Ok({label:?})"),
        Err(NoLabel::Refused(refused)) => format!("Err(Refused({refused:?}))"),
        Err(NoLabel::Crashed) => CRASHED.to_owned(),
    }
}

/// What a desk is told when the SDK panics.
const CRASHED: &str = "Err(Crashed)";

fn labelled(parcel: u32) -> String {
    in_words(Ok(Label::known(parcel)))
}

fn expect_answer(lab: &Lab, when: &str, expected: &str, answer: &str) {
    lab.expect(
        &format!("the answer {when}"),
        Diagnosis::WrongResult,
        expected == answer,
        expected,
        answer,
    );
}

/// While labels are ordered, everything else on the thread goes on, to the millisecond.
#[check(timing, points = 4)]
async fn others_keep_their_beat(lab: Lab) {
    let carrier = CarrierSdk::new(lab.conditions());
    let desk = open(&lab, &carrier).await;
    let mut orders = Vec::new();
    for parcel in parcels(&lab, 3) {
        let latency = lab.millis(200..=400);
        carrier
            .backend()
            .set_latency(&CarrierSdk::call_name(parcel), latency);
        orders.push(order(&lab, &desk, parcel));
    }
    let heartbeat = lab.heartbeat(lab.millis(3..=17), 20);
    lab.expect_steady(heartbeat).await;
    for order in orders {
        order.join().await;
    }
    // Whoever orders nothing holds nobody up.
    let calls = carrier.backend().meter().calls;
    lab.expect(
        "the orders at the carrier",
        Diagnosis::WrongResult,
        calls >= 3,
        "3 or more",
        calls,
    );
}

/// Orders for five parcels at the same time do not wait for one another, nor for those that come meanwhile: each
/// desk is told as soon as the carrier has answered.
#[check(timing, points = 3)]
async fn five_at_once(lab: Lab) {
    let carrier = CarrierSdk::new(lab.conditions());
    let desk = open(&lab, &carrier).await;
    let mut plan = Plan::new();
    let mut orders = Vec::new();
    // As many as there are desks.
    for (number, parcel) in parcels(&lab, 20).into_iter().enumerate() {
        let call = CarrierSdk::call_name(parcel);
        let latency = match number {
            // Slow ones among the first, quick ones among the later.
            0 | 2 => lab.millis(1_000..=5_000),
            1 | 3 | 4 => lab.millis(150..=400),
            _ => lab.millis(100..=900),
        };
        if number >= 5 {
            lab.sleep(lab.millis(1..=5)).await;
        }
        let start = lab.now();
        carrier.backend().set_latency(&call, latency);
        plan = plan
            .call(&call, start, latency)
            .returns(&name_of(parcel), start + latency);
        orders.push((parcel, start, latency, order(&lab, &desk, parcel)));
    }
    let mut told = Vec::new();
    for (parcel, start, latency, order) in orders {
        let (answer, at) = order.join().await;
        told.push((parcel, latency, at - start, answer));
    }
    for (parcel, latency, elapsed, _) in &told {
        let what = format!("the wait for the label of {parcel}");
        lab.expect_elapsed(&what, *latency, *elapsed, plan.clone());
    }
    for (parcel, .., answer) in &told {
        expect_answer(&lab, "beside other orders", &labelled(*parcel), answer);
    }
    let calls = carrier.backend().meter().calls;
    lab.expect_times("the orders at the carrier", told.len(), calls);
}

/// If the SDK panics, the desk is told so at that time, and other parcels get their labels.
#[check(lifecycle, points = 3)]
async fn a_crash_is_an_answer(lab: Lab) {
    let carrier = CarrierSdk::new(lab.conditions());
    let parcels = parcels(&lab, 9);
    let broken = parcels[0];
    for &parcel in &parcels[..5] {
        carrier.crash_on(parcel);
    }
    let call = CarrierSdk::call_name(broken);
    let latency = carrier.backend().latency_of(&call);
    let desk = open(&lab, &carrier).await;

    let start = lab.now();
    let (answer, told_at) = order(&lab, &desk, broken).join().await;
    let elapsed = told_at - start;
    expect_answer(&lab, "while the SDK panics", CRASHED, &answer);
    let calls = carrier.backend().meter().calls;
    lab.expect_times("the orders at the carrier", 1, calls);
    let plan = Plan::new()
        .call(&call, start, latency)
        .returns(&name_of(broken), start + latency);
    lab.expect_elapsed(&name_of(broken), latency, elapsed, plan);

    let mut together = Vec::new();
    for &parcel in &parcels[1..8] {
        let expected = match parcels[1..5].contains(&parcel) {
            true => CRASHED.to_owned(),
            false => labelled(parcel),
        };
        together.push((expected, order(&lab, &desk, parcel)));
    }
    for (expected, order) in together {
        let (answer, _) = order.join().await;
        expect_answer(&lab, "beside an SDK that panics", &expected, &answer);
    }
    let (answer, _) = order(&lab, &desk, parcels[8]).join().await;
    expect_answer(&lab, "after a few panics", &labelled(parcels[8]), &answer);
}

/// Each parcel gets its own label or its own refusal, and is ordered once.
#[check(behaviour, points = 1)]
async fn each_parcel_its_own(lab: Lab) {
    let carrier = CarrierSdk::new(lab.conditions());
    let parcels = parcels(&lab, 4);
    let refused = parcels[lab.between(0..=3) as usize];
    carrier
        .backend()
        .break_call(&CarrierSdk::call_name(refused));
    let desk = open(&lab, &carrier).await;
    let mut orders = Vec::new();
    for &parcel in &parcels {
        orders.push(order(&lab, &desk, parcel));
    }
    for (&parcel, order) in parcels.iter().zip(orders) {
        let expected = match parcel == refused {
            true => in_words(Err(NoLabel::Refused(Refused { parcel }))),
            false => labelled(parcel),
        };
        let (answer, _) = order.join().await;
        expect_answer(&lab, "for one of several parcels", &expected, &answer);
    }
    let calls = carrier.backend().meter().calls;
    lab.expect_times("the orders at the carrier", parcels.len(), calls);
}

harness::main!();
