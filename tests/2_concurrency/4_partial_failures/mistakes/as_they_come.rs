//! Fails: in_the_order_of_the_stations = wrong_order
//!
//! The results come in the order in which the stations answer.
use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use services::{NoReading, Reading, Station};
use std::panic::AssertUnwindSafe;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let results: FuturesUnordered<_> = stations
        .iter()
        .map(async |station| {
            let read = AssertUnwindSafe(station.read()).catch_unwind().await;
            read.unwrap_or_else(|_| {
                Err(NoReading {
                    station: station.name().to_owned(),
                })
            })
        })
        .collect();
    results.collect().await
}
