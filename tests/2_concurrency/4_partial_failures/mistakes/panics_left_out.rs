//! Fails: a_panic_stays_with_its_station = swallowed_error
//!
//! A station whose task panicked has no result at all.
use futures::future::join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let tasks = stations.iter().map(|station| tokio::spawn(station.read()));
    join_all(tasks).await.into_iter().flatten().collect()
}
