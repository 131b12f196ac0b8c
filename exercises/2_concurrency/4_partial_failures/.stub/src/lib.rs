//! The weather map: shows what each station of a network measures.
use futures::future::try_join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let readings = stations.iter().map(|station| station.read());
    match try_join_all(readings).await {
        Ok(readings) => readings.into_iter().map(Ok).collect(),
        // Without all of its stations there is no map.
        Err(error) => stations.iter().map(|_| Err(error.clone())).collect(),
    }
}
