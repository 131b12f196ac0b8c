//! A company's service on the web that tells the weather.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::sync::{Arc, Mutex, PoisonError};

/// A client of the forecast service. Clones share the connection.
#[derive(Clone, Debug)]
pub struct ForecastApi {
    backend: Backend,
    forecast: Arc<Mutex<String>>,
}

/// The forecast service did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the forecast service did not answer")]
pub struct NoForecast;

impl ForecastApi {
    /// The call of [`ForecastApi::today`], as [`Backend`] knows it.
    pub const TODAY: &'static str = "GET forecast/today";

    /// A service that forecasts a clear sky.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            forecast: Arc::new(Mutex::new("clear sky".to_owned())),
        }
    }

    /// From now on this is the forecast.
    #[track_caller]
    pub fn set_forecast(&self, forecast: impl Into<String>) {
        only_for_checks("set_forecast");
        let mut current = self.forecast.lock().unwrap_or_else(PoisonError::into_inner);
        *current = forecast.into();
    }

    /// The forecast for today.
    ///
    /// # Errors
    /// If the service does not answer.
    #[track_caller]
    pub fn today(&self) -> Call<Result<String, NoForecast>> {
        let forecast = Arc::clone(&self.forecast);
        let answer = move |broken| match broken {
            true => Err(NoForecast),
            false => Ok(forecast
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone()),
        };
        self.backend
            .call(Self::TODAY.to_owned(), answer, Result::is_err)
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
    async fn the_forecast_is_the_one_that_was_set_last() {
        let api = ForecastApi::new(Conditions::default());
        api.set_forecast("rain");
        assert_eq!(api.today().await, Ok("rain".to_owned()));
        api.backend().break_call(ForecastApi::TODAY);
        assert_eq!(api.today().await, Err(NoForecast));
    }
}
