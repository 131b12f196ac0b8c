//! Stub: the_others_stay = cancelled_siblings
//! Stub: a_failure_stays_with_its_station = cancelled_siblings
//! Stub: a_panic_stays_with_its_station = panicked
//!
//! Hidden checks of `partial_failures`: what each station shows while others fail, panic, or are slow.
use harness::{Diagnosis, Lab, Plan, check};
use partial_failures::read_all;
use services::{NoReading, Reading, Station, WeatherNetwork};
use std::time::Duration;

/// Stations of one network, and what they measure.
struct Network {
    network: WeatherNetwork,
    stations: Vec<Station>,
    readings: Vec<Reading>,
}

impl Network {
    fn new(lab: &Lab, count: usize) -> Self {
        let network = WeatherNetwork::new(lab.conditions());
        let readings: Vec<Reading> = (1..=count)
            .map(|number| Reading {
                station: format!("{} {number}", lab.word()),
                degrees: i32::try_from(lab.between(0..=70)).expect("at most 70") - 30,
            })
            .collect();
        let station = |reading: &Reading| network.station(&reading.station, reading.degrees);
        Self {
            stations: readings.iter().map(station).collect(),
            network,
            readings,
        }
    }

    fn call(&self, station: usize) -> String {
        WeatherNetwork::call_name(self.stations[station].name())
    }

    /// The station answers before all others.
    fn hurry(&self, station: usize) {
        let latency = Duration::from_millis(10 + station as u64);
        self.network
            .backend()
            .set_latency(&self.call(station), latency);
    }

    fn error(&self, station: usize) -> NoReading {
        NoReading {
            station: self.stations[station].name().to_owned(),
        }
    }

    async fn read(&self, lab: &Lab) -> Vec<Result<Reading, NoReading>> {
        let stations = self.stations.clone();
        lab.run("read_all", async move { read_all(&stations).await })
            .await
    }

    /// Expects the readings of all stations but `bad`, wherever they stand among the results.
    fn expect_the_others(&self, lab: &Lab, results: &[Result<Reading, NoReading>], bad: &[usize]) {
        let others = self.readings.iter().enumerate();
        let mut expected: Vec<&Reading> = others
            .filter(|(station, _)| !bad.contains(station))
            .map(|(_, reading)| reading)
            .collect();
        let mut came: Vec<&Reading> = results.iter().flatten().collect();
        expected.sort_by_key(|reading| &reading.station);
        came.sort_by_key(|reading| &reading.station);
        // Stations that nobody waited for did not answer in time for the map.
        let meaning = match self.network.backend().meter().answered < expected.len() {
            true => Diagnosis::CancelledSiblings,
            false => Diagnosis::WrongResult,
        };
        lab.expect_same("the readings of the others", meaning, expected, came);
    }

    /// Expects the errors of the stations `bad`, wherever they stand among the results.
    fn expect_the_errors(&self, lab: &Lab, results: &[Result<Reading, NoReading>], bad: &[usize]) {
        let mut expected: Vec<NoReading> = bad.iter().map(|&bad| self.error(bad)).collect();
        let errors = results.iter().filter_map(|result| result.as_ref().err());
        let mut came: Vec<NoReading> = errors.cloned().collect();
        expected.sort_by(|one, other| one.station.cmp(&other.station));
        came.sort_by(|one, other| one.station.cmp(&other.station));
        let meaning = if self.network.backend().meter().failed < bad.len() {
            Diagnosis::CancelledSiblings
        } else if came.len() < expected.len() {
            Diagnosis::SwallowedError
        } else {
            Diagnosis::WrongResult
        };
        lab.expect_same("the errors", meaning, expected, came);
    }
}

/// A station that works shows its reading, though others fail before it has answered.
#[check(behaviour, points = 4)]
async fn the_others_stay(lab: Lab) {
    let network = Network::new(&lab, 6);
    let bad: Vec<usize> = lab.distinct(2, 0..=5).iter().map(|&n| n as usize).collect();
    for &station in &bad {
        network.hurry(station);
        network.network.backend().break_call(&network.call(station));
    }
    let results = network.read(&lab).await;
    network.expect_the_others(&lab, &results, &bad);
}

/// A station that fails shows its own error.
#[check(behaviour, points = 2)]
async fn a_failure_stays_with_its_station(lab: Lab) {
    let network = Network::new(&lab, 6);
    let bad: Vec<usize> = lab.distinct(3, 0..=5).iter().map(|&n| n as usize).collect();
    for &station in &bad {
        network.network.backend().break_call(&network.call(station));
    }
    let results = network.read(&lab).await;
    network.expect_the_errors(&lab, &results, &bad);
}

/// If reading a station panics, that station shows its error, and the others their readings.
#[check(behaviour, points = 3)]
async fn a_panic_stays_with_its_station(lab: Lab) {
    let network = Network::new(&lab, 5);
    let bad: Vec<usize> = lab.distinct(2, 0..=4).iter().map(|&n| n as usize).collect();
    for &station in &bad {
        network.hurry(station);
        network
            .network
            .backend()
            .garble_call(&network.call(station));
    }
    let results = network.read(&lab).await;
    network.expect_the_others(&lab, &results, &bad);
    network.expect_the_errors(&lab, &results, &bad);
}

/// There is one result for each station, in the order of the stations.
#[check(behaviour, points = 1)]
async fn in_the_order_of_the_stations(lab: Lab) {
    let network = Network::new(&lab, 6);
    // At least this station is overtaken.
    let slow = Duration::from_millis(200);
    let backend = network.network.backend();
    backend.set_latency(&network.call(1), slow);
    let results = network.read(&lab).await;
    let expected: Vec<_> = network.readings.iter().cloned().map(Ok).collect();
    lab.expect_in_order("the results", expected, results);
}

/// Three stations that take half a second each are read in half a second.
#[check(timing, points = 1)]
async fn half_a_second_for_three(lab: Lab) {
    let network = Network::new(&lab, 3);
    let half = Duration::from_millis(500);
    let bad = lab.between(0..=2) as usize;
    network.network.backend().break_call(&network.call(bad));
    let start = lab.now();
    let mut plan = Plan::new();
    for station in 0..3 {
        let call = network.call(station);
        network.network.backend().set_latency(&call, half);
        plan = plan.call(&call, start, half);
    }
    plan = plan.returns("read_all", start + half);
    drop(network.read(&lab).await);
    lab.expect_elapsed("read_all", half, lab.now() - start, plan);
    let calls = network.network.backend().meter().calls;
    lab.expect(
        "the stations that were asked",
        Diagnosis::WrongResult,
        calls >= 3,
        3,
        calls,
    );
}

harness::main!();
