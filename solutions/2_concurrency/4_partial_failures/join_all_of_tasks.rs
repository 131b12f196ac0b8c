//! The weather map: shows what each station of a network measures.
use futures::future::join_all;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    join_all(
        stations
            .iter()
            .map(async |station| match tokio::spawn(station.read()).await {
                Ok(result) => result,
                Err(_) => Err(NoReading {
                    station: station.name().to_owned(),
                }),
            }),
    )
    .await
}
