//! Fails: a_panic_stays_with_its_station = wrong_result
//!
//! The error of a task that panicked does not say which station it was.
use futures::future::join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let tasks = stations.iter().map(|station| tokio::spawn(station.read()));
    let unknown = || NoReading {
        station: "unknown".to_owned(),
    };
    let results = join_all(tasks).await.into_iter();
    results
        .map(|result| result.unwrap_or_else(|_| Err(unknown())))
        .collect()
}
