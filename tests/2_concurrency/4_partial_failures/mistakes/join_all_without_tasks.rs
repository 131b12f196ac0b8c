//! Fails: a_panic_stays_with_its_station = panicked
//!
//! All results are kept, but all stations are read in one task, and a panic ends it.
use futures::future::join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    join_all(stations.iter().map(|station| station.read())).await
}
