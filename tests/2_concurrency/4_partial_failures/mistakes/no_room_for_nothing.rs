//! Fails: in_the_order_of_the_stations = deadlock
//!
//! The buffer has room for as many as there are stations, also for none.
use futures::{FutureExt, StreamExt, stream};
use services::{NoReading, Reading, Station};
use std::panic::AssertUnwindSafe;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    stream::iter(stations)
        .map(async |station| {
            let read = AssertUnwindSafe(station.read()).catch_unwind().await;
            read.unwrap_or_else(|_| Err(no_reading(station)))
        })
        .buffered(stations.len())
        .collect()
        .await
}

fn no_reading(station: &Station) -> NoReading {
    NoReading {
        station: station.name().to_owned(),
    }
}
