//! The weather map: shows what each station of a network measures.
use futures::future::BoxFuture;
use services::{NoReading, Reading, Station};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    read_some(stations).await
}

fn read_some(stations: &[Station]) -> BoxFuture<'_, Vec<Result<Reading, NoReading>>> {
    Box::pin(async move {
        let Some((first, rest)) = stations.split_first() else {
            return Vec::new();
        };
        let task = tokio::spawn(first.read());
        let mut others = read_some(rest).await;
        let error = |_| {
            Err(NoReading {
                station: first.name().to_owned(),
            })
        };
        others.insert(0, task.await.unwrap_or_else(error));
        others
    })
}
