//! Stub: several_tables_end = deadlock
//! Stub: tables_work_at_the_same_time = deadlock
//!
//! Hidden checks of `producer_consumer`: whether the packing ends, what is packed, and what a broken table
//! leaves behind.
use harness::{Diagnosis, Lab, Plan, check};
use producer_consumer::pack_all;
use services::{OrderFeed, PackingTable, TableBroken};
use std::time::Duration;

const HALF_A_SECOND: Duration = Duration::from_millis(500);
const SECOND: Duration = Duration::from_secs(1);

/// Different orders, as many as asked for.
fn orders(lab: &Lab, count: u64) -> Vec<u32> {
    let numbers = lab.distinct(count as usize, 1..=9_999);
    numbers
        .into_iter()
        .map(|number| u32::try_from(number).expect("at most 9999"))
        .collect()
}

/// A feed whose orders come every so many milliseconds.
fn feed(lab: &Lab, every: u64, orders: &[u32]) -> OrderFeed {
    OrderFeed::new(lab.conditions().latency(every..=every), orders)
}

/// A table that needs so many milliseconds for an order.
fn table(lab: &Lab, number: u32, needs: u64) -> PackingTable {
    PackingTable::new(lab.conditions().latency(needs..=needs), number)
}

type Results = Vec<Result<usize, TableBroken>>;

async fn pack(lab: &Lab, feed: &OrderFeed, tables: &[PackingTable]) -> Results {
    let (feed, tables) = (feed.clone(), tables.to_vec());
    lab.run("pack_all", async move { pack_all(feed, tables).await })
        .await
}

/// The orders that were packed, table after table.
fn packed(tables: &[PackingTable]) -> Vec<u32> {
    tables.iter().flat_map(|table| table.packed()).collect()
}

async fn expect_nothing_left(lab: &Lab) {
    // A task that was told to end needs a turn to do so.
    lab.sleep(Duration::from_millis(1)).await;
    lab.expect_no_task_left("after `pack_all` has returned");
}

/// A plan in which these orders are taken one after another, until the feed has ended.
fn taken_without_a_pause(feed: &OrderFeed, orders: usize, start: Duration) -> Plan {
    let mut plan = Plan::new();
    let mut at = start;
    for place in 1..=orders + 1 {
        let call = OrderFeed::call_name(place);
        let latency = feed.backend().latency_of(&call);
        plan = plan.call(&call, at, latency);
        at += latency;
    }
    plan
}

fn expect_one_at_a_time(lab: &Lab, table: &PackingTable) {
    let peak = table.backend().meter().peak;
    lab.expect(
        "orders that are packed on one table together",
        Diagnosis::OverLimit,
        peak <= 1,
        1,
        peak,
    );
}

/// Each table tells how many orders it packed.
fn expect_counts(lab: &Lab, tables: &[PackingTable], results: Results) {
    let counts = tables.iter().map(|table| Ok(table.packed().len()));
    lab.expect_in_order("the tables' results", counts.collect(), results);
}

/// With any number of tables, the packing ends when the feed has ended, and every order is packed once.
#[check(deadlock, points = 4)]
async fn several_tables_end(lab: Lab) {
    let orders = orders(&lab, lab.between(3..=24));
    let feed = feed(&lab, lab.between(5..=30), &orders);
    let count = u32::try_from(lab.between(2..=5)).expect("at most 5");
    let tables: Vec<PackingTable> = (1..=count)
        .map(|number| PackingTable::new(lab.conditions(), number))
        .collect();
    let results = pack(&lab, &feed, &tables).await;
    lab.expect_each_once("the orders", orders, packed(&tables));
    expect_counts(&lab, &tables, results);
    expect_nothing_left(&lab).await;
    // A large room, on a day on which nobody orders anything.
    let count = u32::try_from(lab.between(9..=16)).expect("at most 16");
    let tables: Vec<PackingTable> = (1..=count)
        .map(|number| PackingTable::new(lab.conditions(), number))
        .collect();
    let no_orders = OrderFeed::new(lab.conditions(), &[]);
    let results = pack(&lab, &no_orders, &tables).await;
    expect_counts(&lab, &tables, results);
    expect_nothing_left(&lab).await;
}

/// Five orders that come every half second and take a second each are packed after five and a half seconds.
#[check(timing, points = 2)]
async fn five_and_a_half_seconds(lab: Lab) {
    let orders = orders(&lab, 5);
    let feed = feed(&lab, 500, &orders);
    let tables = [table(&lab, 1, 1_000)];
    let start = lab.now();
    pack(&lab, &feed, &tables).await;
    let elapsed = lab.now() - start;
    expect_one_at_a_time(&lab, &tables[0]);
    lab.expect_each_once("the orders", orders.clone(), packed(&tables));
    let mut plan = taken_without_a_pause(&feed, orders.len(), start);
    let mut at = start + HALF_A_SECOND;
    for order in &orders {
        plan = plan.call(&PackingTable::call_name(*order), at, SECOND);
        at += SECOND;
    }
    plan = plan.returns("pack_all", at);
    let expected = Duration::from_millis(5_500);
    lab.expect_elapsed("pack_all", expected, elapsed, plan);
}

/// One table packs every order once, one after another, in the order in which they came.
#[check(race, points = 2)]
async fn every_order_in_its_order(lab: Lab) {
    let orders = orders(&lab, lab.between(6..=18));
    let feed = feed(&lab, lab.between(1..=40), &orders);
    let tables = [PackingTable::new(lab.conditions().latency(20..=60), 7)];
    let results = pack(&lab, &feed, &tables).await;
    expect_one_at_a_time(&lab, &tables[0]);
    lab.expect_each_once("the orders", orders.clone(), packed(&tables));
    lab.expect_in_order("the orders as they were packed", orders, packed(&tables));
    expect_counts(&lab, &tables, results);
}

