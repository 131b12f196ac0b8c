//! Weather stations that measure the temperature.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};

/// A network of weather stations. Clones are handles to the same network.
#[derive(Clone, Debug)]
pub struct WeatherNetwork {
    backend: Backend,
}

/// A weather station of a network.
#[derive(Clone, Debug)]
pub struct Station {
    backend: Backend,
    reading: Reading,
}

/// What a station measured.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// The station's name.
    pub station: String,
    /// The temperature there, in degrees Celsius.
    pub degrees: i32,
}

/// A station gave no reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("no reading from station {station:?}")]
pub struct NoReading {
    /// The station's name.
    pub station: String,
}

impl WeatherNetwork {
    /// A network without stations.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
        }
    }

    /// A new station, and the temperature that it measures.
    #[track_caller]
    pub fn station(&self, name: &str, degrees: i32) -> Station {
        only_for_checks("station");
        Station {
            backend: self.backend.clone(),
            reading: Reading {
                station: name.to_owned(),
                degrees,
            },
        }
    }

    /// The name under which [`Backend`] knows the call for a station's reading.
    pub fn call_name(station: &str) -> String {
        format!("READ {station}")
    }

    /// The backend behind the network: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

impl Station {
    /// The station's name.
    pub fn name(&self) -> &str {
        &self.reading.station
    }

    /// Reads the station.
    ///
    /// # Errors
    /// If the station does not answer.
    #[track_caller]
    pub fn read(&self) -> Call<Result<Reading, NoReading>> {
        let reading = self.reading.clone();
        let answer = move |broken| match broken {
            true => Err(NoReading {
                station: reading.station,
            }),
            false => Ok(reading),
        };
        let call = WeatherNetwork::call_name(self.name());
        self.backend.call(call, answer, Result::is_err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_station_answers_or_fails_by_itself() {
        let network = WeatherNetwork::new(Conditions::default());
        let (north, south) = (network.station("north", -3), network.station("south", 21));
        network
            .backend()
            .break_call(&WeatherNetwork::call_name("north"));
        let error = NoReading {
            station: "north".to_owned(),
        };
        assert_eq!(north.read().await, Err(error));
        let degrees = south.read().await.map(|reading| reading.degrees);
        assert_eq!(degrees, Ok(21));
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_that_makes_no_sense_panics_and_counts_as_a_failure() {
        let network = WeatherNetwork::new(Conditions::default());
        let north = network.station("north", -3);
        network
            .backend()
            .garble_call(&WeatherNetwork::call_name("north"));
        let panic = tokio::spawn(north.read()).await;
        assert!(panic.is_err_and(|error| error.is_panic()));
        let meter = network.backend().meter();
        assert_eq!((meter.failed, meter.in_flight, meter.dropped), (1, 0, 0));
    }
}
