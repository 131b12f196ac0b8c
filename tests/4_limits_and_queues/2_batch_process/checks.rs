//! Stub: a_second_and_a_half = sequential
//! Stub: ten_at_a_time = wrong_limit
//!
//! Hidden checks of `batch_process`: how long a batch takes, how many receipts are read at a time, and what
//! comes of them.
use batch_process::{Batch, read_batch};
use harness::{Diagnosis, Lab, Plan, check};
use services::{ReceiptReader, Unreadable};
use std::time::Duration;

const LIMIT: usize = 10;
const HALF_A_SECOND: Duration = Duration::from_millis(500);

/// Different receipts, as many as asked for.
fn receipts(lab: &Lab, count: u64) -> Vec<u32> {
    let numbers = lab.distinct(count as usize, 1..=9_999);
    numbers
        .into_iter()
        .map(|number| u32::try_from(number).expect("at most 9999"))
        .collect()
}

/// Makes as many of these receipts unreadable; tells which.
fn break_some(lab: &Lab, reader: &ReceiptReader, receipts: &[u32], count: usize) -> Vec<u32> {
    let mut broken = receipts.to_vec();
    lab.shuffle(&mut broken);
    broken.truncate(count);
    for &receipt in &broken {
        let call = ReceiptReader::call_name(receipt);
        reader.backend().break_call(&call);
    }
    broken
}

async fn read(lab: &Lab, reader: &ReceiptReader, receipts: &[u32]) -> Batch {
    let (reader, receipts) = (reader.clone(), receipts.to_vec());
    lab.run(
        "read_batch",
        async move { read_batch(&reader, &receipts).await },
    )
    .await
}

fn amounts(receipts: &[u32], unreadable: &[u32]) -> Vec<Result<u64, Unreadable>> {
    let amount = |&receipt| match unreadable.contains(&receipt) {
        true => Err(Unreadable { receipt }),
        false => Ok(ReceiptReader::amount_on(receipt)),
    };
    receipts.iter().map(amount).collect()
}

/// Thirty receipts of half a second each take a second and a half, whether all of them can be read or not.
#[check(timing, points = 4)]
async fn a_second_and_a_half(lab: Lab) {
    let reader = ReceiptReader::new(lab.conditions().latency(500..=500));
    let receipts = receipts(&lab, 30);
    // Whichever end a batch is begun at, places that are lost with these are missed by the others.
    let mut unreadable = break_some(&lab, &reader, &receipts[..LIMIT], 3);
    unreadable.extend(break_some(&lab, &reader, &receipts[2 * LIMIT..], 3));
    let start = lab.now();
    read(&lab, &reader, &receipts).await;
    let elapsed = lab.now() - start;
    let peak = reader.backend().meter().peak;
    lab.expect(
        "receipts that are read at a time",
        Diagnosis::OverLimit,
        peak <= LIMIT,
        format!("at most {LIMIT}"),
        peak,
    );
    let calls = reader.backend().meter().calls;
    lab.expect(
        "receipts that were sent to be read",
        Diagnosis::WrongResult,
        calls >= receipts.len(),
        receipts.len(),
        calls,
    );
    let errors: Vec<String> = unreadable
        .into_iter()
        .map(ReceiptReader::call_name)
        .collect();
    let mut plan = Plan::new();
    for (place, call) in reader.backend().sent().iter().enumerate() {
        let round = u32::try_from(place / LIMIT).expect("a few rounds");
        let sent_at = start + HALF_A_SECOND * round;
        plan = match errors.contains(call) {
            true => plan.failed_call(call, sent_at, HALF_A_SECOND),
            false => plan.call(call, sent_at, HALF_A_SECOND),
        };
    }
    let expected = Duration::from_millis(1_500);
    plan = plan.returns("read_batch", start + expected);
    lab.expect_elapsed("read_batch", expected, elapsed, plan);
}

/// Ten receipts are read at a time and never more, however large the batch is.
#[check(race, points = 3)]
async fn ten_at_a_time(lab: Lab) {
    let reader = ReceiptReader::new(lab.conditions());
    let receipts = receipts(&lab, lab.between(40..=99));
    break_some(&lab, &reader, &receipts[LIMIT..], 15);
    read(&lab, &reader, &receipts).await;
    let peak = reader.backend().meter().peak;
    lab.expect_limit("receipts that are read at a time", LIMIT, peak);
}

