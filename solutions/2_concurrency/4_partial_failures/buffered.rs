//! The weather map: shows what each station of a network measures.
use futures::{FutureExt, StreamExt, stream};
use services::{NoReading, Reading, Station};
use std::panic::AssertUnwindSafe;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    stream::iter(stations)
        .map(|station| {
            AssertUnwindSafe(station.read()).catch_unwind().map(|read| {
                read.unwrap_or_else(|_| {
                    Err(NoReading {
                        station: station.name().to_owned(),
                    })
                })
            })
        })
        .buffered(stations.len().max(1))
        .collect()
        .await
}