/// The tables work at the same time, and each packs one order after another.
#[check(timing, points = 2)]
async fn tables_work_at_the_same_time(lab: Lab) {
    let count = lab.between(3..=5);
    let orders = orders(&lab, count);
    let feed = feed(&lab, 10, &orders);
    let tables: Vec<PackingTable> = (1..=count)
        .map(|number| table(&lab, u32::try_from(number).expect("at most 5"), 1_000))
        .collect();
    let start = lab.now();
    pack(&lab, &feed, &tables).await;
    let elapsed = lab.now() - start;
    lab.expect_each_once("the orders", orders.clone(), packed(&tables));
    let mut plan = taken_without_a_pause(&feed, orders.len(), start);
    for (place, order) in (1..).zip(&orders) {
        let comes = start + Duration::from_millis(10) * place;
        plan = plan.call(&PackingTable::call_name(*order), comes, SECOND);
    }
    let expected = Duration::from_millis(10 * count) + SECOND;
    plan = plan.returns("pack_all", start + expected);
    lab.expect_elapsed("pack_all", expected, elapsed, plan);
    a_slow_table_on_a_busy_day(&lab).await;
}

/// Orders come faster than they are packed, and one table hardly gets on.
async fn a_slow_table_on_a_busy_day(lab: &Lab) {
    let orders = orders(lab, lab.between(101..=130));
    let feed = feed(lab, 1, &orders);
    let mut tables = [
        table(lab, 1, lab.between(61_000..=99_000)),
        table(lab, 2, lab.between(50..=150)),
        table(lab, 3, lab.between(50..=150)),
    ];
    lab.shuffle(&mut tables);
    let results = pack(lab, &feed, &tables).await;
    for table in &tables {
        expect_one_at_a_time(lab, table);
    }
    lab.expect_each_once("the orders", orders, packed(&tables));
    expect_counts(lab, &tables, results);
}

/// When the only table breaks down, at most one more order is taken, and nothing goes on.
#[check(lifecycle, points = 3)]
async fn a_broken_table_ends_everything(lab: Lab) {
    let orders = orders(&lab, lab.between(60..=90));
    let feed = feed(&lab, lab.between(20..=49), &orders);
    let packs = lab.between(1..=4);
    // 53 is prime: no order comes in the moment in which the table breaks down.
    let tables = [table(&lab, 3, 53).that_breaks_after(packs as usize)];
    let packing = lab.start("pack_all", {
        let (feed, tables) = (feed.clone(), tables.to_vec());
        async move { pack_all(feed, tables).await }
    });
    // Packing that stands still is found when it is waited for.
    for _ in 0..2_000 {
        lab.sleep(Duration::from_millis(1)).await;
        if tables[0].backend().meter().failed > 0 {
            break;
        }
    }
    let taken = feed.taken();
    let results = packing.join().await;
    lab.expect(
        "the result of a table that breaks down",
        Diagnosis::SwallowedError,
        results.iter().any(Result::is_err),
        "an error",
        format!("{results:?}"),
    );
    let broken = results.iter().map(|result| match result {
        Ok(packed) => Ok(*packed),
        Err(broken) => Err(broken.table),
    });
    let broken: Vec<Result<usize, u32>> = broken.collect();
    lab.expect_eq("which table broke down", vec![Err(3)], broken);
    expect_nothing_left(&lab).await;
    lab.sleep(SECOND).await;
    let more = feed.taken() - taken;
    lab.expect(
        "orders that were taken after the last table had broken down",
        Diagnosis::LostItem,
        more <= 1,
        "at most 1",
        more,
    );
    let taken = feed.taken();
    let results = pack(&lab, &feed, &[]).await;
    lab.expect_eq("the results of a room without a table", 0, results.len());
    let more = feed.taken() - taken;
    lab.expect(
        "orders that were taken in a room without a table",
        Diagnosis::LostItem,
        more <= 1,
        "at most 1",
        more,
    );
}

/// When two of three tables break down, the third packs the rest.
#[check(race, points = 2)]
async fn the_other_table_packs_the_rest(lab: Lab) {
    let orders = orders(&lab, lab.between(14..=24));
    let feed = feed(&lab, lab.between(1..=20), &orders);
    let breaks = |number| {
        let packs = lab.between(1..=2) as usize;
        PackingTable::new(lab.conditions().latency(40..=50), number).that_breaks_after(packs)
    };
    let works = PackingTable::new(lab.conditions().latency(40..=80), 2);
    let tables = [breaks(1), works, breaks(3)];
    let results = pack(&lab, &feed, &tables).await;
    let broken: Vec<TableBroken> = results
        .iter()
        .filter_map(|result| result.clone().err())
        .collect();
    let failed = tables
        .iter()
        .filter(|table| table.backend().meter().failed > 0)
        .count();
    lab.expect(
        "the results of tables that break down",
        Diagnosis::SwallowedError,
        broken.len() >= failed,
        format!("{failed} errors"),
        format!("{results:?}"),
    );
    let mut rest = orders.clone();
    rest.retain(|order| broken.iter().all(|broken| broken.order != *order));
    lab.expect_each_once(
        "the orders, but for those on the broken tables",
        rest,
        packed(&tables),
    );
    let expected = (1..).zip(&tables).map(|(number, table)| {
        let of_this = |broken: &&TableBroken| broken.table == number;
        match broken.iter().find(of_this) {
            Some(broken) => Err(broken.clone()),
            None => Ok(table.packed().len()),
        }
    });
    lab.expect_in_order("the tables' results", expected.collect(), results);
}

harness::main!();
