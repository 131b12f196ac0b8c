//! Stub: all_are_served = deadlock
//! Stub: each_seat_is_sold_once = deadlock
//! Stub: not_sold_beside_others = deadlock
//!
//! Hidden checks of `std_mutex`: buyers who meet, and what becomes of the seats.
use harness::{Diagnosis, Lab, Started, check};
use services::{AuditLog, SaveError};
use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};
use std_mutex::{BoxOffice, NotSold};

type Answer = Result<u32, NotSold>;

/// A new box office; made by a task of its own, since it may start something.
async fn open(lab: &Lab, audit: &AuditLog, seats: u32) -> Arc<BoxOffice> {
    let audit = audit.clone();
    lab.run("BoxOffice::new", async move {
        Arc::new(BoxOffice::new(audit, seats))
    })
    .await
}

/// Different buyers, as many as asked for; the log needs the same time for each.
fn buyers(lab: &Lab, audit: &AuditLog, count: usize) -> Vec<String> {
    let latency = lab.millis(90..=110);
    let buyers = (1..=count).map(|number| {
        let buyer = format!("{}-{number}", lab.word());
        let call = format!("SAVE {}", record_of(&buyer));
        audit.backend().set_latency(&call, latency);
        buyer
    });
    buyers.collect()
}

fn record_of(buyer: &str) -> String {
    format!("sold a seat to {buyer}")
}

fn sell(lab: &Lab, office: &Arc<BoxOffice>, buyer: &str) -> Started<Answer> {
    let (office, name, buyer) = (
        Arc::clone(office),
        format!("sell to {buyer}"),
        buyer.to_owned(),
    );
    lab.start(name, async move { office.sell(&buyer).await })
}

/// What each of these is told, who buy at the same time.
async fn sell_together(lab: &Lab, office: &Arc<BoxOffice>, buyers: &[String]) -> Vec<Answer> {
    let mut buying = Vec::new();
    for buyer in buyers {
        buying.push(sell(lab, office, buyer));
    }
    let mut answers = Vec::new();
    for sale in buying {
        answers.push(sale.join().await);
    }
    answers
}

/// The error is the submission's own type, so it is put into words here.
fn in_words(answer: &Answer) -> String {
    match answer {
        Ok(seat) => format!("seat {seat}"),
        Err(NotSold::SoldOut) => "sold out".to_owned(),
        Err(NotSold::NotSaved(error)) => format!("not saved: {error:?}"),
    }
}

fn expect_answer(lab: &Lab, when: &str, expected: &str, answer: &Answer) {
    let answer = in_words(answer);
    lab.expect(
        &format!("the answer {when}"),
        Diagnosis::WrongResult,
        expected == answer,
        expected,
        &answer,
    );
}

fn expect_not_saved(lab: &Lab, when: &str, record: String, answer: &Answer) {
    let expected = in_words(&Err(NotSold::NotSaved(SaveError { record })));
    lab.expect(
        &format!("the answer {when}"),
        Diagnosis::SwallowedError,
        answer.is_err(),
        &expected,
        in_words(answer),
    );
    expect_answer(lab, when, &expected, answer);
}

/// Expects that so many of the buyers have a seat, each another one, that all others were told that there
/// is none left, and that the log has the record of each sale and no other.
fn expect_seats(
    lab: &Lab,
    audit: &AuditLog,
    buyers: &[String],
    answers: &[Answer],
    seats: u32,
    sold: usize,
) {
    expect_sold(lab, answers, seats, sold);
    let pairs = buyers.iter().zip(answers);
    let served = pairs.filter_map(|(buyer, answer)| answer.is_ok().then(|| record_of(buyer)));
    let (mut expected, mut records) = (served.collect::<Vec<_>>(), audit.records());
    expected.sort();
    records.sort();
    lab.expect_eq("the records in the log", expected, records);
}

/// Expects so many different seats among the answers, and that all others were told that there is none left.
fn expect_sold(lab: &Lab, answers: &[Answer], seats: u32, sold: usize) {
    let mut numbers: Vec<u32> = answers.iter().flatten().copied().collect();
    numbers.sort_unstable();
    let mut different = numbers.clone();
    different.dedup();
    different.retain(|seat| (1..=seats).contains(seat));
    lab.expect(
        "the seats sold",
        Diagnosis::LostUpdate,
        different == numbers && numbers.len() <= sold,
        format!("{sold} different seats from 1 to {seats}"),
        format!("the seats {numbers:?}"),
    );
    let sold_out = |answer: &&Answer| matches!(answer, Err(NotSold::SoldOut));
    let without = answers.iter().filter(sold_out).count();
    lab.expect(
        "the answers",
        Diagnosis::WrongResult,
        numbers.len() == sold && without == answers.len() - sold,
        format!("{sold} sold, {} times sold out", answers.len() - sold),
        format!(
            "{} sold, {without} times sold out{}",
            numbers.len(),
            match answers.len() - numbers.len() - without {
                0 => String::new(),
                others => format!(", {others} times not saved"),
            }
        ),
    );
}

/// People who buy at the same time all get an answer, and each a seat of their own.
#[check(deadlock, points = 5)]
async fn all_are_served(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let count = lab.between(3..=5) as usize;
    let buyers = buyers(&lab, &audit, count);
    let seats = lab.between(5..=9) as u32;
    let office = open(&lab, &audit, seats).await;
    let answers = sell_together(&lab, &office, &buyers).await;
    expect_seats(&lab, &audit, &buyers, &answers, seats, count);
    // It takes long, so not in every schedule.
    if lab.between(1..=5) == 1 {
        many_are_served(&lab).await;
    }
}

