//! Fails: ten_refused_logins_at_once = over_serialised
//!
//! Logins of the same user wait for each other.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::{CarrierSdk, Database, DbError};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::Mutex as Turn, task::spawn_blocking, time::sleep};

/// Before a login is refused, so that guessing passwords is slow.
const PAUSE: Duration = Duration::from_secs(2);

#[derive(Clone)]
struct Shop {
    database: Database,
    carrier: CarrierSdk,
    turns: Arc<Mutex<HashMap<String, Arc<Turn<()>>>>>,
}

/// The service. `POST /refused/{user}` answers a login with a wrong password, `POST /orders/{customer}/{item}`
/// takes an order, `GET /labels/{parcel}` gives the code for a parcel.
pub fn app(database: Database, carrier: CarrierSdk) -> Router {
    let turns = Arc::default();
    Router::new()
        .route("/refused/{user}", post(refuse_login))
        .route("/orders/{customer}/{item}", post(take_order))
        .route("/labels/{parcel}", get(label))
        .with_state(Shop {
            database,
            carrier,
            turns,
        })
}

async fn refuse_login(State(shop): State<Shop>, Path(user): Path<String>) -> (StatusCode, String) {
    let turn = {
        let mut turns = shop.turns.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(user.clone()).or_default())
    };
    let _turn = turn.lock().await;
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
    // The SDK is synchronous: another thread waits for it.
    match spawn_blocking(move || shop.carrier.label(parcel)).await {
        Ok(Ok(label)) => Ok(Json(json!({ "code": label.code }))),
        Ok(Err(_)) => Err(StatusCode::CONFLICT),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
