//! Fails: ten_orders_at_once = over_serialised
//!
//! One order holds the database until it is saved.
use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value, json};
use services::{CarrierSdk, Database, DbError};
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;

type Shop = Arc<(Mutex<Database>, CarrierSdk)>;

/// The service. `POST /refused/{user}` answers a login with a wrong password, `POST /orders/{customer}/{item}`
/// takes an order, `GET /labels/{parcel}` gives the code for a parcel.
pub fn app(database: Database, carrier: CarrierSdk) -> Router {
    Router::new()
        .route("/refused/{user}", post(refuse))
        .route("/orders/{customer}/{item}", post(order))
        .route("/labels/{parcel}", get(label))
        .with_state(Arc::new((Mutex::new(database), carrier)))
}

async fn refuse(Path(user): Path<String>) -> (StatusCode, String) {
    tokio::time::sleep(Duration::from_secs(2)).await;
    (StatusCode::UNAUTHORIZED, format!("Sorry, {user}."))
}

async fn order(
    State(shop): State<Shop>,
    Path((customer, item)): Path<(String, String)>,
) -> Result<(StatusCode, Json<Value>), StatusCode> {
    let database = shop.0.lock().await;
    match save(&database, &customer, &item).await {
        Ok(orders) => Ok((StatusCode::CREATED, Json(json!({ "orders": orders })))),
        Err(_) => Err(StatusCode::SERVICE_UNAVAILABLE),
    }
}

async fn save(database: &Database, customer: &str, item: &str) -> Result<Vec<String>, DbError> {
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
    let carrier = shop.1.clone();
    let label = tokio::task::spawn_blocking(move || carrier.label(parcel)).await;
    match label {
        Ok(Ok(label)) => Ok(Json(json!({ "code": label.code }))),
        _ => Err(StatusCode::CONFLICT),
    }
}
