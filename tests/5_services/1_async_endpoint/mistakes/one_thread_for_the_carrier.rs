//! Fails: ten_labels_at_once = sequential
//!
//! One thread makes all labels, one after another.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::{CarrierSdk, Database, DbError, Label, Refused};
use std::{sync::mpsc, thread, time::Duration};
use tokio::{sync::oneshot, time::sleep};

/// Before a login is refused, so that guessing passwords is slow.
const PAUSE: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Shop {
    database: Database,
    carrier: mpsc::Sender<Question>,
}

/// A parcel, and where its label goes.
type Question = (u32, oneshot::Sender<Result<Label, Refused>>);

/// The service. `POST /refused/{user}` answers a login with a wrong password, `POST /orders/{customer}/{item}`
/// takes an order, `GET /labels/{parcel}` gives the code for a parcel.
pub fn app(database: Database, carrier: CarrierSdk) -> Router {
    let (questions, asked) = mpsc::channel::<Question>();
    thread::spawn(move || {
        for (parcel, answer) in asked {
            // Whoever asked may have left.
            let _ = answer.send(carrier.label(parcel));
        }
    });
    let carrier = questions;
    Router::new()
        .route("/refused/{user}", post(refuse_login))
        .route("/orders/{customer}/{item}", post(take_order))
        .route("/labels/{parcel}", get(label))
        .with_state(Shop { database, carrier })
}

async fn refuse_login(Path(user): Path<String>) -> (StatusCode, String) {
    sleep(PAUSE).await;
    (StatusCode::UNAUTHORIZED, format!("Sorry, {user}."))
}

async fn take_order(
    State(shop): State<Shop>,
    Path((customer, item)): Path<(String, String)>,
) -> Result<(StatusCode, Json<Value>), StatusCode> {
    let orders = save_order(&shop.database, &customer, &item).await;
    match orders {
        Ok(orders) => Ok((StatusCode::CREATED, Json(json!({ "orders": orders })))),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Saves an order; gives all orders of the customer.
async fn save_order(
    database: &Database,
    customer: &str,
    item: &str,
) -> Result<Vec<String>, DbError> {
    let mut session = database.async_session();
    session.insert("orders", customer, item).await?;
    let orders = session.select("orders", customer).await?;
    session.commit().await?;
    Ok(orders)
}

async fn label(
    State(shop): State<Shop>,
    Path(parcel): Path<u32>,
) -> Result<Json<Value>, StatusCode> {
    let (answer, label) = oneshot::channel();
    // The thread lives as long as the service.
    let _ = shop.carrier.send((parcel, answer));
    match label.await {
        Ok(Ok(label)) => Ok(Json(json!({ "code": label.code }))),
        Ok(Err(_)) => Err(StatusCode::CONFLICT),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
