//! Stub: others_keep_their_beat = blocked_event_loop
//! Stub: orders_overlap = blocked_event_loop
//!
//! Hidden checks of `blocking_query`: what others notice of an order, and what the database holds after it.
use blocking_query::take_order;
use harness::{Diagnosis, Lab, Plan, Started, check};
use services::{Database, DbError};
use std::time::Duration;

/// Who orders what, and its price.
#[derive(Clone)]
struct Order {
    customer: String,
    item: String,
    price: String,
}

impl Order {
    fn drawn(lab: &Lab, number: usize) -> Self {
        Self {
            customer: format!("{}-{number}", lab.word()),
            item: format!("{}-{number}", lab.word()),
            price: lab.between(100..=9_999).to_string(),
        }
    }

    fn name(&self) -> String {
        format!("order of {}", self.customer)
    }

    /// What the database is asked for, in this order.
    fn statements(&self) -> [String; 4] {
        [
            format!("SELECT prices {}", self.item),
            format!("INSERT orders {}", self.customer),
            format!("INSERT invoices {}", self.customer),
            "COMMIT".to_owned(),
        ]
    }
}

/// Orders, and a database that knows the prices. Some of its statements are quick, and some are slow.
fn shop(lab: &Lab, count: usize) -> (Database, Vec<Order>) {
    let database = Database::new(lab.conditions().latency(20..=900));
    let orders: Vec<Order> = (1..=count)
        .map(|number| Order::drawn(lab, number))
        .collect();
    for order in &orders {
        database.put("prices", &order.item, &order.price);
    }
    (database, orders)
}

/// What the caller of an order gets, and when.
type Answer = (Result<Option<String>, DbError>, Duration);

fn start(lab: &Lab, database: &Database, order: &Order) -> Started<Answer> {
    let (database, order, clock) = (database.clone(), order.clone(), lab.clone());
    lab.start(order.name(), async move {
        let answer = take_order(&database, &order.customer, &order.item).await;
        (answer, clock.now())
    })
}

/// The committed rows of orders and invoices, sorted, one in a line.
fn written(database: &Database) -> String {
    let mut lines = Vec::new();
    for table in ["orders", "invoices"] {
        let rows = database.rows(table).into_iter();
        lines.extend(rows.map(|(customer, value)| row(table, &customer, &value)));
    }
    shown(lines)
}

fn row(table: &str, customer: &str, value: &str) -> String {
    format!("{table}: {customer} {value}")
}

fn shown(mut lines: Vec<String>) -> String {
    if lines.is_empty() {
        return "nothing".to_owned();
    }
    lines.sort();
    lines.join("\n")
}

/// Whoever does nothing holds nobody up and is fast: each order must have been taken.
fn expect_taken(lab: &Lab, order: &Order, answer: Result<Option<String>, DbError>) {
    let price = Some(order.price.clone());
    lab.expect_eq("the answer", Ok(price), answer);
}

/// While orders are taken, everything else on the thread goes on, to the millisecond.
#[check(timing, points = 4)]
async fn others_keep_their_beat(lab: Lab) {
    let (database, orders) = shop(&lab, 3);
    let mut taken = Vec::new();
    for order in &orders {
        // Quick ones, so that all of them are done while the heart beats.
        for statement in order.statements() {
            let latency = lab.millis(10..=30);
            database.backend().set_latency(&statement, latency);
        }
        taken.push(start(&lab, &database, order));
    }
    let heartbeat = lab.heartbeat(lab.millis(3..=9), 40);
    lab.expect_steady(heartbeat).await;
    for (order, taken) in orders.iter().zip(taken) {
        let (answer, _) = taken.join().await;
        expect_taken(&lab, order, answer);
    }
}

