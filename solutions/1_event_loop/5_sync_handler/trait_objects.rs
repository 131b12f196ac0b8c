//! The pages of a club's website.
use services::{ApiError, User, UserApi};
use std::{future::Future, pin::Pin};
use tokio::sync::OnceCell;

/// The website.
pub struct Site {
    users: UserApi,
}

/// One request: the user is asked for when a page first needs them.
struct Request<'a> {
    site: &'a Site,
    id: u32,
    user: OnceCell<User>,
}

trait Page: Sync {
    fn make<'a>(
        &'a self,
        request: &'a Request<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send + 'a>>;
}

struct Welcome;
struct Card;
struct Fixed(String);

impl Page for Welcome {
    fn make<'a>(
        &'a self,
        request: &'a Request<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send + 'a>> {
        Box::pin(async { Ok(format!("Welcome, {}!", request.user().await?.name)) })
    }
}

impl Page for Card {
    fn make<'a>(
        &'a self,
        request: &'a Request<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send + 'a>> {
        Box::pin(async {
            let id = request.user().await?.id;
            Ok(format!("Member {id}: {}", request.user().await?.name))
        })
    }
}

impl Page for Fixed {
    fn make<'a>(
        &'a self,
        _: &'a Request<'a>,
    ) -> Pin<Box<dyn Future<Output = Result<String, ApiError>> + Send + 'a>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}

impl Request<'_> {
    async fn user(&self) -> Result<&User, ApiError> {
        self.user
            .get_or_try_init(async || self.site.users.user(self.id).await)
            .await
    }
}

impl Site {
    /// A website for these users.
    pub fn new(users: UserApi) -> Self {
        Self { users }
    }

    /// Makes the page of this path for the user who asks for it.
    ///
    /// # Errors
    /// If the page needs the user, and the user cannot be fetched.
    pub async fn page(&self, path: &str, user: u32) -> Result<String, ApiError> {
        let page: Box<dyn Page + Send> = match path {
            "/welcome" => Box::new(Welcome),
            "/card" => Box::new(Card),
            "/rules" => Box::new(Fixed("Be kind to each other.".to_owned())),
            _ => Box::new(Fixed(format!("There is no page {path}."))),
        };
        let request = Request {
            site: self,
            id: user,
            user: OnceCell::new(),
        };
        page.make(&request).await
    }
}
