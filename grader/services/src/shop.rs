//! A shop's back office: knows prices and stocks.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// The back office of a shop. Clones are handles to the same one.
#[derive(Clone, Debug)]
pub struct Shop {
    backend: Backend,
    offers: Arc<Mutex<HashMap<String, Offer>>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Offer {
    price: u64,
    stock: u64,
}

/// The back office could not answer, or does not know the product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the shop could not answer {question:?}")]
pub struct ShopError {
    /// What was asked, `PRICE teapot`.
    pub question: String,
}

impl Shop {
    /// A shop that offers nothing yet.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            offers: Arc::default(),
        }
    }

    /// From now on the shop offers a product: its price in coins, and how many are in stock.
    #[track_caller]
    pub fn offer(&self, product: &str, price: u64, stock: u64) {
        only_for_checks("offer");
        self.offers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(product.to_owned(), Offer { price, stock });
    }

    /// Asks for a product's price, in coins.
    ///
    /// # Errors
    /// If the price cannot be told.
    #[track_caller]
    pub fn price(&self, product: &str) -> Call<Result<u64, ShopError>> {
        self.ask(Self::price_call(product), product, |offer| offer.price)
    }

    /// Asks how many of a product are in stock.
    ///
    /// # Errors
    /// If the stock cannot be told.
    #[track_caller]
    pub fn stock(&self, product: &str) -> Call<Result<u64, ShopError>> {
        self.ask(Self::stock_call(product), product, |offer| offer.stock)
    }

    /// The name under which [`Backend`] knows the call for a product's price.
    pub fn price_call(product: &str) -> String {
        format!("PRICE {product}")
    }

    /// The name under which [`Backend`] knows the call for a product's stock.
    pub fn stock_call(product: &str) -> String {
        format!("STOCK {product}")
    }

    /// The backend behind the shop: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }

    #[track_caller]
    fn ask(
        &self,
        question: String,
        product: &str,
        tell: fn(Offer) -> u64,
    ) -> Call<Result<u64, ShopError>> {
        let (offers, product) = (Arc::clone(&self.offers), product.to_owned());
        let error = ShopError {
            question: question.clone(),
        };
        let answer = move |broken: bool| {
            let offers = offers.lock().unwrap_or_else(PoisonError::into_inner);
            match offers.get(&product) {
                Some(offer) if !broken => Ok(tell(*offer)),
                _ => Err(error),
            }
        };
        self.backend.call(question, answer, Result::is_err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn price_and_stock_are_those_of_the_product() {
        let shop = Shop::new(Conditions::default());
        shop.offer("teapot", 12, 3);
        shop.offer("cup", 4, 0);
        assert_eq!(shop.price("teapot").await, Ok(12));
        assert_eq!(shop.stock("teapot").await, Ok(3));
        assert_eq!(shop.stock("cup").await, Ok(0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_broken_call_and_an_unknown_product_are_errors() {
        let shop = Shop::new(Conditions::default());
        shop.offer("teapot", 12, 3);
        shop.backend().break_call(&Shop::stock_call("teapot"));
        let error = |question: &str| {
            Err(ShopError {
                question: question.to_owned(),
            })
        };
        assert_eq!(shop.stock("teapot").await, error("STOCK teapot"));
        assert_eq!(shop.price("teapot").await, Ok(12));
        assert_eq!(shop.price("spoon").await, error("PRICE spoon"));
    }
}
