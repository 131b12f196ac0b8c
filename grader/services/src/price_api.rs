//! A service that knows what articles cost.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};

/// A client of a supplier's price service.
#[derive(Clone, Debug)]
pub struct PriceApi {
    backend: Backend,
}

/// The supplier has no price for this article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no price for article {article}")]
pub struct NoPrice {
    /// The article that was asked for.
    pub article: u32,
}

impl PriceApi {
    /// A client of a supplier that has a price for every article, but for those whose call is broken.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
        }
    }

    /// Asks what one article costs, in cents.
    ///
    /// # Errors
    /// If the supplier has no price for it.
    #[track_caller]
    pub fn price(&self, article: u32) -> Call<Result<u32, NoPrice>> {
        let answer = move |broken| match broken {
            true => Err(NoPrice { article }),
            false => Ok(price_of(article)),
        };
        self.backend
            .call(Self::call_name(article), answer, Result::is_err)
    }

    /// The price that the supplier knows, in cents.
    #[track_caller]
    pub fn known_price(article: u32) -> u32 {
        only_for_checks("known_price");
        price_of(article)
    }

    /// The name under which [`Backend`] knows the call for this article.
    pub fn call_name(article: u32) -> String {
        format!("GET /prices/{article}")
    }

    /// The backend behind the client: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

fn price_of(article: u32) -> u32 {
    99 + article.wrapping_mul(7_919) % 20_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_article_has_its_price_unless_its_call_is_broken() {
        let api = PriceApi::new(Conditions::default());
        api.backend().break_call(&PriceApi::call_name(3));
        assert_eq!(api.price(2).await, Ok(PriceApi::known_price(2)));
        assert_eq!(api.price(3).await, Err(NoPrice { article: 3 }));
        assert_ne!(PriceApi::known_price(2), PriceApi::known_price(3));
    }

    #[tokio::test(start_paused = true)]
    async fn requests_that_wait_together_are_counted_as_the_peak() {
        let api = PriceApi::new(Conditions::default());
        let _ = tokio::join!(api.price(1), api.price(2));
        let _ = api.price(3).await;
        assert_eq!(api.backend().meter().peak, 2);
    }
}
