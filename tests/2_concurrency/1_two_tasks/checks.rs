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
    let (price, stock) = (numbers[0], numbers[1]);
    shop.offer(&product, price, stock);
    let line = format!("{product}: {price} coins, {stock} in stock");
    Offered { product, line }
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
    let answered = shop.backend().meter().answered;
    lab.expect(
        "the questions that the shop answered",
        Diagnosis::WrongResult,
        answered >= 2,
        2,
        answered,
    );
}

/// Two answers that take a second each are there after one second.
#[check(timing, points = 4)]
async fn one_second_and_not_two(lab: Lab) {
    let second = Duration::from_secs(1);
    expect_the_time_of_the_slower(&lab, second, second).await;
}

/// The line takes as long as the slower answer, whichever of the two that is.
#[check(timing, points = 2)]
async fn as_fast_as_the_slower_answer(lab: Lab) {
    let (quick, slow) = (lab.millis(20..=100), lab.millis(101..=200));
    expect_the_time_of_the_slower(&lab, quick, slow).await;
    expect_the_time_of_the_slower(&lab, slow, quick).await;
}

/// The line tells the price and the stock of the product.
#[check(behaviour, points = 2)]
async fn the_line_is_right(lab: Lab) {
    let shop = Shop::new(lab.conditions());
    let offered = offer(&lab, &shop);
    let answer = show(&lab, &shop, &offered.product).await;
    lab.expect_eq("the line", Ok(offered.line), answer);
}

/// If the price or the stock cannot be told, the caller gets that error.
#[check(behaviour, points = 2)]
async fn a_failure_reaches_the_caller(lab: Lab) {
    for call in [Shop::price_call, Shop::stock_call] {
        let shop = Shop::new(lab.conditions());
        let product = offer(&lab, &shop).product;
        shop.backend().break_call(&call(&product));
        let answer = show(&lab, &shop, &product).await;
        let error = ShopError {
            question: call(&product),
        };
        lab.expect(
            "the answer while the shop cannot tell one of the two",
            Diagnosis::SwallowedError,
            answer.is_err(),
            format!("Err({error:?})"),
            format!("{answer:?}"),
        );
        lab.expect_eq("the error", Err(error), answer);
    }
}

/// The shop is asked each question once.
#[check(behaviour, points = 1)]
async fn each_question_once(lab: Lab) {
    let shop = Shop::new(lab.conditions());
    let product = offer(&lab, &shop).product;
    drop(show(&lab, &shop, &product).await);
    let asked = shop.backend().meter().calls;
    lab.expect_times("the questions that the shop was asked", 2, asked);
}

harness::main!();
