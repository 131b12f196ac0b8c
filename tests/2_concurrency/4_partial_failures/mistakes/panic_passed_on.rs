//! Fails: a_panic_stays_with_its_station = panicked
//!
//! Each station has its task, and the panic of one is passed on.
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let tasks: Vec<_> = stations
        .iter()
        .map(|station| tokio::spawn(station.read()))
        .collect();
    let mut results = Vec::with_capacity(stations.len());
    for task in tasks {
        results.push(task.await.expect("reading a station does not panic"));
    }
    results
}
