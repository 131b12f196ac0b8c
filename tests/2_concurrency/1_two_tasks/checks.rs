//! Stub: one_second_and_not_two = sequential
//! Stub: as_fast_as_the_slower_answer = sequential
//!
//! Hidden checks of `two_tasks`: how long the line takes, what it says, and the errors.
use harness::{Diagnosis, Lab, Plan, check};
use services::{Shop, ShopError};
use std::time::Duration;
use two_tasks::product_line;

/// A product that the shop offers, and the line that belongs to it.
struct Offered {
    product: String,
    line: String,
}

/// Price and stock are never the same number.
fn offer(lab: &Lab, shop: &Shop) -> Offered {
    let product = lab.word();
    let numbers = lab.distinct(2, 1..=99);
    let line = offer_for(shop, &product, numbers[0], numbers[1]);
    Offered { product, line }
}

/// Offers the product, perhaps again, and gives its line.
fn offer_for(shop: &Shop, product: &str, price: u64, stock: u64) -> String {
    shop.offer(product, price, stock);
    format!("{product}: {price} coins, {stock} in stock")
}

async fn show(lab: &Lab, shop: &Shop, product: &str) -> Result<String, ShopError> {
    let (shop, product) = (shop.clone(), product.to_owned());
    lab.run("product_line", async move {
        product_line(&shop, &product).await
    })
    .await
}

/// Expects that the line takes as long as the slower of the two answers.
async fn expect_the_time_of_the_slower(lab: &Lab, price: Duration, stock: Duration) {
    let shop = Shop::new(lab.conditions());
    let product = offer(lab, &shop).product;
    let (price_call, stock_call) = (Shop::price_call(&product), Shop::stock_call(&product));
    shop.backend().set_latency(&price_call, price);
    shop.backend().set_latency(&stock_call, stock);
    let start = lab.now();
    drop(show(lab, &shop, &product).await);
    let slower = price.max(stock);
    let plan = Plan::new()
        .call(&price_call, start, price)
        .call(&stock_call, start, stock)
        .returns("product_line", start + slower);
    lab.expect_elapsed("product_line", slower, lab.now() - start, plan);
    expect_answered(lab, &shop, 2);
}

/// Expects of two pages that are shown at the same time that each waits for its own answers only.
async fn expect_no_wait_for_the_other_page(lab: &Lab) {
    let shop = Shop::new(lab.conditions());
    let start = lab.now();
    let mut plan = Plan::new();
    let mut pages = Vec::new();
    for page in ["page 1", "page 2"] {
        let product = format!("{} of {page}", lab.word());
        offer_for(&shop, &product, lab.between(1..=99), lab.between(1..=99));
        let mut slower = Duration::ZERO;
        for call in [Shop::price_call(&product), Shop::stock_call(&product)] {
            let latency = shop.backend().latency_of(&call);
            slower = slower.max(latency);
            plan = plan.call(&call, start, latency);
        }
        plan = plan.returns(page, start + slower);
        let (shop, own) = (shop.clone(), lab.clone());
        let shown = lab.start(page, async move {
            drop(product_line(&shop, &product).await);
            own.now()
        });
        pages.push((page, slower, shown));
    }
    for (page, slower, shown) in pages {
        let shown_at = shown.join().await;
        lab.expect_elapsed(page, slower, shown_at - start, plan.clone());
    }
    expect_answered(lab, &shop, 4);
}

fn expect_answered(lab: &Lab, shop: &Shop, questions: usize) {
    let answered = shop.backend().meter().answered;
    lab.expect(
        "the questions that the shop answered",
        Diagnosis::WrongResult,
        answered >= questions,
        questions,
        answered,
    );
}

/// Two answers that take a second each are there after one second.
#[check(timing, points = 4)]
async fn one_second_and_not_two(lab: Lab) {
    let second = Duration::from_secs(1);
    expect_the_time_of_the_slower(&lab, second, second).await;
}

/// The line takes as long as the slower of its own two answers, whichever that is.
#[check(timing, points = 2)]
async fn as_fast_as_the_slower_answer(lab: Lab) {
    let (quick, slow) = (lab.millis(20..=100), lab.millis(101..=200));
    expect_the_time_of_the_slower(&lab, quick, slow).await;
    expect_the_time_of_the_slower(&lab, slow, quick).await;
    let very_slow = lab.millis(2000..=9000);
    expect_the_time_of_the_slower(&lab, very_slow, slow).await;
    expect_no_wait_for_the_other_page(&lab).await;
}

/// The line tells the price and the stock of the product.
#[check(behaviour, points = 2)]
async fn the_line_is_right(lab: Lab) {
    let shop = Shop::new(lab.conditions());
    let offered = offer(&lab, &shop);
    let answer = show(&lab, &shop, &offered.product).await;
    lab.expect_eq("the line", Ok(offered.line), answer);
    // The same product on other days: given away, sold out, and for a king.
    let number = || lab.between(1..=99);
    for (price, stock) in [
        (0, number()),
        (number(), 0),
        (lab.between(70_000..=99_999), 5_000_000_000 + number()),
    ] {
        let line = offer_for(&shop, &offered.product, price, stock);
        let answer = show(&lab, &shop, &offered.product).await;
        lab.expect_eq("the line on another day", Ok(line), answer);
    }
}

/// If the price or the stock cannot be told, the caller gets that error; with both, one of the two.
#[check(behaviour, points = 2)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    for broken in [0..1, 1..2, 0..2] {
        let shop = Shop::new(lab.conditions());
        let product = offer(&lab, &shop).product;
        let questions = [Shop::price_call(&product), Shop::stock_call(&product)];
        let mut errors = Vec::new();
        for question in questions[broken].to_vec() {
            shop.backend().break_call(&question);
            errors.push(ShopError { question });
        }
        let answer = show(&lab, &shop, &product).await;
        // With two, the caller chooses.
        let told = errors.iter().find(|&error| answer.as_ref() == Err(error));
        let error = told.unwrap_or(&errors[0]).clone();
        let what = match errors.len() {
            1 => "the answer while the shop cannot tell one of the two",
            _ => "the answer while the shop can tell neither of the two",
        };
        lab.expect(
            what,
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({error:?})"),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(error), answer);
    }
}

/// The shop is asked each question once, also if it takes its time or fails.
#[check(behaviour, points = 1)]
async fn each_question_once(lab: Lab) {
    for slow in [Duration::ZERO, lab.millis(2000..=9000)] {
        let shop = Shop::new(lab.conditions());
        let product = offer(&lab, &shop).product;
        for call in [Shop::price_call(&product), Shop::stock_call(&product)] {
            let latency = shop.backend().latency_of(&call);
            shop.backend().set_latency(&call, latency + slow);
        }
        drop(show(&lab, &shop, &product).await);
        let asked = shop.backend().meter().calls;
        lab.expect_times("the questions that the shop was asked", 2, asked);
    }
    for failing in [Shop::price_call, Shop::stock_call] {
        let shop = Shop::new(lab.conditions());
        let product = offer(&lab, &shop).product;
        shop.backend().break_call(&failing(&product));
        drop(show(&lab, &shop, &product).await);
        // After one error, nobody needs to ask for the other.
        let asked = shop.backend().meter().calls.max(2);
        lab.expect_times("the questions, one of which fails", 2, asked);
    }
}

harness::main!();
