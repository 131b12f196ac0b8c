//! The weather map: shows what each station of a network measures.
use futures::{FutureExt, future::join_all};
use services::{NoReading, Reading, Station};
use std::panic::AssertUnwindSafe;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let read = async |station: &Station| {
        // Nothing is used again after its panic.
        let read = AssertUnwindSafe(station.read()).catch_unwind().await;
        read.unwrap_or_else(|_| Err(no_reading(station)))
    };
    join_all(stations.iter().map(read)).await
}

fn no_reading(station: &Station) -> NoReading {
    NoReading {
        station: station.name().to_owned(),
    }
}
