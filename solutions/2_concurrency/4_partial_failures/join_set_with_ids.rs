//! The weather map: shows what each station of a network measures.
use services::{NoReading, Reading, Station};
use std::collections::HashMap;
use tokio::task::JoinSet;

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    let mut tasks = JoinSet::new();
    let mut places = HashMap::new();
    for (place, station) in stations.iter().enumerate() {
        places.insert(tasks.spawn(station.read()).id(), place);
    }
    // Whoever ends without a result has none.
    let mut results: Vec<_> = stations
        .iter()
        .map(|station| {
            Err(NoReading {
                station: station.name().to_owned(),
            })
        })
        .collect();
    while let Some(ended) = tasks.join_next_with_id().await {
        if let Ok((id, result)) = ended {
            results[places[&id]] = result;
        }
    }
    results
}
