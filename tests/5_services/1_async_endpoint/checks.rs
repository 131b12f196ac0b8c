//! Stub: refused_logins_hold_nobody_up = blocked_event_loop
//! Stub: orders_hold_nobody_up = blocked_event_loop
//! Stub: labels_hold_nobody_up = blocked_event_loop
//! Stub: ten_refused_logins_at_once = blocked_event_loop
//! Stub: ten_orders_at_once = blocked_event_loop
//! Stub: ten_labels_at_once = blocked_event_loop
//!
//! Hidden checks of `async_endpoint`: what others notice of a request, and what the requests are answered.
use async_endpoint::app;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, header::CONTENT_TYPE},
};
use harness::{Diagnosis, Lab, Plan, Started, check};
use serde_json::{Value, json};
use services::{Backend, CarrierSdk, Database, Label};
use std::{fmt, time::Duration};
use tower::ServiceExt;

const PAUSE: Duration = Duration::from_secs(2);
const JSON: &str = "application/json";

/// What the shop's service uses, and the service.
struct Shop {
    database: Database,
    carrier: CarrierSdk,
    app: Router,
}

/// What the service answered.
#[derive(PartialEq)]
struct Answer {
    status: u16,
    /// What the body is said to be, `application/json`; empty without a body.
    kind: String,
    /// As JSON if that is what it is said to be, else as text.
    body: Value,
}

impl Answer {
    fn json(status: u16, body: Value) -> Self {
        let kind = JSON.to_owned();
        Self { status, kind, body }
    }

    fn text(status: u16, body: &str) -> Self {
        let (kind, body) = ("text/plain".to_owned(), Value::from(body));
        Self { status, kind, body }
    }

    fn empty(status: u16) -> Self {
        let (kind, body) = (String::new(), Value::from(""));
        Self { status, kind, body }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, kind, body } = self;
        writeln!(f, "{status}")?;
        match body {
            Value::String(text) if text.is_empty() && kind.is_empty() => write!(f, "no body"),
            body => write!(f, "{kind}\n{body:#}"),
        }
    }
}

impl Shop {
    /// A new shop; its service is made by a task of its own, since it may spawn some.
    async fn open(lab: &Lab) -> Self {
        let database = Database::new(lab.conditions());
        let carrier = CarrierSdk::new(lab.conditions());
        let own = (database.clone(), carrier.clone());
        let app = lab.run("app", async move { app(own.0, own.1) }).await;
        Self {
            database,
            carrier,
            app,
        }
    }

    fn post(&self, lab: &Lab, path: &str) -> Started<Answer> {
        self.start(lab, Method::POST, path)
    }

    fn label(&self, lab: &Lab, parcel: u32) -> Started<Answer> {
        self.start(lab, Method::GET, &format!("/labels/{parcel}"))
    }

    fn start(&self, lab: &Lab, method: Method, path: &str) -> Started<Answer> {
        let name = format!("{method} {path}");
        let request = Request::builder().method(method).uri(path);
        let request = request.body(Body::empty()).expect("a request");
        lab.start(name, call(self.app.clone(), request))
    }

    /// How long an order of this customer takes.
    fn order_takes(&self, customer: &str) -> Duration {
        let statements = [
            format!("INSERT orders {customer}"),
            format!("SELECT orders {customer}"),
            "COMMIT".to_owned(),
        ];
        let latency = |statement: &String| self.database.backend().latency_of(statement);
        statements.iter().map(latency).sum()
    }
}

async fn call(app: Router, request: Request<Body>) -> Answer {
    let Ok(response) = app.oneshot(request).await;
    let status = response.status().as_u16();
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.unwrap_or_default();
    if bytes.is_empty() {
        return Answer::empty(status);
    }
    let text = || Value::from(String::from_utf8_lossy(&bytes).into_owned());
    let body = match kind == JSON {
        true => serde_json::from_slice(&bytes).unwrap_or_else(|_| text()),
        false => text(),
    };
    Answer { status, kind, body }
}

/// Different numbers of parcels, each with a label that takes this long.
fn parcels(lab: &Lab, shop: &Shop, count: usize, millis: u64) -> Vec<u32> {
    let numbers = lab.distinct(count, 1..=999).into_iter();
    let parcels = numbers.map(|number| u32::try_from(number).expect("at most 999"));
    let slow = |parcel: u32| {
        let latency = lab.millis(millis..=2 * millis);
        let call = CarrierSdk::call_name(parcel);
        shop.carrier.backend().set_latency(&call, latency);
        parcel
    };
    parcels.map(slow).collect()
}

/// Different customers, as many as asked for.
fn customers(lab: &Lab, count: usize) -> Vec<String> {
    let numbers = lab.distinct(count, 1..=999).into_iter();
    numbers
        .map(|number| format!("{}{number}", lab.word()))
        .collect()
}

