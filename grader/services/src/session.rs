//! A synchronous session of the database.
use crate::database::{self, Database, DbError, Transaction};

/// One transaction, statement by statement; each statement holds the calling thread for its latency. What it
/// has written is in the database once it is committed; dropped before that, it has changed nothing.
#[derive(Debug)]
pub struct Session {
    transaction: Transaction,
}

impl Session {
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
    pub fn select(&mut self, table: &str, key: &str) -> Result<Vec<String>, DbError> {
        let transaction = &self.transaction;
        self.run(database::select(table, key), || {
            transaction.values(table, key)
        })
    }

    /// Writes a row, as a part of this transaction.
    ///
    /// # Errors
    /// If the statement fails; nothing is written then.
    #[track_caller]
    pub fn insert(&mut self, table: &str, key: &str, value: &str) -> Result<(), DbError> {
        let transaction = &self.transaction;
        self.run(database::insert(table, key), || {
            transaction.write(table, key, value);
        })
    }

    /// Ends the transaction: from now on everybody sees what it has written.
    ///
    /// # Errors
    /// If that fails; nothing is written then.
    #[track_caller]
    pub fn commit(self) -> Result<(), DbError> {
        self.run(database::commit(), || self.transaction.commit())
    }

    #[track_caller]
    fn run<T>(&self, statement: String, done: impl FnOnce() -> T) -> Result<T, DbError> {
        let name = statement.clone();
        let answer = move |broken| database::answer(broken, statement, done);
        self.transaction
            .backend()
            .call_blocking(&name, answer, Result::is_err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Conditions;

    /// A database without latency.
    fn database() -> Database {
        Database::new(Conditions::default().latency(0..=0))
    }

    #[test]
    fn only_the_transaction_itself_sees_what_is_not_committed() {
        let database = database();
        database.put("prices", "tea", "320");
        let mut session = database.session();
        session.insert("prices", "tea", "350").unwrap();
        let both = vec!["320".to_owned(), "350".to_owned()];
        assert_eq!(session.select("prices", "tea"), Ok(both));
        assert_eq!(database.rows("prices").len(), 1);
        session.commit().unwrap();
        assert_eq!(database.rows("prices").len(), 2);
    }

    #[test]
    fn a_session_that_is_dropped_has_changed_nothing() {
        let database = database();
        database.session().insert("orders", "ada", "tea").unwrap();
        assert!(database.rows("orders").is_empty());
    }

    #[test]
    fn a_statement_that_fails_names_itself() {
        let database = database();
        database.backend().break_call("COMMIT");
        let mut session = database.session();
        session.insert("orders", "ada", "tea").unwrap();
        let error = session.commit().unwrap_err();
        assert_eq!(error.statement, "COMMIT");
        assert!(database.rows("orders").is_empty());
    }
}
