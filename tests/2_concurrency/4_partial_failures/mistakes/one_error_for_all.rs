//! Fails: the_others_stay = wrong_result
//! Fails: a_failure_stays_with_its_station = wrong_result
//! Fails: a_panic_stays_with_its_station = wrong_result
//!
//! All stations are waited for, and then one error counts for all of them.
use futures::future::join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let tasks = stations.iter().map(|station| tokio::spawn(station.read()));
    let results = join_all(tasks).await.into_iter();
    let readings: Result<Vec<Reading>, NoReading> = results
        .zip(stations)
        .map(|(result, station)| {
            result.unwrap_or_else(|_| {
                Err(NoReading {
                    station: station.name().to_owned(),
                })
            })
        })
        .collect();
    match readings {
        Ok(readings) => readings.into_iter().map(Ok).collect(),
        Err(error) => stations.iter().map(|_| Err(error.clone())).collect(),
    }
}
