//! An asynchronous session of the database.
use crate::{
    Call,
    database::{self, Database, DbError, Transaction},
};

/// One transaction, statement by statement; each statement is a future, and one at a time can be under way.
/// What it has written is in the database once it is committed; dropped before that, it has changed nothing.
#[derive(Debug)]
pub struct AsyncSession {
    transaction: Transaction,
}

impl AsyncSession {
    pub(crate) fn new(database: Database) -> Self {
        Self {
            transaction: Transaction::begin(database),
        }
    }

    /// The values of a table's rows with this key, oldest first; also those that this transaction has written.
    ///
    /// # Errors
    /// If the statement fails.
    #[track_caller]
    pub fn select(
        &mut self,
        table: &str,
        key: &str,
    ) -> impl Future<Output = Result<Vec<String>, DbError>> {
        let transaction = self.transaction.clone();
        let (table, key) = (table.to_owned(), key.to_owned());
        self.call(database::select(&table, &key), move || {
            transaction.values(&table, &key)
        })
    }

    /// Writes a row, as a part of this transaction.
    ///
    /// # Errors
    /// If the statement fails; nothing is written then.
    #[track_caller]
    pub fn insert(
        &mut self,
        table: &str,
        key: &str,
        value: &str,
    ) -> impl Future<Output = Result<(), DbError>> {
        let transaction = self.transaction.clone();
        let (table, key, value) = (table.to_owned(), key.to_owned(), value.to_owned());
        self.call(database::insert(&table, &key), move || {
            transaction.write(&table, &key, &value);
        })
    }

    /// Ends the transaction: from now on everybody sees what it has written.
    ///
    /// # Errors
    /// If that fails; nothing is written then.
    #[track_caller]
    pub fn commit(self) -> Call<Result<(), DbError>> {
        let transaction = self.transaction.clone();
        self.call(database::commit(), move || transaction.commit())
    }

    #[track_caller]
    fn call<T>(
        &self,
        statement: String,
        done: impl FnOnce() -> T + Send + 'static,
    ) -> Call<Result<T, DbError>> {
        let name = statement.clone();
        let answer = move |broken| database::answer(broken, statement, done);
        self.transaction
            .backend()
            .call(name, answer, Result::is_err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Conditions;
    use std::time::Duration;
    use tokio::time::{Instant, timeout};

    #[tokio::test(start_paused = true)]
    async fn a_transaction_takes_as_long_as_its_statements() {
        let database = Database::new(Conditions::seeded(5));
        let start = Instant::now();
        let mut session = database.async_session();
        session.insert("orders", "ada", "tea").await.unwrap();
        let seen = session.select("orders", "ada").await;
        assert_eq!(seen, Ok(vec!["tea".to_owned()]));
        assert!(database.rows("orders").is_empty());
        session.commit().await.unwrap();
        assert_eq!(database.rows("orders").len(), 1);
        let statements = ["INSERT orders ada", "SELECT orders ada", "COMMIT"];
        let latencies = statements.map(|statement| database.backend().latency_of(statement));
        assert_eq!(start.elapsed(), latencies.iter().sum());
    }

    #[tokio::test(start_paused = true)]
    async fn a_commit_that_is_given_up_changes_nothing() {
        let database = Database::new(Conditions::default());
        let mut session = database.async_session();
        session.insert("orders", "ada", "tea").await.unwrap();
        let commit = timeout(Duration::from_millis(1), session.commit());
        assert!(commit.await.is_err());
        assert!(database.rows("orders").is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn a_statement_that_fails_names_itself() {
        let database = Database::new(Conditions::default());
        database.backend().break_call("INSERT orders ada");
        let mut session = database.async_session();
        let error = session.insert("orders", "ada", "tea").await.unwrap_err();
        assert_eq!(error.statement, "INSERT orders ada");
    }
}
