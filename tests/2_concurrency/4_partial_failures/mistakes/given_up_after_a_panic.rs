//! Fails: a_panic_stays_with_its_station = cancelled_siblings
//!
//! The first panic ends the tasks of all other stations.
use services::{NoReading, Reading, Station};
use tokio::task::JoinSet;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let error = |station: &Station| {
        Err(NoReading {
            station: station.name().to_owned(),
        })
    };
    let mut results: Vec<_> = stations.iter().map(error).collect();
    let mut tasks = JoinSet::new();
    for (place, station) in stations.iter().enumerate() {
        let read = station.read();
        tasks.spawn(async move { (place, read.await) });
    }
    while let Some(done) = tasks.join_next().await {
        match done {
            Ok((place, result)) => results[place] = result,
            Err(_) => tasks.abort_all(),
        }
    }
    results
}