/// Ten names, most of them more than once.
fn ten_names(lab: &Lab) -> Vec<String> {
    let names = customers(lab, 4).into_iter();
    names.cycle().take(10).collect()
}

/// While these requests are answered, with this status, everything else goes on.
async fn expect_nobody_held_up(lab: &Lab, status: u16, requests: Vec<Started<Answer>>) {
    let heartbeat = lab.heartbeat(lab.millis(3..=17), 20);
    lab.expect_steady(heartbeat).await;
    for request in requests {
        lab.expect_eq("the status", status, request.join().await.status);
    }
}

/// Whoever does nothing holds nobody up.
async fn expect_asked(lab: &Lab, backend: &Backend) {
    // When the work must be done is for other checks to say.
    lab.sleep(Duration::from_millis(1)).await;
    let calls = backend.meter().calls;
    lab.expect(
        "what was asked for the three requests",
        Diagnosis::WrongResult,
        calls >= 3,
        "3 calls or more",
        format!("{calls} calls"),
    );
}

/// How long these requests take together; they were begun just now.
async fn time_of(lab: &Lab, requests: Vec<Started<Answer>>) -> Duration {
    let start = lab.now();
    for request in requests {
        request.join().await;
    }
    lab.now() - start
}

/// An answer must be this one; another status has this meaning.
fn expect_answer(lab: &Lab, what: &str, meaning: Diagnosis, expected: Answer, actual: &Answer) {
    let meaning = match actual.status == expected.status {
        true => Diagnosis::WrongResult,
        false => meaning,
    };
    let holds = *actual == expected;
    lab.expect(what, meaning, holds, expected, actual);
}

/// While refused logins make their pause, everything else goes on, to the millisecond: other logins, too.
#[check(timing, points = 2)]
async fn refused_logins_hold_nobody_up(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (mut plan, mut logins) = (Plan::new(), Vec::new());
    // A login needs nothing of which there are only so many.
    let count = usize::try_from(lab.between(12..=40)).expect("at most 40");
    for user in customers(&lab, count) {
        let path = format!("/refused/{user}");
        plan = plan.returns(&format!("POST {path}"), PAUSE);
        logins.push(shop.post(&lab, &path));
    }
    let start = lab.now();
    expect_nobody_held_up(&lab, 401, logins).await;
    let took = lab.now() - start;
    // Whether the pause is made at all is for another check to say.
    if took > PAUSE {
        lab.expect_elapsed("all refused logins", PAUSE, took, plan);
    }
}

/// While orders are saved, everything else goes on, to the millisecond.
#[check(timing, points = 3)]
async fn orders_hold_nobody_up(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let customers = customers(&lab, 3).into_iter();
    let orders = customers.map(|customer| shop.post(&lab, &format!("/orders/{customer}/tea")));
    expect_nobody_held_up(&lab, 201, orders.collect()).await;
    expect_asked(&lab, shop.database.backend()).await;
}

/// While the carrier makes labels, everything else goes on, to the millisecond.
#[check(timing, points = 3)]
async fn labels_hold_nobody_up(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let parcels = parcels(&lab, &shop, 3, 200).into_iter();
    let labels = parcels.map(|parcel| shop.label(&lab, parcel));
    expect_nobody_held_up(&lab, 200, labels.collect()).await;
    expect_asked(&lab, shop.carrier.backend()).await;
}

/// Ten refused logins at the same time take as long as one.
#[check(timing, points = 1)]
async fn ten_refused_logins_at_once(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (mut plan, mut logins) = (Plan::new(), Vec::new());
    for user in ten_names(&lab) {
        let path = format!("/refused/{user}");
        plan = plan.returns(&format!("POST {path}"), PAUSE);
        logins.push(shop.post(&lab, &path));
    }
    let took = time_of(&lab, logins).await;
    lab.expect_elapsed("ten refused logins", PAUSE, took, plan);
}

/// Ten orders at the same time take as long as the slowest of them.
#[check(timing, points = 1)]
async fn ten_orders_at_once(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (mut plan, mut slowest, mut orders) = (Plan::new(), Duration::ZERO, Vec::new());
    for customer in ten_names(&lab) {
        let path = format!("/orders/{customer}/tea");
        let takes = shop.order_takes(&customer);
        slowest = slowest.max(takes);
        plan = plan.returns(&format!("POST {path}"), takes);
        orders.push(shop.post(&lab, &path));
    }
    let took = time_of(&lab, orders).await;
    // Statements that do not wait for each other may take less, if the orders are saved.
    if took > slowest {
        lab.expect_elapsed("ten orders", slowest, took, plan);
    }
    let saved = shop.database.rows("orders").len();
    lab.expect_eq("the orders in the database", 10, saved);
}

