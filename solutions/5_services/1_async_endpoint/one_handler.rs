//! The service of a shop: logins, orders, and labels for parcels.
use axum::{
    Json, Router,
    extract::Request,
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
};
use serde_json::json;
use services::{CarrierSdk, Database, DbError};
use std::time::Duration;
use tokio::{sync::mpsc, time};

/// The service. `POST /refused/{user}` answers a login with a wrong password, `POST /orders/{customer}/{item}`
/// takes an order, `GET /labels/{parcel}` gives the code for a parcel.
pub fn app(database: Database, carrier: CarrierSdk) -> Router {
    Router::new().fallback(async move |request: Request| {
        let path = request.uri().path().to_owned();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (request.method(), &parts[..]) {
            (&Method::POST, ["refused", user]) => refuse(user).await,
            (&Method::POST, ["orders", customer, item]) => {
                match order(&database, customer, item).await {
                    Ok(orders) => {
                        (StatusCode::CREATED, Json(json!({ "orders": orders }))).into_response()
                    }
                    Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
                }
            }
            (&Method::GET, ["labels", parcel]) => match parcel.parse() {
                Ok(parcel) => label(carrier, parcel).await,
                Err(_) => StatusCode::BAD_REQUEST.into_response(),
            },
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    })
}

async fn refuse(user: &str) -> Response {
    time::sleep(Duration::from_secs(2)).await;
    (StatusCode::UNAUTHORIZED, format!("Sorry, {user}.")).into_response()
}

async fn order(database: &Database, customer: &str, item: &str) -> Result<Vec<String>, DbError> {
    let mut session = database.async_session();
    session.insert("orders", customer, item).await?;
    let orders = session.select("orders", customer).await?;
    session.commit().await?;
    Ok(orders)
}

async fn label(carrier: CarrierSdk, parcel: u32) -> Response {
    let (told, mut labels) = mpsc::channel(1);
    tokio::task::spawn_blocking(move || told.blocking_send(carrier.label(parcel)));
    match labels.recv().await {
        Some(Ok(label)) => Json(json!({ "code": label.code })).into_response(),
        _ => StatusCode::CONFLICT.into_response(),
    }
}
