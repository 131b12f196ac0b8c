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

/// Orders, and a database that knows the prices.
fn shop(lab: &Lab, count: usize) -> (Database, Vec<Order>) {
    let database = Database::new(lab.conditions());
    let orders: Vec<Order> = (1..=count)
        .map(|number| Order::drawn(lab, number))
        .collect();
    for order in &orders {
        database.put("prices", &order.item, &order.price);
    }
    (database, orders)
}

fn start(
    lab: &Lab,
    database: &Database,
    order: &Order,
) -> Started<Result<Option<String>, DbError>> {
    let (database, order) = (database.clone(), order.clone());
    lab.start(order.name(), async move {
        take_order(&database, &order.customer, &order.item).await
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
        taken.push(start(&lab, &database, order));
    }
    let heartbeat = lab.heartbeat(lab.millis(3..=9), 20);
    lab.expect_steady(heartbeat).await;
    for (order, taken) in orders.iter().zip(taken) {
        expect_taken(&lab, order, taken.join().await);
    }
}

/// Orders at the same time take as long as the slowest of them alone.
#[check(timing, points = 3)]
async fn orders_overlap(lab: Lab) {
    let count = lab.between(2..=6) as usize;
    let (database, orders) = shop(&lab, count);
    let begin = lab.now();
    let mut slowest = Duration::ZERO;
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
        slowest = slowest.max(at - begin);
        taken.push(start(&lab, &database, order));
    }
    let mut answers = Vec::new();
    for order in taken {
        answers.push(order.join().await);
    }
    let elapsed = lab.now() - begin;
    // Whoever reads the price beside the transaction may be faster; what is written is for others to say.
    if elapsed > slowest {
        lab.expect_elapsed("orders at the same time", slowest, elapsed, plan);
    }
    for (order, answer) in orders.iter().zip(answers) {
        expect_taken(&lab, order, answer);
    }
}

/// When the answer comes, the order and its invoice are in the database, each once.
#[check(lifecycle, points = 3)]
async fn written_when_the_answer_comes(lab: Lab) {
    let (database, orders) = shop(&lab, 2);
    let mut expected = Vec::new();
    for order in &orders {
        let answer = start(&lab, &database, order).join().await;
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
    let answer = start(&lab, &database, order).join().await;
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

/// For an item without a price the answer is `None`, and nothing is written.
#[check(behaviour, points = 1)]
async fn no_price_no_order(lab: Lab) {
    let (database, _) = shop(&lab, 1);
    let unknown = Order::drawn(&lab, 2);
    let answer = start(&lab, &database, &unknown).join().await;
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
}

harness::main!();
