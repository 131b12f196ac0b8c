//! Fails: orders_are_saved_or_refused = leaked_task
//!
//! A slow order is answered with 503, and its task saves it afterwards.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::{CarrierSdk, Database, DbError};
use std::time::Duration;
use tokio::{
    task::spawn_blocking,
    time::{sleep, timeout},
};

/// Before a login is refused, so that guessing passwords is slow.
const PAUSE: Duration = Duration::from_secs(2);
/// After that nobody waits for the database any more.
const PATIENCE: Duration = Duration::from_millis(500);

#[derive(Clone)]
struct Shop {
    database: Database,
    carrier: CarrierSdk,
}

/// The service. `POST /refused/{user}` answers a login with a wrong password, `POST /orders/{customer}/{item}`
/// takes an order, `GET /labels/{parcel}` gives the code for a parcel.
pub fn app(database: Database, carrier: CarrierSdk) -> Router {
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
    let saving = tokio::spawn(async move { save_order(&shop.database, &customer, &item).await });
    match timeout(PATIENCE, saving).await {
        Ok(Ok(Ok(orders))) => Ok((StatusCode::CREATED, Json(json!({ "orders": orders })))),
        _ => Err(StatusCode::SERVICE_UNAVAILABLE),
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
