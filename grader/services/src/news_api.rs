//! A company's service on the web that has the news.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::sync::{Arc, Mutex, PoisonError};

/// A client of the news service. Clones share the connection.
#[derive(Clone, Debug)]
pub struct NewsApi {
    backend: Backend,
    headlines: Arc<Mutex<Vec<String>>>,
}

/// The news service did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the news service did not answer")]
pub struct NoNews;

impl NewsApi {
    /// The call of [`NewsApi::headlines`], as [`Backend`] knows it.
    pub const HEADLINES: &'static str = "GET news/headlines";

    /// A service without news.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            headlines: Arc::default(),
        }
    }

    /// Adds a headline, which is the last one from then on.
    #[track_caller]
    pub fn add_headline(&self, headline: impl Into<String>) {
        only_for_checks("add_headline");
        self.headlines
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(headline.into());
    }

    /// The headlines of today.
    ///
    /// # Errors
    /// If the service does not answer.
    #[track_caller]
    pub fn headlines(&self) -> Call<Result<Vec<String>, NoNews>> {
        let headlines = Arc::clone(&self.headlines);
        let answer = move |broken| match broken {
            true => Err(NoNews),
            false => Ok(headlines
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()),
        };
        self.backend
            .call(Self::HEADLINES.to_owned(), answer, Result::is_err)
    }

    /// The backend behind the client: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn headlines_come_in_the_order_in_which_they_were_added() {
        let api = NewsApi::new(Conditions::default());
        api.add_headline("B");
        api.add_headline("A");
        let headlines = vec!["B".to_owned(), "A".to_owned()];
        assert_eq!(api.headlines().await, Ok(headlines));
        api.backend().break_call(NewsApi::HEADLINES);
        assert_eq!(api.headlines().await, Err(NoNews));
    }
}
