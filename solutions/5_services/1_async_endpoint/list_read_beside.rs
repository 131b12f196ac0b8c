//! The service of a shop: logins, orders, and labels for parcels.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::{CarrierSdk, Database, DbError};
use std::time::Duration;
use tokio::task::spawn_blocking;

/// Before a login is refused, so that guessing passwords is slow.
const PAUSE: Duration = Duration::from_secs(2);

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
    tokio::time::sleep(PAUSE).await;
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

/// Saves an order; gives all orders of the customer, which a second session reads while the order is written.
async fn save_order(
    database: &Database,
    customer: &str,
    item: &str,
) -> Result<Vec<String>, DbError> {
    let mut reading = database.async_session();
    let mut writing = database.async_session();
    let (mut orders, ()) = tokio::try_join!(
        reading.select("orders", customer),
        writing.insert("orders", customer, item),
    )?;
    writing.commit().await?;
    orders.push(item.to_owned());
    Ok(orders)
}

async fn label(
    State(shop): State<Shop>,
    Path(parcel): Path<u32>,
) -> Result<Json<Value>, StatusCode> {
    match spawn_blocking(move || shop.carrier.label(parcel)).await {
        Ok(Ok(label)) => Ok(Json(json!({ "code": label.code }))),
        Ok(Err(_)) => Err(StatusCode::CONFLICT),
        Err(_) => Err(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
