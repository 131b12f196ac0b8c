//! Spawns local tasks within a `LocalSet`, and keeps what is not `Send` across an await.
use services::{ApiError, User, UserApi};
use std::{cell::RefCell, rc::Rc};
use tokio::task::{LocalSet, spawn_local};

pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let users = Rc::new(RefCell::new(Vec::new()));
    let all = async {
        let ask = |(place, &id): (usize, &u32)| {
            let (answer, users) = (api.user(id), Rc::clone(&users));
            spawn_local(async move {
                let user = answer.await?;
                users.borrow_mut().push((place, user));
                Ok(())
            })
        };
        let tasks: Vec<_> = ids.iter().enumerate().map(ask).collect();
        for task in tasks {
            task.await.expect("no request panics")?;
        }
        Ok(())
    };
    LocalSet::new().run_until(all).await?;
    let mut users = users.take();
    users.sort_by_key(|(place, _)| *place);
    Ok(users.into_iter().map(|(_, user)| user).collect())
}
