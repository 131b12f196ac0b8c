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
    http::{Method, Request},
};
use harness::{Diagnosis, Lab, Plan, Started, check};
use serde_json::{Value, json};
use services::{Backend, CarrierSdk, Database, Label};
use std::time::Duration;
use tower::ServiceExt;

const PAUSE: Duration = Duration::from_secs(2);

/// What the shop's service uses, and the service.
struct Shop {
    database: Database,
    carrier: CarrierSdk,
    app: Router,
}

/// A status, and a body: as JSON if it is some, else as text.
type Answer = (u16, Value);

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
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.unwrap_or_default();
    let text = || Value::from(String::from_utf8_lossy(&bytes).into_owned());
    let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| text());
    (status, body)
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

/// While these requests are answered, with this status, everything else goes on.
async fn expect_nobody_held_up(lab: &Lab, status: u16, requests: Vec<Started<Answer>>) {
    let heartbeat = lab.heartbeat(lab.millis(3..=17), 20);
    lab.expect_steady(heartbeat).await;
    for request in requests {
        lab.expect_eq("the status", status, request.join().await.0);
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

/// These requests, begun just now, must take this long together.
async fn expect_as_long_as(
    lab: &Lab,
    what: &str,
    slowest: Duration,
    plan: Plan,
    requests: Vec<Started<Answer>>,
) {
    let start = lab.now();
    for request in requests {
        request.join().await;
    }
    lab.expect_elapsed(what, slowest, lab.now() - start, plan);
}

/// An answer must have this status and this body.
fn expect_answer(lab: &Lab, what: &str, meaning: Diagnosis, expected: Answer, actual: &Answer) {
    let text = |(status, body): &Answer| format!("{status}\n{body:#}");
    let holds = *actual == expected;
    lab.expect(what, meaning, holds, text(&expected), text(actual));
}

/// While refused logins make their pause, everything else goes on, to the millisecond.
#[check(timing, points = 2)]
async fn refused_logins_hold_nobody_up(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let users = customers(&lab, 3).into_iter();
    let logins = users.map(|user| shop.post(&lab, &format!("/refused/{user}")));
    expect_nobody_held_up(&lab, 401, logins.collect()).await;
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
    for user in customers(&lab, 10) {
        let path = format!("/refused/{user}");
        plan = plan.returns(&format!("POST {path}"), PAUSE);
        logins.push(shop.post(&lab, &path));
    }
    expect_as_long_as(&lab, "ten refused logins", PAUSE, plan, logins).await;
}

/// Ten orders at the same time take as long as the slowest of them.
#[check(timing, points = 1)]
async fn ten_orders_at_once(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (mut plan, mut slowest, mut orders) = (Plan::new(), Duration::ZERO, Vec::new());
    for customer in customers(&lab, 10) {
        let path = format!("/orders/{customer}/tea");
        let takes = shop.order_takes(&customer);
        slowest = slowest.max(takes);
        plan = plan.returns(&format!("POST {path}"), takes);
        orders.push(shop.post(&lab, &path));
    }
    expect_as_long_as(&lab, "ten orders", slowest, plan, orders).await;
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
    expect_as_long_as(&lab, "ten labels", slowest, plan, labels).await;
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
    let expected = (401, Value::from(format!("Sorry, {user}.")));
    expect_answer(
        &lab,
        "the answer",
        Diagnosis::WrongResult,
        expected,
        &answer,
    );
}

/// An order that is answered with 201 is saved; one that the database does not take is answered with 503, and
/// is not saved.
#[check(behaviour, points = 2)]
async fn orders_are_saved_or_refused(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let customers = customers(&lab, 2);
    let (customer, other) = (&customers[0], &customers[1]);
    let items = [lab.word(), lab.word()];
    shop.database.put("orders", other, &lab.word());
    shop.database.put("orders", customer, &items[0]);
    let path = format!("/orders/{customer}/{}", items[1]);
    let answer = shop.post(&lab, &path).join().await;
    let expected = (201, json!({ "orders": items }));
    let what = "the answer to an order";
    expect_answer(&lab, what, Diagnosis::WrongResult, expected, &answer);
    let saved = |shop: &Shop| shop.database.rows("orders").len();
    lab.expect_eq("the orders in the database", 3, saved(&shop));

    let statements = ["INSERT orders", "SELECT orders", "COMMIT"];
    let broken = match lab.between(0..=2) {
        2 => "COMMIT".to_owned(),
        place => format!("{} {other}", statements[usize::from(place == 1)]),
    };
    shop.database.backend().break_call(&broken);
    let answer = shop
        .post(&lab, &format!("/orders/{other}/tea"))
        .join()
        .await;
    let what = format!("the answer while the database does not do `{broken}`");
    let expected = (503, Value::from(""));
    expect_answer(&lab, &what, Diagnosis::SwallowedError, expected, &answer);
    lab.expect_eq("the orders in the database", 3, saved(&shop));
}

/// A parcel gets the carrier's code, or 409 if the carrier refuses it.
#[check(behaviour, points = 1)]
async fn labels_are_given_or_refused(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let parcels = parcels(&lab, &shop, 2, 50);
    let answer = shop.label(&lab, parcels[0]).join().await;
    let expected = (200, json!({ "code": Label::known(parcels[0]).code }));
    expect_answer(&lab, "the label", Diagnosis::WrongResult, expected, &answer);
    let backend: &Backend = shop.carrier.backend();
    backend.break_call(&CarrierSdk::call_name(parcels[1]));
    let answer = shop.label(&lab, parcels[1]).join().await;
    let what = "the answer for a parcel that the carrier refuses";
    let expected = (409, Value::from(""));
    expect_answer(&lab, what, Diagnosis::SwallowedError, expected, &answer);
}

harness::main!();
