//! The database of a blog: its users and its posts.
use crate::{Backend, Call, Conditions, only_checks::only_for_checks};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A pool of connections to the blog's database. Clones share the pool.
#[derive(Clone, Debug)]
pub struct Blog {
    backend: Backend,
    tables: Arc<Mutex<Tables>>,
}

#[derive(Debug, Default)]
struct Tables {
    users: Vec<String>,
    posts: Vec<String>,
}

/// The database did not answer a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the blog's database did not answer: {query}")]
pub struct BlogError {
    /// The query.
    pub query: String,
}

impl Blog {
    /// The call of [`Blog::users`], as [`Backend`] knows it.
    pub const USERS: &'static str = "SELECT name FROM users";
    /// The call of [`Blog::posts`], as [`Backend`] knows it.
    pub const POSTS: &'static str = "SELECT title FROM posts";

    /// A blog without users and posts.
    pub fn new(conditions: Conditions) -> Self {
        Self {
            backend: Backend::new(conditions),
            tables: Arc::default(),
        }
    }

    /// Adds a user by name.
    #[track_caller]
    pub fn add_user(&self, name: impl Into<String>) {
        only_for_checks("add_user");
        self.tables().users.push(name.into());
    }

    /// Adds a post by title.
    #[track_caller]
    pub fn add_post(&self, title: impl Into<String>) {
        only_for_checks("add_post");
        self.tables().posts.push(title.into());
    }

    /// The names of the users, in the order in which they were added.
    ///
    /// # Errors
    /// If the database does not answer.
    #[track_caller]
    pub fn users(&self) -> Call<Result<Vec<String>, BlogError>> {
        self.query(Self::USERS, |tables| tables.users.clone())
    }

    /// The titles of the posts, in the order in which they were added.
    ///
    /// # Errors
    /// If the database does not answer.
    #[track_caller]
    pub fn posts(&self) -> Call<Result<Vec<String>, BlogError>> {
        self.query(Self::POSTS, |tables| tables.posts.clone())
    }

    #[track_caller]
    fn query(
        &self,
        query: &str,
        rows: impl FnOnce(&Tables) -> Vec<String> + Send + 'static,
    ) -> Call<Result<Vec<String>, BlogError>> {
        let (blog, text) = (self.clone(), query.to_owned());
        let answer = move |broken| match broken {
            true => Err(BlogError { query: text }),
            false => Ok(rows(&blog.tables())),
        };
        self.backend.call(query.to_owned(), answer, Result::is_err)
    }

    /// The backend behind the pool: its latency, faults and counters.
    #[track_caller]
    pub fn backend(&self) -> &Backend {
        only_for_checks("backend");
        &self.backend
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn users_and_posts_come_in_the_order_in_which_they_were_added() {
        let blog = Blog::new(Conditions::default());
        blog.add_user("Zoe");
        blog.add_user("Ada");
        blog.add_post("Hello");
        let names = vec!["Zoe".to_owned(), "Ada".to_owned()];
        assert_eq!(blog.users().await, Ok(names));
        assert_eq!(blog.posts().await, Ok(vec!["Hello".to_owned()]));
    }

    #[tokio::test(start_paused = true)]
    async fn one_query_can_fail_while_the_other_is_answered() {
        let blog = Blog::new(Conditions::default());
        blog.backend().break_call(Blog::USERS);
        let query = Blog::USERS.to_owned();
        assert_eq!(blog.users().await, Err(BlogError { query }));
        assert_eq!(blog.posts().await, Ok(Vec::new()));
        let meter = blog.backend().meter();
        assert_eq!((meter.answered, meter.failed), (1, 1));
    }
}