/// Ten labels at the same time take as long as the slowest of them.
#[check(timing, points = 1)]
async fn ten_labels_at_once(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (mut plan, mut slowest, mut labels) = (Plan::new(), Duration::ZERO, Vec::new());
    for parcel in parcels(&lab, &shop, 10, 200) {
        let call = CarrierSdk::call_name(parcel);
        let takes = shop.carrier.backend().latency_of(&call);
        slowest = slowest.max(takes);
        plan = plan.call(&call, Duration::ZERO, takes);
        plan = plan.returns(&format!("GET /labels/{parcel}"), takes);
        labels.push(shop.label(&lab, parcel));
    }
    let took = time_of(&lab, labels).await;
    lab.expect_elapsed("ten labels", slowest, took, plan);
}

/// A login with a wrong password is refused, after a pause of 2 s.
#[check(behaviour, points = 1)]
async fn the_pause_is_still_made(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let user = lab.word();
    let start = lab.now();
    let name = format!("POST /refused/{user}");
    let answer = shop.post(&lab, &format!("/refused/{user}")).join().await;
    let plan = Plan::new().returns(&name, start + PAUSE);
    lab.expect_elapsed(&name, PAUSE, lab.now() - start, plan);
    let expected = Answer::text(401, &format!("Sorry, {user}."));
    let what = "the answer";
    expect_answer(&lab, what, Diagnosis::WrongResult, expected, &answer);
}

/// An order that is answered with 201 is saved; one that the database does not take is answered with 503, and
/// is not saved.
#[check(behaviour, points = 2)]
async fn orders_are_saved_or_refused(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let customers = customers(&lab, 2);
    let (customer, other) = (&customers[0], &customers[1]);
    let backend: &Backend = shop.database.backend();
    // A database that is slow takes an order all the same.
    for statement in ["INSERT orders", "SELECT orders"] {
        backend.set_latency(&format!("{statement} {customer}"), lab.millis(50..=3_000));
    }
    backend.set_latency("COMMIT", lab.millis(50..=3_000));
    // Who likes an item orders it again.
    let mut items = vec![lab.word(), lab.word()];
    items.push(items[1].clone());
    shop.database.put("orders", other, &lab.word());
    for item in &items[..2] {
        shop.database.put("orders", customer, item);
    }
    let path = format!("/orders/{customer}/{}", items[2]);
    let answer = shop.post(&lab, &path).join().await;
    let expected = Answer::json(201, json!({ "orders": items }));
    let what = "the answer to an order";
    expect_answer(&lab, what, Diagnosis::WrongResult, expected, &answer);
    let saved = |shop: &Shop| shop.database.rows("orders").len();
    lab.expect_eq("the orders in the database", 4, saved(&shop));

    let statements = ["INSERT orders", "SELECT orders", "COMMIT"];
    let broken = match lab.between(0..=2) {
        2 => "COMMIT".to_owned(),
        place => format!("{} {other}", statements[usize::from(place == 1)]),
    };
    backend.break_call(&broken);
    let path = format!("/orders/{other}/tea");
    let answer = shop.post(&lab, &path).join().await;
    let what = format!("the answer while the database does not do `{broken}`");
    let expected = Answer::empty(503);
    expect_answer(&lab, &what, Diagnosis::SwallowedError, expected, &answer);
    // Nor is it saved later.
    backend.mend_call(&broken);
    lab.sleep(Duration::from_secs(60)).await;
    lab.expect_eq("the orders in the database", 4, saved(&shop));

    let answer = shop.post(&lab, &path).join().await;
    let what = "the status of the same order when the database does everything again";
    lab.expect_eq(what, 201, answer.status);
}

/// A parcel gets the carrier's code, or 409 if the carrier refuses it.
#[check(behaviour, points = 1)]
async fn labels_are_given_or_refused(lab: Lab) {
    let shop = Shop::open(&lab).await;
    // A carrier that is slow makes labels all the same.
    let parcels = parcels(&lab, &shop, 2, 2_000);
    let given = |parcel| Answer::json(200, json!({ "code": Label::known(parcel).code }));
    let answer = shop.label(&lab, parcels[0]).join().await;
    let expected = given(parcels[0]);
    expect_answer(&lab, "the label", Diagnosis::WrongResult, expected, &answer);
    let backend: &Backend = shop.carrier.backend();
    let call = CarrierSdk::call_name(parcels[1]);
    backend.break_call(&call);
    let answer = shop.label(&lab, parcels[1]).join().await;
    let what = "the answer for a parcel that the carrier refuses";
    let expected = Answer::empty(409);
    expect_answer(&lab, what, Diagnosis::SwallowedError, expected, &answer);
    backend.mend_call(&call);
    let answer = shop.label(&lab, parcels[1]).join().await;
    let what = "the answer for the same parcel when the carrier takes it";
    let expected = given(parcels[1]);
    expect_answer(&lab, what, Diagnosis::WrongResult, expected, &answer);
}

harness::main!();