/// A large house and a long queue, in which the same people stand twice.
async fn many_are_served(lab: &Lab) {
    let audit = AuditLog::new(lab.conditions());
    let mut buyers = buyers(lab, &audit, 12);
    buyers.extend_from_within(..);
    let seats = lab.between(24..=300) as u32;
    let office = open(lab, &audit, seats).await;
    let answers = sell_together(lab, &office, &buyers).await;
    expect_seats(lab, &audit, &buyers, &answers, seats, buyers.len());
}

/// With more buyers than seats, each seat is sold once, and all others are told that none is left.
#[check(race, points = 2)]
async fn each_seat_is_sold_once(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let seats = lab.between(0..=3) as u32;
    let count = seats as usize + lab.between(1..=3) as usize;
    let buyers = buyers(&lab, &audit, count);
    let office = open(&lab, &audit, seats).await;
    let answers = sell_together(&lab, &office, &buyers).await;
    expect_seats(&lab, &audit, &buyers, &answers, seats, seats as usize);
}

/// A sale that cannot be written down is an error, and its seat is there for the next buyer.
#[check(behaviour, points = 1)]
async fn not_saved_not_sold(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let buyers = buyers(&lab, &audit, 2);
    let record = record_of(&buyers[0]);
    audit.backend().break_call(&format!("SAVE {record}"));
    let office = open(&lab, &audit, 1).await;
    let answer = sell_together(&lab, &office, &buyers[..1]).await.remove(0);
    expect_not_saved(&lab, "while the log is down", record, &answer);
    let next = sell_together(&lab, &office, &buyers[1..]).await;
    expect_answer(&lab, "to the next buyer", "seat 1", &next[0]);
}

/// Beside other sales, one that fails or whose buyer goes away costs no seat, and no seat is sold twice.
#[check(race, points = 2)]
async fn not_sold_beside_others(lab: Lab) {
    let audit = AuditLog::new(lab.conditions());
    let seats = lab.between(3..=5) as usize;
    let buyers = buyers(&lab, &audit, 2 * seats + 1);
    let (first, others) = buyers.split_at(seats);
    let two = lab.distinct(2, 0..=seats as u64 - 1);
    let (refused, leaving) = (&first[two[0] as usize], &first[two[1] as usize]);
    let call = format!("SAVE {}", record_of(refused));
    audit.backend().break_call(&call);
    let office = open(&lab, &audit, seats as u32).await;

    let mut sales = Vec::new();
    for buyer in first {
        sales.push((buyer, sell(&lab, &office, buyer)));
    }
    // In the middle of a sale, or just when one ends.
    let at = match lab.between(0..=1) {
        0 => lab.millis(1..=300),
        _ => audit.backend().latency_of(&call) * lab.between(1..=3) as u32,
    };
    let leaver = sales.remove(two[1] as usize).1;
    lab.sleep(at).await;
    leaver.abort();
    let mut answers = Vec::new();
    for (buyer, sale) in sales {
        let answer = sale.join().await;
        if buyer == refused {
            let when = "to one whose sale is not saved";
            expect_not_saved(&lab, when, record_of(refused), &answer);
        } else {
            answers.push(answer);
        }
    }
    // What was left running has its time.
    lab.sleep(Duration::from_secs(5)).await;
    let sold = match audit.records().contains(&record_of(leaving)) {
        true => seats - 1,
        false => seats,
    };
    // One more than there are seats left.
    let others = &others[..=sold - answers.len()];
    answers.extend(sell_together(&lab, &office, others).await);
    expect_sold(&lab, &answers, seats as u32, sold);
}

/// If a buyer goes away in the middle, a seat is gone if its sale is in the log, and only then.
#[check(lifecycle, points = 1)]
async fn sold_or_not_sold(lab: Lab) {
    let (leaving, next) = (format!("{}-1", lab.word()), format!("{}-2", lab.word()));
    // Each buyer goes away from a box office of their own, with one seat.
    let current = Rc::new(RefCell::new(None));
    let sell = || {
        let (audit, current) = (AuditLog::new(lab.conditions()), Rc::clone(&current));
        let buyer = leaving.clone();
        async move {
            let office = Arc::new(BoxOffice::new(audit.clone(), 1));
            current.replace(Some((audit, Arc::clone(&office))));
            office.sell(&buyer).await
        }
    };
    let look = |_| {
        let (lab, current) = (lab.clone(), current.take());
        let next = [next.clone()];
        async move {
            let Some((audit, office)) = current else {
                return;
            };
            // What was left running has its time.
            lab.sleep(Duration::from_secs(5)).await;
            let (expected, log) = match audit.records().is_empty() {
                true => ("seat 1", "without the sale in the log"),
                false => ("sold out", "with the sale in the log"),
            };
            let answer = sell_together(&lab, &office, &next).await.remove(0);
            lab.expect(
                &format!("the answer to the next buyer, {log}"),
                Diagnosis::CancelUnsafe,
                in_words(&answer) == expected,
                expected,
                in_words(&answer),
            );
        }
    };
    let answer = lab.cancel_at_each_await("sell", sell, look).await;
    expect_answer(&lab, "to one who stays", "seat 1", &answer);
}

harness::main!();
