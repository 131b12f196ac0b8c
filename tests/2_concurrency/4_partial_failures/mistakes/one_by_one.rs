//! Fails: a_panic_stays_with_its_station = sequential
//! Fails: half_a_second_for_three = sequential
//!
//! Each station is read by a task of its own, one after the other.
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let mut results = Vec::with_capacity(stations.len());
    for station in stations {
        let read = tokio::spawn(station.read()).await;
        results.push(read.unwrap_or_else(|_| {
            Err(NoReading {
                station: station.name().to_owned(),
            })
        }));
    }
    results
}
