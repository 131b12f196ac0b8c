//! The weather map: shows what each station of a network measures.
use futures::future::join_all;
use services::{NoReading, Reading, Station};
use std::{
    future::{Future, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::pin,
    task::Poll,
};

/// Reads all stations; each gives its reading or its error, in the order of the stations.
pub async fn read_all(stations: &[Station]) -> Vec<Result<Reading, NoReading>> {
    join_all(stations.iter().map(read)).await
}

/// Reads one station; a panic counts as its error.
async fn read(station: &Station) -> Result<Reading, NoReading> {
    let mut reading = pin!(station.read());
    poll_fn(|cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| reading.as_mut().poll(cx)));
        polled.unwrap_or_else(|_| {
            Poll::Ready(Err(NoReading {
                station: station.name().to_owned(),
            }))
        })
    })
    .await
}
