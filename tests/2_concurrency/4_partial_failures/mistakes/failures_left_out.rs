//! Fails: a_failure_stays_with_its_station = swallowed_error
//! Fails: a_panic_stays_with_its_station = swallowed_error
//!
//! Only the stations that answered are shown.
use futures::future::join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let tasks = stations.iter().map(|station| tokio::spawn(station.read()));
    let results = join_all(tasks).await.into_iter().flatten();
    results.filter(|result| result.is_ok()).collect()
}