/// Orders at the same time do not wait for one another, also those of one customer: none takes longer than alone.
#[check(timing, points = 3)]
async fn orders_overlap(lab: Lab) {
    let count = lab.between(4..=12) as usize;
    let (database, mut orders) = shop(&lab, count);
    // One customer orders two things, and two customers order the same.
    orders[1].customer = orders[0].customer.clone();
    orders[3].item = orders[2].item.clone();
    orders[3].price = orders[2].price.clone();
    let begin = lab.now();
    let mut plan = Plan::new();
    let mut taken = Vec::new();
    for order in &orders {
        let mut at = begin;
        for statement in order.statements() {
            let latency = database.backend().latency_of(&statement);
            plan = plan.call(&statement, at, latency);
            at += latency;
        }
        plan = plan.returns(&order.name(), at);
        taken.push((at - begin, start(&lab, &database, order)));
    }
    let mut ended = Vec::new();
    for (alone, order) in taken {
        let (answer, at) = order.join().await;
        ended.push((alone, at - begin, answer));
    }
    for (order, (alone, elapsed, _)) in orders.iter().zip(&ended) {
        // Whoever reads the price beside the transaction may be faster; what is written is for others to say.
        if elapsed > alone {
            let what = format!("the {} among others", order.name());
            lab.expect_elapsed(&what, *alone, *elapsed, plan.clone());
        }
    }
    for (order, (.., answer)) in orders.iter().zip(ended) {
        expect_taken(&lab, order, answer);
    }
}

/// When the answer comes, the order and its invoice are in the database, each once, at the newest price.
#[check(lifecycle, points = 3)]
async fn written_when_the_answer_comes(lab: Lab) {
    let (database, mut orders) = shop(&lab, 2);
    // The first customer comes again for the same item, which has another price by then.
    let mut again = orders[0].clone();
    again.price = lab.between(10_000..=99_999).to_string();
    orders.push(again);
    let mut expected = Vec::new();
    for (number, order) in orders.iter().enumerate() {
        if number == 2 {
            database.put("prices", &order.item, &order.price);
        }
        let (answer, _) = start(&lab, &database, order).join().await;
        lab.expect_eq("the answer", Ok(Some(order.price.clone())), answer);
        expected.push(row("orders", &order.customer, &order.item));
        expected.push(row("invoices", &order.customer, &order.price));
        let (expected, actual) = (shown(expected.clone()), written(&database));
        lab.expect(
            "what is written when the answer comes",
            Diagnosis::WrongResult,
            expected == actual,
            &expected,
            &actual,
        );
    }
}

/// If a statement fails, the caller gets its error, and nothing is written.
// Few orders show that two transactions were made at once, and sixty schedules do not always hold one of them.
#[check(behaviour, points = 2, schedules = 1000)]
async fn both_or_neither(lab: Lab) {
    let (database, orders) = shop(&lab, 1);
    let order = &orders[0];
    let statement = order.statements()[lab.between(0..=3) as usize].clone();
    database.backend().break_call(&statement);
    let (answer, _) = start(&lab, &database, order).join().await;
    // What was left running has its time.
    lab.sleep(Duration::from_secs(5)).await;
    let error = DbError { statement };
    let what = format!("the answer while {} fails", error.statement);
    lab.expect(
        &what,
        Diagnosis::SwallowedError,
        answer.is_err(),
        format!("Err({error:?})"),
        format!("{answer:?}"),
    );
    lab.expect_eq(&what, Err(error), answer);
    let actual = written(&database);
    lab.expect(
        "what is written after a failure",
        Diagnosis::WrongResult,
        actual == shown(Vec::new()),
        shown(Vec::new()),
        &actual,
    );
}

/// For an item without a price the answer is `None` as soon as that is known, and nothing is written.
#[check(behaviour, points = 1)]
async fn no_price_no_order(lab: Lab) {
    let (database, _) = shop(&lab, 1);
    let unknown = Order::drawn(&lab, 2);
    // Longer than any other statement, so that whoever does something beside it is not late.
    let [query, ..] = unknown.statements();
    let latency = Duration::from_secs(1);
    database.backend().set_latency(&query, latency);
    let begin = lab.now();
    let (answer, answered_at) = start(&lab, &database, &unknown).join().await;
    lab.expect_eq("the answer", Ok(None::<String>), answer);
    lab.sleep(Duration::from_secs(5)).await;
    let actual = written(&database);
    lab.expect(
        "what is written for an item without a price",
        Diagnosis::WrongResult,
        actual == shown(Vec::new()),
        shown(Vec::new()),
        &actual,
    );
    // Today nothing else is asked for then.
    lab.expect(
        "what an answer without a price waits for",
        Diagnosis::WrongResult,
        answered_at - begin <= latency,
        query,
        database.backend().sent().join("\n"),
    );
}

harness::main!();
