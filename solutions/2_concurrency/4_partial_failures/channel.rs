//! The weather map: shows what each station of a network measures.
use services::{NoReading, Reading, Station};
use tokio::sync::mpsc;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let (results, mut received) = mpsc::unbounded_channel();
    for (place, station) in stations.iter().enumerate() {
        let (results, read) = (results.clone(), station.read());
        tokio::spawn(async move {
            // The map may be gone by then.
            let _ = results.send((place, read.await));
        });
    }
    // The channel ends when every task has sent its result or panicked.
    drop(results);
    let mut read = vec![None; stations.len()];
    while let Some((place, result)) = received.recv().await {
        read[place] = Some(result);
    }
    let results = stations.iter().zip(read);
    results
        .map(|(station, result)| result.unwrap_or_else(|| Err(no_reading(station))))
        .collect()
}

fn no_reading(station: &Station) -> NoReading {
    NoReading {
        station: station.name().to_owned(),
    }
}
