//! Fails: the_others_stay = cancelled_siblings
//! Fails: a_failure_stays_with_its_station = cancelled_siblings
//! Fails: a_panic_stays_with_its_station = cancelled_siblings
//!
//! The first station that fails ends the list.
use services::{NoReading, Reading, Station};
use tokio::task::JoinSet;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let mut tasks = JoinSet::new();
    for (place, station) in stations.iter().enumerate() {
        let reading = station.read();
        tasks.spawn(async move { (place, reading.await) });
    }
    let mut results = vec![None; stations.len()];
    while let Some(Ok((place, Ok(reading)))) = tasks.join_next().await {
        results[place] = Some(reading);
    }
    let results = stations.iter().zip(results);
    results
        .map(|(station, reading)| {
            reading.ok_or_else(|| NoReading {
                station: station.name().to_owned(),
            })
        })
        .collect()
}