/// The amounts come in the order of the receipts, whichever is read first.
#[check(behaviour, points = 2)]
async fn in_the_order_of_the_receipts(lab: Lab) {
    let reader = ReceiptReader::new(lab.conditions());
    let mut receipts = receipts(&lab, lab.between(12..=25));
    // Some were scanned twice, and one three times.
    receipts.extend_from_within(2..6);
    receipts.push(receipts[3]);
    // At least this one is overtaken by the others.
    let slow = ReceiptReader::call_name(receipts[0]);
    let latency = Duration::from_secs(lab.between(61..=99));
    reader.backend().set_latency(&slow, latency);
    let batch = read(&lab, &reader, &receipts).await;
    lab.expect_in_order("the amounts", amounts(&receipts, &[]), batch.amounts);
}

/// A receipt that cannot be read has its error in its place, and all others are still read.
#[check(behaviour, points = 3)]
async fn errors_stay_with_their_receipts(lab: Lab) {
    let reader = ReceiptReader::new(lab.conditions());
    let receipts = receipts(&lab, 10 * lab.between(5..=7));
    let mut unreadable = break_some(&lab, &reader, &receipts[..LIMIT], 3);
    // More than there are places.
    unreadable.extend(break_some(&lab, &reader, &receipts[LIMIT..], 27));
    for &receipt in &unreadable {
        // Known as unreadable while the others are still read.
        let call = ReceiptReader::call_name(receipt);
        reader.backend().set_latency(&call, lab.millis(5..=20));
    }
    let batch = read(&lab, &reader, &receipts).await;
    let readable = receipts.len() - unreadable.len();
    let answered = reader.backend().meter().answered;
    lab.expect(
        "readable receipts that were read while 30 others could not be",
        Diagnosis::CancelledSiblings,
        answered >= readable,
        readable,
        answered,
    );
    let errors: Vec<u32> = batch
        .amounts
        .iter()
        .filter_map(|amount| amount.as_ref().err().map(|error| error.receipt))
        .collect();
    lab.expect(
        "errors in the batch",
        Diagnosis::SwallowedError,
        errors.len() >= unreadable.len(),
        unreadable.len(),
        errors.len(),
    );
    let expected = amounts(&receipts, &unreadable);
    lab.expect_in_order("the amounts", expected, batch.amounts);
}

/// The total is the sum of all amounts that could be read.
#[check(race, points = 2, schedules = 200)]
async fn the_total_is_the_sum(lab: Lab) {
    let reader = ReceiptReader::new(lab.conditions().latency(80..=90));
    let receipts = receipts(&lab, lab.between(101..=130));
    let broken = lab.between(1..=3) as usize;
    let unreadable = break_some(&lab, &reader, &receipts, broken);
    let batch = read(&lab, &reader, &receipts).await;
    let known = amounts(&receipts, &unreadable);
    let expected: u64 = known.iter().flatten().sum();
    lab.expect_eq("the total in cents", expected, batch.total);
    let batch = read(&lab, &reader, &unreadable).await;
    let what = "the total of a batch that cannot be read at all";
    lab.expect_eq(what, 0, batch.total);
}

/// Each receipt is read once, and an empty batch has no amounts and no total.
#[check(behaviour, points = 1)]
async fn each_receipt_once(lab: Lab) {
    let reader = ReceiptReader::new(lab.conditions());
    let receipts = receipts(&lab, lab.between(11..=19));
    let unreadable = break_some(&lab, &reader, &receipts, 2);
    let batch = read(&lab, &reader, &receipts).await;
    lab.expect_eq("amounts and errors", receipts.len(), batch.amounts.len());
    let calls = reader.backend().meter().calls;
    let what = format!(
        "requests for {} receipts, {} of them unreadable",
        receipts.len(),
        unreadable.len()
    );
    lab.expect_times(&what, receipts.len(), calls);
    let none = read(&lab, &reader, &[]).await;
    let nothing = (Vec::new(), 0);
    lab.expect_eq("an empty batch", nothing, (none.amounts, none.total));
}

harness::main!();
