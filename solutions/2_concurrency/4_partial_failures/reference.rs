//! The weather map: shows what each station of a network measures.
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    // A task for each: a panic ends only the task in which it happens.
    let tasks: Vec<_> = stations
        .iter()
        .map(|station| tokio::spawn(station.read()))
        .collect();
    let mut results = Vec::with_capacity(stations.len());
    for (station, task) in stations.iter().zip(tasks) {
        results.push(task.await.unwrap_or_else(|_| Err(no_reading(station))));
    }
    results
}

fn no_reading(station: &Station) -> NoReading {
    NoReading {
        station: station.name().to_owned(),
    }
}
