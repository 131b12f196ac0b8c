//! A service that knows users by their number.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};

/// A client of the user service. Clones share the connection.
#[derive(Clone, Debug)]
pub struct UserApi {
    backend: Backend,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct User {
    /// The user's number.
    pub id: u32,
    /// The user's name.
    pub name: String,
}

/// The service could not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("user {id} could not be fetched")]
pub struct ApiError {
    /// The user that was asked for.
    pub id: u32,
}

impl UserApi {
    /// A connected client.
    pub fn new(conditions: Conditions) -> Self {
        let api = Self {
            backend: Backend::new(conditions),
        };
        api.backend.count(|meter| meter.connections += 1);
        api
    }

    /// Fetches one user.
    ///
    /// # Errors
    /// If the service does not answer.
    #[track_caller]
    pub fn user(&self, id: u32) -> Call<Result<User, ApiError>> {
        let answer = move |broken| match broken {
            true => Err(ApiError { id }),
            false => Ok(User::of(id)),
        };
        self.backend
            .call(Self::call_name(id), answer, Result::is_err)
    }

    /// The name under which [`Backend`] knows the call for this user.
    pub fn call_name(id: u32) -> String {
        format!("GET /users/{id}")
    }

    /// The backend behind the client: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }
}

impl User {
    /// The user whom the service knows by this number.
    #[track_caller]
    pub fn known(id: u32) -> Self {
        only_for_checks("known");
        Self::of(id)
    }

    fn of(id: u32) -> Self {
        const NAMES: [&str; 12] = [
            "Ada", "Bo", "Chidi", "Dana", "Emre", "Fatou", "Goran", "Hana", "Ines", "Jun", "Kofi",
            "Lena",
        ];
        let name = NAMES[id as usize % NAMES.len()];
        Self {
            id,
            name: format!("{name} {id}"),
        }
    }
}
