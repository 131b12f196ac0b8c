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

    /// How long the slowest station takes.
    fn slowest(&self) -> Duration {
        let latencies = (0..self.stations.len())
            .map(|station| self.network.backend().latency_of(&self.call(station)));
        latencies.max().unwrap_or_default()
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
    // One that works may take its time.
    let slow = (0..6).find(|station| !bad.contains(station)).unwrap_or(0);
    let backend = network.network.backend();
    backend.set_latency(&network.call(slow), lab.millis(2_000..=9_000));
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

/// If reading a station panics, that station shows its error, the others their readings, and nobody waits longer.
#[check(behaviour, points = 3)]
async fn a_panic_stays_with_its_station(lab: Lab) {
    // Two of them, and all.
    for panicking in [2, 5] {
        let network = Network::new(&lab, 5);
        let bad: Vec<usize> = lab
            .distinct(panicking, 0..=4)
            .iter()
            .map(|&n| n as usize)
            .collect();
        for &station in &bad {
            network.hurry(station);
            network
                .network
                .backend()
                .garble_call(&network.call(station));
        }
        let start = lab.now();
        let results = network.read(&lab).await;
        network.expect_the_others(&lab, &results, &bad);
        network.expect_the_errors(&lab, &results, &bad);
        let (slowest, took) = (network.slowest(), lab.now() - start);
        let mut plan = Plan::new().returns("read_all", start + slowest);
        for station in 0..5 {
            let call = network.call(station);
            let latency = network.network.backend().latency_of(&call);
            plan = match bad.contains(&station) {
                true => plan.failed_call(&call, start, latency),
                false => plan.call(&call, start, latency),
            };
        }
        lab.expect_elapsed("read_all", slowest, took, plan);
    }
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
    lab.expect_in_order("the results", expected.clone(), results);
    // A map may show a station in several places.
    let places = [0, 1, 0, 2, 1, 0];
    let again = Network {
        stations: places.map(|place| network.stations[place].clone()).to_vec(),
        readings: places.map(|place| network.readings[place].clone()).to_vec(),
        network: network.network,
    };
    let results = again.read(&lab).await;
    let expected: Vec<_> = again.readings.iter().cloned().map(Ok).collect();
    let what = "the results, some stations in several places";
    lab.expect_in_order(what, expected, results);
    // And a new one has no stations yet.
    let results = Network::new(&lab, 0).read(&lab).await;
    lab.expect_in_order("the results of no stations", Vec::new(), results);
}

/// Three stations that take half a second each are read in half a second, and hundreds as fast as the slowest.
#[check(timing, points = 1)]
async fn half_a_second_for_three(lab: Lab) {
    let network = Network::new(&lab, 3);
    let half = Duration::from_millis(500);
    for station in 0..3 {
        let call = network.call(station);
        network.network.backend().set_latency(&call, half);
    }
    let bad = lab.between(0..=2) as usize;
    network.network.backend().break_call(&network.call(bad));
    expect_the_time_of_each(&lab, &[("read_all", &network)]).await;
    let count = 300 + lab.between(5..=30) as usize;
    let many = Network::new(&lab, count);
    expect_the_time_of_each(&lab, &[("read_all", &many)]).await;
    // Two maps at the same time: each waits for its own stations only.
    let other = Network::new(&lab, 3);
    expect_the_time_of_each(&lab, &[("map 1", &network), ("map 2", &other)]).await;
}

/// Reads several maps at the same time, and expects that each takes as long as the slowest of its own stations.
async fn expect_the_time_of_each(lab: &Lab, maps: &[(&str, &Network)]) {
    let start = lab.now();
    let mut plan = Plan::new();
    let mut reading = Vec::new();
    for &(map, network) in maps {
        for station in 0..network.stations.len() {
            let call = network.call(station);
            let latency = network.network.backend().latency_of(&call);
            plan = plan.call(&call, start, latency);
        }
        plan = plan.returns(map, start + network.slowest());
        let (stations, own) = (network.stations.clone(), lab.clone());
        let read = lab.start(map, async move {
            drop(read_all(&stations).await);
            own.now()
        });
        reading.push((map, network, read));
    }
    for (map, network, read) in reading {
        let there = read.join().await;
        lab.expect_elapsed(map, network.slowest(), there - start, plan.clone());
        let (stations, calls) = (
            network.stations.len(),
            network.network.backend().meter().calls,
        );
        lab.expect(
            "the stations that were asked",
            Diagnosis::WrongResult,
            calls >= stations,
            stations,
            calls,
        );
    }
}

harness::main!();
